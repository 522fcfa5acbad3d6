"""A cell before and after, whole, with the words that changed marked."""

from typing import TypeAlias

from story.tables.changes import Mark, marked_words

Part: TypeAlias = tuple[Mark, str]


def now_and_after(then: str, now: str) -> tuple[list[Part], list[Part]]:
    """Return the parts of a cell as it is, and as it would be; a dash where it is blank."""
    if not then or not now:
        return [("", then or "–")], [("", now or "–")]
    parts = marked_words(then, now)
    return [part for part in parts if part[0] != "+"], [item for item in parts if item[0] != "-"]
