"""The timeline on a phone: time runs down the page, one titled event a row.

Events without a title stand side by side between the rows, in order of time. Distances down
the page mean nothing; the years are written out. Both axes count pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from story.figures.drawing import Drawing, plain
from story.figures.events.choice import Chosen
from story.figures.events.days import is_vague
from story.figures.events.glyphs import FOCUS_SIZE, SIZE, SMALLER, glyph, reach, target
from story.figures.events.index import Events
from story.figures.events.key import VAGUE, answers_key, draw_key, flow, kinds_key, vague_key
from story.figures.events.selection import Crowd
from story.figures.events.timeline_layout import BOLD, titled
from story.figures.events.words import answer_text, counts_said, date_text
from story.figures.lettering import evened, wrapped
from story.figures.scene import At, Line, Scene, Sheet, Text, TextLine
from story.figures.style import SMALL
from story.tables.model import Event
from story.text import Language, Phrases, date, number

SAY = Phrases("timeline")
LEAST_WIDTH = 296  # 320 less the page's own margins
TITLE = 13
LINE, SMALL_LINE = 17, 16
SPINE = 13  # where the line of time stands
INDENT = 30
PITCH = 27  # from one mark of a row of marks to the next
YEAR, RUN = 32, 30

Form = Literal["year", "count", "event", "run"]


@dataclass(frozen=True)
class Row:
    """One row: a year's head, how many more it has, an event with its words, or marks."""

    form: Form
    events: tuple[Event, ...] = ()
    small: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    top: float = 0
    height: float = 0

    def marks(self) -> Iterator[tuple[Event, float, float]]:
        """Yield each event with the middle of its mark."""
        if self.form == "event":
            yield self.events[0], SPINE, self.top + SMALL_LINE / 2 + 4
            return
        for i, event in enumerate(self.events):
            yield event, SPINE + i * PITCH, self.top + self.height / 2


def rows(crowd: Crowd, top: float, language: Language) -> list[Row]:
    """Lay the list out from `top`."""
    placed: list[Row] = []
    for row in _in_order(crowd, language):
        placed.append(replace(row, top=top))
        top += row.height
    return placed


def _in_order(crowd: Crowd, language: Language) -> Iterator[Row]:
    with_title = titled(crowd.chosen)
    shown, counted = crowd.chosen.events.by_year(), crowd.counted.by_year()
    for year in sorted(shown.keys() | counted.keys()):
        yield Row("year", small=(date(f"{year}", language),), height=YEAR)
        if year in counted:
            yield _count_row(counted[year], language)
        waiting: list[Event] = []
        for event in shown.get(year, ()):
            if event.id in with_title:
                yield from _runs(waiting)
                waiting = []
                yield _event_row(event, language, focused=event.id in crowd.chosen.focus)
            else:
                waiting.append(event)
        yield from _runs(waiting)


def _count_row(events: Events, language: Language) -> Row:
    said = SAY.gettext(
        "Not drawn one by one: {count}. {answers}",
        language,
        count=number(len(events), language),
        answers=counts_said(events, language),
    )
    small = wrapped(said, LEAST_WIDTH - INDENT, SMALL)
    return Row("count", small=tuple(small), height=4 + len(small) * SMALL_LINE + 8)


def _runs(events: Sequence[Event]) -> Iterator[Row]:
    a_row = int((LEAST_WIDTH - 2 * SPINE) // PITCH) + 1
    for first in range(0, len(events), a_row):
        yield Row("run", events=tuple(events[first : first + a_row]), height=RUN)


def _event_row(event: Event, language: Language, *, focused: bool) -> Row:
    room = LEAST_WIDTH - INDENT
    title = evened(event.within("title", language), room / (BOLD if focused else 1), TITLE)
    when, answer = date_text(event, language), answer_text(event, language)
    said = SAY.gettext("{date} · {answer}", language, date=when, answer=answer)
    small = wrapped(said, room, SMALL)
    height = 4 + len(small) * SMALL_LINE + len(title) * LINE + 8
    return Row("event", (event,), tuple(small), tuple(title), height=height)


def draw_list(crowd: Crowd, language: Language, sheet: Sheet) -> Scene:
    """Return the scene, for containers at least `LEAST_WIDTH` pixels wide."""
    chosen = crowd.chosen
    events = chosen.events
    groups = [
        answers_key(language), kinds_key(events, language), vague_key(events, language),
    ]  # fmt: skip
    key, top = flow(groups, LEAST_WIDTH, 0)
    placed = rows(crowd, top, language)
    height = round(placed[-1].top + placed[-1].height + 4 if placed else top + RUN)
    drawing = Drawing(sheet, 0, 0, (0, LEAST_WIDTH / 2), (0, height), fit="left")
    draw_key(drawing, key, LEAST_WIDTH)
    for row in placed:
        if row.form != "year":
            # The line of time, broken at each year's head.
            drawing.upright(SPINE, row.top, row.top + row.height, Line("hairline"), "axis")
    for row in placed:
        _draw_row(drawing, row, chosen, language)
    for row in placed:
        for event, x, y in row.marks():
            focus = event.id in chosen.focus
            drawing.add(target(event, At(x, y), language, focus=focus))
    return drawing.scene(height)


def _draw_row(drawing: Drawing, row: Row, chosen: Chosen, language: Language) -> None:
    def write(lines: Sequence[TextLine], x: float, y: float, size: float, row: str = "") -> None:
        drawing.add(Text(At(x, y), tuple(lines), size, pad=1, row=row))

    if row.form == "year":
        write(plain(row.small, bold=True), 0, row.top + 11, TITLE)
        return
    if row.form == "count":
        write(plain(row.small, "quiet"), INDENT, row.top + 3, SMALL)
        return
    for event, x, y in row.marks():
        focused = event.id in chosen.focus
        size = FOCUS_SIZE if focused else SIZE
        drawing.add(*glyph(event.kind, event.rights_raised, At(x, y), size))
        if row.form == "run" and is_vague(event):
            drawn = size * (SMALLER if event.rights_raised == "not-applicable" else 1)
            at = At(x, y, reach(event.kind, drawn))
            drawing.add(Text(at, tuple(plain([VAGUE])), stand="middle", pad=1, row=event.id))
        if row.form == "event":
            write(plain(row.small, "quiet"), INDENT, row.top + 3, SMALL, event.id)
            below = row.top + 3 + len(row.small) * SMALL_LINE
            write(plain(row.title, bold=focused), INDENT, below, TITLE, event.id)
