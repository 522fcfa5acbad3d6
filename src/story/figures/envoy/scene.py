"""The envoy's post: a strip of time that carries its labels, across or, on a phone, downwards."""

from collections.abc import Sequence

from story.figures.drawing import Drawing, empty, plain
from story.figures.envoy.rows import Envoy, Spell
from story.figures.envoy.words import label, op_ed_text, span_line, span_text, title
from story.figures.lettering import text_width, wrapped
from story.figures.scene import Align, At, Bar, Line, Path, Scene, Sheet, Stand, TextLine
from story.figures.series.context import TYPE, written
from story.figures.series.observed import place
from story.text import Language

HATCH = 1.12  # pixels; the strokes of a vacancy
YEAR_DOWN = 32  # pixels a year takes in a strip downwards
LINE = 16  # pixels from one line of a label to the next
STRIP = 84  # pixels a strip across is high
STRIP_DOWN = 32  # hundredths of the width that a strip downwards takes
ABOVE, BELOW = 58, 20  # pixels over a strip across for words, and under it for the years
PAD = 8  # pixels from an end of a spell to its label in the strip
OP_ED = Line("accent", 2.5)


def draw_envoy(rows: Envoy, language: Language, sheet: Sheet) -> Scene:
    """Draw each spell with its name and dates, and when the op-ed asked for an envoy."""
    if not rows.spells:
        return empty(sheet, title(rows, language))
    return (_downwards if sheet.narrow else _across)(rows, language, sheet)


def _across(rows: Envoy, language: Language, sheet: Sheet) -> Scene:
    start, end = rows.spells[0].start, rows.spells[-1].end
    first, last = place(start)[0], place(end)[1]
    drawing = Drawing(sheet, 4, 14, (first - 0.05, max(last, first + 1)))
    floor = ABOVE + STRIP
    for spell in rows.spells:
        ends = _ends(spell)
        drawing.add(_bar(spell, (At(ends[0], ABOVE), At(ends[1], floor)), rows, language))
    for year in range(int(first) + 1, int(last) + 1):
        drawing.upright(year, floor, floor + 5, Line("quiet"), "axis")
        half = text_width(str(year), TYPE) / 2
        if (
            drawing.left + _pixels(drawing, year - drawing.across[0])
            >= half
            <= (_pixels(drawing, last - year) + drawing.right)
        ):
            drawing.add(written(At(year, floor + 6), str(year), "center"))
    asked = _asked(rows)
    if asked:
        drawing.upright(asked, 4, floor, OP_ED, "reference")
        back = asked - first > (last - first) / 2
        words = op_ed_text(rows, language)
        room = _pixels(drawing, asked - first if back else last - asked) - PAD
        at = At(asked, 2, -PAD if back else PAD)
        lines = plain(wrapped(words, min(room, 170), TYPE), "accent", bold=True)
        drawing.at(at, lines, "right" if back else "left", "top", role="reference")
    turn = 0
    for spell in rows.spells:
        x, until = _ends(spell)
        if asked and x < asked < until:
            x = max(x, asked) if until - asked > asked - x else x  # beside the line, not under it
            until = until if x == asked else asked
        said = _said(spell, rows, language, _pixels(drawing, until - x) / 1.06 - PAD)
        wide = max(text_width(line, TYPE) for line in said) * 1.06 + PAD
        if _pixels(drawing, until - x) >= wide:
            token = "paper" if spell.filled else "ink"
            drawing.at(At(x, ABOVE + STRIP / 2, PAD), _lines(said, token), "left", row=spell.id,
                       ground=not spell.filled)  # fmt: skip
            continue
        # A short spell's label leans back over its neighbour's room, and short ones take turns.
        said, until = _said(spell, rows, language), _ends(spell)[1]
        back = _pixels(drawing, until - drawing.across[0]) > wide
        align: Align = "right" if back else "left"
        stand: Stand = "top" if turn % 2 else "bottom"
        y = floor + BELOW + 4 if turn % 2 else ABOVE - 3
        at = At(until if back else x, y)
        drawing.at(at, _lines(said, "ink"), align, stand, row=spell.id, ground=False)
        turn += 1
    below = LINE * 3 + 4 if turn > 1 else 0
    return drawing.scene(floor + BELOW + below + 4)


