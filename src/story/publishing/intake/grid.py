"""A sheet as rows of raw cells, whatever file it came from; and CSV text split into one."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from story.tables.model import TABLES
from story.text import Phrases, Text

SAY = Phrases("intake")
SEPARATORS = {
    ",": Text("commas", "쉼표"),
    ";": Text("semicolons", "세미콜론"),
    "\t": Text("tabs", "탭"),
    "|": Text("vertical bars", "세로줄"),
}
NAMES = frozenset(name for kind in TABLES for name in kind.model_fields)
HINT = re.compile(r'"?sep=(.)"?(?:\r\n|\n|\r)', re.IGNORECASE)
# What cannot be seen: joiners are kept where emoji need them, fillers stand for Korean letters.
UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
)
NOT_ORDINARY = re.compile("<(?:super|sub|circle|fraction)>")
SHORT = 40  # characters
TOP = 10  # rows in which the columns' names are looked for
# What spreadsheets write where they could not work a cell out; in CSV it is all that is left.
ERRORS = frozenset(
    [
        "#N/A",
        "#N/A!",
        "#NAME?",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#BUSY!",
        "#PYTHON!",
        "#GETTING_DATA",
        # What programs write where they have no value.
        "NaN",
        "nan",
        "<NA>",
        "NaT",
        "NULL",
    ]
)
OFFICE_ERROR = re.compile(r"Err:[0-9]{3}")
TOO_NARROW = re.compile(r"#{3,}")

How = Literal["", "number", "date", "boolean", "formula", "error", "not-shown"]
State = Literal["", "hidden", "very-hidden"]


class Raw(NamedTuple):
    """A cell as it stands: what is shown of it, and what is kept behind.

    `how`: what kind of cell it is, blank for text; a formula is one without a result. `stored`: a
    number in plain digits, a moment in ISO 8601. `parts`: what a date's format shows, of `ymdHMs`.
    `serial`: the number a date is kept as. `unstruck`: the text without what is struck out, None
    where nothing is. `computed`: whether a formula gave it. `code`: the number format, where it
    shows a number other than it is stored.
    """

    text: str
    how: How = ""
    stored: str = ""
    parts: str = ""
    serial: str = ""
    unstruck: str | None = None
    computed: bool = False
    code: str = ""


class Merged(NamedTuple):
    """Cells shown as one: the rows and columns from the first to the last, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Looks:
    """How a sheet looks, as far as it says what is meant, or is kept in a marked copy.

    Rows and columns from 1. `panes`: the first cell that scrolls, such as `A2`. `widths` by
    columns, in characters. `from_1904`: whether dates are counted from 1904.
    """

    state: State = ""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    panes: str = ""
    widths: Mapping[int, float] = field(default_factory=dict)
    filtered: bool = False
    from_1904: bool = False


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of cells with their numbers.

    `notes`: how it was split. `broken`: the row from which it could not be, 0 where it could.
    """

    file: str
    sheet: str
    rows: Sequence[tuple[int, Sequence[Raw]]]
    notes: tuple[Text, ...] = ()
    broken: int = 0
    looks: Looks = Looks()


def column_letter(number: int) -> str:
    """Return how a spreadsheet letters a column, from 1: A, B, …, Z, AA.

    As openpyxl's, which takes a CSV file's reader a quarter of a second to load.
    """
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def named(text: str) -> str:
    """Return a heading as the tables write it: `Source ID ` is `source_id`."""
    return re.sub(r"[\s\-]+", "_", UNSEEN.sub("", text).strip()).casefold()


def as_error(text: str) -> bool:
    """Whether a spreadsheet wrote this for a cell it could not work out, or not show."""
    bare = text.strip()
    return bare in ERRORS or bool(OFFICE_ERROR.fullmatch(bare) or TOO_NARROW.fullmatch(bare))


def split(file: str, text: str, limit: int) -> Grid:
    """Split CSV text at the separator that its heading uses; reads `limit` rows and one more."""
    text = text.removeprefix("\ufeff").rstrip("\x1a")  # DOS ends a text so
    first, hint = 1, HINT.match(text)
    if hint:
        text, first = text[hint.end() :], 2
    separator = hint[1] if hint else _separator(text)
    rows: list[tuple[int, list[Raw]]] = []
    known: dict[str, Raw] = {}
    broken = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=first):
            rows.append((number, [_raw(cell, known) for cell in cells]))
            if len(rows) > limit + TOP:
                break
    except csv.Error:
        broken = first + len(rows)
    notes: tuple[Text, ...] = ()
    if separator != ",":
        name = SEPARATORS.get(separator, Text(f"“{separator}”", f"‘{separator}’"))
        notes = (SAY.both("The cells are separated by {separator}.", separator=name),)
    return Grid(file, "", rows, notes, broken)


def _raw(text: str, known: dict[str, Raw]) -> Raw:
    """Return a cell; short ones that are alike are one, so that a large file stays small."""
    if len(text) > SHORT:
        return Raw(text)
    return known.setdefault(text, Raw(text))


def _separator(text: str) -> str:
    """Return the separator that finds most columns' names among the first lines."""
    top = text[:20_000].splitlines()[:TOP]

    def found(separator: str) -> int:
        return max(
            (
                len({named(part.strip('"')) for part in line.split(separator)} & NAMES)
                for line in top
            ),
            default=0,
        )

    return max(SEPARATORS, key=found)


def ordinary(text: str) -> str:
    """Return wide letters and digits as ordinary ones; small and circled ones stay as they are.

    `１２` is 12, and 150² is no 1502: it is 150 with a footnote.
    """
    return "".join(
        letter if NOT_ORDINARY.match(unicodedata.decomposition(letter))
        else unicodedata.normalize("NFKC", letter)
        for letter in unicodedata.normalize("NFC", text)
    )  # fmt: skip
