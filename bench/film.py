"""What a phone on a slow line sees, and when: the site, and below three figures in plain Streamlit.

Draws docs/pictures/first-paint.png. Chromium is slowed down as Lighthouse has it: slow 4G, and a
processor of a quarter of the speed. What comes through the WebSocket it does not slow down, so that
plain Streamlit, which brings its figures that way, does better here than on a line that is slow.

Run with `make bench-film`.
"""

import base64
import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import CDPSession, Page, sync_playwright

from bench import servers
from bench.steps import FLAGS
from story.surfaces.chromium import browser_path

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "first-paint.png"
SECONDS = (0.5, 1, 1.5, 2, 3, 5, 10, 15, 20, 30)
WINDOW = (412, 823)  # CSS pixels, as Lighthouse's phone has
FRAME = (206, 412)  # pixels of the strip
GAP, HEAD = 10, 26
PAPER, INK = "#FBFAF6", "#1D1B19"
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 188_743,
    "uploadThroughput": 86_400,
}
SLOWER = 4  # times
Film = list[tuple[float, Image.Image]]


def main() -> None:
    """Film both and draw the strip."""
    with contextlib.ExitStack() as stack:
        site = stack.enter_context(servers.story(STORY_PRESS="on"))
        plain = stack.enter_context(servers.beside("plain", shipped=True))
        servers.until_printed(site.url, servers.PATIENCE)
        films = [filmed(f"{one.url}/") for one in (site, plain)]
    strip(films).save(PICTURE, optimize=True)
    print(PICTURE)


def filmed(url: str) -> Film:
    """Return what a new reader's window showed, each picture with its second."""
    film: Film = []
    with slow_phone() as (page, session):
        started = page.evaluate("performance.timeOrigin + performance.now()") / 1000

        def keep(frame: dict[str, Any]) -> None:
            session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})
            picture = Image.open(io.BytesIO(base64.b64decode(frame["data"])))
            film.append((frame["metadata"]["timestamp"] - started, picture.convert("RGB")))

        session.on("Page.screencastFrame", keep)
        most = {"maxWidth": WINDOW[0], "maxHeight": WINDOW[1]}
        session.send("Page.startScreencast", {"format": "png", **most})
        page.goto(url, wait_until="commit")
        page.wait_for_timeout(1000 * (SECONDS[-1] + 1))
    return film


@contextlib.contextmanager
def slow_phone() -> Iterator[tuple[Page, CDPSession]]:
    """Open an empty window of a phone on a slow line, and what steers it."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=FLAGS)
        width, height = WINDOW
        context = browser.new_context(
            viewport={"width": width, "height": height}, is_mobile=True, has_touch=True,
            user_agent="Mobile",
        )  # fmt: skip
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield page, session
        browser.close()


def strip(films: list[Film]) -> Image.Image:
    """Return the films below one another, as they stood at each of SECONDS."""
    (across, down), count = FRAME, len(SECONDS)
    size = (GAP + count * (across + GAP), HEAD + len(films) * (down + GAP))
    sheet = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=15)
    for column, second in enumerate(SECONDS):
        left = GAP + column * (across + GAP)
        draw.text((left, 5), f"{second:g} s", fill=INK, font=font)
        for row, film in enumerate(films):
            top = HEAD + row * (down + GAP)
            seen = [picture for at, picture in film if at <= second]
            frame = seen[-1].resize(FRAME) if seen else Image.new("RGB", FRAME, "white")
            sheet.paste(frame, (left, top))
            draw.rectangle((left - 1, top - 1, left + across, top + down), outline="#DED8CC")
    return sheet


if __name__ == "__main__":
    main()
