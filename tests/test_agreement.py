"""How far two codings agree: Cohen's kappa, and what is said about it."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.figures.events.agreement import agreement, coding_note, cohens_kappa
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import Event
from story.text import Language, number

CODES = st.sampled_from(["yes", "no", "partly"])
PAIRS = st.lists(st.tuples(CODES, CODES), min_size=1, max_size=40)


@cache
def data() -> Dataset:
    return load()


def test_kappa_of_a_table_worked_by_hand() -> None:
    # 35 of 50 agree: 0.7. By chance (25 x 30 + 25 x 20) / 2500 = 0.5. So (0.7 - 0.5) / 0.5.
    codings = (
        [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    )
    assert cohens_kappa(codings) == pytest.approx(0.4)


def test_kappa_is_nought_for_chance_and_below_it_for_less() -> None:
    assert cohens_kappa([("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")]) == 0
    assert cohens_kappa([("yes", "no"), ("no", "yes")]) == -1


@pytest.mark.parametrize("codings", [[], [("yes", "yes")] * 5])
def test_kappa_is_not_defined_where_nothing_could_differ(codings: list[tuple[str, str]]) -> None:
    assert cohens_kappa(codings) is None


@given(PAIRS)
def test_kappa_is_one_for_full_agreement_only(codings: list[tuple[str, str]]) -> None:
    kappa = cohens_kappa(codings)
    if kappa is not None:
        assert -1 <= kappa <= 1
        assert (kappa == 1) == all(first == second for first, second in codings)


@given(PAIRS)
def test_kappa_does_not_care_who_coded_first(codings: list[tuple[str, str]]) -> None:
    swapped = [(second, first) for first, second in codings]
    assert cohens_kappa(swapped) == pytest.approx(cohens_kappa(codings))


def test_every_event_coded_twice_either_agrees_or_differs() -> None:
    found = agreement(data())
    assert found.agreed + len(found.differed) == len(found.twice)
    assert len(found.twice) + len(found.once) == len(data().event_codes) == len(data().events)
    assert found.share == pytest.approx(found.agreed / len(found.twice))
    assert found.kappa is not None
    assert found.kappa < found.share


def test_every_difference_has_a_reason_in_both_languages() -> None:
    found = agreement(data())
    alone = [one for one in found.once if one.first_code != one.second_code]
    for one in (*found.differed, *found.moved, *alone):
        assert one.why_en
        assert one.why_ko


def test_the_final_code_is_the_one_the_event_bears() -> None:
    for one in data().event_codes:
        assert data().find(Event, one.event_id).rights_raised == one.final_code


def test_an_event_moved_by_the_check_had_been_agreed_on() -> None:
    found = agreement(data())
    assert not set(found.moved) & set(found.differed)
    for one in found.moved:
        assert one.first_code == one.second_code != one.final_code


@pytest.mark.parametrize("language", list(Language))
def test_the_note_gives_every_number(language: Language) -> None:
    found = agreement(data())
    said = " ".join(coding_note(data(), language))
    for count in (len(found.twice), found.agreed, len(found.differed), len(found.moved)):
        assert number(count, language) in said
    assert f"{found.kappa:.2f}" in said
