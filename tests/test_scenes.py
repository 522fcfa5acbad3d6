"""Every figure as a scene: what is drawn is in the table, at its number, within the picture.

It is walked over all figures, sheets and languages, and in what each writer makes of it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring

from scenes import SHEETS, box_of, drawn, marks_of, places, texts, written
from story.figures import NAMES, figure_function
from story.figures.figure import Figure
from story.figures.scene import Area, Band, Bar, Mark, Path, Sheet, Symbol, Text
from story.figures.style import LIGHT, TOKENS
from story.publishing.folder import load
from story.render.png import png
from story.render.sketch import sketch
from story.render.svg import document, element
from story.text import Language, number

VIEWS = [(name, sheet, language) for name in NAMES for sheet in SHEETS for language in Language]
every_view = pytest.mark.parametrize(
    ("name", "sheet", "language"),
    VIEWS,
    ids=["-".join((name, sheet.name, language.value)) for name, sheet, language in VIEWS],
)
ON_ONE_SHEET_AND_LANGUAGE = pytest.mark.parametrize(
    ("sheet", "language"), list(zip(SHEETS, Language, strict=True)), ids=["page-en", "phone-ko"]
)
# The columns that hold the number at which a mark stands; `value` is what was counted.
NUMBERS = {
    "estimates": "estimate_id", "camp_populations": "population_id",
}  # fmt: skip
EDGE = 1  # pixel; widths of words are reckoned


@cache
def figure(name: str, sheet: Sheet, language: Language) -> Figure:
    return figure_function(name)(load(), language, sheet)


def ids_in(table: Any) -> set[str]:
    """Return every id of a figure's table."""
    columns = [column for column in table if str(column).endswith("_id")]
    return {str(value) for column in columns for value in table[column]} - {""}


def tokens(mark: Mark) -> Iterator[str]:
    """Yield what a mark is painted with."""
    if isinstance(mark, Text):
        yield from (run.token for line in mark.lines for run in line)
    if isinstance(mark, Area | Bar | Band | Symbol):
        yield mark.fill
    if isinstance(mark, Area | Bar | Band | Symbol | Path) and mark.line:
        yield mark.line.token


@every_view
def test_every_row_drawn_is_in_the_table_by_each_writer(
    name: str, sheet: Sheet, language: Language
) -> None:
    made = figure(name, sheet, language)
    rows = set(made.scene.rows())
    assert rows
    assert rows <= ids_in(made.table)
    assert {mark.row for mark in drawn(made.scene)} == rows  # no words without a mark
    svg = fromstring(element(sketch(made.scene), ""))
    assert {one.get("data-id") for one in svg.iter() if one.get("data-id")} == rows
    _, sent = written(made.scene)
    assert {row for trace in sent["data"] for (row,) in trace["customdata"]} - {""} == rows


CAPTIONED = ("opening", "estimates", "lineage", "camps", "camp_lists", "camp_populations")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", CAPTIONED)
def test_a_caption_has_twenty_words_at_the_most(name: str, language: Language) -> None:
    assert 5 < len(figure(name, SHEETS[0], language).reading.split()) <= 20


@every_view
def test_every_mark_of_a_row_can_be_pointed_at_and_says_something(
    name: str, sheet: Sheet, language: Language
) -> None:
    scene = figure(name, sheet, language).scene
    for row in scene.rows():
        said = [mark.said for mark in marks_of(scene, row) if mark.said]
        assert said, row
        assert all(line.strip() for lines in said for line in lines)


@every_view
def test_every_mark_has_a_role_and_the_colours_of_the_palette(
    name: str, sheet: Sheet, language: Language
) -> None:
    scene = figure(name, sheet, language).scene
    for mark in scene.marks:
        assert mark.role
        # The ground is what lies under a picture; what stands for a row is never that.
        assert not mark.row or mark.role in ("range", "point", "reference", "target", "label")
        assert set(tokens(mark)) <= {*TOKENS, ""}
    of_origins = {
        mark.role
        for mark in scene.marks
        if any(token.startswith("origin-") for token in tokens(mark))
    }
    assert of_origins <= {"range", "point", "join", "key"}
    assert name in ("camps", "camp_lists") or not list(scene.of("ground"))


@every_view
def test_no_words_run_out_of_the_narrowest_picture_or_are_too_small(
    name: str, sheet: Sheet, language: Language
) -> None:
    scene = figure(name, sheet, language).scene
    for text in texts(scene):
        assert text.size >= 11, text.text
        left, top, right, bottom = box_of(text, scene, sheet.least, line=1)
        assert -EDGE <= left <= right <= sheet.least + EDGE, text.text
        assert -EDGE <= top <= bottom <= scene.height + EDGE, text.text


@every_view
def test_words_stay_in_a_wider_picture_too(name: str, sheet: Sheet, language: Language) -> None:
    scene = figure(name, sheet, language).scene
    wide = sheet.width * 1.5
    for text in texts(scene):
        left, _, right, _ = box_of(text, scene, wide)
        assert -EDGE <= left <= right <= wide + EDGE, text.text


def across(mark: Mark) -> tuple[float, float]:
    """Return from where to where a mark reaches on the scale across."""
    if isinstance(mark, Bar):
        return mark.corners[0].x, mark.corners[1].x
    assert isinstance(mark, Symbol)
    return mark.at.x, mark.at.x


