"""The story on the page: steps, source cards, claims in place, and links to a passage."""

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.access import FOCUS_BOX
from browser.conftest import Open, Reader, Server
from browser.waiting import calm, drawn, drawn_through, two_frames
from story.publishing.folder import load
from story.telling.narrative import Chapter, plain, tell
from story.text import Language

STEPPED = [one for one in tell(load(), Language.EN).chapters if one.steps]


def told(page: Page, number: int) -> str:
    """Return the finding of the figure that stands beside a chapter's text."""
    return f".st-key-told-{number} .finding h3"


def open_story(window: Reader, path: str = "/") -> Page:
    """Open the story and wait for its last figure: what comes late moves what is below it."""
    window.page.goto(window.origin + path)
    figures = 1 + len(tell(load(), Language.EN).chapters)
    expect(window.page.locator(".finding")).to_have_count(figures)
    return drawn_through(window.page)


def to_middle(page: Page, step: str) -> None:
    page.evaluate(
        "(id) => document.getElementById(`step-${id}`)"
        ".scrollIntoView({ behavior: 'instant', block: 'center' })",
        step,
    )


def top_of(window: Reader, element: str) -> float:
    box = window.page.locator(element).bounding_box()
    assert box
    return box["y"]


def test_the_figure_follows_the_text_as_it_is_scrolled(site: Server, reader: Open) -> None:
    window = reader(site)
    page = open_story(window)
    for chapter in STEPPED:
        for step in chapter.steps:
            to_middle(page, step.id)
            expect(page.locator(told(page, chapter.number))).to_have_text(plain(step.title))
            current = page.locator(f".st-key-told-{chapter.number} [aria-current=step]")
            expect(current).to_have_text(step.id.split(".")[1])
    assert window.complaints == []


def test_a_change_of_figure_keeps_the_reader_where_they_were(site: Server, reader: Open) -> None:
    window = reader(site)
    page = open_story(window)
    chapter = STEPPED[1]
    to_middle(page, chapter.steps[0].id)
    expect(page.locator(told(page, chapter.number))).to_have_text(plain(chapter.steps[0].title))
    target = chapter.steps[2]
    to_middle(page, target.id)
    before = top_of(window, f"[id='step-{target.id}']")
    expect(page.locator(told(page, chapter.number))).to_have_text(plain(target.title))
    calm(page)
    assert abs(top_of(window, f"[id='step-{target.id}']") - before) < 2


def test_a_reader_who_scrolls_to_and_fro_without_waiting_is_followed_to_the_end(
    site: Server, reader: Open
) -> None:
    window = reader(site)
    page = open_story(window)
    there_and_back = [one.id for chapter in STEPPED for one in chapter.steps]
    for step in [*there_and_back, *there_and_back[::-1]]:
        to_middle(page, step)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    for chapter in STEPPED:
        last = chapter.steps[-1]
        to_middle(page, last.id)
        expect(page.locator(told(page, chapter.number))).to_have_text(plain(last.title))
    assert window.complaints == []


def test_a_step_that_is_drawn_anew_is_followed_as_before(site: Server, reader: Open) -> None:
    page = open_story(reader(site))
    chapter = STEPPED[1]
    last = chapter.steps[-1]
    page.evaluate(
        "(id) => { const step = document.getElementById(`step-${id}`);"
        " step.replaceWith(step.cloneNode(true)); }",
        last.id,
    )
    to_middle(page, last.id)
    expect(page.locator(told(page, chapter.number))).to_have_text(plain(last.title))


def stand_in_fold(page: Page, chapter: Chapter) -> tuple[Locator, Locator]:
    """Put the focus on the first fold under a chapter's first figure; return finding and fold."""
    finding = page.locator(told(page, chapter.number))
    to_middle(page, chapter.steps[0].id)
    expect(finding).to_have_text(plain(chapter.steps[0].title))
    fold = page.locator(f".st-key-told-{chapter.number} [data-testid=stHtml] details").first
    fold.locator("summary").focus()
    return finding, fold


def test_who_stands_in_a_fold_stands_in_it_still_when_the_figure_changes(
    site: Server, reader: Open
) -> None:
    page = open_story(reader(site))
    chapter = STEPPED[1]
    finding, fold = stand_in_fold(page, chapter)
    page.keyboard.press("Enter")
    to_middle(page, chapter.steps[2].id)
    expect(finding).to_have_text(plain(chapter.steps[2].title))
    expect(fold.locator("summary")).to_be_focused()
    expect(fold).to_have_attribute("open", "")


def test_who_stands_in_a_fold_sees_it_however_tall_the_figure_becomes(
    site: Server, reader: Open
) -> None:
    page = open_story(reader(site, height=700))
    chapter = STEPPED[1]
    to_middle(page, chapter.steps[0].id)
    last = page.locator(f".st-key-told-{chapter.number} .st-key-cite-chapter-{chapter.number}")
    last.locator("summary").focus()
    for step in chapter.steps:
        to_middle(page, step.id)
        expect(page.locator(told(page, chapter.number))).to_have_text(plain(step.title))
        calm(page)
        assert page.evaluate(FOCUS_BOX)["seen"], f"{step.id} pushes the fold out of the window"


