"""What readers are given now: that is what a change is compared with and made to."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from story.publishing.archive import Archive
from story.publishing.folder import (
    Examination,
    Files,
    examine_files,
    read_files,
    read_loose_files,
    read_published,
)
from story.tables.changes import Sheets, sheets_of
from story.telling.proof import proofread


@dataclass(frozen=True)
class Base:
    """The tables that readers are given, and how the folder's own files differ from them.

    `number`: the last entry of the log, 0 where there is none. `told`: whether the story's
    chapters are told from these tables, so that new ones must bear them out too. `loose`: the
    folder's files as they lie there. `broken`: the names of files that were edited by hand and
    are not shown, because they hold errors.
    """

    files: Files
    found: Examination
    number: int
    told: bool
    loose: Files
    broken: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.files.folder

    @cached_property
    def sheets(self) -> Sheets:
        """The rows of every table."""
        return sheets_of(self.found.tables)

    def same(self, other: "Base") -> bool:
        """Whether nothing has changed in the folder since."""
        return (self.files.edition, self.loose.edition) == (
            other.files.edition,
            other.loose.edition,
        )


def stands(folder: Path) -> Base:
    """Return what readers are given: the files if they are good, else what was published last.

    Files that were never published stand for themselves, whatever they hold.
    """
    archive = Archive(folder)
    number = archive.state()[0]
    loose = read_loose_files(folder)
    files = read_files(folder)
    published = read_published(folder)
    found = examine_files(files)
    told = _told(found)
    if published is None or published.edition == files.edition or (found.dataset and told):
        return Base(files, found, number, told, loose)
    before = examine_files(published)
    told = _told(before)
    if found.dataset and not told:
        return Base(files, found, number, told, loose)
    return Base(published, before, number, told, loose, _differing(published, files))


def _told(found: Examination) -> bool:
    """Whether the story's chapters can be told from these tables."""
    return found.dataset is not None and not proofread(found.dataset, drawn=False)


def _differing(published: Files, files: Files) -> tuple[str, ...]:
    names = sorted({*published.contents, *files.contents})
    return tuple(name for name in names if published.contents.get(name) != files.contents.get(name))
