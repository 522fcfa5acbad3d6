from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story.figures.series.families import ALIVE, families
from story.figures.series.families_rows import at_year_end
from story.figures.series.observed import place, year_of
from story.figures.style import Look
from story.publishing.folder import load
from story.text import Language, number, people

DATASET = load()
COUNTS = sorted(
    (one for one in DATASET.observations if one.series_id == ALIVE), key=lambda one: one.period
)
FINAL = [one for one in COUNTS if one.status == "final"]
LANGUAGES = pytest.mark.parametrize("language", list(Language))
LOOKS = [Look(dark, narrow) for dark in (False, True) for narrow in (False, True)]


def marks(figure):
    """Each mark drawn for a record: id -> (x, y, symbol, is it hollow)."""
    found = {}
    for trace in figure.plot.data:
        if trace.mode == "markers" and trace.customdata is not None:
            for data, x, y in zip(trace.customdata, trace.x, trace.y, strict=True):
                hollow = trace.marker.color == figure.plot.layout.template.layout.paper_bgcolor
                found[data[0]] = (x, y, trace.marker.symbol, hollow)
    return found


def lines(figure):
    return [
        tuple(data[0] for data in trace.customdata)
        for trace in figure.plot.data
        if trace.mode == "lines" and trace.customdata[0][0] != trace.customdata[1][0]
    ]


def test_every_count_is_a_mark_at_its_date_and_value():
    drawn = marks(families(DATASET, Language.EN))
    for one in COUNTS:
        x, y, _, _ = drawn[one.id]
        assert year_of(one) <= x <= year_of(one) + 1
        assert y == one.value
        if len(one.period) == 10:
            assert x == place(one.period)[0]


def test_only_final_counts_are_solid_and_an_upper_bound_has_its_own_mark():
    drawn = marks(families(DATASET, Language.EN))
    for one in COUNTS:
        _, _, symbol, hollow = drawn[one.id]
        assert hollow == (one.status != "final")
        assert ("triangle" in symbol) == (one.status == "upper-bound")


def test_a_line_joins_only_year_ends_of_consecutive_years():
    joined = lines(families(DATASET, Language.EN))
    assert joined == [
        (before.id, after.id)
        for before in FINAL
        for after in FINAL
        if year_of(after) == year_of(before) + 1
    ]
    assert 0 < len(joined) < len(FINAL) - 1


def test_a_count_without_a_day_is_drawn_over_all_the_time_it_may_be_of():
    figure = families(DATASET, Language.EN)
    spans = {
        trace.customdata[0][0]: tuple(trace.x)
        for trace in figure.plot.data
        if trace.mode == "lines" and trace.customdata[0][0] == trace.customdata[1][0]
    }
    loose = [one for one in COUNTS if len(one.period) < 10 and not at_year_end(one)]
    assert loose
    assert spans == {one.id: place(one.period) for one in loose}


@LANGUAGES
def test_a_year_end_whose_year_is_inferred_is_starred_and_explained(language):
    dated = next(one for one in FINAL if one.period == "2021-12-31")
    undated = dated.model_copy(
        update={
            "period": dated.period[:4],
            "note_en": "December; the year is inferred.",
            "note_ko": "12월 기준이며 연도는 추정했다.",
        }
    )
    rows = tuple(undated if one == dated else one for one in DATASET.observations)
    figure = families(replace(DATASET, observations=rows), language)
    for one in (undated,):
        assert any(one.within("note", language) in note for note in figure.notes)
        label = f"{number(one.value, language)}*"
        assert label in [note.text for note in figure.plot.layout.annotations]


def test_ticks_are_the_reunions_held_and_not_the_news_about_them():
    figure = families(DATASET, Language.EN)
    events = [one for one in DATASET.events if one.kind == "family-reunion"]
    held = {one.id for one in events if one.end_date}
    news = [one for one in events if not one.end_date]
    ticks = {record for record, (_, _, symbol, _) in marks(figure).items() if "line" in symbol}
    assert ticks == held
    assert news
    for one in news:
        assert any(one.title_en in note for note in figure.notes)
        assert one.source_id in figure.sources


@LANGUAGES
def test_the_note_on_deaths_gives_the_sum_that_closes(language):
    last = FINAL[-1]
    registered, deceased = (
        next(
            one.value
            for one in DATASET.observations
            if one.series_id == f"separated-families-{name}" and one.period == last.period
        )
        for name in ("registered", "deceased")
    )
    assert abs(registered - deceased - last.value) <= 5
    note = next(
        one for one in families(DATASET, language).notes if number(deceased, language) in one
    )
    assert people(registered, language) in note


def test_without_the_deaths_nothing_is_said_of_them():
    kept = tuple(
        one for one in DATASET.observations if one.series_id != "separated-families-deceased"
    )
    none = replace(
        DATASET,
        observations=(
            *kept,
            *(
                one
                for one in DATASET.observations
                if one.series_id == "separated-families-deceased" and year_of(one) < 2020
            ),
        ),
    )
    assert not any("deceased" in note for note in families(none, Language.EN).notes)


@LANGUAGES
def test_the_title_says_the_first_and_the_last_count_drawn(language):
    title = families(DATASET, language).title
    assert number(COUNTS[-1].value, language) in title
    assert number(COUNTS[0].value, language) in title


def test_the_table_holds_every_mark_with_its_source():
    figure = families(DATASET, Language.EN)
    assert sorted(figure.table.record_id) == sorted(marks(figure))
    assert (figure.table.source_id != "").all()
    assert set(figure.table.source_id) <= set(figure.sources)


@LANGUAGES
def test_years_without_a_count_are_said_to_have_none(language):
    known = {year_of(one) for one in COUNTS}
    gap = next(year for year in range(min(known), max(known)) if year not in known)
    figure = families(DATASET, language, years=(gap, gap))
    assert figure.title
    assert figure.table.empty
    assert len(figure.plot.data) == 0


def test_years_that_run_backwards_are_refused():
    with pytest.raises(ValueError, match="must run forwards"):
        families(DATASET, Language.EN, years=(2020, 2010))


@settings(max_examples=10, deadline=None)
@given(
    st.integers(2010, 2026),
    st.integers(0, 12),
    st.sampled_from(LOOKS),
    st.sampled_from(list(Language)),
)
def test_any_span_of_years_shows_just_its_counts(first, length, look, language):
    figure = families(DATASET, language, look, years=(first, first + length))
    counts = {one.id for one in COUNTS if first <= year_of(one) <= first + length}
    assert counts <= set(marks(figure))
    assert {one for one in marks(figure) if one.startswith(ALIVE)} == counts
    assert all(note.font.size >= 12 for note in figure.plot.layout.annotations)
