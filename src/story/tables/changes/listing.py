"""Every cell that differs, as CSV: a difference that can be kept, sorted and counted."""

import csv
import io
from collections.abc import Iterator

from story.tables.changes.compare import Changes, Key, TableChanges
from story.tables.formulas import inert

FIELDS = ("table", "row_id", "change", "column", "before", "after")
Line = tuple[str, str, str, str, str, str]


def changes_csv(changes: Changes) -> str:
    """Return the cells that differ as CSV, a row a cell; of added and removed rows those filled.

    Cells are as the tables have them, but that no spreadsheet takes any for a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for table in changes.tables:
        writer.writerows([inert(cell) for cell in line] for line in _lines(table))
    return text.getvalue()


def _lines(changes: TableChanges) -> Iterator[Line]:
    table = changes.kind.table
    for key, cells in changes.removed.items():
        yield from (
            (table, _id(key), "removed", name, cell, "") for name, cell in cells.items() if cell
        )
    for key, cells in changes.added.items():
        yield from (
            (table, _id(key), "added", name, "", cell) for name, cell in cells.items() if cell
        )
    for row in changes.changed:
        for name in row.columns:
            before, after = row.before.get(name, ""), row.after.get(name, "")
            yield (table, _id(row.key), "changed", name, before, after)


def _id(key: Key) -> str:
    return "/".join(key)
