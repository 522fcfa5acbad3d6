"""The points of every figure, walked through with the keys alone."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import LANGUAGES, Open, Place, Server
from browser.keyboard import focused
from browser.waiting import calm
from story.figures import figure_function
from story.figures.points import points
from story.publishing.folder import load
from story.text import Language

BOTH_LANGUAGES = pytest.mark.parametrize("language", LANGUAGES)

# Where a mark stands is asked of Plotly's own values here, by another way than the walk's: the
# value a mark of a scatter trace carries itself, and for columns the trace's list.
STANDS = """([plot, id]) => {
  const marks = [
    ...document.querySelectorAll(`.${plot} :is(.point, .textpoint, [data-id])`),
  ].filter((one) => {
    // Of a picture's two forms one is seen.
    const box = one.getBoundingClientRect();
    if (!box.width && !box.height) return false;
    if (one.dataset.id) return one.dataset.id === id;
    const { data, i } = one.__data__;
    const own = data ?? one.closest(".trace").__data__?.[0].trace.customdata?.[i];
    return [own].flat()[0] === id;
  });
  const ring = document.querySelector(".walk-ring")?.getBoundingClientRect();
  if (!ring || !marks.length) return `ring ${Boolean(ring)}, marks ${marks.length}`;
  const outside = marks.map((one) => one.getBoundingClientRect()).filter((box) =>
    box.left < ring.left - 1 || box.right > ring.right + 1 ||
    box.top < ring.top - 1 || box.bottom > ring.bottom + 1);
  if (outside.length) return `${outside.length} of ${marks.length} marks stand outside the ring`;
  const seen = ring.top >= 0 && ring.bottom <= window.innerHeight && ring.left >= 0
    && ring.right <= window.innerWidth;
  return seen ? "on the mark" : "out of sight";
}"""

FOLLOWED = f"(where) => ['on the mark', 'out of sight'].includes(({STANDS})(where))"


def walks(page: Page) -> list[Locator]:
    return page.locator(".walk-list").all()


def walk_of(page: Page, figure: str) -> Locator:
    return page.locator(f".st-key-walk-plot-{figure} .walk-list")


def plot_of(walk: Locator) -> str:
    """Return the class of the plot a walk belongs to: its options are numbered after it."""
    first = walk.locator("[role=option]").first.get_attribute("id") or ""
    return first.rpartition("-point-")[0]


def said(page: Page, walk: Locator) -> str:
    """Return what is shown of the current point, once the list says that it is the current one."""
    current = page.locator(f"[id='{walk.get_attribute('aria-activedescendant')}']")
    assert current.get_attribute("aria-selected") == "true"
    shown = walk.locator("xpath=..").locator(".walk-said")
    assert shown.is_visible()
    assert shown.inner_text() == current.text_content()
    return shown.inner_text()


def stands(page: Page, walk: Locator) -> str:
    current = page.locator(f"[id='{walk.get_attribute('aria-activedescendant')}']")
    record = current.get_attribute("data-record")
    return str(page.evaluate(STANDS, [plot_of(walk), record]))


def chosen(page: Page, name: str) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get(name, [])


def test_the_keys_move_from_mark_to_mark_and_the_ring_stands_on_each(
    place: Place, site: Server, reader: Open
) -> None:
    page = calm(reader(site).visit(place.address))
    for walk in walks(page):
        heard: list[str] = []
        walk.focus()
        for key in ("ArrowRight", "ArrowDown", "End", "ArrowLeft", "PageUp", "Home"):
            page.keyboard.press(key)
            heard.append(said(page, walk))
            assert stands(page, walk) == "on the mark", heard[-1]
        texts = walk.locator("[role=option]").all_text_contents()
        last = len(texts) - 1
        passed = (1, 2, last, last - 1, last - 11, 0)
        assert heard == [texts[max(min(number, last), 0)] for number in passed]


@BOTH_LANGUAGES
def test_what_is_heard_is_the_figure_s_own_announcements_in_its_order(
    language: str, site: Server, reader: Open
) -> None:
    page = calm(reader(site).visit(f"/estimates?lang={language}"))
    figure = figure_function("estimates")(load(), Language(language))
    expected = [one.text for one in points(figure, Language(language))]
    assert walks(page)[0].locator("[role=option]").all_text_contents() == expected


@BOTH_LANGUAGES
@pytest.mark.parametrize(
    ("path", "figure", "choice"),
    [("camps", "camp_lists", "camp"), ("summits", "timeline", "event")],
)
def test_enter_chooses_a_mark_as_a_click_would_and_its_card_opens_beside_it(
    path: str, figure: str, choice: str, language: str, site: Server, reader: Open
) -> None:
    page = calm(reader(site).visit(f"/{path}?lang={language}"))
    walk = walk_of(page, figure)
    walk.focus()
    page.keyboard.press("ArrowRight")
    heard = said(page, walk)
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name=heard.partition(": ")[0])
    expect(panel).to_be_focused()
    expect(panel.locator(".card")).to_have_count(1)
    record = walk.locator("[role=option]").nth(1).get_attribute("data-record") or ""
    assert chosen(page, choice) == [record.rpartition("/")[2]]
    calm(page)
    assert page.locator(".st-key-sheet .card").count() == 1
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert (focused(page) or walk).kind == "points"  # type: ignore[union-attr]
    assert said(page, walk) == heard
    assert stands(page, walk) == "on the mark"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_click_within_twelve_pixels_of_a_mark_shows_it_where_it_is(
    width: int, site: Server, reader: Open
) -> None:
    page = calm(reader(site, width=width).visit("/camps"))
    marks = page.locator(".st-key-plot-camps :is([data-id='camp-25'], .point)")
    mark = marks.filter(visible=True).last
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2 + 11, box["y"] + box["height"] / 2)
    panel = page.get_by_role("dialog")
    expect(panel.locator(".card")).to_be_visible()
    card, box = panel.bounding_box(), mark.bounding_box()
    assert card
    assert box
    assert card["y"] < box["y"] + 900 / 2
    page.locator(".panel .close").click()
    expect(panel).to_have_count(0)


def test_escape_leaves_the_walk_and_does_nothing_else(site: Server, reader: Open) -> None:
    window = reader(site)
    page = calm(window.visit("/camps"))
    before = page.url
    walk = walks(page)[0]
    walk.focus()
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    calm(page)
    assert focused(page) is None
    assert page.locator(".walk-ring").count() == 0
    assert page.url == before
    page.keyboard.press("Tab")
    after = focused(page)
    assert after is not None
    assert after.kind == "fold"
    assert window.complaints == []


def test_the_ring_follows_its_mark_when_the_window_changes(site: Server, reader: Open) -> None:
    page = calm(reader(site).visit("/estimates"))
    walk = walks(page)[0]
    walk.focus()
    page.keyboard.press("End")
    for width in (1000, 640, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        calm(page)
        current = page.locator(f"[id='{walk.get_attribute('aria-activedescendant')}']")
        page.wait_for_function(FOLLOWED, arg=[plot_of(walk), current.get_attribute("data-record")])
        assert (focused(page) or walk).kind == "points"  # type: ignore[union-attr]


def test_what_is_chosen_above_a_plot_is_what_is_walked_below_it(site: Server, reader: Open) -> None:
    everything = calm(reader(site).visit("/summits?details=yes"))
    fewer = calm(reader(site).visit("/summits?kind=summit"))
    summits = [one for one in load().events if one.kind == "summit"]
    assert walks(everything)[0].locator("[role=option]").count() == len(load().events)
    shown = sum(int(one.importance) < 3 for one in summits)
    assert walks(fewer)[0].locator("[role=option]").count() == shown
    walks(fewer)[0].focus()
    fewer.keyboard.press("End")
    assert stands(fewer, walks(fewer)[0]) == "on the mark"


def test_letters_that_streamlit_takes_for_orders_do_nothing(site: Server, reader: Open) -> None:
    page = calm(reader(site).visit("/estimates"))
    page.evaluate(
        "() => { window.ran = 0; new MutationObserver(() => { window.ran += 1; }).observe("
        "document.querySelector('.stApp'), {attributeFilter: ['data-test-script-state']}); }"
    )
    for key in ("r", "c", "R"):
        page.keyboard.press(key)
    calm(page)
    assert page.evaluate("window.ran") == 0
    assert page.get_by_role("dialog").count() == 0
