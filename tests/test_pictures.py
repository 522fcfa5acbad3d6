"""Figures as pictures: SVG that serves both themes, PNG in our own letters, and no browser."""

import re
from functools import cache
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont

from scenes import SHEETS
from story.figures import NAMES, figure_function
from story.figures.figure import Figure
from story.figures.points import points
from story.figures.scene import PAGE, PHONE, Run, Sheet
from story.figures.style import DARK, LIGHT, TOKENS, Palette, colour_of
from story.publishing.folder import load
from story.render import png as letters_of
from story.render.png import FILES, FONTS, MissingFont, letters, png
from story.render.sketch import Disc, Lettering, Outline, Sketch, placed, sketch
from story.render.svg import document, element, palette_css
from story.surfaces.chromium import NoBrowser, browser_path
from story.text import Language

pytestmark = pytest.mark.slow

VIEWS = [(name, language, sheet) for name in NAMES for language in Language for sheet in SHEETS]
every_view = pytest.mark.parametrize(
    ("name", "language", "sheet"), VIEWS, ids=lambda one: getattr(one, "name", str(one))
)


@cache
def figure(name: str, language: Language, sheet: Sheet) -> Figure:
    return figure_function(name)(load(), language, sheet)


def drawing(name: str, language: Language, sheet: Sheet) -> Sketch:
    return sketch(figure(name, language, sheet).scene)


def colours(palette: Palette) -> dict[str, str]:
    return {token: colour_of(token, palette) for token in TOKENS}


def said(svg: str) -> list[str]:
    texts = ["".join(one.itertext()) for one in fromstring(svg).iter() if one.tag == "text"]
    return [" ".join(text.split()) for text in texts]


@every_view
def test_every_view_is_real_text_and_colours_by_name(
    name: str, language: Language, sheet: Sheet
) -> None:
    made, drawn = figure(name, language, sheet), drawing(name, language, sheet)
    svg = element(drawn, made.summary, kind="narrow")
    root = fromstring(svg)
    assert root.get("aria-label") == made.summary
    assert root.get("role") == "img"
    assert {one.tag for one in root.iter()} <= {
        "svg", "defs", "linearGradient", "stop", "pattern", "path", "circle", "rect", "text",
        "tspan",
    }  # fmt: skip
    words = [one.text for one in drawn.strokes if isinstance(one, Lettering) and one.text.strip()]
    assert said(svg) == [" ".join(one.split()) for one in words]
    assert len(words) > 3
    declared = set(re.findall(r"--([\w-]+):", palette_css()))
    assert set(re.findall(r"var\(--([\w-]+)\)", svg)) <= declared
    assert not re.search(r"#[0-9a-fA-F]{6}|rgb\(| style=|<script|url\((?!#p)|href", svg)
    for reference in re.findall(r"url\(#(\w+)\)", svg):
        assert f'id="{reference}"' in svg


@every_view
def test_every_mark_carries_the_id_of_its_row(name: str, language: Language, sheet: Sheet) -> None:
    made = figure(name, language, sheet)
    svg = element(drawing(name, language, sheet), "")
    marked = {one.get("data-id") for one in fromstring(svg).iter() if one.get("data-id")}
    assert marked
    assert marked <= {one.id for one in points(made, language)}
    assert "data-id" not in element(drawing(name, language, sheet), "", marks=False)


@every_view
def test_a_document_stands_alone_in_either_theme(
    name: str, language: Language, sheet: Sheet
) -> None:
    made, drawn = figure(name, language, sheet), drawing(name, language, sheet)
    for palette in (LIGHT, DARK):
        svg = document(drawn, made.title, made.summary, palette)
        root = fromstring(svg)
        assert [one.text for one in root][:2] == [made.title, made.summary]
        used = set(re.findall(r"#[0-9a-fA-F]{6}", svg))
        assert used <= set(colours(palette).values())
        assert "var(" not in svg


