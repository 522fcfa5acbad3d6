"""How fresh each table is: when it was last refreshed, and when a source was last read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from story.publishing.history import Entry
from story.tables.dataset import Dataset
from story.tables.model import TABLES, Claim, ClaimSource, Event, EventCode, Record, Source

NAMING = ("source_id", "via_source_id", "source_ids")
# Tables whose rows name no source themselves: where their sources stand.
SOURCED: Mapping[type[Record], type[Record]] = {Claim: ClaimSource, EventCode: Event}


@dataclass(frozen=True)
class Freshness:
    """How fresh one table is.

    `refreshed`: the day on which its rows last changed, None where the log does not know.
    `checked`: the newest day on which a source that its rows name was read, None where it names
    none. `overdue`: whether both are longer ago than the table's interval allows.
    """

    kind: type[Record]
    rows: int
    refreshed: date | None
    checked: date | None
    overdue: bool


def freshness(dataset: Dataset, entries: Sequence[Entry], today: date) -> tuple[Freshness, ...]:
    """Return how fresh each table is on a day; `entries`: the log, newest first."""
    return tuple(_of_table(dataset, kind, entries, today) for kind in TABLES)


def _of_table(
    dataset: Dataset, kind: type[Record], entries: Sequence[Entry], today: date
) -> Freshness:
    refreshed = _refreshed(f"{kind.table}.csv", entries)
    checked = max(_checked(dataset, kind), default=None)
    last = max((item for item in (refreshed, checked) if item), default=None)
    overdue = bool(kind.interval and last and (today - last).days > kind.interval)
    return Freshness(kind, len(dataset.all(kind)), refreshed, checked, overdue)


def _refreshed(file: str, entries: Sequence[Entry]) -> date | None:
    """Return the day of the last edition in which a file differs from the edition before."""
    for newer, older in pairwise(entries):
        if newer.files.get(file) != older.files.get(file):
            return newer.at.date()
    return None


def _checked(dataset: Dataset, kind: type[Record]) -> Iterator[date]:
    if kind is Source:
        yield from _read(dataset.sources)
        return
    sourced = SOURCED.get(kind, kind)
    names = [item for item in NAMING if item in sourced.model_fields]
    named: set[str] = set()
    for record in dataset.all(sourced):
        for name in names:
            found = getattr(record, name)
            named.update(found if isinstance(found, tuple) else (found,))
    yield from _read(source for source in dataset.sources if source.id in named)


def _read(sources: Iterable[Source]) -> Iterator[date]:
    """Yield the days on which sources were read; a month or year counts from its first day."""
    for source in sources:
        parts = [int(part) for part in source.accessed.split("-")]
        yield date(*(*parts, 1, 1)[:3])
