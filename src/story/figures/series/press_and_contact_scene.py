"""The plot of the press, the Internet and telephones: one strip under the other."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from story.figures.drawing import Drawing, empty, plain
from story.figures.lettering import wrapped
from story.figures.scene import Align, At, Bar, Line, Path, Scene, Sheet, Symbol
from story.figures.series.press_and_contact_rows import Closed, Number, Places
from story.figures.style import SMALL
from story.tables.model import Observation
from story.text import Language, Phrases, date, number

SAY = Phrases("press_and_contact")
EDGE = 14  # pixels to each side of the axis, so that no mark is cut off
HEAD = 24  # pixels a strip's heading takes, beside its lines
LINE = 16
ROW = 26  # pixels from a mark's words to its middle and on to the next words
THICK = 9
SIZE = 11


def draw_press_and_contact(found: Closed, title: str, language: Language, sheet: Sheet) -> Scene:
    """Draw each strip under its heading; return a scene that says so where there is none."""
    drawing = Drawing(sheet, EDGE, EDGE, (0, 1))
    y = 4.0
    if found.places.rows:
        head = SAY.gettext("Newspapers: place in the press-freedom index of RSF", language)
        y = _heading(drawing, head, y)
        y = _places(drawing, found.places, y, language)
    for numbers, head in (
        (found.users, SAY.gettext("The Internet: how many can use it, as guessed", language)),
        (found.phones, SAY.gettext("Telephones: mobile connections inside the country", language)),
    ):
        if numbers:
            y = _heading(drawing, head, y)
            y = _numbers(drawing, numbers, y, language)
    return drawing.scene(y) if drawing.marks else empty(sheet, title)


def _heading(drawing: Drawing, said: str, y: float) -> float:
    lines = wrapped(said, drawing.sheet.least - 6, SMALL + 1)
    drawing.text(plain(lines, bold=True), y, size=SMALL + 1, role="title")
    return y + HEAD + LINE * (len(lines) - 1)


def _scale(drawing: Drawing, y: float, ticks: Iterable[tuple[float, str]]) -> float:
    """Draw a strip's line at `y` with ticks, their words below it; return where it ends."""
    drawing.add(Path((At(0, y), At(1, y)), Line("quiet"), role="axis"))
    for x, said in ticks:
        drawing.upright(x, y, y + 5, Line("quiet"), "axis")
        align: Align = "left" if x < 0.05 else "right" if x > 0.95 else "center"
        shift = {"left": -EDGE, "right": EDGE, "center": 0}[align]
        drawing.at(At(x, y + 6, shift), plain([said], "quiet"), align, "top", role="axis")
    return y + 42


def _places(drawing: Drawing, places: Places, y: float, language: Language) -> float:
    """Draw all places on one strip: the years are told, not laid out as if they were a trend."""

    def at(value: float) -> float:
        return (value - 1) / max(places.size - 1, 1)

    said = SAY.ngettext(
        "{places} in {count} edition, {years}", "{places} in {count} editions, {years}",
        len(places.rows), language,
        places=places.said(language), years=places.years(language),
    )  # fmt: skip
    drawing.at(At(1, y, EDGE), plain([said], bold=True), "right", "top", ground=False)
    middle = y + ROW + 6
    # Solid marks last: a place that was published stands above one that was worked out.
    for row in sorted(places.rows, key=lambda item: item.status == "final"):
        hover = SAY.gettext(
            "{year}: place {place}", language,
            year=date(row.period, language), place=number(row.value, language),
        )  # fmt: skip
        _dot(drawing, row, at(row.value), middle, hover, solid=row.status == "final")
    ends = (
        (0.0, SAY.gettext("1, most free", language)),
        (1.0, SAY.gettext("{place}", language, place=number(places.size, language))),
    )
    return _scale(drawing, middle + 12, ends)


def _numbers(drawing: Drawing, rows: Iterable[Number], y: float, language: Language) -> float:
    """Draw each number in a row of its own, its year, publisher and words above it."""
    found = tuple(rows)
    step, steps = _ticks(max(item.ends[1] for item in found))
    top = step * steps

    def at(value: float) -> float:
        return value / top

    first, laid = y, []
    for entry in found:
        head = SAY.gettext(
            "{year}, {publisher}: {value}", language,
            year=entry.when(language), publisher=entry.publisher, value=entry.said(language),
        )  # fmt: skip
        lines = wrapped(head, drawing.sheet.least - 6, SMALL)
        middle = y + ROW + LINE * (len(lines) - 1)
        laid.append((entry, head, lines, y, middle))
        y = middle + 16
    bottom = y - 4
    for tick in range(1, steps + 1):
        drawing.upright(at(step * tick), first, bottom, Line("hairline"))
    for entry, head, lines, top_of, middle in laid:
        drawing.text(plain(lines), top_of, row=entry.rows[0].id)
        _number(drawing, entry, middle, head, at)
    return _scale(
        drawing,
        bottom,
        [(at(step * tick), number(step * tick, language)) for tick in range(steps + 1)],
    )


def _number(
    drawing: Drawing, item: Number, y: float, hover: str, at: Callable[[float], float]
) -> None:
    low, high = item.ends
    row = item.rows[0]
    if item.status == "range":
        corners = (At(at(low), y, dy=-THICK / 2), At(at(high), y, dy=THICK / 2))
        line = Line("accent", 2)
        drawing.add(Bar(corners, "wash-accent", line, row=row.id, role="range", said=(hover,)))
    elif item.status in ("upper-bound", "lower-bound"):
        ends = (0.0, at(high)) if item.status == "upper-bound" else (at(high), 1.0)
        dotted = Line("accent", 2, (3, 3))
        drawing.add(Path(tuple(At(x, y) for x in ends), dotted, row=row.id, role="range"))
        stop = Symbol(At(at(high), y), "line-ns", THICK + 6, line=Line("accent", 3), row=row.id)
        drawing.add(replace(stop, role="point", said=(hover,)))
    else:
        _dot(drawing, row, at(high), y, hover, solid=item.status == "final")


def _dot(
    drawing: Drawing, observation: Observation, x: float, y: float, hover: str, *, solid: bool
) -> None:
    # Marks at one place stay apart.
    line = Line("paper", 1) if solid else Line("accent", 2)
    dot = Symbol(At(x, y), "circle", SIZE, "accent" if solid else "paper", line)
    drawing.add(replace(dot, row=observation.id, role="point", said=(hover,)))


def _ticks(top: float) -> tuple[float, int]:
    """Return a round step and how many of them reach `top`."""
    step = 1.0
    while top / step > 5:
        step *= 2.5 if f"{step:.0f}".startswith("2") else 2
    return step, max(1, -int(-top // step))
