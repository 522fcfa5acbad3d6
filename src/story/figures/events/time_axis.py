"""Time to scale, cut into stretches as wide as a sign: what is stacked on one another, and where.

Places are months since January 1970.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from story.figures.events.days import Span
from story.figures.events.index import Events
from story.figures.lettering import text_width
from story.figures.style import SMALL
from story.text import Language, date

STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months, of a stretch or between two words
GAP = 10  # pixels between two words on the axis


@dataclass(frozen=True)
class TimeAxis:
    """Months from `first` up to `last`, in stretches of `every` months."""

    first: int
    last: int
    every: int

    def stretches(self, events: Events) -> NDArray[np.int64]:
        """Return the month with which each event's stretch begins.

        Of an event whose day is not known, the middle of the time it may have been on counts.
        """
        index, rows = events.of, events.rows
        middles = (index.first[rows].astype(np.int64) + index.last[rows]) // 2
        days = np.datetime64("0001-01-01", "D") + (middles - 1)
        months: NDArray[np.int64] = days.astype("datetime64[M]").astype(np.int64)
        return np.clip(months, self.first, self.last - 1) // self.every * self.every

    def place(self, stretch: int) -> float:
        """Return the middle of a stretch."""
        return stretch + self.every / 2

    def share(self, place: float) -> float:
        """Return a place as a share of the axis."""
        return (place - self.first) / (self.last - self.first)

    def words(self, width: float, language: Language) -> Iterator[tuple[int, str]]:
        """Yield what is written along an axis `width` pixels long, with the month it begins."""
        unit = width / (self.last - self.first)
        widest = text_width(_said(0, 1, language), SMALL)
        every = next(
            (step for step in STEPS
             if step * unit >= (widest if step < 12 else text_width("2000", SMALL)) + GAP),
            STEPS[-1],
        )  # fmt: skip
        months = list(range(-(-self.first // every) * every, self.last, every)) or [self.first]
        for month in months:
            said = _said(month, every, language)
            if (month - self.first) * unit + text_width(said, SMALL) <= width:
                yield month, said


def _said(month: int, every: int, language: Language) -> str:
    year = 1970 + month // 12
    return f"{year}" if every >= 12 else date(f"{year}-{month % 12 + 1:02}", language, short=True)


def axis_for(span: Span, width: float, pitch: float) -> TimeAxis:
    """Return the axis over `span`, its stretches at least `pitch` of `width` pixels wide."""
    first, last = ((day.year - 1970) * 12 + day.month - 1 for day in (span.first, span.last))
    last += 1
    fit = (step for step in STEPS if (last - first) / step * pitch <= width)
    every = next(fit, STEPS[-1])
    return TimeAxis(first // every * every, -(-last // every) * every, every)
