"""More events than can be seen: each is drawn or counted once, and the drawing stays small."""

import re
from dataclasses import replace
from functools import cache
from itertools import islice, product
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from scenes import SHEETS, written
from scenes import texts as texts_of
from story.figures.estimates.figure import estimates
from story.figures.estimates.selection import highest, lowest, seen
from story.figures.events.choice import MOST, choose
from story.figures.events.index import ANSWERS, KINDS, index_of, names, texts
from story.figures.events.statements import statements
from story.figures.events.timeline import timeline
from story.figures.lineage.figure import lineage
from story.figures.lineage.rows import trace_lineage
from story.figures.scene import Bar
from story.publishing.folder import load
from story.search import matches
from story.surfaces.edition import pages
from story.surfaces.edition.figure_cache import Showcase
from story.surfaces.edition.links import EditionLinks
from story.surfaces.edition.page_maker import Maker
from story.surfaces.page_content import LISTED, codings_counted, codings_that_differ
from story.surfaces.pages import PAGES
from story.surfaces.site import summits, visit
from story.tables import Dataset
from story.telling.narrative import tell
from story.text import Language, number

pytestmark = pytest.mark.slow

EN, KO = Language.EN, Language.KO
MANY = 20_000
SCRIPT = str(Path(__file__).parents[1] / "src" / "story" / "surfaces" / "serving" / "script.py")
SUMMITS = next(page for page in PAGES if page.name == "summits")


@cache
def grown(many: int = MANY) -> Dataset:
    """The events repeated in the years they cover, each with its codings."""
    data = load()
    codes = {one.event_id: one for one in data.event_codes}
    turned = list(islice(product(range(many), data.events), many))
    ids = [f"{one.event_id}-{turn}" if turn else one.event_id for turn, one in turned]
    return replace(
        data,
        edition=f"grown-{many}",
        events=tuple(
            one.model_copy(update={"event_id": each, "start_date": _turned(one, turn)})
            for each, (turn, one) in zip(ids, turned, strict=True)
        ),
        event_codes=tuple(
            codes[one.event_id].model_copy(update={"event_id": each})
            for each, (_, one) in zip(ids, turned, strict=True)
        ),
    )


def _turned(one, turn: int) -> str:
    if len(one.start_date) < len("2019-02-27"):
        return one.start_date
    return f"{2013 + turn % 13}-{1 + turn % 12:02}-{1 + turn % 28:02}"


def read_through(data: Dataset, kinds, answers, people, years, words, importance) -> list[str]:
    """The ids of the events that fit, each event read by itself."""
    return [
        one.id
        for one in data.events
        if (kinds is None or one.kind in kinds)
        and (answers is None or one.rights_raised in answers)
        and (people is None or set(names(one)) & set(people))
        and (years is None or years[0] <= one.start_date[:4] <= years[1])
        and matches(words, texts(one))
        and int(one.importance) <= importance
    ]


def plot_bytes(figure) -> int:
    return len(written(figure.scene)[0].encode())


@settings(max_examples=40, deadline=None)
@given(
    kinds=st.none() | st.sets(st.sampled_from(KINDS)),
    answers=st.none() | st.sets(st.sampled_from(ANSWERS)),
    people=st.none() | st.sets(st.sampled_from(["Kim Jong Un", "문재인", "US Congress"])),
    years=st.sampled_from([None, ("2014", "2019"), ("2018", "2018")]),
    words=st.sampled_from(["", "geneva", "유엔", "trump kim", "nowhere at all"]),
    importance=st.sampled_from((1, 2, 3)),
)
def test_the_events_chosen_are_those_found_by_reading_every_one(**choices):
    data = grown(700)
    found = choose(data, **choices)
    assert sorted(one.id for one in found.events) == sorted(read_through(data, **choices))
    assert sum(found.events.answers.values()) == len(found.events)
    assert sum(map(len, found.events.by_year().values())) == len(found.events)
    days = [one.start_date[:7] for one in found.events]
    assert days == sorted(days)


