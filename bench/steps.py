"""How long after a reader's scroll a step's figure stands on screen, in a real browser.

Over every step of the story's stepped chapters, beside a step of the same kind in plain Streamlit
(a radio button and a chart), and beside a fold's click.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence

from playwright.sync_api import Browser, Page, sync_playwright

from bench import servers
from bench.table import Row
from story.surfaces.chromium import browser_path
from story.surfaces.pages import CHAPTERS

FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking")
PLAIN = "a step by radio button in plain Streamlit"
# Until what a reader looks at has changed and two frames with it have been drawn: milliseconds.
UNTIL = """
async (seen, act) => {
  const frame = () => new Promise(requestAnimationFrame);
  const before = seen();
  const start = performance.now();
  act();
  while (seen() === before || !seen()) {
    if (performance.now() - start > 5000) throw new Error("a step did not change");
    await frame();
  }
  await frame();
  return performance.now() - start;
}
"""
ARRIVE = "(id) => document.getElementById(id).scrollIntoView({ block: 'center' })"
SCROLL = f"""
(id) => {{
  const step = document.getElementById(id);
  const shown = step.closest("[data-steps]").querySelector(".stage");
  return ({UNTIL})(() => shown.querySelector(".figure:not([hidden])").id,
    () => step.scrollIntoView({{ behavior: "instant", block: "center" }}));
}}
"""
CLICK = f"""
(step) => {{
  const main = document.querySelector("[data-testid=stMain]");
  const plot = () => main.querySelector(".js-plotly-plot .main-svg")?.outerHTML.length;
  const title = () => main.querySelector("h2, h3")?.textContent;
  const before = [title(), plot()];
  return ({UNTIL})(() => title() !== before[0] && plot() !== before[1] && plot() ? "drawn" : "old",
    () => [...document.querySelectorAll("[data-testid=stRadio] label:has(input)")]
      .find((one) => one.innerText === step).click());
}}
"""
FOLD = """
async () => {
  const fold = document.querySelector(".chapter-end summary");
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
        servers.story(STORY_PRESS="on") as site,
        servers.beside("stepped", shipped=True) as plain,
        sync_playwright() as playwright,
    ):
        servers.until_printed(site.url, servers.PATIENCE)
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        ours, theirs = _page(browser, site), _page(browser, plain)
        theirs.wait_for_selector(".js-plotly-plot .main-svg")
        floor = statistics.median(ours.evaluate(FOLD) for _ in range(10))
        taken, beside = [], []
        for _ in range(1 if quick else 3):
            for chapter in CHAPTERS:
                ours.goto(f"{site.url}/{chapter.path}")
                taken += _story(ours)
            beside += _plain(theirs)
        browser.close()
    what = f"a step until it is on screen, {len(taken)} changes"
    middle = statistics.median(taken)
    yield Row(f"{what}: median", middle, statistics.median(beside), "ms", PLAIN)
    yield Row(f"{what}: 95th per cent", _late(taken), _late(beside), "ms", PLAIN)
    yield Row(f"{what}: median", middle, floor, "ms", "a fold's click")


def _page(browser: Browser, server: servers.Server) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(server.url)
    return page


def _story(page: Page) -> list[float]:
    chapters: list[list[str]] = page.eval_on_selector_all(
        "[data-steps]", "all => all.map(one => [...one.querySelectorAll('.step')].map(s => s.id))"
    )
    taken = []
    for steps in chapters:
        page.evaluate(ARRIVE, steps[0])
        page.wait_for_function(
            "id => document.getElementById(id).classList.contains('current')", arg=steps[0]
        )
        taken += _walked(lambda one: page.evaluate(SCROLL, one), steps)
    return taken


def _plain(page: Page) -> list[float]:
    steps = page.locator("[data-testid=stRadio] label:has(input)").all_inner_texts()
    return _walked(lambda one: page.evaluate(CLICK, one), steps)


def _walked(change: Callable[[str], float], steps: Sequence[str]) -> list[float]:
    """Return the milliseconds of each change of step, down from the first and up again."""
    return [change(one) for one in (*steps[1:], *reversed(steps[:-1]))]


def _late(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]