@pytest.mark.parametrize("language", list(Language), ids=str)
@pytest.mark.parametrize("name", ["opening", "estimates", "camp_populations"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_published_figure_stands_in_the_picture_as_in_the_table(
    name: str, language: Language, sheet: Sheet
) -> None:
    words = "\n".join(said(element(drawing(name, language, sheet), "")))
    for row in figure(name, language, sheet).table.itertuples():
        assert str(row.value) in words.replace("\u00a0", " ")


@pytest.mark.parametrize("language", list(Language), ids=str)
@pytest.mark.parametrize("name", ["arrivals", "families"])
def test_the_numbers_beside_marks_are_numbers_of_the_table(name: str, language: Language) -> None:
    drawn, made = drawing(name, language, PAGE), figure(name, language, PAGE)
    known = {re.sub(r"\D", "", one) for one in made.table["value_text"]}
    beside = [
        one.text for one in drawn.strokes
        if isinstance(one, Lettering) and one.lines[0][0].token == "ink"
    ]  # fmt: skip
    numbers = {re.sub(r"\D", "", one) for one in beside if re.search(r"\d[\d,만]{3}", one)}
    assert numbers
    assert {one for one in numbers if not one.startswith("20")} <= known


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_in_the_dark_differs_in_the_named_colours_only(name: str) -> None:
    """So one picture can serve both themes."""
    made, drawn = figure(name, Language.EN, PHONE), drawing(name, Language.EN, PHONE)
    light, dark = (document(drawn, made.title, made.summary, palette) for palette in (LIGHT, DARK))
    told = dict(zip(colours(LIGHT).values(), colours(DARK).values(), strict=True))
    recoloured = re.sub("#[0-9A-Fa-f]{6}", lambda found: told[found[0]], light)
    assert without_names(recoloured) == without_names(dark)
    assert light != dark


def without_names(svg: str) -> str:
    """Leave out the names of gradients and hatchings, which are made of what is in them."""
    return re.sub("#?p[0-9a-f]{8}", "", svg)


@pytest.mark.parametrize(("fade", "first"), [("left", "paper"), ("right", "ink")])
def test_an_open_end_is_one_area_that_runs_into_the_paper(fade: str, first: str) -> None:
    bar = Outline(((0, 0), (9, 0), (9, 4), (0, 4)), True, "ink", "", 0, fade=fade)
    svg = element(Sketch(20, 10, (bar,)), "")
    stops = re.findall(r'<stop offset="(\d)" stop-color="var\(--(\w+)\)"/>', svg)
    assert stops[0] == ("0", first)
    assert svg.count("<path") == 2  # the paper and the bar


def test_strokes_alike_are_one_path_and_keep_their_places_to_a_tenth_of_a_pixel() -> None:
    rules = [Outline(((x + 0.04, 1), (x + 0.04, 8.96)), False, "", "ink", 1) for x in (1, 5, 7)]
    svg = element(Sketch(20, 10, tuple(rules)), "")
    assert 'd="M1 1v8m4-8v8m2-8v8"' in svg


def test_equal_outlines_are_written_alike_wherever_they_stand() -> None:
    tails = []
    for x, y in ((0.02, 0.04), (117.36, 59.91)):
        bent = Outline(((x, y), (x + 3.33, y + 1.07), (x + 5, y - 2)), True, "ink", "", 0)
        drawn = re.findall(' d="([^"]+)"', element(Sketch(9, 9, (bent,)), ""))[-1]
        tails.append(drawn.partition("l")[2])
    assert tails[0] == tails[1] != ""


def test_areas_that_overlap_do_not_cut_holes_into_one_another() -> None:
    one_way = Outline(((0, 0), (9, 0), (9, 9), (0, 9)), True, "land", "", 0)
    other_way = Outline(((5, 5), (5, 12), (12, 12), (12, 5)), True, "land", "", 0)
    svg = element(Sketch(20, 20, (one_way, other_way)), "")
    assert 'd="M0 0h9v9h-9zm12 5v7h-7v-7z"' in svg


def test_words_are_escaped_and_lines_are_copied_as_words() -> None:
    run = Run("<b> & “c”")
    svg = element(Sketch(20, 20, (Lettering(1, 9, ((run,), (run,)), 13, "left", "base"),)), 'a "b"')
    (words,) = (one for one in fromstring(svg) if one.tag == "text")
    assert "".join(words.itertext()) == "<b> & “c” <b> & “c”"
    assert fromstring(svg).get("aria-label") == 'a "b"'


def test_a_colour_that_has_no_name_is_refused() -> None:
    drawn = Sketch(9, 9, (Disc(1, 1, 1, "crimson", "", 0),))
    with pytest.raises(KeyError, match="no colour is called 'crimson'; there are paper"):
        document(drawn, "", "", LIGHT)


def test_a_drawing_set_elsewhere_and_larger_keeps_its_proportions() -> None:
    bar = Outline(((0, 0), (10, 0)), False, "", "ink", 2, dash="3 1")
    (moved,) = placed([bar], 5, 7, 2)
    assert isinstance(moved, Outline)
    assert (moved.points, moved.width, moved.dash) == (((5, 7), (25, 7)), 4, "6 2")


def test_pixels_are_drawn_in_our_own_letters_without_the_machines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    made = figure("opening", Language.KO, PHONE)
    drawn = document(drawing("opening", Language.KO, PHONE), made.title, made.summary, LIGHT)
    pixels = png(drawn, scale=2)
    assert pixels.startswith(b"\x89PNG")
    assert int.from_bytes(pixels[16:20]) == 720
    silent = re.sub(r"<text.*?</text>", "", drawn)
    assert len(png(silent, scale=2)) < len(pixels) / 2  # the words are most of what is drawn


def test_every_letter_of_every_picture_is_in_our_fonts() -> None:
    upright = set(TTFont(FONTS / "regular.otf", lazy=True).getBestCmap())
    for name, language, sheet in VIEWS:
        for words in said(element(drawing(name, language, sheet), "")):
            assert {ord(one) for one in words} <= upright, words
    assert {ord("힣"), ord("뷁"), ord("北"), ord("–")} <= upright
    bold = set(TTFont(FONTS / "bold.otf", lazy=True).getBestCmap())
    assert {ord("힣"), ord("뷁"), ord("–")} <= bold


@pytest.mark.parametrize("name", FILES)
def test_a_missing_font_is_named_at_start(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in FILES:
        if one != name:
            (tmp_path / one).touch()
    monkeypatch.setattr(letters_of, "FONTS", tmp_path)
    letters.cache_clear()
    try:
        with pytest.raises(MissingFont, match=f"{name}, which is missing"):
            letters()
    finally:
        letters.cache_clear()


def test_a_missing_browser_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORY_CHROMIUM", "no-such-browser")
    with pytest.raises(NoBrowser, match="apt-get install chromium"):
        browser_path()


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_page_declares_every_colour_by_name(palette: Palette) -> None:
    declared = palette_css()
    for name, colour in colours(palette).items():
        assert f"--{name}:{colour.lower()};" in declared