@settings(max_examples=12, deadline=None)
@given(
    many=st.integers(MOST - 3, 2_000),
    focus=st.integers(0, 120),
    importance=st.sampled_from((1, 2, 3)),
)
def test_the_weightiest_are_listed_from_all_the_time_and_the_focus_whatever_it_weighs(
    many, focus, importance
):
    data = grown(many)
    chosen = choose(data, importance=importance, focus=[data.events[focus].id])
    listed = chosen.weightiest()
    ids = {one.id for one in listed}
    assert data.events[focus].id in ids
    assert len(listed) <= MOST + 1
    left = [one for one in chosen.events if one.id not in ids]
    assert bool(left) == (len(listed) < len(chosen.events))
    weights = [one.importance for one in listed if one.id != data.events[focus].id]
    if left:
        assert max(weights) <= min(one.importance for one in left)
        assert listed[-1].start_date > chosen.events[len(chosen.events) // 2].start_date


def test_as_many_events_as_can_be_seen_are_all_listed():
    chosen = choose(grown(MOST), importance=3)
    assert chosen.weightiest() is chosen.events
    assert timeline(load(), EN, importance=3).whole is None


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_event_of_a_long_timeline_is_counted_once_at_its_height(sheet):
    data = grown(2_000)
    figure = timeline(data, EN, sheet, importance=3)
    bars = [mark for mark in figure.scene.of("range") if isinstance(mark, Bar)]
    counts = [int(re.search(r": ([\d,]+), not", bar.said[0])[1].replace(",", "")) for bar in bars]
    assert sum(counts) == 2_000
    unit = 60 / max(counts)
    for bar, count in zip(bars, counts, strict=True):
        high = bar.corners[1].y - bar.corners[0].y
        assert high == pytest.approx(max(2, count * unit))
    assert number(max(counts), EN) in [text.text for text in texts_of(figure.scene)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("draw", [timeline, statements])
def test_a_long_table_makes_no_large_drawing_and_no_long_page(draw, sheet):
    figure = draw(grown(), EN, sheet)
    assert plot_bytes(figure) < 400_000
    assert len(figure.table) <= MOST + 3
    assert figure.scene.height < 2_000
    assert set(figure.scene.rows()) <= set(figure.table["event_id"])


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
    bars = [mark for mark in figure.scene.of("range") if isinstance(mark, Bar)]
    heights = [bar.corners[1].y - bar.corners[0].y for bar in bars]
    assert all(bar.said for bar in bars)
    assert max(heights) == pytest.approx(64)
    assert len(figure.every_row()) == len(whole)


def test_the_same_events_are_drawn_wide_and_narrow():
    wide, narrow = (timeline(grown(2_000), EN, sheet) for sheet in SHEETS)
    assert list(wide.table["event_id"]) == list(narrow.table["event_id"])


@pytest.fixture
def summits_page(monkeypatch):
    """Open the page of summits on two thousand events, at an address."""
    data = grown(2_000)
    monkeypatch.setattr(visit, "edition", lambda: data)

    def opened(**address: str) -> AppTest:
        app = AppTest.from_file(SCRIPT, default_timeout=60)
        app.query_params.update(address)
        app.run()
        app.switch_page(str(SUMMITS.file)).run()
        assert not app.exception
        return app

    return opened


def said(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def unlisted(data: Dataset) -> list:
    chosen = choose(data, importance=2)
    listed = {one.id for one in chosen.weightiest()}
    return [one for one in chosen.events if one.id not in listed]


def test_a_link_to_an_event_that_is_only_counted_opens_its_card_between_its_neighbours(
    summits_page,
):
    data = grown(2_000)
    event = unlisted(data)[100]
    app = summits_page(event=event.id)
    assert str(escape(event.title_en)) in said(app)
    listed = next(one for one in app.selectbox if one.label == "Choose an event").options
    at = listed.index(f"{event.start_date} · {event.title_en}")
    assert listed[at - 1][:10] <= event.start_date <= listed[at + 1][:10]
    later = next(one for one in app.button if one.label == "Later →")
    later.click().run()
    assert app.query_params["event"] != event.id
    assert str(escape(listed[at + 1].partition(" · ")[2])) in said(app)


def test_a_link_to_an_event_that_the_choices_leave_out_opens_no_card(summits_page):
    event = next(one for one in unlisted(grown(2_000)) if one.kind != "statement")
    app = summits_page(event=event.id, kind="statement")
    assert "event" not in app.query_params


def test_of_many_people_the_most_often_named_are_offered_and_any_can_be_found(summits_page):
    index = index_of(grown(2_000))
    rarest = list(index.people)[-1]
    app = summits_page()
    assert len(app.pills[2].options) == summits.MOST
    assert f"{summits.MOST} of {len(index.people)} people" in said(app)
    find = next(one for one in app.text_input if one.label == "Find a person or body")
    find.set_value(rarest.upper()).run()
    assert app.pills[2].options == [rarest]
    app.pills[2].select(rarest).run()
    find.set_value("").run()
    assert rarest in app.pills[2].options
    assert len(app.pills[2].options) == summits.MOST + 1
    assert app.query_params["people"] == rarest


def test_of_many_codings_that_differ_some_are_listed_and_all_are_counted():
    data = grown(2_000)
    differed = sum(
        one.independent and one.first_code != one.second_code for one in data.event_codes
    )
    for language in (EN, KO):
        assert len(codings_that_differ(data, language)) == LISTED
        assert number(differed, language) in codings_counted(data, language)
    assert codings_counted(load(), EN) == ""


def published(data: Dataset, many: int) -> Dataset:
    """The estimates repeated, on other days of the years they cover."""
    repeated = [
        one.model_copy(
            update={
                "estimate_id": f"{one.estimate_id}-{turn}" if turn else one.estimate_id,
                "published": f"{1982 + (turn * 7) % 44}-06-{1 + turn % 28:02}"
                if turn and one.published
                else one.published,
            }
        )
        for turn, one in product(range(many), data.estimates)
    ]
    return replace(data, edition=f"estimates-{many}", estimates=tuple(repeated))


@cache
def long_estimates() -> Dataset:
    return published(load(), 30)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("draw", [estimates, lineage])
def test_many_estimates_make_no_large_drawing_and_all_are_in_the_download(draw, sheet):
    figure = draw(long_estimates(), EN, sheet)
    assert plot_bytes(figure) < 300_000
    assert figure.scene.height < 8_000
    assert len(figure.table) < 250
    assert len(figure.every_row()) > 500
    assert set(figure.scene.rows()) <= set(figure.table["estimate_id"])


@pytest.mark.parametrize("draw", [estimates, lineage])
def test_many_estimates_say_how_many_of_how_many_are_drawn_in_both_languages(draw):
    for language in (EN, KO):
        figure = draw(long_estimates(), language)
        drawn = sum(figure.table["drawn_as"].isin(["mark", "own", "repeat", "first"]))
        whole = sum(figure.every_row()["drawn_as"].isin(["mark", "own", "repeat", "first"]))
        assert number(drawn, language) in figure.notes[0]
        assert number(whole, language) in figure.notes[0]


def test_the_lineage_counts_its_families_whole_also_where_not_all_of_them_is_drawn():
    found = trace_lineage(long_estimates(), (), None)
    shown = found.seen()
    assert len(shown.family.others) < len(found.family.others) == shown.family.rest
    assert shown.family.with_low == sum(row.low is not None for row in found.family.others)
    assert [lane.whole for lane in shown.apart] == [len(lane.rows) for lane in found.apart]


ROWS = st.lists(
    st.builds(
        lambda low, more, origin, bound: (low, low + more, origin, bound),
        st.integers(1, 300_000),
        st.integers(0, 50_000),
        st.sampled_from(["one", "two", "three"]),
        st.sampled_from(["range", "range", "up-to", "at-least"]),
    ),
    min_size=1,
    max_size=50,
)


# Three stretches of time, each with a low and a high, and three origins that begin with neither.
ODD = [
    *((5, 5, origin, "range") for origin in ("one", "two", "three")),
    *((low, low, "one", "range") for low in (1, 9, 5, 5, 5, 1, 9, 1, 9)),
]


@settings(max_examples=25, deadline=None)
@given(ROWS, st.integers(4, 30))
@example(printed=ODD, most=5)
def test_no_estimate_left_out_reaches_beyond_those_drawn(printed, most):
    example = long_estimates().estimates[0]
    rows = [
        example.model_copy(
            update={
                "estimate_id": f"{place}",
                "low": low,
                "point": None,
                "high": high,
                "origin_id": origin,
                "bound": bound,
            }
        )
        for place, (low, high, origin, bound) in enumerate(printed)
    ]
    drawn = seen(rows, most)
    assert lowest(rows).low == lowest(drawn).low
    assert highest(rows).high == highest(drawn).high
    assert {row.origin_id for row in drawn} == {row.origin_id for row in rows}
    assert len(drawn) <= most + 3
    assert [int(row.id) for row in drawn] == sorted(int(row.id) for row in drawn)


def test_as_many_estimates_as_can_be_looked_over_are_all_drawn():
    for draw in (estimates, lineage):
        figure = draw(load(), EN)
        assert figure.whole is None
        assert "download holds all" not in " ".join(figure.notes)


@pytest.mark.parametrize("language", list(Language))
def test_the_edition_has_cards_of_what_can_be_looked_over_and_of_what_the_story_names(
    tmp_path, language
):
    data = grown(2_000)
    showcase = Showcase(data, language, tmp_path)
    maker = Maker(tell(data, language), showcase, EditionLinks(language, "en/summits.html"))
    text = pages.summits(maker)
    cards = set(re.findall(r'class="card" id="event-([^"]+)"', text))
    known = {one.id for one in data.events}
    named = {one.partition(".")[2] for one in maker.story.records() if one.startswith("events.")}
    assert cards <= known
    assert named <= cards
    assert MOST / 2 < len(cards) < 2 * MOST
    assert f"{number(len(cards), language)}" in text
    assert number(len(data.events), language) in text
