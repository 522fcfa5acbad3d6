"""Every table in one SQLite file: foreign keys, indexes, full-text search, columns explained.

A blank cell is NULL. A list is kept as it is written and, where it names rows of another table by
their key, as a table of its own as well: `camps_source_ids` has a row for each camp and source.
"""

import sqlite3

from story.tables import Dataset
from story.tables.model import TABLES, Column, Record, columns, identifying

TYPES = {"count": "INTEGER", "number": "REAL"}
# Spellings with and without their marks are found alike: Yodok, Yodŏk.
TOKENS = "unicode61 remove_diacritics 2"


def database(dataset: Dataset, about: dict[str, str]) -> bytes:
    """Return the file; `about` is what its table `edition` says: one row of names and values."""
    with sqlite3.connect(":memory:") as made:
        made.execute(f"CREATE TABLE edition ({', '.join(f'{_q(name)} TEXT' for name in about)})")
        _fill(made, "edition", [tuple(about.values())])
        for kind in TABLES:
            made.execute(_table(kind))
            rows = [tuple(_cell(row, item) for item in columns(kind)) for row in
                    dataset.all(kind)]  # fmt: skip
            _fill(made, kind.table, rows)
        for kind in TABLES:
            for column in columns(kind):
                if _keyed(column) and column.cell.many:
                    _links(made, kind, column, dataset)
                elif _keyed(column):
                    _index(made, kind.table, column.name)
            _searched(made, kind)
    made.execute("VACUUM")
    return made.serialize()


def _table(kind: type[Record]) -> str:
    """Return how a table is made, with what each column means as a comment in both languages."""
    lines = [f"-- One row is {kind.one_row.en}. / 한 행: {kind.one_row.ko}."]
    for column in columns(kind):
        said = f"{column.meaning.en} / {column.meaning.ko}".replace("\n", " ")
        needed = " NOT NULL" if column.name in identifying(kind) else ""
        lines.append(f"{_q(column.name)} {_type(column)}{needed}, -- {said}")
    lines += [f"{_foreign(item)}," for item in columns(kind) if _single(item)]
    lines.append(f"PRIMARY KEY ({', '.join(map(_q, kind.key))})")
    return f"CREATE TABLE {_q(kind.table)} (\n  " + "\n  ".join(lines) + "\n)"


def _type(column: Column) -> str:
    return "TEXT" if column.cell.many else TYPES.get(column.cell.form, "TEXT")


def _keyed(column: Column) -> bool:
    """Whether a column names rows of another table by their key; camps' numbers are none."""
    table, _, there = column.references.partition(".")
    return any(kind.table == table and kind.key == (there,) for kind in TABLES)


def _single(column: Column) -> bool:
    return _keyed(column) and not column.cell.many


def _foreign(column: Column, name: str = "") -> str:
    table, _, there = column.references.partition(".")
    return f"FOREIGN KEY ({_q(name or column.name)}) REFERENCES {_q(table)} ({_q(there)})"


def _links(made: sqlite3.Connection, kind: type[Record], column: Column, dataset: Dataset) -> None:
    """Write a list of ids as a table: a row for each row of the table and each id it names."""
    name, to = f"{kind.table}_{column.name}", column.name.removesuffix("s")
    key = ", ".join(map(_q, kind.key))
    lines = [
        *(f"{_q(item)} TEXT NOT NULL," for item in kind.key),
        f"{_q(to)} TEXT NOT NULL,",
        f"PRIMARY KEY ({key}, {_q(to)}),",
        f"FOREIGN KEY ({key}) REFERENCES {_q(kind.table)} ({key}),",
        _foreign(column, to),
    ]
    made.execute(f"CREATE TABLE {_q(name)} (\n  " + "\n  ".join(lines) + "\n)")
    _fill(made, name, [
        (*(getattr(row, part) for part in kind.key), there)
        for row in dataset.all(kind)
        for there in dict.fromkeys(getattr(row, column.name))
    ])  # fmt: skip
    _index(made, name, to)


def _index(made: sqlite3.Connection, table: str, column: str) -> None:
    made.execute(f"CREATE INDEX {_q(f'{table}_by_{column}')} ON {_q(table)} ({_q(column)})")


def _searched(made: sqlite3.Connection, kind: type[Record]) -> None:
    """Index a table's words, under the name by which Datasette and sqlite-utils find the index."""
    words = [item.name for item in columns(kind) if item.cell.form == "text"]
    if words:
        name = _q(f"{kind.table}_fts")
        made.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(map(_q, words))}, "
            f"content={_q(kind.table)}, tokenize='{TOKENS}')"
        )
        made.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608 - our names


def _fill(made: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        made.executemany(f"INSERT INTO {_q(table)} VALUES ({places})", rows)  # noqa: S608 - ours


def _cell(row: Record, column: Column) -> object:
    value = getattr(row, column.name)
    if isinstance(value, tuple):
        value = ";".join(value)
    return None if value == "" else value


def _q(name: str) -> str:
    return f'"{name}"'
