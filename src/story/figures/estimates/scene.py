"""The drawing of the chart of estimates: its fields, and in them marks, labels and rules."""

from dataclasses import dataclass, replace

from story.figures.drawing import Drawing, plain, two_inks
from story.figures.estimates.layout import (
    FIELD_GAP,
    GUTTER,
    HEAD_AIR,
    LABEL,
    LINE,
    SMALL_LINE,
    TITLE,
    TITLE_LINE,
    Strip,
    label_of,
    measures_for,
    strips_for,
)
from story.figures.estimates.rows import Rows
from story.figures.marks import (
    Published,
    Weight,
    add_origin_symbol,
    add_published,
    bounds,
    printed_value,
)
from story.figures.people_axis import FADE_SHARE, axis_for, draw_scale
from story.figures.scene import TARGET, At, Band, Line, Path, Scene, Sheet, Symbol
from story.tables import Dataset
from story.tables.model import Estimate, Event, Origin
from story.text import Language

REPEAT_SCALE = 300  # pixels; a taller chart has its scale below as well
INDENT = 6  # pixels from a field's edge to its words


def draw(
    dataset: Dataset, rows: Rows, focus: tuple[str, ...], language: Language, sheet: Sheet
) -> Scene:
    """Return the chart of `rows`, those in `focus` heavier than the rest."""
    measures = measures_for(dataset, rows, sheet, language)
    strips = strips_for(dataset, rows, measures, language)
    drawing = Drawing(sheet, measures.left, measures.right, axis_for(rows.drawn))
    fields = any(strip.kind == "field" for strip in strips)
    pen = _Pen(drawing, dataset, language, focus, rows.op_ed, "land" if fields else "paper")
    pen.fields(strips)
    scales = [strip for strip in strips if strip.kind == "scale"]
    top, bottom = scales[0].top + scales[0].height - 4, scales[-1].top + 4
    labels = (top - 11, bottom + 11) if bottom - top > REPEAT_SCALE else (top - 11,)
    draw_scale(drawing, top, bottom, labels, language)
    if rows.op_ed:
        line = Line("ink", 1.6, (2, 3))
        drawing.upright(bounds(rows.op_ed)[1], top, bottom, line, "reference")
    for strip in strips:
        pen.strip(strip)
    return drawing.scene(strips[-1].top + strips[-1].height)


