"""Which words of a text changed, so that the whole of it can be shown with them marked."""

import re
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["", "-", "+"]
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def marked_words(before: str, after: str) -> tuple[tuple[Mark, str], ...]:
    """Return the whole text in parts: what stays (``), what goes (`-`), what comes (`+`)."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    found: list[tuple[Mark, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("", "".join(old[a:b])))
            continue
        if a < b:
            found.append(("-", "".join(old[a:b])))
        if c < d:
            found.append(("+", "".join(new[c:d])))
    return tuple(found)
