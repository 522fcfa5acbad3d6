"""Cite and share, as a reader does it: by keyboard, in both languages, and back again."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.conftest import Open, Reader, Server
from story.publishing.folder import load

LANGUAGES = pytest.mark.parametrize("language", ["en", "ko"])


def open_fold(window: Reader, key: str) -> Page:
    """Open a fold as the keyboard does, and wait for what it holds."""
    page = window.page
    fold = page.locator(f".st-key-cite-{key} summary")
    fold.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#cite-{key}-plain")
    # Streamlit lets a fold grow for half a second, and what is below moves under the pointer.
    page.wait_for_function(
        "fold => fold.parentElement.getAnimations({ subtree: true }).length === 0",
        arg=fold.element_handle(),
    )
    return window.settled()


def text(page: Page, name: str) -> str:
    return page.locator(f"#cite-{name}").input_value()


@LANGUAGES
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_violation_in_an_open_fold(
    language: str, dark: bool, site: Server, reader: Open
) -> None:
    window = reader(site, dark=dark)
    window.visit(f"/camps?lang={language}")
    page = open_fold(window, "page")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert window.complaints == []


@LANGUAGES
def test_a_page_is_cited_with_its_choices_and_its_edition(
    language: str, site: Server, reader: Open
) -> None:
    window = reader(site)
    window.visit(f"/camps?lang={language}&camp=camp-25&list=un-coi-2014")
    page = open_fold(window, "page")
    assert text(page, "page-link") == page.url
    assert text(page, "page-plain").endswith(page.url)
    assert load().edition in text(page, "page-plain")
    (item,) = json.loads(text(page, "page-3"))
    assert (item["URL"], item["language"]) == (page.url, language)
    assert page.evaluate("document.querySelector('#cite-page-1').labels.length") == 1


def test_the_shared_link_shows_the_same_view_on_a_cold_server(
    site: Server, cold: Server, reader: Open
) -> None:
    window = reader(site)
    page = window.visit("/claims?lang=ko&topic=un")
    page.get_by_role("button", name="이견 있음").click()
    page.wait_for_url("**assessment=contested**")
    window.settled()
    shown = page.locator(".claim").evaluate_all("all => all.map(one => one.id)")
    link = text(open_fold(window, "page"), "page-link")
    page = reader(cold).visit(link.removeprefix(site.url))
    assert page.locator(".claim").evaluate_all("all => all.map(one => one.id)") == shown


def test_a_fold_costs_nothing_until_it_is_opened(site: Server, reader: Open) -> None:
    page = reader(site).visit("/estimates")
    assert page.locator("[class*=st-key-cite-] summary").count() >= 2
    assert page.locator(".citing").count() == 0


def test_a_keyboard_goes_through_a_fold_and_out_of_it(site: Server, reader: Open) -> None:
    window = reader(site)
    window.visit("/camps")
    page = open_fold(window, "page")
    page.locator(".st-key-cite-page summary").focus()
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    # Each reference has a button that copies it; below them are the files.
    fields = [f"cite-page-{name}" for name in ("link", "plain", "1", "2", "3")]
    assert reached[0] == fields[0]
    assert reached[1:9:2] == fields[1:]
    assert reached[2:10:2] == ["BUTTON"] * 4
    assert reached[9:12] == ["BUTTON"] * 3
    assert not page.evaluate("document.activeElement.closest('.st-key-cite-page')")


def test_a_field_can_be_copied_whole_by_keyboard_and_not_changed(
    site: Server, reader: Open
) -> None:
    window = reader(site)
    window.visit("/camps")
    page = open_fold(window, "page")
    before = text(page, "page-1")
    page.locator("#cite-page-1").focus()
    page.keyboard.press("Control+A")
    assert page.evaluate("getSelection().toString()") == before
    page.keyboard.type("x")
    assert text(page, "page-1") == before


@pytest.mark.parametrize(("ending", "number"), [("bib", 1), ("ris", 2), ("json", 3)])
def test_a_reference_can_be_downloaded(
    ending: str, number: int, site: Server, reader: Open, tmp_path: Path
) -> None:
    window = reader(site)
    window.visit("/estimates?lang=ko")
    page = open_fold(window, "estimates")
    shown = text(page, f"estimates-{number}")
    with page.expect_download() as waiting:
        page.locator(f".st-key-cite-{ending}-estimates button").click()
    waiting.value.save_as(tmp_path / "reference")
    assert waiting.value.suggested_filename.endswith(f"{load().edition}.{ending}")
    held = (tmp_path / "reference").read_bytes().decode()
    assert held.replace("\r\n", "\n") == shown


def test_a_figure_is_cited_with_its_dates_copied_and_embedded_in_the_view_that_is_shown(
    site: Server, reader: Open
) -> None:
    window = reader(site)
    window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.visit("/camps?list=un-coi-2014&lang=ko")
    page = open_fold(window, "camps")
    assert text(page, "camps-embed") == f"{site.url}/embed/camps?lang=ko&list=un-coi-2014"
    page.locator("#cite-camps-1 + button").click()
    expect(page.locator("#cite-camps-1 ~ [role=status]")).to_have_text("복사됨")
    assert page.evaluate("navigator.clipboard.readText()") == text(page, "camps-1")
    assert "urldate = {2026-11-24}" in text(page, "camps-1")
    assert "Y2  - 2026/11/24/" in text(page, "camps-2")
    (item,) = json.loads(text(page, "camps-3"))
    assert item["accessed"] == {"date-parts": [[2026, 11, 24]]}


def test_a_table_is_cited_by_the_link_that_opens_it(site: Server, reader: Open) -> None:
    window = reader(site)
    window.visit("/data?table=camps&rows=Yodok")
    page = open_fold(window, "table")
    assert text(page, "table-link") == f"{site.url}/data?table=camps"
    assert "camps.csv" in text(page, "table-plain")


def test_any_claim_can_be_cited(site: Server, reader: Open) -> None:
    window = reader(site)
    window.visit("/claims?lang=ko")
    page = open_fold(window, "claims")
    claims = load().claims
    assert text(page, "claims-link") == f"{site.url}/claims?lang=ko#{claims[0].id}"
    page.locator(".st-key-cite-which input").click()
    page.get_by_role("option").filter(has_text=claims[1].claim_ko).click()
    expect(page.locator("#cite-claims-link")).to_have_value(
        f"{site.url}/claims?lang=ko#{claims[1].id}"
    )
    assert claims[1].claim_ko in text(page, "claims-plain")


@LANGUAGES
def test_an_open_fold_needs_no_sideways_scroll_on_a_narrow_phone(
    language: str, site: Server, reader: Open
) -> None:
    window = reader(site, width=320, height=640)
    window.visit(f"/camps?lang={language}")
    page = open_fold(window, "page")
    page.wait_for_function("document.querySelector('.stMain').scrollWidth <= 320")


@pytest.mark.parametrize("address", ["/data?lang=ko#term-kwanliso", "/data#term-kwanliso"])
def test_a_link_to_a_term_brings_it_into_view(address: str, site: Server, reader: Open) -> None:
    page = reader(site).visit(address)
    page.wait_for_function(
        """() => {
          const top = document.querySelector('#term-kwanliso').getBoundingClientRect().top;
          return top >= 0 && top < innerHeight / 2;
        }"""
    )
    assert page.url.endswith("#term-kwanliso")