@dataclass(frozen=True)
class _Pen:
    """What every strip needs: the drawing and the words; `on` is what its rows stand on."""

    drawing: Drawing
    dataset: Dataset
    language: Language
    focus: tuple[str, ...]
    op_ed: Estimate | None
    on: str

    def fields(self, strips: list[Strip]) -> None:
        """Lay a quiet field beneath the rows of each head; a broken edge parts two methods."""
        top = 0.0
        for strip in strips:
            if strip.kind == "field":
                top = strip.top
                if strip.parted:
                    self.part(top - FIELD_GAP / 2)
            elif strip.kind == "end":
                bottom = strip.top + strip.height - FIELD_GAP
                self.drawing.add(Band(top, bottom, "land", role="frame"))

    def part(self, y: float) -> None:
        """Rule the broken line across the picture."""
        drawing = self.drawing
        first, last = drawing.across
        ends = At(first, y, -drawing.left), At(last, y, drawing.right)
        drawing.add(Path(ends, Line("quiet", 1.4, (6, 4)), role="frame"))

    def strip(self, strip: Strip) -> None:
        """Draw one strip."""
        record = strip.record
        match strip.kind:
            case "counted":
                self.drawing.text(plain(strip.lines, bold=True), strip.top, size=LABEL, role="key")
            case "field":
                self.head(strip)
            case "reference":
                self.flag(strip, strip.top, "paper")
            case "row" if isinstance(record, Estimate):
                self.row(strip, record)
            case "event" if isinstance(record, Event):
                self.event(strip, record)
            case "foot":
                self.drawing.text(plain(strip.lines, "quiet"), strip.top + 6, role="key")

    def head(self, strip: Strip) -> None:
        """Write a field's word and the time of its rows, its signs, and a caution beneath."""
        top = strip.top + HEAD_AIR
        self.drawing.text(
            two_inks(strip.title, strip.strong, bold=True), top, indent=INDENT,
            size=TITLE[self.drawing.sheet.narrow], role="note", on=self.on,
        )  # fmt: skip
        y = top + len(strip.title) * TITLE_LINE
        for origin_id, words, x, down in strip.origins:
            middle = y + down + SMALL_LINE / 2
            add_origin_symbol(self.drawing, origin_id, middle, indent=INDENT + x)
            self.drawing.text(
                plain([words], "quiet"), y + down, indent=INDENT + x + GUTTER, role="key",
                on=self.on,
            )  # fmt: skip
        y += strip.key_height
        if strip.lines:
            lines = plain(strip.lines, "quiet", italic=True)
            self.drawing.text(lines, y, indent=INDENT, role="note", on=self.on)
        below = y + len(strip.lines) * SMALL_LINE
        self.flag(strip, below if self.drawing.sheet.narrow else top, self.on)

    def flag(self, strip: Strip, top: float, on: str) -> None:
        """Write the op-ed's name on its line, at the right of it."""
        if self.op_ed and strip.flag:
            at = At(bounds(self.op_ed)[1], top, 5)
            lines = plain(strip.flag, italic=True)
            self.drawing.at(at, lines, "left", "top", role="reference", on=on)

    def row(self, strip: Strip, row: Estimate) -> None:
        """Draw a label, its origin's symbol, the mark and what was printed."""
        narrow = self.drawing.sheet.narrow
        weight = self.weight(row)
        block = len(strip.lines) * LINE
        label_top = strip.top + (2 if narrow else (strip.height - block) / 2)
        mark_y = label_top + block + 11 if narrow else strip.top + strip.height / 2
        size = 8 if weight == "faint" else 11
        indent = self.indent
        y = label_top + LINE / 2
        add_origin_symbol(self.drawing, row.origin_id, y, indent=indent, size=size)
        self.label(strip, row, label_top)
        fade = self.drawing.across[1] * FADE_SHARE
        figure = Published(row, mark_y, row.origin_id, self.said(row), fade, weight)
        line = bounds(self.op_ed)[1] if self.op_ed else None
        add_published(self.drawing, figure, self.language, self.on, clear=line)

    @property
    def indent(self) -> float:
        """How far a row's sign stands in: the width of a field's edge."""
        return INDENT - 1 if self.on == "land" else 0

    def weight(self, row: Estimate) -> Weight:
        if row.id in self.focus:
            return "focus"
        return "faint" if row.use == "repeat" else "plain"

    def label(self, strip: Strip, row: Estimate, top: float) -> None:
        """Write the row's name in ink and its date in quiet; a row out of focus all in quiet."""
        focused = row.id in self.focus
        quiet = not focused and (row.use == "repeat" or bool(self.focus))
        strong = len(label_of(self.dataset, row, self.language)[0])
        lines = two_inks(strip.lines, strong, "quiet" if quiet else "ink", bold=focused)
        self.drawing.text(
            lines, top, indent=self.indent + GUTTER, size=LABEL, row=row.id, on=self.on
        )

    def said(self, row: Estimate) -> tuple[str, ...]:
        origin = self.dataset.find(Origin, row.origin_id)
        return (
            row.within("label", self.language),
            printed_value(row, self.language),
            origin.within("label", self.language),
        )

    def event(self, strip: Strip, event: Event) -> None:
        """Draw a summit as a dotted line between rows, broken by its date and name."""
        y = strip.top + strip.height / 2
        self.drawing.rule(y, Line("quiet", 1, (1, 3)))
        for x in self.drawing.across:
            target = Symbol(At(x, y), size=TARGET, row=event.id, role="target")
            self.drawing.add(replace(target, said=(" ".join(strip.lines),)))
        self.drawing.text(
            plain(strip.lines, "quiet"), strip.top + 4, indent=self.indent, row=event.id, on=self.on
        )
