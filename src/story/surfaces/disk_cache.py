"""Bytes that were made once, kept on disk for the next who asks, and bounded.

A disk that is full or refuses costs only the keeping: what was made is returned all the same.
"""

import hashlib
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from story.places import write_whole

LOG = logging.getLogger(__name__)
AFTER = 0.8  # of the room, to which a full cache is emptied: not every write looks through it


class DiskCache:
    """The bytes last asked for, by key, in a folder of at most `room` bytes.

    Several threads and processes may share a folder: each writes whole files only, and what
    another has removed is made anew.
    """

    def __init__(self, folder: Path, room: int) -> None:
        self.folder = folder
        self.room = room
        self._held: int | None = None  # bytes, as far as this process knows
        self._lock = Lock()
        self._refused = False

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under a key, made and kept now where there is nothing."""
        found = self.find(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def find(self, key: str) -> bytes | None:
        """Return what is kept under a key, else None."""
        file = self._file(key)
        try:
            found = file.read_bytes()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(file)  # the one longest not asked for goes first
        return found

    def size(self, key: str) -> int | None:
        """Return how many bytes are kept under a key, else None."""
        try:
            return self._file(key).stat().st_size
        except OSError:
            return None

    def put(self, key: str, made: bytes) -> bool:
        """Keep bytes under a key; return whether the disk took them."""
        if len(made) > self.room:
            return False
        file = self._file(key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, made)
        except OSError as refused:
            if not self._refused:  # once, not for each file
                LOG.warning("Nothing can be kept in %s: %s", self.folder, refused.strerror)
            self._refused = True
            return False
        self._refused = False
        with self._lock:
            if self._held is not None:
                self._held += len(made)
            if self._held is None or self._held > self.room:
                self._held = self._trim()
        return True

    def _file(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name[2:]

    def _trim(self) -> int:
        """Remove what was longest not asked for where there is too much; return what is held."""
        files = []
        for path in self.folder.glob("??/*"):
            try:
                seen = path.stat()
            except OSError:
                continue
            files.append((seen.st_mtime_ns, seen.st_size, path))
        held = sum(size for _, size, _ in files)
        if held <= self.room:
            return held
        for _, size, item in sorted(files, key=lambda file: file[0]):
            if held <= self.room * AFTER:
                break
            try:
                item.unlink(missing_ok=True)
            except OSError:
                continue
            held -= size
        return held
