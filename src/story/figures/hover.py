"""What a mark says when it is pointed at or tapped: a heading and lines that fit the screen."""

from collections.abc import Sequence
from html import escape

from story.figures.lettering import wrapped
from story.figures.style import Look

SIZE = 13  # type size in pixels, as in the template
ROOM = {True: 210, False: 420}  # pixels, by `look.narrow`


def hover_html(lines: Sequence[str], look: Look) -> str:
    """Return plain lines as marked-up text, escaped and broken to fit; the first is bold."""
    first, *rest = [
        [escape(part) for part in wrapped(line, ROOM[look.narrow], SIZE)] for line in lines
    ]
    head = [f"<b>{part}</b>" for part in first]
    return "<br>".join([*head, *(part for line in rest for part in line)])
