"""The opening: one dot that is counted, three estimates that stay apart."""

from functools import cache
from itertools import pairwise

import pytest

from story.figures.figure import Figure
from story.figures.lettering import text_width
from story.figures.opening.figure import COUNTED, opening
from story.figures.style import Look
from story.publishing.folder import load
from story.tables import Dataset
from story.telling.narrative import plain, tell
from story.text import Language


@cache
def data() -> Dataset:
    return load()


def ids(figure: Figure) -> list[str]:
    return [trace.customdata[0][0] for trace in figure.plot.data]


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
    bars = [trace for trace in figure.plot.data if trace.type == "bar"]
    spans = sorted((bar.base[0], bar.base[0] + bar.x[0]) for bar in bars)
    assert all(low_end < next_start for (_, low_end), (next_start, _) in pairwise(spans))


def test_the_count_is_not_in_an_origin_s_colour() -> None:
    look = Look()
    figure = opening(data(), Language.EN, look)
    dot = next(trace for trace in figure.plot.data if COUNTED in trace.name)
    assert dot.marker.color == look.palette.ink


@pytest.mark.parametrize("language", list(Language))
def test_labels_never_overlap_on_a_phone(language: Language) -> None:
    annotations = opening(data(), language, Look(narrow=True)).plot.layout.annotations
    in_words = [note for note in annotations if note.xref == "paper"]
    spans = sorted((note.y, note.y + 15 * (note.text.count("<br>") + 1)) for note in in_words)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("language", list(Language))
def test_labels_side_by_side_never_meet(language: Language) -> None:
    plot = opening(data(), language, Look()).plot
    axis = 696 - plot.layout.margin.l - plot.layout.margin.r
    spans = []
    for note in plot.layout.annotations:
        if note.yanchor == "bottom":
            plain = [line.split(">", 1)[-1].rsplit("</", 1)[0] for line in note.text.split("<br>")]
            width = max(text_width(line, 12) for line in plain)
            at = note.x / plot.layout.xaxis.range[1] * axis
            start = at - {"left": 0, "center": width / 2, "right": width}[note.xanchor]
            spans.append((start, start + width))
    spans.sort()
    assert len(spans) == 3
    assert spans[0][0] >= -plot.layout.margin.l
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


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
