"""What was made once is given to every reader: values by key, shared by threads and bounded.

Streamlit's `cache_resource` does the same, but asks each time what its arguments are; a page with
a hundred parts would spend longer on that than on everything else.
"""

from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock, RLock
from typing import Generic, TypeVar

from cachetools import LRUCache

T = TypeVar("T")


class Memory(Generic[T]):
    """The values last asked for: at most `room` of them, or of what `size` says of them together.

    A key must name the edition its value was made from.
    """

    def __init__(self, room: int, size: Callable[[T], float] | None = None) -> None:
        self._found: LRUCache[Hashable, T] = LRUCache(room, size)
        self._lock = Lock()
        # One at a time: a hundred readers who find a page cold wait for one to draw it.
        self._making = RLock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value kept under `key`, made now where there is none."""
        found = self.find(key)
        if found is None:
            with self._making:
                found = self.find(key)
                if found is None:
                    found = make()
                    self.put(key, found)
        return found

    def find(self, key: Hashable) -> T | None:
        """Return the value kept under a key, else None."""
        with self._lock:
            return self._found.get(key)

    def put(self, key: Hashable, made: T) -> None:
        """Keep a value under a key; one larger than all the room is not kept."""
        with self._lock, suppress(ValueError):
            self._found[key] = made
