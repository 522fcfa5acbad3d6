"""What of an archive is not as it was kept: every entry read, every blob compared with its name."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from story.publishing.archive import disk
from story.publishing.archive.damage import SAY, Damage, Damaged, Kind, numbered
from story.publishing.archive.entry import HASH, Entry, entry_name, number_in
from story.publishing.archive.store import (
    ASIDE,
    EDITIONS,
    FAR,
    Archive,
    digest,
    see_that_all_is_known,
)
from story.text import Text

PARTS = ("entries", "blobs")


def inspect(folder: Path) -> tuple[Damage, ...]:
    """Return what is damaged in a folder's archive, what it costs and what mends it.

    What has not changed since it was last looked at is not read again.
    """
    return _inspected(folder, _signature(folder))


@lru_cache(maxsize=8)
def _inspected(folder: Path, _signature: object) -> tuple[Damage, ...]:
    return tuple(_Inspection(Archive(folder)).damages())


def _signature(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return name, size and times of everything kept, and of the folder's files."""
    place = folder / EDITIONS
    return tuple(
        found
        for part in (
            place,
            *(place / item for item in PARTS),
            place / ASIDE,
            folder,
            folder / "geo",
        )
        for found in _seen(part)
    )


def _seen(part: Path) -> list[tuple[str, int, int, int]]:
    found = []
    try:
        with os.scandir(part) as entries:
            for entry in entries:
                try:
                    seen = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                if entry.name != "lock":
                    found.append((entry.path, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns))
    except OSError:
        return []
    return sorted(found)


def set_aside(archive: Archive) -> tuple[str, ...]:
    """Return the names of what was set aside because it was no part of the archive."""
    return tuple(Path(item[0]).name for item in _seen(archive.place / ASIDE))


