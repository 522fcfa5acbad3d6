"""The UN record: years down, a column a body, and every sign named where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from story.figures.drawing import Drawing, plain
from story.figures.lettering import wrapped
from story.figures.scene import TARGET, At, Bar, Line, Path, Scene, Shape, Sheet, Symbol
from story.figures.series.context import TYPE, written
from story.figures.un_record.rows import Cell, UnRecord
from story.figures.un_record.words import cell_words, hover, row_text, state_text
from story.text import Language

# Shape, whether it is filled, and the width of its line.
SYMBOLS: Mapping[str, tuple[Shape, bool, float]] = {
    "vote": ("circle", True, 0),
    "without-vote": ("circle", False, 2),
    "committee": ("circle-cross", False, 1.6),
    "open": ("diamond", True, 0),
    "closed": ("diamond", False, 2),
    "dropped": ("x", True, 0),
    "blocked": ("x", False, 1.6),
    "not-held": ("line-ew", False, 2),
}
SIZE = 12
HATCH = 0.96  # pixels; the strokes of what was not checked
YEARS = 38.0  # pixels for the years at the left
HEAD, FOOT = 40, 44  # pixels above for the names of the bodies, below for the referral
LINE = 15
WORDS_FROM = 11  # pixels from a sign's middle to its words
# Where each body's column begins and ends, in hundredths of the width, and a year's height.
WIDE = {"assembly": (0, 44), "council-open": (44, 74), "council-closed": (74, 100)}
NARROW = {"assembly": (0, 57), "council-open": (57, 86), "council-closed": (86, 100)}
# Hundredths from a column's left to its signs, and half of a hatched one; by `sheet.narrow`.
SIGN_AT = {False: 1.8, True: 3.2}
HATCHED = {False: 0.9, True: 2.2}
YEAR_HIGH = {False: 24, True: 34}


@dataclass(frozen=True)
class _Run:
    """Years on end of which the same is to be said, in one body's column."""

    cells: Sequence[Cell]
    words: str

    @property
    def ends(self) -> tuple[int, int]:
        return self.cells[0].year, self.cells[-1].year


def draw_un_record(rows: UnRecord, language: Language, sheet: Sheet) -> Scene:
    """Draw every body's column, the referral below, and frames around the focus."""
    first, last = rows.years
    drawing = Drawing(sheet, YEARS, 6, (0, 100), (first - 0.5, last + 0.5), HEAD, FOOT)
    _add_frames(drawing, rows, "land", None)
    for year in range(first, last + 1):
        drawing.add(written(At(0, year, -8), f"{year}", "right"))
    for name in _columns(sheet):
        left, _ = _columns(sheet)[name]
        # On a wall the columns are nearer.
        room = _room(name, sheet) * (1 if sheet.narrow else 0.75)
        head = wrapped(row_text(name, language, short=sheet.narrow), room, TYPE)
        at = At(left, first - 0.5, dy=-6)
        drawing.at(at, plain(head, bold=True), "left", "bottom", role="axis", ground=False)
        for run in _runs(rows.row(name), language, sheet):
            _add_run(drawing, rows, run, language)
    _add_referral(drawing, rows, language)
    _add_frames(drawing, rows, "", Line("accent", 2))
    return drawing.scene(HEAD + (last - first + 1) * YEAR_HIGH[sheet.narrow] + FOOT)


def _columns(sheet: Sheet) -> Mapping[str, tuple[float, float]]:
    return NARROW if sheet.narrow else WIDE


def _room(name: str, sheet: Sheet) -> float:
    left, right = _columns(sheet)[name]
    return (right - left) / 100 * (sheet.least - YEARS - 6) - 3


def _runs(cells: Sequence[Cell], language: Language, sheet: Sheet) -> Iterator[_Run]:
    """Yield years on end of which the same is to be said together."""
    worded = [(cell, cell_words(cell, language, short=sheet.narrow)) for cell in cells]
    for (_, words), run in groupby(worded, key=lambda pair: (pair[0].state, pair[1])):
        yield _Run([cell for cell, _ in run], words)


