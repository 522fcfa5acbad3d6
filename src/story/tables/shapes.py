"""The shape a table was published with, and how its rows are read in the shape it has now.

A column that may be blank may be absent, a renamed column or code is translated, a column that is
no longer kept is set aside and said. A cell that a stricter rule refuses stays readable in an
edition that was published before the rule.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from story.tables.complaints import unknown_columns
from story.tables.model import Column, Record, columns, former
from story.tables.problem import Problem, Spot, error, warning
from story.text import Phrases

SAY = Phrases("checks")

R = TypeVar("R", bound=Record)


def present_names(kind: type[Record], header: Iterable[str]) -> list[str]:
    """Return a heading with each column under the name it has now."""
    renamed = former.RENAMED.get(kind.table, {})
    return [renamed.get(item, item) for item in header]


def absent(kind: type[Record]) -> Mapping[str, str]:
    """Return what is read where a column is absent, for each that may be."""
    before = former.BEFORE.get(kind.table, {})
    return {
        column.name: before.get(column.name, "")
        for column in columns(kind)
        if column.blank or column.name in before
    }


def removed(kind: type[Record]) -> frozenset[str]:
    """Return the columns that are no longer kept."""
    return former.REMOVED.get(kind.table, frozenset())


def heading_problems(
    kind: type[Record], header: Sequence[str], *, kept: bool, published: Sequence[str]
) -> list[Problem]:
    """Return what keeps a heading, in present names, from being read.

    `kept`: it is that of a published edition, which a newer version may have published.
    `published`: the heading with which the table was published last, where this is another.
    """
    expected = list(kind.model_fields)
    before = set(present_names(kind, published))
    unknown = {*header} - {*expected} - removed(kind)
    # A column of the published table that has gone from the file is not known here either.
    newer = {item for item in unknown if item and kept} | (before - {*expected, ""} - removed(kind))
    found = unknown_columns(kind, [entry for entry in header if entry not in newer])
    tolerated = set() if unknown - newer else set(absent(kind)) - before
    return [
        *(_newer(kind, each) for each in sorted(newer)),
        *(
            problem
            for problem in found
            if not (problem.rule == "missing-column" and problem.column in tolerated)
            and not (problem.rule == "unknown-column" and problem.column in removed(kind))
        ),
    ]


def in_present_shape(kind: type[Record], cells: Mapping[str, str]) -> dict[str, str]:
    """Return a row's cells, by present names, with absent columns filled and codes translated."""
    codes = former.CODES.get(kind.table, {})
    gone = removed(kind)
    found = {**absent(kind)} | {name: cell for name, cell in cells.items() if name not in gone}
    ordered = {name: found[name] for name in kind.model_fields if name in found} | found
    return {
        name: ";".join(codes[name].get(part, part) for part in value.split(";"))
        if name in codes
        else value
        for name, value in ordered.items()
    }


def salvaged(kind: type[R], cells: Mapping[str, str]) -> R:
    """Return a record of a published row in which a rule of today refuses cells.

    A refused cell is kept as it was written; where a number is wanted and none can be read, it is
    unknown.
    """
    values: dict[str, Any] = {}
    for column in columns(kind):
        try:
            values[column.name] = _adapter(kind, column.name).validate_python(cells[column.name])
        except ValidationError:
            values[column.name] = _as_written(column, cells[column.name])
    return cast(R, kind.model_construct(**values))


def _as_written(column: Column, cell: str) -> object:
    if column.cell.many:
        return tuple(cell.split(";")) if cell else ()
    if column.cell.form == "count":
        return int(cell) if re.fullmatch("-?[0-9]{1,18}", cell) else None
    if column.cell.form == "number":
        return float(cell) if re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", cell) else None
    return cell


@cache
def _adapter(kind: type[Record], name: str) -> TypeAdapter[Any]:
    field = kind.model_fields[name]
    annotation: Any = field.annotation
    for item in field.metadata:
        annotation = Annotated[annotation, item]
    return TypeAdapter(annotation)


def _newer(kind: type[Record], name: str) -> Problem:
    return error(
        "newer-shape",
        Spot(kind.table, 1, name, name),
        SAY.both(
            "The column “{column}” is not known to this version of the program: a newer version "
            "published the table.",
            column=name,
        ),
        SAY.both("Bring the program up to date. Until then the edition before is shown."),
    )


def no_longer_kept(kind: type[Record], name: str, count: int) -> Problem:
    """Return the warning that a column of an older shape is not among the table's any more."""
    return warning(
        "former-column",
        Spot(kind.table, 1, name, name),
        SAY.both(
            "The column “{column}” is no longer kept; {count} of its cells hold something.",
            column=name, count=count,
        ),
        SAY.both("What stood in it stays in the editions that had it. Nothing has to be done."),
    )  # fmt: skip
