"""A real server and a real Chromium: what readers see."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from bench.servers import until_printed
from deploy.replicas import free_port
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser.engines import ENGINES, Chromium, Window, firefox, webkit
from browser.waiting import READY, calm
from story.surfaces.chromium import NoBrowser, browser_path
from story.surfaces.pages import PAGES as CONTENTS
from story.surfaces.site.viewport import ROOMS

# A page with a dozen figures takes its time on two busy cores.
expect.set_options(timeout=20_000)
ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion",
]  # fmt: skip
PRINTING = 240  # seconds an edition may take that nothing was drawn of before
PAGES = tuple(one.path for one in CONTENTS)
LANGUAGES = ("en", "ko")


@dataclass
class Server:
    """A running site: its address, and what it printed."""

    url: str
    printed: list[str] = field(default_factory=list)


@contextmanager
def serving(
    data: Path | None = None, *, port: int = 0, printed: bool = False,
    options: Sequence[str] = (), **environment: str,
) -> Iterator[Server]:  # fmt: skip
    """Start the site, wait until it says it serves, and stop it afterwards.

    On a free port, unless one is given; with Streamlit's `options` and variables of the
    environment. `printed`: wait as well until the story stands on its pages before the app does.
    """
    port = port or free_port()
    # What is overdue depends on the day; what the tests compare with must not. Printing the
    # edition takes a core for a while; only what is about it waits for that.
    variables = {
        **os.environ, "STORY_TODAY": "2026-11-24", "STORY_PRESS": "on" if printed else "off",
        **environment,
    }  # fmt: skip
    if data:
        variables["STORY_DATA"] = str(data)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", *options], cwd=ROOT, env=variables, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        server = Server(f"http://127.0.0.1:{port}")
        for line in process.stdout:
            server.printed.append(line)
            if "URL:" in line:
                break
        else:
            pytest.fail("the server did not start:\n" + "".join(server.printed))
        try:
            if printed:
                until_printed(server.url, PRINTING)
            yield server
        finally:
            process.terminate()
            server.printed.extend(process.stdout)


@pytest.fixture(scope="session")
def site() -> Iterator[Server]:
    """One server on the real data, shared by the tests of one worker."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def printed() -> Iterator[Server]:
    """Another server than `site`, on whose pages the story stands before the app does."""
    with serving(printed=True) as server:
        yield server


@pytest.fixture(scope="session")
def cold() -> Iterator[Server]:
    """Another server than `site`, which draws nothing before it is asked for: where links lead."""
    with serving(STORY_WARM="none") as server:
        yield server


def chromium_path() -> str:
    """Return the browser to drive, or say what to install where there is none."""
    try:
        return browser_path()
    except NoBrowser as missing:
        pytest.fail(f"The browser tests need Chromium. {missing}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of one worker."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=ENGINES)
def window(
    request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """A window of each engine in turn."""
    if request.param == "chromium":
        context = chromium.new_context(reduced_motion="reduce")
        yield Chromium(context.new_page())
        context.close()
        return
    opened = firefox if request.param == "firefox" else webkit
    with opened(tmp_path_factory.mktemp(request.param)) as standing:
        yield standing


@dataclass
class Reader:
    """A reader's window, and everything in it that should not have happened."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)

    def visit(self, path: str) -> Page:
        """Open a path of the site and wait until it stands."""
        self.page.goto(self.origin + path)
        return self.settled()

    def settled(self) -> Page:
        """Wait until the page's script is done and its plots are drawn."""
        # The story's pictures may still have to be drawn, all of them.
        self.page.wait_for_selector(READY, state="attached", timeout=90_000)
        self.page.wait_for_selector(".st-key-sheet .colophon", state="attached")
        # The story that stands before the app has given the page over to it.
        self.page.wait_for_selector("#edition", state="detached")
        # What Streamlit shows in place of parts that are still on their way.
        expect(self.page.locator(".stSkeleton, [data-testid=stSkeleton]")).to_have_count(0)
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('[class*=\"st-key-walk-\"]')]"
            ".every(walk => walk.querySelector('.walk-list'))"
        )
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.js-plotly-plot')]"
            ".every(plot => plot.querySelector('.main-svg .plot, .main-svg .layer-above'))"
        )
        self.page.wait_for_selector(READY, state="attached")
        return self.page


Open = Callable[..., Reader]


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Open]:
    """Open windows: `reader(server, width=390, dark=True)`."""
    with ExitStack() as stack:

        def open_window(
            server: Server, *, width: int = 1280, height: int = 900, dark: bool = False
        ) -> Reader:
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                locale="en-GB",
            )
            stack.callback(context.close)
            window = Reader(context.new_page(), server.url)
            watch(window)
            return window

        yield open_window


def watch(window: Reader) -> None:
    """Note every console error, uncaught exception and request that leaves the server."""
    page, said = window.page, window.complaints
    page.on(
        "console", lambda one: said.append(f"console: {one.text}") if one.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(f"exception: {error}"))
    home = re.compile(
        rf"^({re.escape(window.origin)}|{re.escape(window.origin.replace('http', 'ws'))})"
    )
    page.on(
        "request",
        lambda one: (
            said.append(f"foreign request: {one.url}")
            if not home.match(one.url) and not one.url.startswith(("data:", "blob:"))
            else None
        ),
    )
    page.on(
        "websocket",
        lambda one: said.append(f"foreign socket: {one.url}") if not home.match(one.url) else None,
    )


@dataclass(frozen=True)
class Place:
    """A page in a language."""

    path: str
    language: str

    @property
    def address(self) -> str:
        """The path and query that lead there."""
        return f"/{self.path}?lang={self.language}"

    @property
    def name(self) -> str:
        """What tests and golden files call it, such as `camps.ko`."""
        return f"{next(one.name for one in CONTENTS if one.path == self.path)}.{self.language}"


PLACES = [Place(path, language) for path in PAGES for language in LANGUAGES]


@contextmanager
def standing(place: Place, site: Server, chromium: Browser, width: int) -> Iterator[Reader]:
    """Open a page, once it stands still, in a window of its own for a reader who wants no motion.

    A small window says that it is one, and is drawn for at once.
    """
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, locale="en-GB", reduced_motion="reduce",
        user_agent="Mobile" if width <= ROOMS["phone"] else None,
    )  # fmt: skip
    window = Reader(context.new_page(), site.url)
    watch(window)
    window.visit(place.address)
    calm(window.page)
    yield window
    context.close()


# One worker keeps a page open for all that is read off it, in whichever file.
@pytest.fixture(
    scope="session",
    params=[
        pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(one.name)) for one in PLACES
    ],
)
def place(request: pytest.FixtureRequest) -> Place:
    """Every page in every language."""
    return cast(Place, request.param)


@dataclass(frozen=True)
class Opened:
    """A page that stays open, and its accessibility tree as it was before anything was done."""

    window: Reader
    tree: str


@pytest.fixture(scope="session")
def opened(place: Place, site: Server, chromium: Browser) -> Iterator[Opened]:
    """The page in a wide window, shared; what a test changes of it, it puts back."""
    with standing(place, site, chromium, 1280) as window:
        yield Opened(window, window.page.locator("body").aria_snapshot())


@pytest.fixture
def page(opened: Opened) -> Page:
    """The shared page."""
    return opened.window.page
