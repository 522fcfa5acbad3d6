"""From a subject (`table.row.column`) to its value, with the records it rests on."""

from collections.abc import Callable, Iterable, Mapping

from story.tables import Dataset
from story.tables.model import (
    TABLES,
    Camp,
    CampList,
    Claim,
    Column,
    Event,
    Observation,
    Record,
    Series,
    Source,
)
from story.tables.model import columns as columns_of
from story.tables.problem import meant
from story.telling.facts.named import latest_final
from story.telling.facts.values import Fact, FactError, Period, Quote, SourceRef, Span, Value, When
from story.text import Language, Phrases, Text

SAY = Phrases("facts")
KINDS: Mapping[str, type[Record]] = {kind.table: kind for kind in TABLES}


def look_up(dataset: Dataset, subject: str) -> Fact:
    """Return the value of `table.row.column`; rows joined by `+` give a list of values.

    A row of observations is `series/period`, where needed with its status and vintage (the value
    in force, unless the status is `superseded`), `series/first` or
    `series/latest` (final values), `series/newest` (of any status), or `series/2012..2019` for
    all final values of those years.
    Besides the columns there are `range` (low and high), `period` (start and end) and `camps`
    (the numbers of the camps on a list). Raises FactError for what is not there.
    """
    parts = subject.split(".")
    table, rows, column = parts[0], ".".join(parts[1:-1]), parts[-1]
    if len(parts) < 3 or table not in KINDS:
        raise _unknown(subject, table, KINDS)
    records = find_records(dataset, f"{table}.{rows}")
    found = tuple(_value(dataset, record, column) for record in records)
    return Fact(
        value=found[0] if len(found) == 1 and ".." not in rows else found,
        records=tuple(name_of(record) for record in records),
        sources=unique(item for record in records for item in sources_of(dataset, record)),
    )


def find_records(dataset: Dataset, name: str) -> tuple[Record, ...]:
    """Return the records named `table.row`; raises FactError where there are none."""
    table, _, rows = name.partition(".")
    if table not in KINDS:
        raise _unknown(name, table, KINDS)
    found: list[Record] = []
    for row in rows.split("+"):
        some = _rows(dataset, KINDS[table], row)
        if not some:
            raise _unknown(name, row, [item.id for item in dataset.all(KINDS[table])])
        found += some
    return tuple(found)


def name_of(record: Record) -> str:
    """Return a record's name as the chapters write it, such as `estimates.kinu-2013`."""
    return f"{record.table}.{record.id}"


def unique(sources: Iterable[SourceRef]) -> tuple[SourceRef, ...]:
    """Return each source once, in order."""
    return tuple(dict.fromkeys(sources))


def sources_of(dataset: Dataset, record: Record) -> tuple[SourceRef, ...]:
    """Return the sources a record rests on; a series rests on its latest value's."""
    if isinstance(record, Source):
        return (SourceRef(record.id),)
    if isinstance(record, Camp):
        return tuple(SourceRef(item) for item in record.source_ids)
    if isinstance(record, Claim):
        return tuple(
            SourceRef(source.source_id, source.via_source_id)
            for source in dataset.claim_sources
            if source.claim_id == record.id and source.role in ("primary", "since")
        )
    if isinstance(record, Series):
        values = [
            observation
            for observation in dataset.observations
            if observation.series_id == record.id and observation.status != "superseded"
        ]
        return sources_of(dataset, max(values, key=lambda value: value.period)) if values else ()
    source_id = getattr(record, "source_id", "")
    return (SourceRef(source_id, getattr(record, "via_source_id", "")),) if source_id else ()


def _rows(dataset: Dataset, kind: type[Record], row: str) -> list[Record]:
    if kind is Observation:
        return list(_observations(dataset, row))
    try:
        return [dataset.find(kind, row)]
    except KeyError:
        return []


