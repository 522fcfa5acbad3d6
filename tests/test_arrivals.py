from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story.figures.series.arrivals import SERIES, arrivals
from story.figures.series.observed import year_of
from story.figures.style import Look
from story.publishing.folder import load
from story.tables.model import sums
from story.text import Language, date, people

DATASET = load()
VALUES = [one for one in DATASET.observations if one.series_id == SERIES]
FINAL = sorted((one for one in VALUES if one.status == "final"), key=year_of)
LANGUAGES = pytest.mark.parametrize("language", list(Language))
LOOKS = [Look(dark, narrow) for dark in (False, True) for narrow in (False, True)]


def columns(figure):
    return next(trace for trace in figure.plot.data if trace.type == "bar")


def hollow(figure):
    return next((trace for trace in figure.plot.data if trace.type == "scatter"), None)


def without(*gone):
    return replace(
        DATASET, observations=tuple(one for one in DATASET.observations if one not in gone)
    )


def test_the_columns_are_the_final_counts_and_nothing_else():
    drawn = columns(arrivals(DATASET, Language.EN))
    assert list(drawn.x) == [year_of(one) for one in FINAL]
    assert list(drawn.y) == [one.value for one in FINAL]
    assert [data[0] for data in drawn.customdata] == [one.id for one in FINAL]


def test_a_provisional_value_is_a_hollow_mark_beside_its_column_or_in_its_year():
    figure = arrivals(DATASET, Language.EN)
    provisional = [one for one in VALUES if one.status == "provisional"]
    marks = hollow(figure)
    assert [data[0] for data in marks.customdata] == [one.id for one in provisional]
    assert "open" in marks.marker.symbol
    half = columns(figure).width / 2
    counted = {year_of(one) for one in FINAL}
    for one, x, y in zip(provisional, marks.x, marks.y, strict=True):
        beside = year_of(one) + half < x < year_of(one) + 1 - half
        assert beside if year_of(one) in counted else x == year_of(one)
        assert y == one.value


def test_totals_of_several_years_are_in_the_table_but_never_drawn():
    figure = arrivals(DATASET, Language.EN)
    totals = {one.id for one in VALUES if one.status == "derived"}
    assert totals
    assert totals <= set(figure.table.record_id)
    drawn = {data[0] for trace in figure.plot.data for data in trace.customdata}
    assert not totals & drawn
    assert all(
        any(people(one.value, Language.EN) in note for note in figure.notes)
        for one in VALUES
        if one.id in totals
    )


def test_the_table_holds_every_mark_and_every_total():
    table = arrivals(DATASET, Language.EN).table
    assert sorted(table.record_id) == sorted(one.id for one in VALUES)


def test_a_year_without_a_final_count_stays_blank_and_is_said():
    gone = FINAL[3]
    figure = arrivals(without(gone), Language.EN)
    assert year_of(gone) not in columns(figure).x
    assert any(str(year_of(gone)) in note and "No final count" in note for note in figure.notes)


@LANGUAGES
def test_the_title_holds_for_the_data_drawn(language):
    peak = max(FINAL, key=lambda one: one.value)
    title = arrivals(DATASET, language).title
    assert people(peak.value, language) in title
    assert people(FINAL[-1].value, language) in title


@LANGUAGES
def test_the_title_names_no_peak_where_the_last_year_is_the_highest(language):
    first, last = next((a, b) for a, b in pairwise(FINAL) if a.value < b.value)
    figure = arrivals(DATASET, language, years=(year_of(first), year_of(last)))
    assert people(last.value, language) in figure.title
    assert people(first.value, language) not in figure.title


@LANGUAGES
@pytest.mark.parametrize("look", LOOKS)
def test_every_source_drawn_from_is_named(language, look):
    figure = arrivals(DATASET, language, look)
    named = set(figure.sources)
    for one in VALUES:
        assert one.source_id in named
        assert not one.via_source_id or one.via_source_id in named


@LANGUAGES
def test_years_without_any_count_are_said_to_have_none(language):
    before = year_of(FINAL[0]) - 40
    figure = arrivals(DATASET, language, years=(before, before + 1))
    assert len(figure.plot.data) == 0
    assert figure.plot.layout.annotations[0].text
    assert figure.summary


def test_years_that_run_backwards_are_refused():
    with pytest.raises(ValueError, match="must run forwards"):
        arrivals(DATASET, Language.EN, years=(2020, 2010))


@settings(max_examples=10, deadline=None)
@given(
    st.integers(year_of(FINAL[0]), year_of(FINAL[-1])),
    st.integers(0, 25),
    st.sampled_from(LOOKS),
    st.sampled_from(list(Language)),
)
def test_any_span_of_years_shows_just_those_years(first, length, look, language):
    figure = arrivals(DATASET, language, look, years=(first, first + length))
    assert all(first <= year <= first + length for year in columns(figure).x)
    assert len(columns(figure).x) == len(
        [one for one in FINAL if first <= year_of(one) <= first + length]
    )
    sizes = [note.font.size for note in figure.plot.layout.annotations]
    assert all(size >= 12 for size in sizes)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, len(FINAL) - 1))
def test_numbers_above_columns_are_the_columns_own(index):
    figure = arrivals(DATASET, Language.EN, years=(year_of(FINAL[index]), year_of(FINAL[-1])))
    values = dict(zip(columns(figure).x, columns(figure).y, strict=True))
    for note in figure.plot.layout.annotations:
        assert note.text == f"{values[note.x]:,.0f}"


def test_years_that_do_not_make_the_total_are_said_to_fall_short():
    newest = max(sums(DATASET.observations, SERIES), key=lambda one: one.total.period)
    assert newest.short > 0
    for language in Language:
        said = " ".join(arrivals(DATASET, language).notes)
        assert people(newest.added, language) in said
        assert people(newest.total.value, language) in said


def test_a_correction_by_the_publisher_gives_both_values_and_its_day():
    right = next(one for one in DATASET.observations if one.series_id == SERIES and one.corrected)
    wrong = next(
        one
        for one in DATASET.observations
        if (one.series_id, one.period, one.status) == (SERIES, right.period, "superseded")
    )
    for language in Language:
        said = " ".join(arrivals(DATASET, language).notes)
        assert people(wrong.value, language) in said
        assert people(right.value, language) in said
        assert date(right.corrected, language) in said
