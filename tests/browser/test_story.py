"""The story as it stands on its pages: chapters in brief, steps that need no server, links."""

import re
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


def open_chapter(page: Page, server: Server, chapter: Chapter, address: str = "") -> None:
    page.goto(f"{server.url}/{chapter.slug}{address}")


def finding(page: Page, chapter: Chapter) -> Locator:
    """Return the finding of the one figure that is shown beside a chapter's text."""
    return chapter_of(page, chapter).locator(".stage .figure:not([hidden]) .finding h2")


def to_middle(page: Page, step: str) -> None:
    page.evaluate(
        "(id) => document.getElementById(`step-${id}`)"
        ".scrollIntoView({ behavior: 'instant', block: 'center' })",
        step,
    )


def test_the_figure_the_stepper_the_address_and_the_announcement_follow_the_text(
    printed: Server, window: Page
) -> None:
    chapter = STEPPED[1]
    open_chapter(window, printed, chapter)
    window.context.set_offline(True)
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
    chapter = STEPPED[1]
    open_chapter(window, printed, chapter)
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
    # With motion, so that each step comes while the marks of the one before are still on their way.
    window.emulate_media(reduced_motion="no-preference")
    chapter = STEPPED[1]
    open_chapter(window, printed, chapter)
    there_and_back = [one.id for one in chapter.steps]
    for step in [*there_and_back, *there_and_back[::-1], *there_and_back]:
        to_middle(window, step)
        two_frames(window)
    last = chapter.steps[-1]
    expect(finding(window, chapter)).to_have_text(plain(last.title))
    expect(window.locator(".leaving, .gone")).to_have_count(0)
    assert window.locator(".stage .plate").evaluate_all(
        "(all) => all.every((one) => one.querySelectorAll('svg.picture').length === 2)"
    )


def test_a_mark_moves_from_where_it_was_and_what_is_gone_leaves(
    printed: Server, window: Page
) -> None:
    chapter = STEPPED[1]
    open_chapter(window, printed, chapter)
    window.emulate_media(reduced_motion="no-preference")
    to_middle(window, chapter.steps[1].id)
    expect(finding(window, chapter)).to_have_text(plain(chapter.steps[1].title))
    expect(window.locator(".leaving")).to_have_count(0)
    mark = ".figure:not([hidden]) svg.wide:not(.leaving) [data-id='un-coi-2014']"
    before = window.locator(f".stage {mark}").first.bounding_box()
    # The animations are held at their beginning, where marks stand as they stood before.
    window.evaluate(
        """(id) => new Promise((held) => {
          document.getElementById(`step-${id}`).scrollIntoView({ block: "center" });
          const look = () => {
            const running = document.getAnimations();
            if (!running.length) { requestAnimationFrame(look); return; }
            for (const each of running) { each.pause(); each.currentTime = 0; }
            held();
          };
          look();
        })""",
        chapter.steps[3].id,
    )
    now = window.locator(f".stage {mark}").first.bounding_box()
    assert before
    assert now
    for side in ("x", "y", "width"):
        assert now[side] == pytest.approx(before[side], abs=2)  # type: ignore[literal-required]


def test_who_wants_no_motion_sees_the_end_at_once(printed: Server, window: Page) -> None:
    chapter = STEPPED[1]
    open_chapter(window, printed, chapter)
    to_middle(window, chapter.steps[3].id)
    expect(finding(window, chapter)).to_have_text(plain(chapter.steps[3].title))
    assert window.evaluate("() => document.getAnimations().length") == 0


def test_who_stands_under_a_figure_stands_under_the_next_one(printed: Server, window: Page) -> None:
    chapter = STEPPED[1]
    open_chapter(window, printed, chapter)
    to_middle(window, chapter.steps[0].id)
    shown = chapter_of(window, chapter).locator(".stage .figure:not([hidden])")
    shown.locator("summary", has_text="Table").focus()
    to_middle(window, chapter.steps[2].id)
    expect(finding(window, chapter)).to_have_text(plain(chapter.steps[2].title))
    expect(shown.locator("summary", has_text="Table")).to_be_focused()


def test_the_stepper_is_one_tab_stop_and_arrow_keys_and_buttons_step_through(
    printed: Server, window: Page
) -> None:
    chapter = tell(load(), Language.KO).chapter(STEPPED[1].slug)
    open_chapter(window, printed, chapter, "?lang=ko")
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