def _observations(dataset: Dataset, row: str) -> list[Observation]:
    series_id, _, rest = row.partition("/")
    period, _, status = rest.partition("/")
    rows = [
        observation for observation in dataset.observations if observation.series_id == series_id
    ]
    every = [item for item in rows if item.status != "superseded"]
    final = [entry for entry in every if entry.status == "final"]
    if period == "newest":
        return [max(every, key=lambda row: row.period)] if every else []
    if period == "latest":
        return [latest_final(dataset, series_id)] if final else []
    if period == "first":
        return [min(final, key=lambda row: row.period)] if final else []
    if ".." in period:
        first, _, last = period.partition("..")
        inside = (each for each in final if first <= each.period[: len(first)] <= last)
        return sorted(inside, key=lambda row: row.period)
    status, _, vintage = status.partition("/")
    found = [
        row
        for row in (rows if status == "superseded" else every)
        if row.period == period and status in ("", row.status) and vintage in ("", row.vintage)
    ]
    # A final value stands before the provisional one it replaces.
    return [row for row in found if row.status == "final"] or found[:1]


def _value(dataset: Dataset, record: Record, column: str) -> Value:
    if column in SPECIAL and (special := SPECIAL[column](dataset, record)) is not None:
        return special
    fields = {item.name: item for item in columns_of(type(record))}
    if f"{column}_ko" in fields:
        return _both(record, column, fields)
    if column not in fields:
        raise _unknown(f"{name_of(record)}.{column}", column, fields)
    return _cell(getattr(record, column), fields[column], record)


def _both(record: Record, column: str, fields: Mapping[str, Column]) -> Value:
    english = f"{column}_en" if f"{column}_en" in fields else column
    en, ko = getattr(record, english), getattr(record, f"{column}_ko")
    if isinstance(record, Source) and column == "title":
        en, ko = (record.titled(item) for item in (Language.EN, Language.KO))
    if isinstance(en, tuple):
        return tuple(Text(*pair) for pair in zip(en, ko, strict=True))
    if not en:
        raise _blank(record, column)
    if isinstance(record, Event) and column == "quote":
        spoken = Language.KO if record.quote_language == Language.KO else Language.EN
        return Quote(Text(en, record.quote_original if spoken is Language.KO else ko), spoken)
    return Text(en, ko)


def _cell(value: object, column: Column, record: Record) -> Value:
    if isinstance(value, tuple):
        return tuple(Text(item, item) for item in value)
    if value is None or value == "":
        raise _blank(record, column.name)
    if isinstance(value, int | float):
        return value
    return When(str(value)) if column.cell.form == "date" else Text(str(value), str(value))


def _range(_dataset: Dataset, record: Record) -> Value | None:
    low, high = getattr(record, "low", None), getattr(record, "high", None)
    return None if low is None or high is None else Span(low, high)


def _period(_dataset: Dataset, record: Record) -> Value | None:
    start, end = getattr(record, "period_start", ""), getattr(record, "period_end", "")
    if not start or not end:
        return None
    return When(start) if start == end else Period(When(start), When(end))


def _camps(dataset: Dataset, record: Record) -> Value | None:
    if not isinstance(record, CampList):
        return None
    numbers = (dataset.find(Camp, item).number for item in record.camp_ids)
    return tuple(Text(number, number) for number in numbers)


SPECIAL: Mapping[str, Callable[[Dataset, Record], Value | None]] = {
    "range": _range,
    "period": _period,
    "camps": _camps,
}


def _unknown(subject: str, part: str, known: Iterable[str]) -> FactError:
    return FactError(
        "unknown-fact",
        SAY.both(
            "Nothing is called “{subject}”: there is no “{part}”.", subject=subject, part=part
        ),
        meant(part, known, SAY.both("Look the name up in the table.")),
    )


def _blank(record: Record, column: str) -> FactError:
    return FactError(
        "blank-fact",
        SAY.both("The cell {name} is blank.", name=f"{name_of(record)}.{column}"),
        SAY.both("Name another cell, or rewrite the sentence."),
    )
