"""The plot of the UN record: years across and bodies down; on a phone the other way round."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from story.figures.drawing import Drawing, draw_key, key_height, plain
from story.figures.lettering import wrapped
from story.figures.scene import TARGET, At, Bar, Line, Mark, Scene, Shape, Sheet, Symbol
from story.figures.series.context import TYPE, written
from story.figures.un_record.rows import ROWS, STATES, Cell, UnRecord
from story.figures.un_record.words import hover, row_text, state_text, votes_text
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
SIZE = 13
HATCH = 0.96  # pixels; the strokes of what was not checked
LABELS = 150  # pixels for the names of rows, where they stand at the left
SLIMMEST = 250  # pixels between the axes at the narrowest width
DENSE = 15  # more years than this are written 2005, 06, 07 …

# Where a row begins and ends, in pixels: downwards, or across on a phone (in 100 parts).
DOWN = {
    "assembly": (0, 84),
    "council-open": (84, 138),
    "council-closed": (138, 178),
    "referral": (178, 218),
}
ACROSS = {
    "assembly": (0, 36),
    "council-open": (36, 56),
    "council-closed": (56, 75),
    "referral": (75, 100),
}
YEAR_DOWN = 27  # pixels a year takes on a phone
HEADS = 2.2  # years' room for the names of rows, where they stand above


@dataclass(frozen=True)
class _Box:
    """A cell's room, and where its mark stands in it."""

    left: float
    right: float
    top: float
    bottom: float
    mark: tuple[float, float]

    @property
    def at(self) -> At:
        return At(*self.mark)

    @property
    def corners(self) -> tuple[At, At]:
        return At(self.left, self.top), At(self.right, self.bottom)


def draw_un_record(rows: UnRecord, language: Language, sheet: Sheet) -> Scene:
    """Draw every cell's mark or hatching, votes in figures, and frames around the focus."""
    states = [state for state in STATES if any(cell.state == state for cell in rows.cells)]
    first, last = rows.years
    entries = [_entry(state, language) for state in states if state != "none-recorded"]
    top = 4 + key_height(sheet, [said for said, _ in entries]) + 14
    if sheet.narrow:
        height = round((last - first + 1 + HEADS) * YEAR_DOWN + top) + 6
        scales = ((0.0, 100.0), (first - 0.5 - HEADS, last + 0.5))
        drawing = Drawing(sheet, 40, 4, *scales, top, 6)
    else:
        height = round(DOWN["referral"][1] + 26 + top)
        scales = ((first - 0.5, last + 0.5), (0.0, float(DOWN["referral"][1])))
        drawing = Drawing(sheet, LABELS, 4, *scales, top, 26)
    draw_key(drawing, entries, 4)
    framed = _framed(rows, sheet)
    drawing.add(*(Bar(corners, "land", role="frame") for corners in framed))
    for cell in rows.cells:
        if cell.state == "not-checked":
            drawing.add(_hatching(cell, language, sheet))
    if "none-recorded" in states:
        _add_empty_row(drawing, rows, language)
    for cell in rows.cells:
        if cell.state in SYMBOLS:
            token = "ink" if rows.focused(cell) or not rows.focus else "quiet"
            sign = _sign(cell.state, _box(cell, sheet).at, token)
            drawing.add(
                replace(
                    sign, row=_record_id(cell), role="point",
                    focus=bool(rows.focus) and rows.focused(cell), said=(hover(cell, language),),
                )
            )  # fmt: skip
    drawing.add(*(Bar(corners, line=Line("accent", 2), role="frame") for corners in framed))
    _add_votes(drawing, rows, language)
    _add_axes(drawing, rows, language)
    return drawing.scene(height)


def _entry(state: str, language: Language) -> tuple[str, Callable[[At], Mark]]:
    if state in SYMBOLS:
        return state_text(state, language), lambda at: _sign(state, at, "ink", 11)
    return state_text(state, language), lambda at: Bar(
        (replace(at, dx=at.dx - 6, dy=at.dy - 6), replace(at, dx=at.dx + 6, dy=at.dy + 6)),
        "quiet", hatch=HATCH,
    )  # fmt: skip


def _sign(state: str, at: At, token: str, size: float = SIZE) -> Symbol:
    shape, filled, width = SYMBOLS[state]
    line = Line(token, width) if width else None
    return Symbol(at, shape, size, token if filled else "", line)


