"""CSV text to rows and records, and back."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from story.tables.complaints import complaint
from story.tables.model import Record, columns, identifying
from story.tables.problem import Problem, Spot, error, warning
from story.tables.shapes import (
    absent,
    heading_problems,
    in_present_shape,
    no_longer_kept,
    present_names,
    removed,
    salvaged,
)
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

    `lines`: every row of the right width, in the present shape. `rows`: the records among them,
    with their row numbers. `whole`: whether every row is among the lines; where it is not, an id
    that seems missing may stand in a row that could not be split. `stricter`: records of a
    published edition in which a rule of today refuses something; no rule is asked about them.
    """

    kind: type[R]
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[int, R], ...] = ()
    whole: bool = False
    stricter: tuple[tuple[int, R], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every row of the file became a record."""
        return self.whole and len(self.rows) == len(self.lines)

    @property
    def records(self) -> tuple[R, ...]:
        """The records, in the file's order."""
        return tuple(record for _, record in self.rows)

    @property
    def shown(self) -> tuple[R, ...]:
        """The records that readers are given: those among them that a stricter rule refuses too."""
        both = sorted((*self.rows, *self.stricter), key=lambda item: item[0])
        return tuple(record for _, record in both)

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


def read(
    kind: type[R], text: str, *, kept: bool = False, published: Sequence[str] = ()
) -> tuple[Table[R], tuple[Problem, ...]]:
    """Read one table's CSV text; bad content becomes problems and is never raised.

    `kept`: it is a table of a published edition: cells that a rule of today refuses are warned
    about, and kept. `published`: the heading with which it was published last, for a file that
    differs from that.
    """
    found, broken = split_text(text)
    problems = [unsplittable(kind, len(found) + 1)] if broken else []
    header = present_names(kind, found[0]) if found else []
    expected = list(kind.model_fields)
    known = set(header) & set(expected)
    if not known:
        return Table(kind), (*problems, _no_header(kind, header))
    wrong = heading_problems(kind, header, kept=kept, published=published)
    readable = known >= set(expected) - set(absent(kind))
    problems += wrong
    if not wrong and [name for name in dict.fromkeys(header) if name in known] != [
        name for name in expected if name in known
    ]:
        problems.append(_other_order(kind))
    lines, misfits = _lines(kind, header, found[1:])
    problems += _no_longer_kept(kind, header, found[1:])
    if {item.rule for item in wrong} & {"missing-column", "newer-shape"}:
        readable = False
    if readable:
        lines = tuple(replace(line, cells=in_present_shape(kind, line.cells)) for line in lines)
    rows, refused = _records(kind, lines) if readable else ((), [])
    whole = not broken and not misfits and known >= set(identifying(kind))
    stricter: tuple[tuple[int, R], ...] = ()
    if kept:
        sound = {row for row, _ in rows}
        stricter = (
            tuple(
                (entry.row, salvaged(kind, entry.cells))
                for entry in lines
                if entry.row not in sound
            )
            if readable
            else ()
        )
        refused = [replace(each, severity="warning") for each in refused]
    return Table(kind, lines, rows, whole, stricter), (*problems, *misfits, *refused)


def heading_of(content: bytes) -> tuple[str, ...]:
    """Return the first row of a table's bytes, empty where there is none."""
    text = content.decode(errors="replace").removeprefix(BYTE_ORDER_MARK)
    try:
        return tuple(next(csv.reader(io.StringIO(text, newline=""), strict=True), ()))
    except csv.Error:
        return ()


def _no_longer_kept(
    kind: type[Record], header: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Problem]:
    """Return the warnings about columns that are no longer kept but hold something."""
    gone = [(at, name) for at, name in enumerate(header) if name in removed(kind)]
    counts = [(name, sum(1 for row in rows if at < len(row) and row[at])) for at, name in gone]
    return [no_longer_kept(kind, name, count) for name, count in counts if count]


def cells_of(kind: type[Record], text: str) -> Iterator[Mapping[str, str]]:
    """Return the cells of each row that could be split, valid or not, in the present shape."""
    found, _ = split_text(text)
    header = present_names(kind, found[0]) if found else []
    return (in_present_shape(kind, line.cells) for line in _lines(kind, header, found[1:])[0])


def write(kind: type[R], records: Iterable[R]) -> str:
    """Write records as the CSV text of their table: UTF-8, LF, quotes only where needed."""
    fields = columns(kind)
    cells = (
        {f.name: cell(getattr(record, f.name), f.decimals) for f in fields} for record in records
    )
    return write_cells(kind, cells)


def write_cells(kind: type[Record], rows: Iterable[Mapping[str, str]]) -> str:
    """Write rows of cells, valid or not, as the CSV text of their table."""
    names = list(kind.model_fields)
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
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


def split_text(text: str) -> tuple[list[list[str]], bool]:
    """Return the rows up to the first that cannot be split, and whether there is such a row."""
    found: list[list[str]] = []
    whole = text.removeprefix(BYTE_ORDER_MARK)
    reader = csv.reader(io.StringIO(whole, newline=""), strict=True)
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
    for row, cells in enumerate(found, start=2):
        if not any(cells):
            problems.append(_empty_row(kind, row))
        elif len(cells) != len(header):
            problems.append(other_width(kind, row, len(cells), len(header)))
        else:
            lines.append(Line(row, dict(zip(header, cells, strict=True))))
    return tuple(lines), problems


def _records(
    kind: type[R], lines: tuple[Line, ...]
) -> tuple[tuple[tuple[int, R], ...], list[Problem]]:
    fields = columns(kind)
    names = {field.name for field in fields}
    rows: list[tuple[int, R]] = []
    problems: list[Problem] = []
    for line in lines:
        cells = {name: value for name, value in line.cells.items() if name in names}
        try:
            rows.append((line.row, kind.model_validate(cells)))
        except ValidationError as refusal:
            refused = {str(item["loc"][0]) for item in refusal.errors(include_url=False)}
            problems += [
                complaint(entry, Spot(kind.table, line.row, entry.name, cells[entry.name]))
                for entry in fields
                if entry.name in refused
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
