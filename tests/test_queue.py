"""A queue for what takes long: one at a time, fairly, and no more than can be served."""

from collections.abc import Callable
from threading import Event

import pytest

from story.surfaces.downloads.queue import EACH, MOST, OFTEN, PERIOD, Crowded, Queue


class Held:
    """A queue whose first order waits until it is let go; `made` says what was made, in order."""

    def __init__(self, clock: Callable[[], float] = lambda: 0.0) -> None:
        self.queue: Queue[str] = Queue(clock)
        self.made: list[str] = []
        self._go = Event()
        self._begun = Event()
        self.first = self.queue.ask("first", "the first", self._wait)
        self._begun.wait(10)

    def _wait(self) -> str:
        self._begun.set()
        self._go.wait(10)
        return "first"

    def ask(self, name: str, visitor: str) -> Callable[[], str]:
        return self.queue.ask(name, visitor, lambda: self.make(name)).result

    def ahead(self, name: str) -> Callable[[], str]:
        return self.queue.ahead(name, lambda: self.make(name)).result

    def make(self, name: str) -> str:
        self.made.append(name)
        return name

    def let_go(self) -> None:
        self._go.set()
        self.first.result(10)


def test_two_who_ask_for_the_same_wait_for_one_making() -> None:
    held = Held()
    results = [held.ask("a", visitor) for visitor in ("Ann", "Bo", "Ann")]
    held.let_go()
    assert [one() for one in results] == ["a", "a", "a"]
    assert held.made == ["a"]


def test_a_visitor_who_asks_for_much_waits_behind_those_who_ask_for_little() -> None:
    held = Held()
    results = [held.ask(*one) for one in (("a", "Ann"), ("b", "Ann"), ("c", "Bo"))]
    held.let_go()
    assert [one() for one in results] == ["a", "b", "c"]
    assert held.made == ["c", "a", "b"]


def test_what_is_made_ahead_comes_last_unless_somebody_asks_for_it() -> None:
    held = Held()
    results = [held.ahead("usual"), held.ahead("wanted"), held.ask("own", "Ann")]
    results.append(held.ask("wanted", "Bo"))
    held.let_go()
    assert [one() for one in results] == ["usual", "wanted", "own", "wanted"]
    assert held.made[-1] == "usual"
    assert sorted(held.made) == ["own", "usual", "wanted"]


def test_of_one_visitor_only_so_many_orders_wait() -> None:
    held = Held()
    for number in range(EACH):
        held.ask(str(number), "Ann")
    with pytest.raises(Crowded) as crowded:
        held.ask("more", "Ann")
    assert crowded.value.seconds > 0
    held.ask("another's", "Bo")
    held.let_go()


def test_a_crowd_is_turned_away_at_once_and_told_when_to_come_back() -> None:
    held = Held()
    for number in range(MOST - 1):
        held.ask(str(number), f"visitor {number}")
    with pytest.raises(Crowded):
        held.ask("more", "one more")
    # What is being made already is no further work.
    held.ask("0", "one more")
    held.let_go()


def test_a_visitor_who_keeps_asking_is_told_to_rest_and_then_taken_again() -> None:
    now = 100.0
    queue: Queue[str] = Queue(lambda: now)
    for number in range(OFTEN):
        queue.ask(number, "Ann", lambda: "made").result(10)
    with pytest.raises(Crowded) as crowded:
        queue.ask("more", "Ann", lambda: "made")
    assert crowded.value.seconds == PERIOD
    now += PERIOD
    assert queue.ask("more", "Ann", lambda: "made").result(10) == "made"


def test_a_failure_is_the_askers_and_the_next_order_is_made() -> None:
    queue: Queue[float] = Queue()
    with pytest.raises(ZeroDivisionError):
        queue.ask("a", "Ann", lambda: 1 / 0).result(10)
    assert queue.ask("a", "Ann", lambda: 1.0).result(10) == 1.0
