"""Lineage: repeats are seen to be repeats, and the handful of origins to be origins."""

from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, box_of, marks_of, meet, said, texts
from story.figures.estimates.rows import OP_ED, drawable
from story.figures.figure import Figure
from story.figures.lineage.figure import lineage
from story.figures.lineage.rows import is_derived, line_of_descent, trace_lineage
from story.figures.marks import bounds
from story.figures.scene import Bar, Path, Sheet, Symbol
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import Estimate
from story.text import Language, number

EN, KO = Language.EN, Language.KO
CHAIN = ("kinu-2013", "un-coi-2014", "amnesty-2018", OP_ED)
on_each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
in_each_language = pytest.mark.parametrize("language", list(Language))


@cache
def data() -> Dataset:
    return load()


def ids() -> list[str]:
    return [row.id for row in drawable(data())]


def row(estimate_id: str) -> Estimate:
    return data().find(Estimate, estimate_id)


def below(root: str) -> set[str]:
    """What goes back to a figure, however far, found without the figure's own code."""
    found = {root}
    while more := {one for one in ids() if found & set(row(one).derived_from)} - found:
        found |= more
    return found - {root}


def joins(figure: Figure) -> list[Path]:
    return [mark for mark in figure.scene.of("join") if isinstance(mark, Path)]


@on_each_sheet
@in_each_language
def test_every_dated_figure_for_the_camps_is_drawn(sheet: Sheet, language: Language) -> None:
    figure = lineage(data(), language, sheet)
    assert set(figure.scene.rows()) == set(ids())
    table = figure.table
    assert sorted(table.loc[table["drawn_as"] != "not-drawn", "estimate_id"]) == sorted(ids())


def test_figures_that_mislead_or_count_others_are_left_out() -> None:
    rows = [row(one) for one in lineage(data(), EN).scene.rows()]
    assert not {"trap", "other-scope"} & {one.use for one in rows}
    assert {one.scope for one in rows} == {"kwanliso"}


@on_each_sheet
@in_each_language
def test_the_headline_counts_all_that_go_back_to_the_op_ed_s_first_parent(
    sheet: Sheet, language: Language
) -> None:
    figure = lineage(data(), language, sheet)
    count = len(below(CHAIN[0]))
    headline = max(texts(figure.scene), key=lambda text: text.size)
    assert number(count, language) in headline.text
    assert number(count, language) in figure.summary
    large = [one for one in figure.table["estimate_id"] if is_large(figure, one)]
    assert set(CHAIN) <= set(large) <= below(CHAIN[0]) | {CHAIN[0]}


def is_large(figure: Figure, estimate_id: str) -> bool:
    return any(mark.focus for mark in marks_of(figure.scene, estimate_id))


@on_each_sheet
def test_the_family_stands_on_one_scale_from_the_first_to_the_last(sheet: Sheet) -> None:
    figure = lineage(data(), EN, sheet)
    family = below(CHAIN[0]) | {CHAIN[0]}
    highs = {one: marks_of(figure.scene, one)[0].corners[1].x for one in family}
    for one, other in combinations(sorted(family), 2):
        assert (highs[one] == highs[other]) == (bounds(row(one))[1] == bounds(row(other))[1])


@on_each_sheet
@in_each_language
def test_a_bound_is_led_on_to_the_figure_that_takes_it_up_and_ends_where_one_leaves_it_out(
    sheet: Sheet, language: Language
) -> None:
    figure = lineage(data(), language, sheet)
    line = [OP_ED, *line_of_descent(trace_lineage(data(), (), None), OP_ED)][::-1]
    large = {
        one: next(m for m in marks_of(figure.scene, one) if isinstance(m, Bar)) for one in line
    }
    tops = {one: bar.corners[0].y for one, bar in large.items()}
    for parent, child in pairwise(line):
        threads = [
            path for path in joins(figure)
            if tops[parent] < path.points[0].y < tops[child] and path.line.width >= 2
        ]  # fmt: skip
        kept = [path for path in threads if not path.line.dash]
        ended = [path for path in threads if path.line.dash]
        both = [end for end in ("low", "high") if getattr(row(parent), end) is not None]
        carried = [end for end in both if getattr(row(child), end) is not None]
        assert (len(kept), len(ended)) == (len(carried), len(both) - len(carried))
        half = large[child].corners[1].dy
        assert all(path.points[-1].y < tops[child] - half for path in ended)
        lost = [getattr(row(parent), end) for end in both if end not in carried]
        assert all(number(value, language) in said(figure.scene) for value in lost)


def test_what_the_others_kept_is_counted() -> None:
    others = below(CHAIN[0]) - {OP_ED, *line_of_descent(trace_lineage(data(), (), None), OP_ED)}
    assert all(row(one).low for one in others)
    assert f"The {len(others)} others all gave a lower bound" in said(lineage(data(), EN).scene)