def _add_run(drawing: Drawing, rows: UnRecord, run: _Run, language: Language) -> None:
    name, state = run.cells[0].row, run.cells[0].state
    x = _columns(drawing.sheet)[name][0] + SIGN_AT[drawing.sheet.narrow]
    first, last = run.ends
    if state == "not-checked":
        half = HATCHED[drawing.sheet.narrow]
        for cell in run.cells:
            corners = (At(x - half, cell.year - 0.32), At(x + half, cell.year + 0.32))
            said = (hover(cell, language),)
            drawing.add(Bar(corners, "quiet", hatch=HATCH, row=cell.id, role="range", said=said))
    elif last > first:
        drawing.add(Path((At(x, first), At(x, last)), Line("quiet", 1), role="join"))
    for cell in run.cells if state in SYMBOLS else ():
        token = "ink" if rows.focused(cell) or not rows.focus else "quiet"
        sign = replace(_sign(cell, At(x, cell.year), token), row=_record_id(cell), role="point")
        focus = bool(rows.focus) and rows.focused(cell)
        drawing.add(replace(sign, focus=focus, said=(hover(cell, language),)))
    room = _room(name, drawing.sheet) - WORDS_FROM - 5
    lines = wrapped(run.words, room, TYPE)
    # Where a column has room for signs alone, its head names them; what is missing is said below.
    if room > 40:
        token = "quiet" if state == "not-checked" else "ink"
        row = run.cells[0].id if state == "not-checked" else _record_id(run.cells[0])
        at = At(x, first, WORDS_FROM)
        drawing.at(at, plain(lines, token), "left", row=row, ground=False)


def _sign(cell: Cell, at: At, token: str) -> Symbol:
    shape, filled, width = SYMBOLS[cell.state]
    # Paper lies under a hollow sign, so that the line of its run does not show through.
    fill = token if filled else "paper" if shape in ("circle", "diamond") else ""
    return Symbol(at, shape, SIZE, fill, Line(token, width) if width else None)


def _record_id(cell: Cell) -> str:
    record = cell.record or (cell.votes[0] if cell.votes else None)
    return record.id if record else cell.id


def _add_referral(drawing: Drawing, rows: UnRecord, language: Language) -> None:
    """Frame the years below as one: nothing was recorded in any, and none was checked alone."""
    corners = _referral(rows)
    drawing.add(Bar(corners, line=Line("quiet", 1, (3, 3)), role="frame"))
    middle = At(50, rows.years[1] + 0.5, dy=(corners[0].dy + corners[1].dy) / 2)
    name = row_text("referral", language, short=drawing.sheet.narrow)
    said = f"{name}: {state_text('none-recorded', language)}"
    lines = wrapped(said, drawing.axis_width - 12, TYPE)
    row = rows.referral.id
    target = Symbol(middle, size=TARGET, row=row, role="target")
    drawing.add(replace(target, said=(hover(rows.row("referral")[-1], language),)))
    drawing.at(middle, plain(lines), row=row, ground=False)


def _referral(rows: UnRecord) -> tuple[At, At]:
    bottom = rows.years[1] + 0.5
    return At(0, bottom, dy=10), At(100, bottom, dy=44)


def _add_frames(drawing: Drawing, rows: UnRecord, fill: str, line: Line | None) -> None:
    """Frame what is in focus: a body's column as a whole, or single cells."""
    for name in rows.focus:
        body, _, year = name.rpartition("-")
        if "referral" in (name, body):
            drawing.add(Bar(_referral(rows), fill, line, role="frame"))
            continue
        whole = name in _columns(drawing.sheet)
        left, right = _columns(drawing.sheet)[name if whole else body]
        first, last = rows.years if whole else (int(year), int(year))
        corners = (At(left, first - 0.47), At(right - 1, last + 0.47))
        drawing.add(Bar(corners, fill, line, role="frame"))
