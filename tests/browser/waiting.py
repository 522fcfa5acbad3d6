"""When a page stands, and when it stands still."""

from playwright.sync_api import Page

READY = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)

CALM = """([ready, pause]) => {
  const plots = [...document.querySelectorAll(".js-plotly-plot")];
  const calm = document.querySelector(ready) && document.querySelector(".colophon")
    && document.querySelector("[role=navigation]")
    && plots.every((plot) => plot.querySelector(".main-svg .plot, .main-svg .layer-above"))
    && document.querySelectorAll(".walk-list").length === plots.length
      + document.querySelectorAll(".picture-box").length;
  if (!calm) { window.calmSince = undefined; return false; }
  window.calmSince ??= performance.now();
  return performance.now() - window.calmSince > pause;
}"""


def two_frames(page: Page) -> None:
    """Wait until the browser has looked, and laid out, where the reader now is."""
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def calm(page: Page, pause: int = 700) -> Page:
    """Wait until the page has stood still for `pause` milliseconds.

    A phone's page is drawn twice: the browser first has to tell the server how wide it is.
    """
    # What was still before does not count.
    page.evaluate("() => { window.calmSince = undefined; }")
    page.wait_for_function(CALM, arg=[READY, pause], polling=50, timeout=60_000)
    return page
