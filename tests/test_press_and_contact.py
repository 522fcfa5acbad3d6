"""The press, the Internet and telephones: places are no trend, guesses are hollow and apart."""

from dataclasses import replace

import pytest

from scenes import SHEETS, drawn, texts
from scenes import places as places_of
from story.figures.scene import Bar, Path, Symbol
from story.figures.series.press_and_contact import press_and_contact
from story.figures.series.press_and_contact_rows import HIGH, LOW, PHONES, POINT, RANK
from story.publishing.folder import load
from story.tables.model import Observation
from story.text import Language

DATASET = load()
LANGUAGES = pytest.mark.parametrize("language", Language)
BOTH_SHEETS = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)


def value(series, period, number, status="final", source="rsf-2022"):
    return Observation(
        series_id=series, period=period, value=number, status=status,
        note_en="", note_ko="", source_id=source, via_source_id="",
    )  # fmt: skip


def of(*rows):
    return replace(DATASET, observations=rows)


def places(figure):
    """Return where each mark stands: the row's id, across and down."""
    return {mark.row: (places_of(mark)[-1].x, places_of(mark)[-1].y) for mark in pointed_at(figure)}


def pointed_at(figure):
    return [mark for mark in drawn(figure.scene) if mark.said]


@LANGUAGES
@BOTH_SHEETS
def test_every_row_in_force_is_in_the_table_and_every_mark_is_a_row(language, sheet):
    figure = press_and_contact(DATASET, language, sheet)
    wanted = {
        one.id
        for one in DATASET.observations
        if one.series_id in (RANK, LOW, POINT, HIGH, PHONES) and one.status != "superseded"
    }
    assert set(figure.table["record_id"]) == wanted
    assert set(figure.scene.rows()) <= wanted
    assert {mark.row for mark in pointed_at(figure)} == set(figure.scene.rows())


def test_places_share_one_strip_whatever_their_years_and_are_joined_by_no_line():
    figure = press_and_contact(
        of(value(RANK, "2017", 180), value(RANK, "2022", 90), value(RANK, "2025", 1)), Language.EN
    )
    found = places(figure)
    assert len({down for _, down in found.values()}) == 1
    assert [across for across, _ in found.values()] == [1.0, pytest.approx(89 / 179), 0.0]
    paths = [mark for mark in figure.scene.marks if isinstance(mark, Path)]
    assert {path.role for path in paths} == {"axis"}


def test_a_published_place_is_solid_and_one_that_was_worked_out_is_hollow():
    figure = press_and_contact(
        of(value(RANK, "2017", 180), value(RANK, "2016", 179, "derived")), Language.EN
    )
    fills = {mark.row: mark.fill for mark in drawn(figure.scene)}
    assert fills == {f"{RANK}/2016/derived": "paper", f"{RANK}/2017/final": "accent"}


def test_the_two_ends_of_one_guess_are_a_bar_and_guesses_of_others_stand_in_rows_of_their_own():
    figure = press_and_contact(
        of(
            value(LOW, "2014", 10_000, "rounded", "abc-news-2014-12"),
            value(HIGH, "2014", 20_000, "rounded", "abc-news-2014-12"),
            value(POINT, "2016", 7_000, "rounded", "we-are-social-2016"),
        ),
        Language.EN,
    )
    bar, dot = pointed_at(figure)
    assert (type(bar), type(dot)) == (Bar, Symbol)
    assert bar.corners[0].x * 2 == pytest.approx(bar.corners[1].x)
    assert len({down for _, down in places(figure).values()}) == 2
    assert "10,000–20,000 people in 2014 and about 7,000 people in 2016" in figure.summary


def test_bounds_are_said_as_bounds_in_both_languages():
    rows = of(
        value(HIGH, "2024", 10_000, "upper-bound"), value(PHONES, "2016", 3_000_000, "lower-bound")
    )
    assert "fewer than 10,000 people" in press_and_contact(rows, Language.EN).summary
    assert "more than 3,000,000 in 2016" in press_and_contact(rows, Language.EN).summary
    assert "1만 명 미만" in press_and_contact(rows, Language.KO).summary
    assert "300만 초과" in press_and_contact(rows, Language.KO).summary


def test_a_value_that_a_later_printing_replaced_is_not_drawn():
    old = value(RANK, "2025", 12, "superseded").model_copy(update={"vintage": "2025-05"})
    figure = press_and_contact(of(old, value(RANK, "2025", 179)), Language.EN)
    assert figure.scene.rows() == (f"{RANK}/2025/final",)
    assert figure.title.startswith("The press, the Internet and telephones")


@LANGUAGES
def test_without_any_row_the_plot_says_what_it_would_show(language):
    figure = press_and_contact(of(), language)
    assert not figure.scene.rows()
    assert texts(figure.scene, "note")[0].text
