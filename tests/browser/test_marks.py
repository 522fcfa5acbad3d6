"""Marks of the edition's pictures, tapped: they answer where they are, and are easily hit."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from story.text import Language

pytestmark = pytest.mark.xdist_group("edition")

# Of each small mark, whether a click 11 pixels beside it finds it, or one that is nearer.
FOUND = """() => $$("svg.picture").filter((one) => one.checkVisibility()).flatMap((picture) => {
  const marks = $$("[data-said]", picture);
  return marks.flatMap((mark) => [[11, 0], [-11, 0], [0, 11], [0, -11]].map(([x, y]) => {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const at = { clientX: (left + right) / 2 + x, clientY: (top + bottom) / 2 + y };
    return Boolean(markAt(at, marks));
  }));
})"""
# Of each number in the text, whether what is 11 pixels to each side of it is itself or another.
HIT = """() => [...document.querySelectorAll(".mark, .claim-mark")].flatMap((mark) => {
  mark.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, right, top, bottom } = mark.getBoundingClientRect();
  return [[11, 0], [-11, 0], [0, 11], [0, -11]].map(([x, y]) => {
    const hit = document.elementFromPoint((left + right) / 2 + x, (top + bottom) / 2 + y);
    return Boolean(hit?.closest(".mark, .claim-mark"));
  });
})"""


@pytest.fixture(params=[390, 1280])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", ["camps", "summits"])
def test_a_tap_on_a_mark_shows_its_card_in_the_window_and_esc_gives_the_place_back(
    name: str, edition: Path, page: Page
) -> None:
    page.goto((edition / Language.KO / f"{name}.html").as_uri())
    assert all(page.evaluate(FOUND))
    panel = page.get_by_role("dialog")
    for figure in page.locator("[data-cards]").all():
        mark = figure.locator("svg:visible [data-said]").last
        mark.scroll_into_view_if_needed()
        before = page.evaluate("scrollX + scrollY")
        mark.click(force=True)
        expect(panel.locator(".card")).to_be_in_viewport()
        expect(panel).to_be_focused()
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        below = page.evaluate("scrollX + scrollY") - before
        assert 0 <= below < 450, "only what a sheet would cover is moved up"
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
    walk = page.locator(".walk").first
    walk.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(walk).to_be_focused()


def test_the_numbers_in_the_text_are_large_enough_to_hit(edition: Path, page: Page) -> None:
    page.goto((edition / Language.EN / "the-number.html").as_uri())
    hits = page.evaluate(HIT)
    assert len(hits) > 40
    assert all(hits)


def test_a_reference_is_copied_whole_with_the_day_on_which_it_is_read(
    edition: Path, page: Page
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time("2026-11-27T12:00:00Z")
    issued = json.loads((edition / "edition.json").read_text(encoding="utf-8"))["issued"]
    page.goto((edition / Language.EN / "cite.html").as_uri())
    for name, read in (
        ("BibTeX", "urldate = {2026-11-27}"),
        ("RIS", "Y2  - 2026/11/27/"),
        ("CSL-JSON", '"accessed": {'),
    ):
        fold = page.locator("#cite-camps details").filter(has_text=name).first
        fold.locator("summary").click()
        fold.get_by_role("button", name="Copy").click()
        expect(fold.get_by_role("status")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert read in copied
        # The year is the edition's, where its log knows one.
        assert issued[:4] in copied.partition(read)[0]
