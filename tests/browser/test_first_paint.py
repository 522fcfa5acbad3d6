"""The story stands on every page before the app does, and stays where the app never comes."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Literal
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect

from browser.conftest import Server
from browser.waiting import two_frames
from story.publishing.folder import load
from story.surfaces.pages import CHAPTERS, PAGES
from story.tables.model import Camp
from story.text import Language

pytestmark = pytest.mark.xdist_group("printed")
READING = "step-2.2"
# Where a heading stands in the window.
HEIGHT = """title => [...document.querySelectorAll("h2")].findLast(
  (one) => one.textContent.trim() === title)?.getBoundingClientRect().top"""
PIXELS = 4
# How much of a window moved by itself, in all.
MOVED = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });"""


def answer(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(Request(url, headers=headers)) as found:
            return found.status, {k.lower(): v for k, v in found.headers.items()}, found.read()
    except HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", [*PAGES, *CHAPTERS], ids=lambda page: page.name)
def test_every_page_says_what_it_holds_in_its_first_answer(
    page, language: Language, printed: Server
) -> None:
    _, headers, body = answer(f"{printed.url}/{page.path}?lang={language}")
    html = unescape(body.decode())
    assert f'<html lang="{language}">' in html
    assert html.count("<h1") == 1
    assert page.title.within(language) in html
    assert "application/ld+json" in html
    assert headers["cache-control"] == "no-cache"
    if page.name not in ("claims", "data"):
        assert '<svg aria-label="' in html
    head = html.partition("</head>")[0]
    assert not re.search(r'rel="stylesheet"|<script (?!type="application/ld)', head)


def test_without_a_script_the_story_stays(printed: Server, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{printed.url}/the-number")
    expect(page.locator("#edition h1")).to_be_visible()
    expect(page.locator(f"#edition [id='{READING}'] svg.picture:visible").first).to_be_visible()
    # A link from when its steps stood on the first page ends at the chapter in brief.
    page.goto(f"{printed.url}/#{READING}")
    expect(page.locator("#edition #the-number")).to_be_in_viewport()
    context.close()


def test_a_phone_reads_the_page_to_its_end_and_the_app_comes_when_it_is_asked_for(
    printed: Server, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(MOVED)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/static/" in one.url else None)
    page.goto(f"{printed.url}/estimates?lang=ko", wait_until="networkidle")
    page.mouse.wheel(0, 100_000)
    two_frames(page)
    assert asked == []
    page.locator("[data-app]").click()
    expect(page.get_by_role("status").filter(has_text="준비하고 있습니다")).to_be_visible()
    page.wait_for_selector("html.live", state="attached")
    assert page.evaluate("window.moved") <= 0.02
    # What was wanted is open, and the reader stands on it.
    choices = page.locator(".st-key-choices details")
    expect(choices).to_have_attribute("open", "")
    expect(choices.locator("summary")).to_be_focused()
    expect(page.get_by_text("준비하고 있습니다")).to_have_count(0)
    context.close()


def test_on_a_wide_screen_the_app_comes_by_itself_and_to_the_story_it_need_not(
    printed: Server, window: Page
) -> None:
    window.goto(f"{printed.url}/camps")
    window.wait_for_selector("html.live", state="attached")
    window.goto(printed.url, wait_until="networkidle")
    assert window.locator("#edition h1").is_visible()
    assert window.locator(".stApp").count() == 0


@pytest.mark.parametrize("told", ["saveData", "effectiveType"])
def test_on_a_slow_or_dear_line_the_app_waits_until_it_is_asked_for(
    told: str, printed: Server, window: Page
) -> None:
    line = {"saveData": told == "saveData", "effectiveType": "3g" if told != "saveData" else "4g"}
    window.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{ value: {json.dumps(line)} }})"
    )
    window.goto(f"{printed.url}/camps", wait_until="networkidle")
    assert window.locator(".stApp").count() == 0


