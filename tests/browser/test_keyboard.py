"""The site used from top to bottom without a mouse."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from browser.conftest import Open, Place, Server
from browser.keyboard import Stop, focused, stops
from browser.waiting import calm
from story.surfaces.pages import SITE_PAGES


def tab_to(page: Page, kind: str, within: str = "") -> Stop:
    """Press Tab until something of this kind has the focus, in a widget whose key says so."""
    for stop in stops(page):
        if stop.kind == kind and within in stop.key:
            return stop
    raise AssertionError(f"Tab never reaches a {kind} of {within!r}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_tab_goes_from_the_frame_to_every_figure_and_from_each_plot_to_what_is_below_it(
    place: Place, site: Server, reader: Open
) -> None:
    page = calm(reader(site).visit(place.address))
    # Counted first, and by their words: figures are drawn, and drawn anew, on the way.
    figures = page.locator(".finding:not(#story *)").count()
    kinds = [one.kind for one in stops(page)]
    frame = ["link", "page", *["link"] * (len(SITE_PAGES) + 1), "search", "language"]
    assert kinds[: len(frame)] == frame
    assert kinds.count("points") == figures
    assert "points" not in kinds or kinds.index("language") < kinds.index("points")
    for at, kind in enumerate(kinds):
        if kind == "points":
            below = kinds[at + 1 :]
            following = below[: below.index("points")] if "points" in below else below
            assert following[0] == "fold"
            assert "download" in following


def test_the_skip_link_leads_past_the_menu(site: Server, reader: Open) -> None:
    page = calm(reader(site).visit("/estimates"))
    press(page, "Tab", "Enter")
    start = focused(page)
    assert start is not None
    assert start.tag == "h1"
    press(page, "Tab")
    after = focused(page)
    assert after is not None
    assert after.key not in ("masthead", "lang")


def test_the_language_is_switched_with_the_arrow_keys(site: Server, reader: Open) -> None:
    window = reader(site)
    page = calm(window.visit("/claims"))
    tab_to(page, "language")
    press(page, "ArrowRight", "Enter")
    page.wait_for_url("**lang=ko**")
    calm(page)
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert window.complaints == []


def test_a_page_of_the_menu_is_opened_with_enter(site: Server, reader: Open) -> None:
    window = reader(site)
    page = calm(window.visit("/claims?lang=ko"))
    for stop in stops(page):
        if stop.key == "masthead" and stop.name == SITE_PAGES[1].title.ko:
            break
    press(page, "Enter")
    page.wait_for_url("**/estimates?lang=ko")
    calm(page)
    assert page.locator("h1").count() == 1


def test_a_choice_is_unfolded_and_made_with_the_keys(site: Server, reader: Open) -> None:
    page = calm(reader(site).visit("/estimates"))
    tab_to(page, "fold", "choices")
    press(page, "Enter")
    calm(page)
    tab_to(page, "switch", "repeats")
    press(page, "Space")
    page.wait_for_function("() => location.search.includes('repeats=')")
    calm(page)
    assert parse_qs(urlsplit(page.url).query)["repeats"] == ["yes"]
    still = focused(page)
    assert still is not None
    assert "repeats" in still.key


def test_a_camp_is_chosen_from_the_list_with_the_arrow_keys(site: Server, reader: Open) -> None:
    page = calm(reader(site).visit("/camps"))
    tab_to(page, "radio", "camp")
    press(page, "Space")
    page.wait_for_function("() => location.search.includes('camp=')")
    calm(page)
    first = page.locator(".card h2").inner_text()
    press(page, "ArrowDown")
    page.wait_for_function(
        "(before) => document.querySelector('.card h2').innerText !== before", arg=first
    )
    calm(page)
    assert (focused(page) or Stop(0, "", "", "", "", "", "")).kind == "radio"


def test_a_fold_opens_with_enter_and_its_table_scrolls_with_the_arrow_keys(
    site: Server, reader: Open
) -> None:
    page = calm(reader(site, width=320).visit("/estimates"))
    for stop in stops(page):
        if stop.kind == "fold" and stop.name == "Table":
            break
    press(page, "Enter", "Tab")
    table = focused(page)
    assert table is not None
    assert table.role == "region"
    assert table.name
    press(page, "ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_a_table_is_downloaded_with_enter(site: Server, reader: Open) -> None:
    page = calm(reader(site).visit("/estimates"))
    tab_to(page, "download", "csv-estimates")
    with page.expect_download() as waiting:
        press(page, "Enter")
    assert waiting.value.suggested_filename.startswith("estimates-")
    after = focused(page)
    assert after is not None
    assert after.kind == "download"
