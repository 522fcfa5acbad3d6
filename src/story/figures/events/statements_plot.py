"""The drawing of the statements: marks stacked by year, a row for each code.

The y axis counts pixels from the top; columns are as wide as the container lets them be.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import plotly.graph_objects as go

from story.figures.events.days import Span, began
from story.figures.events.glyphs import Spot, mark_shapes, reach
from story.figures.events.index import ANSWERS, Events
from story.figures.events.key import draw_key, flow, kinds_key
from story.figures.events.strokes import Strokes, add_points
from story.figures.events.words import counted_said
from story.figures.lettering import text_width
from story.figures.style import Look, blank_plot
from story.tables.model import Event
from story.tables.values import value_text
from story.text import Language

LEAST_WIDTH = {True: 296, False: 696}  # by `look.narrow`: 320 and 720 less the page's margins
TYPE = 12
SCALE = 22
AIR = 3  # pixels between two marks of a stack
HEAD = 22  # a row's name above it, on a phone
LEAST_ROW = 30
GUTTER = 24
LEAST_PITCH = 14  # pixels; room for a row's name, where columns of counts have no marks
TALLEST = 64  # pixels of a column of counts
LEAST_COLUMN = 2  # pixels; nothing counted is invisible


@dataclass(frozen=True)
class _Row:
    """One code's row: its stacks stand on `bottom`, a mark each `pitch` pixels."""

    answer: str
    events: Events
    top: float
    bottom: float
    pitch: float

    def marks(self) -> Iterator[tuple[Event, int, float]]:
        """Yield each event with its year and the middle of its mark, stacked by date."""
        heights: dict[int, int] = {}
        for event in self.events:
            year = _year(event)
            yield event, year, self.bottom - self.pitch * (heights.get(year, 0) + 0.5) - 2
            heights[year] = heights.get(year, 0) + 1


def _year(event: Event) -> int:
    return began(event).first.year


def _giving(events: Events, answer: str) -> Events:
    return events.where(events.of.answer == ANSWERS.index(answer))


def _highest(events: Events) -> int:
    return max(map(len, events.by_year().values()), default=0)


def tallest(events: Events) -> int:
    """Return how many events the fullest year of one answer has."""
    return max(_highest(_giving(events, item)) for item in ANSWERS)


def _rows(events: Events, top: float, head: float, pitch: float) -> list[_Row]:
    rows = []
    for answer in ANSWERS:
        given = _giving(events, answer)
        bottom = top + max(LEAST_ROW, head + _highest(given) * pitch + 8)
        rows.append(_Row(answer, given, top, bottom, pitch))
        top = bottom
    return rows


def draw_stacks(events: Events, span: Span, language: Language, look: Look) -> go.Figure:
    """Return the plot of `events` over the years of `span`, those without a mark included."""
    pitch = max((2 * reach(kind) for kind in events.kinds), default=0) + AIR
    plot, strokes, rows, left = _ground(events, span, language, look, pitch)
    for row in rows:
        _name(strokes, row, language, left, look)
        for event, year, y in row.marks():
            strokes.add(mark_shapes(event.kind, event.rights_raised, Spot(year, y), look))
    marks = [mark for row in rows for mark in row.marks()]
    if marks:
        drawn, xs, ys = zip(*marks, strict=True)
        add_points(plot, drawn, xs, ys, language)
    strokes.lay(plot)
    return plot


def draw_columns(events: Events, span: Span, language: Language, look: Look) -> go.Figure:
    """Return the plot of more events than can be seen: each answer's number in each year."""
    pitch = TALLEST / tallest(events)
    plot, strokes, rows, left = _ground(events, span, language, look, pitch)
    for row in rows:
        _name(strokes, row, language, left, look)
        years = row.events.by_year()
        plot.add_bar(
            x=list(years),
            y=[-max(LEAST_COLUMN, len(year) * pitch) for year in years.values()],
            base=row.bottom - 1,
            width=0.7,
            marker={"color": look.palette.quiet, "line": {"width": 0}},
            hovertext=[counted_said(item, language) for item in years.values()],
            hoverinfo="text",
            showlegend=False,
        )
    plot.update_layout(barmode="overlay")
    strokes.lay(plot)
    return plot


def _ground(
    events: Events, span: Span, language: Language, look: Look, pitch: float
) -> tuple[go.Figure, Strokes, list[_Row], float]:
    """Return the plot with its years, the rows still empty, and its left margin."""
    years = range(span.first.year, span.last.year + 1)
    widest = max(text_width(_called(item, language), TYPE) for item in ANSWERS)
    left = 0 if look.narrow else GUTTER + widest + 12
    width = LEAST_WIDTH[look.narrow] - left
    groups = [kinds_key(events, language)] if len(events.kinds) > 1 else []
    key, top = flow(groups, LEAST_WIDTH[look.narrow], 0)
    rows = _rows(events, top + SCALE, HEAD if look.narrow else 0, pitch)
    height = round(rows[-1].bottom + SCALE)
    plot = blank_plot(look, height)
    plot.update_layout(
        margin={"l": left, "r": 0, "t": 0, "b": 0},
        xaxis={
            "range": [years[0] - 0.5, years[-1] + 0.5], "visible": False, "fixedrange": True,
        },
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
    )  # fmt: skip
    strokes = Strokes()
    draw_key(strokes, key, look, left, LEAST_WIDTH[look.narrow])
    _scale(strokes, years, width, (top + SCALE, rows[-1].bottom), left, look)
    return plot, strokes, rows, left


def _scale(
    strokes: Strokes,
    years: range,
    width: float,
    ends: tuple[float, float],
    left: float,
    look: Look,
) -> None:
    """Write the years above and below, each as often as there is room."""
    palette = look.palette
    room = width / len(years)
    every = -(-(text_width("2000", TYPE) + 3) // room)
    strokes.level(ends[0], left, palette.hairline)
    for year in years:
        if year > years[0]:
            strokes.upright(year - 0.5, *ends, palette.hairline)
        if (year - years[0]) % every:
            continue
        for top in (ends[0] - SCALE + 3, ends[1] + 4):
            strokes.write([f"{year}"], Spot(year, top), palette.quiet, align="center")


def _called(answer: str, language: Language) -> str:
    return value_text("events.rights_raised", answer, language)


def _name(strokes: Strokes, row: _Row, language: Language, left: float, look: Look) -> None:
    """Rule a row's floor; write its code beside it, or above it on a phone, after its mark."""
    strokes.level(row.bottom, left, look.palette.hairline)
    # Beside the lowest mark of its stacks; columns of counts have none.
    middle = row.top + 11 if look.narrow else row.bottom - max(row.pitch, LEAST_PITCH) / 2 - 2
    at = Spot(0, middle, "paper", 9 - left)
    strokes.add(mark_shapes("statement", row.answer, at, look))
    spot = Spot(0, middle, "paper", GUTTER - left)
    strokes.write(
        [_called(row.answer, language)],
        spot,
        look.palette.ink,
        bold=True,
        anchor="middle",
        paper=look.palette.paper,
    )
