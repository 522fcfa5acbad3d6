"""One cell, written the way the tables write it: only what can be read in one way alone."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from story.intake.days import Ambiguous, read_day
from story.intake.grid import Raw
from story.intake.numerals import read_count, read_measure
from story.model import Column, Form, Record
from story.problem import Answer
from story.text import Phrases, Text
from story.values import VALUES

SAY = Phrases("intake")
SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@cache
def how_read() -> Mapping[str, Text]:
    """Return what is said of each way in which a cell may have been read."""
    return {
        "spaces": SAY.both("Spaces at the ends, and spaces of other kinds, were put right."),
        "composed": SAY.both("Letters that were stored in pieces were put together."),
        "lines": SAY.both("Line ends were put right."),
        "typed-date": SAY.both("A cell of the kind “date” was read as precisely as it is shown."),
        "date": SAY.both("A date was written the way the tables do."),
        "serial": SAY.both("A number of days was read as a date, as Excel counts them from 1900."),
        "number": SAY.both("A number was written in plain digits."),
        "man": SAY.both("A number in 만 or 억 was written out."),
        "decimal-comma": SAY.both("A decimal comma was read as a decimal point."),
        "case": SAY.both("A code or an id was written in small letters."),
        "label": SAY.both("Words were read as the code they stand for."),
        "list": SAY.both("The entries of a list were separated by semicolons."),
    }


@dataclass(frozen=True)
class Refusal:
    """Why a cell cannot be read; with `answers`, what somebody may choose so that it can.

    `like`: equal in all cells of a column of which one answer settles all.
    """

    rule: str
    message: Text
    fix: Text
    answers: tuple[Answer, ...] = ()
    like: str = ""


@dataclass(frozen=True)
class Read:
    """A cell's text as the tables write it.

    `how`: keys of `how_read()`. `refusal`: why it cannot be read, None where it can.
    """

    text: str
    how: tuple[str, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Reader:
    """Reads the cells of one column; remembers nothing."""

    kind: type[Record]
    column: Column
    labels: Mapping[str, str] = field(default_factory=dict)

    def read(self, raw: Raw) -> Read:
        """Return the cell as the tables write it, and how it was read."""
        if raw.how in ("formula", "error"):
            return Read(raw.text, refusal=_computed(raw))
        text, how = _plain(raw.text)
        if raw.how == "typed-date" and self.column.cell.form == "date":
            how = (*how, raw.how)
        if not text:
            return Read(text, how)
        found = READERS.get(self.column.cell.form, _as_it_is)(self, text)
        return Read(found.text, (*how, *found.how), found.refusal)


def reader_of(kind: type[Record], column: Column) -> Reader:
    """Return what reads the cells of a column."""
    labels: dict[str, str] = {}
    for code, words in VALUES.get(f"{kind.table}.{column.name}", {}).items():
        labels |= {one.casefold(): code for one in (words.en, words.ko)}
    return Reader(kind, column, labels)


def _computed(raw: Raw) -> Refusal:
    if raw.how == "error":
        return Refusal(
            "error-cell",
            SAY.both("The spreadsheet could not work out this cell."),
            SAY.both("Type the value."),
        )
    return Refusal(
        "formula-cell",
        SAY.both("The cell holds a formula; formulas are not read."),
        SAY.both("Copy it and paste it as a value, or type what it shows."),
    )


def _plain(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without what only differs in storage."""
    if text.isascii() and text.isprintable() and text == text.strip():
        return text, ()
    how = []
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        how.append("composed")
    lines = composed.replace("\r\n", "\n").replace("\r", "\n")
    if lines != composed:
        how.append("lines")
    spaced = SPACES.sub(" ", lines).strip()
    if spaced != lines:
        how.append("spaces")
    return spaced, tuple(how)


def _as_it_is(reader: Reader, text: str) -> Read:
    if reader.column.cell.many:
        return _list(text, r"\s*;\s*")
    return Read(text)


def _list(text: str, separator: str) -> Read:
    items = [one for one in re.split(separator, text.strip("; ")) if one]
    tidy = ";".join(items)
    return Read(tidy, ("list",) if tidy != text else ())


def _small(reader: Reader, text: str) -> Read:
    """Read ids, language codes and camp numbers: lists of them by any separator."""
    listed = _list(text, r"[;,\s]+") if reader.column.cell.many else Read(text)
    # A camp number may stand as 14호; an id has no capitals.
    small = listed.text.casefold()
    return Read(small, (*listed.how, *(("case",) if small != listed.text else ())))


def _choice(reader: Reader, text: str) -> Read:
    choices = reader.column.choices
    if text in choices:
        return Read(text)
    small = re.sub(r"[\s_]+", "-", text.casefold())
    if small in choices:
        return Read(small, ("case",))
    code = reader.labels.get(" ".join(text.casefold().split()))
    return Read(code, ("label",)) if code else Read(text)


def _count(reader: Reader, text: str) -> Read:
    return _amount(text, read_count)


def _measure(reader: Reader, text: str) -> Read:
    return _amount(text, lambda one: read_measure(one, reader.column.decimals))


def _amount(text: str, read: Callable[[str], tuple[str, str]]) -> Read:
    try:
        found, how = read(text)
    except Ambiguous as two:
        return Read(text, refusal=_ambiguous(text, two))
    return Read(found, (how,) if how else ())


def _day(reader: Reader, text: str) -> Read:
    try:
        found, how = read_day(text)
    except Ambiguous as two:
        return Read(text, refusal=_ambiguous(text, two))
    return Read(found, (how,) if how else ())


@cache
def _habits() -> Mapping[str, Text]:
    """Return what each habit of writing means, to be chosen from."""
    return {
        "thousands": SAY.both("It parts thousands: {value}."),
        "decimal-comma": SAY.both("The comma is a decimal point: {value}."),
        "decimal-point": SAY.both("The point is a decimal point: {value}."),
        "day-first": SAY.both("The day comes first: {value}."),
        "month-first": SAY.both("The month comes first: {value}."),
        "1900s": SAY.both("A year of the 1900s: {value}."),
        "2000s": SAY.both("A year of the 2000s: {value}."),
    }


def _ambiguous(text: str, two: Ambiguous) -> Refusal:
    answers = tuple(
        Answer(habit, _meaning(habit, value), value)
        for habit, value in zip(two.habits, two.choices, strict=True)
    )
    return Refusal(
        "ambiguous",
        SAY.both("“{value}” can be read in more than one way.", value=text),
        SAY.both("Write {choices}, whichever is meant.", choices=_either(two.choices)),
        answers,
        like=" ".join(sorted(two.habits)),
    )


def _meaning(habit: str, value: str) -> Text:
    said = _habits().get(habit, Text("{value}", "{value}"))
    return Text(said.en.format(value=value), said.ko.format(value=value))


def _either(choices: Sequence[str]) -> Text:
    return Text(
        " or ".join(f"“{one}”" for one in choices), " 또는 ".join(f"‘{one}’" for one in choices)
    )


READERS: Mapping[Form, Callable[[Reader, str], Read]] = {
    "id": _small,
    "language": _small,
    "digits": _small,
    "choice": _choice,
    "count": _count,
    "number": _measure,
    "date": _day,
}
