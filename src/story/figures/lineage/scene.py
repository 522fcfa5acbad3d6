"""The drawing of the lineage: one family large, and the figures of each other origin small.

In the family the bounds that a figure takes from its parent run down as threads; one that is left
out ends. All numbers of the family stand on one scale, and those of the other origins on another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from story.figures.drawing import Drawing, plain
from story.figures.estimates.eras import origin_said
from story.figures.estimates.layout import GUTTER
from story.figures.lettering import evened, wrapped
from story.figures.lineage.rows import Lane, Lineage, is_derived
from story.figures.lineage.words import (
    apart_read,
    apart_said,
    count_said,
    counted_said,
    headline,
    hover,
    lost_said,
    name_of,
    others_said,
    parents_said,
    rows_said,
    years_said,
)
from story.figures.marks import (
    THICKNESS,
    Published,
    Weight,
    bounds,
    origin_symbol,
    printed_value,
    published,
)
from story.figures.people_axis import AXIS_END, FADE_SHARE, TICK
from story.figures.scene import At, Bar, Line, Mark, Path, Scene, Sheet, Symbol, TextLine
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.model import Estimate
from story.text import Language, number

LINE = 16
BOLDER = 1.08  # how much wider bold type runs
LOST = 14  # type size of what a figure leaves out
PITCH = 9  # between the figures of a small origin
GAP = 20  # between two small origins


@dataclass(frozen=True)
class Measures:
    """Where the family's columns begin, in pixels of the narrowest picture, and its type sizes.

    Without `words` what was printed stands below a figure's name. `least` is how high a large
    figure stands at the least.
    """

    axis: float
    axis_end: float
    words: float
    headline: float
    name: float
    value: float
    least: float
    columns: int  # of small origins


MEASURES = {
    "page": Measures(258, 478, 500, 30, 15, 19, 52, 4),
    "phone": Measures(146, 288, 0, 23, 14, 15, 58, 2),
}


@dataclass(frozen=True)
class Scale:
    """A scale of people across a part of the picture: where its zero stands, and a person."""

    zero: float
    unit: float
    end: int

    def x(self, people: float) -> float:
        """Return where a number of people stands."""
        return self.zero + people * self.unit

    def moved(self, mark: Mark) -> Mark:
        """Return a mark that stands at numbers of people at its place in the picture."""

        def at(place: At) -> At:
            return replace(place, x=self.x(place.x))

        if isinstance(mark, Bar):
            return replace(mark, corners=(at(mark.corners[0]), at(mark.corners[1])))
        if isinstance(mark, Symbol):
            return replace(mark, at=at(mark.at))
        raise TypeError(f"no published figure is drawn as a {type(mark).__name__}")


def draw(dataset: Dataset, lineage: Lineage, language: Language, sheet: Sheet) -> Scene:
    """Return the family, and below it the figures of the other origins."""
    drawing = Drawing(sheet, 0, 0, (0, sheet.least))
    pen = _Pen(drawing, dataset, lineage, language)
    bottom = pen.family()
    if lineage.apart:
        bottom = pen.origins(bottom + 22)
    # Scales and threads lie under every mark, also where a writer has marks and lines apart.
    drawing.marks.sort(key=lambda mark: {"grid": 0, "join": 1}.get(mark.role, 2))
    return drawing.scene(bottom + 4)


@dataclass(frozen=True)
class _Pen:
    drawing: Drawing
    dataset: Dataset
    lineage: Lineage
    language: Language

    @property
    def measures(self) -> Measures:
        return MEASURES[self.drawing.sheet.name]

    def scale(self) -> Scale:
        """Return the family's scale, as far as its figures reach."""
        family = self.lineage.family
        rows = family.line + family.others
        end = -(-max(bounds(row)[1] + TICK // 4 for row in rows) // TICK) * TICK
        measures = self.measures
        return Scale(measures.axis, (measures.axis_end - measures.axis) / end, end)

    # The family

    def family(self) -> float:
        """Draw the family and return its lower edge."""
        family, measures, scale = self.lineage.family, self.measures, self.scale()
        size = measures.headline
        room = self.drawing.sheet.least / BOLDER
        lines = evened(headline(family, self.language), room, size)
        self.drawing.text(plain(lines, bold=True), 2, size=size, role="title")
        top = 2 + len(lines) * size * 1.3
        top += 6
        counted = counted_said(self.language), rows_said(family, self.language)
        for sentence in filter(None, counted):
            broken = evened(sentence, self.drawing.sheet.least, SMALL)
            self.drawing.text(plain(broken, "quiet"), top, role="key")
            top += len(broken) * LINE + 2
        top += 26
        large = [max(measures.least, len(self.name(row)) * 18 + 14) for row in family.line]
        heights = [top + sum(large[:place]) + high / 2 for place, high in enumerate(large)]
        bottom = top + sum(large)
        below = [(row, self.small_name(row)) for row in family.others]
        words = others_said(family, self.language)
        head = wrapped(words, room, measures.name) if below else []
        first = bottom + 14 + len(head) * measures.name * 1.3 + 6
        end = first + sum(len(lines) * LINE + 2 for _, lines in below) if below else bottom
        self.grid(scale, top - 10, top - 2, end)
        for row, middle in zip(family.line, heights, strict=True):
            self.large(row, scale, middle)
        for place in range(1, len(family.line)):
            self.threads(family.line, heights, place, scale)
        if below:
            said = plain(head, bold=True)
            self.drawing.text(said, bottom + 14, size=measures.name, role="title")
            self.others(below, scale, first)
        return end + 2

    def grid(self, scale: Scale, axis: float, top: float, bottom: float) -> None:
        """Rule a scale's lines down from its numbers."""
        every = 2 if self.drawing.sheet.narrow or scale.end > 4 * TICK else 1
        for value in range(0, scale.end + 1, TICK):
            if value % (every * TICK):
                continue
            line = Line("hairline" if value else "quiet")
            self.drawing.upright(scale.x(value), top, bottom, line)
            said = plain([number(value, self.language)], "quiet")
            self.drawing.at(At(scale.x(value), axis), said, role="axis")

    def name(self, row: Estimate) -> list[TextLine]:
        """Return a large figure's name, its date, and what was printed where it has no column."""
        measures = self.measures
        room = measures.axis - 12
        who, when = name_of(row, self.language)
        lines = plain(wrapped(who, room / BOLDER, measures.name), bold=True)
        if when:
            lines += plain(wrapped(when, room, measures.name), "quiet")
        if not measures.words:
            said = wrapped(printed_value(row, self.language), room / BOLDER, measures.name)
            lines += plain(said, bold=True)
        return lines

    def large(self, row: Estimate, scale: Scale, y: float) -> None:
        """Draw a figure of the line with its name and what was printed."""
        measures = self.measures
        self.mark(row, scale, y, "large")
        at = At(0, y)
        self.drawing.at(at, self.name(row), "left", size=measures.name, row=row.id)
        if measures.words:
            room = (self.drawing.sheet.least - measures.words) / BOLDER
            said = wrapped(printed_value(row, self.language), room, measures.value)
            words = plain(said, bold=True)
            self.drawing.at(At(measures.words, y), words, "left", size=measures.value, row=row.id)

    def mark(self, row: Estimate, scale: Scale, y: float, weight: Weight) -> None:
        said = hover(self.dataset, row, self.language)
        fade = scale.end * FADE_SHARE
        figure = Published(row, y, row.origin_id, said, fade, weight)
        marks = [scale.moved(mark) for mark in published(figure)]
        focus = weight == "large" or row.id in self.lineage.chain
        self.drawing.add(*(replace(mark, focus=focus) for mark in marks))

    def threads(
        self, line: Sequence[Estimate], heights: Sequence[float], place: int, scale: Scale
    ) -> None:
        """Lead each bound down to the figure that takes it up; one that is left out ends."""
        parent, row = line[place - 1], line[place]
        half = THICKNESS["large"] / 2
        top, bottom = heights[place - 1] + half, heights[place] - half
        drawn = Line(f"origin-{row.origin_id}", 2)
        carried = 0
        for end, kept in ((parent.low, row.low), (parent.high, row.high)):
            if end is None:
                continue
            if kept is not None:
                self.join((At(scale.x(end), top), At(scale.x(kept), bottom)), drawn)
                carried += 1
                continue
            stop = top + (bottom - top) * 0.62
            self.join((At(scale.x(end), top), At(scale.x(end), stop)), replace(drawn, dash=(3, 3)))
            self.drawing.add(
                Symbol(At(scale.x(end), stop), "line-ew", 10, line=Line("ink", 2), role="note")
            )
        if not carried:
            ends = (At(scale.x(bounds(parent)[1]), top), At(scale.x(bounds(row)[1]), bottom))
            self.join(ends, drawn)
        if said := lost_said(parent, row, self.language):
            lost = parent.low if parent.low is not None else bounds(parent)[1]
            room = scale.x(lost) - scale.zero - 12
            lines = plain(evened(said, room / BOLDER, LOST), bold=True)
            at = At(scale.x(lost), top + (bottom - top) * 0.62, -7)
            self.drawing.at(at, lines, "right", size=LOST, role="note")

    def join(self, points: tuple[At, ...], line: Line) -> None:
        self.drawing.add(Path(points, line, role="join", focus=True))

    def others(
        self, rows: Sequence[tuple[Estimate, list[TextLine]]], scale: Scale, top: float
    ) -> None:
        """Draw the rest of the family, each with its name."""
        measures = self.measures
        for row, lines in rows:
            high = len(lines) * LINE + 2
            focused = row.id in self.lineage.chain
            self.mark(row, scale, top + high / 2, "focus" if focused else "small")
            self.drawing.at(At(0, top + high / 2), lines, "left", row=row.id)
            if measures.words:
                said = plain([printed_value(row, self.language)], "quiet")
                self.drawing.at(At(measures.words, top + high / 2), said, "left", row=row.id)
            top += high

    def small_name(self, row: Estimate) -> list[TextLine]:
        """Return a small figure's name, with what else than the family it builds on."""
        room = self.measures.axis - 12
        who, when = name_of(row, self.language)
        lines = plain(wrapped(f"{who}, {when}" if when else who, room, SMALL), "quiet")
        family = self.lineage.family.ids
        if also := [parent for parent in row.derived_from if parent not in family]:
            said = parents_said(self.dataset, also, self.language, more=True)
            lines += plain(wrapped(said, room, SMALL), "quiet", italic=True)
        return lines

    # The other origins

    def origins(self, top: float) -> float:
        """Draw the other origins in rows of small pictures and return their lower edge."""
        lanes = self.lineage.apart
        columns = self.measures.columns
        wide = (self.drawing.sheet.least - GAP * (columns - 1)) / columns
        self.drawing.rule(top - 10, Line("hairline"))
        said = plain([apart_said(self.language)], bold=True)
        self.drawing.text(said, top, size=self.measures.name, role="title")
        top += self.measures.name * 1.3 + 4
        read = evened(apart_read(self.language), self.drawing.sheet.least, SMALL)
        self.drawing.text(plain(read, "quiet"), top, role="key")
        top += len(read) * LINE + 12
        for start in range(0, len(lanes), columns):
            row = lanes[start : start + columns]
            heads = [self.head(lane, wide) for lane in row]
            below = top + max(map(len, heads)) * LINE + 28
            bottoms = [
                self.origin(lane, head, place * (wide + GAP), wide, top, below)
                for place, (lane, head) in enumerate(zip(row, heads, strict=True))
            ]
            top = max(bottoms) + 18
        return top - 12

    def head(self, lane: Lane, wide: float) -> list[TextLine]:
        """Return an origin's name, the years of its figures and their number."""
        said = origin_said(lane.origin, self.language)
        if self.lineage.one_family(lane):
            # A family of its own beside the large one, of the same origin.
            said = lane.head.within("label", self.language)
        name = wrapped(said, (wide - GUTTER) / BOLDER, SMALL)
        counted = evened(count_said(lane, self.language), wide - GUTTER, SMALL)
        years = years_said(lane, self.language)
        lines = counted if years in said else [years, *counted]
        return [*plain(name, bold=True), *plain(lines, "quiet")]

    def origin(
        self, lane: Lane, head: Sequence[TextLine], left: float, wide: float, top: float,
        below: float,
    ) -> float:  # fmt: skip
        """Draw one origin's figures, each a line, and return their lower edge."""
        sign = origin_symbol(lane.origin.origin_id, At(left, top + LINE / 2, 8), 9)
        self.drawing.add(replace(sign, role="key"))
        self.drawing.at(At(left, top - 2, GUTTER), head, "left", "top", role="title")
        end = max(AXIS_END, *(bounds(row)[1] for row in lane.rows))
        scale = Scale(left + 6, (wide - 12) / end, end)
        bottom = below + len(lane.rows) * PITCH
        for value in (0, 4 * TICK):
            line = Line("hairline" if value else "quiet")
            self.drawing.upright(scale.x(value), below - 4, bottom, line)
            said = plain([number(value, self.language)], "quiet")
            self.drawing.at(At(scale.x(value), below - 13), said, role="axis")
        heights = {row.id: below + (place + 0.5) * PITCH for place, row in enumerate(lane.rows)}
        for row in lane.rows:
            for parent in self.lineage.parents[row.id]:
                if parent in heights:
                    above = self.dataset.find(Estimate, parent)
                    ends = (
                        At(scale.x(bounds(above)[1]), heights[parent]),
                        At(scale.x(bounds(row)[1]), heights[row.id]),
                    )
                    self.join(ends, Line(f"origin-{row.origin_id}", 0.9))
        for row in lane.rows:
            focused = row.id in self.lineage.chain
            weight: Weight = "plain" if focused else "faint" if is_derived(row) else "small"
            self.mark(row, scale, heights[row.id], weight)
        return bottom
