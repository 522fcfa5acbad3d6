"""The drawing of the statements: marks stacked by year, a row for each code.

Columns are as wide as the container lets them be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from story.figures.drawing import Drawing, plain
from story.figures.events.days import Span, began
from story.figures.events.glyphs import glyph, reach, target
from story.figures.events.index import ANSWERS, Events
from story.figures.events.key import draw_key, flow, kinds_key
from story.figures.events.words import counted_said
from story.figures.lettering import text_width
from story.figures.scene import At, Bar, Line, Scene, Sheet, Text
from story.tables.model import Event
from story.tables.values import value_text
from story.text import Language

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


def draw_stacks(events: Events, span: Span, language: Language, sheet: Sheet) -> Scene:
    """Return the scene of `events` over the years of `span`, those without a mark included."""
    pitch = max((2 * reach(kind) for kind in events.kinds), default=0) + AIR
    drawing, rows, height = _ground(events, span, language, sheet, pitch)
    for row in rows:
        _name(drawing, row, language)
        for event, year, y in row.marks():
            drawing.add(*glyph(event.kind, event.rights_raised, At(year, y)))
    for row in rows:
        for event, year, y in row.marks():
            drawing.add(target(event, At(year, y), language))
    return drawing.scene(height)


def draw_columns(events: Events, span: Span, language: Language, sheet: Sheet) -> Scene:
    """Return the scene of more events than can be seen: each answer's number in each year."""
    pitch = TALLEST / tallest(events)
    drawing, rows, height = _ground(events, span, language, sheet, pitch)
    for row in rows:
        _name(drawing, row, language)
        for year, counted in row.events.by_year().items():
            high = max(LEAST_COLUMN, len(counted) * pitch)
            floor = row.bottom - 1
            corners = (At(year - 0.35, floor - high), At(year + 0.35, floor))
            said = (counted_said(counted, language),)
            drawing.add(Bar(corners, "quiet", role="range", said=said))
    return drawing.scene(height)


def _ground(
    events: Events, span: Span, language: Language, sheet: Sheet, pitch: float
) -> tuple[Drawing, list[_Row], float]:
    """Return the drawing with its years, the rows still empty, and its height."""
    years = range(span.first.year, span.last.year + 1)
    widest = max(text_width(_called(answer, language), TYPE) for answer in ANSWERS)
    left = 0 if sheet.narrow else GUTTER + widest + 12
    groups = [kinds_key(events, language)] if len(events.kinds) > 1 else []
    key, top = flow(groups, sheet.least, 0)
    rows = _rows(events, top + SCALE, HEAD if sheet.narrow else 0, pitch)
    drawing = Drawing(sheet, left, 0, (years[0] - 0.5, years[-1] + 0.5))
    draw_key(drawing, key, sheet.least)
    _scale(drawing, years, (top + SCALE, rows[-1].bottom))
    return drawing, rows, rows[-1].bottom + SCALE


def _scale(drawing: Drawing, years: range, ends: tuple[float, float]) -> None:
    """Write the years above and below, each as often as there is room."""
    room = drawing.axis_width / len(years)
    every = -(-(text_width("2000", TYPE) + 3) // room)
    drawing.rule(ends[0], Line("hairline"))
    for year in years:
        if year > years[0]:
            drawing.upright(year - 0.5, *ends, Line("hairline"))
        if (year - years[0]) % every:
            continue
        for top in (ends[0] - SCALE + 3, ends[1] + 4):
            lines = tuple(plain([f"{year}"], "quiet"))
            drawing.add(Text(At(year, top), lines, align="center", pad=1, role="axis"))


def _called(answer: str, language: Language) -> str:
    return value_text("events.rights_raised", answer, language)


def _name(drawing: Drawing, row: _Row, language: Language) -> None:
    """Rule a row's floor; write its code beside it, or above it on a phone, after its mark."""
    drawing.rule(row.bottom, Line("hairline"))
    # Beside the lowest mark of its stacks; columns of counts have none.
    narrow = drawing.sheet.narrow
    middle = row.top + 11 if narrow else row.bottom - max(row.pitch, LEAST_PITCH) / 2 - 2
    edge = At(drawing.across[0], middle, -drawing.left)
    drawing.add(*glyph("statement", row.answer, replace(edge, dx=edge.dx + 9), role="title"))
    name = tuple(plain([_called(row.answer, language)], bold=True))
    at = replace(edge, dx=edge.dx + GUTTER)
    drawing.add(Text(at, name, stand="middle", ground=True, pad=1, role="title"))
