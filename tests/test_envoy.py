from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, box_of, drawn, meet, said, texts
from story.figures.envoy.figure import envoy
from story.figures.envoy.rows import SERIES, envoy_rows
from story.figures.scene import PHONE, Path
from story.figures.series.observed import place
from story.publishing.folder import load
from story.tables.model import Series, Source
from story.text import Language, date

DATASET = load()
VALUES = sorted(
    (one for one in DATASET.observations if one.series_id == SERIES), key=lambda one: one.period
)
LANGUAGES = pytest.mark.parametrize("language", list(Language))
SPELLS = envoy_rows(DATASET, None).spells


def test_filled_and_vacant_take_turns_without_a_gap():
    for before, after in pairwise(SPELLS):
        assert before.filled != after.filled
        assert before.end == after.start


def test_each_years_end_agrees_with_the_yearly_value():
    for value in VALUES[:-1]:
        day = f"{value.period}-12-31"
        spell = next(one for one in reversed(SPELLS) if one.start <= day)
        assert spell.filled == bool(value.value)


@LANGUAGES
def test_the_turns_are_the_days_the_series_itself_names(language):
    note = DATASET.find(Series, SERIES).within("note", language)
    turns = [one.start for one in SPELLS if one.opened]
    assert len(turns) == len(SPELLS) - 1
    assert all(date(day, language) in note for day in turns)


def test_the_last_spell_ends_when_the_post_was_last_checked():
    last = VALUES[-1]
    assert last.status == "provisional"
    assert SPELLS[-1].end == DATASET.find(Source, last.source_id).published
    assert date(SPELLS[-1].end, Language.EN) in last.note_en


@LANGUAGES
def test_who_held_the_post_is_named_from_the_data(language):
    names = [one.holder(language) for one in SPELLS if one.filled]
    known = {
        name
        for event in DATASET.events
        if event.kind == "envoy"
        for name in (event.actors if language is Language.EN else event.actors_ko)
    }
    assert all(name in known for name in names)
    words = said(envoy(DATASET, language).scene)
    assert all(name in words for name in names)


def test_vacancies_are_hatched_and_the_filled_time_is_solid():
    for bar, spell in zip(drawn(envoy(DATASET, Language.EN).scene), SPELLS, strict=True):
        assert bool(bar.hatch) == (not spell.filled)
        assert bar.row == spell.id


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_spell_is_drawn_from_its_first_day_to_its_last(sheet):
    scene = envoy(DATASET, Language.EN, sheet).scene
    for bar, spell in zip(drawn(scene), SPELLS, strict=True):
        ends = tuple(corner.y if sheet is PHONE else corner.x for corner in bar.corners)
        assert ends == pytest.approx((place(spell.start)[0], place(spell.end)[1]))


@LANGUAGES
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_strip_carries_the_date_of_the_op_ed(sheet, language):
    oped = next(one for one in DATASET.events if one.source_id == "time-2019-oped")
    figure = envoy(DATASET, language, sheet)
    (line,) = (mark for mark in figure.scene.of("reference") if isinstance(mark, Path))
    first, last = place(oped.start_date)
    at = line.points[0].y if sheet is PHONE else line.points[0].x
    assert first < at < last
    assert date(oped.start_date[:7], language) in said(figure.scene)
    assert oped.source_id in figure.sources
    vacant = next(one for one in SPELLS if not one.filled)
    assert vacant.start < oped.start_date < vacant.end
    later = envoy(DATASET, language, sheet, years=(2020, 2022))
    assert not list(later.scene.of("reference"))


@LANGUAGES
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_label_of_a_spell_meets_another(sheet, language):
    scene = envoy(DATASET, language, sheet).scene
    boxes = [box_of(text, scene, sheet.least) for text in texts(scene)]
    for one, other in combinations(boxes, 2):
        assert not meet(one, other)


@LANGUAGES
def test_the_summary_names_every_turn_and_the_day_of_the_last_check(language):
    summary = envoy(DATASET, language).summary
    for spell in SPELLS[1:]:
        assert date(spell.start, language) in summary
    assert date(SPELLS[-1].end, language) in summary


@LANGUAGES
def test_the_title_counts_the_months_filled_since_the_first_vacancy(language):
    title = envoy(DATASET, language).title
    vacant = next(one for one in SPELLS if not one.filled)
    months = sum(one.months() for one in SPELLS if one.filled and one.start > vacant.start)
    assert str(months) in title
    assert date(vacant.start[:7], language) in title


@LANGUAGES
def test_a_span_that_holds_one_state_only_says_so(language):
    filled = envoy(DATASET, language, years=(2010, 2016))
    vacant = envoy(DATASET, language, years=(2018, 2022))
    (solid,), (hatched,) = (drawn(figure.scene) for figure in (filled, vacant))
    assert filled.title != vacant.title
    assert not solid.hatch
    assert hatched.hatch


def test_nominations_and_promises_are_told_in_the_notes_with_their_sources():
    figure = envoy(DATASET, Language.EN)
    turns = {one.opened.id for one in SPELLS if one.opened}
    others = [one for one in DATASET.events if one.kind == "envoy" and one.id not in turns]
    assert others
    for one in others:
        assert any(one.title_en in note for note in figure.notes)
        assert one.source_id in figure.sources


def test_a_year_without_a_value_leaves_a_gap():
    kept = tuple(
        one
        for one in DATASET.observations
        if not (one.series_id == SERIES and one.period == "2019")
    )
    spells = envoy_rows(replace(DATASET, observations=kept), None).spells
    assert not any(one.start < "2019-06-01" < one.end for one in spells)


def test_a_change_that_no_event_dates_is_refused():
    kept = tuple(one for one in DATASET.events if one.kind != "envoy")
    with pytest.raises(ValueError, match="no event of kind envoy gives the day"):
        envoy(replace(DATASET, events=kept), Language.EN)


def test_years_that_run_backwards_are_refused():
    with pytest.raises(ValueError, match="must run forwards"):
        envoy(DATASET, Language.EN, years=(2020, 2010))


@LANGUAGES
def test_years_without_a_record_are_said_to_have_none(language):
    figure = envoy(DATASET, language, years=(1990, 1995))
    assert figure.table.empty
    assert texts(figure.scene, "note")[0].text
    assert figure.title


@settings(max_examples=10, deadline=None)
@given(
    st.integers(2005, 2027),
    st.integers(0, 15),
    st.sampled_from(SHEETS),
    st.sampled_from(list(Language)),
)
def test_any_span_of_years_keeps_within_it(first, length, sheet, language):
    figure = envoy(DATASET, language, sheet, years=(first, first + length))
    assert all(figure.table.start >= f"{first}-01-01")
    assert all(figure.table.end <= f"{first + length}-12-31")
    assert all(text.size >= 12 for text in texts(figure.scene))
