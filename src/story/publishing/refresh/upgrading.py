"""What this version of the program changes in tables that an earlier one published."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from story.publishing.folder import Files, examine_files
from story.publishing.intake import Intake, Located
from story.publishing.refresh.base import Base, stands
from story.publishing.refresh.plan import Plan
from story.tables.model import TABLES, Record, former
from story.tables.problem import Problem
from story.tables.rows import split_text, write_cells
from story.tables.shapes import absent, in_present_shape, present_names, removed
from story.telling.proof import proofread
from story.text import Phrases, Text

SAY = Phrases("refresh")


def upgrade(folder: Path) -> Plan:
    """Return what would happen if the tables were brought to today's shape; nothing is written."""
    base = stands(folder)
    contents = {
        name: content
        for name, content in base.files.contents.items()
        if name.removesuffix(".csv") not in former.REMOVED_TABLES
    }
    for kind in TABLES:
        name = f"{kind.table}.csv"
        rows = [line.cells for line in base.found.tables.of(kind).lines]
        if name in contents:
            header, _ = _raw(contents[name])
            if header != list(kind.model_fields) or _translated(kind, contents[name]):
                contents[name] = write_cells(kind, rows).encode()
        elif kind.added:
            contents[name] = write_cells(kind, ()).encode()
    files = Files(folder, contents, base.files.closed)
    found = examine_files(files)
    told = proofread(found.dataset) if base.told and found.dataset else ()
    problems = tuple(Located(item, None) for item in (*_newer(base), *found.errors, *told))
    return Plan(base, Intake((), (), ()), found, files, problems)


def shape_changes(base: Base) -> tuple[Text, ...]:
    """Return how the shape of the tables differs from today's, in sentences."""
    return tuple(item for kind in TABLES for item in _of_table(kind, base.files)) + tuple(
        SAY.both(
            "{table}.csv is no longer kept; it stays in the editions that had it.", table=entry
        )
        for entry in sorted(former.REMOVED_TABLES)
        if f"{entry}.csv" in base.files.contents
    )


def _newer(base: Base) -> Iterator[Problem]:
    return (error for error in base.found.errors if error.rule == "newer-shape")


def _of_table(kind: type[Record], files: Files) -> Iterator[Text]:
    content = files.contents.get(f"{kind.table}.csv")
    if content is None:
        if kind.added:
            yield SAY.both("{table}.csv is new, and empty until rows are given.", table=kind.table)
        return
    raw, rows = _raw(content)
    header = present_names(kind, raw)
    for was, now in zip(raw, header, strict=True):
        if was != now:
            yield SAY.both(
                "{table}.csv: the column “{was}” is called “{now}” now.",
                table=kind.table, was=was, now=now,
            )  # fmt: skip
    yield from _new(kind, {name: item for name, item in absent(kind).items() if name not in header})
    yield from _gone(kind, header, rows)
    for (name, was, now), count in _translated(kind, content).items():
        yield SAY.both(
            "{table}.csv: in “{name}”, “{was}” is written “{now}” now ({count} cells).",
            table=kind.table, name=name, was=was, now=now, count=count,
        )  # fmt: skip


def _new(kind: type[Record], filled: Mapping[str, str]) -> Iterator[Text]:
    blank = [name for name, item in filled.items() if not item]
    if blank:
        yield SAY.both(
            "{table}.csv: new columns, blank in the rows that are there: {names}.",
            table=kind.table, names=", ".join(blank),
        )  # fmt: skip
    for name, value in filled.items():
        if value:
            yield SAY.both(
                "{table}.csv: the column “{name}” is new, and reads “{filled}” in the rows that "
                "are there.", table=kind.table, name=name, filled=value,
            )  # fmt: skip


def _gone(kind: type[Record], header: list[str], rows: list[list[str]]) -> Iterator[Text]:
    for at, name in enumerate(header):
        if name in removed(kind):
            count = sum(1 for row in rows if at < len(row) and row[at])
            yield SAY.both(
                "{table}.csv: the column “{name}” is no longer kept; {count} of its cells hold "
                "something, which stays in the editions that had it.",
                table=kind.table, name=name, count=count,
            )  # fmt: skip


def _raw(content: bytes) -> tuple[list[str], list[list[str]]]:
    found, _ = split_text(content.decode(errors="replace"))
    return (found[0], found[1:]) if found else ([], [])


def _translated(kind: type[Record], content: bytes) -> dict[tuple[str, str, str], int]:
    """Return how many cells hold a code that is written otherwise today."""
    raw, rows = _raw(content)
    header = present_names(kind, raw)
    found: dict[tuple[str, str, str], int] = {}
    for row in rows:
        cells = dict(zip(header, row, strict=False))
        now = in_present_shape(kind, cells)
        for name, value in cells.items():
            if name in now and now[name] != value:
                key = (name, value, now[name])
                found[key] = found.get(key, 0) + 1
    return found
