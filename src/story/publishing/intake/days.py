"""Dates as people and spreadsheets write them, to ISO 8601 as precisely as they are known."""

import datetime
import re
from collections.abc import Callable

from story.publishing.intake.grid import ordinary
from story.tables.model.column import ISO_DATE

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
EPOCH = datetime.date(1899, 12, 30)  # Excel counts 29 February 1900, a day that never was
SERIALS = (16_000, 60_000)  # 1943 to 2064: a date of these tables, and no year
YEAR, PART = r"([12][0-9]{3})", r"([0-9]{1,2})"


class Ambiguous(ValueError):  # noqa: N818 - it says what the text is
    """A text that can be read in more than one way: `choices`, each with the habit behind it.

    `habits` name how each choice reads the text, so that one answer serves all cells of a column
    that are written alike; texts of the same habits in the same order are equal doubts.
    """

    def __init__(self, *choices: str, habits: tuple[str, ...] = ()) -> None:
        super().__init__(" / ".join(choices))
        self.choices = choices
        self.habits = habits or choices


WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?=[0-9a-z])"
    r"| ?(?:\([월화수목금토일](?:요일)?\)|[월화수목금토일]요일)$"
)
# Midnight is how a program writes a date that has no time.
MIDNIGHT = re.compile(
    r"(?:(?<=[0-9.])[ t]|(?<=일) ?)(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?am|오전 12:00(?::00)?)"
    r" ?(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})?$"
)
CLOCK = re.compile(r"[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?|오[전후]|[0-9] ?[ap]m\b")
NO_YEAR = re.compile(
    rf"{PART}[-./] ?{PART}\.?|{PART}월 ?{PART}일|{PART}[- ]({'|'.join(MONTHS)})\.?"
    rf"|({'|'.join(MONTHS)})\.? {PART}(?:st|nd|rd|th)?"
)


def names_no_year(text: str) -> bool:
    """Whether a text is a day of a month without a year, such as `28 February`; none is added."""
    return bool(NO_YEAR.fullmatch(_bare(text)))


def names_a_time(text: str) -> bool:
    """Whether a text is a date with a time of day, which the tables do not hold."""
    bare = _bare(text)
    return bool(CLOCK.search(bare)) and bool(re.search(r"[0-9]{4}", bare))


def _bare(text: str) -> str:
    """Return a date without capitals, days of the week, and midnight."""
    bare = " ".join(ordinary(text).split()).casefold()
    bare = bare.translate({ord("年"): "년", ord("月"): "월", ord("日"): "일"})
    return WEEKDAY.sub("", MIDNIGHT.sub("", WEEKDAY.sub("", bare))).strip()


def read_day(text: str) -> tuple[str, str]:
    """Return a date in ISO 8601 and how it was read; text that is no date as it is.

    Raises Ambiguous for `03/04/2019`, for two-digit years and days beside a month's name, and for
    `2019.1`, which a spreadsheet makes of `2019.10`.
    """
    if re.fullmatch(ISO_DATE, text):
        return text, ""
    bare = _bare(text)
    lost = re.fullmatch(rf"{YEAR}\.1", bare)
    if lost:
        raise Ambiguous(f"{lost[1]}-01", f"{lost[1]}-10", habits=("january", "october"))
    for pattern, make in PATTERNS:
        found = re.fullmatch(pattern, bare)
        if found:
            iso = make(*found.groups())
            return (iso, "date") if iso else (text, "")
    if bare.isdecimal() and SERIALS[0] <= int(bare) <= SERIALS[1] and len(bare) == 5:
        return (EPOCH + datetime.timedelta(days=int(bare))).isoformat(), "serial"
    return text, ""


def _iso(year: str, month: str | None = None, day: str | None = None) -> str:
    """Return the date, blank where there is no such day."""
    parts = [int(item) for item in (year, month, day) if item]
    try:
        datetime.date(*(*parts, 1, 1)[:3])
    except ValueError:
        return ""
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def _of_month(year: str, name: str, day: str | None = None) -> str:
    return _iso(year, str(MONTHS[name]), day) if name in MONTHS else ""


def _numbers(first: str, second: str, year: str) -> str:
    """Read `28/02/2019`: the one beyond 12 is the day; both within 12 can be either."""
    readings = {item for item in (_iso(year, second, first), _iso(year, first, second)) if item}
    if len(readings) == 2:
        by_habit = sorted(
            [(_iso(year, second, first), "day-first"), (_iso(year, first, second), "month-first")]
        )
        choices, habits = zip(*by_habit, strict=True)
        raise Ambiguous(*choices, habits=habits)
    return readings.pop() if readings else ""


def _short(first: str, name: str, last: str) -> str:
    """Read `28-Feb-19`: neither the century nor, up to 31, which is the day is certain."""
    if name not in MONTHS:
        return ""
    this = datetime.date.today().year
    full = {f"{century}00s": _of_month(f"{century}{last}", name, first) for century in ("19", "20")}
    fitting = {habit: item for habit, item in full.items() if item and int(item[:4]) <= this + 1}
    raise Ambiguous(*fitting.values(), habits=tuple(fitting))


def _month_and_number(name: str, number: str) -> str:
    """Read `Feb-19`, which Excel writes for February 2019 and for 19 February alike."""
    if name not in MONTHS:
        return ""
    raise Ambiguous(
        f"20{number.zfill(2)}-{MONTHS[name]:02}",
        f"19{number.zfill(2)}-{MONTHS[name]:02}",
        habits=("2000s", "1900s"),
    )


PATTERNS: tuple[tuple[str, Callable[..., str]], ...] = (
    (rf"{YEAR}[-./]{PART}[-./]{PART}", _iso),
    (r"([12][0-9]{3})(0[1-9]|1[0-2])([0-3][0-9])", _iso),
    (rf"{YEAR}(?:\.0|년)?", _iso),
    (rf"{YEAR}\. ?{PART}\. ?{PART}\.?", _iso),
    (rf"{YEAR}\. ?{PART}\.?", _iso),
    (rf"{YEAR}[-/]{PART}", _iso),
    (rf"{YEAR}년(?: ?{PART}월(?: ?{PART}일)?)?", _iso),
    (
        rf"{PART}(?:st|nd|rd|th)?[ .-]+(?:of )?([a-z]+)[., -]+{YEAR}",
        lambda day, name, year: _of_month(year, name, day),
    ),
    (
        rf"([a-z]+)\.? {PART}(?:st|nd|rd|th)?,? {YEAR}",
        lambda name, day, year: _of_month(year, name, day),
    ),
    (rf"([a-z]+)\.?,?[ -]{YEAR}", lambda name, year: _of_month(year, name)),
    (
        rf"{YEAR}[ -]([a-z]+)[ -]{PART}(?:st|nd|rd|th)?",
        lambda year, name, day: _of_month(year, name, day),
    ),
    (rf"{PART}[/.] ?{YEAR}", lambda month, year: _iso(year, month)),
    (rf"{PART}[-./] ?{PART}[-./] ?{YEAR}", _numbers),
    (rf"{PART}[- ]([a-z]+)[- ]([0-9]{{2}})", _short),
    (r"([a-z]+)-([0-9]{1,2})", _month_and_number),
)
