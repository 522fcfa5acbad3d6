"""How long after a reader's scroll a step's figure stands on screen, in a real browser.

Over every step of the story's stepped chapters, beside a step of the same kind in plain Streamlit
(a radio button and a chart), and beside a fold's click, which asks nothing of the server.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.waiting import calm, drawn_through

from bench import servers
from bench.table import Row
from story.surfaces.chromium import browser_path

FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking")
PLAIN = "a step by radio button in plain Streamlit"
# Does something and waits until both the title and the plot have been drawn again: milliseconds.
UNTIL = """
async (told, act) => {
  const title = () => told.querySelector("h2, h3")?.textContent;
  const plot = () => told.querySelector(".js-plotly-plot .main-svg")?.outerHTML.length;
  const before = [title(), plot()];
  const start = performance.now();
  act();
  while (title() === before[0] || plot() === before[1] || !plot()) {
    if (performance.now() - start > 5000) throw new Error("a step did not change");
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}
"""
ARRIVE = """
(id) => document.querySelector(`[data-step="${id}"]`).scrollIntoView({ block: "center" })
"""
SCROLL = f"""
(id) => {{
  const step = document.querySelector(`[data-step="${{id}}"]`);
  return ({UNTIL})(step.closest('[class*="st-key-told-"]'),
    () => step.scrollIntoView({{ behavior: "instant", block: "center" }}));
}}
"""
CLICK = f"""
(step) => ({UNTIL})(document.querySelector("[data-testid=stMain]"),
  () => [...document.querySelectorAll("[data-testid=stRadio] label:has(input)")]
    .find((one) => one.innerText === step).click())
"""
FOLD = """
async () => {
  const fold = document.querySelector(".folds summary");
  const start = performance.now();
  fold.click();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}
"""


def rows(*, quick: bool) -> Iterator[Row]:
    """Walk both in turns, down and up again."""
    with (
        servers.story(STORY_WARM="all") as site,
        servers.beside("stepped", shipped=True) as plain,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        ours, theirs = drawn_through(_page(browser, site)), _page(browser, plain)
        theirs.wait_for_selector(".js-plotly-plot .main-svg")
        floor = statistics.median(ours.evaluate(FOLD) for _ in range(10))
        taken, beside = [], []
        for _ in range(1 if quick else 3):
            taken += _story(ours)
            beside += _plain(theirs)
        browser.close()
    what = f"a step until it is on screen, {len(taken)} changes"
    middle = statistics.median(taken)
    yield Row(f"{what}: median", middle, statistics.median(beside), "ms", PLAIN)
    yield Row(f"{what}: 95th per cent", _late(taken), _late(beside), "ms", PLAIN)
    yield Row(f"{what}: median", middle, floor, "ms", "a fold's click, without the server")


def _page(browser: Browser, server: servers.Server) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(server.url)
    return page


def _story(page: Page) -> list[float]:
    steps = page.eval_on_selector_all("[data-step]", "all => all.map(one => one.dataset.step)")
    taken = []
    for chapter in sorted({one.split(".")[0] for one in steps}):
        mine = [one for one in steps if one.split(".")[0] == chapter]
        page.evaluate(ARRIVE, mine[0])
        calm(page)
        taken += _walked(lambda one: page.evaluate(SCROLL, one), mine)
    return taken


def _plain(page: Page) -> list[float]:
    steps = page.locator("[data-testid=stRadio] label:has(input)").all_inner_texts()
    return _walked(lambda one: page.evaluate(CLICK, one), steps)


def _walked(change: Callable[[str], float], steps: Sequence[str]) -> list[float]:
    """Return the milliseconds of each change of step, down from the first and up again."""
    return [change(one) for one in (*steps[1:], *reversed(steps[:-1]))]


def _late(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]