@pytest.mark.parametrize("old", ["step-{step}", "figure-step-{step}-table", "{slug}-end"])
def test_a_link_from_when_the_steps_stood_on_the_first_page_leads_to_the_chapters_own(
    old: str, printed: Server, window: Page
) -> None:
    chapter = STEPPED[2]
    name = old.format(step=chapter.steps[2].id, slug=chapter.slug)
    window.goto(f"{printed.url}/?lang=ko#{name}")
    window.wait_for_url(f"**/{chapter.slug}?lang=ko#{name}")
    expect(window.locator(f"[id='{name}']")).to_be_in_viewport()
    step = window.locator("[aria-current=step]")
    if old.startswith(("step", "figure")):
        expect(step).to_have_text("3")


def test_the_overview_is_ten_phone_screens_at_most(printed: Server, window: Page) -> None:
    window.set_viewport_size({"width": 390, "height": 844})
    for language in Language:
        window.goto(f"{printed.url}/?lang={language}")
        window.evaluate("() => document.documentElement.classList.add('placed')")
        two_frames(window)
        assert window.evaluate("() => document.documentElement.scrollHeight") < 10 * 844


def test_each_chapter_in_brief_leads_to_its_page_and_a_link_to_it_stops_there(
    printed: Server, window: Page
) -> None:
    for chapter in STEPPED[:2]:
        window.goto(f"{printed.url}/#{chapter.slug}")
        brief = window.locator(f"[id='{chapter.slug}']")
        expect(brief).to_be_in_viewport()
        expect(brief.locator(".finding h3")).to_have_text(plain(chapter.finding))
        brief.get_by_role("link", name="Read on").click()
        expect(window.locator("h1")).to_have_text(plain(chapter.title))
        expect(window).to_have_url(f"{printed.url}/{chapter.slug}")


def test_in_a_narrower_window_each_step_has_its_own_figure_and_none_is_lost_on_the_way(
    printed: Server, window: Page
) -> None:
    chapter = STEPPED[1]
    open_chapter(window, printed, chapter)
    for width in (NARROW, ROOMY, NARROW):
        window.set_viewport_size({"width": width, "height": 900})
        two_frames(window)
        shown = window.locator("[data-steps] .figure:not([hidden])")
        assert shown.count() == (1 if width == ROOMY else len(chapter.steps))
    for step in chapter.steps:
        figure = window.locator(f"[id='step-{step.id}'] .figure")
        expect(figure.locator(".finding h2")).to_have_text(plain(step.title))
        assert figure.locator("svg.picture:visible").count() == 1


def test_sources_and_table_open_under_their_figure_without_the_network(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    window.context.set_offline(True)
    shown = window.locator("#figure-waiting-list")
    for part in ("Table", "Sources"):
        shown.locator("summary", has_text=part).click()
    expect(shown.locator("table")).to_be_visible()
    expect(shown.locator("details[open] li").first).to_be_visible()


def test_the_points_of_a_picture_are_announced_to_those_who_come_by_keyboard_and_not_printed(
    printed: Server, window: Page
) -> None:
    window.goto(printed.url)
    line = window.locator(".walk").first
    expect(line).to_have_attribute("aria-label", re.compile(r"\d+ marks"))
    expect(line).to_have_css("opacity", "0")
    line.focus()
    expect(line).to_have_css("opacity", "1")


def test_a_claim_mark_opens_its_claim_beside_the_text_with_the_way_to_the_ledger_and_back(
    printed: Server, window: Page
) -> None:
    open_chapter(window, printed, STEPPED[1])
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
    noted = [one for one in tell(load(), Language.EN).chapters if one.content_note]
    assert noted
    for chapter in noted:
        open_chapter(window, printed, chapter)
        window.locator(".content-note a").click()
        expect(window.locator("h1")).not_to_have_text(plain(chapter.title))
        expect(window.locator(".content-note")).to_have_count(0)


def test_a_figure_of_the_story_has_an_address_of_its_own(printed: Server, window: Page) -> None:
    step = STEPPED[0].steps[0]
    open_chapter(window, printed, STEPPED[0], f"#step-{step.id}")
    figure = window.locator(f"[id='figure-step-{step.id}']")
    figure.locator("summary", has_text="Cite").click()
    figure.get_by_role("link", name="alone").click()
    window.wait_for_url(f"**/embed/step-{step.id}.html")
    expect(window.locator("svg.picture:visible")).to_have_count(1)
