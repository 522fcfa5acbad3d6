"""What was made once is shown to every reader: values by key, shared by threads and bounded.

Streamlit's `cache_resource` does the same, but asks each time what its arguments are; a page with
a hundred parts would spend longer on that than on everything else.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The `most` values last asked for; a key must name the edition it was made from."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()
        # One at a time: a hundred readers who find a page cold wait for one to draw it.
        self._making = RLock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value kept under `key`, made now where there is none."""
        found = self._seen(key)
        if found:
            return found[0]
        with self._making:
            found = self._seen(key)
            if found:
                return found[0]
            made = make()
            with self._lock:
                self._found[key] = made
                if len(self._found) > self._most:
                    self._found.popitem(last=False)
            return made

    def _seen(self, key: Hashable) -> tuple[T] | None:
        with self._lock:
            if key not in self._found:
                return None
            self._found.move_to_end(key)
            return (self._found[key],)
