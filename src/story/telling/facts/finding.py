"""Numbers and dates that stand within the words of a cell."""

import re
from calendar import month_name

from story.telling.facts.values import FactError, Value, When
from story.telling.facts.writing import SMALL
from story.text import Phrases

SAY = Phrases("facts")

NUMBER = "#"
DATE = "@"
DIGITS = rf"([0-9][0-9,]*|{'|'.join(item.en for item in SMALL)})"
DATES = rf"((?:(?:[0-9]{{1,2}} )?(?:{'|'.join(filter(None, month_name))}) )?[12][0-9]{{3}})"


def find_in_words(words: str, pattern: str) -> Value:
    """Take the number at `#` or the date at `@` out of `words`, English words of a cell.

    So a number that stands in a sentence of a table need not stand in a second place: where the
    words of the cell change, the chapter changes with them or is refused. Several marks give a
    list. Raises FactError unless the pattern occurs exactly once.
    """
    wanted = re.escape(pattern).replace(re.escape(NUMBER), DIGITS).replace(DATE, DATES)
    found = re.findall(rf"(?<!\w){wanted}(?!\w)", words)
    if len(found) != 1:
        raise FactError(
            "not-in-cell",
            SAY.both("The cell does not say “{pattern}” once.", pattern=pattern),
            SAY.both("Take the words from the cell as it is now: {cell}", cell=words),
        )
    parts = found[0] if isinstance(found[0], tuple) else (found[0],)
    kinds = [item for item in pattern if item in (NUMBER, DATE)]
    read = tuple(
        _read_date(part) if kind == DATE else _read_number(part)
        for kind, part in zip(kinds, parts, strict=True)
    )
    return read[0] if len(read) == 1 else read


def _read_number(digits: str) -> Value:
    small = [item.en for item in SMALL]
    return small.index(digits) + 1 if digits in small else int(digits.replace(",", ""))


def _read_date(said: str) -> Value:
    *day, year = said.split()
    parts = [year]
    if day:
        parts.append(f"{list(month_name).index(day[-1]):02}")
    if len(day) > 1:
        parts.append(f"{int(day[0]):02}")
    return When("-".join(parts))
