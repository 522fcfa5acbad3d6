"""The columns of yearly arrivals: which are drawn, which carry a number, and the drawing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from story.figures.drawing import Drawing, draw_key, empty, plain
from story.figures.lettering import text_width
from story.figures.scene import Align, At, Bar, Line, Mark, Scene, Sheet, Symbol
from story.figures.series.context import TYPE, add_values, written
from story.figures.series.observed import by_year, year_of
from story.tables.model import Observation
from story.text import Language, Phrases, date, number, people

SAY = Phrases("arrivals")
SLIMMEST = {True: 250, False: 640}  # pixels between the axes at the narrowest width of each form
PLOT_HEIGHT = 250  # pixels between the lowest and the highest value, at the least
COLUMN = 0.54  # of the room a year has
RAISED = 5  # pixels, to clear the hollow mark beside the column
HOLLOW = Symbol(At(0, 0), "circle", 7, line=Line("accent", 1.6))
LAST_OUT = 12  # pixels from the last column's middle to the end of its number
LARGE = 16  # type size of the peak and the last count
FEWEST_PLACES = 8  # so that a column never looks like a wall


@dataclass(frozen=True)
class Arrivals:
    """What is drawn as columns and as hollow marks, and totals of several years, never drawn."""

    final: tuple[Observation, ...]
    provisional: tuple[Observation, ...]
    totals: tuple[Observation, ...]

    @property
    def peak(self) -> Observation:
        """The highest count, the first of equals."""
        return max(self.final, key=lambda item: item.value)

    @property
    def lowest(self) -> Observation:
        """The lowest count, the first of equals."""
        return min(self.final, key=lambda item: item.value)

    @property
    def steepest(self) -> tuple[Observation, Observation] | None:
        """The fall from one year to the very next that is the largest by share, if any fell."""
        falls = [
            (before, after)
            for before, after in pairwise(self.final)
            if year_of(after) == year_of(before) + 1 and after.value < before.value
        ]
        return min(falls, key=lambda pair: pair[1].value / pair[0].value, default=None)


def draw_arrivals(rows: Arrivals, language: Language, sheet: Sheet) -> Scene:
    """Draw the columns, the hollow marks beside them and the most telling numbers."""
    drawn = (*rows.final, *rows.provisional)
    if not drawn:
        return empty(sheet, SAY.gettext("No final count of arrivals in these years", language))
    first, last = first_and_last(drawn)
    spare = max(0, FEWEST_PLACES - (last - first + 1)) / 2
    top = max(row.value for row in drawn)
    steps = _steps(top)
    drawing = Drawing(
        sheet, 44, 8, (first - 0.6 - spare, last + 0.6 + spare), (max(top * 1.09, steps[-1]), 0),
        43 if rows.provisional else 10, 33,
    )  # fmt: skip
    add_values(drawing, steps, language)
    for year in _tick_years(first, last):
        drawing.add(written(At(year, 0, dy=9), date(str(year), Language.EN), "center"))
    if rows.provisional:
        _add_key(drawing, rows, language)
    for row in rows.final:
        corners = (At(year_of(row) - COLUMN / 2, row.value), At(year_of(row) + COLUMN / 2, 0))
        bar = Bar(corners, "accent", row=row.id, role="range", series=_final(language))
        drawing.add(replace(bar, said=(_hover(row, language),)))
    counted = by_year(rows.final)
    provisional = _provisional(rows, language)
    for row in rows.provisional:
        # Beside the column that replaced it; in the middle of its year where none did.
        x = year_of(row) + (0.5 if year_of(row) in counted else 0)
        hollow = replace(HOLLOW, at=At(x, row.value), size=5 if sheet.narrow else 7)
        said = (_hover(row, language),)
        drawing.add(replace(hollow, row=row.id, role="point", said=said, series=provisional))
    raised = by_year(rows.provisional)
    for row in _labelled(rows, language, sheet):
        at = At(year_of(row), row.value, dy=-RAISED if year_of(row) in raised else -1)
        ends = row in (rows.peak, rows.final[-1])
        words = plain([number(row.value, language)], bold=ends)
        size = LARGE if ends else TYPE
        if row == rows.final[-1]:
            # The last column stands at the picture's edge.
            at = replace(at, dx=LAST_OUT, dy=at.dy - 3)
        align: Align = "right" if row == rows.final[-1] else "center"
        drawing.at(at, words, align, "bottom", size=size, row=row.id, ground=False)
    return drawing.scene(330 if sheet.narrow else 380)


def _add_key(drawing: Drawing, rows: Arrivals, language: Language) -> None:
    entries: list[tuple[str, Callable[[At], Mark]]] = [
        (_final(language), lambda at: Symbol(at, "square", 11, "accent")),
        (_provisional(rows, language), lambda at: replace(HOLLOW, at=at)),
    ]
    draw_key(drawing, entries if rows.final else entries[1:], 10)


def _final(language: Language) -> str:
    return SAY.gettext("Final count", language)


def _provisional(rows: Arrivals, language: Language) -> str:
    replaced = {year_of(row) for row in rows.provisional} <= set(by_year(rows.final))
    return SAY.gettext("Provisional, since revised" if replaced else "Provisional", language)


def _labelled(rows: Arrivals, language: Language, sheet: Sheet) -> list[Observation]:
    """Choose the columns that carry their number, most telling first, so that none collide."""
    if not rows.final:
        return []
    wanted = [rows.peak, rows.final[-1]]
    if not sheet.narrow:
        wanted += [rows.lowest, *(rows.steepest or ()), rows.final[0]]
    kept: list[Observation] = []
    for item in wanted:
        if item not in kept and _has_room(item, rows, kept, language, sheet):
            kept.append(item)
    return kept


def _has_room(
    observation: Observation,
    rows: Arrivals,
    kept: list[Observation],
    language: Language,
    sheet: Sheet,
) -> bool:
    """Tell whether a number above a column stays clear of axis, labels kept and other columns."""
    first, last = first_and_last(rows.final)
    place = SLIMMEST[sheet.narrow] / max(last - first + 1, FEWEST_PLACES)
    line = TYPE * 1.5 * rows.peak.value / PLOT_HEIGHT

    def half(shown: Observation) -> float:
        return text_width(number(shown.value, language), TYPE) / place / 2

    # The first number may reach over the axis, where the numbers of its lines stand.
    clear_of_axis = half(observation) < year_of(observation) - first + 0.6 or all(
        abs(observation.value + line / 2 - step) >= line for step in _steps(rows.peak.value)
    )
    clear_of_labels = all(
        abs(year_of(observation) - year_of(other)) >= half(observation) + half(other) + 4 / place
        or abs(observation.value - other.value) >= line
        for other in kept
    )
    return (
        clear_of_axis
        and clear_of_labels
        and not any(
            abs(year_of(observation) - year_of(other)) < half(observation) + COLUMN / 2
            and other.value - observation.value > line / 4
            for other in rows.final
            if other != observation
        )
    )


def first_and_last(rows: tuple[Observation, ...]) -> tuple[int, int]:
    """Return the first and the last year of `rows`."""
    found = [year_of(row) for row in rows]
    return min(found), max(found)


def _tick_years(first: int, last: int) -> list[int]:
    """Both ends and the half-decades between, none so near an end that labels would touch."""
    if last - first < FEWEST_PLACES:
        return list(range(first, last + 1))
    between = [year for year in range(first, last) if year % 5 == 0]
    return [first, *(y for y in between if y - first > 3 and last - y > 2), last]


def _steps(top: float) -> list[int]:
    step = next((s for s in (10, 50, 100, 500, 1000, 5000) if top / s <= 6), 10_000)
    return list(range(0, int(top // step) * step + step + 1, step))


def _hover(observation: Observation, language: Language) -> str:
    text = SAY.gettext(
        "{year}: {people}", language,
        year=date(observation.period[:4], language), people=people(observation.value, language),
    )  # fmt: skip
    note = observation.within("note", language)
    return f"{text}. {note}" if note else text
