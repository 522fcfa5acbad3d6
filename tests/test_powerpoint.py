"""The presentation is read back: its charts hold the tables' numbers, everything has words."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from lxml import etree
from openpyxl import load_workbook
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
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
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


def cells(chart: Any) -> list[list[Any]]:
    """Return the rows of the sheet behind a chart, its heading first."""
    book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True)
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def labels(chart: Any) -> list[str]:
    """Return what stands beside the points of a chart, as PowerPoint has taken it from cells."""
    found = chart._chartSpace.iter(f"{A}fld")
    return [field.findtext(f"{A}t").replace("\n", " ") for field in found]


@pytest.mark.parametrize("place", ["0", "2.2", "2.4", "3.4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_chart_holds_every_row_of_a_figure_with_what_was_printed(
    language: Language, place: str
) -> None:
    slide, page = slide_of(language, place)
    (chart,) = charts(page)
    table = slide.figure.table
    # The op-ed's figure is a line across the rows of the chart of estimates, and no row of its own.
    rows = table[table["drawn_as"] == "mark"] if "drawn_as" in table else table
    sheet = [row for row in cells(chart)[1:] if row[1]]
    assert sorted(row[1] for row in sheet) == sorted(rows["value"])
    bounds = {(row[2], row[3]) for row in sheet if row[2] is not None}
    ranged = rows[rows["bound"] == "range"]
    assert bounds == set(zip(ranged["low"], ranged["high"], strict=True))
    single = rows[rows["bound"] != "range"]
    expected = sorted(
        next(number for number in (point, high, low) if pd.notna(number))
        for low, point, high in single[["low", "point", "high"]].itertuples(index=False)
    )
    assert sorted(row[3] for row in sheet if row[2] is None) == expected
    beside = labels(chart)
    assert {row[1] for row in sheet} | {row[0].replace("\n", " ") for row in sheet} <= {*beside}


def test_what_is_drawn_and_what_stands_beside_it_follow_the_cells() -> None:
    _, page = slide_of(Language.EN, "2.4")
    (chart,) = charts(page)
    sheet = cells(chart)
    for series in chart._chartSpace.iter(f"{C}ser"):
        for reference in [*series.iter(f"{C}numRef"), *series.iter(f"{C15}datalabelsRange")]:
            address = reference.findtext(f"{C}f") or reference.findtext(f"{C15}f")
            cached = [point.findtext(f"{C}v") for point in reference.iter(f"{C}pt")]
            held = [str(value) for value in values_at(sheet, address) if value not in (None, "")]
            if reference.tag == f"{C}numRef":
                assert [float(value) for value in cached] == pytest.approx(list(map(float, held)))
            else:
                assert [value for value in cached if value] == held


def values_at(sheet: list[list[Any]], address: str) -> list[Any]:
    """Return the values of a range such as `Sheet1!$C$2:$D$2`."""
    first, last = re.findall(r"\$([A-Z])\$(\d+)", address)
    across = range(ord(first[0]) - ord("A"), ord(last[0]) - ord("A") + 1)
    down = range(int(first[1]) - 1, int(last[1]))
    return [sheet[row][column] for row in down for column in across]


def test_the_dotted_lines_say_what_they_are() -> None:
    slide, page = slide_of(Language.EN, "2.4")
    (op_ed,) = slide.figure.table.query("drawn_as != 'mark'")["value"]
    assert any(op_ed in said and "op-ed" in said for said in labels(charts(page)[0]))
    words = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
    assert "A short dotted line: no bound was printed on that side." in words


def test_the_columns_are_the_yearly_counts_and_a_blank_year_stays_blank() -> None:
    slide, page = slide_of(Language.EN, "4.1")
    plot = charts(page)[0].plots[0]
    final = dict(zip(plot.categories, plot.series[0].values, strict=True))
    table = slide.figure.table
    counted = table[table["status"] == "final"]
    assert {year: value for year, value in final.items() if value is not None} == dict(
        zip(counted["period"].astype(str), counted["value"].astype(float), strict=True)
    )


def test_the_dated_counts_stand_on_an_axis_of_real_dates() -> None:
    slide, page = slide_of(Language.EN, "5")
    (chart,) = charts(page)
    heading, *rows = cells(chart)
    table = slide.figure.table
    counts = table[table["series_id"] == "separated-families-surviving"]
    by_day = {row["period"]: row["value"] for _, row in counts.iterrows()}
    drawn = {
        (row[0].date().isoformat(), value)
        for row in rows
        for name, value in zip(heading[1:], row[1:], strict=True)
        if isinstance(value, int | float) and name != "Reunion round"
    }
    assert {(day, value) for day, value in by_day.items() if len(day) == 10} <= drawn
    assert {value for _, value in drawn} == set(counts["value"])
    assert chart._chartSpace.findall(f".//{C}dateAx")
    reunions = table[table["series_id"] == ""]["period"]
    at = heading.index("Reunion round")
    assert [row[0].date().isoformat() for row in rows if row[at]] == list(reunions)


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
    # A long table and the sources take several slides.
    assert [title for title, _ in groupby(titles)] == found
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
def test_the_file_is_one_that_keynote_opens(language: Language) -> None:
    made = opened(language)
    root = made.part._element
    size = root.find(f"{P}sldSz")
    assert dict(size.attrib) == {"cx": "12192000", "cy": "6858000"}  # plain 16:9
    (listed,) = root.findall(f"{P}notesMasterIdLst/{P}notesMasterId")
    assert made.part.related_part(listed.get(LINK)) is made.part.notes_master_part
    for page in made.slides:
        ids = [one.get("id") for one in page.shapes._spTree.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_colour_is_one_of_the_theme(language: Language) -> None:
    packed = ZipFile(BytesIO(written(language)))
    parts = [name for name in packed.namelist() if re.match(r"ppt/(slide|chart)", name)
             and name.endswith(".xml")]  # fmt: skip
    assert len(parts) > 30
    assert [name for name in parts if b"srgbClr" in packed.read(name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_layouts_have_places_for_all_that_a_slide_says(language: Language) -> None:
    made = opened(language)
    kinds = [
        {shape.placeholder_format.type.name for shape in layout.placeholders}
        for layout in made.slide_layouts
    ]
    assert len({layout.name for layout in made.slide_layouts}) == len(kinds) == 6
    everything = {"TITLE", "BODY", "CHART", "DATE", "SLIDE_NUMBER", "PICTURE"}
    assert sum(everything <= held for held in kinds) == 2  # the figure beside the text, or below
    for page in made.slides:
        # A figure without a chart is a group or a list; neither is put into a chart's place.
        free = (MSO_SHAPE_TYPE.GROUP, MSO_SHAPE_TYPE.TABLE)
        loose = [one.name for one in page.shapes if not one.is_placeholder
                 and one.shape_type not in free]  # fmt: skip
        assert loose == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_smaller_than_twelve_points(language: Language) -> None:
    made = opened(language)
    for page in made.slides:
        for one in page.shapes:
            sizes = [int(size) for size in one._element.xpath(".//a:rPr/@sz")]
            assert all(size >= 1200 for size in sizes), one.name
        for chart in charts(page):
            sized = chart._chartSpace.xpath(".//a:rPr | .//a:defRPr")
            assert sized
            assert all(int(item.get("sz")) >= 1200 for item in sized)


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
    data = load()
    choice = chosen(chapter_titles(data), Language.EN, chapters=["3"], length="full")
    maps = deck(data, choice)
    number = next(n for n, slide in enumerate(maps.slides) if slide.id == "3.1")
    page = Presentation(BytesIO(powerpoint(maps))).slides[number]
    group = next(one for one in page.shapes if one.shape_type == MSO_SHAPE_TYPE.GROUP)
    kinds = [one.shape_type for one in group.shapes]
    assert kinds.count(MSO_SHAPE_TYPE.FREEFORM) > 20
    said = " ".join(one.text_frame.text for one in group.shapes if one.has_text_frame)
    assert "Camp 16" in said
    assert not any(one.shape_type == MSO_SHAPE_TYPE.PICTURE for one in shapes(page))


def test_a_few_marks_of_many_are_a_list_of_what_they_stand_for() -> None:
    slide, page = slide_of(Language.EN, "1.3")
    (table,) = [one.table for one in page.shapes if one.has_table]
    rows = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    titles = slide.figure.table.query("event_id in @slide.focus")["title"]
    assert sorted(row[1] for row in rows if row[1]) == sorted(titles)


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
    cited = [told(Language.EN).source(number) for number in slide.cited]
    named = [source for source in cited if source.short in foot.text_frame.text]
    assert named
    assert all(not item.address or links[item.short] == item.address for item in named)
    # Where there is no room for all, it says where the others are.
    assert named == cited or "all at the end" in foot.text_frame.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slide_whose_sentences_name_no_source_names_those_of_its_figure(
    language: Language,
) -> None:
    bare = [slide for slide in told(language).slides if slide.figure and not slide.cited]
    assert bare
    for slide in bare:
        _, page = slide_of(language, slide.id)
        foot = next(shape for shape in page.shapes if shape.name in ("Sources", "출처"))
        assert slide.drawn_from[0].publisher in foot.text_frame.text


def test_a_slide_leads_to_the_site_at_its_edition() -> None:
    slide, page = slide_of(Language.EN, "2.4")
    deck = told(Language.EN)
    (run,) = next(one for one in page.shapes if one.name == "Date").text_frame.paragraphs[0].runs
    assert run.text == f"As of {deck.as_of_slide(slide)}"
    assert run.hyperlink.address == (
        f"https://example.org/the-number?edition={deck.edition}#step-2.4"
    )


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


def test_within_a_chapter_marks_are_known_again_by_their_rows_and_move() -> None:
    deck, made = told(Language.EN), opened(Language.EN)
    morphs = {}
    for slide, page in zip(deck.slides, made.slides, strict=False):
        root = page.part._element
        morphs[slide.id] = root.find(".//{*}morph") is not None
        assert (root.find(".//{*}Fallback//{*}fade") is not None) == morphs[slide.id]
    before = ""
    for slide in deck.slides:
        if slide.kind not in ("title", "asks", "sources"):
            assert morphs[slide.id] == (bool(slide.chapter) and str(slide.chapter) == before)
        before = str(slide.chapter)
    named = []
    for place in ("6.3", "6.5"):
        names = [one.name for one in shapes(slide_of(Language.EN, place)[1])]
        named.append([name for name in names if name.startswith("!!")])
        assert len(named[-1]) == len(set(named[-1]))
    assert {*named[0]} & {*named[1]}
