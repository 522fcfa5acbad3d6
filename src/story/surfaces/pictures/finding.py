"""Which browser draws: found without loading what drives it."""

import os
import shutil

from story.text import Text

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class NoBrowser(Exception):  # noqa: N818 - it says what is missing
    """No browser of Chromium's family is installed; `said` is the message in both languages."""

    said = Text(
        "Pictures of the figures are drawn with Chromium, which was not found. Install it (on "
        "Debian and Ubuntu: apt-get install chromium fonts-noto-cjk) or name a browser in "
        "STORY_CHROMIUM.",
        "그림은 크로미엄으로 그리는데 찾을 수 없다. 설치하거나(데비안·우분투: apt-get install "
        "chromium fonts-noto-cjk) STORY_CHROMIUM에 브라우저의 경로를 적는다.",
    )

    def __init__(self) -> None:
        super().__init__(self.said.en)


def browser_path() -> str:
    """Return the browser to drive: `STORY_CHROMIUM`, else the first found; raises NoBrowser."""
    named = os.environ.get("STORY_CHROMIUM")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        raise NoBrowser
    return path
