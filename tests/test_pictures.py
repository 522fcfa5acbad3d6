"""Figures as pictures: small SVG that serves both themes and draws what Plotly draws."""

import json
import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from story.figures import NAMES, figure_function
from story.figures.style import DARK, LIGHT, Look
from story.surfaces.pictures import NoBrowser, Pictures, browser_path, palette_css, standalone
from story.surfaces.pictures.cleaning import cleaned
from story.surfaces.pictures.colours import css_colour, mixed_with_paper, named_colours
from story.surfaces.pictures.paths import parsed, points, written
from story.tables import load
from story.text import Language

pytestmark = pytest.mark.slow

PLOTLY = """<svg class="main-svg" xmlns="http://www.w3.org/2000/svg" width="360" height="120"
 viewBox="0 0 360 120"><rect width="360" height="120" style="fill: rgb(251, 250, 246);
 fill-opacity: 1;"/><defs id="defs-1a"><g class="clips"><clipPath id="clip1axy"><rect x="14" y="0"
 width="332" height="120"/></clipPath></g></defs><g class="shapelayer"><g data-index="0"
 clip-path="url(#clip1axy)"><path d="M20,{y}L300,{y}" style="opacity: 1; stroke: rgb(103, 95, 87);
 stroke-opacity: 1; fill: rgb(0, 0, 0); fill-opacity: 0; stroke-width: 1px;"/></g></g></svg>"""


@pytest.fixture(scope="module")
def plot():
    return figure_function("opening")(load(), Language.EN, Look(narrow=True)).plot


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


def test_plotlys_groups_styles_and_ids_are_gone_and_the_stroke_is_left(plot) -> None:
    assert cleaned(PLOTLY.format(y=50.04), plot).endswith(
        '<rect x="0" y="0" width="360" height="120" fill="var(--paper)"/>'
        '<path fill="none" stroke="var(--quiet)" d="M20 50h280"/></svg>'
    )


def test_a_stroke_that_would_reach_beyond_the_plot_stays_clipped(plot) -> None:
    svg = cleaned(PLOTLY.format(y=50).replace("M20", "M2"), plot)
    assert re.search(r'<clipPath id="(\w+)">.*clip-path="url\(#\1\)"', svg)


@pytest.mark.parametrize("odd", ["<image/>", '<rect width="9" height="9" style="fill:#123456"/>'])
def test_what_is_not_known_is_refused_rather_than_lost(odd: str, plot) -> None:
    with pytest.raises(ValueError, match="not"):
        cleaned(PLOTLY.format(y=50).replace("<defs", f"{odd}<defs"), plot)


def test_path_data_keep_their_places_to_a_tenth_of_a_pixel() -> None:
    d = "M10.04,20L12.51,20L12.51,30.26L5,5Q1,2,3,4A5,5 0 1,1 0,-5Zm1,1l2,2"
    before = list(points(parsed(d)))
    after = list(points(parsed(written(parsed(d)))))
    assert after == [pytest.approx(one, abs=0.11) for one in before]
    assert len(written(parsed(d))) < len(d)


def test_equal_outlines_are_written_alike_wherever_they_stand() -> None:
    here, there = (
        written(parsed(f"M{x},{y}L{x + 3.33},{y + 1.07}L{x + 5},{y - 2}"))
        for x, y in ((0.02, 0.04), (117.36, 59.91))
    )
    assert here.partition("l")[2] == there.partition("l")[2]


def test_colours_go_by_name_and_any_other_is_refused() -> None:
    assert css_colour("rgb(251, 250, 246)") == "var(--paper)"
    assert css_colour("#0E7C77") == "var(--from-kinu-2013)"
    assert mixed_with_paper("rgb(133, 187, 183)") == "from-kinu-2013"
    with pytest.raises(ValueError, match="not a colour of the palette"):
        css_colour("rgb(255, 0, 0)")


def test_a_picture_as_a_file_of_its_own_names_no_property() -> None:
    svg = '<svg class="picture"><path fill="var(--from-daily-nk)"/></svg>'
    assert standalone(svg, dark=True).count(DARK.origins["daily-nk"]) == 1
    assert "var(" not in standalone(svg)
    assert all(f"--{name}:" in palette_css() for name in named_colours(LIGHT))


def test_a_figure_is_drawn_once_and_then_needs_no_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = figure_function("estimates")(
        load(), Language.KO, Look(narrow=True), years=(2013, 2025)
    )
    with Pictures(tmp_path) as pictures:
        assert not pictures.known(figure, width=360)
        svg = pictures.svg(figure, width=360)
        assert pictures.png(figure, width=300, height=157).startswith(b"\x89PNG")
        assert pictures.pdf("<!doctype html><title>한글</title><h1>한글</h1>").startswith(b"%PDF")
        assert pictures.drawn == 2
    monkeypatch.setenv("STORY_CHROMIUM", "no-such-browser")
    with Pictures(tmp_path) as pictures:
        assert pictures.known(figure, width=360)
        assert pictures.svg(figure, width=360) == svg
    root = fromstring(svg)
    assert root.get("aria-label") == figure.summary
    assert "통일연구원" in "".join(root.itertext())
    assert not re.search(r" style=|class=\"(?!picture)|<script|url\((?!#)|rgb\(", svg)
    assert len(svg) < 20_000


def test_a_missing_browser_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORY_CHROMIUM", "no-such-browser")
    with pytest.raises(NoBrowser, match="apt-get install chromium"):
        browser_path()
