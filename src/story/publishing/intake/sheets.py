"""A sheet's rows as they are meant: merged, struck out, and headings and notes among them."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from story.publishing.intake.cells import Reader
from story.publishing.intake.grid import Grid, Merged, Raw
from story.publishing.intake.recognising import Recognised, column_named, names_columns
from story.tables.model.column import ISO_DATE, KEBAB

BLANK = Raw("")
FORMED: Mapping[str, str] = {
    "id": KEBAB,
    "date": ISO_DATE,
    "count": r"[0-9]+",
    "number": r"-?[0-9]+(\.[0-9]+)?",
    "address": r"https?://\S+",
    "language": r"[a-z]{2,3}",
}


@dataclass(frozen=True)
class Body:
    """The rows of a table within a sheet.

    `rows`: with their numbers. `notes`: rows that are no rows of the table, with what stands
    there. `again`: the rows in which the heading stands once more. `second`: the row of a second
    heading, 0 where there is none. `following`: another table that begins below, as a sheet of its
    own; None where there is none.
    """

    rows: tuple[tuple[int, Sequence[Raw]], ...]
    notes: tuple[tuple[int, str], ...]
    again: tuple[int, ...]
    second: int
    following: Grid | None


def body_of(grid: Grid, found: Recognised, readers: Mapping[int, Reader]) -> Body:
    """Return the rows of a table: headings and notes among them are told apart."""
    heading = [cell.text for number, cells in grid.rows if number == found.row for cell in cells]
    rows: list[tuple[int, Sequence[Raw]]] = []
    notes: list[tuple[int, str]] = []
    again: list[int] = []
    second = 0
    below = [row for row in grid.rows if row[0] > found.row and written(row[1])]
    for at, (number, cells) in enumerate(below):
        if names_columns(cells):
            if [cell.text for cell in cells if cell.text] == [text for text in heading if text]:
                again.append(number)
                continue
            following = replace(grid, rows=below[at:], notes=(), broken=0)
            return Body(tuple(rows), tuple(notes), tuple(again), second, following)
        if not rows and not second and _is_second_heading(cells, readers):
            second = number
        elif note := _note(cells, found, readers):
            notes.append((number, note))
        else:
            rows.append((number, cells))
    return Body(tuple(rows), tuple(notes), tuple(again), second, None)


def written(cells: Sequence[Raw]) -> bool:
    """Whether anything stands in a row."""
    return any(cell.how or (cell.text and not cell.text.isspace()) for cell in cells)


def _is_second_heading(cells: Sequence[Raw], readers: Mapping[int, Reader]) -> bool:
    """Whether a row below the heading holds words where each column holds something else."""
    formed = [
        (reader, cells[at])
        for at, reader in readers.items()
        if at < len(cells)
        and cells[at].text.strip()
        and (reader.form in FORMED or reader.form == "choice")
    ]
    if any(_fits(reader, raw) for reader, raw in formed):
        return False
    in_words = [reader for at, reader in readers.items() if at < len(cells)
                and column_named(reader.kind, cells[at].text) == reader.column.name]  # fmt: skip
    return len(formed) >= 2 or len(in_words) >= 2


def _fits(reader: Reader, raw: Raw) -> bool:
    if raw.how:
        return True
    read = reader.read(raw)
    if read.refusal:
        return True
    if reader.form == "choice":
        return read.text in reader.column.choices
    items = read.text.split(";") if reader.column.cell.many else [read.text]
    return all(re.fullmatch(FORMED[reader.form], item) for item in items)


def _note(cells: Sequence[Raw], found: Recognised, readers: Mapping[int, Reader]) -> str:
    """Return the text of a row that holds one cell, which is no id; blank for any other row."""
    filled = [(at, cell) for at, cell in enumerate(cells) if cell.how or cell.text.strip()]
    if len(filled) != 1:
        return ""
    at, cell = filled[0]
    keys = [place for place, name in found.columns.items() if name in found.kind.key]
    if at not in keys or cell.how or len(found.columns) < 2:
        return ""
    return "" if _fits(readers[at], cell) or not re.search(r"\W", cell.text.strip()) else cell.text


def spread(
    grid: Grid, found: Recognised, rows: Sequence[tuple[int, Sequence[Raw]]]
) -> tuple[dict[tuple[int, int], Raw], list[Merged]]:
    """Return what merged cells show, by the row and place of the cells they cover.

    The second value has the ranges that reach across columns of the table, which say nothing.
    """
    if not grid.looks.merged:
        return {}, []
    by_row = dict(rows)
    numbers = [number for number, _ in rows]
    covered: dict[tuple[int, int], Raw] = {}
    across: list[Merged] = []
    for merged in grid.looks.merged:
        if merged.bottom <= found.row or merged.top not in by_row:
            continue
        places = [at for at in range(merged.left - 1, merged.right) if at in found.columns]
        cells = by_row[merged.top]
        value = cells[merged.left - 1] if merged.left <= len(cells) else BLANK
        if len(places) > 1:
            across.append(merged)
        elif places and written([value]):
            below = slice(bisect_right(numbers, merged.top), bisect_right(numbers, merged.bottom))
            covered |= {(number, places[0]): value for number in numbers[below]}
    return covered, across


def struck(cells: Sequence[Raw]) -> bool:
    """Whether all of a row is struck out."""
    filled = [cell for cell in cells if cell.text.strip()]
    return bool(filled) and all(item.unstruck is not None and not item.unstruck for item in filled)


def unstruck(cells: Sequence[Raw]) -> list[Raw]:
    """Return a row as if nothing of it were struck out."""
    return [cell._replace(unstruck=None) for cell in cells]
