"""Numbers, ranges, dates and lists are written as a newspaper of each language writes them."""

import re
from datetime import date as day

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from story.text import (
    LOCALE,
    Language,
    MissingTranslation,
    Phrases,
    Text,
    date,
    filled,
    held,
    joined,
    number,
    people,
    period,
    span,
)

EN, KO = Language.EN, Language.KO


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (5800, "5,800", "5800"),
        (10_000, "10,000", "1만"),
        (53_700, "53,700", "5만3700"),
        (100_148, "100,148", "10만148"),
        (120_000, "120,000", "12만"),
        (38.5, "38.5", "38.5"),
        (-20_000, "-20,000", "-2만"),
    ],
)
def test_a_number_is_grouped_as_its_language_does(value: float, english: str, korean: str) -> None:
    assert number(value, EN) == english
    assert number(value, KO) == korean


@given(st.integers(0, 10**8 - 1))
def test_a_korean_number_can_be_read_back(value: int) -> None:
    man, _, rest = number(value, KO).rpartition("만")
    assert int(man or 0) * 10_000 + int(rest or 0) == value


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (1, "1 person", "1명"),
        (120_000, "120,000 people", "12만 명"),
        (53_700, "53,700 people", "5만3700명"),
    ],
)
def test_people_are_counted_with_their_unit(value: int, english: str, korean: str) -> None:
    assert people(value, EN) == english
    assert people(value, KO) == korean


def test_a_span_has_the_mark_of_its_language() -> None:
    assert span(80_000, 120_000, EN) == "80,000–120,000"
    assert span(80_000, 120_000, KO) == "8만~12만"


@pytest.mark.parametrize(
    ("iso", "english", "short", "korean"),
    [
        ("2013", "2013", "2013", "2013년"),
        ("2013-01", "January 2013", "Jan 2013", "2013년 1월"),
        ("2013-01-17", "17 January 2013", "17 Jan 2013", "2013년 1월 17일"),
    ],
)
def test_a_date_is_written_only_as_precisely_as_it_is_known(
    iso: str, english: str, short: str, korean: str
) -> None:
    assert date(iso, EN) == english
    assert date(iso, EN, short=True) == short
    assert date(iso, KO) == korean


@given(st.dates(day(1000, 1, 1), day(2999, 12, 31)))
def test_every_day_is_written_with_its_year_and_day(one: day) -> None:
    for language in Language:
        said = date(one.isoformat(), language)
        assert str(one.year) in said
        assert str(one.day) in said


@pytest.mark.parametrize("iso", ["", "soon", "2013-13", "2013-02-30"])
def test_what_is_no_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        date(iso, KO)


@pytest.mark.parametrize(
    ("start", "end", "english", "korean"),
    [
        ("", "", "", ""),
        ("2013", "2013", "2013", "2013년"),
        ("1967", "1974", "1967–1974", "1967~1974년"),
        ("2025-01", "2025-06", "January–June 2025", "2025년 1~6월"),
        ("2019-02-27", "2019-02-28", "27–28 February 2019", "2019년 2월 27~28일"),
        ("2018-08-30", "2018-09-02", "30 August–2 September 2018", "2018년 8월 30일~9월 2일"),
        ("2016-07", "2022-07-31", "July 2016–31 July 2022", "2016년 7월~2022년 7월 31일"),
        ("", "2014", "2014", "2014년"),
    ],
)
def test_a_period_says_once_what_both_ends_share(
    start: str, end: str, english: str, korean: str
) -> None:
    assert period(start, end, EN) == english
    assert period(start, end, KO) == korean


@pytest.mark.parametrize(
    ("items", "english", "korean"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a, b"),
        (["a", "b", "c"], "a, b and c", "a, b, c"),
    ],
)
def test_a_list_is_joined_as_its_language_does(items: list[str], english: str, korean: str) -> None:
    assert joined(items, EN) == english
    assert joined(items, KO) == korean


