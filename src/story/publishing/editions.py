"""The edition that readers are given: the newest good one, whatever happens to the files.

The tables are read and checked once per content and shared by every reader. Each call looks at
the files' sizes and times, which takes well under a millisecond; only when these differ are the
files read again. Files that turn out broken leave the last good edition in place.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from story.publishing.folder import (
    BrokenData,
    Files,
    data_folder,
    examine_files,
    is_copy,
    paths,
    published_before,
    read_files,
    read_published,
    recorded,
    stamps,
)
from story.tables.dataset import Dataset
from story.tables.problem import Problem

LOG = logging.getLogger(__name__)
SETTLED = 0.2
Proof = Callable[[Dataset], tuple[Problem, ...]]


def unread(_: Dataset) -> tuple[Problem, ...]:
    """Find nothing: for tables that no story is told from."""
    return ()


TRIES = 5

Signature = tuple[tuple[str, int, int, int, int], ...]


@dataclass(frozen=True)
class Status:
    """What readers are given: `edition` and `loaded_at` are None before the first good edition.

    `problems`: the errors that keep the files as they are now from being the edition.
    """

    edition: str | None
    loaded_at: datetime | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Shelf:
    """What was last made of the files: replaced as a whole, so that no reader sees half of it."""

    signature: Signature | None = None
    content: str = ""
    dataset: Dataset | None = None
    loaded_at: datetime | None = None
    problems: tuple[Problem, ...] = ()


class Editions:
    """The editions of one folder, safe to be shared by threads.

    `settled` is how long, in seconds, a file must have been left alone before a change to it is
    taken: what another program has not finished writing never becomes an edition. `glance` is
    how long, in seconds, one look at the files serves every reader. `proof` finds what else keeps
    sound tables from being an edition, such as a sentence they make untrue.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        settled: float = SETTLED,
        glance: float = 0.0,
        proof: Proof = unread,
    ) -> None:
        self.folder = folder or data_folder()
        self._settled = settled
        self._glance = glance
        self._proof = proof
        self._shelf = _Shelf()
        self._looked = 0.0
        self._lock = Lock()

    @property
    def stored(self) -> bool:
        """Whether the folder is the copy of a storage."""
        return is_copy(self.folder)

    @property
    def awaited(self) -> bool:
        """Whether no edition of the storage has reached this copy of it yet."""
        return self.stored and read_published(self.folder) is None

    def current(self) -> Dataset:
        """Return the newest good edition.

        Raises BrokenData with every error where no edition has ever been good.
        """
        shelf = self._looked_after()
        if shelf.dataset is None:
            raise BrokenData(shelf.problems)
        return shelf.dataset

    def status(self) -> Status:
        """Return which edition readers are given and what is wrong with the files, if anything."""
        shelf = self._looked_after()
        edition = shelf.dataset.edition if shelf.dataset else None
        return Status(edition, shelf.loaded_at, shelf.problems)

    def _looked_after(self) -> _Shelf:
        """Return the shelf, brought up to date if the files have changed and are at rest."""
        shelf = self._shelf
        now = time.monotonic()
        if shelf.dataset and now - self._looked < self._glance:
            return shelf
        self._looked = now
        signature = _signature(self.folder)
        if signature == shelf.signature:
            return shelf
        if shelf.dataset and not self._at_rest(signature):
            return shelf
        # A reader who can be served is not kept waiting while another reads the files.
        if self._lock.acquire(blocking=shelf.dataset is None):
            try:
                self._shelf = self._renewed(self._shelf)
            finally:
                self._lock.release()
        return self._shelf

    def _at_rest(self, signature: Signature) -> bool:
        """Whether no file was written within the last seconds, or what was written is published."""
        newest = max((written for _, written, *_ in signature), default=0) / 1e9
        return not 0 <= time.time() - newest < self._settled or recorded(read_files(self.folder))

    def _renewed(self, shelf: _Shelf) -> _Shelf:
        for _ in range(TRIES):
            before = _signature(self.folder)
            if before == shelf.signature:
                return shelf
            files = read_files(self.folder)
            if _signature(self.folder) == before:
                return _judged(shelf, before, files, self._proof)
            if shelf.dataset:
                return shelf
        # There is nothing to fall back on: judge what was read, and look again at the next call.
        return _judged(shelf, None, files, self._proof)


def _judged(shelf: _Shelf, signature: Signature | None, files: Files, proof: Proof) -> _Shelf:
    """Return the shelf after reading `files`: a new edition, or the old one and the problems."""
    if files.edition == shelf.content:
        return _Shelf(signature, shelf.content, shelf.dataset, shelf.loaded_at, shelf.problems)
    if shelf.dataset and files.edition == shelf.dataset.edition:
        LOG.info("Edition %s is whole again.", shelf.dataset.edition)
        return _Shelf(signature, files.edition, shelf.dataset, shelf.loaded_at)
    dataset, errors = _proven(files, proof)
    if dataset:
        LOG.info("Edition %s is served.", dataset.edition)
        return _Shelf(signature, files.edition, dataset, datetime.now(UTC))
    kept, since = shelf.dataset, shelf.loaded_at
    if kept is None:
        kept, since = _newest(files.folder, proof), datetime.now(UTC)
    _warn(errors, kept)
    return _Shelf(signature, files.edition, kept, since if kept else None, errors)


def _newest(folder: Path, proof: Proof) -> Dataset | None:
    """Return the newest published edition that this version can read and show."""
    found = (_proven(item, proof)[0] for item in published_before(folder))
    return next((entry for entry in found if entry), None)


def _proven(files: Files, proof: Proof) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Return what the files hold if it may be shown, and the errors if it may not."""
    found = examine_files(files)
    errors = proof(found.dataset) if found.dataset else found.errors
    return (None if errors else found.dataset), errors


def _warn(errors: tuple[Problem, ...], kept: Dataset | None) -> None:
    first = errors[0]
    LOG.warning(
        "The tables hold %d error(s); %s. The first: %s, row %d, column %s: %s",
        len(errors),
        f"edition {kept.edition} stays" if kept else "there is no edition to show",
        first.file,
        first.row,
        first.column or "-",
        first.message.en,
    )


def _signature(folder: Path) -> Signature:
    """Return the path, time of writing, time of change, size and inode of an edition's files."""
    found = []
    for path in (*paths(folder), *stamps(folder)):
        try:
            seen = path.stat()
        except OSError:
            continue
        found.append((str(path), seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino))
    return tuple(found)
