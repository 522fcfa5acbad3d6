"""The lineage on a wide page: time runs to the right, each origin has a lane."""

from collections.abc import Mapping
from dataclasses import dataclass

from story.figures.drawing import Drawing, plain
from story.figures.estimates.layout import GUTTER
from story.figures.lettering import text_width
from story.figures.lineage.rows import Lane, Lineage
from story.figures.lineage.words import add_figure, count_said, hover, name_and_value, name_of
from story.figures.marks import add_origin_symbol
from story.figures.scene import At, Line, Path, Run, Scene, Sheet
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.model import Estimate
from story.text import Language

SIDE = 20  # margin left and right
PITCH = 21  # between the levels of a lane
LABEL_GAP = 16  # from a figure's place to the end of its label, less the label
BOLDER = 1.06  # how much wider bold type runs
AIR = 6  # above and below a lane's rows
TICK_YEARS = 5


@dataclass(frozen=True)
class _Span:
    """A stretch of one level, in pixels, that a mark and its label take up."""

    level: int
    first: float
    last: float

    def meets(self, other: "_Span") -> bool:
        return self.level == other.level and self.first < other.last and other.first < self.last


def draw_wide(dataset: Dataset, lineage: Lineage, language: Language, sheet: Sheet) -> Scene:
    """Return the lanes one below the other, on one axis of years."""
    first, last = (int(year) for year in lineage.span)
    axis = (first - 0.8, last + 1.8)
    drawing = Drawing(sheet, SIDE, SIDE, axis)
    pen = _Pen(drawing, dataset, lineage, language)
    tops: list[float] = []
    heights: dict[str, float] = {}
    top = 26.0
    for lane in lineage.lanes:
        levels = pen.levels(lane)
        tops.append(top)
        first_row = top + AIR + PITCH / 2
        heights |= {item: first_row + level * PITCH for item, level in levels.items()}
        top = first_row + (max(levels.values()) + 0.5) * PITCH + AIR
    pen.scale(top)
    pen.descent(heights)
    for lane, lane_top in zip(lineage.lanes, tops, strict=True):
        pen.lane(lane, lane_top, heights)
    return drawing.scene(top + 26)


