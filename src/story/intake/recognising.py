"""Which table a sheet is, and which of its columns stands where: by the names of the columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from story.complaints import unknown_columns
from story.intake.arrival import Place
from story.intake.edition import HEADING
from story.intake.grid import TOP, Grid, Raw, named
from story.model import TABLES, Record, identifying
from story.problem import Problem, Spot, error
from story.text import Phrases, Text

SAY = Phrases("intake")


@dataclass(frozen=True)
class Recognised:
    """A sheet that is a table.

    `row`: the heading's. `columns`: by their places from 0. `width`: how many cells the heading
    has. `problems`: each with the letter of its column.
    """

    kind: type[Record]
    row: int
    columns: Mapping[int, str]
    width: int
    notes: tuple[Text, ...]
    problems: tuple[tuple[Problem, str], ...]

    @property
    def letters(self) -> dict[str, str]:
        """Where each column stands, as the spreadsheet letters it."""
        return {name: get_column_letter(at + 1) for at, name in self.columns.items()}


def recognise(grid: Grid) -> Recognised | None:
    """Return which table a sheet is; None where its first rows name no table's columns."""
    best = max(_headings(grid), default=None, key=lambda one: one[0])
    if best is None:
        return None
    (found, _), row, cells = best
    names = {named(one.text) for one in cells} - {""}
    # A row of a list of columns names one among other words; a heading names little else.
    if not found or found * 2 < len(names):
        return None
    kind = _kind(names, f"{grid.file} {grid.sheet}")
    return _of_kind(kind, grid, row, cells) if kind else None


def _headings(grid: Grid) -> list[tuple[tuple[int, int], int, Sequence[Raw]]]:
    """Return the first rows with how many columns each names; the first of equals counts most."""
    fields = [set(kind.model_fields) for kind in TABLES]
    found = []
    for number, cells in grid.rows[:TOP]:
        names = {named(one.text) for one in cells}
        found.append(((max(len(names & one) for one in fields), -number), number, cells))
    return found


def _kind(names: set[str], called: str) -> type[Record] | None:
    """Return the table whose columns these are; of several, the one the file is called after."""
    fitting = [kind for kind in TABLES if names & set(kind.model_fields)]
    keyed = [kind for kind in fitting if set(identifying(kind)) <= names]
    candidates = keyed or fitting
    score = {kind: len(names & set(kind.model_fields)) for kind in candidates}
    best = [kind for kind in candidates if score[kind] == max(score.values())]
    words = re.sub(r"[^a-z]+", "_", called.casefold())
    called_so = [kind for kind in best if kind.table in words]
    best = sorted(called_so, key=lambda kind: -len(kind.table))[:1] or best
    return best[0] if len(best) == 1 else None


def _of_kind(kind: type[Record], grid: Grid, row: int, cells: Sequence[Raw]) -> Recognised:
    header = [named(one.text) for one in cells]
    filled = _filled(grid, row)
    columns = {at: name for at, name in enumerate(header) if name in kind.model_fields}
    given = [
        name
        for at, name in enumerate(header)
        if (name or at in filled) and not (HEADING.fullmatch(name) and at not in filled)
    ]
    problems = [
        (one, _letter(header, one.column))
        for one in unknown_columns(kind, given)
        if one.rule != "missing-column" or one.column in identifying(kind)
    ]
    return Recognised(
        kind, row, columns, len(header), tuple(_notes(kind, grid, row, cells)), tuple(problems)
    )


def _filled(grid: Grid, row: int) -> set[int]:
    """Return the places of the columns in which something stands below the heading."""
    return {
        at
        for number, cells in grid.rows
        if number > row
        for at, one in enumerate(cells)
        if one.text and not one.text.isspace()
    }


def _letter(header: Sequence[str], column: str) -> str:
    return get_column_letter(header.index(column) + 1) if column in header else ""


def _notes(kind: type[Record], grid: Grid, row: int, cells: Sequence[Raw]) -> list[Text]:
    header = [named(one.text) for one in cells]
    known = [name for name in header if name in kind.model_fields]
    fields = list(kind.model_fields)
    found = []
    if row > grid.rows[0][0]:
        found.append(
            SAY.both("The columns' names stand in row {row}; what is above was left out.", row=row)
        )
    if any(one.text != name for one, name in zip(cells, header, strict=True) if name in fields):
        found.append(SAY.both("The columns' names were read without capitals and stray spaces."))
    if known != [name for name in fields if name in known]:
        found.append(SAY.both("The columns stand in another order and were read by their names."))
    absent = [name for name in fields if name not in known]
    if absent and set(identifying(kind)) <= set(known):
        names = ", ".join(absent)
        found.append(
            SAY.both("Columns that are not in the file stay as they are: {names}.", names=names)
        )
    return found


def unrecognised(grid: Grid) -> tuple[Problem, Place]:
    """Return the problem of a file of which no sheet is a table."""
    said = error(
        "unknown-table",
        Spot(grid.file),
        SAY.both("This is none of the tables: its first rows do not name a table's columns."),
        SAY.both(
            "Begin with the template of the table, or call the file after the table, such as "
            "estimates.csv, and put the columns' names into the first row."
        ),
    )
    return said, Place(grid.file, grid.sheet)
