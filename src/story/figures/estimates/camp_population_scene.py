"""The drawing of the figures for single camps: a heading a camp, a row a publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from story.figures.camps.names import camp_place, camp_title
from story.figures.drawing import SMALL, Drawing
from story.figures.estimates.camp_population_rows import Group, described, origin_of, publisher
from story.figures.estimates.layout import GUTTER, LABEL, LEAST_WIDTH, LINE, SMALL_LINE
from story.figures.hover import hover_html
from story.figures.lettering import held_together, text_width, wrapped
from story.figures.marks import Mark, bounds, printed_value
from story.figures.style import Look
from story.tables import Dataset
from story.tables.citation import short_citation, short_publisher
from story.tables.model import CampPopulation, Origin, Source
from story.text import Language, Phrases, number

SAY = Phrases("camp_populations")
WIDEST_LABEL = 250
TICK = 10_000
FADE = 6_000  # people; how long an open end is drawn, a length that means nothing


@dataclass(frozen=True)
class Sheet:
    """What every row needs: the measures in pixels, the language, and the drawing.

    `relayed` writes out through whom a figure is known; else a star stands for it.
    """

    drawing: Drawing
    dataset: Dataset
    language: Language
    relayed: bool

    @property
    def narrow(self) -> bool:
        """Whether labels stand above their marks."""
        return self.drawing.look.narrow

    @property
    def room(self) -> float:
        """The width of a row's label."""
        if self.narrow:
            return LEAST_WIDTH[True] - GUTTER - 10
        return self.drawing.left - GUTTER - 16


