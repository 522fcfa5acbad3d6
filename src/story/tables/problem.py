"""What is wrong with a file, row or cell, said in both languages to the person who can mend it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from story.text import Language, Phrases, Text, number

SAY = Phrases("checks")

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Answer:
    """One way to settle a doubt.

    `code` is what the log keeps, `says` what somebody chooses. `value`: what the cell then holds,
    None where it stays as it was read or where cells are not read at all.
    """

    code: str
    says: Text
    value: str | None = None


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, row or file.

    `table` is the file's name without `.csv`, or the whole name of a chapter's file. `row` is the
    row number as a spreadsheet shows it (the header is row 1) or the line of a chapter, 0 for the
    whole file. `column` and `value` are blank where they say nothing. `rule` is a stable id of
    the rule broken, such as `unknown-reference`.

    A problem with `answers` is a doubt: somebody has to choose one of them, or mend the file,
    before the rows are published. `doubt` is its key, the same in each reading of the same file;
    problems of one key are one question. `answered`: the code that was chosen, blank until then.
    """

    table: str
    row: int
    column: str
    value: str
    message: Text
    fix: Text
    severity: Severity = "error"
    rule: str = ""
    doubt: str = ""
    answers: tuple[Answer, ...] = ()
    answered: str = ""

    @property
    def file(self) -> str:
        """The file's name."""
        return self.table if self.table.endswith(".md") else f"{self.table}.csv"


@dataclass(frozen=True)
class Spot:
    """A place in a file, and what stands there."""

    table: str
    row: int = 0
    column: str = ""
    value: str = ""


def error(rule: str, spot: Spot, message: Text, fix: Text) -> Problem:
    """Return a problem that keeps an edition from being published."""
    return Problem(spot.table, spot.row, spot.column, spot.value, message, fix, "error", rule)


def warning(rule: str, spot: Spot, message: Text, fix: Text) -> Problem:
    """Return a problem that should be looked at, but may be the truth."""
    return Problem(spot.table, spot.row, spot.column, spot.value, message, fix, "warning", rule)


AS_WRITTEN = Answer("as-written", SAY.both("It is so: publish it as it is written."))


def doubtful(
    rule: str,
    spot: Spot,
    message: Text,
    fix: Text,
    *,
    about: str,
    answers: tuple[Answer, ...] = (AS_WRITTEN,),
    severity: Severity = "warning",
) -> Problem:
    """Return a problem that somebody has to answer before the rows are published.

    `about`: the id of the row, or of the group of cells, that one answer settles. A doubt of how
    something is to be read is an error until it is answered: there is no value yet to publish.
    """
    return Problem(
        spot.table, spot.row, spot.column, spot.value, message, fix, severity, rule,
        doubt_key(rule, spot.table, spot.column, about), answers,
    )  # fmt: skip


def doubt_key(rule: str, *about: str) -> str:
    """Return a name for a doubt that can be typed: its rule, and eight hex digits of a SHA-256."""
    digest = hashlib.sha256("\0".join((rule, *about)).encode("utf-8", "surrogatepass"))
    return f"{rule}-{digest.hexdigest()[:8]}"


def closest(value: str, permitted: Iterable[str]) -> str:
    """Return the permitted value most like `value`, blank where none is alike."""
    by_form = {item.casefold(): item for item in permitted}
    found = get_close_matches(value.strip().casefold(), by_form, n=1, cutoff=0.7)
    return by_form[found[0]] if found else ""


def meant(value: str, permitted: Iterable[str], otherwise: Text) -> Text:
    """Return the advice to use the permitted value most like `value`, or else `otherwise`."""
    found = closest(value, permitted)
    return SAY.both("Did you mean “{closest}”?", closest=found) if found else otherwise


def amount(value: float) -> Text:
    """Return a number as each language writes it."""
    return Text(number(value, Language.EN), number(value, Language.KO))
