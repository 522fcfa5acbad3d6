"""A briefing in use: the slides from a disk without a network, the page, and present mode."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from browser.conftest import Open, Server
from story.publishing.folder import load
from story.surfaces.briefing import chosen, deck
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.slides import slides
from story.telling.narrative import Chapter, tell
from story.text import Language


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """Return slides on the last two chapters, without notes and with them."""
    data, folder = load(), tmp_path_factory.mktemp("slides")
    titles = chapter_titles(data)
    written = {}
    for notes in (False, True):
        choice = chosen(titles, Language.EN, chapters=["6", "7"], length="5", notes=notes)
        written[notes] = folder / f"slides-{notes}.html"
        told = deck(data, choice, site="https://example.org")
        written[notes].write_text(slides(told), encoding="utf-8")
    return written


@pytest.fixture
def offline(chromium: Browser) -> Iterator[Page]:
    """A window without a network; anything it asks for or complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    context.on("console", lambda one: asked.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: asked.append(str(error)))
    yield page
    assert [one for one in asked if not one.startswith("file:")] == []
    context.close()


def test_slides_open_from_a_disk_and_go_where_the_keys_say(
    offline: Page, files: dict[bool, Path]
) -> None:
    page = offline
    page.goto(files[False].as_uri())
    shown = page.locator(".frame.current h1, .frame.current > section > h2")
    titles = page.locator(".frame h1, .frame > section > h2").all_text_contents()
    expect(shown).to_have_text("The camps and the summits")
    for key, at in (
        ("ArrowRight", 1), ("PageDown", 2), (" ", 3), ("PageUp", 2), ("End", len(titles) - 1),
        ("Home", 0), ("2", 1), ("ArrowLeft", 0),
    ):  # fmt: skip
        page.keyboard.press(key)
        if key == "2":
            page.keyboard.press("Enter")
        expect(shown).to_have_text(titles[at])
    assert page.url.endswith("#1")
    page.keyboard.press("b")
    expect(page.locator(".black")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".black")).to_be_hidden()
    page.keyboard.press("t")
    expect(page.locator(".frame.current .panel th").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".frame.current .panel")).to_be_hidden()
    page.keyboard.press("o")
    expect(page.locator(".frame").nth(3)).to_be_visible()
    page.locator(".frame").nth(3).click()
    expect(shown).to_have_text(titles[3])
    expect(page.locator(".frame").nth(0)).to_be_hidden()
    # Text in the figure is text, and the foot names source, date and edition.
    expect(page.locator(".frame.current svg text").first).to_be_visible()
    foot = page.locator(".frame.current footer")
    expect(foot).to_contain_text("As of")
    expect(foot.locator(f"a[href*='edition={load().edition}']").first).to_be_visible()


def test_nothing_on_a_slide_runs_out_of_it_or_has_less_than_16_pixels(
    offline: Page, files: dict[bool, Path]
) -> None:
    page = offline
    page.goto(files[False].as_uri())
    for _ in range(page.locator(".frame").count()):
        over = page.locator(".frame.current > .slide").evaluate(
            """slide => {
                const foot = slide.querySelector('footer').getBoundingClientRect().top;
                const parts = slide.querySelectorAll('.text p, figure, table, .listed li');
                const small = [...slide.querySelectorAll('p, li, td, th, h2, text')].filter(one => {
                    const scale = one.getScreenCTM ? one.getScreenCTM().a : 1;
                    const shown = one.getBoundingClientRect().width && !one.closest('.panel');
                    return shown && parseFloat(getComputedStyle(one).fontSize) * scale < 15.9;
                });
                const under = [...parts].filter(one => !one.closest('.panel')
                    && one.getBoundingClientRect().bottom > foot + 2);
                return [...under, ...small].map(one => one.textContent.trim().slice(0, 60));
            }"""
        )
        assert over == []
        page.keyboard.press("ArrowRight")


def test_the_presenter_has_notes_the_next_slide_and_a_clock_in_a_window_of_its_own(
    offline: Page, files: dict[bool, Path]
) -> None:
    page = offline
    page.goto(files[True].as_uri())
    with page.context.expect_page() as opened:
        page.keyboard.press("p")
    desk = opened.value
    page.bring_to_front()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(desk.locator(".now h2")).to_contain_text("The General Assembly has asked every year")
    expect(desk.locator(".then h2")).to_contain_text("The US envoy’s post has been filled")
    expect(desk.locator(".script")).to_contain_text("Read the grid from top to bottom")
    expect(desk.locator(".script")).to_contain_text("So impunity is one president’s fault?")
    expect(desk.locator(".time b")).to_contain_text(":")
    now, side = (desk.locator(part).bounding_box() for part in (".now", ".side"))
    assert now
    assert side
    assert now["y"] == side["y"]  # the notes beside the slide, not below it
    expect(desk.locator(".time")).to_contain_text("planned 05:00")
    desk.keyboard.press("ArrowRight")
    expect(page.locator(".frame.current h2").first).to_contain_text("The US envoy’s post")


def every_chapter() -> tuple[Chapter, ...]:
    story = tell(load(), Language.EN)
    return (story.opening, *story.chapters)


