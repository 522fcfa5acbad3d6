"""The waiting families: registered South Koreans still alive, by date, and the reunions held.

Counts were taken at different dates. Only year-end counts of consecutive years are joined by a
whole line; what is interim, rounded or an upper bound is hollow.
"""

import pandas as pd

from story.figures.drawing import headed
from story.figures.figure import Figure, sources_of
from story.figures.scene import PAGE, Sheet
from story.figures.series.families_rows import Families, at_year_end, counted, starred
from story.figures.series.families_scene import draw_families
from story.figures.series.observed import (
    observations,
    observed_headings,
    observed_table,
    publishers,
    year_of,
)
from story.tables import Dataset
from story.tables.citation import row_citation
from story.tables.model import Event, Observation
from story.text import Language, Phrases, date, joined, number, people, period

SAY = Phrases("families")
ALIVE = "separated-families-surviving"
REGISTERED = "separated-families-registered"
DECEASED = "separated-families-deceased"
ROUNDS = "family-reunion-rounds"


def families(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    years: tuple[int, int] | None = None,
) -> Figure:
    """Draw the counts and reunions of `years`, by default of all years with a count.

    Raises ValueError for years that run backwards.
    """
    rows = _chosen(dataset, years)
    sums = _sums(dataset, rows)
    table = _table(dataset, rows, language)
    others = [news for news in _news(dataset, rows) if news not in rows.reunions]
    notes = (
        *_count_notes(rows, language),
        *_sum_notes(sums, language),
        *_reunion_notes(dataset, rows, others, language),
    )
    quoted: list[Observation | Event] = [*sums, *_rounds(dataset, rows), *others]
    cited = (item for row in quoted for item in (row.source_id, row.via_source_id) if item)
    return Figure(
        name="families",
        scene=headed(
            draw_families(rows, language, sheet),
            SAY.gettext("Registered in South Korea as separated families, and alive", language),
        ),
        table=table,
        headings=observed_headings(SAY.gettext("Registered and alive", language), language),
        title=_title(rows, language),
        reading=_reading(dataset, rows, language),
        summary=_summary(dataset, rows, language),
        sources=tuple(dict.fromkeys((*sources_of(table), *cited))),
        notes=notes,
    )


def _chosen(dataset: Dataset, years: tuple[int, int] | None) -> Families:
    counts = observations(dataset, ALIVE, years)
    every = [year_of(observation) for observation in observations(dataset, ALIVE)]
    span = years or (min(every), max(every))
    # News about reunions stands among the reunions in the data; a round lasted several days.
    held = [year for year in _of_years(dataset, span) if year.end_date]
    return Families(counts=counts, reunions=tuple(held), years=span)


def _of_years(dataset: Dataset, years: tuple[int, int]) -> list[Event]:
    found = [
        event
        for event in dataset.events
        if event.kind == "family-reunion" and years[0] <= int(event.start_date[:4]) <= years[1]
    ]
    return sorted(found, key=lambda item: item.start_date)


def _news(dataset: Dataset, rows: Families) -> list[Event]:
    return [year for year in _of_years(dataset, rows.years) if not year.end_date]


def _rounds(dataset: Dataset, rows: Families) -> tuple[Observation, ...]:
    """Return the last count of reunion rounds that falls into the years."""
    return observations(dataset, ROUNDS, rows.years)[-1:]


def _sums(dataset: Dataset, rows: Families) -> tuple[Observation, ...]:
    """Return registered and deceased of the last year-end drawn, if both are known."""
    if not rows.year_ends:
        return ()
    last = rows.year_ends[-1].period
    found = [
        observation
        for series in (REGISTERED, DECEASED)
        for observation in observations(dataset, series)
        if observation.period == last and observation.status == "final"
    ]
    return tuple(found) if len(found) == 2 else ()


