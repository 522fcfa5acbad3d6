"""A fact is found in a cell, changed by filters and written by each language's own rules."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.figures.events.index import trump_kim_meetings
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import Claim, Estimate
from story.telling import facts
from story.telling.facts import FactError, Facts, holds, meaning
from story.telling.facts.computed import COMPUTED
from story.telling.facts.finding import find_in_words
from story.telling.facts.values import Period, Quote, Span, When
from story.telling.facts.writing import WRITERS, write
from story.text import Language, Text

TINY = Path(__file__).parent / "tiny"
EN, KO = Language.EN, Language.KO


@pytest.fixture(scope="module")
def tiny() -> Facts:
    return Facts(load(TINY), {"count.chapters": 7})


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load()


@pytest.mark.parametrize(
    ("expression", "english", "korean"),
    [
        ("estimates.institute-2013.low", "80", "80"),
        ("estimates.institute-2013.range | people", "80–120 people", "80~120명"),
        ("estimates.institute-2013.published", "17 January 2013", "2013년 1월 17일"),
        ("estimates.institute-2013.published | month", "January 2013", "2013년 1월"),
        ("estimates.institute-2013.published | year", "2013", "2013년"),
        ("estimates.institute-2013.published | month-name", "January", "1월"),
        ("estimates.inside-2025.period", "the first half of 2025", "2025년 상반기"),
        ("estimates.institute-2013.camps_counted | words", "two", "두"),
        ("estimates.institute-2013.camps_counted | Words", "Two", "두"),
        ("estimates.institute-2013.camps_counted | ordinal", "second", "두 번째"),
        ("estimates.institute-2013.camps_counted | days", "two days", "이틀"),
        ("estimates.institute-2013.low | percent", "80 per cent", "80%"),
        ("estimates.institute-2013.camps_listed | dotted", "14 and 25", "14·25"),
        ("camp_lists.institute-2013.camps", "14 and 25", "14, 25"),
        ("camp_lists.institute-2013.camps | count | words", "two", "두"),
        (
            "estimates.institute-2013+time-2019-oped.published | year",
            "2013 and 2019",
            "2013년, 2019년",
        ),
        ("estimates.institute-2013.high | less estimates.institute-2013.low", "40", "40"),
        ("estimates.institute-2013.high | over estimates.institute-2013.low | rounded", "2", "2"),
        ("estimates.inside-2025.point | rounded 1000", "0", "0"),
        (
            "estimates.institute-2013.published | years-to estimates.time-2019-oped.published",
            "6",
            "6",
        ),
        ('plain "2013-01-17" | months-to estimates.time-2019-oped.published', "73", "73"),
        ("events.2018-06-12-summit.place", "Singapore", "싱가포르"),
        ("observations.nk-arrivals-south-korea/latest.period", "2024", "2024년"),
        (
            "observations.nk-arrivals-south-korea-cumulative/2023..2024.value | highest",
            "100",
            "100",
        ),
        ("count.claims", "2", "2"),
        ("count.chapters | Words", "Seven", "일곱"),
        ('plain "anything"', "anything", "anything"),
    ],
)  # fmt: skip
def test_a_fact_is_written_by_each_language(
    tiny: Facts, expression: str, english: str, korean: str
) -> None:
    assert tiny.tell(expression, EN)[1] == english
    assert tiny.tell(expression, KO)[1] == korean


def test_a_fact_names_its_records_and_their_sources(tiny: Facts) -> None:
    fact, _ = tiny.tell("estimates.institute-2013+time-2019-oped.high", EN)
    assert fact.records == ("estimates.institute-2013", "estimates.time-2019-oped")
    row = tiny.dataset.find(Estimate, "institute-2013")
    assert fact.sources[0] == facts.SourceRef(row.source_id, row.via_source_id)


def test_arithmetic_rests_on_both_cells(tiny: Facts) -> None:
    fact, _ = tiny.tell("estimates.institute-2013.low | less estimates.inside-2025.point", EN)
    assert fact.records == ("estimates.institute-2013", "estimates.inside-2025")


def test_a_quotation_is_marked_as_one_and_said_in_the_reader_s_language(tiny: Facts) -> None:
    fact, said = tiny.tell("events.2019-03-statement.quote", KO)
    assert isinstance(fact.value, Quote)
    assert said == f"“{fact.value.words.ko}”"


def test_part_of_a_quotation_must_stand_in_it(tiny: Facts) -> None:
    assert tiny.tell('events.2019-03-statement.quote | quoting "raised it"', EN)[1] == "“raised it”"
    with pytest.raises(FactError, match="does not say “never raised it”"):
        tiny.tell('events.2019-03-statement.quote | quoting "never raised it"', EN)


def test_a_name_must_stand_in_the_cell_of_its_own_language(tiny: Facts) -> None:
    assert tiny.tell('events.2018-06-12-summit.place | says "싱가포르"', KO)[1] == "싱가포르"
    with pytest.raises(FactError):
        tiny.tell('events.2018-06-12-summit.place | says "싱가포르"', EN)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("estimate.institute-2013.low", "Did you mean “estimates”?"),
        ("estimates.institute-2014.low", "Did you mean “institute-2013”?"),
        ("estimates.institute-2013.publishd", "Did you mean “published”?"),
        ("estimates.time-2019-oped.low", "The cell estimates.time-2019-oped.low is blank."),
        ("estimates.institute-2013.low | peple", "Did you mean “people”?"),
        ("estimates.institute-2013.low | month", "“month” does not fit this value."),
        ("estimates.institute-2013.published | words", "“words” cannot write this value."),
        ("estimates.institute-2013.low people", "is not written as a fact"),
        ("count.claims-doubtful", "No fact is called “count.claims-doubtful”."),
        ("observations.nk-arrivals-south-korea/1999.value", "there is no"),
        ("__import__('os').system", "Nothing is called"),
    ],
)
def test_what_is_not_there_is_said_with_advice(tiny: Facts, expression: str, said: str) -> None:
    with pytest.raises(FactError) as refused:
        tiny.tell(expression, EN)
    assert said in str(refused.value)
    assert refused.value.message.ko != refused.value.message.en


def test_a_mark_cites_records_named_facts_and_sources(tiny: Facts) -> None:
    assert tiny.cited("paper-2013").sources == (facts.SourceRef("paper-2013"),)
    assert tiny.cited("estimates.inside-2025").records == ("estimates.inside-2025",)
    assert tiny.cited("computed.daily-nk-highest").records == ("estimates.inside-2025",)
    with pytest.raises(FactError, match="rests on no source"):
        tiny.cited("origins.kinu-2013")


@pytest.mark.parametrize(
    ("condition", "true"),
    [
        ("estimates.institute-2013.low < estimates.institute-2013.high", True),
        ("estimates.institute-2013.low > estimates.institute-2013.high", False),
        ("estimates.institute-2013+time-2019-oped.high <= 120", True),
        ("estimates.institute-2013+time-2019-oped.high < 120", False),
        ("estimates.institute-2013.published < estimates.time-2019-oped.published", True),
        ('estimates.institute-2013.published = plain "2013"', True),
        ('estimates.institute-2013.published < plain "2013-01"', False),
        ('"camp-14" in camp_lists.institute-2013.camp_ids', True),
        ('"camp-15" not-in camp_lists.institute-2013.camp_ids and 1 = 1', True),
        ('"camp-15" in camp_lists.institute-2013.camp_ids and 1 = 1', False),
        ('estimates.inside-2025.use != "core"', True),
        ("observations.nk-arrivals-south-korea-cumulative/2023..2024.value | lowest = 90", True),
    ],
)
def test_a_condition_compares_facts(tiny: Facts, condition: str, true: bool) -> None:
    assert holds(tiny, condition) is true


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "estimates.institute-2013.low",
        "1 < 2 < 3",
        '1 < "two"',
        "1 in 2",
        "1 is 1",
        "open('x') = 1",
    ],
)
def test_anything_else_is_no_condition(tiny: Facts, condition: str) -> None:
    with pytest.raises(FactError):
        holds(tiny, condition)


def test_the_meaning_of_an_expression_leaves_out_how_a_language_writes_it() -> None:
    assert meaning("estimates.x.high | people") == meaning("estimates.x.high")
    assert meaning('events.x.place | says "서울"') == meaning('events.x.place | says "Seoul"')
    assert meaning("estimates.x.high | rounded") != meaning("estimates.x.high")


@given(st.integers(0, 10**7))
def test_a_number_is_found_again_in_words(number: int) -> None:
    assert find_in_words(f"Some {number:,} people, it says.", "Some # people") == number


@given(st.dates().filter(lambda day: day.year >= 1000 and day.year < 3000))
def test_a_date_is_found_again_in_words(day: object) -> None:
    said = write(When(str(day)), EN)
    assert find_in_words(f"As of {said}.", "As of @") == When(str(day))


def test_a_number_that_stands_twice_or_not_at_all_is_refused() -> None:
    for words in ("two camps and two camps", "camps"):
        with pytest.raises(FactError, match="does not say"):
            find_in_words(words, "# camps")


@given(st.integers(1, 10**6), st.sampled_from(("people", "words", "Words", "days", "percent")))
def test_no_writer_writes_an_empty_or_unlike_number(number: int, writer: str) -> None:
    for language in Language:
        said = WRITERS[writer](number, language)
        assert said.strip() == said
        assert said


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range_of_people_has_one_counter(low: int, high: int) -> None:
    said = WRITERS["people"](Span(low, high), KO)
    assert said.count("명") == 1
    assert said.endswith("명")


def test_a_period_that_is_no_half_year_is_written_in_full() -> None:
    assert write(Period(When("2025-01"), When("2025-07")), EN) == "January–July 2025"
    assert write(Text("a", "가"), KO) == "가"


def test_every_named_fact_can_be_told_from_the_data(dataset: Dataset) -> None:
    told = Facts(dataset)
    for name in COMPUTED:
        for language in Language:
            assert told.tell(name, language)[1], name


def test_the_claims_add_up(dataset: Dataset) -> None:
    counted = {name: make(dataset).value for name, make in COMPUTED.items()}
    every = len(dataset.all(Claim))
    steps = ("supported", "supported-with-context", "contested", "could-not-verify", "opinion")
    assert counted["count.claims"] == every
    assert sum(int(str(counted[f"count.claims-{one}"])) for one in steps) == every


def test_the_meetings_of_the_two_are_in_order(dataset: Dataset) -> None:
    dates = [event.start_date for event in trump_kim_meetings(dataset)]
    assert dates == sorted(dates)
    assert dates
