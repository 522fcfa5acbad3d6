"""CSV text to rows and records, and back."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from story.complaints import complaint, unknown_columns
from story.model import Record, columns, identifying
from story.problem import Problem, Spot, error, warning
from story.text import Phrases

SAY = Phrases("checks")

R = TypeVar("R", bound=Record)
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Line:
    """One row that could be split into cells; `row` as a spreadsheet numbers it."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table(Generic[R]):
    """One file as far as it could be read.

    `lines`: every row of the right width. `rows`: the records among them, with their row numbers.
    `whole`: whether every row is among the lines; where it is not, an id that seems missing may
    stand in a row that could not be split.
    """

    kind: type[R]
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[int, R], ...] = ()
    whole: bool = False

    @property
    def complete(self) -> bool:
        """Whether every row of the file became a record."""
        return self.whole and len(self.rows) == len(self.lines)

    @property
    def records(self) -> tuple[R, ...]:
        """The records, in the file's order."""
        return tuple(record for _, record in self.rows)

    @cached_property
    def _cells(self) -> Mapping[int, Mapping[str, str]]:
        return {line.row: line.cells for line in self.lines}

    def spot(self, row: int, column: str) -> Spot:
        """Return the place of one cell, with what stands there."""
        return Spot(self.kind.table, row, column, self._cells[row].get(column, ""))


@dataclass(frozen=True)
class Tables:
    """Every file as far as it could be read; a file that could not is an empty table."""

    by_kind: Mapping[type[Record], Table[Any]]

    def of(self, kind: type[R]) -> Table[R]:
        """Return the table of one record class."""
        return self.by_kind.get(kind) or Table(kind)

    def complete(self, *kinds: type[Record]) -> bool:
        """Whether every row of these tables became a record."""
        return all(self.of(kind).complete for kind in kinds)


def read(kind: type[R], text: str) -> tuple[Table[R], tuple[Problem, ...]]:
    """Read one table's CSV text; bad content becomes problems and is never raised.

    A column whose cells may be blank may be absent: tables kept before there was such a column
    stay readable, and its cells are blank.
    """
    found, broken = _split(text.removeprefix(BYTE_ORDER_MARK))
    problems = [unsplittable(kind, len(found) + 1)] if broken else []
    header = found[0] if found else []
    expected = list(kind.model_fields)
    known = set(header) & set(expected)
    if not known:
        return Table(kind), (*problems, _no_header(kind, header))
    needed = {one.name for one in columns(kind) if not one.blank}
    problems += unknown_columns(kind, header)
    ordered = [name for name in dict.fromkeys(header) if name in known]
    if known >= needed and ordered != [name for name in expected if name in known]:
        problems.append(_other_order(kind))
    lines, misfits = _lines(kind, header, found[1:])
    rows, refused = _records(kind, lines) if known >= needed else ((), [])
    whole = not broken and not misfits and known >= set(identifying(kind))
    return Table(kind, lines, rows, whole), (*problems, *misfits, *refused)


def write(kind: type[R], records: Iterable[R]) -> str:
    """Write records as the CSV text of their table: UTF-8, LF, quotes only where needed."""
    fields = columns(kind)
    cells = ({f.name: cell(getattr(one, f.name), f.decimals) for f in fields} for one in records)
    return write_cells(kind, cells)


def write_cells(kind: type[Record], rows: Iterable[Mapping[str, str]]) -> str:
    """Write rows of cells, valid or not, as the CSV text of their table."""
    names = list(kind.model_fields)
    lines = [names, *([one.get(name, "") for name in names] for one in rows)]
    return "".join(f"{','.join(map(_quoted, line))}\n" for line in lines)


