"""Somebody's own file with what is wrong marked in it: a comment beside each bad cell."""

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string

from story.intake import Grid, Located
from story.text import Language, Phrases
from story.workbook.writing import WRAPPED, fit, heading, put, remark, saved

SAY = Phrases("desk")
ERROR = PatternFill("solid", start_color="F2D7B6")
WARNING = PatternFill("solid", start_color="E4EDF1")
JUDGED = 30  # rows by which the width of a column is judged
LONGEST_TITLE = 31  # what Excel allows


def marked_copy(
    grids: Iterable[Grid], problems: Sequence[Located], language: Language, edition: str = ""
) -> bytes:
    """Return a workbook with the sheets as they stood, their problems beside the cells.

    `edition`: that the files say they were begun from; the copy says it too.

    Everything in it is text: a formula somebody sent does nothing here. The last sheet lists all
    problems, also those that stand in no cell.
    """
    book = Workbook()
    book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(_title(grid, book.sheetnames))
        _copy(sheet, grid)
        for one in problems:
            if one.place and (one.place.file, one.place.sheet) == (grid.file, grid.sheet):
                _mark(sheet, one, language)
    _list(book, problems, language)
    return saved(book, edition)


def _title(grid: Grid, taken: Sequence[str]) -> str:
    stem = grid.sheet or grid.file.rpartition(".")[0] or grid.file
    plain = "".join("-" if one in r"[]:*?/\'" else one for one in stem) or "1"
    title = plain[:LONGEST_TITLE]
    again = 1
    while title.casefold() in (one.casefold() for one in taken):
        again += 1
        title = f"{plain[: LONGEST_TITLE - 4]} {again}"
    return title


def _copy(sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - openpyxl's own
    for row, cells in grid.rows:
        for at, one in enumerate(cells, start=1):
            if one.text:
                put(sheet, row, at, one.text)
    width = max((len(cells) for _, cells in grid.rows), default=0)
    shown = [cells for _, cells in grid.rows[:JUDGED]]
    fit(sheet, [max((len(row[at].text) for row in shown if at < len(row)), default=0)
                for at in range(width)])  # fmt: skip


def _mark(sheet: Any, one: Located, language: Language) -> None:  # noqa: ANN401
    if one.place is None:
        return
    column = column_index_from_string(one.place.letter) if one.place.letter else 1
    cell = sheet.cell(max(one.place.row, 1), column)
    cell.fill = ERROR if one.problem.severity == "error" else WARNING
    remark(cell, f"{one.problem.message.within(language)} {one.problem.fix.within(language)}")


def _list(book: Workbook, problems: Sequence[Located], language: Language) -> None:
    sheet = book.create_sheet(_free(SAY.gettext("Problems", language), book.sheetnames))
    heading(
        sheet,
        headings(language),
    )
    for row, one in enumerate(problems, start=2):
        for at, text in enumerate(told(one, language), start=1):
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


def told(one: Located, language: Language) -> list[str]:
    """Return a problem in cells: kind, file, sheet, row, column, value, message, fix."""
    problem, place = one.problem, one.place
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
