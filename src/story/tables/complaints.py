"""What is wrong with one cell that its column's type refuses, and how to mend it."""

import re
from datetime import date

from story.tables.model import Column, Record, columns
from story.tables.model.column import PARTS
from story.tables.problem import Problem, Spot, closest, error, meant
from story.text import Phrases, Text

SAY = Phrases("checks")


def complaint(column: Column, spot: Spot) -> Problem:
    """Return the problem of a cell that the model refused."""
    value = spot.value
    if not value.strip() and not column.blank:
        return _blank(column, spot)
    if column.cell.many:
        return _in_list(column, spot)
    return _of_one(column, spot, value)


def _blank(column: Column, spot: Spot) -> Problem:
    return error(
        "blank",
        spot,
        SAY.both("The cell is blank, but a value is needed."),
        SAY.both("Fill in: {meaning}", meaning=column.meaning),
    )


def _in_list(column: Column, spot: Spot) -> Problem:
    pattern = column.cell.pattern
    wrong = [part for part in spot.value.split(";") if not re.fullmatch(pattern, part)]
    item = wrong[0] if wrong else spot.value
    if not item.strip():
        return error(
            "bad-list",
            spot,
            SAY.both("The list has an empty place."),
            SAY.both("Part the entries with one semicolon each, without spaces."),
        )
    return _of_one(column, spot, item)


def _of_one(column: Column, spot: Spot, item: str) -> Problem:
    form = column.cell.form
    if form == "choice":
        return _not_permitted(column, spot, item)
    if form == "date":
        return _bad_date(column, spot, item)
    if form in ("count", "number"):
        return _bad_number(column, spot, item)
    message, fix = _in_words(form, item)
    return error(f"bad-{form}", spot, message, fix)


def _not_permitted(column: Column, spot: Spot, item: str) -> Problem:
    return error(
        "not-permitted",
        spot,
        SAY.both(
            "“{value}” is not a permitted value. Permitted: {values}.",
            value=item,
            values=", ".join(column.choices),
        ),
        meant(item, column.choices, SAY.both("Use one of the permitted values.")),
    )


def _bad_date(column: Column, spot: Spot, item: str) -> Problem:
    if re.fullmatch(column.cell.pattern, item):
        message = SAY.both("There is no such day: {value}.", value=item)
        return error("bad-date", spot, message, SAY.both("Correct the day, or leave it out."))
    return error(
        "bad-date",
        spot,
        SAY.both("“{value}” is not a date such as 2013, 2013-01 or 2013-01-17.", value=item),
        _date_meant(item)
        or SAY.both(
            "Write the date as precisely as it is known. A spreadsheet may have changed it: "
            "format the column as text before typing."
        ),
    )


def _date_meant(item: str) -> Text | None:
    """Return the advice to write a date such as 2013.1.17 or 2013/01 the way the tables do."""
    found = re.fullmatch(r"([12][0-9]{3})[-./ ]+([0-9]{1,2})(?:[-./ ]+([0-9]{1,2}))?\.?", item)
    if not found:
        return None
    year, *rest = (part for part in found.groups() if part)
    iso = "-".join([year, *(part.zfill(2) for part in rest)])
    try:
        date(*(int(part) for part in [*iso.split("-"), "1", "1"][:3]))
    except ValueError:
        return None
    return SAY.both("Write “{closest}”.", closest=iso)


def _bad_number(column: Column, spot: Spot, item: str) -> Problem:
    cell = column.cell
    if re.fullmatch(cell.pattern, item):
        return _out_of_range(column, spot, item)
    message = (
        SAY.both("“{value}” is not a whole number in plain digits.", value=item)
        if cell.form == "count"
        else SAY.both("“{value}” is not a number in plain digits with a decimal point.", value=item)
    )
    bare = re.sub(r"[,\s]|명$|\.0+$", "", item)
    advice = (
        SAY.both("Write “{closest}”.", closest=bare)
        if re.fullmatch(cell.pattern, bare)
        else SAY.both(
            "Use digits only, without commas, spaces or words. Leave the cell blank where the "
            "number is not known."
        )
    )
    return error("bad-number", spot, message, advice)


def _out_of_range(column: Column, spot: Spot, item: str) -> Problem:
    low, high = column.cell.minimum, column.cell.maximum
    message = (
        SAY.both("{value} is less than {low}.", value=item, low=f"{low:g}")
        if low is not None and high is None
        else SAY.both(
            "{value} does not lie between {low} and {high}.",
            value=item,
            low=f"{low:g}" if low is not None else "",
            high=f"{high:g}" if high is not None else "",
        )
    )
    return error("out-of-range", spot, message, SAY.both("Correct the number."))


def _in_words(form: str, item: str) -> tuple[Text, Text]:
    if form == "id":
        slug = re.sub(r"[^a-z0-9]+", "-", item.casefold()).strip("-")
        return (
            SAY.both(
                "“{value}” is not an id: small letters, digits and single hyphens only.", value=item
            ),
            SAY.both("Write “{closest}”.", closest=slug)
            if slug
            else SAY.both("Write it like “un-coi-2014”."),
        )
    if form == "address":
        return (
            SAY.both("“{value}” is not a web address.", value=item),
            SAY.both("Copy the whole address, beginning with https://, or leave the cell blank."),
        )
    if form == "locator":
        return (
            SAY.both("“{value}” does not say where in the publication.", value=item),
            SAY.both(
                "Write one of {parts} and its number, such as “paragraph 775”.",
                parts=", ".join(PARTS),
            ),
        )
    if form == "language":
        return (
            SAY.both("“{value}” is not a language code.", value=item),
            SAY.both("Write two or three small letters, such as en, ko or ja."),
        )
    if form == "digits":
        return (
            SAY.both("“{value}” is not a camp number.", value=item),
            SAY.both("Write the digits alone, such as 14."),
        )
    return (
        SAY.both("The cell holds characters that cannot be stored as text."),
        SAY.both("Type the text anew."),
    )


def unknown_columns(kind: type[Record], header: list[str]) -> list[Problem]:
    """Return the problems of a header: columns missing, unknown, unnamed or given twice."""
    expected = [column.name for column in columns(kind)]
    absent = [name for name in expected if name not in header]
    table = kind.table
    return [
        *(_missing_column(table, name) for name in absent),
        *(
            _unknown_column(table, fromkey, absent)
            for fromkey in dict.fromkeys(header)
            if fromkey not in expected
        ),
        *(_repeated_column(table, item) for item in expected if header.count(item) > 1),
    ]


def _missing_column(table: str, name: str) -> Problem:
    return error(
        "missing-column",
        Spot(table, 1, name),
        SAY.both("The column “{column}” is missing.", column=name),
        SAY.both("Put the column back, with this name in the first row."),
    )


def _unknown_column(table: str, name: str, missing: list[str]) -> Problem:
    if not name:
        message = SAY.both("A column has no name.")
        return error("unknown-column", Spot(table, 1), message, SAY.both("Delete the column."))
    found = closest(name, missing)
    return error(
        "unknown-column",
        Spot(table, 1, name, name),
        SAY.both("The table has no column “{column}”.", column=name),
        SAY.both("Did you mean “{closest}”?", closest=found)
        if found
        else SAY.both("Delete the column."),
    )


def _repeated_column(table: str, name: str) -> Problem:
    return error(
        "repeated-column",
        Spot(table, 1, name, name),
        SAY.both("The column “{column}” stands in the first row twice.", column=name),
        SAY.both("Delete one of the two."),
    )
