"""Take the README's pictures from a running site: `make pictures`.

Needs Chromium (see README, "Tests"). The site is started on a free port and stopped afterwards.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

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
            )
            page = Reader(context.new_page(), site.url).visit(path)
            page.screenshot(path=folder / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
