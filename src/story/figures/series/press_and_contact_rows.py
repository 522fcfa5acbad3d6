"""What is recorded of the press, the Internet and telephones: places, guesses and counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from story.figures.series.observed import year_of
from story.tables import Dataset
from story.tables.citation import short_publisher
from story.tables.model import Observation, Source
from story.text import Language, Phrases, date, number, people, period, span

SAY = Phrases("press_and_contact")
RANK = "rsf-press-freedom-rank"
LOW, POINT, HIGH = (f"dprk-internet-users-{item}" for item in ("low", "point", "high"))
PHONES = "dprk-mobile-subscribers"
SERIES = (RANK, LOW, POINT, HIGH, PHONES)


@dataclass(frozen=True)
class Places:
    """Places in an index of `size` countries, by year; 1 is the best."""

    rows: tuple[Observation, ...]
    size: int

    @property
    def best(self) -> int:
        """The best place in the years shown."""
        return min(int(row.value) for row in self.rows)

    @property
    def worst(self) -> int:
        """The worst place on record."""
        return max(int(row.value) for row in self.rows)

    def said(self, language: Language) -> str:
        """Write all places as one: `177 to 180`."""
        if self.best == self.worst:
            return number(self.best, language)
        return span(self.best, self.worst, language)

    def years(self, language: Language) -> str:
        """Write the years of the first and the last edition."""
        return period(self.rows[0].period[:4], self.rows[-1].period[:4], language)


@dataclass(frozen=True)
class Number:
    """One published number, or the two ends of a published range.

    `in_people`: whether it counts people, and not connections.
    """

    rows: tuple[Observation, ...]
    publisher: str
    in_people: bool

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value printed."""
        values = [row.value for row in self.rows]
        return min(values), max(values)

    @property
    def status(self) -> str:
        """How firm it is, `range` for two ends."""
        return self.rows[0].status if len(self.rows) == 1 else "range"

    @property
    def year(self) -> str:
        """The year it is for, as an ISO date."""
        return self.rows[0].period[:4]

    def said(self, language: Language) -> str:
        """Write it as sure as it is: `10,000–20,000 people`, `fewer than 10,000`."""
        low, high = self.ends
        if self.status == "range":
            value = span(low, high, language)
            if self.in_people:
                value = people(high, language).replace(number(high, language), value, 1)
        else:
            value = people(high, language) if self.in_people else number(high, language)
        phrases = {
            "rounded": "about {value}",
            "upper-bound": "fewer than {value}",
            "lower-bound": "more than {value}",
        }
        return SAY.gettext(phrases.get(self.status, "{value}"), language, value=value)

    def when(self, language: Language) -> str:
        """Write the year it is for."""
        return date(self.year, language)


@dataclass(frozen=True)
class Closed:
    """All that is drawn."""

    places: Places
    users: tuple[Number, ...]
    phones: tuple[Number, ...]


def closed(dataset: Dataset, language: Language) -> Closed:
    """Return the values in force of the series drawn, each by date."""
    unit = next((series.unit_en for series in dataset.series if series.series_id == RANK), "")
    size = re.search(r"of (\d+)", unit)
    ranks = tuple(values(dataset, RANK))
    most = max((int(rank.value) for rank in ranks), default=1)
    return Closed(
        places=Places(ranks, int(size[1]) if size else most),
        users=tuple(_numbers(dataset, (LOW, POINT, HIGH), language, in_people=True)),
        phones=tuple(_numbers(dataset, (PHONES,), language, in_people=False)),
    )


def values(dataset: Dataset, *series: str) -> list[Observation]:
    """Return the values in force of some series, by date."""
    found = [
        observation
        for observation in dataset.observations
        if observation.series_id in series and observation.status != "superseded"
    ]
    return sorted(found, key=lambda entry: (entry.period, series.index(entry.series_id)))


def _numbers(
    dataset: Dataset, series: Sequence[str], language: Language, *, in_people: bool
) -> Iterator[Number]:
    """Put the low and the high of one publication and year together; all others stand alone."""
    rows = values(dataset, *series)
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            continue
        other = next((two for two in rows if _ends_with(row, two)), None)
        together = (row, other) if other else (row,)
        seen |= {each.id for each in together}
        publisher = short_publisher(dataset.find(Source, row.source_id), language)
        yield Number(together, publisher, in_people)


def _ends_with(low: Observation, high: Observation) -> bool:
    same = (low.source_id, year_of(low)) == (high.source_id, year_of(high))
    return same and low.series_id == LOW and high.series_id == HIGH
