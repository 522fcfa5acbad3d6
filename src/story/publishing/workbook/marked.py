"""Somebody's own file with what is wrong marked in it: a comment beside each bad cell."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import MergedCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from story.publishing.intake import Grid, Located, Raw
from story.publishing.workbook.writing import WRAPPED, fit, heading, put, remark, saved
from story.text import Language, Phrases

SAY = Phrases("desk")
ERROR = PatternFill("solid", start_color="F2D7B6")
WARNING = PatternFill("solid", start_color="E4EDF1")
STATES = {"hidden": "hidden", "very-hidden": "veryHidden"}
JUDGED = 30  # rows by which the width of a column is judged
LONGEST_TITLE = 31  # what Excel allows


def marked_copy(
    grids: Iterable[Grid], problems: Sequence[Located], language: Language, edition: str = ""
) -> bytes:
    """Return a workbook with the sheets as they stood, their problems beside the cells.

    Sent back as it is, it is read like the files it was made from: what was hidden, merged or
    struck out is so here too, and numbers keep the formats that show them otherwise. A formula
    somebody sent is text and does nothing here. The last sheet lists all problems, also those that
    stand in no cell.

    `edition`: that the files say they were begun from; the copy says it too.
    """
    grids = list(grids)
    book = Workbook()
    book.remove(book.active)
    if any(grid.looks.from_1904 for grid in grids):
        book.epoch = CALENDAR_MAC_1904
    for grid in grids:
        sheet = book.create_sheet(_title(grid, book.sheetnames))
        _copy(sheet, grid)
        for problem in problems:
            if problem.place and (problem.place.file, problem.place.sheet) == (
                grid.file,
                grid.sheet,
            ):
                _mark(sheet, problem, language)
    _list(book, problems, language)
    return saved(book, edition)


def _title(grid: Grid, taken: Sequence[str]) -> str:
    stem = grid.sheet or grid.file.rpartition(".")[0] or grid.file
    plain = "".join("-" if item in r"[]:*?/\'" else item for item in stem) or "1"
    title = plain[:LONGEST_TITLE]
    again = 1
    while title.casefold() in (entry.casefold() for entry in taken):
        again += 1
        title = f"{plain[: LONGEST_TITLE - 4]} {again}"
    return title


def _copy(sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - openpyxl's own
    for row, cells in grid.rows:
        for at, cell in enumerate(cells, start=1):
            if cell.text or cell.how:
                _put(sheet, row, at, cell)
    width = max((len(cells) for _, cells in grid.rows), default=0)
    shown = [cells for _, cells in grid.rows[:JUDGED]]
    fit(sheet, [max((len(row[at].text) for row in shown if at < len(row)), default=0)
                for at in range(width)])  # fmt: skip
    _look(sheet, grid)


def _put(sheet: Any, row: int, at: int, raw: Raw) -> None:  # noqa: ANN401
    """Write a cell so that it is read again as it was."""
    number = {"date": raw.serial, "number": raw.stored, "not-shown": raw.stored}.get(raw.how, "")
    cell = put(sheet, row, at, raw.text)
    if number and raw.code:
        cell.value = Decimal(number)
        cell.number_format = raw.code
    elif number and raw.text != number and not raw.text.endswith("%"):
        # Without its format it cannot be shown as it was; as text it is no number at all.
        cell.value = f"{raw.text} [{number}]" if raw.how == "not-shown" else raw.text
    if raw.unstruck is not None:
        cell.font = Font(strike=True)


def _look(sheet: Any, grid: Grid) -> None:  # noqa: ANN401
    """Let a sheet look as it did: panes, widths, and what is hidden or merged."""
    looks = grid.looks
    sheet.freeze_panes = looks.panes or None
    for at, width in looks.widths.items():
        sheet.column_dimensions[get_column_letter(at)].width = width
    for at in looks.hidden_columns:
        sheet.column_dimensions[get_column_letter(at)].hidden = True
    for row in looks.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for top, left, bottom, right in looks.merged:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    if looks.state:
        sheet.sheet_state = STATES[looks.state]


def _mark(sheet: Any, located: Located, language: Language) -> None:  # noqa: ANN401
    if located.place is None:
        return
    column = column_index_from_string(located.place.letter) if located.place.letter else 1
    cell = sheet.cell(max(located.place.row, 1), column)
    if isinstance(cell, MergedCell):
        # A comment stands at the first of merged cells alone.
        merged = next(rows for rows in sheet.merged_cells.ranges if cell.coordinate in rows)
        cell = merged.start_cell
    if located.problem.severity == "error" or not cell.comment:
        cell.fill = ERROR if located.problem.severity == "error" else WARNING
    remark(
        cell, f"{located.problem.message.within(language)} {located.problem.fix.within(language)}"
    )


def _list(book: Workbook, problems: Sequence[Located], language: Language) -> None:
    sheet = book.create_sheet(_free(SAY.gettext("Problems", language), book.sheetnames))
    heading(
        sheet,
        headings(language),
    )
    for row, problem in enumerate(problems, start=2):
        for at, text in enumerate(told(problem, language), start=1):
            put(sheet, row, at, text).alignment = WRAPPED
    fit(sheet, [9, 20, 14, 6, 20, 30, 60, 60])


def _free(title: str, taken: Sequence[str]) -> str:
    return title if title not in taken else f"{title} (story)"


def headings(language: Language) -> list[str]:
    """Return what stands over the cells of `told`."""
    return [
        SAY.gettext("Kind", language),
        SAY.gettext("File", language),
        SAY.gettext("Sheet", language),
        SAY.gettext("Row", language),
        SAY.gettext("Column", language),
        SAY.gettext("Value", language),
        SAY.gettext("What is wrong", language),
        SAY.gettext("How to mend it", language),
    ]


def told(located: Located, language: Language) -> list[str]:
    """Return a problem in cells: kind, file, sheet, row, column, value, message, fix."""
    problem, place = located.problem, located.place
    severity = (
        SAY.gettext("Error", language)
        if problem.severity == "error"
        else SAY.gettext("Warning", language)
    )
    row = place.row if place else problem.row
    letter = f"{place.letter} " if place and place.letter else ""
    return [
        severity,
        place.file if place else problem.file,
        place.sheet if place else "",
        str(row or ""),
        f"{letter}{problem.column}".strip(),
        problem.value if problem.value != problem.column else "",
        problem.message.within(language),
        problem.fix.within(language),
    ]