def test_who_has_left_a_fold_is_not_taken_back_to_it(site: Server, reader: Open) -> None:
    page = open_story(reader(site))
    chapter = STEPPED[1]
    finding, fold = stand_in_fold(page, chapter)
    page.evaluate("document.activeElement.blur()")
    to_middle(page, chapter.steps[2].id)
    expect(finding).to_have_text(plain(chapter.steps[2].title))
    expect(fold.locator("summary")).not_to_be_focused()


def test_arrow_keys_and_buttons_step_through_and_keep_the_focus(site: Server, reader: Open) -> None:
    page = open_story(reader(site), "/?lang=ko")
    chapter = next(
        one for one in tell(load(), Language.KO).chapters if one.number == STEPPED[1].number
    )
    finding = page.locator(told(page, chapter.number))
    stepper = page.locator(f".st-key-told-{chapter.number} [data-stepper]")
    stepper.scroll_into_view_if_needed()
    stepper.locator("[data-to]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(finding).to_have_text(plain(chapter.steps[1].title))
    page.keyboard.press("ArrowRight")
    expect(finding).to_have_text(plain(chapter.steps[2].title))
    page.keyboard.press("ArrowLeft")
    expect(finding).to_have_text(plain(chapter.steps[1].title))
    expect(stepper.locator("[data-to]").first).to_be_focused()
    stepper.locator("[data-by='1']").click()
    expect(finding).to_have_text(plain(chapter.steps[2].title))


def test_a_link_to_a_step_opens_the_story_there_on_a_cold_server(
    cold: Server, reader: Open
) -> None:
    chapter = STEPPED[2]
    step = chapter.steps[2]
    page = reader(cold).visit(f"/?lang=en#step-{step.id}")
    expect(page.locator(told(page, chapter.number))).to_have_text(plain(step.title))
    expect(page.locator(f"[id='step-{step.id}']")).to_be_in_viewport()


def test_a_source_mark_opens_its_card_by_keyboard_and_closes_again(
    site: Server, reader: Open
) -> None:
    page = reader(site).visit("/")
    mark = page.locator("button.mark").first
    card = page.locator(".source-card").first
    expect(card).to_be_hidden()
    mark.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    source = next(one for one in load().sources if one.id == "upi-2026-01-15")
    expect(card).to_contain_text(source.title)
    assert card.locator("a[download]").get_attribute("href").endswith(".csv")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_claim_mark_opens_the_ledger_and_the_ledger_leads_back(
    site: Server, reader: Open
) -> None:
    window = reader(site)
    page = window.visit("/")
    mark = page.locator("a.claim-mark", has_text="c17").first
    page.goto(site.url + mark.get_attribute("href"))
    window.settled()
    claim = page.locator("#c17")
    expect(claim).to_be_in_viewport()
    back = claim.locator(".told-in a").first
    page.goto(site.url + back.get_attribute("href"))
    window.settled()
    expect(page.locator(f"[id='{page.url.split('#')[1]}']")).to_be_in_viewport()


def test_a_content_note_comes_before_its_chapter_and_can_be_skipped(
    site: Server, reader: Open
) -> None:
    page = reader(site).visit("/")
    noted = [one for one in tell(load(), Language.EN).chapters if one.content_note]
    assert page.locator(".content-note").count() == len(noted)
    link = page.locator(".content-note a").first
    link.click()
    target = link.get_attribute("href").removeprefix("#")
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


def test_a_figure_in_use_is_drawn_once_the_reader_is_done(site: Server, reader: Open) -> None:
    page = reader(site, width=390, height=844).visit("/")
    held = page.locator("[data-held='chapter-5']")
    figure = page.locator(".st-key-plate-chapter-5")
    figure.locator("summary").first.focus()
    two_frames(page)
    assert held.get_attribute("data-near") == "no"
    expect(figure.locator("summary").first).to_be_focused()
    figure.locator("summary").first.blur()
    expect(figure.locator(".js-plotly-plot .main-svg").first).to_be_visible()


@pytest.mark.parametrize(("language", "width"), [("en", 390), ("en", 412), ("ko", 412)])
def test_a_figure_takes_the_room_that_was_kept_for_it(
    language: str, width: int, site: Server, reader: Open
) -> None:
    page = calm(reader(site, width=width, height=844).visit(f"/?lang={language}"))
    key = page.locator("[data-held]").last.get_attribute("data-held") or ""
    kept = page.locator(f".st-key-plate-{key}").bounding_box()
    figure = drawn(page, key)
    calm(page)
    taken = figure.bounding_box()
    assert kept is not None
    assert taken is not None
    assert taken["height"] == pytest.approx(kept["height"], abs=2)


def test_on_a_phone_each_step_has_its_own_figure_below_its_text(site: Server, reader: Open) -> None:
    page = reader(site, width=390, height=844).visit("/")
    expect(page.locator("[data-stepper]")).to_have_count(0)
    titles = page.locator(".finding h3").all_inner_texts()
    for chapter in STEPPED:
        for step in chapter.steps:
            assert plain(step.title) in titles
    plots = page.locator(".js-plotly-plot")
    figures = page.locator(".finding").count()
    assert plots.count() < figures / 2
    drawn_through(page)
    assert plots.count() == figures
    assert page.locator(".finding h3").all_inner_texts() == titles
