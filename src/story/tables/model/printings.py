"""Which of a year's printed values is in force, and whether the years add up to the total."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from story.tables.model.series import Observation

YEAR = len("2013")
CUMULATIVE = "-cumulative"
"""What the id of a series of running totals adds to the id of the series it totals."""


@dataclass(frozen=True)
class Sum:
    """The years of a series up to the one that `total` is for, and what they add up to.

    `years`: the values in force, among them totals of several early years (`derived`).
    """

    total: Observation
    years: tuple[Observation, ...]

    @property
    def added(self) -> float:
        """What the years add up to."""
        return sum(one.value for one in self.years)

    @property
    def short(self) -> float:
        """By how much the total is more than the years."""
        return self.total.value - self.added

    @property
    def provisional(self) -> tuple[Observation, ...]:
        """The years whose value is marked as not the last word."""
        return tuple(one for one in self.years if one.status == "provisional")


def in_force(rows: Iterable[Observation]) -> dict[str, Observation]:
    """Return one value a year: the final one, or else the provisional one that stands."""
    found: dict[str, Observation] = {}
    for one in sorted(rows, key=lambda one: one.period):
        if len(one.period) != YEAR or one.status not in ("final", "provisional"):
            continue
        if one.status == "final" or one.period not in found:
            found[one.period] = one
    return found


def sums(observations: Sequence[Observation], series_id: str) -> tuple[Sum, ...]:
    """Return a sum for each yearly running total of a series that can be checked.

    A total can be checked where the early years are given together (`derived`) and no year after
    them is missing.
    """
    rows = [one for one in observations if one.series_id == series_id]
    early = [one for one in rows if one.status == "derived" and len(one.period) == YEAR]
    totals = in_force(one for one in observations if one.series_id == series_id + CUMULATIVE)
    if not early:
        return ()
    last_early = max(int(one.period) for one in early)
    yearly = in_force(one for one in rows if int(one.period[:YEAR]) > last_early)
    found = []
    for period, total in totals.items():
        wanted = [f"{year}" for year in range(last_early + 1, int(period) + 1)]
        if total.status == "final" and wanted and set(wanted) <= yearly.keys():
            found.append(Sum(total, (*early, *(yearly[year] for year in wanted))))
    return tuple(found)