@dataclass(frozen=True)
class _Pen:
    drawing: Drawing
    dataset: Dataset
    lineage: Lineage
    language: Language

    def place(self, row_id: str) -> float:
        """Return a figure's place on the axis, in pixels of the narrowest wide picture."""
        first, last = self.drawing.across
        return (self.lineage.years[row_id] - first) / (last - first) * self.drawing.axis_width

    def label(self, row: Estimate) -> tuple[str, bool]:
        """Return a named figure's label, and whether it has to stand on the right of its mark.

        A label too long for either side goes without the number.
        """
        x = self.place(row.id)
        for said in (name_and_value(row, self.language), name_of(row, self.language)):
            room = LABEL_GAP + text_width(said, SMALL) * BOLDER
            if x - room >= -SIDE:
                return said, False
            if x + room <= self.drawing.axis_width + SIDE:
                return said, True
        return said, x < self.drawing.axis_width / 2

    def levels(self, lane: Lane) -> dict[str, int]:
        """Give each figure a level, from 0 at the top, where its mark and label are free.

        Named figures step down from their parents, the others rise from theirs: labels end at
        their marks' left or, at a lane's start, stand right of them, so that rising lines cross
        none. Distances only grow with the container: what is free here is free in any.
        """
        taken: list[_Span] = []
        lines: list[_Span] = []
        levels: dict[str, int] = {}
        named = [row for row in lane.rows if row.id in self.lineage.named]
        for row in named + [row for row in lane.rows if row not in named]:
            step = 1 if row in named else -1
            above = [levels[p] for p in self.lineage.parents[row.id] if p in levels]
            start = (max(above) if step > 0 else min(above)) + step if above else 0
            span = self.span(row, start)
            blocked = taken if row in named else taken + lines
            while any(span.meets(other) for other in blocked):
                span = _Span(span.level + step, span.first, span.last)
            taken.append(span)
            levels[row.id] = span.level
            if row in named:
                lines += [
                    _Span(levels[parent], self.place(parent), self.place(row.id))
                    for parent in self.lineage.parents[row.id]
                    if parent in levels
                ]
        top = self.top_level(lane, taken)
        return {item: level - top for item, level in levels.items()}

    def top_level(self, lane: Lane, taken: list[_Span]) -> int:
        """Return the level of the lane's heading, which may share a row with late figures."""
        level = min(span.level for span in taken)
        said = lane.origin.within("label", self.language) + count_said(lane, self.language)
        heading = _Span(level, -SIDE, text_width(said, SMALL) * 1.08 + GUTTER)
        return level - 1 if any(heading.meets(span) for span in taken) else level

    def span(self, row: Estimate, level: int) -> _Span:
        x = self.place(row.id)
        if row.id not in self.lineage.named:
            return _Span(level, x - 6, x + 6)
        said, right = self.label(row)
        length = LABEL_GAP + text_width(said, SMALL) * BOLDER
        return _Span(level, x - 8, x + length) if right else _Span(level, x - length, x + 8)

    def scale(self, bottom: float) -> None:
        """Write every fifth year above and below, and rule a line down each."""
        first, last = (int(end) for end in self.drawing.across)
        for year in range(first, last + 1):
            if year % TICK_YEARS == 0:
                self.drawing.upright(year, 22, bottom, Line("hairline"))
                for y in (11, bottom + 11):
                    self.drawing.at(At(year, y), plain([f"{year}"], "quiet"), role="axis")

    def descent(self, heights: Mapping[str, float]) -> None:
        """Join each figure to those it repeats or builds on; heavier along the chain in focus."""
        chain = self.lineage.chain
        for row in self.lineage.rows:
            for parent in self.lineage.parents[row.id]:
                start = At(self.lineage.years[parent], heights[parent])
                end = At(self.lineage.years[row.id], heights[row.id])
                strong = row.id in chain and parent in chain
                falls = end.y > start.y
                curve = _falling if falls and not self.label(row)[1] else _leaving
                points = curve(start, end) if falls else _rising(start, end)
                line = Line(f"origin-{row.origin_id}", 2.2 if strong else 0.9)
                self.drawing.add(Path(points, line, curved=True, role="join", focus=strong))

    def lane(self, lane: Lane, top: float, heights: Mapping[str, float]) -> None:
        """Draw a lane's heading and its figures."""
        self.drawing.rule(top, Line("hairline"))
        middle = top + AIR + PITCH / 2
        add_origin_symbol(self.drawing, lane.origin.origin_id, middle)
        name = Run(lane.origin.within("label", self.language), bold=True)
        counted = Run(f"  {count_said(lane, self.language)}", "quiet")
        self.drawing.text([(name, counted)], middle - 8, indent=GUTTER, role="title")
        for row in lane.rows:
            self.figure(lane, row, heights[row.id])

    def figure(self, lane: Lane, row: Estimate, y: float) -> None:
        """Draw one figure and, if it is named, its label."""
        x = self.lineage.years[row.id]
        chained = row.id in self.lineage.chain
        add_figure(
            self.drawing, self.lineage, lane, row, At(x, y), hover(self.dataset, row, self.language)
        )
        if row.id not in self.lineage.named:
            return
        text, right = self.label(row)
        place = At(x, y, 10 if right else -10)
        lines = plain([text], "ink" if chained else "quiet", bold=chained)
        self.drawing.at(place, lines, "left" if right else "right", row=row.id)


def _falling(start: At, end: At) -> tuple[At, ...]:
    """Return a curve that keeps off the child's label on its left."""
    corner = At(end.x, start.y)
    return start, corner, corner, end


def _leaving(start: At, end: At) -> tuple[At, ...]:
    """Return a curve that keeps off the child's label on its right."""
    corner = At(start.x, end.y)
    return start, corner, corner, end


def _rising(start: At, end: At) -> tuple[At, ...]:
    bend = (start.y + end.y) / 2
    return start, At(start.x, bend), At(end.x, bend), end
