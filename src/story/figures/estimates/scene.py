"""The drawing of the chart of estimates: its strips as marks, labels and rules."""

from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from story.figures.drawing import Drawing
from story.figures.estimates.layout import (
    GUTTER,
    LABEL,
    LINE,
    SMALL_LINE,
    Strip,
    label_of,
    sheet_for,
    strips_for,
)
from story.figures.estimates.rows import Rows
from story.figures.marks import Mark, Weight, bounds, printed_value
from story.figures.people_axis import FADE_SHARE, axis_for, draw_scale
from story.figures.style import Look
from story.tables import Dataset
from story.tables.model import Estimate, Event, Origin
from story.text import Language

REPEAT_SCALE = 300  # pixels; a taller chart has its scale below as well


def draw(
    dataset: Dataset, rows: Rows, focus: tuple[str, ...], language: Language, look: Look
) -> go.Figure:
    """Return the chart of `rows`, those in `focus` heavier than the rest."""
    sheet = sheet_for(dataset, rows, look, language)
    strips = strips_for(dataset, rows, sheet, language)
    drawing = Drawing(look, sheet.left, sheet.right, sheet.axis_width, axis_for(rows.drawn))
    pen = _Pen(drawing, dataset, language, focus)
    scales = [strip for strip in strips if strip.kind == "scale"]
    top, bottom = scales[0].top + scales[0].height - 4, scales[-1].top + 4
    labels = (top - 11, bottom + 11) if bottom - top > REPEAT_SCALE else (top - 11,)
    draw_scale(drawing, top, bottom, labels, language)
    if rows.op_ed:
        drawing.upright(
            bounds(rows.op_ed)[1], top, bottom, color=look.palette.ink, width=1.2, dash="2px,3px"
        )
    for strip in strips:
        pen.strip(strip)
    return drawing.plot(strips[-1].top + strips[-1].height)


@dataclass(frozen=True)
class _Pen:
    """What every strip needs: the drawing and the words."""

    drawing: Drawing
    dataset: Dataset
    language: Language
    focus: tuple[str, ...]

    def strip(self, strip: Strip) -> None:
        """Draw one strip."""
        quiet = self.drawing.look.palette.quiet
        record = strip.record
        if strip.kind == "key":
            if isinstance(record, Origin):
                y = strip.top + SMALL_LINE / 2
                self.drawing.symbol(record.origin_id, y, indent=strip.indent)
            self.drawing.text(strip.lines, strip.top, quiet, indent=strip.indent + GUTTER)
        elif strip.kind == "reference" and isinstance(record, Estimate):
            ink = self.drawing.look.palette.ink
            said = f"<i>{escape(strip.lines[0])}</i>"
            self.drawing.at(bounds(record)[1], strip.top + strip.height / 2, said, ink)
        elif strip.kind == "row" and isinstance(record, Estimate):
            self.row(strip, record)
        elif strip.kind == "event" and isinstance(record, Event):
            self.event(strip, record)
        elif strip.kind in ("break", "panel"):
            dash = "6px,4px" if strip.kind == "break" else "solid"
            self.drawing.rule(strip.top + 12, dash=dash)
            self.drawing.text(strip.lines, strip.top + 16, quiet, italic=True)

    def row(self, strip: Strip, row: Estimate) -> None:
        """Draw a label, its origin's symbol, the mark and what was printed."""
        narrow = self.drawing.look.narrow
        weight = self.weight(row)
        block = len(strip.lines) * LINE
        label_top = strip.top + (2 if narrow else (strip.height - block) / 2)
        mark_y = label_top + block + 12 if narrow else strip.top + strip.height / 2
        size = 8 if weight == "faint" else 11
        self.drawing.symbol(row.origin_id, label_top + LINE / 2, size=size)
        self.label(strip, row, label_top)
        fade = self.drawing.axis[1] * FADE_SHARE
        mark = Mark(row, mark_y, row.origin_id, self.hover(row), fade, weight)
        self.drawing.mark(mark, self.language)

    def weight(self, row: Estimate) -> Weight:
        if row.id in self.focus:
            return "focus"
        return "faint" if row.use == "repeat" else "plain"

    def label(self, strip: Strip, row: Estimate, top: float) -> None:
        """Write the row's name in ink and its date in quiet; a row out of focus all in quiet."""
        palette = self.drawing.look.palette
        focused = row.id in self.focus
        quiet_name = row.use == "repeat" or (self.focus and not focused)
        left = len(label_of(self.dataset, row, self.language)[0])
        styled = []
        for line in strip.lines:
            name, rest = escape(line[:left]), escape(line[left:])
            left = max(0, left - len(line) - 1)
            name = f"<b>{name}</b>" if focused and name else name
            styled.append(f'{name}<span style="color:{palette.quiet}">{rest}</span>')
        colour = palette.quiet if quiet_name and not focused else palette.ink
        self.drawing.html("<br>".join(styled), top, colour, indent=GUTTER, size=LABEL)

    def hover(self, row: Estimate) -> str:
        origin = self.dataset.find(Origin, row.origin_id)
        lines = [
            f"<b>{escape(row.within('label', self.language))}</b>",
            printed_value(row, self.language),
            escape(origin.within("label", self.language)),
        ]
        return "<br>".join(lines)

    def event(self, strip: Strip, event: Event) -> None:
        """Draw a summit as a dotted line between rows, broken by its date and name."""
        quiet = self.drawing.look.palette.quiet
        y = strip.top + strip.height / 2
        self.drawing.rule(y, dash="1px,3px")
        self.drawing.traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": list(self.drawing.axis),
                "y": [y, y],
                "line": {"color": quiet, "width": 0},
                "customdata": [[event.id]] * 2,
                "hovertext": [escape(" ".join(strip.lines))] * 2,
                "hoverinfo": "text",
            }
        )
        self.drawing.text(strip.lines, strip.top + 4, quiet)
