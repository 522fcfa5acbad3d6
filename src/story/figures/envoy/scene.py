"""The plot of the envoy's post: a strip of time, across or, on a phone, downwards."""

from collections.abc import Sequence

from story.figures.drawing import Drawing, empty, plain
from story.figures.envoy.rows import Envoy, Spell
from story.figures.envoy.words import label, span_line, span_text, title
from story.figures.lettering import text_width
from story.figures.scene import At, Bar, Line, Path, Scene, Sheet, TextLine
from story.figures.series.context import TYPE, written
from story.figures.series.observed import place
from story.text import Language

HATCH = 1.12  # pixels; the strokes of a vacancy
SLIMMEST = 660  # pixels from end to end of a strip across, at the narrowest
SLIMMEST_DOWN = 200  # pixels beside a strip downwards, at the narrowest
YEAR_DOWN = 30  # pixels a year takes in a strip downwards
LINE = 16  # pixels from one line of a label to the next
STRIP = 28  # pixels across the strip


def draw_envoy(rows: Envoy, language: Language, sheet: Sheet) -> Scene:
    """Draw each spell with its name and dates beside it."""
    if not rows.spells:
        return empty(sheet, title(rows, language))
    return (_downwards if sheet.narrow else _across)(rows, language, sheet)


def _across(rows: Envoy, language: Language, sheet: Sheet) -> Scene:
    room = LINE * 3 + 10
    first_year, last_year = rows.years
    strip = room + 4
    drawing = Drawing(sheet, 14, 14, (first_year, last_year + 1))
    for spell in rows.spells:
        first, last = _ends(spell)
        corners = (At(first, strip), At(last, strip + STRIP))
        drawing.add(_bar(spell, corners, rows, language))
    bottom = room * 2 + STRIP + 8
    drawing.add(Path(tuple(At(end, bottom) for end in drawing.across), Line("quiet"), role="axis"))
    for year in range(first_year, last_year + 2):
        drawing.upright(year, bottom, bottom + 5, Line("quiet"), "axis")
        if year <= last_year:
            drawing.add(written(At(year, bottom + 9), str(year), "center"))
    below = False
    for spell in rows.spells:
        first, last = _ends(spell)
        dates = span_text(spell, rows, language, short=True)
        said = [label(spell, language), *(part for part in dates if part)]
        year_wide = SLIMMEST / (last_year - first_year + 1)
        width = max(text_width(line, TYPE) for line in said)
        short = width > (last - first) * year_wide
        # A short spell's label leans back over its neighbour's room, and short ones take turns.
        below = short and not below
        back = short and width < (last - first_year) * year_wide
        at = At(last if back else first, strip + STRIP if below else strip, dy=4 if below else -4)
        drawing.at(
            at, _lines(said), "right" if back else "left", "top" if below else "bottom",
            row=spell.id, ground=False,
        )  # fmt: skip
    return drawing.scene(room * 2 + STRIP + 34)


def _lines(said: Sequence[str]) -> list[TextLine]:
    return [*plain(said[:1], bold=True), *plain(said[1:])]


def _downwards(rows: Envoy, language: Language, sheet: Sheet) -> Scene:
    labels = _labels_down(rows, language)
    start, end = rows.years[0], rows.years[1] + 1
    over = max(0, *(y + len(lines) * LINE / YEAR_DOWN - end for y, lines in labels))
    below = round(over * YEAR_DOWN) + 12
    drawing = Drawing(sheet, 44, 4, (0, 100), (start, end), 12, below)
    line = Line("quiet")
    drawing.add(Path((At(0, start), At(0, end)), line, role="axis"))
    for year in range(start, end + 1):
        drawing.add(Path((At(0, year, -5), At(0, year)), line, role="axis"))
        if year < end:
            drawing.add(written(At(0, year, -8), str(year), "right"))
    for spell, (y, said) in zip(rows.spells, labels, strict=True):
        first, last = _ends(spell)
        drawing.add(_bar(spell, (At(0, first), At(10, last)), rows, language))
        drawing.at(At(10, y, 10), _lines(said), "left", "top", row=spell.id, ground=False)
    return drawing.scene((end - start) * YEAR_DOWN + 12 + below)


def _labels_down(rows: Envoy, language: Language) -> list[tuple[float, list[str]]]:
    """Return where each label begins, in years, and its lines; none begins before one ends."""
    labels: list[tuple[float, list[str]]] = []
    free = float(rows.years[0])
    for spell in rows.spells:
        dates = [span_line(spell, rows, language, short=True)]
        if text_width(dates[0], TYPE) > SLIMMEST_DOWN:
            dates = list(span_text(spell, rows, language, short=True))
        lines = [label(spell, language), *(line for line in dates if line)]
        y = max(free, _ends(spell)[0])
        labels.append((y, lines))
        free = y + (len(lines) * LINE + 4) / YEAR_DOWN
    return labels


def _ends(spell: Spell) -> tuple[float, float]:
    return place(spell.start)[0], place(spell.end)[1]


def _bar(spell: Spell, corners: tuple[At, At], rows: Envoy, language: Language) -> Bar:
    """Return a spell's bar: solid where the post was filled, hatched where it was vacant."""
    token = "ink" if spell.filled else "quiet"
    hatch = 0.0 if spell.filled else HATCH
    said = (f"{label(spell, language)}: {span_line(spell, rows, language)}",)
    return Bar(corners, token, Line(token), hatch, row=spell.id, role="range", said=said)
