from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, drawn, texts
from story.figures.scene import Bar, Symbol
from story.figures.series.arrivals import SERIES, arrivals
from story.figures.series.observed import year_of
from story.publishing.folder import load
from story.tables.model import sums
from story.text import Language, date, people

DATASET = load()
VALUES = [one for one in DATASET.observations if one.series_id == SERIES]
FINAL = sorted((one for one in VALUES if one.status == "final"), key=year_of)
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def columns(figure):
    """Return the columns drawn: id -> (year in its middle, value at its top)."""
    found = {}
    for mark in drawn(figure.scene):
        if isinstance(mark, Bar):
            (left, right) = mark.corners
            assert right.y == 0
            found[mark.row] = ((left.x + right.x) / 2, left.y)
    return found


def years_of(figure):
    return [year for year, _ in columns(figure).values()]


def hollow(figure):
    return [mark for mark in drawn(figure.scene) if isinstance(mark, Symbol)]


def half_a_column(figure):
    bar = next(mark for mark in drawn(figure.scene) if isinstance(mark, Bar))
    return (bar.corners[1].x - bar.corners[0].x) / 2


def without(*gone):
    return replace(
        DATASET, observations=tuple(one for one in DATASET.observations if one not in gone)
    )


def test_the_columns_are_the_final_counts_and_nothing_else():
    found = columns(arrivals(DATASET, Language.EN))
    assert list(found) == [one.id for one in FINAL]
    assert [year for year, _ in found.values()] == pytest.approx([year_of(one) for one in FINAL])
    assert [value for _, value in found.values()] == [one.value for one in FINAL]


def test_a_provisional_value_is_a_hollow_mark_beside_its_column_or_in_its_year():
    figure = arrivals(DATASET, Language.EN)
    provisional = [one for one in VALUES if one.status == "provisional"]
    marks = hollow(figure)
    assert [mark.row for mark in marks] == [one.id for one in provisional]
    assert all(mark.line and not mark.fill for mark in marks)
    half = half_a_column(figure)
    counted = {year_of(one) for one in FINAL}
    for one, mark in zip(provisional, marks, strict=True):
        x, y = mark.at.x, mark.at.y
        beside = year_of(one) + half < x < year_of(one) + 1 - half
        assert beside if year_of(one) in counted else x == year_of(one)
        assert y == one.value


def test_totals_of_several_years_are_in_the_table_but_never_drawn():
    figure = arrivals(DATASET, Language.EN)
    totals = {one.id for one in VALUES if one.status == "derived"}
    assert totals
    assert totals <= set(figure.table.record_id)
    assert not totals & set(figure.scene.rows())
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
    assert gone.id not in figure.scene.rows()
    assert year_of(gone) not in {round(year) for year in years_of(figure)}
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
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_source_drawn_from_is_named(language, sheet):
    figure = arrivals(DATASET, language, sheet)
    named = set(figure.sources)
    for one in VALUES:
        assert one.source_id in named
        assert not one.via_source_id or one.via_source_id in named


@LANGUAGES
def test_years_without_any_count_are_said_to_have_none(language):
    before = year_of(FINAL[0]) - 40
    figure = arrivals(DATASET, language, years=(before, before + 1))
    assert not figure.scene.rows()
    assert texts(figure.scene, "note")[0].text
    assert figure.summary


def test_years_that_run_backwards_are_refused():
    with pytest.raises(ValueError, match="must run forwards"):
        arrivals(DATASET, Language.EN, years=(2020, 2010))


@settings(max_examples=10, deadline=None)
@given(
    st.integers(year_of(FINAL[0]), year_of(FINAL[-1])),
    st.integers(0, 25),
    st.sampled_from(SHEETS),
    st.sampled_from(list(Language)),
)
def test_any_span_of_years_shows_just_those_years(first, length, sheet, language):
    figure = arrivals(DATASET, language, sheet, years=(first, first + length))
    assert all(first <= round(year) <= first + length for year in years_of(figure))
    assert len(columns(figure)) == len(
        [one for one in FINAL if first <= year_of(one) <= first + length]
    )
    assert all(text.size >= 12 for text in texts(figure.scene))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, len(FINAL) - 1))
def test_numbers_above_columns_are_the_columns_own(index):
    figure = arrivals(DATASET, Language.EN, years=(year_of(FINAL[index]), year_of(FINAL[-1])))
    numbers = texts(figure.scene, "label")
    assert numbers
    for text in numbers:
        year, value = columns(figure)[text.row]
        assert text.text == f"{value:,.0f}"
        assert (text.at.x, text.at.y) == (pytest.approx(year), value)


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
