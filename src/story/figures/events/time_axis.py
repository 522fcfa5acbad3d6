"""A time axis on which crowded years have more room, and what is written along it.

Over a long span, a year with at least twice the average number of events is drawn two and a
half times as wide as the others; within a year time runs evenly. The widths depend on the whole
dataset and the span, never on what else is chosen, so that the axis holds still.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from story.figures.events.days import Span, began, days_of
from story.figures.events.index import Events, index_of
from story.figures.lettering import text_width
from story.tables import Dataset
from story.tables.model import Event
from story.text import Language, date

EVEN_YEARS = 4  # a span of at most so many years is drawn evenly
CROWDED = 2  # times the average
WIDER = 2.5
GAP = 5  # pixels between two words on the axis
TYPE = 12


@dataclass(frozen=True)
class Tick:
    """A place on the axis: `share` of its length, and the ISO date (year or month) it begins."""

    share: float
    iso: str


@dataclass(frozen=True)
class TimeAxis:
    """Days to shares of the axis' length, 0 to 1; `knots` are (day's ordinal, share)."""

    span: Span
    knots: tuple[tuple[int, float], ...]
    wide_years: frozenset[int]

    def share(self, ordinal: float) -> float:
        """Return where a day (a proleptic ordinal; .5 is noon) stands, held to the span."""
        for (day, share), (next_day, next_share) in zip(self.knots, self.knots[1:], strict=False):
            if ordinal <= next_day:
                within = max(0.0, ordinal - day) / (next_day - day)
                return share + within * (next_share - share)
        return 1.0

    def of(self, event: Event) -> float:
        """Return where an event's mark stands: its day, or the middle of its month or year."""
        span = began(event)
        return self.share((span.first.toordinal() + span.last.toordinal() + 1) / 2)

    def middles(self, events: Events) -> NDArray[np.float64]:
        """Return where the marks of many events stand."""
        first, last = events.of.first[events.rows], events.of.last[events.rows]
        days, shares = [day for day, _ in self.knots], [share for _, share in self.knots]
        return np.interp((first + last + 1) / 2, days, shares)

    def reach(self, event: Event) -> tuple[float, float]:
        """Return the days an event lasted or may have been on, as shares; for a bar."""
        span = began(event)
        last = days_of(event.end_date).last if event.end_date else span.last
        return self.share(span.first.toordinal()), self.share(last.toordinal() + 1)

    def years(self) -> list[Tick]:
        """Return where each year begins, the first from the start of the axis."""
        span = self.span
        days = [
            max(dt.date(y, 1, 1), span.first) for y in range(span.first.year, span.last.year + 1)
        ]
        return [Tick(self.share(day.toordinal()), f"{day.year}") for day in days]

    def months(self, every: int, year: int | None = None) -> list[Tick]:
        """Return where months begin, each `every` months; of one year only where it is given."""
        span = self.span
        years = range(span.first.year, span.last.year + 1) if year is None else (year,)
        days = [dt.date(y, month, 1) for y in years for month in range(1, 13, every)]
        return [
            Tick(self.share(day.toordinal()), f"{day:%Y-%m}")
            for day in days
            if span.first <= day <= span.last
        ]


def axis_for(dataset: Dataset, span: Span) -> TimeAxis:
    """Return the axis over `span`."""
    years = range(span.first.year, span.last.year + 1)
    index = index_of(dataset)
    started = index.year[index.within(span)]
    crowded = max(1, CROWDED * len(started) / len(years))
    starts = dict(zip(*np.unique(started, return_counts=True), strict=True))
    long = len(years) > EVEN_YEARS
    wide = frozenset(year for year in years if long and starts.get(year, 0) >= crowded)
    knots, share = [], 0.0
    for year in years:
        first = max(span.first, dt.date(year, 1, 1)).toordinal()
        after = min(span.last, dt.date(year, 12, 31)).toordinal() + 1
        knots.append((first, share))
        share += (after - first) * (WIDER if year in wide else 1)
        end = after
    return TimeAxis(span, tuple((day, at / share) for day, at in (*knots, (end, share))), wide)


def written(
    axis: TimeAxis, width: float, language: Language
) -> tuple[tuple[tuple[float, str], ...], tuple[Tick, ...]]:
    """Return what is written along an axis at least `width` pixels long, and the finer ticks.

    Words are given with the share at which they begin. Years if there are many, else months.
    """
    if len(axis.years()) > EVEN_YEARS:
        ticks = axis.years()
        # Wide years first: in them a reader must know the year.
        ticks.sort(key=lambda item: (int(item.iso) not in axis.wide_years, item.share))
        fine = tuple(tick for year in axis.wide_years for tick in axis.months(3, year))
        return _fitting(ticks, width, language), fine
    for every in (1, 2, 3, 6):
        ticks = axis.months(every)
        words = _fitting(ticks, width, language)
        if len(words) == len(ticks):
            start = Tick(0, f"{axis.span.first:%Y-%m}")
            return _fitting([*ticks, start], width, language), tuple(axis.months(1))
    return _fitting(axis.years(), width, language), tuple(axis.months(3))


def _fitting(
    ticks: Sequence[Tick], width: float, language: Language
) -> tuple[tuple[float, str], ...]:
    """Keep the words that do not touch one kept before, nor run out of the axis."""
    kept: list[tuple[float, float, float, str]] = []
    for tick in ticks:
        said = tick.iso if len(tick.iso) == 4 else date(tick.iso, language, short=True)
        left = tick.share * width
        right = left + text_width(said, TYPE) + GAP
        if right - GAP <= width and all(right <= a or b <= left for a, b, _, _ in kept):
            kept.append((left, right, tick.share, said))
    return tuple((share, said) for _, _, share, said in sorted(kept))
