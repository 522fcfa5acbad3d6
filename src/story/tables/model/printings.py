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
        return sum(year.value for year in self.years)

    @property
    def short(self) -> float:
        """By how much the total is more than the years."""
        return self.total.value - self.added

    @property
    def provisional(self) -> tuple[Observation, ...]:
        """The years whose value is marked as not the last word."""
        return tuple(year for year in self.years if year.status == "provisional")


def in_force(rows: Iterable[Observation]) -> dict[str, Observation]:
    """Return one value a year: the final one, or else the provisional one that stands."""
    found: dict[str, Observation] = {}
    for row in sorted(rows, key=lambda item: item.period):
        if len(row.period) != YEAR or row.status not in ("final", "provisional"):
            continue
        if row.status == "final" or row.period not in found:
            found[row.period] = row
    return found


def sums(observations: Sequence[Observation], series_id: str) -> tuple[Sum, ...]:
    """Return a sum for each yearly running total of a series that can be checked.

    A total can be checked where the early years are given together (`derived`) and no year after
    them is missing.
    """
    rows = [observation for observation in observations if observation.series_id == series_id]
    early = [row for row in rows if row.status == "derived" and len(row.period) == YEAR]
    totals = in_force(item for item in observations if item.series_id == series_id + CUMULATIVE)
    if not early:
        return ()
    last_early = max(int(entry.period) for entry in early)
    yearly = in_force(each for each in rows if int(each.period[:YEAR]) > last_early)
    found = []
    for period, total in totals.items():
        wanted = [f"{year}" for year in range(last_early + 1, int(period) + 1)]
        if total.status == "final" and wanted and set(wanted) <= yearly.keys():
            found.append(Sum(total, (*early, *(yearly[year] for year in wanted))))
    return tuple(found)