def test_a_choice_that_the_page_shows_already_is_gone_to_and_another_brings_the_app(
    printed: Server, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{printed.url}/camps?camp=camp-25&lang=ko", wait_until="networkidle")
    expect(page.locator("#camp-camp-25")).to_be_in_viewport()
    assert page.locator(".stApp").count() == 0
    page.goto(f"{printed.url}/camps?list=un-coi-2014")
    page.wait_for_selector("html.live", state="attached")
    context.close()


def test_a_wish_that_the_line_does_not_carry_is_answered_beside_it_and_can_be_repeated(
    printed: Server, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{printed.url}/summits?lang=ko", wait_until="networkidle")
    context.set_offline(True)
    page.locator("[data-app]").click()
    said = page.locator(".choose + [role=status]")
    expect(said).to_contain_text("연결되지 않습니다")
    context.set_offline(False)
    page.locator("[data-app]").click()
    page.wait_for_selector("html.live", state="attached")
    expect(page.locator(".st-key-choices details")).to_have_attribute("open", "")
    context.close()


def test_without_a_socket_the_page_stays_and_nothing_covers_it(
    printed: Server, window: Page
) -> None:
    window.route_web_socket(re.compile(".*"), lambda socket: socket.close())
    window.clock.install()
    window.goto(f"{printed.url}/estimates?lang=ko")
    window.locator("[data-app]").click()
    # The app itself has started: what it would show of its trouble is there, but not seen.
    window.wait_for_selector("[data-testid=stApp]", state="attached")
    window.clock.fast_forward(20_000)
    expect(window.locator(".choose + [role=status]")).to_contain_text("연결되지 않습니다")
    expect(window.locator("#edition h1")).to_be_visible()
    assert window.get_by_role("dialog").count() == 0


def test_a_line_that_is_lost_later_says_so_once_beside_what_was_chosen(
    printed: Server, window: Page
) -> None:
    sockets: list[WebSocketRoute] = []

    def route(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        if len(sockets) == 1:
            socket.connect_to_server()
        else:
            socket.close()

    window.route_web_socket(re.compile("/_stcore/stream"), route)
    window.goto(f"{printed.url}/camps?lang=ko&list=un-coi-2014")
    window.wait_for_selector("html.live", state="attached")
    sockets[0].close()
    window.wait_for_selector(
        "[data-test-connection-state]:not([data-test-connection-state=CONNECTED])",
        state="attached",
    )
    for camp in ("camp-25", "camp-15"):
        name = load().find(Camp, camp).within("name", Language.KO)
        window.locator("label").filter(has_text=name).click(force=True)
    said = window.locator(".app-line")
    expect(said).to_have_count(1)
    expect(said).to_contain_text("연결이 끊겼습니다")
    assert window.locator(".st-key-camp-list .app-line").count() == 1
    assert window.get_by_role("dialog").count() == 0


def test_the_app_takes_over_with_the_passage_being_read_where_it_was(
    printed: Server, window: Page
) -> None:
    complaints: list[str] = []
    window.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    held: list[Route] = []
    scrolled: list[str] = []
    # The app is held back until the reader has scrolled.
    window.route(
        re.compile(r"/static/js/index\.[\w-]+\.js$"),
        lambda one: one.continue_() if scrolled else held.append(one),
    )
    window.goto(f"{printed.url}/estimates")
    title = window.locator("#edition h2").nth(1).inner_text()
    window.locator("#edition h2").nth(1).evaluate("one => one.scrollIntoView()")
    before = window.evaluate(HEIGHT, title)
    while not held:
        window.wait_for_event("request")
    scrolled.append(title)
    held[0].continue_()
    window.wait_for_selector("html.live", state="attached")
    window.wait_for_function(
        f"([title, before]) => Math.abs(({HEIGHT})(title) - before) <= {PIXELS}",
        arg=[title, before],
    )
    assert window.locator("#edition").count() == 0
    assert complaints == []


@pytest.mark.parametrize(("path", "width"), [("", 390), ("", 1280), ("camps", 1280)])
def test_reload_and_back_return_to_the_passage_being_read(
    path: str, width: int, printed: Server, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()

    def stands() -> None:
        if path:
            page.wait_for_selector("html.live", state="attached")

    def back_where_it_was() -> None:
        stands()
        page.wait_for_function(
            f"([title, before]) => Math.abs(({HEIGHT})(title) - before) <= {PIXELS}",
            arg=[title, before],
        )

    page.goto(f"{printed.url}/{path}")
    stands()
    heading = page.locator("h2:visible").nth(2)
    title = heading.inner_text()
    heading.evaluate("one => one.scrollIntoView({ behavior: 'instant' })")
    # Noted as one settles, however one leaves.
    page.wait_for_function(
        "() => Object.keys(sessionStorage).some((name) => name.startsWith('place '))"
    )
    two_frames(page)
    before = page.evaluate(HEIGHT, title)
    page.reload()
    back_where_it_was()
    page.goto(f"{printed.url}/claims?lang=ko")
    page.go_back()
    back_where_it_was()
    if path:
        # Within the app, by a link that is reached without scrolling to it.
        summits = page.locator(".st-key-masthead a[href='/summits']")
        summits.evaluate("link => link.click()")
        page.wait_for_url("**/summits")
        page.wait_for_selector(".st-key-plot-timeline .main-svg")
        page.go_back()
        back_where_it_was()
    context.close()


def test_a_reader_who_has_opened_something_is_left_in_peace(printed: Server, window: Page) -> None:
    window.goto(f"{printed.url}/estimates", wait_until="commit")
    fold = window.locator("#edition details").first
    fold.locator("summary").click()
    window.wait_for_selector(".st-key-sheet .colophon", state="attached")
    window.wait_for_selector(".js-plotly-plot .main-svg", state="attached")
    assert window.locator("#edition").count() == 1
    fold.locator("summary").click()
    window.evaluate("document.activeElement.blur()")
    window.wait_for_selector("html.live", state="attached")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_pages_and_scripts_are_compressed_and_scripts_kept_for_good(
    encoding: str, printed: Server
) -> None:
    _, headers, small = answer(printed.url, **{"Accept-Encoding": encoding})
    _, _, whole = answer(printed.url, **{"Accept-Encoding": "identity"})
    assert headers["content-encoding"] == encoding
    assert len(small) < len(whole) / 4
    again, _, _ = answer(
        printed.url, **{"Accept-Encoding": encoding, "If-None-Match": headers["etag"]}
    )
    assert again == 304
    files = json.loads(re.search(r'id="app-files">(.*?)</script>', whole.decode())[1])
    _, headers, _ = answer(printed.url + files["start"], **{"Accept-Encoding": encoding})
    assert headers["cache-control"] == "public, max-age=31536000, immutable"


def test_an_address_that_is_none_says_so_and_leads_on(printed: Server) -> None:
    for path in ("/nothing", "/camps/15", "/edition/nothing.html", "/embed/nothing", "/index.html"):
        status, headers, body = answer(f"{printed.url}{path}?lang=ko")
        assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8"), path
        assert 'href="/camps?lang=ko"' in body.decode()


def test_only_what_is_embedded_may_stand_in_a_frame(printed: Server) -> None:
    for path in ("/", "/claims", "/edition/en/index.html", "/healthz", "/nothing"):
        _, headers, _ = answer(printed.url + path)
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
    _, headers, body = answer(f"{printed.url}/embed/estimates?lang=ko")
    assert "frame-ancestors *" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert 'lang="ko"' in body.decode()
    edition = load().edition
    status, _, body = answer(f"{printed.url}/embed/anything?step=2.3&edition={edition}")
    assert status == 200
    assert edition in body.decode()


def test_an_embedded_figure_tells_its_page_how_tall_it_is(printed: Server, window: Page) -> None:
    complaints: list[str] = []
    window.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page = (
        "<!doctype html><title>Elsewhere</title><link rel=icon href='data:,'>"
        "<script>addEventListener('message', (one) => { window.told = one.data; });</script>"
        f'<iframe src="{printed.url}/embed/opening" width="400" height="100"></iframe>'
    )
    # A page of somebody else's, given from here.
    window.route("**/elsewhere", lambda one: one.fulfill(body=page, content_type="text/html"))
    window.goto(f"{printed.url}/elsewhere")
    window.wait_for_function(
        "() => window.told?.type === 'story-embed' && window.told.height > 300"
    )
    assert complaints == []


def test_health_tells_the_edition_its_age_and_the_scripts(printed: Server) -> None:
    status, headers, body = answer(f"{printed.url}/healthz")
    said = json.loads(body)
    assert (status, said["status"], said["script"]) == (200, "ok", "ok")
    assert said["edition"] == load().edition
    assert said["age_seconds"] >= 0
    assert said["newest_source"] == max(one.published for one in load().sources)
    assert headers["cache-control"] == "no-store"


def test_no_answer_sets_a_cookie(printed: Server, window: Page) -> None:
    window.goto(f"{printed.url}/camps")
    window.wait_for_selector("html.live", state="attached")
    assert [one["name"] for one in window.context.cookies()] in ([], ["_streamlit_xsrf"])


def test_the_edition_opens_offline_after_a_first_visit(printed: Server, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{printed.url}/edition/en/claims.html")
    page.wait_for_function(
        "async () => (await navigator.serviceWorker.ready).active?.state === 'activated'"
    )
    page.wait_for_function("async () => Boolean(await caches.match(location.href))")
    context.set_offline(True)
    page.goto(f"{printed.url}/edition/en/index.html")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{printed.url}/edition/en/claims.html")
    expect(page.locator("h1")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_to_a_passage_stops_there_although_what_is_far_is_not_laid_out(
    width: int, printed: Server, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    home = f"{printed.url}/edition/en/index.html"
    page.goto(home)
    named = page.eval_on_selector_all(".brief", "all => all.map((one) => `#${one.id}`)")
    assert len(named) == 7
    for passage in named:
        page.goto("about:blank")
        page.goto(home + passage)
        # Two frames later what came into view has taken its true height.
        two_frames(page)
        assert 0 <= page.locator(passage).evaluate("one => one.getBoundingClientRect().top") < 100
    context.close()


@pytest.mark.parametrize(
    ("file", "scheme"),
    [("en/the-number", "light"), ("ko/claims", "dark"), ("en/cite", "dark"),
     ("ko/embed/opening", "light")],
)  # fmt: skip
def test_the_editions_own_pages_pass_axe(
    file: str, scheme: Literal["light", "dark"], printed: Server, chromium: Browser
) -> None:
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{printed.url}/edition/{file}.html")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    context.close()
