"""Estimates: what is drawn, what is kept out, and what is said about it."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, box_of, drawn, marks_of, meet, places, texts
from story.figures.estimates.eras import origin_said
from story.figures.estimates.figure import estimates
from story.figures.estimates.rows import OP_ED, SCOPES, Rows, choose, drawable, moment
from story.figures.figure import Figure
from story.figures.lettering import text_width, wrapped
from story.figures.marks import bounds
from story.figures.scene import Band, Bar, Path, Sheet
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import Estimate, Origin
from story.text import Language, number

EN, KO = Language.EN, Language.KO


@cache
def data() -> Dataset:
    return load()


def drawn_ids(figure: Figure) -> list[str]:
    table = figure.table
    return list(table.loc[table["drawn_as"] == "mark", "estimate_id"])


def plotted_ids(figure: Figure) -> set[str]:
    return set(figure.scene.rows())


def row(estimate_id: str) -> Estimate:
    return data().find(Estimate, estimate_id)


def uses(use: str, scope: str = "kwanliso") -> set[str]:
    return {one.id for one in drawable(data(), scope) if one.use == use}


def test_the_published_view_draws_every_core_row_but_the_op_ed_and_the_daily_nk_series() -> None:
    drawn = set(drawn_ids(estimates(data(), EN)))
    assert drawn == (uses("core") | uses("daily-nk")) - {OP_ED}


def test_the_op_ed_is_a_labelled_line_at_its_ceiling() -> None:
    figure = estimates(data(), EN)
    ceiling = row(OP_ED).high
    (line,) = reference_lines(figure)
    assert {point.x for point in line.points} == {ceiling}
    assert any(number(ceiling, EN) in text.text and "op-ed" in text.text
               for text in texts(figure.scene, "reference"))  # fmt: skip
    kinds = figure.table.set_index("estimate_id")["drawn_as"]
    assert kinds[OP_ED] == "reference-line"


def reference_lines(figure: Figure) -> list[Path]:
    return [mark for mark in figure.scene.of("reference") if isinstance(mark, Path)]


def test_a_repeat_is_hidden_until_it_is_asked_for() -> None:
    without = set(drawn_ids(estimates(data(), EN)))
    with_repeats = set(drawn_ids(estimates(data(), EN, repeats=True)))
    assert not without & uses("repeat")
    assert with_repeats - without == uses("repeat")


def test_a_figure_in_focus_is_drawn_whatever_else_is_left_out() -> None:
    repeat = next(iter(sorted(uses("repeat"))))
    figure = estimates(data(), EN, focus=[repeat], uses=())
    assert drawn_ids(figure) == [repeat]


def test_a_focused_bar_is_thicker_than_the_rest() -> None:
    focused, other = "kinu-2013", "un-coi-2014"
    figure = estimates(data(), EN, focus=[focused])
    (bar,), (plain,) = (marks_of(figure.scene, one) for one in (focused, other))
    assert isinstance(bar, Bar)
    assert isinstance(plain, Bar)
    assert bar.focus
    assert not plain.focus
    assert thickness(bar) > thickness(plain)


def thickness(bar: Bar) -> float:
    return bar.corners[1].dy - bar.corners[0].dy


@pytest.mark.parametrize("scope", SCOPES)
def test_no_scope_stands_beside_another(scope: str) -> None:
    figure = estimates(data(), EN, scope=scope, repeats=True)
    assert {row(one).scope for one in drawn_ids(figure)} == {scope}
    if scope != "kwanliso":
        assert not reference_lines(figure)
        assert OP_ED not in set(figure.table["estimate_id"])


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(SCOPES),
    st.booleans(),
    st.sets(st.sampled_from(["core", "context", "repeat", "daily-nk"])),
)
def test_a_row_that_misleads_is_never_drawn(scope: str, repeats: bool, wanted: set[str]) -> None:
    figure = estimates(data(), EN, scope=scope, repeats=repeats, uses=tuple(wanted))
    assert "trap" not in {row(one).use for one in plotted_ids(figure)}
    assert "trap" not in set(figure.table["use"])


def test_traps_can_not_be_asked_for() -> None:
    with pytest.raises(ValueError, match="known: core, daily-nk, context, repeat"):
        estimates(data(), EN, uses=("trap",))
    trap = next(one.id for one in data().estimates if one.use == "trap")
    with pytest.raises(ValueError, match=f"unknown focus {trap}"):
        estimates(data(), EN, focus=[trap])


@pytest.mark.parametrize(
    ("choice", "known"),
    [
        ({"origins": ["nobody"]}, "kinu-2013"),
        ({"scope": "everyone"}, "christians-only"),
        ({"uses": ["gossip"]}, "context"),
        ({"focus": ["no-such-row"]}, "time-2019-oped"),
        ({"years": (2020, 1990)}, "forwards"),
    ],
)
def test_an_unknown_choice_names_the_known_ones(choice: dict[str, object], known: str) -> None:
    with pytest.raises(ValueError, match=known):
        estimates(data(), EN, **choice)


@settings(max_examples=20, deadline=None)
@given(st.integers(1975, 2030), st.integers(0, 30))
def test_years_keep_what_was_published_within_them(first: int, length: int) -> None:
    figure = estimates(data(), EN, years=(first, first + length), repeats=True)
    assert all(first <= int(moment(row(one))[:4]) <= first + length for one in drawn_ids(figure))


def test_rows_stand_in_order_of_date_within_each_panel() -> None:
    table = estimates(data(), EN, repeats=True).table
    for panel in ("main", "daily-nk"):
        chosen = table[(table["drawn_as"] == "mark") & (table["panel"] == panel)]
        dates = [moment(row(one)) for one in chosen["estimate_id"]]
        assert dates == sorted(dates)


def middles(figure: Figure) -> dict[str, float]:
    return {mark.row: places(mark)[0].y for mark in drawn(figure.scene)}


def breaks(figure: Figure) -> list[Path]:
    paths = [mark for mark in figure.scene.of("frame") if isinstance(mark, Path)]
    return [path for path in paths if path.line.dash == (6, 4)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_break_stands_where_the_method_changes(sheet: Sheet) -> None:
    figure = estimates(data(), EN, sheet)
    (rule,) = breaks(figure)
    year = data().find(Origin, "kinu-2013").first_published[:4]
    main = [one for one in drawn_ids(figure) if row(one).use == "core"]
    above = {one for one in main if middles(figure)[one] < rule.points[0].y}
    assert above == {one for one in main if moment(row(one)) < year}


def heads(figure: Figure) -> dict[str, float]:
    """The words of the fields and where each stands."""
    found = texts(figure.scene, "note")
    return {text.lines[0][0].text.strip(): text.at.y for text in found if text.lines[0][0].bold}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_field_says_what_its_rows_rest_on_and_when(sheet: Sheet, language: Language) -> None:
    figure = estimates(data(), language, sheet)
    bands = [mark for mark in figure.scene.of("frame") if isinstance(mark, Band)]
    words = heads(figure)
    y = middles(figure)
    parts = choose_all().fields
    assert len(bands) == len(words) == len(parts) == 3
    said = [text.text for text in texts(figure.scene, "note")]
    for band, (word, top), part in zip(bands, words.items(), parts, strict=True):
        assert band.top < top < band.bottom
        assert all(band.top < y[one.id] < band.bottom for one in part)
        years = {moment(one)[:4] for one in part}
        assert any(word in one and min(years) in one and max(years) in one for one in said)
    if language is EN:
        assert list(words) == ["Testimony and intelligence", "Satellite images", "Sources inside"]


def choose_all() -> Rows:
    return choose(
        data(), focus=(), origins=None, repeats=False, scope="kwanliso", years=None, events=False,
        uses=("core", "daily-nk"),
    )  # fmt: skip


def test_rows_of_one_origin_alone_need_no_field_and_no_sign_is_explained() -> None:
    figure = estimates(data(), EN, origins=["testimony"])
    assert not heads(figure)
    assert not [mark for mark in figure.scene.of("frame") if isinstance(mark, Band)]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_sign_of_a_field_is_named_in_it_and_no_line_of_the_key_is_covered(
    sheet: Sheet, language: Language
) -> None:
    scene = estimates(data(), language, sheet).scene
    bands = [mark for mark in scene.of("frame") if isinstance(mark, Band)]
    keys = texts(scene, "key")
    for band, part in zip(bands, choose_all().fields, strict=True):
        origins = {one.origin_id for one in part}
        inside = [text.text for text in keys if band.top < text.at.y < band.bottom]
        named = {origin_said(data().find(Origin, one), language) for one in origins}
        assert set(inside) == (named if len(named) > 1 else set())
        assert len(inside) == len(set(inside))
    boxes = [box_of(text, scene, sheet.least, line=1.3) for text in keys]
    assert not any(meet(box, other) for box, other in combinations(boxes, 2))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("scope", "said_en"),
    [("kwanliso", "camps"), ("christians-only", "Christians"), ("wider", "All")],
)
def test_the_picture_says_above_its_scale_who_is_counted(
    scope: str, said_en: str, language: Language
) -> None:
    scene = estimates(data(), language, scope=scope).scene
    top = min(texts(scene), key=lambda text: text.at.y)
    assert top.lines[0][0].bold
    assert {Language.EN: said_en, Language.KO: "북한"}[language] in top.text


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_number_keeps_off_the_op_ed_s_line_where_there_is_room_at_its_left(sheet: Sheet) -> None:
    scene = estimates(data(), EN, sheet).scene
    (value,) = [text for text in texts(scene) if text.text == "about 100,000"]
    assert value.align == "right"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_op_ed_is_named_on_its_line_in_every_field(sheet: Sheet) -> None:
    scene = estimates(data(), EN, sheet).scene
    named = texts(scene, "reference")
    assert len(named) == 3
    assert {text.at.x for text in named} == {row(OP_ED).high}
    assert all(0 < text.at.dx < 12 and text.align == "left" for text in named)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_long_korean_name_and_a_figure_without_a_range_are_still_read(sheet: Sheet) -> None:
    long = "아주 길고도 길어서 한 줄에는 도저히 다 들어가지 않는 발행 기관의 이름, 2025년 10월"
    bare = {"label_ko": long, "low": None, "high": None, "point": 60_000, "bound": "about"}
    changed = replace(
        data(),
        edition="long",
        estimates=tuple(
            one.model_copy(update=bare) if one.id == "kinu-2025-total" else one
            for one in data().estimates
        ),
    )
    scene = estimates(changed, KO, sheet).scene
    (mark,) = marks_of(scene, "kinu-2025-total")
    assert places(mark)[0].x == bare["point"]
    for text in texts(scene):
        left, _, right, _ = box_of(text, scene, sheet.least)
        assert -1 <= left <= right <= sheet.least + 1, text.text


def test_no_break_is_drawn_where_one_side_is_missing() -> None:
    figure = estimates(data(), EN, origins=["testimony"])
    assert not breaks(figure)


def test_daily_nk_stands_below_everything_else() -> None:
    figure = estimates(data(), EN)
    y = middles(figure)
    assert max(y[one] for one in uses("core") - {OP_ED}) < min(y[one] for one in uses("daily-nk"))


def test_no_line_joins_two_publications() -> None:
    figure = estimates(data(), EN, repeats=True)
    assert not list(figure.scene.of("join"))
    for mark in drawn(figure.scene):
        assert not isinstance(mark, Path)
        assert {place.y for place in places(mark)} == {middles(figure)[mark.row]}


def test_the_table_has_a_row_for_every_mark() -> None:
    figure = estimates(data(), KO, repeats=True, events=True)
    assert plotted_ids(figure) == set(drawn_ids(figure)) | {
        one for one in figure.table["event_id"] if one
    }
    assert set(figure.headings) <= set(figure.table.columns)
    assert all(figure.table["source_id"])


def test_rows_without_a_date_are_in_the_table_and_not_in_the_chart() -> None:
    undated = {e.id for e in data().estimates if not moment(e) and e.use == "repeat"}
    figure = estimates(data(), EN, repeats=True)
    assert undated
    assert undated == set(figure.table.loc[figure.table["drawn_as"] == "not-drawn", "estimate_id"])
    assert not undated & plotted_ids(figure)


def test_summits_stand_between_the_rows_by_date() -> None:
    figure = estimates(data(), EN, events=True)
    summits = {
        e.id: e.start_date for e in data().events if e.kind == "summit" and e.importance == "1"
    }
    y = middles(figure)
    assert summits.keys() <= y.keys()
    for summit, day in summits.items():
        for one in uses("core") - {OP_ED}:
            assert (y[one] < y[summit]) == (moment(row(one)) <= day)


@pytest.mark.parametrize("language", list(Language))
def test_the_summary_counts_origins_and_names_the_lowest_and_the_highest(
    language: Language,
) -> None:
    figure = estimates(data(), language)
    main = [row(one) for one in drawn_ids(figure) if row(one).use == "core"]
    origins = {one.origin_id for one in main} - {"other"}
    lowest = min((one for one in main if one.bound != "up-to"), key=lambda one: bounds(one)[0])
    assert number(len(main), language) in figure.summary
    assert number(len(origins), language) in figure.summary
    assert lowest.within("label", language) in figure.summary


def test_the_finding_holds_for_what_is_drawn() -> None:
    assert estimates(data(), EN).title == "Published estimates of the people held do not agree"
    same = estimates(data(), EN, focus=["kinu-2013", "un-coi-2014"], uses=())
    assert "one and the same" in same.title
    alone = estimates(data(), EN, focus=[OP_ED], uses=())
    assert row(OP_ED).label_en in alone.title


def test_an_empty_choice_says_so() -> None:
    figure = estimates(data(), EN, origins=["daily-nk"], years=(1900, 1901))
    assert not drawn_ids(figure)
    assert "No published figure" in figure.title


def test_the_larger_daily_nk_total_is_explained_and_not_drawn() -> None:
    with_site, without = row("daily-nk-2021-with-sungho-ri"), row("daily-nk-2021")
    extra = number(with_site.point - without.point, EN)
    assert any(number(with_site.point, EN) in note and extra in note
               for note in estimates(data(), EN).notes)  # fmt: skip


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_values_stay_inside_the_picture(language: Language, sheet: Sheet) -> None:
    scene = estimates(data(), language, sheet, repeats=True).scene
    for text in texts(scene, "label", "reference"):
        left, _, right, _ = box_of(text, scene, sheet.least)
        assert 0 <= left <= right <= sheet.least, text.text


@given(st.lists(st.text("abc가나", min_size=1, max_size=9), min_size=1, max_size=12))
def test_wrapping_loses_no_word(words: list[str]) -> None:
    lines = wrapped(" ".join(words), 60, 12)
    assert " ".join(lines).split(" ") == words
    assert all(text_width(line, 12) <= 60 or " " not in line for line in lines)
