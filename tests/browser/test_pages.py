"""Every page, in both languages and themes, as a reader meets it."""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.conftest import PAGES, Open, Server, serving

LANGUAGES = ("en", "ko")
EVERY_PAGE = pytest.mark.parametrize("path", PAGES)
BOTH_LANGUAGES = pytest.mark.parametrize("language", LANGUAGES)
ENGLISH_RUN = re.compile(r"(?:\b[A-Za-z][a-z']+\b[ ,]+){5,}")


@EVERY_PAGE
@BOTH_LANGUAGES
def test_a_deep_link_opens_its_page_on_a_cold_server(
    path: str, language: str, reader: Open
) -> None:
    with serving() as cold:
        window = reader(cold)
        page = window.visit(f"/{path}?lang={language}")
        assert page.evaluate("document.documentElement.lang") == language
        assert page.locator("h1").count() == 1
        expect(page.locator('[aria-current="page"]').first).to_be_attached()
        assert page.locator(".stException, [data-testid=stException]").count() == 0
        assert window.complaints == []


@EVERY_PAGE
@BOTH_LANGUAGES
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_violation(
    path: str, language: str, dark: bool, site: Server, reader: Open
) -> None:
    window = reader(site, dark=dark)
    page = window.visit(f"/{path}?lang={language}")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert window.complaints == []


@EVERY_PAGE
@BOTH_LANGUAGES
def test_a_phone_of_320_pixels_needs_no_sideways_scroll(
    path: str, language: str, site: Server, reader: Open
) -> None:
    page = reader(site, width=320, height=640).visit(f"/{path}?lang={language}")
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@EVERY_PAGE
def test_a_korean_page_leaves_no_english_sentence_unmarked(
    path: str, site: Server, reader: Open
) -> None:
    page = reader(site).visit(f"/{path}?lang=ko")
    text = page.evaluate(
        """() => {
          const copy = document.querySelector('.stMain').cloneNode(true);
          const other = '[lang]:not([lang=ko]), code, style, script';
          copy.querySelectorAll(other).forEach(one => one.remove());
          return copy.textContent;
        }"""
    )
    assert ENGLISH_RUN.findall(text) == []


@EVERY_PAGE
def test_headings_step_down_one_level_at_a_time(path: str, site: Server, reader: Open) -> None:
    page = reader(site).visit(f"/{path}")
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "all => all.map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
