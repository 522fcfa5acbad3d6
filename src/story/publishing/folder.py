"""The door to the files under `data/`: read, check and hash a folder of tables."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from story.places import ROOT, cache_folder
from story.publishing.archive import (
    EDITIONS,
    Archive,
    Damaged,
    Entry,
    digest,
    is_address,
    mirror_of,
    name_of,
)
from story.tables.checks import check
from story.tables.dataset import Dataset
from story.tables.model import TABLES, Record, former
from story.tables.problem import Problem, Spot, error, warning
from story.tables.rows import Table, Tables, cell, heading_of, read, write
from story.text import Phrases

SAY = Phrases("checks")

__all__ = [
    "ROOT", "BrokenData", "Dataset", "Examination", "Files", "Problem", "cell", "data_folder",
    "edition_of", "examine", "examine_files", "folder_of", "is_copy", "load", "paths",
    "published_before", "read", "read_edition", "read_files", "read_loose_files",
    "read_published", "read_tables", "recorded", "stamps", "write",
]  # fmt: skip

TRIES = 5
ORDER = {kind.table: number for number, kind in enumerate(TABLES)}


@dataclass(frozen=True)
class Files:
    """The bytes of a folder's files at one moment: the tables, and the map's files if any.

    `contents` by path within the folder; `closed` names files that are there but cannot be read.
    `kept`: whether they are an edition as it was published, which is read by the rules of its time.
    `published`: of files that differ from what was published last, the headings they had there.
    """

    folder: Path
    contents: Mapping[str, bytes]
    closed: frozenset[str] = frozenset()
    kept: bool = False
    published: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def edition(self) -> str:
        """The content hash that names the edition: twelve hex digits of a SHA-256."""
        return name_of(self.contents)


@dataclass(frozen=True)
class Examination:
    """What a folder holds: a dataset if there is no error, and every problem, in file order.

    `tables`: every table as far as it could be read.
    """

    edition: str
    dataset: Dataset | None
    problems: tuple[Problem, ...]
    tables: Tables = field(repr=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the edition from being published."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that should be looked at, but may be the truth."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


class BrokenData(Exception):  # noqa: N818 - it says what is broken, not that the program erred
    """The tables hold errors; `problems` says all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the data")
        self.problems = problems


def data_folder() -> Path:
    """Return the folder of the tables: `STORY_DATA` where it is set, else `data/`."""
    return folder_of(os.environ.get("STORY_DATA", str(ROOT / "data")))


def folder_of(given: str) -> Path:
    """Return a folder by name; for the address of a storage, its copy on this machine."""
    return mirror_of(given, cache_folder()) if is_address(given) else Path(given)


def is_copy(folder: Path) -> bool:
    """Return whether a folder is the copy of a storage."""
    return Archive(folder).copied


