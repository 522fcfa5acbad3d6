"""Which published figure goes back to which: lanes of figures, one for each origin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from story.figures.choices import checked
from story.figures.estimates.rows import drawable, moment
from story.figures.estimates.selection import FEWER, MOST, seen
from story.tables import Dataset
from story.tables.model import Estimate, Origin

STEP = 0.12  # of a year; the least a figure stands after the one it repeats


@dataclass(frozen=True)
class Lane:
    """One origin's figures drawn, in order of time; `head` is the first that names no parent.

    `whole` counts all its figures, and `derived` those that repeat or build on another.
    """

    origin: Origin
    rows: tuple[Estimate, ...]
    head: Estimate
    whole: int
    derived: int


@dataclass(frozen=True)
class Lineage:
    """The lanes drawn, each drawn figure's drawn parents, and those named in the picture.

    `chain` holds the figures in focus and all they go back to; `years` places each figure in
    time, in years with a fraction; `span` is the first and last of all origins' figures.
    """

    lanes: tuple[Lane, ...]
    parents: Mapping[str, tuple[str, ...]]
    chain: frozenset[str]
    years: Mapping[str, float]
    span: tuple[float, float]
    undated: tuple[Estimate, ...]

    @property
    def rows(self) -> tuple[Estimate, ...]:
        """All figures drawn, lane by lane."""
        return tuple(row for lane in self.lanes for row in lane.rows)

    def seen(self) -> "Lineage":
        """Return this lineage without the figures that are too many to be drawn one by one.

        Those that a figure drawn goes back to are drawn, so that its line leads somewhere.
        """
        if len(self.rows) <= MOST:
            return self
        each = max(FEWER, MOST // len(self.lanes))
        drawn = {
            row.estimate_id for lane in self.lanes for row in seen(lane.rows, each, self.named)
        }
        kept = _upwards(drawn, self.parents)
        return replace(
            self,
            lanes=tuple(
                replace(lane, rows=tuple(row for row in lane.rows if row.estimate_id in kept))
                for lane in self.lanes
            ),
            undated=self.undated[:FEWER],
        )

    @property
    def named(self) -> frozenset[str]:
        """The figures labelled: each lane's head, and the chain in focus."""
        return self.chain | {lane.head.id for lane in self.lanes}


def is_derived(row: Estimate) -> bool:
    """Tell whether a figure repeats or builds on another, named or in general use."""
    return row.use == "repeat" or bool(row.derived_from)


def trace_lineage(dataset: Dataset, focus: Sequence[str], origins: Iterable[str] | None) -> Lineage:
    """Arrange the figures for the camp system by origin and parent.

    Raises ValueError for an origin or a figure in focus that is not known.
    """
    known = tuple(origin.origin_id for origin in dataset.origins)
    wanted = checked("origin", origins if origins is not None else known, known)
    possible = drawable(dataset)
    rows = {row.estimate_id: row for row in possible if row.origin_id in wanted}
    checked("focus", focus, rows)
    parents = {
        row.estimate_id: tuple(p for p in row.derived_from if p in rows) for row in rows.values()
    }
    years = _years(rows.values(), parents)
    lanes: dict[str, list[Estimate]] = {origin: [] for origin in known}
    for row in rows.values():
        lanes[row.origin_id].append(row)
    found = [
        _lane(origin, lanes[origin.origin_id], years)
        for origin in dataset.origins
        if lanes[origin.origin_id]
    ]
    return Lineage(
        lanes=tuple(found),
        parents=parents,
        chain=frozenset(_upwards(focus, parents)),
        years=years,
        span=_span(_year(moment(row)) for row in possible),
        undated=tuple(
            row
            for row in dataset.estimates
            if row.scope == "kwanliso"
            and row.use != "trap"
            and row.origin_id in wanted
            and not moment(row)
        ),
    )


def _lane(origin: Origin, rows: list[Estimate], years: Mapping[str, float]) -> Lane:
    ordered = sorted(rows, key=lambda row: years[row.estimate_id])
    head = next((row for row in ordered if not is_derived(row)), ordered[0])
    return Lane(origin, tuple(ordered), head, len(ordered), sum(map(is_derived, ordered)))


def _upwards(ids: Iterable[str], parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return `ids` and everything they go back to."""
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        item = waiting.pop()
        if item not in found:
            found.add(item)
            waiting.extend(parents[item])
    return found


def line_of_descent(lineage: Lineage, row_id: str) -> list[str]:
    """Return a figure's ancestors from its parent up, by the first parent named."""
    line: list[str] = []
    while above := lineage.parents[line[-1] if line else row_id]:
        line.append(above[0])
    return line


def _span(years: Iterable[float]) -> tuple[float, float]:
    found = tuple(years)
    return min(found), max(found)


def _years(rows: Iterable[Estimate], parents: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """Place each figure in time; one dated to the year stands in it before what repeats it."""
    years = {row.estimate_id: _year(moment(row)) for row in rows}
    loose = {row.estimate_id for row in rows if len(moment(row)) == len("2013")}
    for child, above in parents.items():
        for parent in above:
            if years[child] - years[parent] < STEP and parent in loose:
                years[parent] = max(years[child] - 2 * STEP, int(years[parent]))
    return years


@lru_cache(maxsize=65_536)  # a long table names the same days again and again
def _year(iso: str) -> float:
    """Return a date as years with a fraction: the middle of what is known of it."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    days = parts[2] - 1 if len(parts) == 3 else 15
    return parts[0] + (parts[1] - 1) / 12 + days / 372
