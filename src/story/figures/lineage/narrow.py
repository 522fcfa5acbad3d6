"""The lineage on a phone: one indented tree an origin, from the first figure downwards.

Figures that others go back to, and those in focus, have a line each; the rest stand as small
marks beneath the figure they were taken from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from story.figures.drawing import Drawing, plain
from story.figures.estimates.layout import GUTTER
from story.figures.lettering import text_width, wrapped
from story.figures.lineage.rows import Lane, Lineage
from story.figures.lineage.words import (
    add_figure,
    count_said,
    hover,
    more_said,
    name_and_value,
    parents_said,
)
from story.figures.marks import add_origin_symbol
from story.figures.scene import At, Line, Path, Scene, Sheet, TextLine
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.model import Estimate
from story.text import Language

SIDE = 10  # margin left and right
INDENT = 15  # from a figure to those taken from it
LINE = 16
ROW_AIR = 6
CHIP = 12  # between small marks


@dataclass(frozen=True)
class Branch:
    """One line of a tree: a named figure, or the small marks of those taken from `parent`."""

    rows: tuple[Estimate, ...]
    named: bool
    depth: int
    parent: str


def branches(lineage: Lineage, lane: Lane) -> Iterator[Branch]:
    """Walk a lane's trees from their first figures down, in order of time."""
    rows = {row.id: row for row in lane.rows}
    first_parent = {
        item: next((p for p in lineage.parents[item] if p in rows), "") for item in rows
    }
    named = (lineage.named | set(first_parent.values())) & rows.keys()
    taken: dict[str, list[Estimate]] = {}
    for row in lane.rows:
        taken.setdefault(first_parent[row.id], []).append(row)

    def walk(parent: str, depth: int) -> Iterator[Branch]:
        children = taken.get(parent, [])
        small = tuple(row for row in children if row.id not in named)
        alone = small if len(small) == 1 else ()
        small = () if alone else small
        if small and parent:
            yield Branch(small, False, depth, parent)
        for row in children:
            if row.id in named or row in alone:
                yield Branch((row,), True, depth, parent)
                yield from walk(row.id, depth + 1)
        if small and not parent:
            yield Branch(small, False, depth, parent)

    yield from walk("", 0)


def draw_narrow(dataset: Dataset, lineage: Lineage, language: Language, sheet: Sheet) -> Scene:
    """Return the trees one below the other."""
    drawing = Drawing(sheet, SIDE, SIDE, (0, sheet.least - 2 * SIDE))
    pen = _Pen(drawing, dataset, lineage, language)
    top = 2.0
    for lane in lineage.lanes:
        top = pen.lane(lane, top) + 10
    return drawing.scene(top)


@dataclass(frozen=True)
class _Pen:
    drawing: Drawing
    dataset: Dataset
    lineage: Lineage
    language: Language

    def lane(self, lane: Lane, top: float) -> float:
        """Draw a lane's heading and trees; return its lower edge."""
        self.drawing.rule(top, Line("hairline"))
        name = wrapped(lane.origin.within("label", self.language), self.width(GUTTER), SMALL)
        counted = wrapped(count_said(lane, self.language), self.width(GUTTER), SMALL)
        add_origin_symbol(self.drawing, lane.origin.origin_id, top + 8 + LINE / 2)
        heading = [*plain(name, bold=True), *plain(counted, "quiet")]
        self.drawing.text(heading, top + 8, indent=GUTTER, role="title")
        y = top + 8 + len(heading) * LINE + ROW_AIR
        middles: dict[str, float] = {}
        for branch in branches(self.lineage, lane):
            if branch.parent:
                self.join(branch, middles[branch.parent], y + LINE / 2)
            if branch.named:
                middles[branch.rows[0].id] = y + LINE / 2
            y = self.figure(lane, branch, y) if branch.named else self.small(lane, branch, y)
        return y

    def x(self, branch: Branch, place: int = 0) -> float:
        return 6.0 + branch.depth * INDENT + place * CHIP

    def width(self, indent: float) -> float:
        """Return the room right of `indent` pixels from the picture's edge."""
        return self.drawing.sheet.least - indent - 6

    def figure(self, lane: Lane, branch: Branch, top: float) -> float:
        """Draw a named figure with its label; return its lower edge."""
        (row,) = branch.rows
        self.point(lane, row, self.x(branch), top + LINE / 2)
        room = self.width(SIDE + self.x(branch) + 12)
        chained = row.id in self.lineage.chain
        said = name_and_value(row, self.language)
        token = "ink" if chained or row is lane.head else "quiet"
        lines = plain(wrapped(said, room / 1.08 if chained else room, SMALL), token, bold=chained)
        others = [parent for parent in self.lineage.parents[row.id] if parent != branch.parent]
        if others:
            also = parents_said(self.dataset, others, self.language)
            lines += plain(wrapped(also, room, SMALL), "quiet", italic=True)
        self.write(lines, self.x(branch), top, row.id)
        return top + len(lines) * LINE + ROW_AIR

    def small(self, lane: Lane, branch: Branch, top: float) -> float:
        """Draw figures as a run of small marks and say how many; return its lower edge."""
        for place, row in enumerate(branch.rows):
            self.point(lane, row, self.x(branch, place), top + LINE / 2)
        said = more_said(branch.rows, bool(branch.parent), self.language)
        end = self.x(branch, len(branch.rows) - 1)
        beside = text_width(said, SMALL) <= self.width(SIDE + end + 12)
        x = end if beside else self.x(branch)
        lines = wrapped(said, self.width(SIDE + x + 12), SMALL)
        if not beside:
            top += LINE
        self.write(plain(lines, "quiet"), x, top)
        return top + len(lines) * LINE + ROW_AIR

    def point(self, lane: Lane, row: Estimate, x: float, y: float) -> None:
        said = hover(self.dataset, row, self.language)
        add_figure(self.drawing, self.lineage, lane, row, At(x, y), said)

    def write(self, lines: Sequence[TextLine], x: float, top: float, row: str = "") -> None:
        self.drawing.at(At(x, top - 2, 10), lines, "left", "top", row=row)

    def join(self, branch: Branch, parent_y: float, y: float) -> None:
        """Draw an elbow from the parent to a figure, or along a run of small marks."""
        first = branch.rows[0]
        x = self.x(branch) - INDENT
        end = self.x(branch, len(branch.rows) - 1)
        strong = first.id in self.lineage.chain and branch.parent in self.lineage.chain
        line = Line(f"origin-{first.origin_id}", 2.2 if strong else 0.9)
        elbow = (At(x, parent_y), At(x, y), At(end, y))
        self.drawing.add(Path(elbow, line, role="join", focus=strong))
