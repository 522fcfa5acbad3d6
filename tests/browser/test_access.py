"""What WCAG 2.2 AA asks of a page beyond what axe can see."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from playwright.sync_api import Browser, Page

from browser.access import CUT, FOCUS_BOX, MOVING, SPACING, TARGETS, TONGUES, focus_mark
from browser.conftest import PAGES, Reader, Server
from browser.golden import difference, readable
from browser.keyboard import calm, stops
from story.surfaces.contents import PAGES as CONTENTS
from story.surfaces.site.viewport import ROOMS
from story.tables import load

LANGUAGES = ("en", "ko")
NAMES = {page.path: page.name for page in CONTENTS}
# One worker keeps a page open for all that is read off it.
EVERY_PAGE = [
    pytest.param(
        (path, language),
        id=f"{NAMES[path]}.{language}",
        marks=pytest.mark.xdist_group(f"access-{path}-{language}"),
    )
    for path in PAGES
    for language in LANGUAGES
]
SAMPLES = 2  # of each kind of element are looked at closely


@pytest.fixture(scope="module", params=EVERY_PAGE)
def place(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A page's path and language."""
    return cast(tuple[str, str], request.param)


@contextmanager
def opened(
    place: tuple[str, str], site: Server, chromium: Browser, width: int, height: int
) -> Iterator[Page]:
    """Open a page in a window of its own; a small one says so, and is drawn for at once."""
    path, language = place
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce",
        user_agent="Mobile" if width <= ROOMS["phone"] else None,
    )  # fmt: skip
    window = Reader(context.new_page(), site.url)
    yield calm(window.visit(f"/{path}?lang={language}"))
    context.close()


@pytest.fixture(scope="module")
def page(place: tuple[str, str], site: Server, chromium: Browser) -> Iterator[Page]:
    """The page as it stands; what a test changes of it, it puts back."""
    with opened(place, site, chromium, 1280, 900) as page:
        yield page


def test_a_page_has_one_first_heading_and_named_landmarks(page: Page) -> None:
    assert page.locator("h1").count() == 1
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("banner").count() == 0
    menu = page.get_by_role("navigation").and_(page.locator("[aria-label]"))
    assert menu.first.get_by_role("link").count() > len(CONTENTS)
    assert menu.first.get_by_role("radio").count() == len(LANGUAGES)
    assert page.get_by_role("region").and_(page.locator(".colophon")).count() == 1


def test_every_passage_says_what_language_it_is_in(page: Page, place: tuple[str, str]) -> None:
    _, language = place
    found = page.evaluate(TONGUES)
    assert page.evaluate("document.documentElement.lang") == language
    assert found["wrong"] == []
    assert [
        one for one in found["tags"] if not re.fullmatch("[a-z]{2}(-[A-Z][a-z]{3})?", one)
    ] == []


# Before any test that moves through the page: a step that has been passed changes its figure.
def test_the_accessibility_tree_is_the_golden_one(page: Page, place: tuple[str, str]) -> None:
    path, language = place
    tree = readable(page.locator("body").aria_snapshot(), load().edition)
    changes = difference(f"{NAMES[path]}.{language}", tree)
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
    page: Page, place: tuple[str, str], site: Server, chromium: Browser
) -> None:
    with opened(place, site, chromium, 640, 450) as zoomed:
        for width, height in ((640, 450), (320, 256)):
            zoomed.set_viewport_size({"width": width, "height": height})
            calm(zoomed)
            assert set(page.evaluate(WORDS)) - set(zoomed.evaluate(WORDS)) == set()
            assert zoomed.evaluate(TARGETS) == []
            for spacing in ("p {}", SPACING):
                style = zoomed.add_style_tag(content=spacing)
                assert zoomed.evaluate("document.querySelector('main').scrollWidth") <= width
                assert zoomed.evaluate(CUT) == []
                style.evaluate("(one) => one.remove()")
