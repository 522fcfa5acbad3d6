"""Filters that take one value to another: a part of a date, an extreme, a number in a sentence."""

import datetime as dt
from collections.abc import Callable, Mapping

from story.telling.facts.finding import find_in_words
from story.telling.facts.values import FactError, Quote, Value, When
from story.text import Language, Phrases, Text

SAY = Phrases("facts")


def transform(name: str, value: Value, argument: str, language: Language) -> Value:
    """Return `value` after the filter `name`; raises FactError where it does not fit."""
    if name in BY_LANGUAGE:
        return BY_LANGUAGE[name](value, argument, language)
    return TRANSFORMS[name](value, argument)


def _precise(length: int, name: str) -> Callable[[Value, str], Value]:
    """Return a filter that cuts dates to `length` characters of ISO 8601."""

    def cut(value: Value, _argument: str) -> Value:
        if isinstance(value, tuple):
            return tuple(cut(item, "") for item in value)
        if not isinstance(value, When) or len(value.iso) < length:
            raise _unfit(name)
        return When(value.iso[:length])

    return cut


def _rounded(value: Value, argument: str) -> Value:
    if not isinstance(value, int | float):
        raise _unfit("rounded")
    step = int(argument or 1)
    return round(value / step) * step


def _extreme(pick: Callable[..., float], name: str) -> Callable[[Value, str], Value]:
    def among(value: Value, _argument: str) -> Value:
        if not isinstance(value, tuple) or not value:
            raise _unfit(name)
        return pick(_number(item, name) for item in value)

    return among


def _count(value: Value, _argument: str) -> Value:
    if not isinstance(value, tuple):
        raise _unfit("count")
    return len(value)


def _find(value: Value, pattern: str) -> Value:
    if not isinstance(value, Text):
        raise _unfit("find")
    return find_in_words(value.en, pattern)


def _says(value: Value, words: str, language: Language) -> Value:
    """Keep a name as the cell has it; the cell must say it in this language."""
    cells = value if isinstance(value, tuple) else (value,)
    for cell in cells:
        said = cell.words if isinstance(cell, Quote) else cell
        if isinstance(said, Text) and words and words in said.within(language):
            return Text(words, words)
    raise FactError(
        "not-in-cell",
        SAY.both("The cell does not say “{words}”.", words=words),
        SAY.both("Take the words from the cell as it is now."),
    )


def _quoting(value: Value, words: str, language: Language) -> Value:
    _says(value, words, language)
    spoken = value.spoken if isinstance(value, Quote) else Language.EN
    return Quote(Text(words, words), spoken)


TRANSFORMS: Mapping[str, Callable[[Value, str], Value]] = {
    "year": _precise(len("2013"), "year"),
    "month": _precise(len("2013-01"), "month"),
    "day": _precise(len("2013-01-17"), "day"),
    "rounded": _rounded,
    "lowest": _extreme(min, "lowest"),
    "highest": _extreme(max, "highest"),
    "count": _count,
    "find": _find,
}
BY_LANGUAGE: Mapping[str, Callable[[Value, str, Language], Value]] = {
    "says": _says,
    "quoting": _quoting,
}


def _less(value: Value, other: Value) -> Value:
    return _number(value, "less") - _number(other, "less")


def _over(value: Value, other: Value) -> Value:
    return _number(value, "over") / _number(other, "over")


def _months_to(value: Value, other: Value) -> Value:
    """Count completed months; a date without a day is taken as the first of its month."""
    start, end = _day(value, "months-to"), _day(other, "months-to")
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _years_to(value: Value, other: Value) -> Value:
    return int(_number(_months_to(value, other), "years-to") // 12)


# These take a second subject as their argument: a step of arithmetic on two cells.
WITH_SUBJECT: Mapping[str, Callable[[Value, Value], Value]] = {
    "less": _less,
    "over": _over,
    "months-to": _months_to,
    "years-to": _years_to,
}


def _day(value: Value, name: str) -> dt.date:
    if not isinstance(value, When):
        raise _unfit(name)
    parts = [int(part) for part in value.iso.split("-")]
    return dt.date(parts[0], *[*parts[1:], 1, 1][:2])


def _number(value: Value, name: str) -> float:
    if isinstance(value, int | float):
        return value
    raise _unfit(name)


def _unfit(name: str) -> FactError:
    return FactError(
        "unfit-filter",
        SAY.both("“{filter}” does not fit this value.", filter=name),
        SAY.both("Use a filter that fits the value, or none."),
    )