class _Inspection:
    """One look at an archive."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.entries = archive.entries()
        self.users = _users(self.entries)
        self.aside = {*set_aside(archive)}
        self.broken: dict[str, Text] = {}

    def damages(self) -> Iterator[Damage]:
        """Yield everything that is damaged."""
        if not self.archive.place.exists():
            return
        yield from self._places()
        yield from self._foreign()
        yield from self._log()
        yield from self._blobs()
        yield from self._editions()
        yield from self._standing()
        yield from self._files()

    def _places(self) -> Iterator[Damage]:
        for part in ("", *PARTS):
            place = self.archive.place / part
            if not place.is_dir() and (place.exists() or self.entries):
                path = f"{EDITIONS}/{part}".rstrip("/")
                message = SAY.both("{path} is no folder.", path=path)
                yield self._damage("place", part, (), message, _move(path))

    def _foreign(self) -> Iterator[Damage]:
        for part in PARTS:
            fits = (lambda item: bool(HASH.fullmatch(item))) if part == "blobs" else number_in
            for name in _names(self.archive.place / part):
                if not fits(name):
                    path = f"{part}/{name}"
                    message = SAY.both("{path} is no part of an archive.", path=path)
                    yield self._damage("foreign", path, (), message, _to_be_set_aside())

    def _log(self) -> Iterator[Damage]:
        there = self.archive.numbers()
        known = {entry.number for entry in self.entries}
        for number in there:
            if number not in known:
                yield self._entry("entry", number, _why(self.archive, number))
        noted = self.archive.standing() or 0
        last = max(known, default=0)
        last = noted if last < noted <= last + FAR else last
        aside = {number_in(item) for item in self.aside}
        lacking = tuple(sorted({*range(1, last + 1)} - {*there} - aside)) if last <= FAR else ()
        if lacking:
            message = SAY.both("Number {numbers} of the log is missing.", numbers=numbered(lacking))
            yield self._entry("missing-entry", lacking[0], message, lacking)

    def _entry(
        self, kind: Kind, number: int, message: Text, numbers: tuple[int, ...] = ()
    ) -> Damage:
        numbers = numbers or (number,)
        cost = SAY.both(
            "What was published with number {numbers}, and why, cannot be said, and it cannot be "
            "brought back.", numbers=numbered(numbers),
        )  # fmt: skip
        cure = SAY.both(
            "A backup or the storage may have it: story doctor --mend --from BACKUP. Else story "
            "doctor --mend sets it aside, and the log goes on without it."
        )
        return Damage(kind, f"entries/{entry_name(number)}", numbers, message, cost, cure)

    def _blobs(self) -> Iterator[Damage]:
        for name, users in self.users.items():
            why = _blob_trouble(self.archive, name)
            if why is None:
                continue
            self.broken[name] = why
            files = sorted({path for _, path in users})
            numbers = tuple(sorted({number for number, _ in users}))
            message = SAY.both(
                "{files} of number {numbers} is damaged. {why}",
                files=", ".join(files), numbers=numbered(numbers), why=why,
            )  # fmt: skip
            yield Damage(
                "blob", f"blobs/{name}", numbers, message, self._cost(numbers),
                self._cure(name, files), name, known=name in self.aside,
            )  # fmt: skip

    def _editions(self) -> Iterator[Damage]:
        seen: dict[tuple[str, frozenset[tuple[str, str]]], Text | None] = {}
        for entry in self.entries:
            if self.broken.keys() & {*entry.files.values()}:
                continue
            key = (entry.edition, frozenset(entry.files.items()))
            if key not in seen:
                seen[key] = _edition_trouble(self.archive, entry)
            if why := seen[key]:
                numbers = (entry.number,)
                yield Damage("edition", f"entries/{entry_name(entry.number)}", numbers, why,
                             self._cost(numbers), _from_elsewhere())  # fmt: skip
        yield from self._newer()

    def _newer(self) -> Iterator[Damage]:
        for entry in self.entries[-1:]:
            try:
                see_that_all_is_known(entry)
            except Damaged as newer:
                cost = SAY.both("Readers are shown the newest edition that can be read here.")
                cure = SAY.both("Bring the program up to date.")
                path = f"entries/{entry_name(entry.number)}"
                yield Damage("newer", path, (entry.number,), newer.why, cost, cure)

    def _standing(self) -> Iterator[Damage]:
        noted, last = self.archive.standing(), self.archive.state()[0]
        if noted and noted > last and noted <= last + FAR:
            return  # the entries it speaks of are missing, which has been said
        there = (self.archive.place / "standing").exists()
        if noted is not None and noted <= last and (there or last < 2):
            return
        if noted is None:
            message = SAY.both("{path} holds no number.", path="standing")
        elif noted:
            message = SAY.both(
                "{path} says {number}, but the log ends with {last}.",
                path="standing", number=noted, last=last,
            )  # fmt: skip
        else:
            message = SAY.both("{path} is missing.", path="standing")
        cost = SAY.both(
            "It is not known to which edition the folder's files were brought. Readers are shown "
            "the edition published last, or the folder's own files."
        )
        cure = SAY.both("story doctor --mend writes it again; so does the next publication.")
        yield Damage("standing", "standing", (), message, cost, cure)

    def _files(self) -> Iterator[Damage]:
        """Yield the folder's own files that are missing, where they shall be as published."""
        for name in () if self.archive.behind() else self.archive.missing():
            message = SAY.both("{file} is missing in the folder.", file=name)
            cost = SAY.both("Readers are shown the edition as it was published.")
            cure = SAY.both("story doctor --mend puts it back.")
            yield Damage("file", f"../{name}", (), message, cost, cure)

    def _damage(
        self, kind: Kind, path: str, numbers: tuple[int, ...], message: Text, cure: Text
    ) -> Damage:
        return Damage(kind, path, numbers, message, self._cost(numbers), cure)

    def _cost(self, numbers: tuple[int, ...]) -> Text:
        """Return what it costs that the editions with these numbers are not whole."""
        if not numbers:
            return SAY.both("Nothing: readers and editions are not affected.")
        last = self.entries[-1]
        rest = SAY.both("These editions cannot be shown, compared or brought back.")
        if last.number not in numbers:
            return SAY.both("{rest} Readers are not affected.", rest=rest)
        if last.files and all(_lies(self.archive, *item) for item in last.files.items()):
            return SAY.both("{rest} Readers are given the folder's own files, which are as they "
                            "were published.", rest=rest)  # fmt: skip
        return SAY.both(
            "{rest} The newest edition is among them: readers are given the folder's own files, "
            "or the newest edition that is whole.", rest=rest,
        )  # fmt: skip

    def _cure(self, name: str, files: Iterable[str]) -> Text:
        found = next((file for file in files if _lies(self.archive, file, name)), None)
        if found:
            return SAY.both(
                "The folder's own {file} is as it was published: story doctor --mend takes it.",
                file=found,
            )
        if self.archive.copied:
            return SAY.both("The storage may have it: story doctor --mend asks there.")
        return _from_elsewhere()


def _users(entries: Iterable[Entry]) -> Mapping[str, list[tuple[int, str]]]:
    """Return for each hash the entries and files that name it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for entry in entries:
        for path, name in (*entry.files.items(), *entry.aside.items()):
            found.setdefault(name, []).append((entry.number, path))
    return found


def _why(archive: Archive, number: int) -> Text:
    try:
        archive.entry(number)
    except Damaged as damaged:
        return damaged.why
    return SAY.both("Number {number} of the log is missing.", number=number)


def _blob_trouble(archive: Archive, name: str) -> Text | None:
    try:
        archive.content(name)
    except Damaged as damaged:
        return damaged.why
    return None


def _edition_trouble(archive: Archive, entry: Entry) -> Text | None:
    try:
        archive.contents(entry)
    except Damaged as damaged:
        return damaged.why
    return None


def _lies(archive: Archive, path: str, name: str) -> bool:
    """Whether the folder's own file is what was published under a hash."""
    try:
        return digest(disk.read(archive.folder / path)) == name
    except OSError:
        return False


def _names(place: Path) -> list[str]:
    return [Path(item[0]).name for item in _seen(place)]


def _to_be_set_aside() -> Text:
    return SAY.both("story doctor --mend sets it aside.")


def _from_elsewhere() -> Text:
    return SAY.both("A backup may have it: story doctor --mend --from BACKUP.")


def _move(path: str) -> Text:
    return SAY.both("Move it away ({path}), then story restore BACKUP.", path=path)
