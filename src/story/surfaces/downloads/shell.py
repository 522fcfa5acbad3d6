"""The page around the app: our head, the story as first paint, and Streamlit's own files if wanted.

Streamlit's index blocks the first paint with a stylesheet and seventy scripts; here they are
asked for when a reader wants what only the app can do. Nothing of it is patched: only the order is
ours.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import streamlit

from story.surfaces.edition.policy import digest
from story.surfaces.edition.styling import bare, script
from story.surfaces.html import asset, render
from story.surfaces.pages import TITLE, Page
from story.text import Language, Phrases

SAY = Phrases("site")
STATIC = Path(streamlit.__file__).parent / "static"
# With these Streamlit draws charts and components, and asks for them when it meets the first.
DRAWING = ("PlotlyChart.*.js", "BidiComponent.*.js")
# Until the app stands it is laid out and drawn, but neither seen nor reached.
WAITING = (
    "html{background:var(--paper)}body{margin:0}"
    "html:not(.live):has(#edition) #root{visibility:hidden;position:fixed;inset:0;z-index:-1}"
    # What this says may grow to three lines on a phone: nothing moves then.
    ".app-line{margin:.4rem 0 0;font:.9rem/1.5 var(--sans);color:var(--quiet);max-width:46rem;"
    "min-height:4.5em}"
    # Where the app's own masthead and headline will stand.
    "#edition{box-sizing:border-box}#edition .opening h1{margin-top:2.1rem}"
    "@media(min-width:860px){#edition .masthead{padding-top:1.2rem}"
    "#edition h1,#edition .opening h1{margin-top:4rem}}"
)


@dataclass(frozen=True)
class FirstPaint:
    """What a page shows before the app stands, as the press has made it."""

    head: str
    style: str
    body: str


@dataclass(frozen=True)
class AppFiles:
    """What Streamlit's index asks for, as addresses from the root: its own order is kept."""

    styles: tuple[str, ...]
    early: tuple[str, ...]
    late: tuple[str, ...]
    start: str


def page(entry: Page, language: Language, paint: FirstPaint | None = None) -> str:
    """Return the HTML of a page before the app has started."""
    given = paint or _bare(entry, language)
    told = {**vars(app_files()), "choices": entry.choices, "said": _said(language)}
    files = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    reading = f"<script>{script()}</script>\n" if paint else ""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'{given.head}\n<style id="edition-style">{given.style}{WAITING}</style>\n</head>\n'
        f"<body>\n{given.body}\n"
        '<div id="root"></div>\n'
        f'<script type="application/json" id="app-files">{files}</script>\n'
        f"{reading}<script>{boot()}</script>\n</body>\n</html>\n"
    )


def _said(language: Language) -> dict[str, str]:
    """Return what a reader is told while the app comes, and where the line does not carry it."""
    return {
        "coming": SAY.gettext("Being made ready …", language),
        "lost": SAY.gettext(
            "This needs the network, which does not answer now. All that stands here can be read "
            "on; try again in a moment.",
            language,
        ),
        "waits": SAY.gettext(
            "The connection is lost for now. Choices wait until it is back; all that stands "
            "here can be read on.",
            language,
        ),
    }


def _bare(entry: Page, language: Language) -> FirstPaint:
    """Return the head of a page of which nothing has been made ahead."""
    title = escape(f"{entry.title.within(language)} · {TITLE.within(language)}")
    about = escape(entry.description.within(language))
    head = (
        f'<title>{title}</title>\n<meta name="description" content="{about}">\n'
        '<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">'
    )
    return FirstPaint(head, "", f"<noscript>{render('site/noscript', language)}</noscript>")


@cache
def app_files() -> AppFiles:
    """Return what Streamlit's index asks for; raises ValueError where a new one asks otherwise."""
    index = (STATIC / "index.html").read_text(encoding="utf-8")
    (start,) = re.findall(r'<script type="module"[^>]* src="\./([^"]+)"', index) or ("",)
    early = re.findall(r'<link rel="modulepreload"[^>]* href="\./([^"]+)"', index)
    styles = re.findall(r'<link rel="stylesheet"[^>]* href="\./([^"]+)"', index)
    found = (path for name in DRAWING for path in STATIC.glob(f"static/js/{name}"))
    late = [item.relative_to(STATIC).as_posix() for item in found]
    if not (start and early and styles and late):
        raise ValueError("Streamlit's index no longer names its files as it did")
    return AppFiles(_rooted(styles), _rooted(early), _rooted(late), f"/{start}")


def _rooted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"/{name}" for name in names)


@cache
def boot() -> str:
    """Return the script that starts the app when it is wanted and gives the page over to it."""
    return bare(asset("handover.js") + asset("slash.js") + asset("copy.js"))


@cache
def policy() -> str:
    """Return the content policy of the site's pages; nothing may come from or go elsewhere.

    What could be stricter, and why it is not: Streamlit styles by elements it adds as it runs
    (`style-src 'unsafe-inline'`), the browser's side of a component is a module made from a string
    (`script-src blob:`), and its messages are read by a small WebAssembly module for numbers of 64
    bits, which every browser would otherwise report as blocked (`'wasm-unsafe-eval'`).
    """
    return (
        "default-src 'self'; "
        f"script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-{digest(boot())}' "
        f"'sha256-{digest(script())}'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
