"""Values of the context series: those of a span of years, and their rows in a figure's table."""

import datetime as dt
from collections.abc import Iterable, Mapping

import pandas as pd

from story.tables import Dataset
from story.tables.citation import row_citation
from story.tables.model import Observation, Source
from story.tables.values import value_text
from story.text import Language, Phrases, date, number

SAY = Phrases("observed")
COLUMNS = (
    "record_id", "series_id", "period", "value", "status", "source_id", "via_source_id",
    "period_text", "value_text", "status_text", "drawn_text", "note", "source_text",
)  # fmt: skip


def observations(
    dataset: Dataset,
    series_id: str,
    years: tuple[int, int] | None = None,
    *,
    superseded: bool = False,
) -> tuple[Observation, ...]:
    """Return the values of one series by date, those of `years` (both included) only.

    Values that a later printing replaced are left out unless `superseded`.

    Raises ValueError for a series without values and for years that run backwards.
    """
    if years and years[0] > years[1]:
        raise ValueError(f"years must run forwards, not {years[0]} to {years[1]}")
    found = [
        observation
        for observation in dataset.observations
        if observation.series_id == series_id and (superseded or observation.status != "superseded")
    ]
    if not found:
        known = sorted({item.series_id for item in dataset.observations})
        raise ValueError(f"no values of {series_id}; there are {', '.join(known)}")
    kept = [entry for entry in found if years is None or years[0] <= year_of(entry) <= years[1]]
    return tuple(sorted(kept, key=lambda each: (each.period, each.status)))


def year_of(observation: Observation) -> int:
    """Return the year a value belongs to."""
    return int(observation.period[:4])


def place(iso: str) -> tuple[float, float]:
    """Return where a period begins and ends in decimal years; both alike for a day.

    `2018` fills its year and `2018-02` its month, because no more is known.
    """
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return float(parts[0]), float(parts[0] + 1)
    if len(parts) == 2:
        year, month = parts
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return _decimal(dt.date(year, month, 1)), _decimal(following)
    day = _decimal(dt.date(parts[0], parts[1], parts[2]))
    return day, day


def _decimal(day: dt.date) -> float:
    first, following = dt.date(day.year, 1, 1), dt.date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (following - first).days


def by_year(rows: Iterable[Observation]) -> dict[int, Observation]:
    """Return yearly values by their year; of two for one year the later in order."""
    return {year_of(row): row for row in rows}


def publishers(dataset: Dataset, rows: Iterable[Observation], language: Language) -> list[str]:
    """Return who published the values, each once."""
    sources = (dataset.find(Source, row.source_id) for row in rows)
    return list(dict.fromkeys(source.within("publisher", language) for source in sources))


def observed_table(
    dataset: Dataset, rows: Iterable[Observation], drawn: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Return one row a value: its cells as in the data, and what a reader is shown.

    `drawn` says in words how each value, by its id, is drawn.
    """
    cells = [
        {
            "record_id": row.id,
            "series_id": row.series_id,
            "period": row.period,
            "value": row.value,
            "status": row.status,
            "source_id": row.source_id,
            "via_source_id": row.via_source_id,
            "period_text": date(row.period, language),
            "value_text": number(row.value, language),
            "status_text": value_text("observations.status", row.status, language),
            "drawn_text": drawn[row.id],
            "note": row.within("note", language),
            "source_text": row_citation(dataset, language, row),
        }
        for row in rows
    ]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def observed_headings(value: str, language: Language) -> dict[str, str]:
    """Return the columns a reader is shown with their words; `value` heads the values."""
    return {
        "period_text": SAY.gettext("Date", language),
        "value_text": value,
        "status_text": SAY.gettext("Status", language),
        "drawn_text": SAY.gettext("In the figure", language),
        "note": SAY.gettext("Note", language),
        "source_text": SAY.gettext("Source", language),
    }
