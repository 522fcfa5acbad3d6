"""The archive of one data folder: read by everyone, written by whoever holds its lock."""

import fcntl
import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from story.publishing.archive import disk
from story.publishing.archive.damage import SAY, Damaged
from story.publishing.archive.entry import Entry, entry_name, number_in, read_entry
from story.publishing.archive.storage import Storage, StorageFailed, is_address
from story.publishing.os_errors import reason
from story.tables.model import TABLES, former

EDITIONS = ".editions"
ASIDE = "quarantine"  # where what is no part of an archive is moved to
PATIENCE = 10.0  # seconds to wait for another who publishes
PAUSE = 0.02
FAR = 10_000  # a number further beyond the log than that was not written by anyone who publishes
KNOWN = frozenset(
    f"{item}.csv" for item in (*(kind.table for kind in TABLES), *former.REMOVED_TABLES)
)


class Busy(Exception):  # noqa: N818 - it says why nothing was done
    """Somebody else is publishing, and has not finished."""


def digest(content: bytes) -> str:
    """Return the name under which a file's bytes are kept: their SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def name_of(contents: Mapping[str, bytes]) -> str:
    """Return the name of the edition that files make: twelve hex digits of a SHA-256."""
    found = hashlib.sha256()
    for name in sorted(contents):
        content = contents[name]
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()[:12]


@dataclass(frozen=True)
class Archive:
    """The editions of one data folder; there may be none yet.

    Whatever lies in it, reading raises nothing but Damaged: a file may be missing, empty, cut,
    swapped or foreign, and an entry may have been written by anybody who can write to a storage.
    """

    folder: Path

    @property
    def place(self) -> Path:
        """The folder in which the editions are kept."""
        return self.folder / EDITIONS

    @property
    def copied(self) -> bool:
        """Whether this is the copy of a storage, and not a folder that stands for itself."""
        return (self.place / "origin").exists()

    @property
    def origin(self) -> Storage | None:
        """The storage that this is a copy of, None for a folder that stands for itself.

        Raises StorageFailed where its address cannot be read: publishing here instead would be
        seen by nobody else.
        """
        if not self.copied:
            return None
        try:
            url = disk.read(self.place / "origin").decode().strip()
        except (OSError, ValueError):
            url = ""
        if not is_address(url):
            raise StorageFailed(
                SAY.both(
                    "The address of the storage cannot be read in {path}. Write it there again.",
                    path=f"{EDITIONS}/origin",
                )
            )
        return Storage(url)

    # What readers need.

    def state(self) -> tuple[int, int]:
        """Return the number of the last entry, and of the one the folder's files were brought to.

        Both are 0 where nothing has been kept. Entries that cannot be read do not count.
        """
        # In this order: an edition that is published in between is then seen as not yet in line.
        standing = self.standing() or 0
        last = self.last()
        return (last.number, min(standing, last.number)) if last else (0, 0)

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers for which there is an entry, whatever is in it."""
        try:
            names = os.listdir(self.place / "entries")
        except OSError:
            return ()
        return tuple(sorted(filter(None, map(number_in, names))))

    def entry(self, number: int) -> Entry:
        """Return one entry; raises Damaged where there is none or it cannot be read."""
        return self.read_entry(number, self.raw(number))

    def raw(self, number: int) -> bytes:
        """Return the bytes of an entry; raises Damaged where they cannot be read."""
        try:
            return disk.read(self._entry_path(number))
        except FileNotFoundError:
            why = SAY.both("Number {number} of the log is missing.", number=number)
        except OSError as closed:
            why = SAY.both(
                "Number {number} of the log cannot be opened ({why}).",
                number=number, why=reason(closed),
            )  # fmt: skip
        raise Damaged(why)

    @staticmethod
    def read_entry(number: int, content: bytes) -> Entry:
        """Return the entry with a number from its bytes; raises Damaged where they are none."""
        try:
            entry = read_entry(content)
        except ValueError:
            if not content.strip(b"\0\t\r\n "):
                raise Damaged(
                    SAY.both("Number {number} of the log is empty.", number=number)
                ) from None
            raise Damaged(
                SAY.both(
                    "Number {number} of the log cannot be read: it was cut short, overwritten, or "
                    "written by something else than this program.",
                    number=number,
                )
            ) from None
        if entry.number != number:
            raise Damaged(
                SAY.both(
                    "Number {number} of the log says that it is number {other}.",
                    number=number, other=entry.number,
                )
            )  # fmt: skip
        return entry

    def last(self) -> Entry | None:
        """Return the newest entry that can be read, None where nothing has been kept."""
        return next(self._newest_first(), None)

    def entries(self) -> tuple[Entry, ...]:
        """Return the log, oldest first; what cannot be read is left out (see `inspect`)."""
        return tuple(self._newest_first())[::-1]

    def whole(self) -> Iterator[tuple[Entry, dict[str, bytes]]]:
        """Yield the editions that are whole, with their files, the newest first."""
        for entry in self._newest_first():
            with suppress(Damaged):
                yield entry, self.contents(entry)

    def content(self, name: str) -> bytes:
        """Return the bytes kept under a hash; raises Damaged where they are not those."""
        try:
            content = disk.read(self._blob(name))
        except FileNotFoundError:
            raise Damaged(SAY.both("blobs/{name} is missing.", name=name)) from None
        except OSError as closed:
            raise Damaged(
                SAY.both("blobs/{name} cannot be opened ({why}).", name=name, why=reason(closed))
            ) from None
        if digest(content) != name:
            raise Damaged(SAY.both("blobs/{name} is not what was kept.", name=name))
        return content

    def contents(self, entry: Entry, *, offer: bool = False) -> dict[str, bytes]:
        """Return the files of an edition, byte for byte, by their path within the folder.

        Raises Damaged, which names the edition and the file and, to `offer` another, the nearest
        edition that is whole.
        """
        try:
            return self._contents(entry)
        except Damaged as damaged:
            nearest = self._nearest(entry.number) if offer else None
            if nearest is None:
                raise
            raise Damaged(
                SAY.both(
                    "{why} The nearest edition that is whole is number {number}, {edition} of "
                    "{at}; story doctor says what mends this one.",
                    why=damaged.why, number=nearest.number, edition=nearest.edition,
                    at=f"{nearest.at:%Y-%m-%d %H:%M} UTC",
                )
            ) from damaged  # fmt: skip

    def _contents(self, entry: Entry) -> dict[str, bytes]:
        contents: dict[str, bytes] = {}
        for path, name in entry.files.items():
            try:
                contents[path] = self.content(name)
            except Damaged as damaged:
                raise Damaged(
                    SAY.both(
                        "Number {number}, edition {edition}, cannot be read: {file} is damaged. "
                        "{why}",
                        number=entry.number, edition=entry.edition, file=path, why=damaged.why,
                    )
                ) from damaged  # fmt: skip
        if name_of(contents) != entry.edition:
            raise Damaged(
                SAY.both(
                    "Number {number} names other files than those of edition {edition}.",
                    number=entry.number, edition=entry.edition,
                )
            )  # fmt: skip
        return contents

    def _nearest(self, number: int) -> Entry | None:
        """Return the whole edition whose number is nearest; the earlier of two."""
        others = [entry for entry in self.entries() if entry.number != number]
        for other in sorted(others, key=lambda each: (abs(each.number - number), each.number)):
            with suppress(Damaged):
                self._contents(other)
                return other
        return None

    def _newest_first(self) -> Iterator[Entry]:
        for number in reversed(self.numbers()):
            with suppress(Damaged):
                yield self.entry(number)

    def standing(self) -> int | None:
        """Return the number that the folder's files were brought to, as it is noted.

        0 where nothing is noted, None where what is noted is no number.
        """
        try:
            noted = disk.read(self.place / "standing")
        except (FileNotFoundError, NotADirectoryError):
            return 0
        except OSError:
            return None
        return int(noted) if re.fullmatch(rb"[0-9]{1,12}\s*", noted) else None

    def _entry_path(self, number: int) -> Path:
        return self.place / "entries" / entry_name(number)

    # What the one who publishes needs.

    @contextmanager
    def locked(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock; raises Busy where it is not free within `patience` seconds.

        Raises OSError where the folder cannot be written.
        """
        for item in ("", "blobs", "entries", "staging"):
            (self.place / item).mkdir(exist_ok=True)
        handle = os.open(self.place / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _wait_for(handle, patience)
            self._clear()
            yield
        finally:
            os.close(handle)

    def commit(self, entry: Entry, contents: Mapping[str, bytes]) -> Entry:
        """Publish an edition, all of it or nothing; returns the entry with its number.

        The first edition of an archive is the folder as it is.

        `contents`: by hash, every file of it. A blob that is kept already is looked at, and written
        again where it is damaged. What the folder will need to follow is written beforehand, so
        that a full disk is noticed before anything is published. Hold the lock, and call
        `bring_in_line` and `settle` afterwards. Raises OSError where the disk refuses: then nothing
        was published.

        In the copy of a storage the entry appears there first, which decides who was first: raises
        Busy where another was, StorageFailed where the storage does not answer.
        """
        last, standing = self.state()
        number = self._next(last)
        if self.standing() != standing:
            self.note(standing)
        numbered = replace(entry, number=number)
        new: list[Path] = []
        try:
            self._prepare(entry, contents, new)
            staged = self.place / "staging" / "entry"
            disk.remove(staged)
            disk.write(staged, numbered.json(), 0o444)
            self._publish_beyond(numbered)
            disk.appear(staged, self._entry_path(number))
        except (OSError, Busy):
            if not self._entry_path(number).exists():
                for item in (*new, *(self.place / "staging").iterdir()):
                    disk.remove(item)
                raise
        return numbered

    def _prepare(self, entry: Entry, contents: Mapping[str, bytes], new: list[Path]) -> None:
        """Keep what an edition is made of, noting what is `new`, and what the folder will need."""
        for name in {*entry.files.values(), *entry.aside.values()}:
            if not self.has(name):
                # One by one: what was kept before the disk refused must be removed.
                new.append(self.keep(name, contents[name]))  # noqa: PERF401
        disk.sync(self.place / "blobs")
        for path, name in entry.files.items():
            if self._found(path) != name:
                self._stage(path, name)

    def _next(self, last: int) -> int:
        """Return the number of the next entry: one that was never used, as far as can be known."""
        noted = self.standing() or 0
        taken = set(self.numbers())
        first = max(last, noted if noted <= last + FAR else 0) + 1
        return next(item for item in count(first) if item not in taken)

    def _publish_beyond(self, entry: Entry) -> None:
        """Publish an entry of a copy to the storage it is a copy of."""
        storage = self.origin
        if storage:
            there = storage.blobs()
            for name in {*entry.files.values(), *entry.aside.values()} - there:
                storage.keep(name, self.content(name))
            if not storage.publish(entry.number, entry.json()):
                raise Busy

    def receive(self, number: int, content: bytes) -> None:
        """Let an entry appear as it is kept elsewhere, in place of what is there. Hold the lock."""
        staged = self.place / "staging" / "entry"
        disk.remove(staged)
        disk.write(staged, content, 0o444)
        self._make_way(self._entry_path(number))
        disk.replace(staged, self._entry_path(number))

    def missing(self) -> tuple[str, ...]:
        """Return the files of the last edition that are not in the folder."""
        last = self.last()
        return tuple(file for file in (last.files if last else ()) if self._found(file) is None)

    def damaged(self) -> bool:
        """Whether a file of a copy is not as it was published."""
        last = self.last()
        return last is not None and any(
            self._found(path) != name for path, name in last.files.items()
        )

    def behind(self) -> bool:
        """Whether the folder's own files have still to be brought to the last edition."""
        last, standing = self.state()
        return standing < last

    def bring_in_line(self, *, as_published: bool = False) -> None:
        """Bring the folder's files to the last edition; repeat it after an interruption.

        A file that is neither as it was nor as it shall be was edited meanwhile, and stays, unless
        they shall be `as_published`. Hold the lock, and call `settle` afterwards. Raises Damaged,
        before anything is touched, where the edition is not whole, was published by a newer version
        with tables that are not known here, or would be written outside the folder.
        """
        last, standing = self.state()
        entry = self.entry(last)
        self.contents(entry)
        see_that_all_is_known(entry)
        places = {path: self._inside(path) for path in entry.files}
        since = [item for item in self.entries() if item.number >= standing]
        before = next((each.files for each in since if each.number == standing), {})
        for path, name in entry.files.items():
            found = self._found(path)
            had = {found_then for entry in since for found_then in _hashes(entry, path)}
            if found != name and (as_published or found is None or found in had):
                self._place(places[path], path, name)
        for path in before.keys() - entry.files.keys():
            if self._found(path) == before[path]:
                disk.remove(self._inside(path))

    def settle(self) -> None:
        """Note that the folder's files stand at the last edition. Hold the lock."""
        self.note(self.state()[0])
        self._clear()

    def note(self, number: int) -> None:
        """Note to which edition the folder's files were brought. Hold the lock."""
        staged = self.place / "staging" / "standing"
        disk.remove(staged)
        disk.write(staged, str(number).encode())
        self._make_way(self.place / "standing")
        disk.replace(staged, self.place / "standing")

    def _clear(self) -> None:
        """Remove what an interrupted predecessor left half written."""
        if not self.behind():
            for path in (self.place / "staging").iterdir():
                disk.remove(path)

    def _blob(self, name: str) -> Path:
        return self.place / "blobs" / name

    def _inside(self, path: str) -> Path:
        """Return where a file of an edition lies; raises Damaged where a link leads elsewhere."""
        target = self.folder / path
        if not target.parent.resolve().is_relative_to(self.folder.resolve()):
            raise Damaged(SAY.both("{file} would be written outside the data folder.", file=path))
        return target

    def _found(self, path: str) -> str | None:
        """Return the hash of a file as it lies in the folder, None where it is not there."""
        try:
            return digest(disk.read(self.folder / path))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def has(self, name: str) -> bool:
        """Return whether the bytes kept under a hash are those."""
        try:
            self.content(name)
        except Damaged:
            return False
        return True

    def is_whole(self, entry: Entry) -> bool:
        """Return whether every file of an edition is as it was published."""
        try:
            self.contents(entry)
        except Damaged:
            return False
        return True

    def has_entry(self, number: int, content: bytes) -> bool:
        """Return whether an entry has these bytes."""
        with suppress(Damaged):
            return self.raw(number) == content
        return False

    def keep(self, name: str, content: bytes) -> Path:
        """Keep bytes under their hash; return where. Hold the lock."""
        staged = self.place / "staging" / name
        disk.remove(staged)
        disk.write(staged, content, 0o444)
        self._make_way(self._blob(name))
        os.replace(staged, self._blob(name))
        return self._blob(name)

    def move_aside(self, place: Path) -> Path:
        """Move what is no part of the archive to where nothing reads it; return where."""
        aside = self.place / ASIDE
        aside.mkdir(exist_ok=True)
        names = (place.name, *(f"{place.name}.{item}" for item in range(2, FAR)))
        target = next(aside / name for name in names if not os.path.lexists(aside / name))
        os.replace(place, target)
        return target

    def _make_way(self, place: Path) -> None:
        """Move a folder away that lies where a file belongs."""
        if place.is_dir() and not place.is_symlink():
            self.move_aside(place)

    def _staged(self, path: str, name: str) -> Path:
        return self.place / "staging" / f"{name}.{path.replace('/', '.')}"

    def _stage(self, path: str, name: str) -> Path:
        """Write a copy that will take the place of the folder's file, with that file's rights."""
        staged = self._staged(path, name)
        disk.remove(staged)
        disk.write(staged, self.content(name))
        target = self.folder / path
        if target.exists():
            os.chmod(staged, stat.S_IMODE(target.stat().st_mode))
        return staged

    def _place(self, target: Path, path: str, name: str) -> None:
        staged = self._staged(path, name)
        if not staged.exists() or digest(disk.read(staged)) != name:
            self._stage(path, name)
        target.parent.mkdir(exist_ok=True)
        disk.replace(staged, target)


def _hashes(entry: Entry, path: str) -> tuple[str, ...]:
    return tuple(item[path] for item in (entry.files, entry.aside) if path in item)


def see_that_all_is_known(entry: Entry) -> None:
    """Raise Damaged where an edition has files that no version up to this one knows."""
    unknown = sorted(
        file for file in entry.files if file not in KNOWN and not file.startswith("geo/")
    )
    if unknown:
        raise Damaged(
            SAY.both(
                "Number {number} was published by a newer version of the program: {files} is not "
                "known here.",
                number=entry.number, files=", ".join(unknown),
            )
        )  # fmt: skip


def _wait_for(handle: int, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Busy from None
            time.sleep(PAUSE)
        else:
            return