@pytest.mark.parametrize("name", NUMBERS)
@ON_ONE_SHEET_AND_LANGUAGE
def test_people_held_are_drawn_at_the_numbers_of_the_table(
    name: str, sheet: Sheet, language: Language
) -> None:
    made = figure(name, sheet, language)
    table = made.table.set_index(NUMBERS[name])
    checked = 0
    for mark in drawn(made.scene):
        if mark.role == "target":
            continue
        row = table.loc[mark.row]
        numbers = [int(row[part]) for part in ("low", "point", "high") if pd.notna(row[part])]
        low, high = min(numbers), max(numbers)
        first, last = across(mark)
        checked += 1
        if isinstance(mark, Symbol):
            assert first == high, mark.row
        elif row["bound"] == "range":
            assert (first, last) == (low, high), mark.row
            assert not mark.fade
        elif row["bound"] == "up-to":
            assert last == high, mark.row
            assert mark.fade == "left" or first == last
        else:
            assert first == low, mark.row
            assert mark.fade == "right" or first == last
        for corner in mark.corners if isinstance(mark, Bar) else (mark.at,):
            assert corner.dx == 0
    assert checked >= len(set(made.scene.rows()))


@ON_ONE_SHEET_AND_LANGUAGE
def test_the_lineage_draws_each_figure_at_its_number_on_the_axis_above_it(
    sheet: Sheet, language: Language
) -> None:
    made = figure("lineage", sheet, language)
    table = made.table.set_index("estimate_id")
    axes = list(axes_of(made, language))
    for mark in drawn(made.scene):
        row = table.loc[mark.row]
        numbers = [int(row[part]) for part in ("low", "point", "high") if pd.notna(row[part])]
        zero, unit = axis_above(axes, mark)
        first, last = ((x - zero) / unit for x in across(mark))
        if row["bound"] == "range":
            assert (first, last) == pytest.approx((min(numbers), max(numbers))), mark.row
        elif row["bound"] in ("about", "up-to"):
            assert last == pytest.approx(max(numbers)), mark.row
        else:
            assert first == pytest.approx(min(numbers)), mark.row


def axes_of(made: Figure, language: Language) -> Iterator[tuple[float, float, float, float]]:
    """Yield each axis of a figure: its height, its zero, a person's width, and its last number."""
    numbers = {number(value, language): value for value in range(50_000, 300_000, 50_000)}
    labels = sorted(texts(made.scene, "axis"), key=lambda text: (text.at.y, text.at.x))
    for zero, label in pairwise(labels):
        if zero.text == "0":
            unit = (label.at.x - zero.at.x) / numbers[label.text]
            yield zero.at.y, zero.at.x, unit, zero.at.x + 260_000 * unit


def axis_above(axes: list[tuple[float, float, float, float]], mark: Mark) -> tuple[float, float]:
    """Return the zero and the unit of the nearest axis above a mark that reaches as far."""
    x, y = across(mark)[1], places(mark)[0].y
    over = [axis for axis in axes if axis[0] < y and axis[1] <= x <= axis[3]]
    _, zero, unit, _ = max(over)
    return zero, unit


@pytest.mark.parametrize("name", ["arrivals", "families"])
@ON_ONE_SHEET_AND_LANGUAGE
def test_what_was_counted_is_drawn_at_the_number_of_the_table(
    name: str, sheet: Sheet, language: Language
) -> None:
    made = figure(name, sheet, language)
    observed = {one.id: one.value for one in load().observations}
    table = made.table.set_index("record_id")
    checked = []
    for mark in drawn(made.scene):
        if mark.row not in observed:
            continue
        assert places(mark)[0].y == observed[mark.row]
        printed = re.sub(r"\D", "", str(table.loc[mark.row, "value_text"]))
        assert printed in (f"{observed[mark.row]:.0f}", *_in_korean(observed[mark.row]))
        checked.append(mark.row)
    assert len(set(checked)) > 10
    if name == "arrivals":
        floors = [one.corners[1].y for one in drawn(made.scene) if isinstance(one, Bar)]
        assert set(floors) == {0}


def _in_korean(value: float) -> list[str]:
    """Return the figures of a number in which 만 stands for ten thousand: `4만2624`, `13만`."""
    high, low = divmod(round(value), 10_000)
    return [f"{high}{low or ''}"] if high else []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "name",
    ["timeline", "statements", "un_record", "families", "envoy", "arrivals", "press_and_contact"],
)
def test_a_caption_has_at_most_twenty_words(name: str, language: Language) -> None:
    assert len(figure(name, SHEETS[0], language).reading.split()) <= 20


@ON_ONE_SHEET_AND_LANGUAGE
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_pixels(name: str, sheet: Sheet, language: Language) -> None:
    made = figure(name, sheet, language)
    pixels = png(document(sketch(made.scene), made.title, made.summary, LIGHT), scale=1)
    assert pixels.startswith(b"\x89PNG")
    size = int.from_bytes(pixels[16:20]), int.from_bytes(pixels[20:24])
    assert size == (sheet.width, made.scene.height)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("name", NAMES)
def test_the_two_languages_draw_the_same_rows(name: str, sheet: Sheet) -> None:
    english, korean = (figure(name, sheet, language).scene for language in Language)
    assert sorted(english.rows()) == sorted(korean.rows())
    assert len(drawn(english)) == len(drawn(korean))
    assert english.across == korean.across


@every_view
def test_what_is_drawn_lies_within_the_scales(name: str, sheet: Sheet, language: Language) -> None:
    scene = figure(name, sheet, language).scene
    for mark in drawn(scene):
        for place in places(mark):
            x, y = scene.at(place, sheet.least)
            assert -EDGE <= x <= sheet.least + EDGE, mark.row
            assert -EDGE <= y <= scene.height + EDGE, mark.row
