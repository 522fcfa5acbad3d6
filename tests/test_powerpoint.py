"""The presentation is read back: its charts hold the tables' numbers, everything has words."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from story.publishing.folder import load
from story.surfaces.briefing import Deck, Slide, chosen, deck
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.powerpoint import powerpoint
from story.text import Language

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LANGUAGES = list(Language)


@cache
def told(language: Language, *, notes: bool = False) -> Deck:
    data = load()
    choice = chosen(chapter_titles(data), language, length="15", notes=notes)
    return deck(data, choice, site="https://example.org")


@cache
def written(language: Language, *, notes: bool = False) -> bytes:
    return powerpoint(told(language, notes=notes))


def opened(language: Language, *, notes: bool = False) -> Any:
    return Presentation(BytesIO(written(language, notes=notes)))


def slide_of(language: Language, place: str) -> tuple[Slide, Any]:
    """Return a slide of the deck with its page in the file."""
    number = next(n for n, one in enumerate(told(language).slides) if one.id == place)
    return told(language).slides[number], opened(language).slides[number]


def shapes(holder: Any) -> Iterator[Any]:
    for one in holder.shapes:
        yield one
        if one.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes(one)


def charts(page: Any) -> list[Any]:
    return [one.chart for one in page.shapes if one.has_chart]


@pytest.mark.parametrize("place", ["0", "2.2", "2.4", "3.4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_range_chart_holds_the_bounds_that_were_printed(language: Language, place: str) -> None:
    slide, page = slide_of(language, place)
    bars = charts(page)[0].plots[0]
    low, length = (list(one.values) for one in bars.series)
    drawn = {
        (a, a + b) for a, b in zip(low, length, strict=True) if a is not None and b is not None
    }
    table = slide.figure.table
    ranged = table[table["bound"] == "range"]
    printed = set(zip(ranged["low"].astype(float), ranged["high"].astype(float), strict=True))
    assert drawn == printed
    assert len(list(bars.categories)) >= len(table)


@pytest.mark.parametrize("place", ["0", "2.4", "3.4"])
def test_dots_and_stops_hold_the_single_figures_and_every_row_says_what_was_printed(
    place: str,
) -> None:
    slide, page = slide_of(Language.EN, place)
    labels, *dots = charts(page)[1].plots[0].series
    table = slide.figure.table
    # The op-ed's figure is a line across the rows of the chart of estimates, and no row of its own.
    rows = table[table["drawn_as"] == "mark"] if "drawn_as" in table else table
    said = [
        labels.points[n].data_label.text_frame.text.strip() for n in range(len(list(labels.values)))
    ]
    assert sorted(said) == sorted(rows["value"])
    single = rows[rows["bound"] != "range"]
    expected = sorted(
        float(one)
        for low, point, high in single[["low", "point", "high"]].itertuples(index=False)
        for one in [next(number for number in (point, high, low) if pd.notna(number))]
    )
    across = [
        float(one.text)
        for series in dots
        if series.marker.style is not None and "NONE" not in str(series.marker.style)
        for one in series._element.findall(".//{*}xVal//{*}v")
    ]
    assert sorted(across) == expected


def test_the_columns_are_the_yearly_counts_and_a_blank_year_stays_blank() -> None:
    slide, page = slide_of(Language.EN, "4.1")
    plot = charts(page)[0].plots[0]
    final = dict(zip(plot.categories, plot.series[0].values, strict=True))
    table = slide.figure.table
    counted = table[table["status"] == "final"]
    assert {year: value for year, value in final.items() if value is not None} == dict(
        zip(counted["period"].astype(str), counted["value"].astype(float), strict=True)
    )


def test_the_dated_counts_are_those_of_the_register() -> None:
    slide, page = slide_of(Language.EN, "5")
    drawn = {
        value
        for series in charts(page)[0].plots[0].series
        for value in series.values
        if value
    }  # fmt: skip
    table = slide.figure.table
    counts = table[table["series_id"] == "separated-families-surviving"]
    assert drawn == set(counts["value"].astype(float))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_on_a_slide_is_described_or_passed_over(language: Language) -> None:
    for page in opened(language).slides:
        for one in shapes(page):
            words = one.has_text_frame and one.text_frame.text.strip()
            described = one._element._nvXxPr.cNvPr.get("descr")
            passed_over = one._element._nvXxPr.find(f".//{DECORATIVE}") is not None
            assert words or described or passed_over or one.is_placeholder, one.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_has_its_finding_as_title_and_is_read_from_it(language: Language) -> None:
    titles = [page.shapes.title.text_frame.text for page in opened(language).slides]
    found = [one.title for one in told(language).slides]
    assert titles[: len(found)] == found
    assert set(titles[len(found) :]) <= {found[-1]}  # the sources take several slides
    for page in opened(language).slides:
        assert next(iter(page.shapes)).shape_id == page.shapes.title.shape_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_carry_their_language_and_the_theme_a_font_with_hangul(language: Language) -> None:
    tag = {Language.EN: "en-GB", Language.KO: "ko-KR"}[language]
    packed = ZipFile(BytesIO(written(language)))
    pages = [name for name in packed.namelist() if re.match(r"ppt/slides/slide\d+\.xml", name)]
    assert pages
    for name in pages:
        root = etree.fromstring(packed.read(name))
        tags = {one.get("lang") for one in root.iter(f"{A}rPr")}
        assert tags <= {tag, "en-GB"}  # the field of the slide's number
        assert all(run.find(f"{A}rPr") is not None for run in root.iter(f"{A}r"))
    theme = packed.read("ppt/theme/theme1.xml").decode()
    assert theme.count('<a:ea typeface="Malgun Gothic"/>') == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_has_no_id_twice_and_is_as_wide_as_a_screen(language: Language) -> None:
    made = opened(language)
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9, abs=1e-3)
    for page in made.slides:
        ids = [one.get("id") for one in page.shapes._spTree.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_outside_the_slide(language: Language) -> None:
    made = opened(language)
    spare = Inches(0.08)  # a label may end where its letters do
    for page in made.slides:
        for one in page.shapes:
            assert one.left >= -spare, one.name
            assert one.top >= -spare, one.name
            assert one.left + one.width <= made.slide_width + spare, one.name
            assert one.top + one.height <= made.slide_height + spare, one.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_on_an_axis_are_those_of_the_data(language: Language) -> None:
    for page in opened(language).slides:
        for chart in charts(page):
            assert chart.value_axis.tick_labels.number_format in ("#,##0", "General")


def test_a_map_is_made_of_outlines_and_of_words() -> None:
    _, page = slide_of(Language.EN, "3.2")
    group = next(one for one in page.shapes if one.shape_type == MSO_SHAPE_TYPE.GROUP)
    kinds = [one.shape_type for one in group.shapes]
    assert kinds.count(MSO_SHAPE_TYPE.FREEFORM) > 20
    said = " ".join(one.text_frame.text for one in group.shapes if one.has_text_frame)
    assert "Camp 16" in said
    assert not any(one.shape_type == MSO_SHAPE_TYPE.PICTURE for one in shapes(page))


def test_the_asks_are_a_table_with_a_heading() -> None:
    slide, page = slide_of(Language.KO, "asks")
    table = next(one.table for one in page.shapes if one.has_table)
    assert table.first_row
    assert len(table.rows) == len(slide.rows)
    assert table.cell(1, 0).text_frame.text == slide.rows[1][0][0].text


def test_each_source_in_the_foot_is_a_link() -> None:
    slide, page = slide_of(Language.EN, "2.4")
    foot = next(one for one in page.shapes if one.name == "Sources")
    links = {
        run.text: run.hyperlink.address
        for paragraph in foot.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    }
    for number in slide.cited:
        source = told(Language.EN).source(number)
        assert not source.address or links[source.short] == source.address
    edition = told(Language.EN).edition
    as_of = told(Language.EN).as_of_slide(slide)
    assert links[f"As of {as_of}"] == f"https://example.org/?edition={edition}#step-2.4"


def test_speaker_notes_are_in_the_file_only_when_they_were_asked_for() -> None:
    noted = told(Language.EN, notes=True)
    script = next(one.notes for one in noted.slides if one.chapter == 2)
    question = next(one for one in noted.slides if one.chapter == 2 and one.last).replies[0]
    plain_file, own_copy = (
        " ".join(
            page.notes_slide.notes_text_frame.text for page in opened(Language.EN, notes=n).slides
        )
        for n in (False, True)
    )
    assert script in own_copy
    assert question.question in own_copy
    assert script not in plain_file
    assert question.question not in plain_file
    # What is no secret stands in both: how sure it is, and the figure in words.
    last = next(one for one in told(Language.EN).slides if one.chapter == 2 and one.last)
    assert last.caution in plain_file
    assert last.figure.summary in plain_file
