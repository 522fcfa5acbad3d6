from datetime import date as day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.figures.series.observed import observations, observed_table, place, publishers, year_of
from story.publishing.folder import load
from story.tables.model import Observation
from story.text import Language

DATASET = load()
SERIES = sorted({one.series_id for one in DATASET.observations})


def test_a_year_fills_its_year_and_a_month_its_month():
    assert place("2018") == (2018.0, 2019.0)
    assert place("2019-12")[1] == 2020.0
    first, last = place("2018-01")
    assert first == 2018.0
    assert last == place("2018-02-01")[0]


@given(st.dates(day(1950, 1, 1), day(2100, 12, 31)))
def test_a_day_is_a_point_within_its_year(when):
    first, last = place(when.isoformat())
    assert first == last
    assert when.year <= first < when.year + 1


@given(st.dates(day(1950, 1, 1)), st.dates(day(1950, 1, 1)))
def test_days_keep_their_order(one, other):
    if one < other:
        assert place(one.isoformat()) < place(other.isoformat())


@given(st.sampled_from(SERIES), st.integers(1990, 2030), st.integers(0, 30))
def test_a_span_of_years_keeps_all_of_its_values_and_no_others(series, first, length):
    years = (first, first + length)
    kept = observations(DATASET, series, years)
    every = [
        one for one in DATASET.observations
        if one.series_id == series and one.status != "superseded"
    ]  # fmt: skip
    assert set(kept) == {one for one in every if years[0] <= year_of(one) <= years[1]}
    assert [one.period for one in kept] == sorted(one.period for one in kept)


def test_years_that_run_backwards_are_refused():
    with pytest.raises(ValueError, match="must run forwards, not 2020 to 2010"):
        observations(DATASET, SERIES[0], (2020, 2010))


def test_an_unknown_series_is_refused_and_the_known_ones_are_named():
    with pytest.raises(ValueError, match=f"no values of nothing; there are {SERIES[0]}"):
        observations(DATASET, "nothing")


@pytest.mark.parametrize("language", list(Language))
def test_a_tables_row_keeps_the_record_and_says_it_in_words(language):
    rows = DATASET.observations[:5]
    table = observed_table(DATASET, rows, {one.id: "dot" for one in rows}, language)
    assert list(table.record_id) == [one.id for one in rows]
    assert list(table.value) == [one.value for one in rows]
    assert (table.source_text != "").all()
    assert list(table.note) == [one.within("note", language) for one in rows]


def test_a_table_without_rows_keeps_its_columns():
    assert "source_id" in observed_table(DATASET, (), {}, Language.EN)


def test_a_publisher_is_named_once():
    rows = [one for one in DATASET.observations if one.source_id == "rok-mou-arrivals"]
    assert len(rows) > 1
    assert len(publishers(DATASET, rows, Language.EN)) == 1
    assert publishers(DATASET, (), Language.EN) == []


def test_every_status_a_series_may_have_is_known_to_the_reader():
    statuses = Observation.model_fields["status"].annotation.__args__
    assert {one.status for one in DATASET.observations} <= set(statuses)
