"""The one thing that needs a browser: paper. Chromium prints a page as a tagged PDF."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from story.text import Text

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 120  # seconds a page may take on a busy machine
# No host name resolves, so that nothing a page could name is ever asked for.
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer", "--generate-pdf-document-outline",
)  # fmt: skip


class NoBrowser(Exception):  # noqa: N818 - it says what is missing
    """No browser of Chromium's family is installed; `said` is the message in both languages."""

    said = Text(
        "PDF is printed with Chromium, which was not found; everything else is made without it. "
        "Install it (on Debian and Ubuntu: apt-get install chromium fonts-noto-cjk) or name a "
        "browser in STORY_CHROMIUM.",
        "PDF는 크로미엄으로 인쇄하는데 찾을 수 없다. 나머지 형식은 크로미엄 없이 만든다. "
        "설치하거나(데비안·우분투: apt-get install chromium fonts-noto-cjk) STORY_CHROMIUM에 "
        "브라우저의 경로를 적는다.",
    )

    def __init__(self) -> None:
        super().__init__(self.said.en)


def browser_path() -> str:
    """Return the browser to print with: `STORY_CHROMIUM`, else the first found; or NoBrowser."""
    named = os.environ.get("STORY_CHROMIUM")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        raise NoBrowser
    return path


def can_print() -> bool:
    """Whether there is a browser to print with."""
    try:
        browser_path()
    except NoBrowser:
        return False
    return True


def pdf(page: str) -> bytes:
    """Return a page of HTML as PDF, tagged for screen readers, as its own print style sets it.

    Raises NoBrowser, and RuntimeError with the browser's last words where it prints nothing.
    """
    path = browser_path()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        file.write_text(page, encoding="utf-8")
        try:
            # In the group of the process that asks for it: the browser ends with that one.
            done = subprocess.run(  # noqa: S603 - our own command
                [path, *FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}",
                 file.as_uri()],
                capture_output=True, text=True, check=False, timeout=PATIENCE,
            )  # fmt: skip
            said = done.stderr.strip()[-300:]
        except subprocess.TimeoutExpired:
            said = f"nothing within {PATIENCE} seconds"
        if not made.is_file():
            raise RuntimeError(f"{path} printed no page: {said}")
        return made.read_bytes()
