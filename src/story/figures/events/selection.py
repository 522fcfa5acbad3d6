"""More events than can be seen: which stand for themselves, and where the others are counted.

Up to `MOST` events all are marks, and nothing here changes anything. Beyond, the time is cut into
stretches about as wide as a finger's target. In each of them the weightiest event of a kind is a
mark, and the others are counted.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from story.figures.events.choice import Chosen
from story.figures.events.index import KINDS, Events
from story.figures.events.time_axis import TimeAxis

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
    events: Events


@dataclass(frozen=True, eq=False)
class Crowd:
    """The events of a choice: those drawn one by one, and those that are counted."""

    chosen: Chosen
    counted: Events
    axis: TimeAxis

    @property
    def whole(self) -> int:
        """How many events fit the choice."""
        return len(self.chosen.events) + len(self.counted)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The places at which events are counted, lane by lane."""
        most = STRETCHES * FINER
        places = np.minimum((self.axis.middles(self.counted) * most).astype(int), most - 1)
        kinds = self.counted.of.kind[self.counted.rows]
        return tuple(
            Column(KINDS[item // most], (item % most + 0.5) / most, 1 / most, events)
            for item, events in self.counted.by(kinds * most + places).items()
        )

    @property
    def tallest(self) -> int:
        """How many events the fullest column counts."""
        return max(len(column.events) for column in self.columns)


def apart(chosen: Chosen, axis: TimeAxis) -> Crowd:
    """Part the events into those with marks of their own and those that are counted.

    Those in focus always have marks; of equally weighty ones in a stretch, the first has.
    """
    events = chosen.events
    index, rows = events.of, events.rows
    if len(events) <= MOST:
        return Crowd(chosen, events[:0], axis)
    stretches = (axis.middles(events) * STRETCHES).astype(int)
    places = index.kind[rows] * (STRETCHES + 1) + stretches
    weighed = np.argsort(index.importance[rows], kind="stable")
    _, first = np.unique(places[weighed], return_index=True)
    marks = index.mask([*rows[weighed][first], *(index.places[focus] for focus in chosen.focus)])
    return Crowd(replace(chosen, events=events.where(marks)), events.where(~marks), axis)
