"""A sheet as rows of raw cells, whatever file it came from; and CSV text split into one."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from story.model import TABLES
from story.text import Phrases, Text

SAY = Phrases("intake")
SEPARATORS = {
    ",": Text("commas", "쉼표"),
    ";": Text("semicolons", "세미콜론"),
    "\t": Text("tabs", "탭"),
    "|": Text("vertical bars", "세로줄"),
}
NAMES = frozenset(name for kind in TABLES for name in kind.model_fields)
HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
TOP = 10  # rows in which the columns' names are looked for


class Raw(NamedTuple):
    """A cell as it stands; `how` says what is special: a typed date, a formula, an error."""

    text: str
    how: str = ""


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


def named(text: str) -> str:
    """Return a heading as the tables write it: `Source ID ` is `source_id`."""
    return re.sub(r"[\s\-]+", "_", text.replace("\ufeff", "").strip()).casefold()


def split(file: str, text: str, limit: int) -> Grid:
    """Split CSV text at the separator that its heading uses; reads `limit` rows and one more."""
    text = text.removeprefix("\ufeff")
    first, hint = 1, HINT.match(text)
    if hint:
        text, first = text[hint.end() :], 2
    separator = hint[1] if hint else _separator(text)
    rows: list[tuple[int, list[Raw]]] = []
    broken = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=first):
            rows.append((number, [Raw(one) for one in cells]))
            if len(rows) > limit + TOP:
                break
    except csv.Error:
        broken = first + len(rows)
    notes: tuple[Text, ...] = ()
    if separator != ",":
        name = SEPARATORS.get(separator, Text(f"“{separator}”", f"‘{separator}’"))
        notes = (SAY.both("The cells are separated by {separator}.", separator=name),)
    return Grid(file, "", rows, notes, broken)


def _separator(text: str) -> str:
    """Return the separator that finds most columns' names among the first lines."""
    top = text.splitlines()[:TOP]

    def found(separator: str) -> int:
        return max(
            (len({named(one.strip('"')) for one in line.split(separator)} & NAMES) for line in top),
            default=0,
        )

    return max(SEPARATORS, key=found)
