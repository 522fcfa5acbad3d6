"""The plot of the waiting families: counts by date above, reunions as ticks below."""

from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import cast

from story.figures.drawing import Drawing, draw_key, empty, key_height, plain
from story.figures.lettering import text_width
from story.figures.scene import Align, At, Line, Path, Scene, Sheet, Stand, Symbol
from story.figures.series.context import TYPE, add_values, written
from story.figures.series.families_rows import Families, at_year_end, counted, moment, starred
from story.figures.series.observed import place, year_of
from story.tables.model import Event, Observation
from story.text import Language, Phrases, date, period

SAY = Phrases("families")
HOLLOW = ("interim", "rounded", "provisional", "derived")
SLIMMEST = {True: 236, False: 620}  # pixels between the axes at the narrowest width of each form
PLOT_HEIGHT = 200  # pixels of the counts' panel, at the least
CEILING = Symbol(At(0, 0), "triangle-down", 11, "paper", Line("ink", 1.6))
TICK = Symbol(At(0, 0), "line-ns", 16, line=Line("ink", 3))
FORMS = (
    ("Year-end count", ("final",), Symbol(At(0, 0), "circle", 9, "ink")),
    ("Interim or rounded", HOLLOW, Symbol(At(0, 0), "circle", 8, "paper", Line("ink", 1.6))),
    ("Fewer than this", ("upper-bound",), CEILING),
)


def draw_families(rows: Families, language: Language, sheet: Sheet) -> Scene:
    """Draw the counts, the line between consecutive year-ends, and the reunions' ticks."""
    if not rows.counts and not rows.reunions:
        said = SAY.gettext("No count of living applicants in these years", language)
        return empty(sheet, said)
    first, last = rows.years
    most = max((count.value for count in rows.counts), default=1)
    entries = [
        (SAY.gettext(name, language), partial(_sign, form))
        for name, statuses, form in FORMS
        if rows.of(*statuses)
    ]
    if rows.reunions:
        entries.append((SAY.gettext("Reunion round", language), partial(_sign, TICK)))
    top = 28 + key_height(sheet, [said for said, _ in entries])
    drawing = Drawing(
        sheet, 48, 10, (first, last + 1.05), (most * 1.13, 0), top, 119 if sheet.narrow else 116
    )
    draw_key(drawing, entries, 14)
    step = 20_000 if most > 40_000 else 10_000
    add_values(drawing, range(0, int(most) + 1, step), language)
    _add_time(drawing, rows)
    _add_spans(drawing, rows)
    _add_line(drawing, rows.year_ends)
    for name, statuses, form in FORMS:
        for count in rows.of(*statuses):
            mark = _sign(form, At(moment(count), count.value))
            if form is CEILING:
                # Its point stands on the number and the mark above it, clear of counts just below.
                mark = replace(mark, at=replace(mark.at, dy=-7))
            mark = replace(mark, row=count.id, role="point", series=SAY.gettext(name, language))
            drawing.add(replace(mark, said=(_hover(count, language),)))
    _add_labels(drawing, rows, language)
    for reunion in rows.reunions:
        _add_reunion(drawing, reunion, language)
    return drawing.scene(470 if sheet.narrow else 440)


def _sign(form: Symbol, at: At) -> Symbol:
    return replace(form, at=at)


def _add_time(drawing: Drawing, rows: Families) -> None:
    """Rule the line of time with a tick at each New Year's Day, and name the years."""
    first, last = rows.years
    line = Line("quiet")
    drawing.add(Path(tuple(At(end, 0) for end in drawing.across), line, role="axis"))
    for year in range(first, last + 2):
        drawing.add(Path((At(year, 0), At(year, 0, dy=5)), line, role="axis"))
    every = 1 if SLIMMEST[drawing.sheet.narrow] / (last - first + 1) > 36 else 2
    for year in range(first, last + 1):
        if (last - year) % every == 0:
            said = date(str(year), Language.EN)
            drawing.add(written(At(year + 0.5, 0, dy=6), said, "center"))


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
            drawing.add(Path(ends, Line("ink", 1.6), role="join"))


def _add_labels(drawing: Drawing, rows: Families, language: Language) -> None:
    for count in _labelled(rows, language, drawing.sheet):
        last = count == rows.counts[-1] and len(rows.counts) > 1
        words = plain([_label(count, language)], bold=last)
        at = At(moment(count), count.value)
        # The counts fall: above to the right, and below to the left, is where nothing stands.
        if last:
            at, align, stand = replace(at, dx=4, dy=5), "right", "top"
        else:
            up = 14 if count.status == "upper-bound" else 5
            at, align, stand = replace(at, dx=-4, dy=-up), "left", "bottom"
        drawing.at(at, words, cast(Align, align), cast(Stand, stand), row=count.id, ground=False)


def _label(observation: Observation, language: Language) -> str:
    return counted(observation, language) + ("*" if starred(observation) else "")


def _labelled(rows: Families, language: Language, sheet: Sheet) -> list[Observation]:
    """Choose the counts that carry their number: the ends, then year-ends, none touching."""
    shown = [count for count in rows.counts if at_year_end(count)]
    wanted = [*rows.counts[:1], *rows.counts[-1:], *shown]
    year = SLIMMEST[sheet.narrow] / (rows.years[1] - rows.years[0] + 1)
    line = TYPE * 1.5 * max((item.value for item in rows.counts), default=1) / PLOT_HEIGHT
    last = rows.counts[-1:]
    kept: list[Observation] = []
    for entry in wanted:
        width = text_width(_label(entry, language), TYPE) / year
        # All but the last label run to the right, and must end before the picture does.
        fits = (entry,) == last or moment(entry) + width <= rows.years[1] + 1.2
        if (
            entry not in kept
            and fits
            and all(
                # The last label stands on the other side of its dot and meets none of the others.
                (other,) == last
                or (entry,) == last
                or abs(moment(entry) - moment(other)) >= width
                or abs(entry.value - other.value) >= line
                for other in kept
            )
        ):
            kept.append(entry)
    return kept


def _add_reunion(drawing: Drawing, reunion: Event, language: Language) -> None:
    """Draw a reunion as a tick under the line of time, named below."""
    narrow = drawing.sheet.narrow
    x, y = place(reunion.start_date)[0], drawing.bottom - 58
    said = (_reunion_hover(reunion, language),)
    tick = _sign(TICK, At(x, 0, dy=y))
    series = SAY.gettext("Reunion round", language)
    drawing.add(replace(tick, row=reunion.id, role="point", said=said, series=series))
    when = date(reunion.start_date[:7], language, short=True)
    lines = plain(when.split(" ") if narrow else [when])
    drawing.at(At(x, 0, dy=y + 17), lines, stand="top", row=reunion.id, ground=False)


def _hover(observation: Observation, language: Language) -> str:
    said = f"{date(observation.period, language)}: {counted(observation, language)}"
    note = observation.within("note", language)
    return f"{said}. {note}" if note else said


def _reunion_hover(event: Event, language: Language) -> str:
    return (
        f"{period(event.start_date, event.end_date, language)}: {event.within('title', language)}"
    )
