"""Put rows that arrived among those that stand, matched by their ids."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeAlias

from story.publishing.folder import Files
from story.publishing.intake import Arrival, Located, Place
from story.tables.changes import Key, Sheet, Sheets
from story.tables.model import TABLES, Record, columns
from story.tables.problem import Spot, error, meant
from story.tables.rows import heading_of, write_cells
from story.text import Phrases

SAY = Phrases("refresh")
TABLE_FILES = frozenset(f"{kind.table}.csv" for kind in TABLES)


@dataclass(frozen=True)
class Came:
    """Where a row came from."""

    arrival: Arrival
    number: int

    def place(self, column: str = "") -> Place:
        """Return the place of one of its cells, or of the whole row."""
        return self.arrival.place(self.number, column)


@dataclass(frozen=True)
class Merged:
    """Tables with the rows that arrived.

    `came`: by table and row, as the merged file numbers it, where the row came from.
    """

    files: Files
    came: Mapping[tuple[str, int], Came]
    problems: tuple[Located, ...]


@dataclass
class _Table:
    """One table while rows are put into it."""

    rows: dict[Key, Mapping[str, str]]
    came: dict[Key, Came] = field(default_factory=dict)
    last: Key | None = None
    following: dict[Key | None, list[Key]] = field(default_factory=dict)


Left: TypeAlias = AbstractSet[tuple[type[Record], Key, str]]


def merge(
    files: Files,
    now: Sheets,
    arrivals: Iterable[Arrival],
    withdrawn: frozenset[str],
    left: Left = frozenset(),
) -> Merged:
    """Return the files with the rows that arrived.

    `withdrawn`: the tables of which rows that did not arrive are taken out; in all others they
    stay. `left`: cells by table, key and column, and whole rows (column blank), that stay as they
    are whatever arrived. A new row stands behind the row it follows in its file.
    """
    tables: dict[type[Record], _Table] = {}
    problems: list[Located] = []
    for arrival in arrivals:
        table = tables.setdefault(arrival.kind, _Table(dict(now.get(arrival.kind, {}))))
        problems += _put(table, arrival, left)
    contents = dict(files.contents)
    came: dict[tuple[str, int], Came] = {}
    for kind, table in tables.items():
        staying = {key for other, key, column in left if other is kind and not column}
        sheet = _in_order(table, staying, leave_out=kind.table in withdrawn)
        for row, key in enumerate(sheet, start=2):
            if key in table.came:
                came[kind.table, row] = table.came[key]
        if list(sheet.items()) != list(now.get(kind, {}).items()):
            contents[f"{kind.table}.csv"] = write_cells(kind, sheet.values()).encode()
    names = TABLE_FILES & files.contents.keys()
    headings = {name: heading_of(files.contents[name]) for name in names}
    merged = Files(files.folder, contents, files.closed, published=headings)
    return Merged(merged, came, tuple(problems))


def _put(table: _Table, arrival: Arrival, left: Left) -> Iterable[Located]:
    kind, fields = arrival.kind, list(arrival.kind.model_fields)
    table.last = None
    seen: dict[Key, Came] = {}
    for row in arrival.rows:
        came = Came(arrival, row.number)
        if row.key in seen:
            yield _twice(seen[row.key], came, row.key)
            continue
        if any(row.key):
            seen[row.key] = came
        key = row.key if any(row.key) else (*row.key, f"#{arrival.file} {row.number}")
        before = table.rows.get(key)
        if before is None and (kind, key, "") in left:
            continue
        if before is None and (absent := _absent(arrival)):
            yield _unknown(table, came, row.key, absent)
            continue
        if before is None:
            table.following.setdefault(table.last, []).append(key)
        stands = before or {}
        table.rows[key] = {
            name: stands.get(name, "")
            if name not in row.cells or (kind, key, name) in left
            else row.cells[name]
            for name in fields
        }
        table.came.setdefault(key, came)
        table.last = key


def _twice(first: Came, again: Came, key: Key) -> Located:
    names = ", ".join(again.arrival.kind.key)
    column = again.arrival.kind.key[0]
    problem = error(
        "duplicate-id",
        Spot(again.arrival.kind.table, again.number, column, "/".join(key)),
        SAY.both(
            "Row {row} of {file} has the same {key}.",
            row=first.number, file=first.arrival.file, key=names,
        ),
        SAY.both("Delete one of the rows, or give this one an id of its own."),
    )  # fmt: skip
    return Located(problem, again.place(column))


def _absent(arrival: Arrival) -> list[str]:
    """Return the columns that a new row needs and the file does not have."""
    return [
        column.name
        for column in columns(arrival.kind)
        if not column.blank and column.name not in arrival.letters
    ]


def _unknown(table: _Table, came: Came, key: Key, absent: list[str]) -> Located:
    kind = came.arrival.kind
    known = ["/".join(row) for row in table.rows if row not in table.came]
    problem = error(
        "unknown-row",
        Spot(kind.table, came.number, kind.key[0], "/".join(key)),
        SAY.both(
            "{file}.csv has no row with this {key}, and a new row needs columns that are not in "
            "the file: {names}.",
            file=kind.table, key=", ".join(kind.key), names=", ".join(absent),
        ),
        meant("/".join(key), known, SAY.both("Correct the id, or add the columns.")),
    )  # fmt: skip
    return Located(problem, came.place(kind.key[0]))


def _in_order(table: _Table, staying: AbstractSet[Key], *, leave_out: bool) -> Sheet:
    """Return the rows in their old order, each new row behind the one it follows in its file.

    `leave_out`: rows that did not arrive, unless they are `staying`.
    """
    new = {key for keys in table.following.values() for key in keys}
    ordered: dict[Key, Mapping[str, str]] = {}

    def stand(key: Key) -> None:
        pending = [key]
        while pending:
            item = pending.pop()
            ordered[item] = table.rows[item]
            pending.extend(reversed(table.following.get(item, [])))

    for key in table.rows:
        if key not in new:
            stand(key)
    for key in table.following.get(None, []):
        stand(key)
    if leave_out:
        kept = table.came.keys() | staying
        return {key: cells for key, cells in ordered.items() if key in kept}
    return ordered