def test_no_figure_stands_before_the_one_it_repeats() -> None:
    found = trace_lineage(data(), (), None)
    for rows in (*(lane.rows for lane in found.lanes), found.family.line, found.family.others):
        places = {one.id: place for place, one in enumerate(rows)}
        for child in places:
            assert all(places.get(p, -1) < places[child] for p in found.parents[child])


def test_each_origin_is_headed_by_its_first_figure_that_repeats_none() -> None:
    for lane in trace_lineage(data(), (), None).lanes:
        assert not is_derived(lane.head)
        own = [one for one in lane.rows if not is_derived(one)]
        assert lane.head is own[0]


def test_the_op_ed_leads_back_to_kinu() -> None:
    found = trace_lineage(data(), (), None)
    line = line_of_descent(found, OP_ED)
    assert [one for one in line if one in CHAIN] == list(reversed(CHAIN[:-1]))
    summary = lineage(data(), EN).summary
    assert all(row(one).label_en in summary for one in (OP_ED, *line))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_what_is_in_focus_is_heavier_with_all_it_goes_back_to(draw: st.DataObject) -> None:
    focus = draw.draw(st.lists(st.sampled_from(ids()), min_size=1, max_size=4, unique=True))
    found = trace_lineage(data(), focus, None)
    assert set(focus) <= found.chain
    assert all(parent in found.chain for one in found.chain for parent in found.parents[one])
    figure = lineage(data(), EN, focus=focus)
    assert found.family.line[-1].id == focus[-1]
    assert all(is_large(figure, one) for one in found.chain)
    assert set(figure.scene.rows()) == set(ids())


@on_each_sheet
@in_each_language
@pytest.mark.parametrize("focus", [(), ("iba-2017", "wall-street-journal-2012")])
def test_no_words_meet(sheet: Sheet, language: Language, focus: tuple[str, ...]) -> None:
    scene = lineage(data(), language, sheet, focus=focus).scene
    boxes = [(text.text, box_of(text, scene, sheet.least, line=1.1)) for text in texts(scene)]
    for (one, box), (other, over) in combinations(boxes, 2):
        assert not meet(box, over), (one, other)


@in_each_language
def test_the_summary_counts_origins_and_repeats(language: Language) -> None:
    figure = lineage(data(), language)
    stated = [one for one in map(row, ids()) if one.origin_id != "other"]
    for count in (
        len(stated),
        len({one.origin_id for one in stated}),
        sum(is_derived(one) for one in stated),
    ):
        assert number(count, language) in figure.summary


def test_an_origin_alone_shows_its_own_largest_family() -> None:
    figure = lineage(data(), EN, origins=["testimony"])
    assert {row(one).origin_id for one in figure.scene.rows()} == {"testimony"}
    assert "one parent" in said(figure.scene)


def test_a_figure_that_nothing_goes_back_to_says_so() -> None:
    alone = next(one for one in ids() if not below(one) and not row(one).derived_from)
    figure = lineage(data(), EN, focus=[alone])
    assert "No other figure goes back to this one" in said(figure.scene)


@pytest.mark.parametrize(
    ("choice", "known"),
    [({"origins": ["nobody"]}, "kinu-2013"), ({"focus": ["no-such-row"]}, OP_ED)],
)
def test_an_unknown_choice_names_the_known_ones(choice: dict[str, list[str]], known: str) -> None:
    with pytest.raises(ValueError, match=known):
        lineage(data(), EN, **choice)


def test_a_figure_without_a_date_is_in_the_table_and_named_in_a_note() -> None:
    figure = lineage(data(), EN)
    undated = figure.table[figure.table["drawn_as"] == "not-drawn"]
    assert len(undated)
    assert all(any(label in note for note in figure.notes) for label in undated["label"])


@on_each_sheet
@in_each_language
def test_the_picture_says_who_is_counted_and_its_signs_and_rings_are_whole(
    sheet: Sheet, language: Language
) -> None:
    scene = lineage(data(), language, sheet).scene
    assert {EN: "North Korea’s political prison camps", KO: "북한 정치범수용소"}[language] in said(
        scene
    )
    signs = [mark for mark in scene.of("key", "point") if isinstance(mark, Symbol)]
    # A wide diamond reaches furthest from its middle.
    assert all(scene.at(sign.at, sheet.least)[0] >= sign.size * 0.7 for sign in signs)
    words = [box_of(text, scene, sheet.least) for text in texts(scene, "axis")]
    for ring in (mark for mark in scene.of("point") if isinstance(mark, Symbol)):
        x, y = scene.at(ring.at, sheet.least)
        half = ring.size / 2
        assert not any(meet((x - half, y - half, x + half, y + half), box) for box in words)


@on_each_sheet
def test_the_rows_of_the_family_add_up_to_the_headline(sheet: Sheet) -> None:
    figure = lineage(data(), EN, sheet)
    headline = max(texts(figure.scene), key=lambda text: text.size).text
    count = len(below("kinu-2013"))
    assert headline.startswith(f"{count} ")
    assert f"First the parent, then the {count} that go back to it" in said(figure.scene)
    family = trace_lineage(data(), (), None).family
    assert len(family.line) + len(family.others) == 1 + count