def _pixels(drawing: Drawing, years: float) -> float:
    first, last = drawing.across
    return years / (last - first) * drawing.axis_width


def _asked(rows: Envoy) -> float:
    """Return when the op-ed appeared, in decimal years: the middle of its month; 0 if not drawn."""
    if rows.op_ed is None:
        return 0
    first, last = place(rows.op_ed.start_date)
    return (first + last) / 2


def _said(spell: Spell, rows: Envoy, language: Language, room: float = 999) -> list[str]:
    dates = [span_line(spell, rows, language, short=True)]
    if not (spell.begins and spell.ends) or text_width(dates[0], TYPE) > room:
        dates = list(span_text(spell, rows, language, short=True))
    return [label(spell, language, months=True), *(part for part in dates if part)]


def _lines(said: Sequence[str], token: str) -> list[TextLine]:
    return [*plain(said[:1], token, bold=True), *plain(said[1:], token)]


def _downwards(rows: Envoy, language: Language, sheet: Sheet) -> Scene:
    start, end = place(rows.spells[0].start)[0], place(rows.spells[-1].end)[1]
    room = (100 - STRIP_DOWN) / 100 * (sheet.least - 44) - 14
    labels = _labels_down(rows, room, language)
    over = max(0, *(y + len(lines) * LINE / YEAR_DOWN - end for y, lines, _ in labels))
    below = round(over * YEAR_DOWN) + 10
    drawing = Drawing(sheet, 40, 4, (0, 100), (start, end), 12, below)
    for year in range(int(start) + 1, int(end) + 1):
        drawing.add(Path((At(0, year, -5), At(0, year)), Line("quiet"), role="axis"))
        drawing.add(written(At(0, year, -8), str(year), "right"))
    for spell in rows.spells:
        first, last = _ends(spell)
        drawing.add(_bar(spell, (At(0, first), At(STRIP_DOWN, last)), rows, language))
    if asked := _asked(rows):
        drawing.add(Path((At(0, asked), At(STRIP_DOWN + 3, asked)), OP_ED, role="reference"))
    for y, lines, row in labels:
        at = At(STRIP_DOWN, y, 12)
        if row:
            drawing.at(at, _lines(lines, "ink"), "left", "top", row=row, ground=False)
        else:
            words = plain(lines, "accent", bold=True)
            drawing.at(at, words, "left", "top", role="reference", ground=False)
    return drawing.scene((end - start) * YEAR_DOWN + 12 + below)


def _labels_down(
    rows: Envoy, room: float, language: Language
) -> list[tuple[float, list[str], str]]:
    """Return where each label begins, in years, its lines and row; none begins before one ends."""
    wanted = [
        (_ends(spell)[0], _said(spell, rows, language, room / 1.06), spell.id)
        for spell in rows.spells
    ]
    if asked := _asked(rows):
        wanted.append((asked - LINE / 2 / YEAR_DOWN, [op_ed_text(rows, language)], ""))
    labels: list[tuple[float, list[str], str]] = []
    free = 0.0
    for y, said, row in sorted(wanted):
        lines = [line for part in said for line in wrapped(part, room, TYPE)]
        labels.append((max(free, y), lines, row))
        free = labels[-1][0] + (len(lines) * LINE + 4) / YEAR_DOWN
    return labels


def _ends(spell: Spell) -> tuple[float, float]:
    return place(spell.start)[0], place(spell.end)[1]


def _bar(spell: Spell, corners: tuple[At, At], rows: Envoy, language: Language) -> Bar:
    """Return a spell's bar: solid where the post was filled, hatched where it was vacant."""
    token = "ink" if spell.filled else "quiet"
    hatch = 0.0 if spell.filled else HATCH
    said = (f"{label(spell, language)}: {span_line(spell, rows, language)}",)
    return Bar(corners, token, Line(token), hatch, row=spell.id, role="range", said=said)
