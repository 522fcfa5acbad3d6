"""Lineage: repeats are seen to be repeats, and the handful of origins to be origins."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, box_of, drawn, texts
from story.figures.estimates.rows import OP_ED, drawable
from story.figures.figure import Figure
from story.figures.lineage.figure import lineage
from story.figures.lineage.narrow import branches
from story.figures.lineage.rows import is_derived, line_of_descent, trace_lineage
from story.figures.scene import PAGE, Path, Sheet, Symbol
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import Estimate
from story.text import Language, number

EN = Language.EN
CHAIN = ("kinu-2013", "un-coi-2014", "amnesty-2018", OP_ED)


@cache
def data() -> Dataset:
    return load()


def ids() -> list[str]:
    return [row.id for row in drawable(data())]


def marks(figure: Figure) -> list[str]:
    return [mark.row for mark in drawn(figure.scene)]


def curves(figure: Figure) -> int:
    paths = [mark for mark in figure.scene.of("join") if isinstance(mark, Path)]
    return sum(path.curved for path in paths)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("language", list(Language))
def test_every_dated_figure_for_the_camps_is_drawn_once(sheet: Sheet, language: Language) -> None:
    figure = lineage(data(), language, sheet)
    assert sorted(marks(figure)) == sorted(ids())
    table = figure.table
    assert sorted(table.loc[table["drawn_as"] != "not-drawn", "estimate_id"]) == sorted(ids())


def test_figures_that_mislead_or_count_others_are_left_out() -> None:
    drawn = [data().find(Estimate, one) for one in marks(lineage(data(), EN))]
    assert not {"trap", "other-scope"} & {row.use for row in drawn}
    assert {row.scope for row in drawn} == {"kwanliso"}


def test_a_line_stands_for_each_parent_and_for_nothing_else() -> None:
    parents = [p for one in ids() for p in data().find(Estimate, one).derived_from]
    assert curves(lineage(data(), EN)) == sum(p in ids() for p in parents)


def test_no_figure_stands_before_the_one_it_repeats() -> None:
    found = trace_lineage(data(), (), None)
    for child, parents in found.parents.items():
        for parent in parents:
            assert found.years[parent] <= found.years[child]


def test_each_origin_is_headed_by_a_figure_that_repeats_none() -> None:
    found = trace_lineage(data(), (), None)
    for lane in found.lanes:
        assert not is_derived(lane.head)
        own = [row for row in lane.rows if not is_derived(row)]
        assert found.years[lane.head.id] == min(found.years[row.id] for row in own)


def test_the_op_ed_leads_back_to_kinu() -> None:
    found = trace_lineage(data(), (), None)
    line = line_of_descent(found, OP_ED)
    assert [one for one in line if one in CHAIN] == list(reversed(CHAIN[:-1]))
    summary = lineage(data(), EN).summary
    assert all(data().find(Estimate, one).label_en in summary for one in (OP_ED, *line))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_what_is_in_focus_is_named_with_all_it_goes_back_to(draw: st.DataObject) -> None:
    focus = draw.draw(st.lists(st.sampled_from(ids()), max_size=4, unique=True))
    found = trace_lineage(data(), focus, None)
    assert set(focus) <= found.chain
    assert all(parent in found.chain for one in found.chain for parent in found.parents[one])


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_tree_on_a_phone_holds_every_figure_below_its_parent(draw: st.DataObject) -> None:
    focus = draw.draw(st.lists(st.sampled_from(ids()), max_size=4, unique=True))
    found = trace_lineage(data(), focus, None)
    for lane in found.lanes:
        seen: list[str] = []
        for branch in branches(found, lane):
            assert not branch.parent or branch.parent in seen
            assert branch.named == (len(branch.rows) == 1)
            seen += [row.id for row in branch.rows]
        assert sorted(seen) == sorted(row.id for row in lane.rows)


def extents(figure: Figure) -> list[tuple[float, float, float]]:
    """The stretches of the narrowest wide picture that marks and labels take: y, start, end."""
    scene = figure.scene
    found = []
    for mark in drawn(scene):
        assert isinstance(mark, Symbol)
        x, _ = scene.at(mark.at, PAGE.least)
        found.append((mark.at.y, x - 4, x + 4))
    for text in texts(scene, "label"):
        left, _, right, _ = box_of(text, scene, PAGE.least)
        found.append((text.at.y, left, right))
    return sorted(found)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("focus", [(), CHAIN, ("iba-2017", "wall-street-journal-2012")])
def test_marks_and_labels_never_overlap(language: Language, focus: tuple[str, ...]) -> None:
    stretches = extents(lineage(data(), language, focus=focus))
    for (y, _, end), (next_y, start, _) in pairwise(stretches):
        assert y != next_y or end <= start


@pytest.mark.parametrize("language", list(Language))
def test_labels_end_inside_the_picture(language: Language) -> None:
    for one in ids():
        figure = lineage(data(), language, focus=[one])
        assert all(start >= 0 and end <= PAGE.least for _, start, end in extents(figure))


def test_a_lane_alone_keeps_the_years_where_they_were() -> None:
    alone, all_lanes = (lineage(data(), EN, origins=o) for o in (["nis-2014"], None))
    assert alone.scene.across == all_lanes.scene.across


@pytest.mark.parametrize("language", list(Language))
def test_the_summary_counts_origins_and_repeats(language: Language) -> None:
    figure = lineage(data(), language)
    stated = [data().find(Estimate, one) for one in ids()]
    stated = [row for row in stated if row.origin_id != "other"]
    for count in (
        len(stated),
        len({row.origin_id for row in stated}),
        sum(is_derived(row) for row in stated),
    ):
        assert number(count, language) in figure.summary


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
