"""What the tables were in each edition of the log: whose work a file would take back."""

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from story.publishing.archive import Archive, Entry
from story.publishing.intake import Arrival
from story.tables.changes import Cells, Key, Sheet, Sheets, sheet_of
from story.tables.model import Record
from story.tables.rows import Line, Table
from story.tables.shapes import in_present_shape, present_names

Version: TypeAlias = tuple[Entry, Sheet]


class Past:
    """The log of a folder, table by table; `now`: the rows that readers are given."""

    def __init__(self, archive: Archive, now: Sheets) -> None:
        self._archive = archive
        self._now = now
        self._versions: dict[type[Record], tuple[Version, ...]] = {}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The log, oldest first."""
        return self._archive.entries()

    def entry(self, edition: str) -> Entry | None:
        """Return the last entry of the log with this edition."""
        return next((entry for entry in self.entries[::-1] if entry.edition == edition), None)

    def since(self, number: int) -> tuple[Entry, ...]:
        """Return the entries after the one with this number, oldest first."""
        return tuple(entry for entry in self.entries if entry.number > number)

    def sheet(self, kind: type[Record], number: int) -> Sheet:
        """Return the rows of a table in the entry with this number."""
        found: Sheet = {}
        for entry, sheet in self.versions(kind):
            if entry.number <= number:
                found = sheet
        return found

    def versions(self, kind: type[Record]) -> tuple[Version, ...]:
        """Return the rows of a table each time its file was another, oldest first."""
        if kind not in self._versions:
            self._versions[kind] = tuple(self._read(kind))
        return self._versions[kind]

    def _read(self, kind: type[Record]) -> Iterator[Version]:
        before = None
        for entry in self.entries:
            name = entry.files.get(f"{kind.table}.csv")
            if name is None or name == before:
                continue
            try:
                text = self._archive.content(name).decode()
            except (OSError, ValueError):
                continue  # what is damaged can be compared with nothing
            before = name
            yield entry, rows_in(kind, text)

    def author(self, kind: type[Record], key: Key, column: str = "") -> Entry | None:
        """Return the entry since which a cell, or the row, is as it is now.

        None where the log does not know: nobody changed it, or it was edited by hand since.
        """
        now = _part(self._now.get(kind, {}), key, column)
        found: Entry | None = None
        for entry, sheet in self.versions(kind)[::-1]:
            if _part(sheet, key, column) != now:
                return found
            found = entry
        return None

    def was(self, kind: type[Record], key: Key, column: str) -> frozenset[str]:
        """Return every value that a cell had before the one it has now."""
        now = self._now.get(kind, {}).get(key, {}).get(column)
        had = {sheet[key].get(column, "") for _, sheet in self.versions(kind) if key in sheet}
        return frozenset(had - {now})

    def had(self, kind: type[Record], key: Key) -> bool:
        """Whether a table had a row with this key at any time."""
        return any(key in sheet for _, sheet in self.versions(kind))

    def nearest(self, arrival: Arrival, *, whole: bool) -> Sheet | None:
        """Return the state of a table from which a file differs least; None: the state now.

        A table that somebody changed a little is most like the edition it was begun from. `whole`:
        whether rows that are not in the file are meant to go, and so differ as well.
        """
        now = self._now.get(arrival.kind, {})
        given = {row.key: row.cells for row in arrival.rows}
        known = {key: _differing(cells, now.get(key)) for key, cells in given.items()}
        best: Sheet | None = None
        least = sum(known.values()) + (_absent(now, given) if whole else 0)
        for _, sheet in self.versions(arrival.kind)[::-1]:
            count = _absent(sheet, given) if whole else 0
            for key, cells in given.items():
                then = sheet.get(key)
                same = then is not None and then == now.get(key)
                count += known[key] if same else _differing(cells, then)
            if count < least:
                best, least = sheet, count
        return best


def rows_in(kind: type[Record], text: str) -> Sheet:
    """Return the rows of a published table in the shape it has now."""
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    heading = present_names(kind, found[0]) if found else []
    lines = (
        Line(number, in_present_shape(kind, dict(zip(heading, cells, strict=False))))
        for number, cells in enumerate(found[1:], start=2)
    )
    return sheet_of(Table(kind, tuple(lines)))


def _part(sheet: Sheet, key: Key, column: str) -> str | Mapping[str, str] | None:
    cells = sheet.get(key)
    if cells is None or not column:
        return None if cells is None else dict(cells)
    return cells.get(column, "")


def _differing(given: Cells, then: Cells | None) -> int:
    """Count the cells of a row that differ; a row that is not there differs in all."""
    if then is None:
        return len(given)
    return sum(then.get(name, "") != value for name, value in given.items())


def _absent(sheet: Sheet, given: Mapping[Key, Cells]) -> int:
    """Count the cells of the rows that are not among those given."""
    return sum(len(cells) for key, cells in sheet.items() if key not in given)