def paths(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that make an edition: every table, and the map's if any."""
    names = (*(kind.table for kind in TABLES), *sorted(former.REMOVED_TABLES))
    tables = (folder / f"{name}.csv" for name in names)
    return (*tables, *sorted(path for path in (folder / "geo").glob("*") if path.is_file()))


def stamps(folder: Path) -> tuple[Path, ...]:
    """Return the paths whose times tell whether an edition was published to a folder."""
    kept = folder / EDITIONS
    return (kept / "entries", kept / "standing")


def read_files(folder: Path) -> Files:
    """Read a folder's files; a missing file is left out, an unreadable one named in `closed`.

    While the files are being brought to a newly published edition, or where that was interrupted,
    the edition is read as it was published; where that is damaged, the newest that is whole.
    """
    archive = Archive(folder)
    for _ in range(TRIES):
        before = archive.state()
        last, standing = before
        files = _newest(archive) if standing < last else _loose(archive)
        if archive.state() == before:
            break
    return files


def _newest(archive: Archive) -> Files:
    """Return the newest edition that is whole, in the archive or as the folder's own files."""
    loose = read_loose_files(archive.folder)
    for entry in archive.entries()[::-1]:
        if entry.edition == loose.edition:
            return replace(loose, kept=True)
        with suppress(Damaged):
            return _published(archive, entry)
    return loose


def _published(archive: Archive, entry: Entry) -> Files:
    return Files(archive.folder, archive.contents(entry), kept=True)


def _loose(archive: Archive) -> Files:
    """Return the files as they lie in the folder, with what is known of their publication."""
    files, last = read_loose_files(archive.folder), archive.last()
    if last is None:
        return files
    if last.edition == files.edition:
        return replace(files, kept=True)
    headings = {}
    for name, kept in last.files.items():
        if name.endswith(".csv") and digest(files.contents.get(name, b"")) != kept:
            with suppress(Damaged):
                headings[name] = heading_of(archive.content(kept))
    return replace(files, published=headings)


def read_published(folder: Path) -> Files | None:
    """Return the edition published last, whatever lies in the folder; None if none was kept.

    Where it is damaged, the newest that is whole.
    """
    return next(published_before(folder), None)


def published_before(folder: Path) -> Iterator[Files]:
    """Yield the published editions of a folder that are whole, the newest first."""
    for _, contents in Archive(folder).whole():
        yield Files(folder, contents, kept=True)


def read_edition(folder: Path, name: str) -> Files | None:
    """Return an edition of a folder as it was published, by its id; None if it was not kept.

    Raises Damaged where it was kept, but is not whole.
    """
    archive = Archive(folder)
    entry = next((item for item in archive.entries()[::-1] if item.edition == name), None)
    return _published(archive, entry) if entry else None


def recorded(files: Files) -> bool:
    """Whether these files are the edition published last, and no one's unfinished work."""
    last = Archive(files.folder).last()
    return last is not None and last.edition == files.edition


def read_loose_files(folder: Path) -> Files:
    """Read the files as they lie in the folder, whatever was published."""
    contents: dict[str, bytes] = {}
    closed: set[str] = set()
    for path in paths(folder):
        name = path.relative_to(folder).as_posix()
        try:
            contents[name] = path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError:
            closed.add(name)
    return Files(folder, contents, frozenset(closed))


def edition_of(folder: Path) -> str:
    """Return the content hash that names the edition in `folder`."""
    return read_files(folder).edition


def examine(folder: Path) -> Examination:
    """Read and check every table of `folder`; never raises on what the files hold."""
    return examine_files(read_files(folder))


def examine_files(files: Files, *, ruled: bool = True) -> Examination:
    """Check the tables among `files`: cells first, then the rules across rows and tables.

    In a published edition the rules warn: a stricter rule does not make it unreadable. Where
    nobody reads the warnings, `ruled=False` leaves them out, which takes half the time.
    """
    tables, found = read_tables(files)
    problems = list(found)
    spoilt = {
        (problem.table, problem.row, problem.column) for problem in problems if problem.row != 1
    }
    problems += (
        replace(found, severity="warning") if files.kept else found
        for found in (check(tables) if ruled else ())
        if (found.table, found.row, found.column) not in spoilt
    )
    problems.sort(key=lambda problem: (ORDER.get(problem.table, len(ORDER)), problem.row))
    broken = any(each.severity == "error" for each in problems)
    dataset = None if broken else _dataset(files, tables)
    return Examination(files.edition, dataset, tuple(problems), tables)


def read_tables(files: Files) -> tuple[Tables, tuple[Problem, ...]]:
    """Read every table as far as it can be read, and say what is wrong with its cells."""
    tables: dict[type[Record], Table[Record]] = {}
    problems: list[Problem] = []
    for kind in TABLES:
        name = f"{kind.table}.csv"
        published = files.published.get(name, ())
        if kind.added and not published and name not in (*files.contents, *files.closed):
            tables[kind] = Table(kind, whole=True)
            continue
        text, found = _text(files, kind)
        if text is not None:
            tables[kind], found = read(kind, text, kept=files.kept, published=published)
        problems += found
    return Tables(tables), (*problems, *_of_other_tables(files))


def _of_other_tables(files: Files) -> Iterator[Problem]:
    """Yield what is to be said of files that are none of today's tables."""
    known = {f"{kind.table}.csv" for kind in TABLES}
    for name in sorted(files.contents.keys() - known):
        table = name.removesuffix(".csv")
        if name.startswith("geo/"):
            continue
        if table in former.REMOVED_TABLES:
            message = SAY.both("The table is no longer kept.")
            fix = SAY.both("It stays in the editions that had it. Nothing has to be done.")
            yield warning("former-table", Spot(table), message, fix)
        else:
            message = SAY.both("This version of the program has no such table: a newer one has.")
            fix = SAY.both("Bring the program up to date. Until then the edition before is shown.")
            yield error("newer-shape", Spot(table), message, fix)


def load(folder: Path | None = None) -> Dataset:
    """Read and check every table of `folder` (default: `data_folder()`) into a Dataset.

    Raises BrokenData with every error where there is one.
    """
    found = examine(folder or data_folder())
    if found.dataset is None:
        raise BrokenData(found.errors)
    return found.dataset


def _dataset(files: Files, tables: Tables) -> Dataset:
    records = {kind.table: tables.of(kind).shown for kind in TABLES}
    return Dataset(edition=files.edition, folder=files.folder, **records)  # type: ignore[arg-type]


def _text(files: Files, kind: type[Record]) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a table's text, or the problem that keeps it from being read."""
    name, spot = f"{kind.table}.csv", Spot(kind.table)
    if name in files.closed:
        message = SAY.both("The file cannot be opened.")
        fix = SAY.both("Close it in other programs, and allow it to be read.")
        return None, (error("closed-file", spot, message, fix),)
    if name not in files.contents:
        message, fix = SAY.both("The file is missing."), SAY.both("Put the file back.")
        return None, (error("missing-file", spot, message, fix),)
    try:
        return files.contents[name].decode(), ()
    except UnicodeDecodeError:
        message = SAY.both("The file is not stored as UTF-8.")
        fix = SAY.both("Save the file as “CSV UTF-8”.")
        return None, (error("not-utf-8", spot, message, fix),)
