"""The index that a search of the whole story looks through, and where everything in it leads."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from story.publishing.folder import load
from story.search import folded
from story.surfaces.edition.search_index import entries, spellings
from story.surfaces.edition.search_page import site_search
from story.surfaces.links import SiteLinks, place_of
from story.tables import Dataset
from story.tables.model import Camp
from story.telling.narrative import tell
from story.text import Language, number

LANGUAGES = pytest.mark.parametrize("language", list(Language))
BUDGET = 150_000  # bytes sent once the field is used


@cache
def site_page(language: Language) -> str:
    return site_search(load(), language)


def index_of(page: str) -> dict[str, Any]:
    held = re.search(r'id="search-index">(.*?)</script>', page, re.DOTALL)
    assert held
    found: dict[str, Any] = json.loads(held[1])
    return found


def meanings(dataset: Dataset, name: str) -> set[str]:
    """Return every spelling that means the same as `name`."""
    groups = spellings(dataset)
    return {word for group in groups if name in group for word in group}


@pytest.mark.xdist_group("edition")
@pytest.mark.slow
@LANGUAGES
def test_everything_found_leads_to_a_place_that_is_there(language: Language, edition: Path) -> None:
    index = index_of((edition / language / "search.html").read_text(encoding="utf-8"))
    pages: dict[str, str] = {}
    for _, title, way, *_ in index["entries"]:
        name, _, anchor = way.partition("#")
        text = pages.setdefault(name, (edition / language / name).read_text(encoding="utf-8"))
        assert not anchor or f' id="{anchor}"' in text, (title, way)
    assert {row[0] for row in index["entries"]} == set(range(len(index["groups"])))


@LANGUAGES
def test_every_camp_event_claim_source_and_term_can_be_found_on_the_site(
    language: Language,
) -> None:
    dataset, links = load(), SiteLinks(language)
    ways = {row[2] for row in index_of(site_page(language))["entries"]}
    for table in ("camps", "events", "claims", "sources", "glossary"):
        rows = getattr(dataset, table)
        assert {place_of(links, table, row.id) for row in rows} <= ways


@LANGUAGES
def test_passages_and_answers_lead_to_their_own_anchors(language: Language) -> None:
    dataset, links = load(), SiteLinks(language)
    story = tell(dataset, language)
    found = list(entries(dataset, story, links, lambda table, row: f"{table}/{row}", []))
    ways = [entry.href for entry in found if entry.group in ("passages", "answers")]
    steps = {f"step-{step.id}" for chapter in story.chapters for step in chapter.steps}
    assert steps <= {way.partition("#")[2] for way in ways}
    answers = [entry.href for entry in found if entry.group == "answers"]
    told = (story.opening, *story.chapters)
    assert len(set(answers)) == len(answers) == sum(len(chapter.answers) for chapter in told)


@LANGUAGES
def test_the_page_of_the_search_is_sent_within_its_budget(language: Language) -> None:
    assert len(gzip.compress(site_page(language).encode(), 9)) < BUDGET


@LANGUAGES
def test_what_the_tables_say_cannot_end_the_element_that_holds_it(language: Language) -> None:
    held = re.search(r'id="search-index">(.*)', site_page(language), re.DOTALL)
    assert held
    assert "<" not in held[1].partition("</script>")[0]


def test_a_camp_has_one_meaning_in_every_spelling_and_by_its_number() -> None:
    names = meanings(load(), "Yodok")
    assert {"Yodŏk", "요덕", "Camp 15", "15호", "Kwan-li-so 15", "Kwan-li-so No. 15"} <= names
    assert names == meanings(load(), "15호") == meanings(load(), "요덕")


def test_a_place_with_several_camps_stands_for_no_number() -> None:
    names = meanings(load(), "Kaechon")
    assert {"Kaech'ŏn", "Gaecheon", "개천"} <= names
    assert names == meanings(load(), "개천")
    assert not any(re.search(r"\d", name) for name in names)
    assert {"Camp 14", "14호"} <= meanings(load(), "Kwalliso 14")


def test_a_number_that_two_camps_have_means_neither_of_their_places() -> None:
    shared = [camp for camp in load().camps if camp.number == "18"]
    places = {folded(camp.name_en.partition(",")[0]) for camp in shared}
    assert len(shared) > 1
    assert not places & {folded(name) for name in meanings(load(), "Camp 18")}


def test_people_and_publishers_are_known_by_both_their_names() -> None:
    assert "김정은" in meanings(load(), "Kim Jong Un")
    assert "데일리NK" in meanings(load(), "Daily NK")


@pytest.mark.parametrize(
    ("english", "korean"), [("Warmbier", "웜비어"), ("Trump", "트럼프"), ("Bolton", "볼턴")]
)
def test_people_are_known_by_their_last_names_alone(english: str, korean: str) -> None:
    assert meanings(load(), english) == meanings(load(), korean) == {english, korean}


def test_a_given_name_that_korean_writes_last_is_no_family_name() -> None:
    assert "신조" not in meanings(load(), "Abe")


def test_published_figures_are_known_as_both_languages_write_them() -> None:
    figures = {row.high for row in load().estimates if row.high and row.high >= 10_000}
    assert figures
    for value in figures:
        assert number(value, Language.KO) in meanings(load(), number(value, Language.EN))


def test_a_word_beside_several_terms_makes_them_no_spellings_of_each_other() -> None:
    assert "Contested" not in meanings(load(), "Supported")


def test_a_camp_without_a_number_has_its_names_alone() -> None:
    camp = next(camp for camp in load().camps if not camp.number)
    assert isinstance(camp, Camp)
    assert not any(
        "Camp " in name and name.endswith(" ") for name in meanings(load(), camp.name_en)
    )
