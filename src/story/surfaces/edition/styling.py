"""The style and the script that every page of the edition carries within it.

A page that asks for nothing else is read after one answer of its host.
"""

import re
from collections.abc import Iterable
from functools import cache

from story.surfaces.html import asset
from story.surfaces.pictures import palette_css


@cache
def style() -> str:
    """Return the style of every page, without what only people who edit it need."""
    text = re.sub(r"/\*.*?\*/", "", asset("edition.css"), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return palette_css() + re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").strip()


def choosing(names: Iterable[tuple[str, str]]) -> str:
    """Return the rules by which boxes hide what they stand for: attribute and code of each."""
    return "".join(
        f'form:has(input[data-{name}="{code}"]:not(:checked))~.items .item[data-{name}="{code}"]'
        "{display:none}"
        for name, code in names
    )


@cache
def script() -> str:
    """Return the script of every page."""
    return bare(asset("edition.js"))


def bare(text: str) -> str:
    """Return a script without its comments and indents."""
    lines = (one.strip() for one in text.splitlines())
    return "\n".join(one for one in lines if one and not one.startswith("//"))
