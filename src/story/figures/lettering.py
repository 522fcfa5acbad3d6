"""How much room words take, so that a plot can be laid out before a browser sets its type.

Widths are estimates for the sans of `style`, a little generous: a label may end early, never
run out of the picture. Korean breaks at spaces, as it is set in print.
"""

import unicodedata

NARROW = frozenset("iljtfrI.,:;'’‘|!()[]/·- ")
WIDE = frozenset("mwMWQO@%—")


def text_width(text: str, size: float) -> float:
    """Return the estimated width of `text` in pixels at a type size of `size` pixels."""
    return sum(_em(letter) for letter in text) * size


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 0.94
    if letter in NARROW:
        return 0.34
    if letter in WIDE:
        return 0.88
    return 0.68 if letter.isupper() else 0.57


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Break `text` at spaces into lines of at most `width` pixels; one long word stays whole.

    A no-break space holds its words together.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
