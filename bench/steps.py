"""How long after the reader's scroll a step's figure stands on screen, in a real browser.

Prints the distribution over every step of the story's stepped chapters, beside the time the same
page takes to answer a click that changes nothing but a fold (the browser's own floor).
Run with `make bench-steps`; needs Chromium.
"""

import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.conftest import (  # type: ignore[import-not-found]  # noqa: E402
    FLAGS,
    Reader,
    chromium_path,
    serving,
)

ROUNDS = 3
# Scrolls a step to the middle of the window and waits until its stepper mark and title agree and
# the plot has been drawn again.
CHANGE = """
async (id) => {
  const step = document.querySelector(`[data-step="${id}"]`);
  const told = step.closest('[class*="st-key-told-"]');
  const title = () => told.querySelector(".finding h3")?.textContent;
  const plot = () => told.querySelector(".js-plotly-plot .main-svg")?.outerHTML.length;
  const before = [title(), plot()];
  const start = performance.now();
  step.scrollIntoView({ behavior: "instant", block: "center" });
  while (title() === before[0] || plot() === before[1] || !plot()) {
    if (performance.now() - start > 5000) return null;
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}
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


def measured(page: Page) -> list[float]:
    """Return the milliseconds of every change of step, each chapter read down and up again."""
    steps = page.eval_on_selector_all("[data-step]", "all => all.map(one => one.dataset.step)")
    times = []
    for _ in range(ROUNDS):
        for chapter in sorted({one.split(".")[0] for one in steps}):
            mine = [one for one in steps if one.split(".")[0] == chapter]
            page.evaluate(CHANGE, mine[0])
            for step in [*mine[1:], *reversed(mine[:-1])]:
                took = page.evaluate(CHANGE, step)
                if took is None:
                    raise SystemExit(f"step {step} did not change within five seconds")
                times.append(took)
    return times


def main() -> None:
    """Print one table."""
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        page = Reader(context.new_page(), site.url).visit("/")
        floor = statistics.median(page.evaluate(FOLD) for _ in range(10))
        times = sorted(measured(page))
        browser.close()
    rows = {
        "changes of step": len(times),
        "median ms": statistics.median(times),
        "95th per cent ms": times[int(len(times) * 0.95)],
        "slowest ms": times[-1],
        "a fold's click, median ms": floor,
        "median, times a fold's click": statistics.median(times) / floor,
    }
    for name, value in rows.items():
        print(f"{name:30} {value:8.0f}")


if __name__ == "__main__":
    main()
