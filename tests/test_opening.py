"""The opening: one dot that is counted, three estimates that stay apart."""

from functools import cache
from itertools import combinations, pairwise

import pytest

from scenes import SHEETS, box_of, drawn, marks_of, meet, texts
from story.figures.figure import Figure
from story.figures.opening.figure import COUNTED, opening
from story.figures.scene import Bar, Sheet, Symbol
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


def test_the_estimates_are_three_separate_marks_and_the_op_ed_a_tick_at_the_inquiry_s_top() -> None:
    figure = opening(data(), Language.EN)
    table = figure.table.set_index("record_id")
    assert sorted(ids(figure)) == sorted(table.index)
    assert len(ids(figure)) == 5
    assert table.loc["time-2019-oped", "high"] == table.loc["un-coi-2014", "high"]
    bars = [mark for mark in drawn(figure.scene) if isinstance(mark, Bar)]
    spans = sorted((bar.corners[0].x, bar.corners[1].x) for bar in bars)
    assert all(low_end < next_start for (_, low_end), (next_start, _) in pairwise(spans))


def test_the_count_is_not_in_an_origin_s_colour() -> None:
    figure = opening(data(), Language.EN)
    (dot,) = marks_of(figure.scene, next(one for one in ids(figure) if COUNTED in one))
    assert isinstance(dot, Symbol)
    assert dot.fill == "ink"


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
    of_kinu = shown[next(one for one in shown.index if one.startswith(("kbs-world", "kinu")))]
    assert f"{of_kinu}?" in title
