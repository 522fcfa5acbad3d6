"""Mend an archive: from the folder's own files, a backup or the storage; set aside what is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from story.publishing.archive import disk
from story.publishing.archive.backup import Backup
from story.publishing.archive.damage import SAY, Damage, Damaged, numbered
from story.publishing.archive.entry import Entry, entry_name, number_in
from story.publishing.archive.inspecting import PARTS, inspect, set_aside
from story.publishing.archive.storage import Storage
from story.publishing.archive.store import ASIDE, Archive, digest
from story.text import Text

ROUNDS = 4  # an entry that came back names blobs that must come back too


class Source(Protocol):
    """Where something that is damaged may be whole."""

    def entries(self, numbers: list[int]) -> Mapping[int, bytes]:
        """Return those of the entries with these numbers that are there."""

    def contents(self, names: list[str]) -> Iterable[tuple[str, bytes | None]]:
        """Yield blobs by name, None for one that is missing or does not match its name."""


class Loose:
    """The folder's own files, which often are what was published."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def entries(self, numbers: list[int]) -> Mapping[int, bytes]:
        """Return nothing: the log is kept nowhere else in the folder."""
        del numbers
        return {}

    def contents(self, names: list[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield what lies in the folder under any name."""
        found: dict[str, bytes] = {}
        paths = {path for entry in self._archive.entries() for path in entry.files}
        for path in sorted(paths):
            with suppress(OSError):
                content = disk.read(self._archive.folder / path)
                found[digest(content)] = content
        yield from ((name, found.get(name)) for name in names)


def mend(archive: Archive, others: Sequence[Backup] = ()) -> tuple[Text, ...]:
    """Mend what can be mended, set aside what cannot; return what was done, in words.

    `others`: backups of it. The folder's own files and the storage it is a copy of are asked too.
    Nothing is deleted. Raises Damaged where a backup is of another log, Busy where somebody
    publishes, OSError where the folder cannot be written, StorageFailed where the storage does not
    answer.
    """
    for other in others:
        other.see_that_it_is_of(archive)
    storage = archive.origin
    sources: tuple[Source, ...] = (
        Loose(archive),
        *others,
        *((_Stored(storage),) if storage else ()),
    )
    done: list[Text] = list(_places(archive))
    with archive.locked():
        for backup in others:
            for number, content in backup.edited(archive).items():
                done.append(_moved(archive, archive.place / "entries" / entry_name(number)))
                archive.receive(number, content)
                done.append(SAY.both("Number {number} of the log was put back.", number=number))
        for _ in range(ROUNDS):
            now = [*_taken(archive, inspect(archive.folder), sources)]
            done += now
            if not now:
                break
        missing = archive.missing()
        with suppress(Damaged):
            archive.bring_in_line()
            done += [SAY.both("{file} was put back.", file=item) for item in missing]
        done += _rest(archive, inspect(archive.folder))
    return tuple(done)


def edited(backup: Backup, archive: Archive) -> tuple[Damage, ...]:
    """Return the entries that say something else than a backup has: whoever edited them."""
    backup.see_that_it_is_of(archive)
    cost = SAY.both("The log no longer says what was published, or why.")
    cure = SAY.both("story doctor --mend --from BACKUP puts it back.")
    return tuple(
        Damage(
            "entry",
            f"entries/{entry_name(number)}",
            (number,),
            SAY.both(
                "Number {number} of the log says something else than {file}: it was edited.",
                number=number, file=backup.path.name,
            ),
            cost,
            cure,
        )
        for number in backup.edited(archive)
    )  # fmt: skip


class _Stored:
    """The storage that the folder is a copy of."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def entries(self, numbers: list[int]) -> Mapping[int, bytes]:
        return self._storage.entries(numbers)

    def contents(self, names: list[str]) -> Iterable[tuple[str, bytes | None]]:
        return self._storage.contents(names)


def _places(archive: Archive) -> Iterator[Text]:
    """Make way for the folders of an archive where something else lies in their place."""
    for part in PARTS:
        place = archive.place / part
        if place.exists() and not place.is_dir():
            yield _moved(archive, place)
            place.mkdir()


def _taken(
    archive: Archive, damages: Iterable[Damage], sources: Iterable[Source]
) -> Iterator[Text]:
    """Put in place what a source has whole."""
    blobs = [damage.name for damage in damages if damage.kind == "blob"]
    numbers = [
        number
        for item in damages
        if item.kind in ("entry", "missing-entry", "edition")
        for number in item.numbers
    ]
    # What was given up may have turned up.
    numbers += {*map(number_in, set_aside(archive))} - {0, *archive.numbers(), *numbers}
    for source in sources:
        for name, content in source.contents(blobs) if blobs else ():
            if content is not None and not archive.has(name):
                archive.keep(name, content)
                _no_longer_lost(archive, name)
                yield SAY.both("blobs/{name} was put back.", name=name)
        for number, content in source.entries(numbers).items() if numbers else ():
            if _better(archive, number, content, source):
                archive.receive(number, content)
                _no_longer_lost(archive, entry_name(number))
                yield SAY.both("Number {number} of the log was put back.", number=number)


def _better(archive: Archive, number: int, content: bytes, source: Source) -> bool:
    """Whether an entry of a source can be read, and what is here cannot, or is not its edition."""
    try:
        entry = Archive.read_entry(number, content)
    except Damaged:
        return False
    try:
        archive.contents(archive.entry(number))
    except Damaged:
        pass
    else:
        return False
    missing = [name for name in _names(entry) if not archive.has(name)]
    for name, kept in source.contents(missing) if missing else ():
        if kept is not None:
            archive.keep(name, kept)
    with suppress(Damaged):
        return archive.raw(number) != content
    return True


def _rest(archive: Archive, damages: Iterable[Damage]) -> Iterator[Text]:
    """Set aside what nothing could mend, and say where it went."""
    for damage in damages:
        place = archive.place / damage.path
        if damage.kind == "standing":
            # Whoever follows finds which files are as they once were published.
            archive.note(0)
            yield SAY.both("{path} was written again.", path="standing")
        elif damage.kind in ("foreign", "entry"):
            yield _moved(archive, place)
        elif damage.kind == "missing-entry":
            for number in damage.numbers:
                _note(archive, entry_name(number))
            yield SAY.both(
                "It was noted that nobody has number {numbers}; the log goes on without it.",
                numbers=numbered(damage.numbers),
            )
        elif damage.kind == "blob" and not damage.known:
            _note(archive, damage.name)
            yield SAY.both(
                "Nothing here can mend {path}. It was noted; its editions stay in the log, and are "
                "refused when they are asked for.", path=damage.path,
            )  # fmt: skip


def _moved(archive: Archive, place: Path) -> Text:
    """Move something out of the archive, to where nothing reads it."""
    target = archive.move_aside(place)
    return SAY.both(
        "{name} was moved to {target}.",
        name=place.name, target=target.relative_to(archive.folder).as_posix(),
    )  # fmt: skip


def _no_longer_lost(archive: Archive, name: str) -> None:
    """Take back the note that something is lost, which is an empty file; all else stays."""
    noted = archive.place / ASIDE / name
    if noted.is_file() and not noted.stat().st_size:
        noted.unlink()


def _note(archive: Archive, name: str) -> None:
    """Note that something is known to be lost."""
    target = archive.place / ASIDE / name
    target.parent.mkdir(exist_ok=True)
    target.touch()


def _names(entry: Entry) -> set[str]:
    return {*entry.files.values(), *entry.aside.values()}
