"""What takes long to make is made one at a time, for as many as can be served, and fairly.

A visitor who asks for much waits behind those who ask for little; who comes when too many wait is
told when to come back, at once and at no cost.
"""

import logging
import math
import time
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Generic, TypeVar

from cachetools import LRUCache

T = TypeVar("T")
LOG = logging.getLogger(__name__)
MOST = 6  # visitors' orders that wait or are being made
EACH = 2  # of these, of one visitor
OFTEN = 8  # orders of one visitor within PERIOD
PERIOD = 600.0  # seconds
REMEMBERED = 10_000  # visitors
USUAL = 8.0  # seconds an order takes, before any was made


class Crowded(Exception):  # noqa: N818 - it says why nothing was made
    """Too many are waiting; `seconds` says when to come back."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Come back in {seconds} s.")
        self.seconds = seconds


@dataclass(eq=False)
class _Order(Generic[T]):
    key: Hashable
    make: Callable[[], T]
    visitor: str | None  # None: made ahead, when nobody waits
    future: Future[T] = field(default_factory=Future)


class Queue(Generic[T]):
    """Makes one thing at a time; two who ask for the same wait for one making.

    Safe to be shared by threads. `clock` returns seconds and never goes back. `most` orders wait or
    are being made, `each` of one visitor, who may give `often` within PERIOD; `usual` is how many
    seconds an order takes before any was made.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        most: int = MOST,
        each: int = EACH,
        often: int = OFTEN,
        usual: float = USUAL,
    ) -> None:
        self._clock = clock
        self._most, self._each, self._often = most, each, often
        self._waiting: dict[Hashable, _Order[T]] = {}
        self._making: _Order[T] | None = None
        self._asked: LRUCache[str, deque[float]] = LRUCache(REMEMBERED)
        self._seconds = usual
        self._lock = Lock()
        self._running = False

    def ask(self, key: Hashable, visitor: str, make: Callable[[], T]) -> Future[T]:
        """Return the future of what `make` returns; raises Crowded.

        `visitor` tells askers apart. What `make` raises is the future's.
        """
        with self._lock:
            known = self._known(key)
            if known and known.visitor is not None:
                return known.future
            self._admit(visitor)
            if known:
                known.visitor = visitor
                return known.future
            return self._add(_Order(key, make, visitor))

    def ahead(self, key: Hashable, make: Callable[[], T]) -> Future[T]:
        """Make something when nobody waits, for those who will ask."""
        with self._lock:
            known = self._known(key)
            return known.future if known else self._add(_Order(key, make, None))

    def _known(self, key: Hashable) -> _Order[T] | None:
        if self._making and self._making.key == key:
            return self._making
        return self._waiting.get(key)

    def _admit(self, visitor: str) -> None:
        orders = [*self._waiting.values(), *([self._making] if self._making else [])]
        waiting = [order for order in orders if order.visitor is not None]
        own = sum(item.visitor == visitor for item in waiting)
        if len(waiting) >= self._most or own >= self._each:
            raise Crowded(math.ceil(self._seconds * (len(waiting) if own < self._each else own)))
        now = self._clock()
        asked = self._asked.setdefault(visitor, deque(maxlen=self._often))
        if len(asked) == self._often and now - asked[0] < PERIOD:
            raise Crowded(math.ceil(PERIOD - (now - asked[0])))
        asked.append(now)

    def _add(self, order: _Order[T]) -> Future[T]:
        order.future.set_running_or_notify_cancel()  # an asker who leaves cancels nothing
        self._waiting[order.key] = order
        if not self._running:
            self._running = True
            Thread(target=self._work, name="queue", daemon=True).start()
        return order.future

    def _work(self) -> None:
        while order := self._next():
            began = self._clock()
            try:
                made = order.make()
            except BaseException as failed:  # it is the asker's to judge
                self._done(order, began)
                order.future.set_exception(failed)
            else:
                self._done(order, began)
                order.future.set_result(made)

    def _next(self) -> _Order[T] | None:
        """Take the order of the visitor who has asked least lately, one made ahead only last."""
        with self._lock:
            if not self._waiting:
                self._running = False
                return None
            order = min(self._waiting.values(), key=self._turn)
            self._making = self._waiting.pop(order.key)
            return order

    def _turn(self, order: _Order[T]) -> tuple[bool, int]:
        if order.visitor is None:
            return True, 0
        return False, len(self._asked.get(order.visitor, ()))

    def _done(self, order: _Order[T], began: float) -> None:
        with self._lock:
            self._making = None
            self._seconds = (self._seconds + self._clock() - began) / 2
