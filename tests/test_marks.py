"""Marks: what is drawn is what was printed, and an end that was not printed is not drawn."""

from dataclasses import dataclass

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.figures.marks import Mark, add_mark, bounds, printed_value
from story.figures.style import Look
from story.publishing.folder import load
from story.tables.model import CampPopulation, Estimate
from story.text import Language

FADE = 30_000.0


@dataclass(frozen=True)
class Row:
    bound: str
    low: int | None = None
    point: int | None = None
    high: int | None = None
    id: str = "row"


RANGE = Row("range", low=80_000, high=120_000)
ABOUT = Row("about", point=152_000)
UP_TO = Row("up-to", high=130_000)
AT_LEAST = Row("at-least", low=105_000)


def mark(row: Row, **choices: object) -> Mark:
    return Mark(row, y=10, origin_id="kinu-2013", hover="hover", fade=FADE, **choices)


def drawn(row: Row, dark: bool = False) -> go.Figure:
    plot = go.Figure()
    add_mark(plot, mark(row), Look(dark=dark))
    return plot


def test_a_range_is_one_bar_between_the_printed_bounds() -> None:
    (bar,) = drawn(RANGE).data
    assert (bar.base, bar.x) == ((80_000,), (40_000,))


def test_a_single_figure_is_a_dot_with_its_origin_s_symbol() -> None:
    (dot,) = drawn(ABOUT).data
    assert (dot.x, dot.marker.symbol) == ((152_000,), "diamond")


@pytest.mark.parametrize(("row", "stop"), [(UP_TO, 130_000), (AT_LEAST, 105_000)])
def test_a_one_sided_figure_ends_in_a_stop_at_its_only_bound(row: Row, stop: int) -> None:
    bar, end = drawn(row).data
    assert end.x == (stop,)
    assert end.marker.symbol == "line-ns-open"
    edges = {stop in (base, base + length) for base, length in zip(bar.base, bar.x, strict=True)}
    assert edges == {True}


@pytest.mark.parametrize("dark", [False, True])
def test_an_open_end_fades_into_the_paper(dark: bool) -> None:
    bar, _ = drawn(UP_TO, dark).data
    longest_first = list(bar.x) == sorted(bar.x, reverse=True)
    assert longest_first
    assert bar.marker.color[-1].upper() == Look(dark=dark).palette.origins["kinu-2013"].upper()
    assert bar.marker.color[0] != bar.marker.color[-1]


def test_every_point_carries_the_record() -> None:
    for row in (RANGE, ABOUT, UP_TO, AT_LEAST):
        for trace in drawn(row).data:
            assert [point[0] for point in trace.customdata] == [row.id] * len(trace.y)


def test_a_repeat_is_thinner_not_paler() -> None:
    faint = go.Figure()
    add_mark(faint, mark(RANGE, weight="faint"), Look())
    plain = drawn(RANGE)
    assert faint.data[0].width < plain.data[0].width
    assert faint.data[0].marker.color == plain.data[0].marker.color


@pytest.mark.parametrize(
    ("row", "english", "korean"),
    [
        (RANGE, "80,000–120,000", "8만~12만 명"),
        (Row("range", low=53_700, high=65_700), "53,700–65,700", "5만3700~6만5700명"),
        (ABOUT, "about 152,000", "약 15만2000명"),
        (UP_TO, "up to 130,000", "최대 13만 명"),
        (AT_LEAST, "at least 105,000", "최소 10만5000명"),
        (Row("more-than", low=200_000), "more than 200,000", "20만 명 초과"),
    ],
)
def test_a_figure_is_written_as_it_was_printed(row: Row, english: str, korean: str) -> None:
    assert printed_value(row, Language.EN) == english
    assert printed_value(row, Language.KO) == korean


def test_a_row_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="row has no number"):
        bounds(Row("about"))


@given(st.integers(0, 1_000_000), st.floats(1, 100_000))
def test_an_open_bar_never_starts_below_nobody(high: int, fade: float) -> None:
    first, last = Mark(Row("up-to", high=high), 0, "other", "", fade).ends
    assert 0 <= first <= last == high


def test_every_published_figure_can_be_drawn_and_written() -> None:
    dataset = load()
    rows = [*dataset.all(Estimate), *dataset.all(CampPopulation)]
    assert rows
    for row in rows:
        if any(n is not None for n in (row.low, row.point, row.high)):
            assert all(printed_value(row, language) for language in Language)
            add_mark(go.Figure(), Mark(row, 0, "other", "", FADE), Look())
