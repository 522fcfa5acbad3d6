"""The pictures of one page together: no id twice, and no long outline written twice."""

import re
from collections import Counter
from collections.abc import Mapping
from html import escape, unescape
from itertools import count

PICTURE = re.compile(r"<svg aria-label=.*?</svg>", re.DOTALL)
NAMED = re.compile(r'(id="|url\(#)(p[0-9a-f]{8})(?=["\)])')
IDENTIFIED = re.compile(r' data-id="([^"]*)"')
# Where it begins, each number whole, and the rest.
OUTLINE = re.compile(r'<path ([^>]*?) ?d="M(-?[\d.]++)[ ]?(-?[\d.]++)([^"]{160,})"/>')


def assembled(page: str) -> str:
    """Return a page whose pictures share their outlines and whose ids are each there once.

    The ground of a map is most of its picture, and a chapter shows it at every step.
    """
    shared = _shared(page)
    numbers = count(1)

    def picture(found: re.Match[str]) -> str:
        names: dict[str, str] = {}

        def named(item: re.Match[str]) -> str:
            if item[2] not in names:
                names[item[2]] = f"d{next(numbers)}"
            return item[1] + names[item[2]]

        return OUTLINE.sub(outline, NAMED.sub(named, found[0]))

    def outline(found: re.Match[str]) -> str:
        attributes, x, y, tail = found.groups()
        if tail not in shared:
            return found[0]
        return f'<use href="#{shared[tail]}" x="{x}" y="{y}" {attributes}/>'

    drawn = PICTURE.sub(picture, page)
    paths = "".join(f'<path id="{name}" d="M0 0{tail}"/>' for tail, name in shared.items())
    store = f'<svg class="store" width="0" height="0" aria-hidden="true"><defs>{paths}</defs></svg>'
    return drawn.replace("<!-- store -->", store if shared else "", 1)


def spoken(picture: str, points: Mapping[str, str]) -> str:
    """Return a picture whose marks carry their words beside their rows: a script walks them."""

    def said(found: re.Match[str]) -> str:
        words = points.get(unescape(found[1]))
        return f'{found[0]} data-said="{escape(words)}"' if words else found[0]

    return IDENTIFIED.sub(said, picture)


def _shared(page: str) -> dict[str, str]:
    found = Counter(
        match[4] for picture in PICTURE.findall(page) for match in OUTLINE.finditer(picture)
    )
    repeated = (tail for tail, times in found.items() if times > 1)
    return {tail: f"o{number}" for number, tail in enumerate(repeated, start=1)}
