"""What WCAG 2.2 AA asks of a page beyond what axe can see."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from browser.access import CUT, FOCUS_BOX, MOVING, SPACING, TARGETS, TONGUES, focus_mark
from browser.conftest import LANGUAGES, Open, Opened, Place, Server, standing
from browser.golden import difference, readable
from browser.keyboard import stops
from browser.waiting import calm
from story.figures.style import DARK, LIGHT
from story.publishing.folder import load
from story.surfaces.pages import PAGES as CONTENTS

PALETTES = {"light": LIGHT, "dark": DARK}
# The browser gives the page its paper at once; the server draws the plots anew for it.
COLOURS_ARE = """([paper, ink]) => {
  const probe = document.createElement("i");
  probe.style.color = paper;
  const wanted = probe.style.color;
  return getComputedStyle(document.querySelector(".stApp")).backgroundColor === wanted
    && [...document.querySelectorAll(".js-plotly-plot")].every(
      (plot) => plot._fullLayout.font.color === ink);
}"""
# What is fainter than it was drawn, by what it holds.
FADED = """() => [...document.querySelectorAll(".stApp *")].filter((one) => {
  const { opacity } = getComputedStyle(one);
  return opacity > 0 && opacity < 1 && one.matches("[data-stale], [data-stale] *, summary");
}).map((one) => one.innerHTML.slice(0, 200))"""
SAMPLES = 2  # of each kind of element are looked at closely


def test_a_page_has_one_first_heading_and_named_landmarks(page: Page) -> None:
    assert page.locator("h1").count() == 1
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("banner").count() == 0
    menu = page.get_by_role("navigation").and_(page.locator("[aria-label]"))
    assert menu.first.get_by_role("link").count() > len(CONTENTS)
    assert menu.first.get_by_role("radio").count() == len(LANGUAGES)
    assert page.get_by_role("region").and_(page.locator(".colophon")).count() == 1


def test_every_passage_says_what_language_it_is_in(page: Page, place: Place) -> None:
    found = page.evaluate(TONGUES)
    assert page.evaluate("document.documentElement.lang") == place.language
    assert found["wrong"] == []
    assert [
        one for one in found["tags"] if not re.fullmatch("[a-z]{2}(-[A-Z][a-z]{3})?", one)
    ] == []


def test_the_accessibility_tree_is_the_golden_one(opened: Opened, place: Place) -> None:
    changes = difference(place.name, readable(opened.tree, load().edition))
    assert not changes, changes


def test_targets_are_24_pixels_in_both_directions(page: Page) -> None:
    assert page.evaluate(TARGETS) == []


def test_the_focus_is_seen_wherever_it_stands(page: Page) -> None:
    looked_at: Counter[str] = Counter()
    for stop in stops(page):
        if stop.kind == "page":
            continue
        box = page.evaluate(FOCUS_BOX)
        assert box["seen"], f"{stop} is outside the window or behind something"
        kind = f"{stop.kind} {stop.key.partition('-')[0]}"
        looked_at[kind] += 1
        if looked_at[kind] <= SAMPLES:
            changed, outline = focus_mark(page)
            assert changed >= outline / 2, f"{stop} shows its focus by {changed} pixels only"


def test_wider_spacing_cuts_nothing_off(page: Page) -> None:
    style = page.add_style_tag(content=SPACING)
    assert page.evaluate(CUT) == []
    style.evaluate("(one) => one.remove()")


def test_nothing_moves_for_those_who_ask_for_less_motion(page: Page) -> None:
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert page.evaluate(MOVING) == []


# Where every step stands by itself there is no stepper to move between them.
WORDS = """() => [...document.querySelectorAll(
    "main :is(h1, h2, h3, summary, [role=navigation] a, button, label)"
  )].filter((one) => one.checkVisibility() && !one.closest("[inert], [data-stepper]"))
  .map((one) => one.textContent.trim())"""


def test_a_zoom_of_200_and_400_per_cent_loses_nothing(
    page: Page, place: Place, site: Server, chromium: Browser
) -> None:
    with standing(place, site, chromium, 640) as window:
        zoomed = window.page
        for width, height in ((640, 450), (320, 256)):
            zoomed.set_viewport_size({"width": width, "height": height})
            calm(zoomed)
            assert set(page.evaluate(WORDS)) - set(zoomed.evaluate(WORDS)) == set()
            assert zoomed.evaluate(TARGETS) == []
            assert zoomed.evaluate("document.documentElement.scrollWidth") <= width
            for spacing in ("p {}", SPACING):
                style = zoomed.add_style_tag(content=spacing)
                assert zoomed.evaluate("document.querySelector('main').scrollWidth") <= width
                assert zoomed.evaluate(CUT) == []
                style.evaluate("(one) => one.remove()")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(opened: Opened, scheme: Literal["light", "dark"]) -> None:
    page = opened.window.page
    page.emulate_media(color_scheme=scheme)
    palette = PALETTES[scheme]
    page.wait_for_function(COLOURS_ARE, arg=[palette.paper, palette.ink])
    calm(page)
    results = Axe().run(page)
    page.emulate_media(color_scheme="light")
    assert results.violations_count == 0, results.generate_report()
    assert opened.window.complaints == []


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_but_a_plot_fades_while_the_server_works(
    motion: Literal["reduce", "no-preference"], site: Server, reader: Open
) -> None:
    window = reader(site)
    window.page.emulate_media(reduced_motion=motion)
    hold = hold_back(window.page)
    page = calm(window.visit("/estimates"))
    hold()
    page.emulate_media(color_scheme="dark")
    plot = page.locator("[data-stale=true]:has(.js-plotly-plot)").first
    expect(plot).to_have_css("opacity", "0.33" if motion == "no-preference" else "1")
    faded = page.evaluate(FADED)
    assert [one for one in faded if "stPlotlyChart" not in one] == []


def hold_back(page: Page) -> Callable[[], None]:
    """Return what, from then on, lets a page hear of a run only that it has begun."""
    passing: Iterator[bool] = itertools.repeat(True)

    def route(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda one: socket.send(one) if next(passing, False) else None)

    def hold() -> None:
        nonlocal passing
        # Two messages open a run: which one it is, and that it is running.
        passing = itertools.repeat(True, 2)

    page.route_web_socket("**/_stcore/stream", route)
    return hold


def test_headings_step_down_one_level_at_a_time(page: Page) -> None:
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "all => all.map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
