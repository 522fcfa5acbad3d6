"""Which table a sheet is, and which of its columns stands where: by the names of the columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from story.publishing.intake.arrival import Place
from story.publishing.intake.edition import HEADING
from story.publishing.intake.grid import NAMES, TOP, Grid, Raw, column_letter, named
from story.tables.complaints import unknown_columns
from story.tables.headings import heading
from story.tables.model import TABLES, Record, columns, identifying
from story.tables.problem import Problem, Spot, error
from story.text import Phrases, Text

SAY = Phrases("intake")
SHEETS = 10  # of which it is said why they are no table


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
        return {name: column_letter(at + 1) for at, name in self.columns.items()}


def recognise(grid: Grid) -> Recognised | None:
    """Return which table a sheet is; None where its first rows name no table's columns."""
    best = max(_headings(grid), default=None, key=lambda found: found[0])
    if best is None:
        return None
    (found, _), row, cells = best
    names = {named(cell.text) for cell in cells} - {""}
    # A row of a list of columns names one among other words; a heading names little else.
    if not found or found * 2 < len(names) or (found == 1 and not names & NAMES):
        return None
    kind = _kind(cells, f"{grid.file} {grid.sheet}")
    return _of_kind(kind, grid, row, cells) if kind else None


def names_columns(cells: Sequence[Raw]) -> bool:
    """Whether a row is a heading: it names several columns of one table, and little else."""
    written = {named(cell.text) for cell in cells} - {""}
    most = max(len(written & set(kind.model_fields)) for kind in TABLES)
    return most >= 2 and most * 2 >= len(written)


@cache
def _called() -> Mapping[str, frozenset[str]]:
    """Return the columns by what they are called in words, in either language."""
    found: dict[str, set[str]] = {}
    for kind in TABLES:
        for name in kind.model_fields:
            words = heading(name)
            for said in (words.en, words.ko):
                found.setdefault(_word(said), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _word(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def column_named(kind: type[Record], text: str) -> str:
    """Return the column a heading names, by its name or in words; the heading where it is none."""
    name = named(text)
    if name in kind.model_fields or not text.strip():
        return name
    meant = _called().get(_word(text), frozenset()) & set(kind.model_fields)
    return next(iter(meant)) if len(meant) == 1 else name


def _named_by(kind: type[Record], cells: Iterable[Raw]) -> set[str]:
    return {column_named(kind, cell.text) for cell in cells} & set(kind.model_fields)


def _headings(grid: Grid) -> list[tuple[tuple[int, int], int, Sequence[Raw]]]:
    """Return the first rows with how many columns each names; the first of equals counts most."""
    found = []
    for number, cells in grid.rows[:TOP]:
        most = max(len(_named_by(kind, cells)) for kind in TABLES)
        found.append(((most, -number), number, cells))
    return found


def _kind(cells: Sequence[Raw], called: str) -> type[Record] | None:
    """Return the table whose columns these are; of several, the one the file is called after."""
    names = {kind: _named_by(kind, cells) for kind in TABLES}
    fitting = [kind for kind in TABLES if names[kind]]
    keyed = [kind for kind in fitting if set(identifying(kind)) <= names[kind]]
    candidates = keyed or fitting
    best = [
        kind
        for kind in candidates
        if len(names[kind]) == max(len(names[other]) for other in candidates)
    ]
    words = re.sub(r"[^a-z]+", "_", called.casefold())
    called_so = [kind for kind in best if kind.table in words]
    best = sorted(called_so, key=lambda kind: -len(kind.table))[:1] or best
    # A file that is called after a table and has more of its columns is that one, even where the
    # ids are called otherwise: its sources' ids do not make it a table of sources.
    most = max((len(names[kind]) for kind in best), default=0)
    meant = [kind for kind in fitting if kind.table in words and len(names[kind]) > most]
    best = sorted(meant, key=lambda kind: -len(kind.table))[:1] or best
    return best[0] if len(best) == 1 else None


def _of_kind(kind: type[Record], grid: Grid, row: int, cells: Sequence[Raw]) -> Recognised:
    header = [column_named(kind, cell.text) for cell in cells]
    filled = _filled(grid, row)
    found = {at: name for at, name in enumerate(header) if name in kind.model_fields}
    given = [
        name
        for at, name in enumerate(header)
        if (name or at in filled) and not (HEADING.fullmatch(name) and at not in filled)
    ]
    problems = [
        (problem, _letter(header, problem.column))
        for problem in unknown_columns(kind, given)
        if problem.rule != "missing-column" or problem.column in identifying(kind)
    ]
    notes = tuple(_notes(kind, grid, row, cells, header))
    return Recognised(kind, row, found, len(header), notes, tuple(problems))


def _filled(grid: Grid, row: int) -> set[int]:
    """Return the places of the columns in which something stands below the heading."""
    return {
        at
        for number, cells in grid.rows
        if number > row
        for at, cell in enumerate(cells)
        if cell.text and not cell.text.isspace()
    }


def _letter(header: Sequence[str], column: str) -> str:
    return column_letter(header.index(column) + 1) if column in header else ""


def _notes(
    kind: type[Record], grid: Grid, row: int, cells: Sequence[Raw], header: Sequence[str]
) -> list[Text]:
    known = [name for name in header if name in kind.model_fields]
    fields = list(kind.model_fields)
    found = []
    if row > grid.rows[0][0]:
        found.append(
            SAY.both("The columns' names stand in row {row}; what is above was left out.", row=row)
        )
    pairs = [(cell.text, name) for cell, name in zip(cells, header, strict=True) if name in fields]
    in_words = [text for text, name in pairs if named(text) != name]
    if in_words:
        found.append(
            SAY.both("Columns were recognised by what they are called in words: {names}.",
                     names=", ".join(in_words))
        )  # fmt: skip
    if any(text != name and named(text) == name for text, name in pairs):
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


def unrecognised(grids: Sequence[Grid], file: str) -> list[tuple[Problem, Place]]:
    """Return the problems of a file without a table: for each sheet, what it is missing."""
    written = [grid for grid in grids if grid.rows] or list(grids)[:1] or [Grid(file, "", ())]
    return [(_not_one(grid), Place(grid.file, grid.sheet)) for grid in written[:SHEETS]]


def _not_one(grid: Grid) -> Problem:
    advice = SAY.both(
        "Begin with the template of the table, or call the file after the table, such as "
        "estimates.csv, and put the columns' names into the first row."
    )
    near = nearest(grid)
    if near is None:
        said = SAY.both("This is none of the tables: its first rows do not name a table's columns.")
        return error("unknown-table", Spot(grid.file), said, advice)
    kind, row, missing = near
    said = SAY.both(
        "This is none of the tables. The nearest is {table}.csv ({called}): row {row} names some "
        "of its columns, but not {missing}.",
        table=kind.table, called=kind.called, row=row, missing=", ".join(missing) or "–",
    )  # fmt: skip
    return error("unknown-table", Spot(grid.file), said, advice)


def nearest(grid: Grid) -> tuple[type[Record], int, list[str]] | None:
    """Return the table a sheet is most like, the row that is, and the columns it lacks."""
    found = [
        (len(named_here), -number, kind, number, named_here)
        for number, cells in grid.rows[:TOP]
        for kind in TABLES
        if (named_here := _named_by(kind, cells))
    ]
    if not found:
        return None
    _, _, kind, row, named_here = max(found, key=lambda item: item[:2])
    missing = [
        column.name
        for column in columns(kind)
        if not column.blank and column.name not in named_here
    ]
    return kind, row, missing
