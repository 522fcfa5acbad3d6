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
from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import Server
from browser.waiting import two_frames
from story.publishing.folder import load
from story.surfaces.pages import PAGES
from story.text import Language

pytestmark = pytest.mark.xdist_group("first-paint")
READING = "step-2.2"
# Where the first paragraph of a passage stands in the window.
HEIGHT = "id => document.getElementById(id).querySelector('p').getBoundingClientRect().top"
PIXELS = 4


def answer(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(Request(url, headers=headers)) as found:
            return found.status, {k.lower(): v for k, v in found.headers.items()}, found.read()
    except HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def block(route: Route) -> None:
    route.abort()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
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
    if page.name in ("overview", "estimates", "camps", "summits"):
        assert '<svg aria-label="' in html
    head = html.partition("</head>")[0]
    assert not re.search(r'rel="stylesheet"|<script (?!type="application/ld)', head)


def test_without_a_script_the_story_stays(printed: Server, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(printed.url)
    expect(page.locator("#edition h1")).to_be_visible()
    expect(page.locator(f"#edition [id='{READING}'] svg").first).to_be_visible()
    context.close()


def test_without_a_socket_the_story_stays_and_nothing_covers_it(
    printed: Server, window: Page
) -> None:
    window.route_web_socket(re.compile(".*"), lambda socket: socket.close())
    window.goto(printed.url)
    # The app itself has started: what it would show of its trouble is there, but not seen.
    window.wait_for_selector("[data-testid=stApp]", state="attached")
    expect(window.locator("#edition h1")).to_be_visible()
    assert (
        window.evaluate("getComputedStyle(document.getElementById('root')).visibility") == "hidden"
    )


def test_the_app_takes_over_with_the_passage_being_read_where_it_was(
    printed: Server, window: Page
) -> None:
    complaints: list[str] = []
    window.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    held: list[Route] = []
    # The app is held back until the reader has scrolled.
    window.route(re.compile(r"/static/js/index\.[\w-]+\.js$"), lambda one: held.append(one))
    window.goto(printed.url, wait_until="commit")
    window.wait_for_selector(f"#edition [id='{READING}']")
    window.evaluate(f"document.getElementById('{READING}').scrollIntoView()")
    before = window.evaluate(HEIGHT, READING)
    while not held:
        window.wait_for_event("request")
    held[0].continue_()
    window.wait_for_selector("html.live", state="attached")
    window.wait_for_function(
        f"before => Math.abs(({HEIGHT})('{READING}') - before) <= {PIXELS}", arg=before
    )
    assert window.locator("#edition").count() == 0
    assert complaints == []


def test_on_a_phone_a_picture_keeps_the_room_of_a_plot_until_the_reader_is_near(
    printed: Server, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, user_agent="Mobile")
    page = context.new_page()
    page.goto(printed.url)
    page.wait_for_selector("html.live", state="attached")
    held = page.locator("[data-held]")
    assert held.count() > page.locator(".js-plotly-plot").count()
    assert held.locator("svg.picture").count() == held.count()
    plate = page.locator(f".st-key-plate-{held.last.get_attribute('data-held')}")
    before = plate.bounding_box()
    plate.scroll_into_view_if_needed()
    expect(plate.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    after = plate.bounding_box()
    assert before
    assert after
    assert abs(after["height"] - before["height"]) <= PIXELS
    context.close()


def test_a_reader_who_has_opened_something_is_left_in_peace(printed: Server, window: Page) -> None:
    window.goto(printed.url, wait_until="commit")
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
    window.goto(printed.url)
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
    named = page.eval_on_selector_all(".chapter-list a", "all => all.map((one) => one.hash)")
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
