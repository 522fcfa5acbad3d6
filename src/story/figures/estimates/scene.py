"""The drawing of the chart of estimates: its strips as marks, labels and rules."""

from dataclasses import dataclass, replace

from story.figures.drawing import Drawing, plain, two_inks
from story.figures.estimates.layout import (
    GUTTER,
    LABEL,
    LINE,
    SMALL_LINE,
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
from story.figures.scene import TARGET, At, Line, Scene, Sheet, Symbol
from story.tables import Dataset
from story.tables.model import Estimate, Event, Origin
from story.text import Language

REPEAT_SCALE = 300  # pixels; a taller chart has its scale below as well


def draw(
    dataset: Dataset, rows: Rows, focus: tuple[str, ...], language: Language, sheet: Sheet
) -> Scene:
    """Return the chart of `rows`, those in `focus` heavier than the rest."""
    measures = measures_for(dataset, rows, sheet, language)
    strips = strips_for(dataset, rows, measures, language)
    drawing = Drawing(sheet, measures.left, measures.right, axis_for(rows.drawn))
    pen = _Pen(drawing, dataset, language, focus)
    scales = [strip for strip in strips if strip.kind == "scale"]
    top, bottom = scales[0].top + scales[0].height - 4, scales[-1].top + 4
    labels = (top - 11, bottom + 11) if bottom - top > REPEAT_SCALE else (top - 11,)
    draw_scale(drawing, top, bottom, labels, language)
    if rows.op_ed:
        line = Line("ink", 1.2, (2, 3))
        drawing.upright(bounds(rows.op_ed)[1], top, bottom, line, "reference")
    for strip in strips:
        pen.strip(strip)
    return drawing.scene(strips[-1].top + strips[-1].height)


@dataclass(frozen=True)
class _Pen:
    """What every strip needs: the drawing and the words."""

    drawing: Drawing
    dataset: Dataset
    language: Language
    focus: tuple[str, ...]

    def strip(self, strip: Strip) -> None:
        """Draw one strip."""
        record = strip.record
        quiet = plain(strip.lines, "quiet")
        if strip.kind == "key":
            if isinstance(record, Origin):
                y = strip.top + SMALL_LINE / 2
                add_origin_symbol(self.drawing, record.origin_id, y, indent=strip.indent)
            self.drawing.text(quiet, strip.top, indent=strip.indent + GUTTER, role="key")
        elif strip.kind == "reference" and isinstance(record, Estimate):
            at = At(bounds(record)[1], strip.top + strip.height / 2)
            self.drawing.at(at, plain(strip.lines[:1], italic=True), role="reference")
        elif strip.kind == "row" and isinstance(record, Estimate):
            self.row(strip, record)
        elif strip.kind == "event" and isinstance(record, Event):
            self.event(strip, record)
        elif strip.kind in ("break", "panel"):
            self.drawing.rule(
                strip.top + 12, Line("quiet", 1, (6, 4) if strip.kind == "break" else ())
            )
            lines = plain(strip.lines, "quiet", italic=True)
            self.drawing.text(lines, strip.top + 16, role="note")

    def row(self, strip: Strip, row: Estimate) -> None:
        """Draw a label, its origin's symbol, the mark and what was printed."""
        narrow = self.drawing.sheet.narrow
        weight = self.weight(row)
        block = len(strip.lines) * LINE
        label_top = strip.top + (2 if narrow else (strip.height - block) / 2)
        mark_y = label_top + block + 12 if narrow else strip.top + strip.height / 2
        size = 8 if weight == "faint" else 11
        add_origin_symbol(self.drawing, row.origin_id, label_top + LINE / 2, size=size)
        self.label(strip, row, label_top)
        fade = self.drawing.across[1] * FADE_SHARE
        figure = Published(row, mark_y, row.origin_id, self.said(row), fade, weight)
        add_published(self.drawing, figure, self.language)

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
        self.drawing.text(lines, top, indent=GUTTER, size=LABEL, row=row.id)

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
        self.drawing.text(plain(strip.lines, "quiet"), strip.top + 4, row=event.id)