def test_every_answer_is_at_hand_while_the_wall_stays_as_it_is(
    offline: Page, files: dict[bool, Path]
) -> None:
    page = offline
    page.goto(files[True].as_uri())
    page.keyboard.press("End")
    wall = page.locator(".frame.current h2").first
    expect(wall).to_have_text("Sources")
    with page.context.expect_page() as opened:
        page.keyboard.press("p")
    desk = opened.value
    expect(desk.locator(".now h2")).to_have_text("Sources")
    desk.keyboard.press("a")
    answers = desk.locator(".answers details")
    questions = [answer for chapter in every_chapter() for answer in chapter.answers]
    expect(answers).to_have_count(len(questions))
    for asked, question in (
        ("camps exist", "How can you know the camps exist if no one has been inside?"),
        ("believed", "Can escapees be believed?"),
        ("raise it", "Did President Trump raise it or not?"),
        ("propaganda", "Isn’t this propaganda?"),
        ("why not 200,000", "Why not 200,000?"),
    ):
        desk.locator(".answers input").fill(asked)
        expect(desk.locator(".answers details:visible summary b").first).to_have_text(question)
    desk.keyboard.press("Enter")
    expect(desk.locator(".answers details[open] p").first).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator(".answers")).to_be_hidden()
    expect(wall).to_have_text("Sources")


def test_the_presenter_finds_the_slides_again_after_they_were_reloaded(
    offline: Page, files: dict[bool, Path]
) -> None:
    page = offline
    page.goto(files[True].as_uri())
    with page.context.expect_page() as opened:
        page.keyboard.press("p")
    desk = opened.value
    page.reload()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(desk.locator(".time")).to_contain_text("2 /")
    desk.keyboard.press("ArrowRight")
    expect(page.locator(".controls .place")).to_contain_text("3 /")
    page.close()
    expect(desk.locator(".lost")).to_be_visible(timeout=10_000)


def test_on_a_phone_the_slides_are_a_text_with_its_figures(
    chromium: Browser, files: dict[bool, Path]
) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(files[False].as_uri())
        expect(page.locator(".frame").nth(3)).to_be_visible()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
        least = page.evaluate(
            """Math.min(...[...document.querySelectorAll('.slide p, .slide td, .slide li')]
                .filter(one => one.offsetWidth && one.textContent.trim())
                .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
        )
        assert least >= 16


def test_a_file_without_notes_holds_none_and_says_so(files: dict[bool, Path]) -> None:
    public, own = (files[one].read_text(encoding="utf-8") for one in (False, True))
    assert "Read the grid from top to bottom" in own
    assert "Do not pass it on" in own
    assert "Read the grid from top to bottom" not in public
    assert "This file holds no speaker notes." in public
    assert "If you are asked" not in public


def test_a_choice_stays_in_the_address_and_its_presentation_can_be_taken_away(
    reader: Open, site: Server
) -> None:
    window = reader(site)
    page = window.visit("/briefing?length=5")
    page.get_by_text("Lawmakers:").click()
    page.wait_for_url("**audience=lawmakers**")
    page = window.settled()
    expect(page.get_by_text("7. The empty desk, and what changed").first).to_be_visible()
    expect(page.get_by_text("reckoned at 130 words a minute")).to_be_visible()
    # Notes are not offered before somebody unfolds what is for the speaker.
    expect(page.get_by_text("With speaker notes")).to_be_hidden()
    page.get_by_text("4. Three Trump–Kim meetings").click()
    page.wait_for_url("**slide=1**")
    page = window.settled()
    expect(page.locator(".preview h3")).to_contain_text("Three Trump–Kim meetings")
    with page.expect_download() as taken:
        page.get_by_role("link", name="PowerPoint").click()
    assert taken.value.suggested_filename.startswith("briefing-lawmakers-1267-5-en-")
    made = Presentation(str(taken.value.path()))
    assert made.slides[1].shapes.title.text_frame.text.startswith("Renew the North Korean")
    assert made.slides[3].shapes.title.text_frame.text.startswith("Three Trump–Kim meetings")
    assert window.complaints == []


def test_present_mode_shows_one_step_at_a_time_without_what_is_around_it(
    reader: Open, site: Server
) -> None:
    window = reader(site, width=1440, height=810, dark=True)
    page = window.visit("/?present=yes&at=2.2&lang=ko")
    title = page.locator(".present-words h1")
    expect(title).to_contain_text("범위의 상단이었다")
    expect(page.locator(".st-key-masthead")).to_be_hidden()
    expect(page.locator(".colophon")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(title).not_to_contain_text("범위의 상단이었다")
    page.wait_for_url("**at=2.3**")
    page.keyboard.press("PageUp")
    page.wait_for_url("**at=2.2**")
    page = window.settled()
    picture = page.locator("img.sketch").bounding_box()
    assert picture
    assert picture["y"] + picture["height"] <= 810
    leave = page.locator(".present-bar a").get_attribute("href")
    assert leave == "?lang=ko"
    assert window.complaints == []


def test_the_chosen_deck_stands_on_the_wall_in_the_order_of_its_link(
    reader: Open, site: Server
) -> None:
    window = reader(site, width=1440, height=810)
    page = window.visit("/briefing?chapters=7,1&length=5&audience=lawmakers&present=yes")
    title = page.locator(".present-words h1")
    expect(title).to_have_text("The camps and the summits")
    for words in ("Renew the North Korean", "34,368.", "The US envoy’s post", "Three Trump–Kim"):
        page.keyboard.press("ArrowRight")
        expect(title).to_contain_text(words)
    assert window.complaints == []
