"""A camp's card: all that the tables say of one camp, newest first, each with its source."""

import dataclasses

import pytest

from story.figures.camps.card import CampCard, camp_card
from story.publishing.folder import load
from story.tables.model import Camp, CampPopulation, CampStatus, Source
from story.text import Language

DATA = load()
IDS = [one.camp_id for one in DATA.camps]
CARDS = {
    (language, camp_id): camp_card(DATA, language, camp_id)
    for language in Language
    for camp_id in IDS
}


def of(table: tuple[CampStatus | CampPopulation, ...], camp_id: str) -> list[str]:
    return [one.id for one in table if one.camp_id == camp_id]


@pytest.mark.parametrize("camp_id", IDS)
def test_every_statement_is_on_the_card_newest_first(camp_id: str) -> None:
    card = CARDS[Language.EN, camp_id]
    assert sorted(one.status_id for one in card.statements) == sorted(of(DATA.camp_status, camp_id))
    dates = [one.as_of for one in card.statements]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("camp_id", IDS)
def test_figures_are_on_the_card_but_those_that_mislead_are_only_counted(camp_id: str) -> None:
    card = CARDS[Language.EN, camp_id]
    shown = {one.population_id for one in card.head_counts}
    every = set(of(DATA.camp_populations, camp_id))
    assert shown <= every
    assert card.left_out == len(every - shown)
    for one in every - shown:
        assert DATA.find(CampPopulation, one).use in ("trap", "other-scope")


def test_no_figure_stands_without_its_source() -> None:
    for card in CARDS.values():
        for one in (*card.statements, *card.head_counts, *card.findings):
            assert one.credit
            assert one.source_ids


def test_what_is_known_through_others_names_them() -> None:
    card = CARDS[Language.EN, "camp-25"]
    credited = {one.population_id: one.credit for one in card.head_counts}
    assert credited["kinu-2025-camp-25"] == "KINU, October 2025, as reported by NKNGO"
    for row in DATA.camp_populations:
        if row.via_source_id and row.population_id in credited:
            assert "as reported by" in credited[row.population_id]


def test_a_finding_known_only_through_others_says_so() -> None:
    for camp_id in IDS:
        for one in CARDS[Language.EN, camp_id].findings:
            relayed = DATA.find(Source, one.source_ids[0]).read_as == "reported"
            assert ("known only through other accounts" in one.credit) == relayed


def test_names_are_given_in_both_scripts() -> None:
    for camp in DATA.camps:
        english, korean = (CARDS[language, camp.camp_id] for language in Language)
        assert (english.name, korean.name) == (camp.name_en, camp.name_ko)
        assert camp.name_ko in english.spellings
        assert camp.name_en in korean.spellings
        assert set(camp.other_names) <= set(english.spellings)


def test_a_point_has_two_decimals_and_says_what_it_stands_for() -> None:
    for camp in DATA.camps:
        card = CARDS[Language.EN, camp.camp_id]
        if camp.lat is None or camp.lon is None:
            assert (card.lat, card.lon) == (None, None)
            assert card.point_text == "No published point"
        else:
            assert (card.lat, card.lon) == (round(camp.lat, 2), round(camp.lon, 2))
            assert card.point_text.startswith(f"{camp.lat:.2f}° N, {camp.lon:.2f}° E: ")
            assert "km" in card.uncertainty_text


def test_no_text_of_a_card_gives_a_point_more_closely() -> None:
    for camp in DATA.camps:
        if camp.lat is not None and round(camp.lat, 2) != camp.lat:
            text = str(dataclasses.asdict(CARDS[Language.EN, camp.camp_id]))
            assert str(camp.lat) not in text


def test_camps_that_share_a_mark_name_each_other() -> None:
    one, other = CARDS[Language.EN, "camp-18-kaechon"], CARDS[Language.EN, "choma-bong"]
    assert one.same_point == (other.name,)
    assert other.same_point == (one.name,)
    assert CARDS[Language.EN, "camp-11"].same_point == ()


def test_an_area_comes_with_the_range_that_was_published() -> None:
    for camp in DATA.camps:
        card = CARDS[Language.EN, camp.camp_id]
        assert bool(card.area_text) == (camp.area_km2 is not None)
        spread = camp.area_low_km2 is not None and camp.area_low_km2 != camp.area_high_km2
        assert bool(card.area_note) == spread


def test_each_list_that_names_camps_either_has_the_camp_or_not() -> None:
    named = [one.label_en for one in DATA.camp_lists if one.complete == "yes"]
    for camp_id in IDS:
        card = CARDS[Language.EN, camp_id]
        assert sorted((*card.on_lists, *card.off_lists)) == sorted(named)


def test_every_source_of_every_part_is_among_the_sources_once() -> None:
    known = {one.source_id for one in DATA.sources}
    for (_, camp_id), card in CARDS.items():
        parts = (*card.statements, *card.head_counts, *card.findings)
        used = {one for part in parts for one in part.source_ids}
        assert used | set(DATA.find(Camp, camp_id).source_ids) == set(card.sources)
        assert len(set(card.sources)) == len(card.sources)
        assert set(card.sources) <= known


def test_the_korean_card_is_korean() -> None:
    card = CARDS[Language.KO, "camp-15"]
    for text in (card.title, card.zone_text, card.uncertainty_text, card.point_text):
        assert any("가" <= letter <= "힣" for letter in text), text


def test_a_card_cannot_be_changed() -> None:
    card: CampCard = CARDS[Language.EN, "camp-14"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        card.title = "Other"  # type: ignore[misc]


def test_a_camp_that_is_not_in_the_data_is_refused() -> None:
    with pytest.raises(KeyError):
        camp_card(DATA, Language.EN, "camp-99")
