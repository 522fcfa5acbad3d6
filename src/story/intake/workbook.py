"""XLSX workbooks to grids: looked at as an archive first, and never obeyed.

Nothing in a workbook is run or followed: a file with macros or links to other workbooks is
refused, a formula is a problem of its cell, and an archive that would grow out of proportion is
not unpacked.
"""

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook

from story.intake.arrival import Limits
from story.intake.grid import Grid, Raw
from story.text import Phrases, Text

SAY = Phrases("intake")
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
PARTS = 2000  # files in the archive
EXPANDED = 300_000_000  # bytes, all parts unpacked
FOLD = 150  # how often larger than packed a part may be
SMALL = 5_000_000  # bytes below which a part may be packed as well as it likes
UNESCAPED = {"_x000D_": "\r", "_x000A_": "\n", "_x0009_": "\t"}

Refusal = tuple[str, Text, Text]


class Refused(Exception):  # noqa: N818 - it says what happened to the file
    """The workbook is not read; `why` has a rule, a message and a fix."""

    def __init__(self, rule: str, message: Text, fix: Text) -> None:
        super().__init__(rule)
        self.why: Refusal = (rule, message, fix)


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook of any kind, by its first bytes."""
    return content.startswith((ZIP, OLE))


def read_workbook(name: str, content: bytes, limits: Limits) -> list[Grid]:
    """Return the sheets of a workbook; raises Refused."""
    _look_at(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_entities(archive)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return [_grid(name, sheet, limits) for sheet in book.worksheets]
    except Refused:
        raise
    except Exception as damaged:
        # What openpyxl raises on a damaged workbook is whatever its parts happen to break.
        raise _damaged() from damaged


def _damaged() -> Refused:
    return Refused(
        "damaged-workbook",
        SAY.both("The workbook is damaged, or is none."),
        SAY.both("Open it in Excel or LibreOffice and save it again as .xlsx, or as “CSV UTF-8”."),
    )


def _look_at(content: bytes) -> None:
    """Refuse what must not be unpacked; raises Refused."""
    if content.startswith(OLE):
        raise Refused(
            "old-workbook",
            SAY.both("The workbook is protected by a password, or of the old .xls kind."),
            SAY.both("Take the password off, and save it as .xlsx."),
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as broken:
        raise _damaged() from broken
    parts = archive.infolist()
    if (
        len(parts) > PARTS
        or sum(one.file_size for one in parts) > EXPANDED
        or any(map(_bomb, parts))
    ):
        raise Refused(
            "zip-bomb",
            SAY.both("The workbook would grow out of all proportion when unpacked."),
            SAY.both("Copy the rows into a new workbook, or save the sheet as “CSV UTF-8”."),
        )
    names = [one.filename.casefold() for one in parts]
    if any("externallinks/" in one for one in names):
        raise Refused(
            "external-links",
            SAY.both("The workbook is linked to other workbooks."),
            SAY.both("In Excel: Data › Edit Links › Break Link. Or save the sheet as “CSV UTF-8”."),
        )
    if any(one.endswith("vbaproject.bin") for one in names):
        raise Refused(
            "macros",
            SAY.both("The workbook holds macros."),
            SAY.both("Save it as .xlsx, which leaves them out."),
        )


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    """Raise where a part declares a document type, by which XML grows without end."""
    for one in archive.infolist():
        if one.filename.endswith((".xml", ".rels")):
            with archive.open(one) as part:
                next(iter(iterparse(part, events=("start",), forbid_dtd=True)), None)


def _bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > FOLD * max(part.compress_size, 1)


def _grid(name: str, sheet: Any, limits: Limits) -> Grid:  # noqa: ANN401 - two kinds of sheets
    sheet.reset_dimensions()  # what the file says of its size need not be so
    rows: list[tuple[int, Sequence[Raw]]] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if len(cells) > limits.columns:
            raise Refused(
                "too-wide",
                SAY.both("Row {row} has {width} columns.", row=number, width=len(cells)),
                SAY.both("Delete the columns to the right of the table."),
            )
        raw = [_raw(one) for one in cells]
        if any(one.text.strip() for one in raw):
            rows.append((number, raw))
        if len(rows) > limits.rows + 1:
            break
    return Grid(name, str(sheet.title), rows)


def _raw(cell: Any) -> Raw:  # noqa: ANN401 - three kinds of cells
    value = cell.value
    if value is None:
        return Raw("")
    if cell.data_type in ("f", "e"):
        return Raw(
            str(getattr(value, "text", value)), "formula" if cell.data_type == "f" else "error"
        )
    if isinstance(value, datetime.datetime | datetime.date):
        return _dated(value, str(cell.number_format))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return Raw(str(int(value)))
    text = str(value)
    for escaped, meant in UNESCAPED.items():
        text = text.replace(escaped, meant)
    return Raw(text)


def _dated(value: datetime.date, pattern: str) -> Raw:
    """Write a cell that Excel keeps as a date as precisely as its format shows it."""
    shown = "".join(_outside_brackets(pattern)).casefold()
    day = value.date() if isinstance(value, datetime.datetime) else value
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return Raw(value.isoformat(" "))
    if "d" not in shown and day.day == 1:
        precise = f"{day:%Y-%m}" if "m" in shown else f"{day:%Y}"
        return Raw(precise, "typed-date")
    return Raw(day.isoformat(), "typed-date")


def _outside_brackets(pattern: str) -> Iterator[str]:
    """Yield the characters of a number format that stand for parts of a date."""
    inside = ""
    for one in pattern:
        if inside:
            inside = "" if one == inside else inside
        elif one in '["':
            inside = "]" if one == "[" else '"'
        else:
            yield one
