"""The story as it stands on its own page: steps that need no server, sources in place, links."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import Server
from browser.waiting import two_frames
from story.publishing.folder import load
from story.tables.model import Claim
from story.telling.narrative import Chapter, plain, tell
from story.text import Language

pytestmark = pytest.mark.xdist_group("printed")
STEPPED = [one for one in tell(load(), Language.EN).chapters if one.steps]
ROOMY, NARROW = 1280, 1000
NAMED = "step => location.hash === `#step-${step}`"


@pytest.fixture
def window(chromium: Browser) -> Iterator[Page]:
    """A wide window in which nothing moves by itself, and everything that should not happen."""
    context = chromium.new_context(
        viewport={"width": ROOMY, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda one: (
            complaints.append(one.text)
            # The browser asks for the icon again at each new address, offline as well.
            if one.type == "error" and "mark.svg" not in one.location["url"]
            else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def chapter_of(page: Page, chapter: Chapter) -> Locator:
    return page.locator(f"[id='{chapter.slug}'] [data-steps]")


def finding(page: Page, chapter: Chapter) -> Locator:
    """Return the finding of the one figure that is shown beside a chapter's text."""
    return chapter_of(page, chapter).locator(".stage .figure:not([hidden]) .finding h3")


def to_middle(page: Page, step: str) -> None:
    page.evaluate(
        "(id) => document.getElementById(`step-${id}`)"
        ".scrollIntoView({ behavior: 'instant', block: 'center' })",
        step,
    )


