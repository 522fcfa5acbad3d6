"""A camp's card: everything the tables say of one camp, worded, as a value any surface can show."""

from collections.abc import Iterator
from dataclasses import dataclass

from story.figures.camps import evidence
from story.figures.camps.evidence import Finding, HeadCount, Statement
from story.figures.camps.names import camp_place, camp_title
from story.figures.camps.words import place_text
from story.figures.estimates.camp_population_rows import NEVER
from story.tables import Dataset
from story.tables.model import Camp
from story.tables.values import value_text
from story.text import Language, Phrases, date, number, span

SAY = Phrases("camp_card")


@dataclass(frozen=True)
class CampCard:
    """One camp in one language; blank text means that the tables say nothing.

    `title` is the name on the map, `name` the full one, `spellings` all others in both scripts.
    `point_text` gives the point to two decimals and what it stands for, `uncertainty_text` how
    far the camp's ground may lie from it; camps that share the mark are in `same_point`.
    `statements` and `head_counts` are newest first; figures that mislead as printed are left out
    and counted in `left_out`. `sources` are all source ids, in order of first use.
    """

    camp_id: str
    number: str
    title: str
    place: str
    name: str
    spellings: tuple[str, ...]
    province: str
    county: str
    zone_type: str
    zone_text: str
    operator: str
    established_text: str
    closed_text: str
    description: str
    location_precision: str
    lat: float | None
    lon: float | None
    point_text: str
    uncertainty_text: str
    location_note: str
    same_point: tuple[str, ...]
    area_text: str
    area_note: str
    statements: tuple[Statement, ...]
    head_counts: tuple[HeadCount, ...]
    left_out: int
    findings: tuple[Finding, ...]
    latest_image_text: str
    on_lists: tuple[str, ...]
    off_lists: tuple[str, ...]
    sources: tuple[str, ...]


def camp_card(dataset: Dataset, language: Language, camp_id: str) -> CampCard:
    """Return the card of one camp; raises KeyError for a camp that is not in the data."""
    camp = dataset.find(Camp, camp_id)
    said = tuple(evidence.statements(dataset, camp, language))
    counts = tuple(evidence.head_counts(dataset, camp, language))
    found = tuple(evidence.findings(dataset, camp, language))
    on_lists, off_lists = _lists(dataset, camp, language)
    return CampCard(
        camp_id=camp_id,
        number=camp.number,
        title=camp_title(camp, language),
        place=camp_place(camp, language),
        name=camp.within("name", language),
        spellings=_spellings(camp, language),
        province=camp.within("province", language),
        county=camp.within("county", language),
        zone_type=camp.zone_type,
        zone_text=value_text("camps.zone_type", camp.zone_type, language),
        operator=camp.within("operator", language),
        established_text=date(camp.established, language) if camp.established else "",
        closed_text=_closed(camp, language),
        description=camp.within("description", language),
        location_precision=camp.location_precision,
        lat=None if camp.lat is None else round(camp.lat, 2),
        lon=None if camp.lon is None else round(camp.lon, 2),
        point_text=place_text(camp, language),
        uncertainty_text=_uncertainty(camp, language),
        location_note=camp.within("location_note", language),
        same_point=tuple(_same_point(dataset, camp, language)),
        area_text=_area(camp, language),
        area_note=_area_note(camp, language),
        statements=said,
        head_counts=counts,
        left_out=sum(
            population.camp_id == camp_id and population.use in NEVER
            for population in dataset.camp_populations
        ),
        findings=found,
        latest_image_text=_latest_image(dataset, camp, language),
        on_lists=on_lists,
        off_lists=off_lists,
        sources=_sources(camp, (*said, *counts, *found)),
    )


def _latest_image(dataset: Dataset, camp: Camp, language: Language) -> str:
    dates = [item.imagery_end for item in dataset.imagery if item.camp_id == camp.camp_id]
    # A year or month counts as its end: an image of 2023 may be later than one of June 2023.
    latest = max(filter(None, dates), key=lambda entry: f"{entry}~", default="")
    return date(latest, language) if latest else ""


def _spellings(camp: Camp, language: Language) -> tuple[str, ...]:
    other = camp.name_ko if language is Language.EN else camp.name_en
    return tuple(dict.fromkeys((other, *camp.other_names)))


def _closed(camp: Camp, language: Language) -> str:
    if not camp.closed:
        return ""
    said = date(camp.closed, language)
    return SAY.gettext("{date}, on which later accounts agree", language, date=said)


def _uncertainty(camp: Camp, language: Language) -> str:
    if camp.location_uncertainty_km is None:
        return ""
    return SAY.gettext(
        "The camp’s ground may lie up to {km} km from the point.",
        language,
        km=number(camp.location_uncertainty_km, language),
    )


def _same_point(dataset: Dataset, camp: Camp, language: Language) -> Iterator[str]:
    for item in dataset.camps:
        shared = (item.lat, item.lon) == (camp.lat, camp.lon)
        if shared and item != camp and camp.lat is not None:
            yield item.within("name", language)


def _area(camp: Camp, language: Language) -> str:
    if camp.area_km2 is None:
        return ""
    return SAY.gettext("{area} sq km", language, area=number(camp.area_km2, language))


def _area_note(camp: Camp, language: Language) -> str:
    low, high = camp.area_low_km2, camp.area_high_km2
    if low is None or high is None or low == high:
        return ""
    return SAY.gettext(
        "Published areas run from {range} sq km: publishers draw the limits differently.",
        language,
        range=span(low, high, language),
    )


def _lists(
    dataset: Dataset, camp: Camp, language: Language
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lists that name the camp and those that do not, newest first."""
    named = [item for item in dataset.camp_lists if item.complete == "yes"]
    named.sort(key=lambda row: row.as_of, reverse=True)
    on = [entry for entry in named if camp.camp_id in entry.camp_ids]
    off = [each for each in named if each not in on]
    return (
        tuple(row.within("label", language) for row in on),
        tuple(row.within("label", language) for row in off),
    )


def _sources(camp: Camp, parts: tuple[Statement | HeadCount | Finding, ...]) -> tuple[str, ...]:
    used = (item for part in parts for item in part.source_ids)
    return tuple(dict.fromkeys((*camp.source_ids, *used)))
