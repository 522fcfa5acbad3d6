"""Which events are drawn: the reader's choices, and when each event was."""

import calendar
import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from story.model import Event
from story.search import matches
from story.tables import Dataset
from story.values import VALUES

# From meeting to speaking to acting: the order of the lanes.
KINDS = (
    "summit", "statement", "un-action", "law-policy", "report", "detention-case", "envoy",
    "family-reunion",
)  # fmt: skip
ANSWERS = tuple(VALUES["events.rights_raised"])
IMPORTANCE = (1, 2, 3)
PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def meets(self, other: "Span") -> bool:
        """Tell whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def with_(self, others: Iterable["Span"]) -> "Span":
        """Return the span that reaches over this one and all `others`."""
        spans = (self, *others)
        return Span(min(one.first for one in spans), max(one.last for one in spans))


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


@dataclass(frozen=True)
class Chosen:
    """The events drawn, by date, and the days the drawing reaches over.

    `left_out` counts details that all other choices would have kept.
    """

    events: tuple[Event, ...]
    span: Span
    focus: frozenset[str]
    left_out: int


def choose(
    dataset: Dataset,
    *,
    focus: Sequence[str] = (),
    kinds: Collection[str] | None = None,
    answers: Collection[str] | None = None,
    importance: int = 3,
    people: Collection[str] | None = None,
    years: tuple[str, str] | None = None,
    words: str = "",
) -> Chosen:
    """Return the events that fit; those in `focus` whatever the other choices leave out.

    Without `years` the span is that of the whole dataset, whatever else is chosen, so that the
    axis holds still. Raises ValueError for a choice that is not known.
    """
    _known("kind", kinds, KINDS)
    _known("answer", answers, ANSWERS)
    _known("importance", [importance], IMPORTANCE)
    _known("person", people, {name for one in dataset.events for name in names(one)})
    _known("focus", focus, [one.id for one in dataset.events])
    span = span_of(years) if years else whole_span(dataset)
    wanted_kinds, wanted_answers = KINDS if kinds is None else kinds, answers or ()
    fitting = [
        one
        for one in dataset.events
        if one.kind in wanted_kinds
        and (answers is None or one.rights_raised in wanted_answers)
        and (people is None or set(names(one)) & set(people))
        and (years is None or began(one).meets(span))
        and (not words or matches(words, texts(one)))
    ]
    kept = {one.id for one in fitting if int(one.importance) <= importance}
    wanted = kept | set(focus)
    drawn = [one for one in dataset.events if one.id in wanted]
    return Chosen(
        events=tuple(sorted(drawn, key=in_order)),
        span=span.with_(began(one) for one in drawn if one.id in focus),
        focus=frozenset(focus),
        left_out=len(fitting) - len(kept),
    )


def whole_span(dataset: Dataset) -> Span:
    """Return the days covered: from the first event's year to the last event's month."""
    starts = [began(one).first for one in dataset.events]
    last = max(starts)
    return Span(dt.date(min(starts).year, 1, 1), days_of(f"{last:%Y-%m}").last)


def in_order(event: Event) -> tuple[dt.date, int, str]:
    """Return what events are sorted by: the day, then the lane."""
    return began(event).first, KINDS.index(event.kind), event.id


def names(event: Event) -> tuple[str, ...]:
    """Return those who took part, in both languages."""
    return (*event.actors, *event.actors_ko)


def texts(event: Event) -> tuple[str, ...]:
    """Return what a search looks through, in both languages."""
    return (
        event.title_en, event.title_ko, event.summary_en, event.summary_ko, event.quote,
        event.quote_ko, event.place_en, event.place_ko, event.speaker, event.speaker_ko,
        *names(event),
    )  # fmt: skip


def _known(
    what: str, given: Collection[str | int] | None, known: Collection[str] | Collection[int]
) -> None:
    unknown = [one for one in given or () if one not in known]
    if unknown:
        listed = ", ".join(map(str, sorted(known) if isinstance(known, set) else known))
        raise ValueError(f"unknown {what} {', '.join(map(str, unknown))}; known: {listed}")
