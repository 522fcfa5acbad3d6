"""More events than can be seen: which stand for themselves, and where the others are counted.

Up to `MOST` events all are marks, and nothing here changes anything. Beyond, the time is cut into
stretches about as wide as a finger's target. In each of them the weightiest event of a kind is a
mark, and the others are counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from story.figures.event_choice import KINDS, Chosen
from story.figures.time_axis import TimeAxis
from story.model import Event

MOST = 250  # events drawn one by one; twice what the table held in 2026
STRETCHES = MOST // len(KINDS)
FINER = 4  # columns of counts in a stretch


@dataclass(frozen=True)
class Column:
    """Events of one kind that are counted, not drawn: those whose marks would lie at one place.

    `share` is the middle of the place and `width` its width, in shares of the time.
    """

    kind: str
    share: float
    width: float
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Crowd:
    """The events of a choice: those drawn one by one, and those that are counted."""

    chosen: Chosen
    counted: tuple[Event, ...]

    @property
    def whole(self) -> int:
        """How many events fit the choice."""
        return len(self.chosen.events) + len(self.counted)


def apart(chosen: Chosen, axis: TimeAxis) -> Crowd:
    """Part the events into those with marks of their own and those that are counted.

    Those in focus always have marks; of equally weighty ones in a stretch, the first has.
    """
    events = chosen.events
    if len(events) <= MOST:
        return Crowd(chosen, ())
    first: dict[tuple[str, int], Event] = {}
    for one in events:
        place = one.kind, int(axis.of(one) * STRETCHES)
        if place not in first or one.importance < first[place].importance:
            first[place] = one
    marks = {one.id for one in first.values()} | chosen.focus
    shown = tuple(one for one in events if one.id in marks)
    return Crowd(replace(chosen, events=shown), tuple(one for one in events if one.id not in marks))


def columns(counted: Iterable[Event], axis: TimeAxis) -> list[Column]:
    """Return the places at which events are counted, lane by lane."""
    most = STRETCHES * FINER
    found: dict[tuple[str, int], list[Event]] = {}
    for one in counted:
        found.setdefault((one.kind, min(int(axis.of(one) * most), most - 1)), []).append(one)
    return [
        Column(kind, (place + 0.5) / most, 1 / most, tuple(events))
        for (kind, place), events in sorted(found.items(), key=lambda one: one[0])
    ]
