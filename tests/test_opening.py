"""The opening: a register that is full, and a field that is empty but for its edges."""

from functools import cache
from itertools import combinations, pairwise

import pandas as pd
import pytest

from scenes import SHEETS, box_of, drawn, marks_of, meet, texts
from story.figures.figure import Figure
from story.figures.opening.figure import COUNTED, opening
from story.figures.scene import Area, Bar, Mark, Path, Sheet
from story.publishing.folder import load
from story.tables import Dataset
from story.telling.narrative import plain, tell
from story.text import Language


@cache
def data() -> Dataset:
    return load()


def ids(figure: Figure) -> list[str]:
    return [mark.row for mark in drawn(figure.scene)]


def test_the_count_is_the_latest_final_year_end() -> None:
    finals = [o for o in data().observations if o.series_id == COUNTED and o.status == "final"]
    year_ends = [o for o in finals if o.period.endswith("-12-31")]
    assert max(year_ends, key=lambda o: o.period).id in ids(opening(data(), Language.EN))


def side(mark: Mark) -> tuple[float, float]:
    """Return how far a mark reaches from the field's corner, across and down."""
    assert isinstance(mark, Path)
    right, corner, _ = mark.points
    return corner.x - mark.points[2].x, corner.y - right.y


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_register_and_field_have_as_many_pixels_a_person(sheet: Sheet) -> None:
    figure = opening(data(), Language.EN, sheet)
    table = figure.table.set_index("record_id")
    count = next(row for row in table.index if COUNTED in row)
    bars = [mark for mark in marks_of(figure.scene, count) if isinstance(mark, Bar)]
    filled = sum(
        (last.x - first.x) * (last.y - first.y) for first, last in (bar.corners for bar in bars)
    )
    people = filled / table.loc[count, "point"]
    for row in table.index.drop(count):
        ends = {table.loc[row, name] for name in ("low", "point", "high")} - {pd.NA}
        edges = [mark for mark in marks_of(figure.scene, row) if isinstance(mark, Path)]
        areas = sorted(across * down for across, down in map(side, edges))
        assert areas == pytest.approx(sorted(end * people for end in ends), rel=1e-6), row


def test_nobody_who_is_held_is_drawn() -> None:
    scene = opening(data(), Language.EN).scene
    held = [mark for mark in scene.marks if isinstance(mark, Bar) and COUNTED not in mark.row]
    innermost = min(bar.corners[0].x for bar in held)
    assert all(bar.fill.startswith("wash-") for bar in held)
    assert innermost == min(bar.corners[0].x for bar in held if bar.role == "range")
    assert not [mark for mark in scene.marks if isinstance(mark, Area)]


def test_the_estimates_are_three_separate_edges_and_the_op_ed_the_inquiry_s_top() -> None:
    figure = opening(data(), Language.EN)
    table = figure.table.set_index("record_id")
    assert set(ids(figure)) == set(table.index)
    (own,) = [m for m in marks_of(figure.scene, "time-2019-oped") if isinstance(m, Path)]
    inquiry = [m for m in marks_of(figure.scene, "un-coi-2014") if isinstance(m, Path)]
    assert side(own) == max(map(side, inquiry))
    bands = table.loc[table["bound"] == "range"]
    spans = sorted(zip(bands["low"], bands["high"], strict=True))
    assert all(high < low for (_, high), (low, _) in pairwise(spans))


def test_the_count_is_not_in_an_origin_s_colour() -> None:
    figure = opening(data(), Language.EN)
    bars = marks_of(figure.scene, next(one for one in ids(figure) if COUNTED in one))
    assert {bar.fill for bar in bars if isinstance(bar, Bar)} == {"quiet"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_words_never_meet_and_end_in_the_picture(sheet: Sheet, language: Language) -> None:
    scene = opening(data(), language, sheet).scene
    boxes = [(text.text, box_of(text, scene, sheet.least)) for text in texts(scene)]
    for said, (left, _, right, _) in boxes:
        assert 0 <= left <= right <= sheet.least, said
    for (said, box), (other_said, other) in combinations(boxes, 2):
        assert not meet(box, other), (said, other_said)


@pytest.mark.parametrize("language", list(Language))
def test_every_number_in_the_table_is_said_in_the_summary(language: Language) -> None:
    figure = opening(data(), language)
    assert all(value in figure.summary for value in figure.table["value"])
    assert set(figure.headings) <= set(figure.table.columns)
    assert figure.sources


@pytest.mark.parametrize("language", list(Language))
def test_the_figure_and_the_title_give_the_same_numbers(language: Language) -> None:
    title = plain(tell(data(), language).opening.title)
    shown = opening(data(), language).table.set_index("record_id")["value"]
    of_kinu = shown[next(one for one in shown.index if one.startswith("kinu"))]
    assert f"{of_kinu}?" in title


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_an_edge_is_named_where_it_ends_and_no_line_crosses_another(
    sheet: Sheet, language: Language
) -> None:
    scene = opening(data(), language, sheet).scene
    assert not list(scene.of("join"))
    assert scene.fit == "stretch"
    (own,) = [m for m in marks_of(scene, "time-2019-oped") if isinstance(m, Path)]
    (name,) = [text for text in texts(scene) if text.row == "time-2019-oped"]
    assert 0 < name.at.y - own.points[2].y < 8


def test_the_register_is_one_whole_block() -> None:
    scene = opening(data(), Language.EN).scene
    assert len([m for m in scene.marks if isinstance(m, Bar) and COUNTED in m.row]) == 1
