"""How each language writes a value in a sentence."""

import datetime as dt
from collections.abc import Callable, Mapping

from babel.dates import format_date

from story import text
from story.telling.facts.values import FactError, Period, Quote, Span, Value, When
from story.text import Language, Phrases, Text

SAY = Phrases("facts")

# Newspapers write small numbers out; Korean uses its own numerals before a counter (세 차례).
SMALL = (
    Text("one", "한"), Text("two", "두"), Text("three", "세"), Text("four", "네"),
    Text("five", "다섯"), Text("six", "여섯"), Text("seven", "일곱"), Text("eight", "여덟"),
    Text("nine", "아홉"), Text("ten", "열"), Text("eleven", "열한"), Text("twelve", "열두"),
)  # fmt: skip
ORDINALS = (
    Text("first", "첫"), Text("second", "두"), Text("third", "세"), Text("fourth", "네"),
    Text("fifth", "다섯"), Text("sixth", "여섯"), Text("seventh", "일곱"), Text("eighth", "여덟"),
    Text("ninth", "아홉"), Text("tenth", "열"),
)  # fmt: skip

DAYS = ("하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘")


def write(value: Value, language: Language) -> str:
    """Write a value as the language does where nothing else is asked for."""
    if isinstance(value, tuple):
        return text.joined([write(item, language) for item in value], language)
    if isinstance(value, Text):
        return value.within(language)
    if isinstance(value, Quote):
        return SAY.gettext("“{words}”", language, words=value.words.within(language))
    if isinstance(value, When):
        return text.date(value.iso, language)
    if isinstance(value, Span):
        return text.span(value.low, value.high, language)
    if isinstance(value, Period):
        return _period(value, language)
    return text.number(value, language)


def _period(value: Period, language: Language) -> str:
    start, end = value.start.iso, value.end.iso
    if (start, end) == (f"{start[:4]}-01", f"{start[:4]}-06"):
        year = text.date(start[:4], language)
        return SAY.gettext("the first half of {year}", language, year=year)
    return text.period(start, end, language)


def _people(value: Value, language: Language) -> str:
    if isinstance(value, Span):
        last = text.people(value.high, language)
        counter = last.removeprefix(text.number(value.high, language))
        return f"{text.span(value.low, value.high, language)}{counter}"
    return text.people(_number(value, "people"), language)


def _percent(value: Value, language: Language) -> str:
    said = text.number(_number(value, "percent"), language)
    return SAY.gettext("{number} per cent", language, number=said)


def _words(value: Value, language: Language) -> str:
    amount = _number(value, "words")
    if amount in range(1, len(SMALL) + 1):
        return SMALL[int(amount) - 1].within(language)
    return text.number(amount, language)


def _capital_words(value: Value, language: Language) -> str:
    said = _words(value, language)
    return f"{said[:1].upper()}{said[1:]}"


def _ordinal(value: Value, language: Language) -> str:
    amount = _number(value, "ordinal")
    if amount not in range(1, len(ORDINALS) + 1):
        raise _unfit("ordinal")
    return SAY.gettext("{ordinal}", language, ordinal=ORDINALS[int(amount) - 1].within(language))


def _days(value: Value, language: Language) -> str:
    """Write a number of days; Korean says 엿새, which cannot be taken for a date (6일)."""
    amount = _number(value, "days")
    if language is Language.KO and amount in range(1, len(DAYS) + 1):
        return DAYS[int(amount) - 1]
    return SAY.ngettext(
        "{days} day", "{days} days", int(amount), language, days=_words(amount, language)
    )


def _month_name(value: Value, language: Language) -> str:
    if not isinstance(value, When) or len(value.iso) < len("2013-01"):
        raise _unfit("month-name")
    day = dt.date(int(value.iso[:4]), int(value.iso[5:7]), 1)
    return format_date(day, "MMMM", locale=str(language))


def _dotted(value: Value, language: Language) -> str:
    if not isinstance(value, tuple):
        raise _unfit("dotted")
    items = [write(item, language) for item in value]
    return "·".join(items) if language is Language.KO else text.joined(items, language)


WRITERS: Mapping[str, Callable[[Value, Language], str]] = {
    "people": _people,
    "percent": _percent,
    "words": _words,
    "Words": _capital_words,
    "ordinal": _ordinal,
    "days": _days,
    "month-name": _month_name,
    "dotted": _dotted,
}


def _number(value: Value, writer: str) -> float:
    if isinstance(value, int | float):
        return value
    raise _unfit(writer)


def _unfit(writer: str) -> FactError:
    return FactError(
        "unfit-filter",
        SAY.both("“{filter}” cannot write this value.", filter=writer),
        SAY.both("Use a filter that fits the value, or none."),
    )
