"""Take the README's pictures from a running site: `make pictures`.

Needs Chromium (see README, "Tests"). The site is started on a free port and stopped afterwards.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.conftest import (  # type: ignore[import-not-found]  # noqa: E402
    FLAGS,
    Reader,
    chromium_path,
    serving,
)

PICTURES = (
    ("overview", "/?lang=en", 1280, 900, "light"),
    ("estimates", "/estimates?lang=en", 1280, 1150, "light"),
    ("camps", "/camps?lang=ko&camp=camp-15", 1280, 1300, "dark"),
    ("summits", "/summits?lang=en", 1280, 1300, "light"),
    ("briefing", "/briefing?lang=en&slide=2.4", 1280, 1500, "light"),
    ("phone", "/estimates?lang=ko", 390, 844, "light"),
)

# A change to show at the desk: the newest arrivals, once more as a provisional value.
CHANGE = """series_id;period;value;status;source_id
nk-arrivals-south-korea;2025;224;provisional;rok-mou-2011-arrivals
"""


def take_the_desk(browser: Browser, path: Path) -> None:
    """Write the picture of the desk, on a copy of the tables."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(
            shutil.copytree(
                ROOT / "data", Path(place) / "data", ignore=shutil.ignore_patterns(".*")
            )
        )
        with serving(data, STORY_DESK="local") as site:
            context = browser.new_context(viewport={"width": 1280, "height": 1750})
            window = Reader(context.new_page(), site.url)
            page = window.visit("/desk")
            given = {"name": "arrivals.csv", "mimeType": "text/csv", "buffer": CHANGE.encode()}
            page.set_input_files("input[type=file]", given)
            page.wait_for_selector(".desk-sentence", timeout=120_000)
            window.settled()
            page.screenshot(path=path)
            context.close()


def main() -> None:
    """Write one PNG a picture to `docs/pictures/`."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for name, path, width, height, theme in PICTURES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                # A phone says that it is one, and is drawn for at once.
                user_agent="Mobile" if name == "phone" else None,
            )
            page = Reader(context.new_page(), site.url).visit(path)
            page.screenshot(path=folder / f"{name}.png")
            context.close()
        take_the_desk(browser, folder / "desk.png")
        browser.close()


if __name__ == "__main__":
    main()
