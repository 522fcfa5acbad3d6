"""The page around the app: Streamlit's own index with our title, language and headers."""

import base64
import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit

from story.surfaces.contents import TITLE, Page
from story.surfaces.html import render
from story.text import Language

# Without it Streamlit's browser side tries the page's own path first and logs an error there.
# The passage a link names is noted because the app drops it when it writes the address.
BOOT = (
    "window.__streamlit={BACKEND_BASE_URL:location.origin+'/',"
    "MAIN_PAGE_BASE_URL:location.origin+'/'};"
    "window.__story={passage:location.hash}"
)


@cache
def page(entry: Page, language: Language) -> str:
    """Return the HTML of a page before the app has started."""
    title = escape(f"{entry.title.within(language)} · {TITLE.within(language)}")
    about = escape(entry.description.within(language))
    parts = {
        r'<html lang="en">': f'<html lang="{language}">',
        r'href="\./favicon\.png"': 'href="./assets/mark.svg"',
        r"<title>.*?</title>": (
            f'<title>{title}</title>\n<meta name="description" content="{about}">\n'
            f"<script>{BOOT}</script>"
        ),
        # Streamlit's own note speaks to programs, not to a reader without JavaScript.
        r"<noscript>.*?</noscript>": f"<noscript>{render('noscript', language)}</noscript>",
    }
    html = _index()
    for pattern, ours in parts.items():
        html = _replaced(pattern, ours, html)
    return html


def _replaced(pattern: str, ours: str, html: str) -> str:
    """Replace one part; raises ValueError where a new Streamlit no longer has it."""
    replaced, found = re.subn(pattern, lambda _: ours, html, count=1, flags=re.DOTALL)
    if not found:
        raise ValueError(f"Streamlit's index has no {pattern}")
    return replaced


@cache
def security_headers() -> dict[str, str]:
    """Return the headers of every answer; the policy lets nothing come from or go elsewhere."""
    inline = re.findall(r"<script>(.*?)</script>", _index(), flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{_digest(text)}'" for text in [*inline, BOOT])
    policy = (
        "default-src 'self'; "
        # blob: the browser side of a component is a module made from a string.
        f"script-src 'self' blob: {hashes}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


@cache
def _index() -> str:
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
