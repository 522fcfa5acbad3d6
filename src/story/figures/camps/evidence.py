"""What is on record about one camp: statements, head counts and findings from images, worded."""

from collections.abc import Iterator
from dataclasses import dataclass

from story.figures.estimates.camp_population_rows import NEVER
from story.figures.marks import printed_value
from story.tables import Dataset
from story.tables.citation import located, short_citation
from story.tables.model import Camp, CampPopulation, CampStatus, Imagery, Source
from story.tables.values import value_text
from story.text import Language, Phrases, date, period

SAY = Phrases("camp_card")


@dataclass(frozen=True)
class Statement:
    """What one publisher said of the camp at one date; `checked_text`: when it was last read."""

    status_id: str
    as_of: str
    date_text: str
    status: str
    status_text: str
    evidence_text: str
    note: str
    credit: str
    checked_text: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class HeadCount:
    """One published figure for the people held; `use_text` says what part it plays here."""

    population_id: str
    value: str
    period_text: str
    use_text: str
    note: str
    credit: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """What one publisher read from satellite images; `images_text` says when they were taken."""

    imagery_id: str
    images_text: str
    published_text: str
    finding: str
    credit: str
    source_ids: tuple[str, ...]


def statements(dataset: Dataset, camp: Camp, language: Language) -> Iterator[Statement]:
    """Yield every statement on the camp, newest first."""
    rows = [item for item in dataset.camp_status if item.camp_id == camp.camp_id]
    for row in sorted(rows, key=lambda entry: entry.as_of, reverse=True):
        yield Statement(
            status_id=row.status_id,
            as_of=row.as_of,
            date_text=date(row.as_of, language),
            status=row.status,
            status_text=value_text("camp_status.status", row.status, language),
            evidence_text=value_text("camp_status.evidence_kind", row.evidence_kind, language),
            note=row.within("note", language),
            credit=_credit(dataset, row, language),
            checked_text=date(dataset.find(Source, row.source_id).accessed, language),
            source_ids=_ids(row),
        )


def head_counts(dataset: Dataset, camp: Camp, language: Language) -> Iterator[HeadCount]:
    """Yield the figures published for the camp, newest first, without those that mislead."""
    rows = [
        population
        for population in dataset.camp_populations
        if population.camp_id == camp.camp_id and population.use not in NEVER
    ]
    for row in sorted(rows, key=lambda item: item.period_end or item.published, reverse=True):
        yield HeadCount(
            population_id=row.population_id,
            value=printed_value(row, language),
            period_text=period(row.period_start, row.period_end, language),
            use_text=value_text("camp_populations.use", row.use, language),
            note=row.within("note", language),
            credit=_credit(dataset, row, language),
            source_ids=_ids(row),
        )


def findings(dataset: Dataset, camp: Camp, language: Language) -> Iterator[Finding]:
    """Yield what was read from images of the camp, newest first."""
    rows = [item for item in dataset.imagery if item.camp_id == camp.camp_id]
    for row in sorted(rows, key=lambda entry: entry.imagery_end or entry.published, reverse=True):
        yield Finding(
            imagery_id=row.imagery_id,
            images_text=_images(row, language),
            published_text=date(row.published, language) if row.published else "",
            finding=row.within("finding", language),
            credit=_credit(dataset, row, language),
            source_ids=(row.source_id,),
        )


def _images(row: Imagery, language: Language) -> str:
    if row.imagery_end and not row.imagery_start:
        end = date(row.imagery_end, language)
        return SAY.gettext("Images up to {date}", language, date=end)
    if row.imagery_start or row.imagery_end:
        dates = period(row.imagery_start, row.imagery_end, language)
        return SAY.gettext("Images of {dates}", language, dates=dates)
    return SAY.gettext("Date of the images not given", language)


def _credit(
    dataset: Dataset, row: CampStatus | CampPopulation | Imagery, language: Language
) -> str:
    """Name the publication, and that through which it is known; say so where none is named."""
    via = "" if isinstance(row, Imagery) else row.via_source_id
    said = short_citation(dataset, language, row.source_id, via)
    if where := located(row.locator, language):
        said = f"{said}, {where}"
    if via or dataset.find(Source, row.source_id).read_as != "reported":
        return said
    how = value_text("sources.read_as", "reported", language)
    return SAY.gettext("{source} ({how})", language, source=said, how=how[:1].lower() + how[1:])


def _ids(row: CampStatus | CampPopulation) -> tuple[str, ...]:
    return tuple(filter(None, (row.source_id, row.via_source_id)))
