"""What differs between two states of the tables, row by row and cell by cell, and in words."""

from story.tables.changes.compare import (
    Cells,
    Changes,
    Key,
    RowChange,
    Sheet,
    Sheets,
    TableChanges,
    apply,
    compare,
    sheet_of,
    sheets_of,
)
from story.tables.changes.labels import Labels
from story.tables.changes.listing import changes_csv
from story.tables.changes.marking import Mark, marked_words
from story.tables.changes.words import sentences, worded

__all__ = [
    "Cells", "Changes", "Key", "Labels", "Mark", "RowChange", "Sheet", "Sheets", "TableChanges",
    "apply", "changes_csv", "compare", "marked_words", "sentences", "sheet_of", "sheets_of",
    "worded",
]  # fmt: skip
