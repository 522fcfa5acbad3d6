"""What is said of each mark of a figure to someone who goes through them one by one."""

from functools import cache

import pandas as pd
import pytest

from scenes import SHEETS
from story.figures import FIGURES, NAMES, figure_function
from story.figures.figure import Figure
from story.figures.points import WORDS, points
from story.figures.scene import PAGE, At, Scene, Sheet, Symbol
from story.publishing.folder import load
from story.tables import Dataset
from story.text import Language

EVERY_FIGURE = pytest.mark.parametrize("name", NAMES)
BOTH_LANGUAGES = pytest.mark.parametrize("language", list(Language))


@cache
def data() -> Dataset:
    return load()


@cache
def figure(name: str, language: Language, sheet: Sheet = PAGE) -> Figure:
    return figure_function(name)(data(), language, sheet)


def drawn(ids: list[str], rows: list[dict[str, object]], headings: dict[str, str]) -> Figure:
    """Return a figure with one mark an id, and a table of these rows."""
    marks = tuple(Symbol(At(0, 0), row=one, role="point", said=(one,)) for one in ids)
    scene = Scene(PAGE, 100, (0, 1), (0, 1), marks)
    return Figure("estimates", scene, pd.DataFrame(rows), headings, "", "", "", ())


@EVERY_FIGURE
@BOTH_LANGUAGES
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_mark_drawn_is_a_point_once(name: str, language: Language, sheet: Sheet) -> None:
    shown = figure(name, language, sheet)
    found = [one.id for one in points(shown, language)]
    assert sorted(found) == sorted(shown.scene.rows())


@EVERY_FIGURE
@BOTH_LANGUAGES
def test_a_point_says_who_or_what_it_is_and_something_of_it_in_few_words(
    name: str, language: Language
) -> None:
    for one in points(figure(name, language), language):
        assert one.name
        assert one.detail
        assert len(one.text.split()) <= WORDS
        assert "nan" not in one.text.split()


@EVERY_FIGURE
@BOTH_LANGUAGES
def test_a_figure_s_points_have_a_short_name_of_its_own(name: str, language: Language) -> None:
    names = [said.called.within(language) for said in FIGURES.values()]
    assert names.count(FIGURES[name].called.within(language)) == 1
    assert len(FIGURES[name].called.within(language).split()) <= 5


@BOTH_LANGUAGES
def test_an_estimate_is_said_with_its_number_as_printed_and_its_origin(language: Language) -> None:
    shown = figure("estimates", language)
    rows = shown.table.set_index("estimate_id")
    said = {one.id: one.text for one in points(shown, language)}
    for record in said:
        assert rows.loc[record, "value"] in said[record]
        assert rows.loc[record, "origin"] in said[record]


@BOTH_LANGUAGES
def test_an_event_is_never_said_without_its_title_and_its_code(language: Language) -> None:
    shown = figure_function("timeline")(data(), language, importance=3)
    rows = shown.table.set_index("event_id")
    for one in points(shown, language):
        assert rows.loc[one.id, "title"] in one.text
        assert rows.loc[one.id, "answer_text"] in one.text


def test_points_follow_the_table_whatever_the_order_of_drawing() -> None:
    rows = [{"estimate_id": one, "label": one.upper()} for one in ("a", "b", "c")]
    shown = drawn(["c", "a", "b"], rows, {"label": "Published by"})
    assert [one.id for one in points(shown, Language.EN)] == ["a", "b", "c"]


def test_an_id_that_another_table_uses_too_does_not_name_the_wrong_row() -> None:
    rows: list[dict[str, object]] = [
        {"source_id": "kinu", "estimate_id": "hrnk", "label": "HRNK"},
        {"source_id": "rok", "estimate_id": "kinu", "label": "KINU"},
    ]
    shown = drawn(["kinu", "hrnk"], rows, {"label": "Published by"})
    assert [(one.id, one.name) for one in points(shown, Language.EN)] == [
        ("hrnk", "HRNK"), ("kinu", "KINU"),
    ]  # fmt: skip


def test_what_does_not_fit_is_left_out_whole_and_prose_is_left_to_the_table() -> None:
    row: dict[str, object] = {
        "estimate_id": "a", "label": "KINU", "value": "80,000–120,000", "describes": "2013",
        "origin": "word " * WORDS, "camps_counted": 5, "note": "A remark.",
    }  # fmt: skip
    headings = {
        "label": "Published by", "value": "Figure", "describes": "For", "origin": "Goes back to",
        "camps_counted": "Camps counted", "note": "Note",
    }  # fmt: skip
    (only,) = points(drawn(["a"], [row], headings), Language.EN)
    assert only.text == "KINU: 80,000–120,000 people; for 2013; camps counted 5"


def test_a_mark_of_which_only_a_note_is_known_says_the_note() -> None:
    row: dict[str, object] = {
        "record_id": "a", "period_text": "October 2015", "value_text": None, "note": "A reunion."
    }  # fmt: skip
    headings = {"period_text": "Date", "value_text": "Registered", "note": "Note"}
    (only,) = points(drawn(["a"], [row], headings), Language.EN)
    assert only.text == "October 2015: A reunion."


def test_a_mark_without_a_row_is_an_error_that_names_it() -> None:
    shown = drawn(["a", "b"], [{"estimate_id": "a", "label": "A"}], {"label": "Published by"})
    with pytest.raises(ValueError, match="estimates draws marks without a row: b"):
        points(shown, Language.EN)
