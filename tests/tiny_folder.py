"""Copies of `tests/tiny` with one thing changed, and what the checks say of them."""

import csv
import io
import shutil
from collections.abc import Iterable
from pathlib import Path

from story.publishing.folder import examine

TINY = Path(__file__).parent / "tiny"

Found = tuple[str, str, str, int, str]


def copied(folder: Path) -> Path:
    """Copy the tiny folder into `folder` and return the copy."""
    return Path(shutil.copytree(TINY, folder / "data"))


def change(folder: Path, table: str, record: str, **cells: str) -> None:
    """Write cells of the row whose first cells, joined by slashes, are `record`."""
    header, rows = _read(folder, table)
    row = next(row for row in rows if "/".join(row).startswith(f"{record}/"))
    for name, value in cells.items():
        row[header.index(name)] = value
    _write(folder, table, [header, *rows])


def add(folder: Path, table: str, like: str, **cells: str) -> None:
    """Add a row like an existing one, with other cells."""
    header, rows = _read(folder, table)
    row = list(next(row for row in rows if "/".join(row).startswith(f"{like}/")))
    for name, value in cells.items():
        row[header.index(name)] = value
    _write(folder, table, [header, *rows, row])


def remove(folder: Path, table: str, record: str) -> None:
    """Delete the row whose first cells, joined by slashes, are `record`."""
    header, rows = _read(folder, table)
    kept = [row for row in rows if not "/".join(row).startswith(f"{record}/")]
    assert len(kept) == len(rows) - 1
    _write(folder, table, [header, *kept])


def found(folder: Path) -> list[Found]:
    """Return every problem as (severity, rule, file, row, column)."""
    return [
        (one.severity, one.rule, one.file, one.row, one.column) for one in examine(folder).problems
    ]


def said(folder: Path) -> tuple[str, str]:
    """Return the message and the advice of the only problem, in English."""
    (only,) = examine(folder).problems
    return only.message.en, only.fix.en


def _read(folder: Path, table: str) -> tuple[list[str], list[list[str]]]:
    text = (folder / f"{table}.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return header, rows


def _write(folder: Path, table: str, rows: Iterable[Iterable[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    (folder / f"{table}.csv").write_bytes(text.getvalue().encode())
