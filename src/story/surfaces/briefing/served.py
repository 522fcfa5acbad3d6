"""Briefings and pictures for visitors of the site: made one at a time and kept for the next."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import BoundedSemaphore, Lock

from story.places import cache_folder

PATIENCE = 90  # seconds a visitor waits for others before being told to come back
QUEUE = 6  # who may wait; a crowd is turned away at once
NO_BROWSER, NO_EDITION = 3, 4  # how a process that makes a briefing ends where it cannot
ROOM = 200_000_000  # bytes of pictures kept on the disk


class Crowded(Exception):  # noqa: N818 - it says why nothing was made
    """Too many are waiting for something to be made."""


class Kitchen:
    """Makes one thing at a time and keeps the last `places` of them in memory."""

    def __init__(self, places: int = 24) -> None:
        self._places = places
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()
        self._queue = BoundedSemaphore(QUEUE)
        self._work = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under a key, else make it; raises Crowded and what `make` raises."""
        if (found := self._found(key)) is not None:
            return found
        if not self._queue.acquire(blocking=False):
            raise Crowded
        try:
            if not self._work.acquire(timeout=PATIENCE):
                raise Crowded
            try:
                # Another may have made it meanwhile.
                found = self._found(key)
                return self._keep(key, make()) if found is None else found
            finally:
                self._work.release()
        finally:
            self._queue.release()

    def _found(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, made: bytes) -> bytes:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._places:
                self._kept.popitem(last=False)
        return made


def can_draw() -> bool:
    """Whether this server has a browser that draws pictures."""
    # What draws takes a moment to load, which the site's first reader need not wait for.
    from story.surfaces.pictures import NoBrowser, browser_path

    try:
        browser_path()
    except NoBrowser:
        return False
    return True


def trim(room: int = ROOM, folder: Path | None = None) -> None:
    """Remove the pictures longest not made anew, until those kept take no more than `room`."""
    files = [(one.stat(), one) for one in (folder or cache_folder()).glob("??/*") if one.is_file()]
    files.sort(key=lambda pair: pair[0].st_mtime)
    total = sum(seen.st_size for seen, _ in files)
    for seen, one in files:
        if total <= room:
            return
        one.unlink(missing_ok=True)
        total -= seen.st_size
