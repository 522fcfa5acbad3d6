"""Marks: what is drawn is what was printed, and an end that was not printed is not drawn."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.figures.marks import Published, bounds, printed_value, published
from story.figures.scene import Bar, Mark, Symbol
from story.figures.style import ORIGIN_SYMBOLS
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


def drawn(row: Row, **choices: object) -> list[Mark]:
    said = ("KINU", "a figure")
    return published(Published(row, 10, "kinu-2013", said, FADE, **choices))  # type: ignore[arg-type]


def ends(bar: Bar) -> tuple[float, float]:
    return bar.corners[0].x, bar.corners[1].x


def test_a_range_is_one_bar_between_the_printed_bounds() -> None:
    (bar,) = drawn(RANGE)
    assert isinstance(bar, Bar)
    assert ends(bar) == (80_000, 120_000)
    assert (bar.fade, bar.fill, bar.role) == ("", "origin-kinu-2013", "range")
    assert {corner.dx for corner in bar.corners} == {0}
    assert {corner.y for corner in bar.corners} == {10}


def test_a_single_figure_is_a_dot_with_its_origin_s_symbol() -> None:
    (dot,) = drawn(ABOUT)
    assert isinstance(dot, Symbol)
    assert (dot.at.x, dot.at.y, dot.shape, dot.role) == (152_000, 10, "diamond", "point")


@pytest.mark.parametrize("origin_id", ORIGIN_SYMBOLS)
def test_every_origin_s_dot_is_in_its_colour_filled_or_as_a_ring(origin_id: str) -> None:
    (dot,) = published(Published(ABOUT, 10, origin_id, (), FADE))
    assert isinstance(dot, Symbol)
    ring = ORIGIN_SYMBOLS[origin_id].endswith("-open")
    assert dot.fill == ("" if ring else f"origin-{origin_id}")
    assert (dot.line is not None and dot.line.token == f"origin-{origin_id}") == ring


@pytest.mark.parametrize(("row", "stop"), [(UP_TO, 130_000), (AT_LEAST, 105_000)])
def test_a_one_sided_figure_ends_in_a_stop_at_its_only_bound(row: Row, stop: int) -> None:
    bar, end = drawn(row)
    assert isinstance(bar, Bar)
    assert isinstance(end, Symbol)
    assert (end.at.x, end.shape) == (stop, "line-ns")
    assert stop in ends(bar)
    assert end.line is not None
    assert end.line.token == bar.fill == "origin-kinu-2013"


@pytest.mark.parametrize(
    ("row", "open_end", "span"),
    [(UP_TO, "left", (100_000, 130_000)), (AT_LEAST, "right", (105_000, 135_000))],
)
def test_an_open_end_fades_away_from_its_stop(
    row: Row, open_end: str, span: tuple[float, float]
) -> None:
    bar, _ = drawn(row)
    assert isinstance(bar, Bar)
    assert (bar.fade, ends(bar)) == (open_end, span)


def test_every_mark_carries_the_record_its_role_and_what_it_says() -> None:
    for row in (RANGE, ABOUT, UP_TO, AT_LEAST):
        for mark in drawn(row):
            assert (mark.row, mark.said) == (row.id, ("KINU", "a figure"))
            assert mark.role in ("range", "point")


def test_a_repeat_is_thinner_not_paler_and_what_is_in_focus_thicker() -> None:
    faint, plain, focus = (drawn(RANGE, weight=w)[0] for w in ("faint", "plain", "focus"))
    assert isinstance(faint, Bar)
    assert isinstance(plain, Bar)
    assert isinstance(focus, Bar)
    thick = [bar.corners[1].dy - bar.corners[0].dy for bar in (faint, plain, focus)]
    assert thick == sorted(set(thick))
    assert faint.fill == plain.fill == focus.fill
    assert [bar.focus for bar in (faint, plain, focus)] == [False, False, True]


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
    first, last = Published(Row("up-to", high=high), 0, "other", (), fade).ends
    assert 0 <= first <= last == high


def test_every_published_figure_can_be_drawn_and_written() -> None:
    dataset = load()
    rows = [*dataset.all(Estimate), *dataset.all(CampPopulation)]
    assert rows
    for row in rows:
        if any(n is not None for n in (row.low, row.point, row.high)):
            assert all(printed_value(row, language) for language in Language)
            assert published(Published(row, 0, "other", (), FADE))
