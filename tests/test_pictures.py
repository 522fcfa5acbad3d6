"""Figures as pictures: SVG that serves both themes, PNG in our own letters, and no browser."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont

from story.figures import NAMES, figure_function
from story.figures.figure import Figure
from story.figures.points import points
from story.figures.style import DARK, LIGHT, Look, Palette
from story.publishing.folder import load
from story.render import png as letters_of
from story.render.colours import name_of, named_colours, palette_css
from story.render.png import FILES, FONTS, MissingFont, letters, png
from story.render.sketch import Disc, Lettering, Outline, Run, Sketch, placed, sketch
from story.render.svg import document, element
from story.surfaces.chromium import NoBrowser, browser_path
from story.text import Language

pytestmark = pytest.mark.slow

VIEWS = [
    (name, language, narrow) for name in NAMES for language in Language for narrow in (True, False)
]
every_view = pytest.mark.parametrize(
    ("name", "language", "narrow"), VIEWS, ids=lambda one: str(one)
)


@cache
def figure(name: str, language: Language, narrow: bool) -> Figure:
    return figure_function(name)(load(), language, Look(narrow=narrow))


def drawing(name: str, language: Language, narrow: bool) -> Sketch:
    return sketch(figure(name, language, narrow), 360 if narrow else 840)


def said(svg: str) -> list[str]:
    texts = ["".join(one.itertext()) for one in fromstring(svg).iter() if one.tag == "text"]
    return [" ".join(text.split()) for text in texts]


@every_view
def test_every_view_is_real_text_and_colours_by_name(
    name: str, language: Language, narrow: bool
) -> None:
    made, drawn = figure(name, language, narrow), drawing(name, language, narrow)
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
def test_every_mark_carries_the_id_of_its_row(name: str, language: Language, narrow: bool) -> None:
    made = figure(name, language, narrow)
    svg = element(drawing(name, language, narrow), "")
    marked = {one.get("data-id") for one in fromstring(svg).iter() if one.get("data-id")}
    assert marked
    assert marked <= {one.id for one in points(made, language)}
    assert "data-id" not in element(drawing(name, language, narrow), "", marks=False)


@every_view
def test_a_document_stands_alone_in_either_theme(
    name: str, language: Language, narrow: bool
) -> None:
    made, drawn = figure(name, language, narrow), drawing(name, language, narrow)
    for palette in (LIGHT, DARK):
        svg = document(drawn, made.title, made.summary, palette)
        root = fromstring(svg)
        assert [one.text for one in root][:2] == [made.title, made.summary]
        used = set(re.findall(r"#[0-9a-fA-F]{6}", svg))
        assert used <= set(named_colours(palette).values())
        assert "var(" not in svg


@pytest.mark.parametrize("language", list(Language), ids=str)
@pytest.mark.parametrize("name", ["opening", "estimates", "camp_populations"])
@pytest.mark.parametrize("narrow", [True, False], ids=str)
def test_every_published_figure_stands_in_the_picture_as_in_the_table(
    name: str, language: Language, narrow: bool
) -> None:
    words = "\n".join(said(element(drawing(name, language, narrow), "")))
    for row in figure(name, language, narrow).table.itertuples():
        assert str(row.value) in words.replace("\u00a0", " ")


@pytest.mark.parametrize("language", list(Language), ids=str)
@pytest.mark.parametrize("name", ["arrivals", "families"])
def test_the_numbers_beside_marks_are_numbers_of_the_table(name: str, language: Language) -> None:
    drawn, made = drawing(name, language, False), figure(name, language, False)
    known = {re.sub(r"\D", "", one) for one in made.table["value_text"]}
    beside = [
        one.text for one in drawn.strokes
        if isinstance(one, Lettering) and one.lines[0][0].colour == LIGHT.ink[1:]
    ]  # fmt: skip
    numbers = {re.sub(r"\D", "", one) for one in beside if re.search(r"\d[\d,만]{3}", one)}
    assert numbers
    assert {one for one in numbers if not one.startswith("20")} <= known


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_in_the_dark_differs_in_the_named_colours_only(name: str) -> None:
    """So one picture can serve both themes."""
    drawn = [
        figure_function(name)(load(), Language.EN, Look(dark=dark, narrow=True)).plot.to_json()
        for dark in (False, True)
    ]
    light, dark = (json.loads(one) for one in drawn)
    told = dict(zip(named_colours(LIGHT).values(), named_colours(DARK).values(), strict=True))
    assert _without_mixtures(_recoloured(light, told)) == _without_mixtures(dark)


def _recoloured(value, told):
    if isinstance(value, dict):
        return {key: _recoloured(one, told) for key, one in value.items()}
    if isinstance(value, list):
        return [_recoloured(one, told) for one in value]
    if isinstance(value, str):
        return re.sub(r"#[0-9A-Fa-f]{6}\b", lambda one: told.get(one[0], one[0]), value)
    return value


def _without_mixtures(value):
    """Leave out the steps of a fade, which are mixed with each theme's paper."""
    if isinstance(value, dict):
        return {key: _without_mixtures(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_mixtures(one) for one in value if not _mixed(one)]
    return value


def _mixed(one) -> bool:
    return isinstance(one, str) and bool(re.fullmatch(r"#[0-9a-f]{6}", one))


@pytest.mark.parametrize(("fade", "first"), [("left", "paper"), ("right", "ink")])
def test_an_open_end_is_one_area_that_runs_into_the_paper(fade: str, first: str) -> None:
    bar = Outline(((0, 0), (9, 0), (9, 4), (0, 4)), True, LIGHT.ink[1:], "", 0, fade=fade)
    svg = element(Sketch(20, 10, (bar,)), "")
    stops = re.findall(r'<stop offset="(\d)" stop-color="var\(--(\w+)\)"/>', svg)
    assert stops[0] == ("0", first)
    assert svg.count("<path") == 1


def test_strokes_alike_are_one_path_and_keep_their_places_to_a_tenth_of_a_pixel() -> None:
    rules = [
        Outline(((x + 0.04, 1), (x + 0.04, 8.96)), False, "", LIGHT.ink[1:], 1) for x in (1, 5, 7)
    ]
    svg = element(Sketch(20, 10, tuple(rules)), "")
    assert 'd="M1 1v8m4-8v8m2-8v8"' in svg


def test_equal_outlines_are_written_alike_wherever_they_stand() -> None:
    tails = []
    for x, y in ((0.02, 0.04), (117.36, 59.91)):
        bent = Outline(((x, y), (x + 3.33, y + 1.07), (x + 5, y - 2)), True, LIGHT.ink[1:], "", 0)
        tails.append(element(Sketch(9, 9, (bent,)), "").partition("l")[2].partition("d=")[2])
    assert tails[0].partition("l")[2] == tails[1].partition("l")[2] != ""


def test_areas_that_overlap_do_not_cut_holes_into_one_another() -> None:
    one_way = Outline(((0, 0), (9, 0), (9, 9), (0, 9)), True, LIGHT.land[1:], "", 0)
    other_way = Outline(((5, 5), (5, 12), (12, 12), (12, 5)), True, LIGHT.land[1:], "", 0)
    svg = element(Sketch(20, 20, (one_way, other_way)), "")
    assert 'd="M0 0h9v9h-9zm12 5v7h-7v-7z"' in svg


def test_words_are_escaped_and_lines_are_copied_as_words() -> None:
    run = Run("<b> & “c”", False, False, LIGHT.ink[1:])
    svg = element(Sketch(20, 20, (Lettering(1, 9, ((run,), (run,)), 13, "left", "base"),)), 'a "b"')
    (words,) = (one for one in fromstring(svg) if one.tag == "text")
    assert "".join(words.itertext()) == "<b> & “c” <b> & “c”"
    assert fromstring(svg).get("aria-label") == 'a "b"'


def test_a_colour_that_has_no_name_is_refused() -> None:
    assert name_of("0E7C77") == "from-kinu-2013"
    with pytest.raises(ValueError, match="ff0000 is not a colour of the palette"):
        element(Sketch(9, 9, (Disc(1, 1, 1, "ff0000", "", 0),)), "")


def test_a_drawing_set_elsewhere_and_larger_keeps_its_proportions() -> None:
    bar = Outline(((0, 0), (10, 0)), False, "", LIGHT.ink[1:], 2, dash="3 1")
    (moved,) = placed([bar], 5, 7, 2)
    assert isinstance(moved, Outline)
    assert (moved.points, moved.width, moved.dash) == (((5, 7), (25, 7)), 4, "6 2")


def test_pixels_are_drawn_in_our_own_letters_without_the_machines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    made = figure("opening", Language.KO, True)
    drawn = document(drawing("opening", Language.KO, True), made.title, made.summary, LIGHT)
    pixels = png(drawn, scale=2)
    assert pixels.startswith(b"\x89PNG")
    assert int.from_bytes(pixels[16:20]) == 720
    silent = re.sub(r"<text.*?</text>", "", drawn)
    assert len(png(silent, scale=2)) < len(pixels) / 2  # the words are most of what is drawn


def test_every_letter_of_every_picture_is_in_our_fonts() -> None:
    upright = set(TTFont(FONTS / "regular.otf", lazy=True).getBestCmap())
    for name, language, narrow in VIEWS:
        for words in said(element(drawing(name, language, narrow), "")):
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
    for name, colour in named_colours(palette).items():
        assert f"--{name}:{colour.lower()};" in declared
