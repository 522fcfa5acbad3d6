"""More events than can be seen: each is drawn or counted once, and the drawing stays small."""

from dataclasses import replace
from functools import cache
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story.figures.event_choice import choose
from story.figures.event_crowd import MOST, apart
from story.figures.points import drawn_ids
from story.figures.statements import statements
from story.figures.style import Look
from story.figures.time_axis import axis_for
from story.figures.timeline import timeline
from story.tables import Dataset, load
from story.text import Language, number

EN, KO = Language.EN, Language.KO
MANY = 20_000
LOOKS = (Look(), Look(narrow=True))


@cache
def grown(many: int = MANY) -> Dataset:
    """The events repeated in the years they cover."""
    data = load()
    repeated = (
        one.model_copy(
            update={"event_id": f"{one.event_id}-{turn}", "start_date": _turned(one, turn)}
        )
        for turn, one in product(range(many), data.events)
    )
    return replace(data, edition=f"grown-{many}", events=tuple(islice(repeated, many)))


def _turned(one, turn: int) -> str:
    if len(one.start_date) < len("2019-02-27"):
        return one.start_date
    return f"{2013 + turn % 13}-{1 + turn % 12:02}-{1 + turn % 28:02}"


def plot_bytes(figure) -> int:
    return len(figure.plot.to_json().encode())


@settings(max_examples=12, deadline=None)
@given(
    many=st.integers(MOST - 3, 2_000),
    focus=st.integers(0, 120),
    importance=st.sampled_from((1, 2, 3)),
)
def test_every_event_is_drawn_or_counted_and_none_twice(many, focus, importance):
    data = grown(many)
    chosen = choose(data, importance=importance, focus=[data.events[focus].id])
    axis = axis_for(data, chosen.span)
    crowd = apart(chosen, axis)
    counted = [one.id for column in crowd.columns for one in column.events]
    shown = [one.id for one in crowd.chosen.events]
    assert sorted(shown + counted) == sorted(one.id for one in chosen.events)
    assert data.events[focus].id in shown
    assert len(shown) <= MOST + 1


def test_as_many_events_as_can_be_seen_are_all_drawn():
    data = grown(MOST)
    chosen = choose(data, importance=3)
    crowd = apart(chosen, axis_for(data, chosen.span))
    assert crowd.chosen is chosen
    assert not crowd.counted
    assert timeline(data, EN, importance=3).whole is None


@pytest.mark.parametrize("look", LOOKS, ids=("wide", "narrow"))
@pytest.mark.parametrize("draw", [timeline, statements])
def test_a_long_table_makes_no_large_drawing_and_no_long_page(draw, look):
    figure = draw(grown(), EN, look)
    assert plot_bytes(figure) < 400_000
    assert len(figure.table) <= MOST
    assert figure.plot.layout.height < 12_000
    assert set(drawn_ids(figure)) <= set(figure.table["event_id"])


def test_a_long_timeline_says_how_many_of_how_many_are_shown_in_both_languages():
    data = grown()
    whole = len(choose(data, importance=2).events)
    for language in (EN, KO):
        figure = timeline(data, language)
        assert number(len(figure.table), language) in figure.notes[0]
        assert number(whole, language) in figure.notes[0]
        assert number(whole, language) in figure.summary


def test_the_download_of_a_long_table_holds_every_row():
    figure = timeline(grown(2_000), EN, importance=3)
    assert len(figure.table) < 2_000
    assert len(figure.every_row()) == 2_000
    assert figure.csv.count(b"\r\n") + figure.csv.count(b"\n") >= 2_000


def test_the_columns_of_long_statements_count_each_statement_once():
    data = grown(5_000)
    figure = statements(data, EN)
    whole = [one for one in data.events if one.kind == "statement"]
    heights = [-height for trace in figure.plot.data for height in trace.y]
    most = max(heights)
    assert most == pytest.approx(64)
    assert len(figure.every_row()) == len(whole)


def test_the_same_events_are_drawn_wide_and_narrow():
    wide, narrow = (timeline(grown(2_000), EN, look) for look in LOOKS)
    assert list(wide.table["event_id"]) == list(narrow.table["event_id"])
