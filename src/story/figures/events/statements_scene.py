"""The statements: squares stacked by year, a row for each answer, named where it stands.

Of more than can be seen one by one a column has the height. Columns are as wide as the container
lets them be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from story.figures.drawing import Drawing, plain
from story.figures.events.answer_signs import sign, target
from story.figures.events.choice import MOST
from story.figures.events.days import Span
from story.figures.events.index import ANSWERS, Events
from story.figures.events.words import counted_said
from story.figures.lettering import text_width
from story.figures.scene import At, Bar, Line, Scene, Sheet, Text
from story.figures.style import SMALL
from story.tables.values import value_text
from story.text import Language, number

SIZE, PITCH = 12.0, 15.0  # pixels of a square, and from one of a stack to the next
TALLEST = 20  # squares in a stack; of more, columns
SCALE = 22
HEAD = 22  # a row's name above it, on a phone
LEAST_ROW = 26
GUTTER = 22
COLUMN = 64  # pixels of the tallest column
LEAST_COLUMN = 2  # pixels; nothing counted is invisible


@dataclass(frozen=True)
class _Row:
    """One answer's row: its stacks stand on `bottom`."""

    answer: str
    years: dict[int, Events]
    top: float
    bottom: float


def draw_statements(events: Events, span: Span, language: Language, sheet: Sheet) -> Scene:
    """Return the scene of `events` over the years of `span`, those without a mark included."""
    years = range(span.first.year, span.last.year + 1)
    by_answer = [
        (answer, events.where(events.of.answer == ANSWERS.index(answer)).by_year())
        for answer in ANSWERS
        if answer in events.answers
    ]
    most = max((len(those) for _, found in by_answer for those in found.values()), default=0)
    crowded = len(events) > MOST or most > TALLEST
    unit = COLUMN / most if crowded else PITCH
    widest = max(text_width(_called(answer, language), SMALL) for answer in ANSWERS)
    left = 0 if sheet.narrow else GUTTER + widest * 1.08 + 12
    drawing = Drawing(sheet, left, 0, (years[0] - 0.5, years[-1] + 0.5))
    rows = list(_rows(by_answer, HEAD if sheet.narrow else 0, unit))
    bottom = rows[-1].bottom if rows else LEAST_ROW
    _scale(drawing, years, bottom)
    for row in rows:
        _name(drawing, row, language)
        for year, those in row.years.items():
            if crowded:
                high = max(LEAST_COLUMN, len(those) * unit)
                corners = (At(year - 0.35, row.bottom - 1 - high), At(year + 0.35, row.bottom - 1))
                said = (counted_said(those, language),)
                drawing.add(Bar(corners, "accent", role="range", said=said))
                if len(those) == most:
                    words = plain([number(most, language)], "quiet")
                    drawing.at(At(year, corners[0].y), words, stand="bottom")
                continue
            for level, event in enumerate(those):
                at = At(year, row.bottom - PITCH * (level + 0.5) - 3)
                drawing.add(*sign(row.answer, at, SIZE), target(event, at, language))
    return drawing.scene(bottom + SCALE)


def _rows(
    by_answer: list[tuple[str, dict[int, Events]]], head: float, unit: float
) -> Iterator[_Row]:
    top = 0.0
    for answer, years in by_answer:
        bottom = top + max(LEAST_ROW, head + max(map(len, years.values())) * unit + 18)
        yield _Row(answer, years, top, bottom)
        top = bottom


def _scale(drawing: Drawing, years: range, bottom: float) -> None:
    """Write the years below, as often as there is room."""
    every = -(-(text_width("2000", SMALL) + 3) // (drawing.axis_width / len(years)))
    for year in years:
        if year > years[0]:
            drawing.upright(year - 0.5, 0, bottom, Line("hairline"))
        if (year - years[0]) % every == 0:
            lines = tuple(plain([f"{year}"], "quiet"))
            drawing.add(Text(At(year, bottom + 4), lines, align="center", pad=1, role="axis"))


def _called(answer: str, language: Language) -> str:
    return value_text("events.rights_raised", answer, language)


def _name(drawing: Drawing, row: _Row, language: Language) -> None:
    """Rule a row's floor; write its answer beside it, or above it on a phone, after its sign."""
    drawing.rule(row.bottom, Line("hairline"))
    middle = row.top + 12 if drawing.sheet.narrow else row.bottom - PITCH / 2 - 3
    edge = At(drawing.across[0], middle, -drawing.left)
    drawing.add(*sign(row.answer, replace(edge, dx=edge.dx + 8), SIZE, role="title"))
    name = tuple(plain([_called(row.answer, language)], bold=True))
    at = replace(edge, dx=edge.dx + GUTTER)
    drawing.add(Text(at, name, stand="middle", ground=True, pad=1, role="title"))