def draw(
    dataset: Dataset, found: Sequence[Group], language: Language, look: Look, *, relayed: bool
) -> go.Figure:
    """Return the chart of these camps, from top to bottom."""
    highest = max((bounds(group.highest)[1] for group in found), default=TICK)
    left, right = (14.0, 14.0) if look.narrow else (WIDEST_LABEL + GUTTER + 20.0, 64.0)
    axis = (0, -(-highest // TICK) * TICK)
    drawing = Drawing(look, left, right, LEAST_WIDTH[look.narrow] - left - right, axis)
    sheet = Sheet(drawing, dataset, language, relayed)
    top = 2 + _draw_key(sheet, found)
    start = top + 22
    down = start
    for group in found:
        down += _draw_group(sheet, group, down)
    _draw_scale(sheet, start, down, [start - 11, *([down + 13] if down - start > 300 else [])])
    return drawing.plot(down + 26)


def _draw_scale(sheet: Sheet, top: float, bottom: float, heights: Sequence[float]) -> None:
    palette = sheet.drawing.look.palette
    every = 2 if sheet.narrow else 1
    for step, value in enumerate(range(0, round(sheet.drawing.axis[1]) + 1, TICK)):
        colour = palette.quiet if value == 0 else palette.hairline
        sheet.drawing.upright(value, top, bottom, color=colour)
        if step % every == 0:
            # On a phone there is no margin for half a number beyond the axis.
            ends = {"xanchor": "right"} if sheet.narrow and value == sheet.drawing.axis[1] else {}
            said = number(value, sheet.language)
            for y in heights:
                sheet.drawing.at(value, y, said, palette.quiet, **ends)


def _draw_key(sheet: Sheet, found: Sequence[Group]) -> float:
    """Name the origins drawn and return how high the key is."""
    figures = [figure for group in found for figure in group.figures]
    used = {origin_of(item) for item in figures}
    quiet = sheet.drawing.look.palette.quiet
    top = 2.0
    indent = 0.0
    for origin in (entry for entry in sheet.dataset.origins if entry.origin_id in used):
        said = origin.within("label", sheet.language)
        width = GUTTER + text_width(said, SMALL) + 22
        if indent and (sheet.narrow or indent + width > LEAST_WIDTH[False] - 8):
            top, indent = top + SMALL_LINE + 4, 0.0
        lines = wrapped(said, LEAST_WIDTH[sheet.narrow] - GUTTER - 8, SMALL)
        sheet.drawing.symbol(origin.origin_id, top + SMALL_LINE / 2, indent=indent)
        sheet.drawing.text(lines, top, quiet, indent=indent + GUTTER)
        top += (len(lines) - 1) * SMALL_LINE
        indent += width
    top += SMALL_LINE + 4
    if not sheet.relayed and any(_second_hand(sheet.dataset, each) for each in figures):
        said = SAY.gettext("* Known only through other accounts", sheet.language)
        sheet.drawing.text([said], top, quiet)
        top += SMALL_LINE + 4
    return top


def _draw_group(sheet: Sheet, group: Group, top: float) -> float:
    """Draw one camp and return how high it is."""
    palette = sheet.drawing.look.palette
    down = top + 12
    sheet.drawing.rule(down)
    title, place = camp_title(group.camp, sheet.language), camp_place(group.camp, sheet.language)
    said = f'<b>{escape(title)}</b> <span style="color:{palette.quiet}">{escape(place)}</span>'
    sheet.drawing.html(said, down + 5, palette.ink, size=LABEL)
    down += 5 + LINE + 5
    for figure in group.figures:
        down += _draw_row(sheet, figure, down)
    return down - top


def _draw_row(sheet: Sheet, figure: CampPopulation, top: float) -> float:
    """Draw one figure with its name and return how high the row is."""
    name, rest = _label(sheet, figure)
    origin = origin_of(figure)
    lines = wrapped(f"{name}, {rest}", sheet.room, LABEL)
    block = len(lines) * LINE
    height = block + (30 if sheet.narrow else 7)
    label_top = top + 2 if sheet.narrow else top + (height - block) / 2
    mark_y = label_top + block + 12 if sheet.narrow else top + height / 2
    sheet.drawing.symbol(origin, label_top + LINE / 2)
    said = _two_inks(sheet, lines, len(name))
    ink = sheet.drawing.look.palette.ink
    sheet.drawing.html(said, label_top, ink, indent=GUTTER, size=LABEL)
    mark = Mark(figure, mark_y, origin, _hover(sheet, figure), FADE)
    sheet.drawing.mark(mark, sheet.language)
    return height


def _label(sheet: Sheet, figure: CampPopulation) -> tuple[str, str]:
    """Return a figure's publisher, and what follows: its time and through whom it is known."""
    language = sheet.language
    name = publisher(sheet.dataset, figure, language)
    rest = held_together(described(figure, language))
    if sheet.relayed and figure.via_source_id:
        via = short_publisher(sheet.dataset.find(Source, figure.via_source_id), language)
        relayed = SAY.gettext("as reported by {publisher}", language, publisher=via)
        rest = f"{rest}, {relayed}"
    elif not sheet.relayed and _second_hand(sheet.dataset, figure):
        rest += "*"
    return name, rest


def _second_hand(dataset: Dataset, figure: CampPopulation) -> bool:
    return dataset.find(Source, figure.source_id).read_as == "reported"


def _two_inks(sheet: Sheet, lines: Sequence[str], strong: int) -> str:
    """Set the first `strong` letters in ink and what follows in quiet, line by line."""
    quiet = sheet.drawing.look.palette.quiet
    said = []
    for line in lines:
        name, rest = escape(line[:strong]), escape(line[strong:])
        strong = max(0, strong - len(line) - 1)
        said.append(f'{name}<span style="color:{quiet}">{rest}</span>')
    return "<br>".join(said)


def _hover(sheet: Sheet, figure: CampPopulation) -> str:
    source = short_citation(sheet.dataset, sheet.language, figure.source_id, figure.via_source_id)
    origin = sheet.dataset.find(Origin, origin_of(figure)).within("label", sheet.language)
    when = described(figure, sheet.language)
    head = f"{publisher(sheet.dataset, figure, sheet.language)}, {when}"
    lines = [head, printed_value(figure, sheet.language), source, origin]
    return hover_html(lines, sheet.drawing.look)
