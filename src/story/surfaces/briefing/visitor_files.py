"""Briefings and pictures for visitors of the site: made one at a time and kept for the next."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import BoundedSemaphore, Lock

PATIENCE = 90  # seconds a visitor waits for others before being told to come back
QUEUE = 6  # who may wait; a crowd is turned away at once
NO_BROWSER, NO_EDITION = 3, 4  # how a process that makes a briefing ends where it cannot


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
