from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, drawn, texts
from story.figures.scene import Area, Path, Symbol
from story.figures.series.families import ALIVE, families
from story.figures.series.families_rows import at_year_end, moment
from story.figures.series.observed import place, year_of
from story.publishing.folder import load
from story.text import Language, number, people

DATASET = load()
COUNTS = sorted(
    (one for one in DATASET.observations if one.series_id == ALIVE), key=lambda one: one.period
)
FINAL = [one for one in COUNTS if one.status == "final"]
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def marks(figure):
    """Each mark drawn for a record: id -> (x, y, symbol, is it hollow)."""
    return {
        mark.row: (mark.at.x, mark.at.y, mark.shape, mark.fill == "paper")
        for mark in drawn(figure.scene)
        if isinstance(mark, Symbol)
    }


def lines(figure):
    """Return the ends of each line that joins two counts, as x and y."""
    return [
        tuple((point.x, point.y) for point in mark.points)
        for mark in figure.scene.of("join")
        if isinstance(mark, Path)
    ]


def test_every_count_is_a_mark_at_its_date_and_value():
    found = marks(families(DATASET, Language.EN))
    for one in COUNTS:
        x, y, _, _ = found[one.id]
        assert year_of(one) <= x <= year_of(one) + 1
        assert y == one.value
        if len(one.period) == 10:
            assert x == place(one.period)[0]


def test_only_final_counts_are_solid_and_an_upper_bound_has_its_own_mark():
    found = marks(families(DATASET, Language.EN))
    for one in COUNTS:
        _, _, symbol, hollow = found[one.id]
        assert hollow == (one.status != "final")
        assert ("triangle" in symbol) == (one.status == "upper-bound")


def test_a_line_joins_only_year_ends_of_consecutive_years():
    joined = lines(families(DATASET, Language.EN))
    assert joined == [
        ((moment(before), before.value), (moment(after), after.value))
        for before in FINAL
        for after in FINAL
        if year_of(after) == year_of(before) + 1
    ]
    assert 0 < len(joined) < len(FINAL) - 1


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_area_falls_from_the_first_count_to_the_last_and_the_reunions_are_its_only_notches(
    sheet,
):
    figure = families(DATASET, Language.EN, sheet)
    area, *notches = (mark for mark in figure.scene.of("frame") if isinstance(mark, Area))
    *edge, last_floor, first_floor = area.points
    drawn_counts = [one for one in COUNTS if one.status != "upper-bound"]
    assert [(at.x, at.y) for at in edge] == [(moment(one), one.value) for one in drawn_counts]
    assert last_floor.y == first_floor.y == 0
    held = sorted(
        place(one.start_date)[0]
        for one in DATASET.events
        if one.kind == "family-reunion" and one.end_date
    )
    assert sorted(notch.points[0].x for notch in notches) == held
    labels = [text.text for text in texts(figure.scene, "label")]
    assert number(COUNTS[-1].value, Language.EN) in labels
    assert f"about {number(COUNTS[0].value, Language.EN)}" in labels


def test_a_count_without_a_day_is_drawn_over_all_the_time_it_may_be_of():
    figure = families(DATASET, Language.EN)
    spans = {
        mark.row: (mark.points[0].x, mark.points[-1].x)
        for mark in drawn(figure.scene)
        if isinstance(mark, Path)
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
        assert label in [text.text for text in texts(figure.scene)]


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
    assert not figure.scene.rows()
    assert texts(figure.scene, "note")


def test_years_that_run_backwards_are_refused():
    with pytest.raises(ValueError, match="must run forwards"):
        families(DATASET, Language.EN, years=(2020, 2010))


@settings(max_examples=10, deadline=None)
@given(
    st.integers(2010, 2026),
    st.integers(0, 12),
    st.sampled_from(SHEETS),
    st.sampled_from(list(Language)),
)
def test_any_span_of_years_shows_just_its_counts(first, length, sheet, language):
    figure = families(DATASET, language, sheet, years=(first, first + length))
    counts = {one.id for one in COUNTS if first <= year_of(one) <= first + length}
    assert counts <= set(marks(figure))
    assert {one for one in marks(figure) if one.startswith(ALIVE)} == counts
    assert all(text.size >= 12 for text in texts(figure.scene))
