"""The archive of one data folder: read by everyone, written by whoever holds its lock."""

import fcntl
import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from story.archive import disk
from story.archive.entry import Entry, read_entry
from story.archive.storage import Storage

EDITIONS = ".editions"
PATIENCE = 10.0  # seconds to wait for another who publishes
PAUSE = 0.02


class Busy(Exception):  # noqa: N818 - it says why nothing was done
    """Somebody else is publishing, and has not finished."""


def digest(content: bytes) -> str:
    """Return the name under which a file's bytes are kept: their SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Archive:
    """The editions of one data folder; there may be none yet."""

    folder: Path

    @property
    def place(self) -> Path:
        """The folder in which the editions are kept."""
        return self.folder / EDITIONS

    @property
    def origin(self) -> Storage | None:
        """The storage that this is a copy of, None for a folder that stands for itself."""
        try:
            return Storage((self.place / "origin").read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None

    # What readers need.

    def state(self) -> tuple[int, int]:
        """Return the number of the last entry, and of the one the folder's files were brought to.

        Both are 0 where nothing has been kept.
        """
        # In this order: an edition that is published in between is then seen as not yet in line.
        standing = self._standing()
        return self._last(), standing

    def entry(self, number: int) -> Entry:
        """Return one entry; raises FileNotFoundError where there is none."""
        return read_entry(self._entry_path(number).read_bytes())

    def last(self) -> Entry | None:
        """Return the entry of the edition published last, None where nothing has been kept."""
        number = self._last()
        return self.entry(number) if number else None

    def entries(self) -> tuple[Entry, ...]:
        """Return the whole log, oldest first."""
        return tuple(self.entry(number) for number in range(1, self._last() + 1))

    def content(self, name: str) -> bytes:
        """Return the bytes kept under a hash; raises FileNotFoundError where there are none."""
        return (self.place / "blobs" / name).read_bytes()

    def contents(self, entry: Entry) -> dict[str, bytes]:
        """Return the files of an edition, byte for byte, by their path within the folder."""
        return {name: self.content(kept) for name, kept in entry.files.items()}

    def _last(self) -> int:
        try:
            names = os.listdir(self.place / "entries")
        except (FileNotFoundError, NotADirectoryError):
            return 0
        numbers = (name.removesuffix(".json") for name in names if name.endswith(".json"))
        return max((int(one) for one in numbers if one.isdecimal()), default=0)

    def _standing(self) -> int:
        try:
            return int((self.place / "standing").read_text())
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def _entry_path(self, number: int) -> Path:
        return self.place / "entries" / f"{number:06}.json"

    # What the one who publishes needs.

    @contextmanager
    def locked(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock; raises Busy where it is not free within `patience` seconds.

        Raises OSError where the folder cannot be written.
        """
        for one in ("", "blobs", "entries", "staging"):
            (self.place / one).mkdir(exist_ok=True)
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

        `contents`: by hash, every file that may not be kept yet. What the folder will need to
        follow is written beforehand, so that a full disk is noticed before anything is published.
        Hold the lock, and call `bring_in_line` and `settle` afterwards. Raises OSError where the
        disk refuses: then nothing was published.

        In the copy of a storage the entry appears there first, which decides who was first: raises
        Busy where another was, StorageFailed where the storage does not answer.
        """
        number = self._last() + 1
        numbered = replace(entry, number=number)
        new: list[Path] = []
        try:
            for name in {*entry.files.values(), *entry.aside.values()}:
                if not self._blob(name).exists():
                    # One by one: what was kept before the disk refused must be removed.
                    new.append(self.keep(name, contents[name]))  # noqa: PERF401
            disk.sync(self.place / "blobs")
            for path, name in entry.files.items():
                if self._found(path) != name:
                    self._stage(path, name)
            staged = self.place / "staging" / "entry"
            disk.write(staged, numbered.json(), 0o444)
            self._publish_beyond(numbered)
            disk.appear(staged, self._entry_path(number))
        except (OSError, Busy):
            if self._last() < number:
                for one in (*new, *(self.place / "staging").iterdir()):
                    disk.remove(one)
                raise
        return numbered

    def _publish_beyond(self, entry: Entry) -> None:
        """Publish an entry of a copy to the storage it is a copy of."""
        storage = self.origin
        if storage:
            there = storage.blobs()
            for name in {*entry.files.values(), *entry.aside.values()} - there:
                storage.keep(name, self.content(name))
            if not storage.publish(entry.number, entry.json()):
                raise Busy

    def receive(self, entry: Entry) -> None:
        """Let an entry of the storage appear in a copy, if it is not there. Hold the lock."""
        staged = self.place / "staging" / "entry"
        disk.remove(staged)
        disk.write(staged, entry.json(), 0o444)
        if self._last() < entry.number:
            disk.appear(staged, self._entry_path(entry.number))
        disk.remove(staged)

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
        they shall be `as_published`. Hold the lock, and call `settle` afterwards.
        """
        last, standing = self.state()
        entry = self.entry(last)
        before = self.entry(standing).files if standing else {}
        for path, name in entry.files.items():
            found = self._found(path)
            known = found in (None, before.get(path), entry.aside.get(path))
            if found != name and (known or as_published):
                self._place(path, name)
        for path in before.keys() - entry.files.keys():
            if self._found(path) == before[path]:
                disk.remove(self.folder / path)

    def settle(self) -> None:
        """Note that the folder's files stand at the last edition. Hold the lock."""
        staged = self.place / "staging" / "standing"
        disk.remove(staged)
        disk.write(staged, str(self._last()).encode())
        disk.replace(staged, self.place / "standing")
        self._clear()

    def _clear(self) -> None:
        """Remove what an interrupted predecessor left half written."""
        if not self.behind():
            for one in (self.place / "staging").iterdir():
                disk.remove(one)

    def _blob(self, name: str) -> Path:
        return self.place / "blobs" / name

    def _found(self, path: str) -> str | None:
        """Return the hash of a file as it lies in the folder, None where it is not there."""
        try:
            return digest((self.folder / path).read_bytes())
        except FileNotFoundError:
            return None

    def has(self, name: str) -> bool:
        """Return whether bytes are kept under a hash."""
        return self._blob(name).exists()

    def keep(self, name: str, content: bytes) -> Path:
        """Keep bytes under their hash; return where. Hold the lock."""
        staged = self.place / "staging" / name
        disk.remove(staged)
        disk.write(staged, content, 0o444)
        os.replace(staged, self._blob(name))
        return self._blob(name)

    def _stage(self, path: str, name: str) -> Path:
        """Write a copy that will take the place of the folder's file, with that file's rights."""
        staged = self.place / "staging" / f"{name}.{path.replace('/', '.')}"
        disk.remove(staged)
        disk.write(staged, self.content(name))
        target = self.folder / path
        if target.exists():
            os.chmod(staged, stat.S_IMODE(target.stat().st_mode))
        return staged

    def _place(self, path: str, name: str) -> None:
        staged = self.place / "staging" / f"{name}.{path.replace('/', '.')}"
        if not staged.exists() or digest(staged.read_bytes()) != name:
            self._stage(path, name)
        (self.folder / path).parent.mkdir(exist_ok=True)
        disk.replace(staged, self.folder / path)


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
