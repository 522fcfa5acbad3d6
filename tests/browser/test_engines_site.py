"""The site in Chromium, Firefox and WebKit: its first paint everywhere, and the app on one walk."""

import pytest

from browser.conftest import PLACES, Server
from browser.engines import Window, until
from browser.test_engines import WIDE, middle, read

pytestmark = pytest.mark.xdist_group("printed")
STARTING = 90  # seconds the app may take, in an engine that draws without a graphics card
# A chapter's steps, and the one that is shown.
STEPPER = (
    "document.getElementById('step-2.2').closest('[data-steps]').querySelector('[data-stepper]')"
)
SHOWN = f"{STEPPER}.querySelector('[aria-current]')?.textContent.trim()"


def goes_to(window: Window, element: str, key: str) -> None:
    """Press a key on an element, a JavaScript expression, without scrolling to it."""
    window.run(f"() => {element}.focus({{ preventScroll: true }})")
    window.press(key)


def stands(window: Window, element: str) -> tuple[float, float]:
    """Return the middle of an element that keeps its place in the window, once it is there."""
    box = f"{element}.getBoundingClientRect()"
    return tuple(
        until(
            window,
            f"""() => {{
          const {{ x, y, width, height }} = {box};
          return y > 0 && y < innerHeight && [x + width / 2, y + height / 2];
        }}""",
        )
    )


def test_every_page_of_the_site_reads_whole(window: Window, printed: Server) -> None:
    assert read(window, [printed.url + place.address for place in PLACES]) == {}


def test_the_story_is_walked_through_on_the_site(window: Window, printed: Server) -> None:
    window.resize(*WIDE)
    # A deep link stands at its passage; the stepper goes on from it, by a click and by a key.
    window.go(f"{printed.url}/the-number?lang=en#step-2.2")
    until(window, f"() => {SHOWN} === '2'")
    window.click(*stands(window, f"{STEPPER}.querySelector('[data-by=\"1\"]')"))
    until(window, f"() => {SHOWN} === '3' && location.hash === '#step-2.3'")
    goes_to(window, f"{STEPPER}.querySelector('[aria-current]')", "ArrowLeft")
    until(window, f"() => {SHOWN} === '2' && location.hash === '#step-2.2'")
    # The other language keeps the passage, and Back comes back.
    goes_to(window, "document.querySelector('a[data-language=ko]')", "Enter")
    until(window, f"() => document.documentElement.lang === 'ko' && {SHOWN} === '2'")
    window.back()
    until(window, f"() => document.documentElement.lang === 'en' && {SHOWN} === '2'")
    # A fold opens, and the field of the search leads to what it finds.
    window.go(f"{printed.url}/claims?lang=en")
    window.click(*middle(window, "document.querySelector('.claim summary')"))
    until(window, "() => document.querySelector('.claim details').open")
    window.click(*middle(window, "document.querySelector('.search-field input')"))
    for key in (*"yodok", "Enter"):
        window.press(key)
    found = "!!document.querySelector('main a[href*=camp]')"
    until(window, f"() => location.pathname.startsWith('/search') && {found}")
    assert window.complaints == []


def test_the_app_comes_to_the_site_and_answers(window: Window, printed: Server) -> None:
    window.resize(*WIDE)
    window.go(f"{printed.url}/camps?lang=en")
    # From mark to mark of the map, and Enter chooses one.
    walk = "document.querySelector('.st-key-map .walk-list')"
    until(window, f"() => document.documentElement.matches('.live') && !!{walk}", STARTING)
    goes_to(window, walk, "ArrowRight")
    until(window, "() => document.querySelector('.walk-ring').getBoundingClientRect().width > 5")
    window.press("Enter")
    chosen = "new URLSearchParams(location.search).get('camp')"
    until(window, f"() => {chosen} && !!document.querySelector('.st-key-sheet .card h2')")
    camp = window.run(f"() => {chosen}")
    # A fold opens, and a table is there to be taken away.
    fold = "document.querySelector('.st-key-sheet .apparatus details')"
    window.click(*middle(window, f"{fold}.querySelector('summary')"))
    until(window, f"() => {fold}.open")
    assert window.run("() => document.querySelectorAll('[data-testid=stDownloadButton]').length")
    # The other language keeps what was chosen, and Back comes back to it.
    button = "[...document.querySelectorAll('.st-key-lang button')].at(-1)"
    goes_to(window, button, "Enter")
    until(window, f"() => document.documentElement.lang === 'ko' && {chosen} === '{camp}'")
    window.back()
    until(window, f"() => document.documentElement.lang === 'en' && {chosen} === '{camp}'")
    assert window.complaints == []
