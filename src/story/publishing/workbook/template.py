"""A table as a workbook to fill in: its rows, drop-downs for permitted values, column meanings."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from story.publishing.intake import edition_heading
from story.publishing.workbook.writing import TEXT, WRAPPED, fit, heading, put, remark, saved
from story.tables.changes import Sheets
from story.tables.headings import heading as called
from story.tables.model import TABLES, Column, Record, columns
from story.tables.values import VALUES

ROOM = 500  # rows for new entries
MEANINGS, PERMITTED = "Meanings · 뜻", "Values · 값"
KINDS = {kind.table: kind for kind in TABLES}
MOST = 60  # characters of a column's width are judged by the first rows
JUDGED = 30


def template(kind: type[Record], now: Sheets, edition: str = "") -> bytes:
    """Return an XLSX workbook with a table's rows, ready to be changed and sent back.

    It remembers the edition it was made from, so that what others publish meanwhile is not lost.

    Every cell is text, so that a spreadsheet leaves dates and zeros alone. Sent back unchanged, it
    changes nothing.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = kind.table
    fields = columns(kind)
    rows = list(now.get(kind, {}).values())
    heading(sheet, [field.name for field in fields])
    for at, item in enumerate(fields, start=1):
        remark(sheet.cell(1, at), f"{item.meaning.en}\n\n{item.meaning.ko}")
    for row, cells in enumerate(rows, start=2):
        for at, entry in enumerate(fields, start=1):
            put(sheet, row, at, cells.get(entry.name, ""))
    for row in range(len(rows) + 2, len(rows) + 2 + ROOM):
        for at in range(1, len(fields) + 1):
            sheet.cell(row, at).number_format = TEXT
    fit(sheet, [_width(each, rows) for each in fields])
    _explain(book.create_sheet(MEANINGS), kind)
    _offer(book, sheet, fields, now, last=len(rows) + 1 + ROOM)
    return saved(book, edition)


def csv_template(kind: type[Record], now: Sheets, edition: str) -> bytes:
    """Return a table as CSV for a spreadsheet: the last, empty column names its edition."""
    names = [*kind.model_fields, edition_heading(edition)]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(names)
    for cells in now.get(kind, {}).values():
        writer.writerow([cells.get(name, "") for name in names])
    return written.getvalue().encode("utf-8-sig")


def _width(column: Column, rows: Iterable[Mapping[str, str]]) -> int:
    shown = [len(cells.get(column.name, "")) for cells in list(rows)[:JUDGED]]
    return max([len(column.name), *(min(row, MOST) for row in shown)])


def _explain(sheet: Any, kind: type[Record]) -> None:  # noqa: ANN401 - openpyxl's own
    """Write what each column means and what each code stands for, in both languages."""
    heading(sheet, ["Column · 열", "Name · 이름", "Meaning", "뜻", "Codes · 값"])
    for row, column in enumerate(columns(kind), start=2):
        words = VALUES.get(f"{kind.table}.{column.name}", {})
        codes = "\n".join(
            f"{code}: {words[code].en} / {words[code].ko}" if code in words else code
            for code in column.choices
        )
        name = called(column.name)
        said = (column.name, f"{name.en} / {name.ko}", column.meaning.en, column.meaning.ko, codes)
        for at, text in enumerate(said, start=1):
            put(sheet, row, at, text).alignment = WRAPPED
    fit(sheet, [24, 32, 60, 60, 48])


def _offer(
    book: Workbook,
    sheet: Any,  # noqa: ANN401 - openpyxl's own
    fields: tuple[Column, ...],
    now: Sheets,
    *,
    last: int,
) -> None:
    """Give columns with permitted values a drop-down; the values stand in a sheet of their own."""
    listed = book.create_sheet(PERMITTED)
    place = 0
    for at, field in enumerate(fields, start=1):
        values = _permitted(field, now)
        if not values or field.cell.many:
            continue
        place += 1
        heading(listed, [f"{field.name} ↓"]) if place == 1 else put(
            listed, 1, place, f"{field.name} ↓"
        )
        for row, value in enumerate(values, start=2):
            put(listed, row, place, value)
        letter = get_column_letter(place)
        choice = DataValidation(
            type="list",
            formula1=f"'{PERMITTED}'!${letter}$2:${letter}${len(values) + 1}",
            allow_blank=field.blank,
            showErrorMessage=True,
            errorTitle=field.name,
            error="Choose a value from the list. / 목록에서 고르세요.",
        )
        sheet.add_data_validation(choice)
        column = get_column_letter(at)
        choice.add(f"{column}2:{column}{last}")
    fit(listed, [40] * place)


def _permitted(column: Column, now: Sheets) -> list[str]:
    if column.choices:
        return list(column.choices)
    if not column.references:
        return []
    table, _, name = column.references.partition(".")
    cells = now.get(KINDS[table], {}).values()
    return list(dict.fromkeys(cell[name] for cell in cells if cell.get(name)))
