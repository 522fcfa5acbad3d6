"""The style and the script that every page of the edition carries within it.

A page that asks for nothing else is read after one answer of its host.
"""

import re
from collections.abc import Iterable
from functools import cache

from story.render.svg import palette_css
from story.surfaces.html import asset

SCRIPTS = ("panel", "edition", "steps", "place", "slash", "copy")  # of every page, in this order
# A rule, or a block of rules one level deep, of a style without comments.
BOX = re.compile(r'<input type="checkbox" checked data-(\w+)="([^"]*)">')
FONTS = re.compile(r":root(:lang\(ko\))?\{(--serif[^}]*)\}")
RULE = re.compile(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}")


@cache
def style() -> str:
    """Return the style of every page, without what only people who edit it need."""
    return (
        palette_css() + _squeezed("fonts.css") + _squeezed("edition.css") + _squeezed("panel.css")
    )


@cache
def search_style() -> str:
    """Return the style of the page of the search."""
    return style() + _squeezed("search.css")


def _squeezed(name: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", asset(name), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").strip()


@cache
def style_within(place: str) -> str:
    """Return the style of every page for one element of a page that has a style of its own."""
    return _within(style(), place)


@cache
def style_before_app(place: str) -> str:
    """Return that style for the page that stands before an app does.

    It names readers' own fonts alone: those the app brings would set every line of it anew.
    """
    css = re.sub(r'"Source \w+",', "", style())
    # What the app says of fonts for the whole page is not said of this.
    fonts = "".join(f"{place}{lang}{{{names}}}" for lang, names in FONTS.findall(css))
    return _within(css, place) + fonts


def _within(css: str, place: str) -> str:
    parts = []
    for prelude, body in RULE.findall(css):
        if prelude.startswith(("@media", "@container")):
            parts.append(f"{prelude}{{{_within(body, place)}}}")
        elif prelude.startswith(("@font-face", "@page")):
            parts.append(f"{prelude}{{{body}}}")
        elif prelude.startswith((":root", "html")):
            whole, _, inner = prelude.partition(" ")
            parts.append(f"{whole} {place} {inner}{{{body}}}" if inner else f"{prelude}{{{body}}}")
        else:
            parts.append(f"{','.join(_placed(item, place) for item in _listed(prelude))}{{{body}}}")
    return "".join(parts)


def _placed(selector: str, place: str) -> str:
    return place if selector == "body" else f"{place} {selector}"


def _listed(selectors: str) -> list[str]:
    """Split a list of selectors at the commas that are not within brackets."""
    return re.split(r",(?![^(]*\))", selectors)


def choosing(names: Iterable[tuple[str, str]]) -> str:
    """Return the rules by which boxes hide what they stand for: attribute and code of each."""
    return "".join(
        f'form:has(input[data-{name}="{code}"]:not(:checked))~.items .item[data-{name}="{code}"]'
        "{display:none}"
        for name, code in names
    )


def choosing_in(content: str) -> str:
    """Return the rules by which the boxes of a page hide what they stand for."""
    return choosing(sorted(set(BOX.findall(content))))


@cache
def script() -> str:
    """Return the script of every page."""
    return bare("".join(asset(f"{name}.js") for name in SCRIPTS))


@cache
def search_script() -> str:
    """Return the script of the page of the search, which alone looks through the index."""
    return script() + bare(asset("search.js"))


def bare(text: str) -> str:
    """Return a script without its comments and indents."""
    code = re.sub(r"/\*\*.*?\*/ ?", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in code.splitlines())
    return "\n".join(item for item in lines if item and not item.startswith("//"))