def _table(dataset: Dataset, rows: Families, language: Language) -> pd.DataFrame:
    def drawn(observation: Observation) -> str:
        if observation.status == "upper-bound":
            return SAY.gettext("Open triangle", language)
        return SAY.gettext("Solid dot" if observation.status == "final" else "Hollow dot", language)

    counts = observed_table(
        dataset, rows.counts, {count.id: drawn(count) for count in rows.counts}, language
    )
    reunions = [
        {
            "record_id": reunion.id,
            "period": reunion.start_date,
            "source_id": reunion.source_id,
            "via_source_id": reunion.via_source_id,
            "period_text": period(reunion.start_date, reunion.end_date, language),
            "drawn_text": SAY.gettext("Notch: a reunion round", language),
            "note": reunion.within("title", language),
            "source_text": row_citation(dataset, language, reunion),
        }
        for reunion in rows.reunions
    ]
    both = pd.concat([counts, pd.DataFrame(reunions, columns=counts.columns)], ignore_index=True)
    texts = [column for column in both.columns if column != "value"]
    return both.fillna(dict.fromkeys(texts, ""))


def _when(observation: Observation, language: Language) -> str:
    if at_year_end(observation):
        year = date(observation.period[:4], language)
        return SAY.gettext("at the end of {year}", language, year=year)
    phrase = "on {date}" if len(observation.period) == 10 else "in {date}"
    return SAY.gettext(phrase, language, date=date(observation.period, language))


def _title(rows: Families, language: Language) -> str:
    if not rows.counts:
        return SAY.gettext("No count of living applicants in these years", language)
    first, last = rows.counts[0], rows.counts[-1]
    if first == last:
        return SAY.gettext(
            "{last} of those registered were alive {lastwhen}", language,
            last=counted(last, language), lastwhen=_when(last, language),
        )  # fmt: skip
    return SAY.gettext(
        "{last} of those registered were alive {lastwhen}, {first} {firstwhen}",
        language,
        last=counted(last, language),
        lastwhen=_when(last, language),
        first=counted(first, language),
        firstwhen=_when(first, language),
    )


def _reading(dataset: Dataset, rows: Families, language: Language) -> str:
    who = joined(publishers(dataset, rows.counts, language), language)
    said = SAY.gettext(
        "Registered and alive; dashed where year-end counts are missing.",
        language,
    )
    counted_by = SAY.gettext("Counted by: {who}.", language, who=who)
    return f"{said} {counted_by}" if who else said


def _summary(dataset: Dataset, rows: Families, language: Language) -> str:
    said = [f"{_title(rows, language)}."]
    said.extend(_round_texts(dataset, rows, language))
    return " ".join(said)


def _count_notes(rows: Families, language: Language) -> list[str]:
    notes = [
        SAY.gettext("The register holds those who applied, not every separated family.", language)
    ]
    notes.extend(
        SAY.gettext(
            "* {people}: {note}",
            language,
            people=people(count.value, language),
            note=count.within("note", language),
        )
        for count in rows.counts
        if starred(count) and count.note_en
    )
    known = {year_of(item) for item in rows.counts if at_year_end(item)}
    missing = [str(year) for year in range(rows.years[0], rows.years[1] + 1) if year not in known]
    if missing:
        listed = joined([date(year, language) for year in missing], language)
        notes.append(SAY.gettext("No year-end count is known for {years}.", language, years=listed))
    return notes


def _sum_notes(sums: tuple[Observation, ...], language: Language) -> list[str]:
    if not sums:
        return []
    registered, deceased = sums
    said = SAY.gettext(
        "{date}: {registered} ever registered, {deceased} of them deceased.",
        language,
        date=date(registered.period, language),
        registered=people(registered.value, language),
        deceased=number(deceased.value, language),
    )
    return [" ".join(item for item in (said, deceased.within("note", language)) if item)]


def _round_texts(dataset: Dataset, rows: Families, language: Language) -> list[str]:
    return [
        SAY.gettext(
            "Reunion rounds counted to {year}: {count}. {note}",
            language,
            year=date(item.period[:4], language),
            count=number(item.value, language),
            note=item.within("note", language),
        ).strip()
        for item in _rounds(dataset, rows)
    ]


def _reunion_notes(
    dataset: Dataset, rows: Families, others: list[Event], language: Language
) -> list[str]:
    news = [
        f"{period(other.start_date, other.end_date, language)}: {other.within('title', language)}."
        for other in others
    ]
    return [*_round_texts(dataset, rows, language), *news]
