"""A reader looks something up: in the edition from a disk, and on the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.access import TARGETS
from browser.conftest import Open, Server
from story.search import folded

pytestmark = pytest.mark.xdist_group("edition")
SAME = (
    ("en", "Yodok", "Yodŏk", "요덕", "Camp 15", "15호", "Kwan-li-so 15", "kwanliso no. 15"),
    ("ko", "요덕", "Yodok", "YODŎK", "Camp 15", "15호", "Kwan-li-so 15", "관리소 15"),
    ("en", "Kaechon", "Kaech'on", "Kaech’ŏn", "Gaecheon", "개천"),
    ("ko", "개천", "Kaech'on", "Kaechon", "개천"),
    ("en", "Kim Jong Un", "김정은", "kim jong un"),
    ("en", "Warmbier", "웜비어"),
    ("ko", "웜비어", "Warmbier"),
)
WAYS = "links => links.map(link => link.getAttribute('href'))"


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"something ran: {dialog.message}"))
    yield page
    context.close()


def opened(window: Page, edition: Path, language: str, asked: str = "") -> Page:
    query = f"?q={asked}" if asked else ""
    window.goto((edition / language / "search.html").as_uri() + query)
    return window


def said(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def ask(page: Page, words: str) -> list[str]:
    """Type words, and return where what is found leads."""
    page.locator("#search-words").fill(words)
    page.locator("#search-words").press("Enter")
    page.locator(".search-page section button").evaluate_all("all => all.forEach(b => b.click())")
    found: list[str] = page.locator(".search-page section a").evaluate_all(WAYS)
    return found


@pytest.mark.parametrize(("language", "name", "others"), [(a, b, c) for a, b, *c in SAME])
def test_a_name_finds_the_same_in_every_spelling(
    language: str, name: str, others: list[str], edition: Path, window: Page
) -> None:
    page = opened(window, edition, language)
    first = ask(page, name)
    assert first
    for spelling in others:
        assert sorted(ask(page, spelling)) == sorted(first), spelling
    assert page.locator("mark").count() >= len(first)


@pytest.mark.parametrize("written", ["Salmón", "Ch'oma-bong", "YODŎK", "25호", "Straße", "ﬁ"])
def test_the_browser_folds_spellings_as_the_tables_do(
    written: str, edition: Path, window: Page
) -> None:
    page = opened(window, edition, "en")
    assert page.evaluate("text => folded(text)", written) == folded(written).replace("-", " ")


@pytest.mark.parametrize(
    ("language", "wrong", "near"),
    [("en", "Yodock", "Yodok"), ("en", "Hwasung", "Hwasong"), ("ko", "요독", "요덕")],
)
def test_what_is_nowhere_is_answered_with_near_spellings(
    language: str, wrong: str, near: str, edition: Path, window: Page
) -> None:
    page = opened(window, edition, language)
    assert ask(page, wrong) == []
    assert near in said(page)
    page.locator(".near").get_by_role("link", name=near, exact=True).click()
    expect(page.locator("#search-words")).to_have_value(near)
    expect(page.locator(".search-page section a").first).to_be_visible()


@pytest.mark.parametrize(("language", "other"), [("en", "ko"), ("ko", "en")])
def test_what_is_nowhere_can_be_looked_for_in_the_pages_of_its_script(
    language: str, other: str, edition: Path, window: Page
) -> None:
    words = {"en": "연락사무소", "ko": "zzzzqqqq"}[language]
    page = opened(window, edition, language)
    assert ask(page, words) == []
    page.locator("[data-found]").get_by_role("link", name=words).click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator("#search-words")).to_have_value(words)


def test_no_near_spelling_leads_to_nothing(edition: Path, window: Page) -> None:
    page = opened(window, edition, "ko")
    for words in ("Kang Chol-hwan", "<script>alert(1)</script>", "요댁", "Warmbeir"):
        ask(page, words)
        for near in page.locator(".near a").all_inner_texts():
            assert ask(page, near), near


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("(a+)+$ [[ .* \\", "(a+)+$ [[ .* \\"),
        ("!!!", "no letter or digit"),
        ("x" * 10_000, "too long"),
        ("zzzzqqqq", "Nothing was found"),
    ],
)
def test_what_cannot_be_looked_for_is_said_and_nothing_runs(
    words: str, answer: str, edition: Path, window: Page
) -> None:
    page = opened(window, edition, "en")
    ask(page, words)
    assert answer in said(page)
    assert page.locator(".search-page img").count() == 0
    page.goto(page.url.partition("?")[0] + "?q=" + "%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert page.locator(".search-page img").count() == 0


def test_the_field_of_any_page_leads_to_what_is_found_by_keyboard_alone(
    edition: Path, window: Page
) -> None:
    window.goto((edition / "en" / "camps.html").as_uri())
    window.keyboard.press("/")
    window.keyboard.type("요덕")
    window.keyboard.press("Enter")
    expect(window.get_by_role("status")).to_contain_text("요덕")
    assert window.url.endswith("search.html?q=%EC%9A%94%EB%8D%95")
    assert [rule["id"] for rule in Axe().run(window).response["violations"]] == []
    assert window.evaluate(TARGETS) == []
    window.keyboard.press("/")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Escape")
    expect(window.locator("#search-words")).to_be_focused()
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    window.wait_for_url("**/camp-15.html")
    expect(window.locator("h1, h2").filter(has_text="Yodok").first).to_be_visible()


def test_the_other_language_is_asked_the_same_and_the_key_can_be_turned_off(
    edition: Path, window: Page
) -> None:
    page = opened(window, edition, "en", "Yodok")
    page.locator("a[data-language]").click()
    page.wait_for_url("**/ko/search.html?q=Yodok")
    expect(page.locator(".search-page section")).not_to_have_count(0)
    page.locator("[data-slash]").uncheck()
    page.goto((edition / "ko" / "claims.html").as_uri())
    page.keyboard.press("/")
    expect(page.locator(".search-field [name=q]")).not_to_be_focused()
    page = opened(window, edition, "ko")
    page.locator("[data-slash]").check()


def test_without_a_script_the_page_says_so_and_leads_on(edition: Path, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((edition / "ko" / "claims.html").as_uri())
    page.locator("[name=q]").fill("요덕")
    page.locator("[name=q]").press("Enter")
    page.wait_for_url("**/ko/search.html?q=*")
    # Playwright's own search for text passes over what stands in this element.
    expect(page.locator("noscript .kept")).to_be_visible()
    assert "자바스크립트" in page.locator("noscript .kept").inner_text()
    assert page.locator("noscript a[href='glossary.html']").count() == 1
    expect(page.locator("#search-words")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("language", "words"), [("en", "Hwasong"), ("ko", "16호")])
def test_the_site_finds_it_from_any_page_and_leads_to_its_place(
    language: str, words: str, site: Server, reader: Open
) -> None:
    asked: list[str] = []
    window = reader(site)
    page = window.visit(f"/claims?lang={language}")
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/*?q=*")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("status")).to_contain_text(words)
    # The page brings its index; its icons are all that it may still ask for.
    assert [url for url in asked if "/assets/" not in url and "/search/" not in url] == []
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/camps?*camp=camp-16*")
    window.settled()
    expect(page.locator("#camp-camp-16")).to_be_in_viewport()
    assert window.complaints == []
