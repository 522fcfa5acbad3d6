"""When events were: the days that a partial date can mean."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from story.tables.model import Event

PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def with_(self, other: "Span") -> "Span":
        """Return the span that reaches over both."""
        return Span(min(self.first, other.first), max(self.last, other.last))


@lru_cache(maxsize=65_536)  # a table of events asks again and again
def days_of(iso: str) -> Span:
    """Return the days a partial ISO date can mean: `2017-11` is any day of its month.

    Raises ValueError for anything that is not a date.
    """
    if not PARTIAL_DATE.fullmatch(iso):
        raise ValueError(f"{iso!r} is no date; write 2019, 2019-02 or 2019-02-27")
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        day = dt.date(*parts)
        return Span(day, day)
    year, month = parts[0], parts[1] if len(parts) == 2 else 0
    last = calendar.monthrange(year, month or 12)[1]
    return Span(dt.date(year, month or 1, 1), dt.date(year, month or 12, last))


def began(event: Event) -> Span:
    """Return the days on which the event may have happened or begun."""
    return days_of(event.start_date)


def is_vague(event: Event) -> bool:
    """Tell whether the day is not known, or only about."""
    return event.date_precision != "day" or len(event.start_date) < len("2019-02-27")


def span_of(years: tuple[str, str]) -> Span:
    """Return the days of a choice of years, ends included; raises ValueError if they run back."""
    span = Span(days_of(years[0]).first, days_of(years[1]).last)
    if span.first > span.last:
        raise ValueError(f"years must run forwards, not {years[0]} to {years[1]}")
    return span
