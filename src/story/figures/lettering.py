"""How much room words take, so that a plot can be laid out before a browser sets its type.

Widths are estimates for the sans of `style`, a little generous: a label may end early, never
run out of the picture. Korean breaks at spaces, as it is set in print.
"""

import unicodedata

NARROW = frozenset("iljtfrI.,:;'’‘|!()[]/·- \u00a0")
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


def held_together(text: str) -> str:
    """Return `text` with spaces at which no line may break."""
    return text.replace(" ", "\u00a0")


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


def evened(text: str, width: float, size: float) -> list[str]:
    """Break `text` into as few lines as `wrapped` does, all as short as that allows.

    No line is left with a single word where the lines before it could share.
    """
    lines = wrapped(text, width, size)
    while len(lines) > 1:
        widest = max(text_width(line, size) for line in lines)
        shorter = wrapped(text, min(width, widest - 1), size)
        if len(shorter) > len(lines) or shorter == lines:
            break
        lines = shorter
    return lines