def test_text_is_given_in_the_language_asked_for() -> None:
    assert Text("camp", "수용소").within(EN) == "camp"
    assert Text("camp", "수용소").within(KO) == "수용소"


def test_a_phrase_is_said_in_both_languages_with_values_in_each() -> None:
    said = Phrases("checks").both("Fill in: {meaning}", meaning=Text("the camp.", "수용소."))
    assert said == Text("Fill in: the camp.", "채울 내용: 수용소.")


def test_a_counted_phrase_has_one_form_in_korean_and_two_in_english() -> None:
    say = Phrases("cli")
    forms = ("{count} error", "{count} errors")
    assert [say.ngettext(*forms, count, EN) for count in (0, 1, 2)] == [
        "0 errors", "1 error", "2 errors",
    ]  # fmt: skip
    assert [say.ngettext(*forms, count, KO) for count in (1, 20_000)] == ["오류 1건", "오류 2만건"]


def test_a_phrase_without_korean_is_refused() -> None:
    with pytest.raises(MissingTranslation):
        Phrases("cli").gettext("Never said", KO)
    assert Phrases("cli").gettext("Never said", EN) == "Never said"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("명단", "명단은 명단이 명단을 명단과 명단으로 명단이라는"),
        ("지도", "지도는 지도가 지도를 지도와 지도로 지도라는"),
        ("서울", "서울은 서울이 서울을 서울과 서울로 서울이라는"),
        ("‘지도’", "‘지도’는 ‘지도’가 ‘지도’를 ‘지도’와 ‘지도’로 ‘지도’라는"),
        ("12만 명", "12만 명은 12만 명이 12만 명을 12만 명과 12만 명으로 12만 명이라는"),
        ("2017", "2017은 2017이 2017을 2017과 2017로 2017이라는"),
        ("2025", "2025는 2025가 2025를 2025와 2025로 2025라는"),
        (
            "명단(KINU)",
            "명단(KINU)은 명단(KINU)이 명단(KINU)을 명단(KINU)과 명단(KINU)으로 명단(KINU)이라는",
        ),
        ("KBS", "KBS는 KBS가 KBS를 KBS와 KBS로 KBS라는"),
    ],
)
def test_a_particle_takes_the_form_its_value_asks_for(before: str, said: str) -> None:
    phrase = "{a}은(는) {a}이(가) {a}을(를) {a}과(와) {a}(으)로 {a}(이)라는"
    assert filled(phrase, {"a": before}) == said


def test_where_the_sound_cannot_be_told_both_forms_stay() -> None:
    assert filled("{a}은(는)", {"a": "estimates.csv"}) == "estimates.csv은(는)"


def test_only_particles_of_the_phrase_are_formed_and_never_those_within_a_value() -> None:
    assert filled("{a}은(는) {b}", {"a": "지도", "b": "값은(는) {a}"}) == "지도는 값은(는) {a}"


def test_no_phrase_has_a_fixed_particle_after_an_inserted_value() -> None:
    """The form depends on the value: a phrase gives both, `을(를)`, and the value decides."""
    fixed = re.compile(r"\{\w+\}[’”」]*(?:이라는|라는|으로|로|은|는|을|를|과|와|이|가)(?=[ ,.]|$)")
    found = [
        (file.name, message.string)
        for file in sorted((LOCALE / "ko").glob("*.po"))
        for message in read_po(file.open("rb"))
        for said in ([message.string] if isinstance(message.string, str) else message.string)
        if fixed.search(said)
    ]
    assert found == []


def test_a_word_of_one_syllable_is_not_left_at_the_end_of_a_line() -> None:
    assert held("3만4368명. 한 사람까지 셌다.") == "3만4368명. 한\u00a0사람까지 셌다."
    assert held("그 뒤로 두 번 더 물었다") == "그\u00a0뒤로 두\u00a0번\u00a0더\u00a0물었다"
    assert held("One word") == "One word"
