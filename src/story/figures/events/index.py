"""The events of an edition, looked through once: what drawings ask of all of them, as columns.

A drawing shows a few hundred events at most, but chooses and counts among all. Asking a hundred
thousand records one by one takes seconds at every choice of every reader; their columns are asked
in milliseconds.
"""

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from story.figures.events.days import Span, began, days_of
from story.search import WordIndex
from story.tables import Dataset
from story.tables.model import Event
from story.tables.values import VALUES

# From meeting to speaking to acting: the order of the lanes.
KINDS = (
    "summit", "statement", "un-action", "law-policy", "report", "detention-case", "envoy",
    "family-reunion",
)  # fmt: skip
ANSWERS = tuple(VALUES["events.rights_raised"])

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class EventIndex:
    """Every event by day, lane and id, and columns in that order.

    `kind` and `answer` are places in `KINDS` and `ANSWERS`; `first` and `last` are the days on
    which an event may have begun, as proleptic ordinals, and `year` is the first one's.
    """

    records: tuple[Event, ...]
    kind: Numbers
    answer: Numbers
    importance: Numbers
    first: Numbers
    last: Numbers
    year: Numbers

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each event stands, by its id."""
        return {record.event_id: place for place, record in enumerate(self.records)}

    @cached_property
    def named(self) -> Mapping[str, Numbers]:
        """Where those who took part are named, in either language."""
        return _places(names(record) for record in self.records)

    @cached_property
    def people(self) -> Mapping[str, str]:
        """The Korean name of those who took part by the English one, the most often named first."""
        korean = {
            name: said
            for record in self.records
            for name, said in zip(record.actors, record.actors_ko, strict=True)
        }
        often = sorted(korean, key=lambda name: len(self.named[name]), reverse=True)
        return {name: korean[name] for name in often}

    @cached_property
    def people_words(self) -> WordIndex:
        """What a search for a person or body looks through, in the order of `people`."""
        return WordIndex(self.people.items())

    @cached_property
    def quoted(self) -> Mapping[str, Numbers]:
        """Where speakers are quoted, named in either language."""
        return _places(filter(None, (record.speaker, record.speaker_ko)) for record in self.records)

    @cached_property
    def words(self) -> WordIndex:
        """What a search looks through, in both languages."""
        return WordIndex(map(texts, self.records))

    @cached_property
    def span(self) -> Span:
        """The days covered: from the first event's year to the last event's month."""
        last = dt.date.fromordinal(int(self.first.max()))
        return Span(dt.date(int(self.year.min()), 1, 1), days_of(f"{last:%Y-%m}").last)

    def prepare(self) -> None:
        """Look through everything now, so that no reader has to wait for it."""
        for _ in (self.places, self.people, self.people_words, self.quoted, self.words):
            pass

    def mask(self, places: Iterable[int]) -> Mask:
        """Tell of each event whether it stands at one of these places."""
        found = np.zeros(len(self.records), dtype=np.bool_)
        found[np.fromiter(places, dtype=np.intp)] = True
        return found

    def by_any(self, column: Mapping[str, Numbers], wanted: Iterable[str]) -> Mask:
        """Tell of each event whether `column` names one of those `wanted` there."""
        return self.mask(place for item in wanted for place in column[item])

    def within(self, span: Span) -> Mask:
        """Tell of each event whether it may have begun on a day of `span`."""
        return (self.first <= span.last.toordinal()) & (self.last >= span.first.toordinal())


@dataclass(frozen=True, eq=False)
class Events(Sequence[Event]):
    """Some of the events, in order: counted by their columns, read one by one only where shown."""

    of: EventIndex
    rows: Numbers

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Event: ...

    @overload
    def __getitem__(self, at: slice) -> "Events": ...

    def __getitem__(self, at: int | slice) -> "Event | Events":
        """Return the event at one place, or those of a slice."""
        if isinstance(at, slice):
            return Events(self.of, self.rows[at])
        found: Event = self.of.records[self.rows[at]]
        return found

    def __iter__(self) -> Iterator[Event]:
        """Yield each event."""
        records = self.of.records
        return (records[row] for row in self.rows)

    def where(self, mask: Mask) -> "Events":
        """Return those of which a mask over all events says yes."""
        return Events(self.of, self.rows[mask[self.rows]])

    def of_kind(self, kind: str) -> "Events":
        """Return those of one kind."""
        return self.where(self.of.kind == KINDS.index(kind))

    def by(self, groups: NDArray[np.integer]) -> dict[int, "Events"]:
        """Return the events parted by numbers, one number an event, from the lowest."""
        order = np.argsort(groups, kind="stable")
        numbers, starts = np.unique(groups[order], return_index=True)
        parts = np.split(self.rows[order], starts[1:])
        return {
            int(number): Events(self.of, part) for number, part in zip(numbers, parts, strict=False)
        }

    def by_year(self) -> dict[int, "Events"]:
        """Return the events parted by the year in which they began, from the first."""
        return self.by(self.of.year[self.rows])

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds there are, in the order of the lanes."""
        return tuple(KINDS[item] for item in np.unique(self.of.kind[self.rows]))

    @property
    def answers(self) -> dict[str, int]:
        """How many of each answer there are; answers not given are left out."""
        counts = np.bincount(self.of.answer[self.rows], minlength=len(ANSWERS))
        return {item: int(count) for item, count in zip(ANSWERS, counts, strict=True) if count}

    @property
    def span(self) -> Span:
        """The days on which they may have begun; raises ValueError where there are none."""
        first, last = self.of.first[self.rows].min(), self.of.last[self.rows].max()
        return Span(dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last)))


def index_of(dataset: Dataset) -> EventIndex:
    """Return the index of an edition's events."""
    return dataset.once(_indexed)


def trump_kim_meetings(dataset: Dataset) -> tuple[Event, ...]:
    """Return the meetings of Trump and Kim in person, by date."""
    return dataset.once(_trump_kim_meetings)


def _trump_kim_meetings(dataset: Dataset) -> tuple[Event, ...]:
    both = {"Donald Trump", "Kim Jong Un"}
    met = (event for event in dataset.events if event.kind == "summit")
    found = (event for event in met if both <= set(event.actors))
    return tuple(sorted(found, key=lambda event: event.start_date))


def _indexed(dataset: Dataset) -> EventIndex:
    records = tuple(sorted(dataset.events, key=_in_order))
    days = [began(record) for record in records]

    def column(values: Iterable[int]) -> Numbers:
        return np.fromiter(values, dtype=np.int32, count=len(records))

    return EventIndex(
        records=records,
        kind=column(KINDS.index(item.kind) for item in records),
        answer=column(ANSWERS.index(entry.rights_raised) for entry in records),
        importance=column(int(each.importance) for each in records),
        first=column(day.first.toordinal() for day in days),
        last=column(span.last.toordinal() for span in days),
        year=column(span.first.year for span in days),
    )


def _in_order(event: Event) -> tuple[dt.date, int, str]:
    return began(event).first, KINDS.index(event.kind), event.event_id


def _places(columns: Iterable[Iterable[str]]) -> Mapping[str, Numbers]:
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
    for place, values in enumerate(columns):
        for value in set(values):
            found[value].append(place)
    return {item: np.asarray(places, dtype=np.int32) for item, places in found.items()}


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
