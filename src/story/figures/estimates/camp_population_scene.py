"""The drawing of the figures for single camps: a heading a camp, a row a publication."""

from collections.abc import Sequence
from dataclasses import dataclass

from story.figures.camps.names import camp_place, camp_title
from story.figures.drawing import Drawing, plain, two_inks
from story.figures.estimates.camp_population_rows import Group, described, origin_of, publisher
from story.figures.estimates.layout import GUTTER, LABEL, LINE, SMALL_LINE
from story.figures.lettering import held_together, wrapped
from story.figures.marks import (
    Published,
    add_origin_symbol,
    add_published,
    bounds,
    printed_value,
)
from story.figures.scene import Align, At, Line, Run, Scene, Sheet
from story.tables import Dataset
from story.tables.citation import short_citation, short_publisher
from story.tables.model import CampPopulation, Origin, Source
from story.text import Language, Phrases, number

SAY = Phrases("camp_populations")
WIDEST_LABEL = 250
TICK = 10_000
APART = 2  # times; from here on it is said how far figures lie apart
FADE = 6_000  # people; how long an open end is drawn, a length that means nothing


@dataclass(frozen=True)
class _Pen:
    """What every row needs: the drawing, the data and the language.

    `relayed` writes out through whom a figure is known; else a star stands for it.
    """

    drawing: Drawing
    dataset: Dataset
    language: Language
    relayed: bool

    @property
    def sheet(self) -> Sheet:
        """What is drawn on."""
        return self.drawing.sheet

    @property
    def room(self) -> float:
        """The width of a row's label."""
        if self.sheet.narrow:
            return self.sheet.least - GUTTER - 10
        return self.drawing.left - GUTTER - 16