def _box(cell: Cell, sheet: Sheet) -> _Box:
    if sheet.narrow:
        left, right = ACROSS[cell.row]
        inset = 6 if cell.row in ("assembly", "council-open") else (right - left) / 2
        return _Box(left + 1, right - 1, cell.year - 0.42, cell.year + 0.42,
                    (left + inset, cell.year))  # fmt: skip
    top, bottom = DOWN[cell.row]
    down = 20 if cell.row in ("assembly", "council-open") else (bottom - top) / 2
    return _Box(cell.year - 0.42, cell.year + 0.42, top + 4, bottom - 4, (cell.year, top + down))


def _record_id(cell: Cell) -> str:
    record = cell.record or (cell.votes[0] if cell.votes else None)
    return record.id if record else cell.id


def _hatching(cell: Cell, language: Language, sheet: Sheet) -> Bar:
    said = (hover(cell, language),)
    corners = _box(cell, sheet).corners
    return Bar(corners, "quiet", hatch=HATCH, row=cell.id, role="range", said=said)


def _add_empty_row(drawing: Drawing, rows: UnRecord, language: Language) -> None:
    """Frame the whole row: nothing was recorded in any year, and no year was checked alone."""
    cells = rows.row("referral")
    first, last = _box(cells[0], drawing.sheet), _box(cells[-1], drawing.sheet)
    corners = (At(first.left, first.top), At(last.right, last.bottom))
    drawing.add(Bar(corners, line=Line("quiet", 1, (3, 3)), role="frame"))
    middle = At((first.left + last.right) / 2, (first.top + last.bottom) / 2)
    said = state_text("none-recorded", language)
    lines = wrapped(said, 50, TYPE) if drawing.sheet.narrow else [said]
    row = rows.referral.id
    target = Symbol(middle, size=TARGET, row=row, role="target")
    drawing.add(replace(target, said=(hover(cells[-1], language),)))
    drawing.at(middle, plain(lines), row=row, ground=False)


def _add_votes(drawing: Drawing, rows: UnRecord, language: Language) -> None:
    across = drawing.sheet.narrow
    for cell in rows.cells:
        if not cell.votes:
            continue
        at = _box(cell, drawing.sheet).at
        at = replace(at, dx=11) if across else replace(at, dy=9)
        lines = plain(votes_text(cell, language, "–" if across else "\n").split("\n"))
        drawing.at(
            at, lines, "left" if across else "center", "middle" if across else "top",
            row=_record_id(cell), ground=False,
        )  # fmt: skip


def _framed(rows: UnRecord, sheet: Sheet) -> list[tuple[At, At]]:
    """Return the frames around what is in focus: a row as a whole, or single cells."""
    framed = [
        *([cell] for cell in rows.cells if cell.id in rows.focus),
        *(rows.row(name) for name in ROWS if name in rows.focus),
    ]
    ends = [(_box(cells[0], sheet), _box(cells[-1], sheet)) for cells in framed]
    return [(At(first.left, first.top), At(last.right, last.bottom)) for first, last in ends]


def _add_axes(drawing: Drawing, rows: UnRecord, language: Language) -> None:
    years = list(range(rows.years[0], rows.years[1] + 1))
    for year, said in zip(years, _year_texts(years), strict=True):
        if drawing.sheet.narrow:
            drawing.add(written(At(0, year, -1), f"{year}", "right"))
        else:
            drawing.add(written(At(year, DOWN["referral"][1]), said, "center"))
    for name in ROWS:
        _add_row_name(drawing, name, years[0], language)


def _add_row_name(drawing: Drawing, name: str, first: int, language: Language) -> None:
    narrow = drawing.sheet.narrow
    said = row_text(name, language, short=narrow)
    if narrow:
        left, right = ACROSS[name]
        lines = plain(wrapped(said, (right - left) / 100 * SLIMMEST, TYPE))
        at = At((left + right) / 2, first - 0.5, dy=-2)
        drawing.at(at, lines, stand="bottom", role="axis", ground=False)
        return
    top, bottom = DOWN[name]
    y = top + 20 if name in ("assembly", "council-open") else (top + bottom) / 2
    lines = plain(wrapped(said, LABELS - 16, TYPE + 1))
    at = At(drawing.across[0], y, -10)
    drawing.at(at, lines, "right", size=TYPE + 1, role="axis", ground=False)


def _year_texts(years: list[int]) -> list[str]:
    if len(years) <= DENSE:
        return [str(year) for year in years]
    full = (years[0], years[-1])
    return [str(y) if y in full or y % 5 == 0 else f"{y % 100:02d}" for y in years]
