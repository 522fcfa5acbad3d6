"""What a page of the edition is on paper."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("edition")
# Millimetres between the margins of A4, in CSS pixels.
SHEET = {"width": 182 * 96 / 25.4, "height": 271 * 96 / 25.4}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("name", "most"), [("ko/summits", 11), ("en/camps", 9), ("en/the-number", 8)]
)
def test_a_page_takes_few_sheets(name: str, most: int, edition: Path, page: Page) -> None:
    page.goto((edition / f"{name}.html").as_uri())
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert 4 <= len(printed.pages) <= most


@pytest.mark.parametrize("name", ["en/index", "en/camps", "ko/summits", "en/claims", "ko/data"])
def test_figures_are_whole_and_nothing_is_printed_that_only_a_screen_needs(
    name: str, edition: Path, page: Page
) -> None:
    page.goto((edition / f"{name}.html").as_uri())
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": round(SHEET["width"]), "height": round(SHEET["height"])})
    page.emulate_media(media="print")
    for control in page.locator("button, input, select, nav, [role=slider], .skip").all():
        expect(control).not_to_be_visible()
    sizes = page.locator("svg.picture").evaluate_all(
        "all => all.filter((one) => one.checkVisibility())"
        ".map((one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
    )
    if "claims" not in name and "data" not in name:
        assert sizes
    assert all(
        0 < width <= SHEET["width"] + 1 and 0 < height <= SHEET["height"] for width, height in sizes
    )
    # Of figures told step by step, each step has its own.
    steps = page.locator(".step")
    assert steps.locator(".figure:visible").count() == steps.count()
    edition_named = page.locator("meta[name=edition]").get_attribute("content") or ""
    expect(page.locator("footer.colophon")).to_contain_text(edition_named)


def test_a_table_is_printed_where_it_was_opened_and_sources_with_their_addresses(
    edition: Path, page: Page
) -> None:
    page.goto((edition / "en" / "camps.html").as_uri())
    tables = page.locator("details[id$=-table]")
    assert tables.count() > 1
    tables.nth(0).locator("summary").click()
    page.emulate_media(media="print")
    expect(tables.nth(0).locator("table")).to_be_visible()
    expect(tables.nth(1).locator("summary")).not_to_be_visible()
    source = page.locator("details[id$=-sources] a[href^=http]").first
    expect(source).to_be_visible()
    shown = source.evaluate("one => getComputedStyle(one, '::after').content")
    assert "http" in shown