def test_the_figure_the_stepper_the_address_and_the_announcement_follow_the_text(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    window.context.set_offline(True)
    for chapter in STEPPED:
        for step in chapter.steps:
            to_middle(window, step.id)
            expect(finding(window, chapter)).to_have_text(plain(step.title))
            here = chapter_of(window, chapter)
            expect(here.locator("[aria-current=step]")).to_have_text(step.id.split(".")[1])
            if step != chapter.steps[0]:
                window.wait_for_function(NAMED, arg=step.id)
                expect(here.get_by_role("status")).to_have_text(plain(step.title))


def test_a_change_of_figure_leaves_the_reader_where_they_were(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    chapter = STEPPED[1]
    to_middle(window, chapter.steps[0].id)
    target = chapter.steps[2]
    to_middle(window, target.id)
    text = window.locator(f"[id='step-{target.id}'] .prose")
    before = text.bounding_box()
    expect(finding(window, chapter)).to_have_text(plain(target.title))
    assert text.bounding_box() == before


def test_a_reader_who_scrolls_to_and_fro_without_waiting_is_followed_to_the_end(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    there_and_back = [one.id for chapter in STEPPED for one in chapter.steps]
    for step in [*there_and_back, *there_and_back[::-1]]:
        to_middle(window, step)
        window.evaluate("() => new Promise(requestAnimationFrame)")
    for chapter in STEPPED:
        last = chapter.steps[-1]
        to_middle(window, last.id)
        expect(finding(window, chapter)).to_have_text(plain(last.title))


def test_who_stands_under_a_figure_stands_under_the_next_one(printed: Server, window: Page) -> None:
    window.goto(printed.url)
    chapter = STEPPED[1]
    to_middle(window, chapter.steps[0].id)
    shown = chapter_of(window, chapter).locator(".stage .figure:not([hidden])")
    shown.get_by_role("button", name="Table").focus()
    to_middle(window, chapter.steps[2].id)
    expect(finding(window, chapter)).to_have_text(plain(chapter.steps[2].title))
    expect(shown.get_by_role("button", name="Table")).to_be_focused()


def test_the_stepper_is_one_tab_stop_and_arrow_keys_and_buttons_step_through(
    printed: Server, window: Page
) -> None:
    window.goto(f"{printed.url}/?lang=ko")
    chapter = tell(load(), Language.KO).chapter(STEPPED[1].slug)
    stepper = chapter_of(window, chapter).locator("[data-stepper]")
    stepper.locator("[data-to]").first.focus()
    for key, at in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1)):
        window.keyboard.press(key)
        expect(finding(window, chapter)).to_have_text(plain(chapter.steps[at].title))
        # Its name is heard as the focus comes to it, so nothing else says it.
        expect(stepper.locator("[data-to]").nth(at)).to_be_focused()
        expect(chapter_of(window, chapter).get_by_role("status")).to_have_text("")
    assert stepper.locator("[data-to]:not([tabindex='-1']), button:not([tabindex])").count() == 1
    stepper.locator("[data-by='1']").click()
    expect(finding(window, chapter)).to_have_text(plain(chapter.steps[2].title))


def test_a_link_to_a_step_opens_the_story_there(printed: Server, window: Page) -> None:
    chapter = STEPPED[2]
    step = chapter.steps[2]
    window.goto(f"{printed.url}/?lang=en#step-{step.id}")
    expect(finding(window, chapter)).to_have_text(plain(step.title))
    expect(window.locator(f"[id='step-{step.id}'] .prose")).to_be_in_viewport()


def test_in_a_narrower_window_each_step_has_its_own_figure_and_none_is_lost_on_the_way(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    steps = [one for chapter in STEPPED for one in chapter.steps]
    for width in (NARROW, ROOMY, NARROW):
        window.set_viewport_size({"width": width, "height": 900})
        two_frames(window)
        shown = window.locator("[data-steps] .figure:not([hidden])")
        assert shown.count() == (len(STEPPED) if width == ROOMY else len(steps))
    for step in steps:
        figure = window.locator(f"[id='step-{step.id}'] .figure")
        expect(figure.locator(".finding h3")).to_have_text(plain(step.title))
        assert figure.locator("svg.picture:visible").count() == 1


def test_sources_and_table_open_beside_their_figure_and_close_again(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    chapter = STEPPED[1]
    to_middle(window, chapter.steps[0].id)
    shown = chapter_of(window, chapter).locator(".stage .figure:not([hidden])")
    way = shown.get_by_role("button", name="Table")
    way.click()
    expect(way).to_have_attribute("aria-expanded", "true")
    expect(shown.locator("table")).to_be_visible()
    way.press(" ")
    expect(shown.locator("table")).to_have_count(0)


def test_without_the_network_what_needs_it_says_so_where_it_was_asked(
    printed: Server, chromium: Browser
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{printed.url}/?lang=ko")
    context.set_offline(True)
    way = page.get_by_role("button", name="표", exact=True).first
    way.click()
    said = way.locator("xpath=../following-sibling::*[1]")
    expect(said).to_have_attribute("role", "status")
    expect(said).to_contain_text("연결되지 않습니다")
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_a_claim_mark_opens_its_claim_beside_the_text_with_the_way_to_the_ledger_and_back(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    mark = window.locator("a.claim-mark", has_text="c17").first
    mark.scroll_into_view_if_needed()
    mark.click()
    panel = window.get_by_role("dialog")
    expect(panel).to_contain_text(load().find(Claim, "c17").claim_en)
    assert panel.get_by_role("link").get_attribute("href") == "/claims#c17"
    window.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(mark).to_be_focused()
    source = window.locator("a.mark").first
    source.press("Enter")
    expect(panel.get_by_role("link").first).to_be_visible()
    window.goto(f"{printed.url}/claims#c17")
    claim = window.locator("#c17")
    expect(claim).to_be_in_viewport()
    window.goto(printed.url + (claim.locator(".told-in a").first.get_attribute("href") or ""))
    named = window.evaluate("location.hash.slice(1)")
    expect(window.locator(f"[id='{named}']")).to_be_in_viewport()


def test_a_content_note_comes_before_its_chapter_and_can_be_skipped(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    noted = [one for one in tell(load(), Language.EN).chapters if one.content_note]
    assert window.locator(".content-note").count() == len(noted)
    link = window.locator(".content-note a").last
    link.click()
    target = (link.get_attribute("href") or "").removeprefix("#")
    expect(window.locator(f"[id='{target}']")).to_be_in_viewport()


def test_a_figure_of_the_story_has_an_address_of_its_own(printed: Server, window: Page) -> None:
    window.goto(printed.url)
    step = STEPPED[0].steps[0]
    to_middle(window, step.id)
    window.locator(f"[id='figure-step-{step.id}']").get_by_role("link", name="alone").click()
    window.wait_for_url(f"**/embed/step-{step.id}.html")
    expect(window.locator("svg.picture:visible")).to_have_count(1)
