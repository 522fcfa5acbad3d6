"""The sign of an event: a square that says whether human rights was raised.

One hue in steps, and with each step a pattern, so that print in black and white tells them apart:
full, half and struck out stand for yes, partly and no; a dotted outline for unknown, a small grey
one for not applicable. What kind of event it is, its lane says.
"""

from collections.abc import Iterable
from functools import partial

from story.figures.drawing import Drawing, draw_key, key_height
from story.figures.events.index import ANSWERS
from story.figures.events.words import hover
from story.figures.scene import TARGET, Area, At, Line, Mark, Path, Role, Symbol
from story.tables.model import Event
from story.tables.values import value_text
from story.text import Language

SIZE = 9.0  # pixels; the side of a square
PITCH = 11.0  # from one square of a stack to the next
SMALLER = 0.6  # a square to which the question does not apply
KEY_SIZE = 11.0


def sign(
    answer: str, at: At, size: float = SIZE, *, role: Role = "point", focus: bool | None = None
) -> list[Mark]:
    """Return the marks of one event's sign; `focus` is None where no event is in focus."""
    half = size / 2 * (SMALLER if answer == "not-applicable" else 1)
    hue, wash = ("quiet", "paper") if focus is False else ("accent", "wash-accent")
    width = max(1.2, size / 9)

    def area(fill: str, line: Line | None, right: float = half) -> Area:
        corners = ((-half, -half), (right, -half), (right, half), (-half, half))
        return Area(tuple(_off(at, x, y) for x, y in corners), fill, line, role=role)

    match answer:
        case "yes":
            return [area(hue, Line(hue, width))]
        case "partly":
            return [area(wash, Line(hue, width)), area(hue, None, right=0)]
        case "no":
            ends = (_off(at, -half, half), _off(at, half, -half))
            return [area("paper", Line(hue, width)), Path(ends, Line(hue, width), role=role)]
        case "unknown":
            return [area("paper", Line(hue, width, (2 * width, 1.6 * width)))]
    return [area("paper", Line("accent" if focus else "quiet", width))]


def target(event: Event, at: At, language: Language, *, focus: bool = False) -> Symbol:
    """Return the clear place over an event's sign that answers who points at it."""
    said = hover(event, language)
    return Symbol(at, size=TARGET, row=event.id, role="target", said=said, focus=focus)


def answers_key(drawing: Drawing, answers: Iterable[str], top: float, language: Language) -> float:
    """Name the signs of the answers drawn; return where the key ends, in pixels."""
    drawn = [answer for answer in ANSWERS if answer in set(answers)]
    words = [value_text("events.rights_raised", answer, language) for answer in drawn]
    draw_key(
        drawing,
        [
            (said, partial(sign, answer, size=KEY_SIZE, role="key"))
            for said, answer in zip(words, drawn, strict=True)
        ],
        top,
    )
    return top + key_height(drawing.sheet, words)


def _off(at: At, x: float, y: float) -> At:
    return At(at.x, at.y, at.dx + x, at.dy + y)
