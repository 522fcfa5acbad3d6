"""The waiting families: a filled descent of those alive, with the reunions as notches in it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from story.figures.drawing import Drawing, draw_key, empty, key_height, plain
from story.figures.lettering import text_width
from story.figures.scene import Align, Area, At, Line, Path, Scene, Sheet, Stand, Symbol
from story.figures.series.context import TYPE, add_values, written
from story.figures.series.families_rows import Families, at_year_end, counted, moment, starred
from story.figures.series.observed import place, year_of
from story.tables.model import Event, Observation
from story.text import Language, Phrases, date, period

SAY = Phrases("families")
HOLLOW = ("interim", "rounded", "provisional", "derived")
CEILING = Symbol(At(0, 0), "triangle-down", 10, "paper", Line("quiet", 1.6))
REUNION = Symbol(At(0, 0), "line-ns", 16, line=Line("ink", 3))
FORMS = (
    ("Year-end count", ("final",), Symbol(At(0, 0), "circle", 8, "accent")),
    ("Interim or rounded", HOLLOW, Symbol(At(0, 0), "circle", 7, "paper", Line("accent", 1.6))),
    ("Fewer than this", ("upper-bound",), CEILING),
)
LARGE = 18  # type size of the first and the last count
NOTCH = (9.0, 34.0)  # pixels; half as wide as a notch is at its top, and how deep it goes


def draw_families(rows: Families, language: Language, sheet: Sheet) -> Scene:
    """Draw those alive as an area under the counts, and a notch in it for each reunion."""
    if not rows.counts and not rows.reunions:
        said = SAY.gettext("No count of living applicants in these years", language)
        return empty(sheet, said)
    most = max((count.value for count in rows.counts), default=1)
    first = min([*map(moment, rows.counts), *(_day(each) for each in rows.reunions)])
    entries = [
        (SAY.gettext(name, language), partial(_sign, form))
        for name, statuses, form in FORMS
        if rows.of(*statuses)
    ]
    top = 62 + key_height(sheet, [said for said, _ in entries])
    drawing = Drawing(
        sheet, 48, 12, (first - 0.12, rows.years[1] + 1.05), (most * 1.04, 0), top, 30
    )
    draw_key(drawing, entries, 6)
    # A bound is no count: the area goes by without it.
    edge = [At(moment(c), c.value) for c in rows.counts if c.status != "upper-bound"]
    if len(edge) > 1:
        floor = (At(edge[-1].x, 0), At(edge[0].x, 0))
        drawing.add(Area((*edge, *floor), "wash-accent", role="frame"))
        drawing.add(Path(tuple(edge), Line("accent", 1, (2, 3)), role="frame"))
    add_values(drawing, range(0, int(most) + 1, 20_000 if most > 40_000 else 10_000), language)
    _add_time(drawing, rows)
    # Every notch before any mark of a row: what follows one lies over it in Plotly.
    for reunion in rows.reunions:
        _add_notch(drawing, reunion, edge)
    for reunion in rows.reunions:
        _add_reunion(drawing, reunion, edge, language)
    _add_spans(drawing, rows)
    _add_line(drawing, rows.year_ends)
    for name, statuses, form in FORMS:
        for count in rows.of(*statuses):
            mark = _sign(form, At(moment(count), count.value))
            if form is CEILING:
                # Its point stands on the number and the mark above it, clear of counts just below.
                mark = replace(mark, at=replace(mark.at, dy=-6))
            mark = replace(mark, row=count.id, role="point", series=SAY.gettext(name, language))
            drawing.add(replace(mark, said=(_hover(count, language),)))
    _add_labels(drawing, rows, language)
    return drawing.scene(400 if sheet.narrow else 440)


def _sign(form: Symbol, at: At) -> Symbol:
    return replace(form, at=at)


def _day(reunion: Event) -> float:
    return place(reunion.start_date)[0]


def _add_time(drawing: Drawing, rows: Families) -> None:
    """Rule the line of time with a tick at each New Year's Day, and name the years."""
    first, last = rows.years
    line = Line("quiet")
    drawing.add(Path(tuple(At(end, 0) for end in drawing.across), line, role="axis"))
    wide = drawing.axis_width / (drawing.across[1] - drawing.across[0])
    every = max(1, -(-36 // wide))
    for year in range(first, last + 2):
        if year >= drawing.across[0]:
            drawing.add(Path((At(year, 0), At(year, 0, dy=5)), line, role="axis"))
        if (first < year <= last and (last - year) % every == 0) or year == first == last:
            drawing.add(written(At(year + 0.5, 0, dy=6), f"{year}", "center"))


def _add_spans(drawing: Drawing, rows: Families) -> None:
    """Draw a thin line as long as the time in which a count without a day may fall."""
    for count in rows.counts:
        first, last = place(count.period)
        if first < last and not at_year_end(count):
            ends = (At(first, count.value), At(last, count.value))
            drawing.add(Path(ends, Line("quiet", 1.5), row=count.id, role="range"))


def _add_line(drawing: Drawing, counts: tuple[Observation, ...]) -> None:
    for before, after in pairwise(counts):
        if year_of(after) == year_of(before) + 1:
            ends = tuple(At(moment(count), count.value) for count in (before, after))
            drawing.add(Path(ends, Line("accent", 2.4), role="join"))


def _add_labels(drawing: Drawing, rows: Families, language: Language) -> None:
    """Write the first and the last count large, and a count that a note explains."""
    for count in rows.counts:
        at = At(moment(count), count.value)
        said = counted(count, language) + ("*" if starred(count) else "")
        if count in (rows.counts[0], rows.counts[-1]):
            last = count == rows.counts[-1] and len(rows.counts) > 1
            when = date(count.period[:7], language, short=True)
            alive = SAY.gettext("registered and alive, {date}", language, date=when)
            # The area falls: above its beginning and below its end there is room.
            align: Align = "right" if last else "left"
            stand: Stand = "top" if last else "bottom"
            for words, dy, size in (
                (plain([alive]), 36 if last else -10, TYPE),
                (plain([said], bold=True), 12 if last else -26, LARGE),
            ):
                drawing.at(replace(at, dx=4 if last else -6, dy=dy), words, align, stand,
                           size=size, row=count.id, ground=False)  # fmt: skip
        elif starred(count):
            drawing.at(replace(at, dy=-6), plain([said]), "center", "bottom", row=count.id,
                       ground=False)  # fmt: skip


def _add_notch(drawing: Drawing, reunion: Event, edge: Sequence[At]) -> None:
    x = _day(reunion)
    if height := _height(edge, x):
        half, depth = NOTCH
        corners = (At(x, height, -half, -4), At(x, height, half, -4), At(x, height, 0, depth))
        drawing.add(Area(corners, "paper", role="frame"))


def _add_reunion(drawing: Drawing, reunion: Event, edge: Sequence[At], language: Language) -> None:
    """Mark a reunion in its notch, and name it below."""
    x = _day(reunion)
    height = _height(edge, x)
    tick = replace(_sign(REUNION, At(x, height, dy=6 if height else -10)), row=reunion.id)
    series = SAY.gettext("Reunion round", language)
    said = (_reunion_hover(reunion, language),)
    drawing.add(replace(tick, role="point", said=said, series=series))
    when = date(reunion.start_date[:7], language, short=True)
    named = [SAY.gettext("Reunion", language), when]
    if drawing.sheet.narrow:
        named = [named[0], *when.split(" ")]
    # Near the left end the words lean into the picture.
    room = (x - drawing.across[0]) / (drawing.across[1] - drawing.across[0]) * drawing.axis_width
    lean = max(0.0, max(text_width(line, TYPE) for line in named) / 2 + 4 - room)
    at = At(x, height, lean, NOTCH[1] + 3) if height else At(x, 0, lean, -22)
    drawing.at(at, plain(named), stand="top" if height else "bottom", row=reunion.id, ground=False)


def _height(edge: Sequence[At], x: float) -> float:
    """Return how high the area is at a moment, 0 where it does not reach."""
    for before, after in pairwise(edge):
        if before.x <= x <= after.x:
            return before.y + (after.y - before.y) * (x - before.x) / (after.x - before.x)
    return 0


def _hover(observation: Observation, language: Language) -> str:
    said = f"{date(observation.period, language)}: {counted(observation, language)}"
    note = observation.within("note", language)
    return f"{said}. {note}" if note else said


def _reunion_hover(event: Event, language: Language) -> str:
    return (
        f"{period(event.start_date, event.end_date, language)}: {event.within('title', language)}"
    )
