"""Compare two states of the tables, as text: what a cell says need not be valid to be compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from story.tables.model import TABLES, Record
from story.tables.rows import Table, Tables

Key: TypeAlias = tuple[str, ...]
Cells: TypeAlias = Mapping[str, str]
Sheet: TypeAlias = Mapping[Key, Cells]
Sheets: TypeAlias = Mapping[type[Record], Sheet]


@dataclass(frozen=True)
class RowChange:
    """One row of which cells changed: all its cells, before and after."""

    key: Key
    before: Cells
    after: Cells

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose cells differ, in the order of the table."""
        names = dict.fromkeys((*self.after, *self.before))
        return tuple(name for name in names if self.before.get(name) != self.after.get(name))


@dataclass(frozen=True)
class TableChanges:
    """What changed in one table.

    `added` and `removed`: rows by key, in the table's order. `order`: the keys of the rows as they
    stand afterwards, empty where they stand as before.
    """

    kind: type[Record]
    added: Sheet
    removed: Sheet
    changed: tuple[RowChange, ...]
    order: tuple[Key, ...]


@dataclass(frozen=True)
class Changes:
    """What changed, table by table; tables without changes are left out."""

    tables: tuple[TableChanges, ...]

    def __bool__(self) -> bool:
        return bool(self.tables)

    def of(self, kind: type[Record]) -> TableChanges | None:
        """Return the changes of one table, None where it has none."""
        return next((table for table in self.tables if table.kind is kind), None)


def sheet_of(table: Table[Record]) -> Sheet:
    """Return a table's rows by their keys; a key that occurs again has its count behind it."""
    found: dict[Key, Cells] = {}
    for line in table.lines:
        key = tuple(line.cells.get(name, "") for name in table.kind.key)
        again = 1
        unique = key
        while unique in found:
            again += 1
            unique = (*key, f"#{again}")
        found[unique] = line.cells
    return found


def sheets_of(tables: Tables) -> Sheets:
    """Return the rows of every table."""
    return {kind: sheet_of(tables.of(kind)) for kind in TABLES}


def compare(before: Sheets, after: Sheets) -> Changes:
    """Return what has to be done to `before` to get `after`."""
    return Changes(tuple(_compared(before, after)))


def _compared(before: Sheets, after: Sheets) -> Iterator[TableChanges]:
    for kind in TABLES:
        old, new = before.get(kind, {}), after.get(kind, {})
        kept = [key for key in old if key in new]
        added = {key: cells for key, cells in new.items() if key not in old}
        found = TableChanges(
            kind,
            added=added,
            removed={key: cells for key, cells in old.items() if key not in new},
            changed=tuple(
                RowChange(key, old[key], new[key])
                for key in kept
                if dict(old[key]) != dict(new[key])
            ),
            order=() if [*kept, *added] == list(new) else tuple(new),
        )
        if found.added or found.removed or found.changed or found.order:
            yield found


def apply(changes: Changes, before: Sheets) -> Sheets:
    """Return `before` after the changes: `apply(compare(a, b), a) == b`."""
    after = dict(before)
    for table in changes.tables:
        changed = {row.key: row.after for row in table.changed}
        rows: dict[Key, Cells] = {
            key: changed.get(key, cells)
            for key, cells in before.get(table.kind, {}).items()
            if key not in table.removed
        }
        rows |= table.added
        after[table.kind] = {key: rows[key] for key in table.order} if table.order else rows
    return after
