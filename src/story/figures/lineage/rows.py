"""Which published figure goes back to which: one family in full, and the figures of each origin."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from story.figures.choices import checked
from story.figures.estimates.rows import OP_ED, drawable, moment
from story.figures.estimates.selection import FEWER, MOST, seen
from story.tables import Dataset
from story.tables.model import Estimate, Origin


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
class Family:
    """A figure with all that go back to it, in order of time.

    `line` leads from the first down to one of them; `others` are the rest. Also where not all are
    drawn, `size` counts all below the first, and `with_low` those of the rest that name a lower
    bound.
    """

    line: tuple[Estimate, ...]
    others: tuple[Estimate, ...]
    size: int
    with_low: int

    @property
    def rest(self) -> int:
        """How many are not on the line, drawn or not."""
        return self.size - len(self.line) + 1

    @property
    def root(self) -> Estimate:
        """The figure that all others go back to."""
        return self.line[0]

    @property
    def ids(self) -> frozenset[str]:
        """All that are drawn."""
        return frozenset(row.id for row in self.line + self.others)


@dataclass(frozen=True)
class Lineage:
    """The lanes drawn, each drawn figure's drawn parents, and those in focus with theirs.

    `apart` are the lanes without the family; one of which nothing is left is none.
    """

    lanes: tuple[Lane, ...]
    apart: tuple[Lane, ...]
    parents: Mapping[str, tuple[str, ...]]
    chain: frozenset[str]
    family: Family
    undated: tuple[Estimate, ...]

    @property
    def rows(self) -> tuple[Estimate, ...]:
        """All figures drawn, lane by lane."""
        return tuple(row for lane in self.lanes for row in lane.rows)

    def one_family(self, lane: Lane) -> bool:
        """Tell whether a lane is of the large family's origin, and all of it goes back to one."""
        if lane.origin.id != self.family.root.origin_id:
            return False
        return all(lane.head.id in _upwards([row.id], self.parents) for row in lane.rows)

    def seen(self) -> "Lineage":
        """Return this lineage without the figures that are too many to be drawn one by one.

        Those that a figure drawn goes back to are drawn, so that its line leads somewhere.
        """
        if len(self.rows) <= MOST:
            return self
        each = max(FEWER, MOST // len(self.lanes))
        named = self.chain | {row.id for row in self.family.line}
        drawn = {row.id for lane in self.lanes for row in seen(lane.rows, each, named)}
        kept = _upwards(drawn, self.parents)
        others = tuple(row for row in self.family.others if row.id in kept)
        return replace(
            self,
            lanes=tuple(_kept(self.lanes, kept)),
            apart=tuple(_kept(self.apart, kept)),
            family=replace(self.family, others=others),
            undated=self.undated[:FEWER],
        )


def is_derived(row: Estimate) -> bool:
    """Tell whether a figure repeats or builds on another, named or in general use."""
    return row.use == "repeat" or bool(row.derived_from)


def trace_lineage(dataset: Dataset, focus: Sequence[str], origins: Iterable[str] | None) -> Lineage:
    """Arrange the figures for the camp system by origin and parent.

    The family is that of the last figure in focus, else of the op-ed, else the largest. Raises
    ValueError for an origin or a figure in focus that is not known, or where none is left.
    """
    known = tuple(origin.origin_id for origin in dataset.origins)
    wanted = checked("origin", origins if origins is not None else known, known)
    rows = {row.estimate_id: row for row in drawable(dataset) if row.origin_id in wanted}
    checked("focus", focus, rows)
    parents = {
        row.estimate_id: tuple(p for p in row.derived_from if p in rows) for row in rows.values()
    }
    ordered = _ordered(rows, parents)
    lanes = [
        _lane(origin, own)
        for origin in dataset.origins
        if (own := [row for row in ordered if row.origin_id == origin.origin_id])
    ]
    if not lanes:
        raise ValueError("no figure with a date is left to draw")
    family = _family(ordered, parents, _last(focus, ordered, parents))
    rest = {lane: [row for row in lane.rows if row.id not in family.ids] for lane in lanes}
    return Lineage(
        lanes=tuple(lanes),
        parents=parents,
        apart=tuple(_lane(lane.origin, rows) for lane, rows in rest.items() if rows),
        chain=frozenset(_upwards(focus, parents)),
        family=family,
        undated=tuple(
            row
            for row in dataset.estimates
            if row.scope == "kwanliso"
            and row.use != "trap"
            and row.origin_id in wanted
            and not moment(row)
        ),
    )


def _ordered(
    rows: Mapping[str, Estimate], parents: Mapping[str, tuple[str, ...]]
) -> tuple[Estimate, ...]:
    """Return the figures in order of time, none before one that it goes back to."""
    placed: dict[str, Estimate] = {}

    def place(row_id: str) -> None:
        for parent in sorted(parents[row_id], key=lambda item: moment(rows[item])):
            place(parent)
        placed.setdefault(row_id, rows[row_id])

    for row in sorted(rows.values(), key=moment):
        place(row.id)
    return tuple(placed.values())


def _family(
    ordered: Sequence[Estimate], parents: Mapping[str, tuple[str, ...]], last: str
) -> Family:
    line = [last, *_above(parents, last)][::-1]
    below = {line[0]}
    for row in ordered:
        if below.intersection(parents[row.id]):
            below.add(row.id)
    found = {row.id: row for row in ordered if row.id in below}
    others = tuple(row for row in found.values() if row.id not in line)
    return Family(
        tuple(found[item] for item in line), others, len(below) - 1,
        sum(row.low is not None for row in others),
    )  # fmt: skip


def _last(
    focus: Sequence[str], ordered: Sequence[Estimate], parents: Mapping[str, tuple[str, ...]]
) -> str:
    """Return the figure that the family's line leads to."""
    if focus:
        return focus[-1]
    return OP_ED if OP_ED in parents else _deepest(ordered, parents)


def _deepest(ordered: Sequence[Estimate], parents: Mapping[str, tuple[str, ...]]) -> str:
    """Return the last figure of those that most others stand above."""
    return max(reversed(ordered), key=lambda row: len(_above(parents, row.id))).id


def _kept(lanes: Iterable[Lane], kept: Collection[str]) -> Iterator[Lane]:
    """Yield lanes with those of their figures that are kept."""
    for lane in lanes:
        if rows := tuple(row for row in lane.rows if row.id in kept):
            yield replace(lane, rows=rows)


def _lane(origin: Origin, rows: Sequence[Estimate]) -> Lane:
    head = next((row for row in rows if not is_derived(row)), rows[0])
    return Lane(origin, tuple(rows), head, len(rows), sum(map(is_derived, rows)))


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
    return _above(lineage.parents, row_id)


def _above(parents: Mapping[str, tuple[str, ...]], row_id: str) -> list[str]:
    line: list[str] = []
    while above := parents[line[-1] if line else row_id]:
        line.append(above[0])
    return line
