"""When the post of US envoy for North Korean human rights was filled, to the day.

The yearly values say whether the post was filled at the end of each year; the events say on
which day that changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from story.figures.series.observed import observations, year_of
from story.tables import Dataset
from story.tables.documents.datapackage import ARTICLE
from story.tables.model import Event, Observation, Source
from story.text import Language

SERIES = "us-envoy-in-post"


@dataclass(frozen=True)
class Spell:
    """A time in which the post was filled, or vacant, without a break.

    `start` and `end` are the ISO days drawn. `opened` and `closed` are the events that began and
    ended it; without one the spell runs to the edge of what is recorded. `value` is its first
    yearly value.
    """

    filled: bool
    start: str
    end: str
    value: Observation
    opened: Event | None = None
    closed: Event | None = None

    @property
    def id(self) -> str:
        """The id of the record the spell's beginning rests on."""
        return self.opened.id if self.opened else self.value.id

    @property
    def begins(self) -> str:
        """The day the spell began, blank where that lies outside what is drawn or recorded."""
        return self.start if self.opened and self.opened.start_date == self.start else ""

    @property
    def ends(self) -> str:
        """The day the spell ended, blank where that lies outside what is drawn or recorded."""
        return self.end if self.closed and self.closed.start_date == self.end else ""

    def holder(self, language: Language) -> str:
        """Return who held the post, as the events of taking or leaving it name first; or blank."""
        event = self.closed or self.opened
        if not self.filled or event is None:
            return ""
        names = event.actors if language is Language.EN else event.actors_ko
        return names[0] if names else ""

    def months(self) -> int:
        """Count the whole months from the first day to the last."""
        first, last = ([int(part) for part in iso.split("-")] for iso in (self.start, self.end))
        return (last[0] - first[0]) * 12 + last[1] - first[1] - (last[2] < first[2])


@dataclass(frozen=True)
class Envoy:
    """The spells within `years`, the other events about the post, and the last value's day.

    `op_ed` is the publication of the op-ed that asked for an envoy, where it falls into a spell.
    """

    spells: tuple[Spell, ...]
    others: tuple[Event, ...]
    years: tuple[int, int]
    as_of: str
    last: Observation
    op_ed: Event | None = None


def envoy_rows(dataset: Dataset, years: tuple[int, int] | None) -> Envoy:
    """Return the spells of `years`, by default of all years with a value.

    Raises ValueError for years that run backwards, and where no event dates a change.
    """
    observations(dataset, SERIES, years)  # refuses years that run backwards
    values = observations(dataset, SERIES)
    span = years or (year_of(values[0]), year_of(values[-1]))
    events = sorted(
        (row for row in dataset.events if row.kind == "envoy"),
        key=lambda row: row.start_date,
    )
    as_of = _last_day(dataset, values[-1])
    spells = _spells(values, events, as_of)
    turns = {event.id for spell in spells for event in (spell.opened, spell.closed) if event}
    others = [
        entry
        for entry in events
        if entry.id not in turns and span[0] <= int(entry.start_date[:4]) <= span[1]
    ]
    clipped = (_clipped(spell, span) for spell in spells)
    kept = tuple(each for each in clipped if each.start < each.end)
    op_ed = next((row for row in dataset.events if row.source_id == ARTICLE), None)
    if op_ed and not any(each.start < op_ed.start_date < each.end for each in kept):
        op_ed = None
    return Envoy(kept, tuple(others), span, as_of, values[-1], op_ed)


def _last_day(dataset: Dataset, value: Observation) -> str:
    """A value that is not final is as old as the publication that gives it."""
    published = dataset.find(Source, value.source_id).published
    return published if value.status != "final" and len(published) == 10 else _year_end(value)


def _year_end(value: Observation) -> str:
    return f"{year_of(value)}-12-31"


def _spells(
    values: Sequence[Observation], events: Sequence[Event], as_of: str
) -> tuple[Spell, ...]:
    first = values[0]
    found = [Spell(bool(first.value), _year_end(first), _year_end(first), first)]
    for before, after in pairwise(values):
        now = found[-1]
        if year_of(after) > year_of(before) + 1:
            found.append(Spell(bool(after.value), _year_end(after), _year_end(after), after))
        elif before.value == after.value:
            found[-1] = replace(now, end=_year_end(after))
        else:
            turn = _turn(after, events)
            found[-1] = replace(now, end=turn.start_date, closed=turn)
            found.append(
                Spell(bool(after.value), turn.start_date, _year_end(after), after, opened=turn)
            )
    found[-1] = replace(found[-1], end=as_of)
    return tuple(found)


def _turn(value: Observation, events: Sequence[Event]) -> Event:
    """Return the event that changed the post within the year of `value`.

    Once the post is vacant, nominations and promises follow: so it was emptied by the year's
    first event, and filled by its last.
    """
    inside = [event for event in events if event.start_date.startswith(f"{year_of(value)}-")]
    days = [item for item in inside if item.date_precision == "day"]
    if not days:
        raise ValueError(
            f"{SERIES} changed in {year_of(value)}, but no event of kind envoy gives the day"
        )
    return days[-1] if value.value else days[0]


def _clipped(spell: Spell, years: tuple[int, int]) -> Spell:
    first, last = f"{years[0]}-01-01", f"{years[1]}-12-31"
    return replace(spell, start=max(spell.start, first), end=min(spell.end, last))