def cell(value: object, decimals: int = 0) -> str:
    """Write one value as a CSV cell: blank for unknown, lists with semicolons.

    `decimals` pads a number with zeros after the point; it never cuts one off.
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    if isinstance(value, float):
        return _plain(value, decimals)
    return str(value)


def _quoted(value: str) -> str:
    """Quote a cell where RFC 4180 asks for it; csv forgets a carriage return that stands alone."""
    if any(mark in value for mark in ',"\r\n'):
        return '"{}"'.format(value.replace('"', '""'))
    return value


def _plain(value: float, decimals: int) -> str:
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        exact = Decimal(int(exact))
    exponent = exact.as_tuple().exponent
    places = max(decimals, -exponent if isinstance(exponent, int) else 0)
    return f"{exact:.{places}f}"


def _split(text: str) -> tuple[list[list[str]], bool]:
    """Return the rows up to the first that cannot be split, and whether there is such a row."""
    found: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            found.append(cells)  # noqa: PERF402 - what was read before an error is kept
    except csv.Error:
        return found, True
    return found, False


def _lines(
    kind: type[Record], header: list[str], found: list[list[str]]
) -> tuple[tuple[Line, ...], list[Problem]]:
    lines: list[Line] = []
    problems: list[Problem] = []
    absent = {one.name: "" for one in columns(kind) if one.blank and one.name not in header}
    for row, cells in enumerate(found, start=2):
        if not any(cells):
            problems.append(_empty_row(kind, row))
        elif len(cells) != len(header):
            problems.append(other_width(kind, row, len(cells), len(header)))
        else:
            lines.append(Line(row, dict(zip(header, cells, strict=True)) | absent))
    return tuple(lines), problems


def _records(
    kind: type[R], lines: tuple[Line, ...]
) -> tuple[tuple[tuple[int, R], ...], list[Problem]]:
    fields = columns(kind)
    names = {one.name for one in fields}
    rows: list[tuple[int, R]] = []
    problems: list[Problem] = []
    for line in lines:
        cells = {name: value for name, value in line.cells.items() if name in names}
        try:
            rows.append((line.row, kind.model_validate(cells)))
        except ValidationError as refusal:
            refused = {str(one["loc"][0]) for one in refusal.errors(include_url=False)}
            problems += [
                complaint(one, Spot(kind.table, line.row, one.name, cells[one.name]))
                for one in fields
                if one.name in refused
            ]
    return tuple(rows), problems


def unsplittable(kind: type[Record], row: int) -> Problem:
    """Return the problem of a file that cannot be split into cells from `row` on."""
    return error(
        "unreadable-row",
        Spot(kind.table, row),
        SAY.both("From this row on, the file cannot be split into cells."),
        SAY.both(
            "Look for a quotation mark that is not closed. Inside a quoted cell, a quotation mark "
            "is written twice."
        ),
    )


def _no_header(kind: type[Record], header: list[str]) -> Problem:
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        return error(
            "other-separator",
            Spot(kind.table, 1),
            SAY.both("The cells are not separated by commas."),
            SAY.both("Save the file as “CSV UTF-8 (comma delimited)”."),
        )
    return error(
        "no-header",
        Spot(kind.table, 1),
        SAY.both("The first row does not name the columns."),
        SAY.both("Put the columns' names back: {columns}.", columns=", ".join(kind.model_fields)),
    )


def _other_order(kind: type[Record]) -> Problem:
    return warning(
        "column-order",
        Spot(kind.table, 1),
        SAY.both("The columns stand in another order than usual."),
        SAY.both("Put them in this order: {columns}.", columns=", ".join(kind.model_fields)),
    )


def _empty_row(kind: type[Record], row: int) -> Problem:
    message = SAY.both("The row is empty.")
    return error("empty-row", Spot(kind.table, row), message, SAY.both("Delete the row."))


def other_width(kind: type[Record], row: int, width: int, wanted: int) -> Problem:
    """Return the problem of a row that has not as many cells as the heading."""
    return error(
        "wrong-width",
        Spot(kind.table, row),
        SAY.both(
            "The row has {width} cells, the first row has {wanted}.", width=width, wanted=wanted
        ),
        SAY.both(
            "Look for a comma too many or too few; a text with a comma stands in quotation marks."
        ),
    )