def draw(
    dataset: Dataset, found: Sequence[Group], language: Language, sheet: Sheet, *, relayed: bool
) -> Scene:
    """Return the chart of these camps, from top to bottom."""
    highest = max((bounds(group.highest)[1] for group in found), default=TICK)
    left, right = (14.0, 14.0) if sheet.narrow else (WIDEST_LABEL + GUTTER + 20.0, 64.0)
    drawing = Drawing(sheet, left, right, (0, -(-highest // TICK) * TICK))
    pen = _Pen(drawing, dataset, language, relayed)
    start = 24.0
    down = start + sum(_height(pen, group) for group in found)
    _draw_scale(pen, start, down, [start - 11, *([down + 13] if down - start > 300 else [])])
    down = start
    for group in found:
        down = _draw_group(pen, group, down)
    return drawing.scene(down + 26 + _draw_foot(pen, found, down + 28))


def _draw_foot(pen: _Pen, found: Sequence[Group], top: float) -> float:
    """Say what a star means, where one stands, and return how high that is."""
    figures = [figure for group in found for figure in group.figures]
    if pen.relayed or not any(_second_hand(pen.dataset, figure) for figure in figures):
        return 0
    said = SAY.gettext("* Known only through other accounts", pen.language)
    pen.drawing.text(plain([said], "quiet"), top, role="key")
    return SMALL_LINE + 6


def _draw_scale(pen: _Pen, top: float, bottom: float, heights: Sequence[float]) -> None:
    every = 2 if pen.sheet.narrow else 1
    last = pen.drawing.across[1]
    for step, value in enumerate(range(0, round(last) + 1, TICK)):
        pen.drawing.upright(value, top, bottom, Line("hairline" if value else "quiet"))
        if step % every == 0:
            # On a phone there is no margin for half a number beyond the axis.
            align: Align = "right" if pen.sheet.narrow and value == last else "center"
            said = plain([number(value, pen.language)], "quiet")
            for y in heights:
                pen.drawing.at(At(value, y), said, align, role="axis")


HEAD = 12 + 5 + LINE + 5  # pixels a camp's heading takes


def _height(pen: _Pen, group: Group) -> float:
    """Return how high one camp is."""
    return _head(pen, group) + sum(
        _row_height(pen, _lines(pen, figure)) for figure in group.figures
    )


def _row_height(pen: _Pen, lines: Sequence[str]) -> float:
    return len(lines) * LINE + (26 if pen.sheet.narrow else 7)


def _head(pen: _Pen, group: Group) -> float:
    """Return how high a camp's heading is."""
    own_line = pen.sheet.narrow and _times_said(group, pen.language)
    return HEAD + (SMALL_LINE if own_line else 0)


def _times_said(group: Group, language: Language) -> str:
    """Say how far figures for one and the same year lie apart; blank where they do not.

    A camp that closed was emptied in that year: that its figures differ says little.
    """
    by_year: dict[str, list[CampPopulation]] = {}
    for figure in group.figures:
        by_year.setdefault(figure.period_end[:4], []).append(figure)
    known = [(_ratio(figures), year) for year, figures in by_year.items() if year]
    ratio, year = max(known, default=(1, ""))
    if group.camp.closed or ratio < APART:
        return ""
    phrase = "for {year}, one figure is {times} times another"
    if int(ratio) < ratio:
        phrase = "for {year}, one figure is more than {times} times another"
    return SAY.gettext(phrase, language, year=year, times=number(int(ratio), language))


def _ratio(figures: Sequence[CampPopulation]) -> float:
    """Return how many times as high all of one figure is at the least as all of another."""
    lowest = min(bounds(figure)[1] for figure in figures)
    highest = max(bounds(figure)[0] for figure in figures)
    return highest / lowest if lowest else 1


def _draw_group(pen: _Pen, group: Group, top: float) -> float:
    """Draw one camp and return its lower edge."""
    pen.drawing.rule(top + 12, Line("quiet"))
    title, place = camp_title(group.camp, pen.language), camp_place(group.camp, pen.language)
    said = (Run(title, bold=True), Run(f" {place}", "quiet"))
    pen.drawing.text([said], top + 17, size=LABEL, role="title")
    if times := _times_said(group, pen.language):
        y, words = top + 17, plain([times], "ink")
        if pen.sheet.narrow:
            pen.drawing.text(words, y + LINE, role="note")
        else:
            pen.drawing.at(At(0, y - 2), words, "left", "top", role="note")
    down = top + _head(pen, group)
    for figure in group.figures:
        down = _draw_row(pen, figure, down)
    return down


def _draw_row(pen: _Pen, figure: CampPopulation, top: float) -> float:
    """Draw one figure with its name and return its lower edge."""
    origin = origin_of(figure)
    lines = _lines(pen, figure)
    block, height = len(lines) * LINE, _row_height(pen, lines)
    narrow = pen.sheet.narrow
    label_top = top + 2 if narrow else top + (height - block) / 2
    mark_y = label_top + block + 12 if narrow else top + height / 2
    add_origin_symbol(pen.drawing, origin, label_top + LINE / 2)
    label = two_inks(lines, len(_label(pen, figure)[0]))
    pen.drawing.text(label, label_top, indent=GUTTER, size=LABEL, row=figure.id)
    add_published(
        pen.drawing, Published(figure, mark_y, origin, _said(pen, figure), FADE), pen.language
    )
    return top + height


def _lines(pen: _Pen, figure: CampPopulation) -> list[str]:
    return wrapped(", ".join(_label(pen, figure)), pen.room, LABEL)


def _label(pen: _Pen, figure: CampPopulation) -> tuple[str, str]:
    """Return a figure's publisher, and what follows: its time and through whom it is known."""
    language = pen.language
    name = publisher(pen.dataset, figure, language)
    rest = held_together(described(figure, language))
    if pen.relayed and figure.via_source_id:
        via = short_publisher(pen.dataset.find(Source, figure.via_source_id), language)
        relayed = SAY.gettext("as reported by {publisher}", language, publisher=via)
        rest = f"{rest}, {relayed}"
    elif not pen.relayed and _second_hand(pen.dataset, figure):
        rest += "*"
    return name, rest


def _second_hand(dataset: Dataset, figure: CampPopulation) -> bool:
    return dataset.find(Source, figure.source_id).read_as == "reported"


def _said(pen: _Pen, figure: CampPopulation) -> tuple[str, ...]:
    source = short_citation(pen.dataset, pen.language, figure.source_id, figure.via_source_id)
    origin = pen.dataset.find(Origin, origin_of(figure)).within("label", pen.language)
    when = described(figure, pen.language)
    head = f"{publisher(pen.dataset, figure, pen.language)}, {when}"
    return head, printed_value(figure, pen.language), source, origin
