"""What PowerPoint has charts for, as values: published ranges, yearly counts, dated counts.

Colours are names of `theme.SLOTS`, symbols those of the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RangeRow:
    """One publication: `low` and `high` as drawn, `bound` as printed, `printed` in words.

    A row without `printed` is a heading between the rows.
    """

    label: str
    printed: str = ""
    bound: str = ""
    low: float = 0
    high: float = 0
    colour: str = ""
    symbol: str = ""
    origin: str = ""
    focused: bool = False

    @property
    def is_range(self) -> bool:
        """Whether both ends were printed."""
        return self.bound == "range"

    @property
    def is_point(self) -> bool:
        """Whether one number was printed as such."""
        return self.bound in ("about", "exactly")

    @property
    def is_open(self) -> bool:
        """Whether one end was not printed."""
        return bool(self.printed) and not self.is_range and not self.is_point

    @property
    def opens_right(self) -> bool:
        """Whether no upper end was printed."""
        return self.bound in ("at-least", "more-than")

    @property
    def end(self) -> float:
        """Where the mark ends that stands for the row."""
        return self.low if self.opens_right else self.high


@dataclass(frozen=True)
class Reference:
    """An upright dotted line at a value."""

    label: str
    value: float


@dataclass(frozen=True)
class RangeChart:
    """Published figures, a row each, on an axis from 0 to `top`."""

    rows: tuple[RangeRow, ...]
    top: float
    reference: Reference | None = None


@dataclass(frozen=True)
class YearlyCounts:
    """Counts by year; the first series is final, the others were provisional.

    `labels` are the years whose final count carries its number.
    """

    years: tuple[int, ...]
    series: tuple[tuple[str, Mapping[int, float]], ...]
    labels: frozenset[int]


@dataclass(frozen=True)
class DatedPoint:
    """A count of a day; `label` is what stands beside it, blank for nothing."""

    day: date
    value: float
    label: str = ""
    below: bool = False


@dataclass(frozen=True)
class DatedSeries:
    """Counts of one kind: joined by a line, or marks, whole or hollow.

    Where `happened`, each is something that took place once, and no count.
    """

    name: str
    points: tuple[DatedPoint, ...]
    colour: str = "ink"
    joined: bool = False
    hollow: bool = False
    symbol: str = "circle"
    happened: bool = False


@dataclass(frozen=True)
class DatedCounts:
    """Series of dated counts over whole years, from the first to the last."""

    years: tuple[int, int]
    series: tuple[DatedSeries, ...]
