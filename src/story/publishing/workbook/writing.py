"""What both workbooks share: text that stays text, and how it looks."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from story.publishing.intake import PROPERTY

BOLD = Font(bold=True)
SHADE = PatternFill("solid", start_color="F3F0E8")
WRAPPED = Alignment(wrap_text=True, vertical="top")
TEXT = "@"  # Excel's format for text: it then leaves dates and zeros alone
WIDEST, NARROWEST = 60, 12
COMMENT_WIDTH, LINE, COLUMNS = 360, 18, 50  # pixels, pixels, characters to a line


def put(sheet: Any, row: int, column: int, text: str) -> Any:  # noqa: ANN401 - openpyxl's own
    """Write text that no spreadsheet takes for a formula, a number or a date; returns the cell."""
    cell = sheet.cell(row, column)
    # Open XML writes what XML cannot hold by its number, and spreadsheets read it so.
    cell.value = ILLEGAL_CHARACTERS_RE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    cell.data_type = "s"
    cell.number_format = TEXT
    return cell


def remark(cell: Any, text: str) -> None:  # noqa: ANN401 - openpyxl's own
    """Put a comment beside a cell, behind what is said there already."""
    said = f"{cell.comment.text}\n\n{text}" if cell.comment else text
    lines = sum(1 + len(part) // COLUMNS for part in said.split("\n"))
    cell.comment = Comment(said, "story", height=LINE * (lines + 1), width=COMMENT_WIDTH)


def heading(sheet: Any, names: Sequence[str], row: int = 1) -> None:  # noqa: ANN401
    """Write a heading that stays in view."""
    for at, name in enumerate(names, start=1):
        cell = put(sheet, row, at, name)
        cell.font = BOLD
        cell.fill = SHADE
    sheet.freeze_panes = sheet.cell(row + 1, 1)


def fit(sheet: Any, widths: Sequence[int]) -> None:  # noqa: ANN401
    """Set the widths of columns, in characters, within reason."""
    for at, width in enumerate(widths, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = min(max(width + 2, NARROWEST), WIDEST)


def saved(book: Workbook, edition: str = "") -> bytes:
    """Return the workbook's bytes; it remembers the edition it was begun from."""
    if edition:
        book.custom_doc_props.append(StringProperty(name=PROPERTY, value=edition))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
