"""How one published figure is drawn: a bar, a dot, or a bar that is open on one side.

A bar is the range a publisher printed and a dot the single figure. "Up to" fades in from the
left and ends in a stop; "at least" and "more than" begin with a stop and fade out, so that
nobody reads an end where none was printed. Colour and symbol tell the origin.

"""

from dataclasses import dataclass, replace
from typing import Literal, Protocol, cast

from story.figures.drawing import AIR, Drawing, plain
from story.figures.scene import At, Bar, Line, Mark, Role, Shape, Symbol, Token
from story.figures.style import ORIGIN_SYMBOLS
from story.text import Language, Phrases, number, span

SAY = Phrases("marks")

Weight = Literal["large", "focus", "plain", "small", "faint"]

# Weight, not paleness, sets marks apart: a pale mark would fall below 3:1 against the paper.
THICKNESS: dict[Weight, int] = {"large": 18, "focus": 13, "plain": 9, "small": 5, "faint": 3}
SYMBOL_SIZE: dict[Weight, int] = {"large": 18, "focus": 14, "plain": 11, "small": 7, "faint": 6}
SMALLER = {"other": 0.75}
IN_WORDS = 0.86  # of its size on the scale, where a symbol stands before words
WIDER = {"diamond": 1.15, "diamond-wide": 1.15, "triangle-up": 1.1}


class Printed(Protocol):
    """What a publisher printed: a row of `estimates` or of `camp_populations`."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def bound(self) -> str: ...  # noqa: D102
    @property
    def low(self) -> int | None: ...  # noqa: D102
    @property
    def point(self) -> int | None: ...  # noqa: D102
    @property
    def high(self) -> int | None: ...  # noqa: D102


@dataclass(frozen=True)
class Published:
    """One published figure at its place.

    `y` is the row's middle; `fade` how many people long the open end of a one-sided bar is
    drawn, a length that means nothing but "open".
    """

    printed: Printed
    y: float
    origin_id: str
    said: tuple[str, ...]
    fade: float
    weight: Weight = "plain"

    @property
    def ends(self) -> tuple[float, float]:
        """The first and last x drawn, faded ends included."""
        low, high = bounds(self.printed)
        if self.printed.bound == "up-to":
            return max(0.0, high - self.fade), high
        if self.printed.bound in ("at-least", "more-than"):
            return low, low + self.fade
        return low, high


def bounds(printed: Printed) -> tuple[int, int]:
    """Return the lowest and highest number printed; both alike where only one was.

    Raises ValueError for a row without any number.
    """
    numbers = [n for n in (printed.low, printed.point, printed.high) if n is not None]
    if not numbers:
        raise ValueError(f"{printed.id} has no number")
    return min(numbers), max(numbers)


def printed_value(printed: Printed, language: Language) -> str:
    """Write what was printed: `80,000–120,000`, `about 200,000`, `up to 120,000`."""
    low, high = bounds(printed)
    if printed.bound == "range":
        return SAY.gettext("{value}", language, value=_counted(span(low, high, language)))
    phrases = {
        "about": "about {value}",
        "exactly": "{value}",
        "up-to": "up to {value}",
        "at-least": "at least {value}",
        "more-than": "more than {value}",
    }
    value = _counted(number(high, language))
    return SAY.gettext(phrases[printed.bound], language, value=value)


def _counted(said: str) -> str:
    """Set a space before the Korean counter where the number ends in 만: `12만 명`, `5만3700명`."""
    return f"{said} " if said.endswith("만") else said


def published(figure: Published, role: Role = "range", on: Token = "paper") -> list[Mark]:
    """Return the marks of one published figure: its bar or its symbol, and where a bar stops."""
    row, focus = figure.printed.id, figure.weight in ("large", "focus")
    first, last = figure.ends
    token = f"origin-{figure.origin_id}"
    if figure.printed.bound in ("about", "exactly"):
        size = SYMBOL_SIZE[figure.weight]
        dot = origin_symbol(figure.origin_id, At(last, figure.y), size)
        return [replace(dot, row=row, role="point", focus=focus, said=figure.said)]
    half = THICKNESS[figure.weight] / 2
    corners = (At(first, figure.y, dy=-half), At(last, figure.y, dy=half))
    upper = figure.printed.bound == "up-to"
    plain = figure.printed.bound == "range"
    bar = Bar(
        corners, token, fade="" if plain else "left" if upper else "right",
        row=row, role=role, focus=focus, said=figure.said, on=on,
    )  # fmt: skip
    if plain:
        return [bar]
    stop = At(last if upper else first, figure.y)
    end = Symbol(stop, "line-ns", THICKNESS[figure.weight] + 6, line=Line(token, 2))
    return [bar, replace(end, row=row, role=role, focus=focus, said=figure.said)]


def origin_symbol(origin_id: str, at: At, size: float) -> Symbol:
    """Return an origin's symbol at a place, about `size` pixels large."""
    symbol = ORIGIN_SYMBOLS[origin_id]
    token = f"origin-{origin_id}"
    scale = SMALLER.get(origin_id, 1) * WIDER.get(symbol, 1)
    shape = cast(Shape, symbol.removesuffix("-open"))
    if symbol.endswith("-open"):
        line = Line(token, 2.2 if size > SYMBOL_SIZE["faint"] else 1)
        return Symbol(at, shape, size * scale, line=line)
    return Symbol(at, shape, size * scale, token)


def add_published(
    drawing: Drawing, figure: Published, language: Language, on: Token = "paper",
    clear: float | None = None,
) -> None:  # fmt: skip
    """Draw a published figure and write beside it what was printed, `on` what lies there.

    The words keep off a line down the picture at `clear` where there is room for them elsewhere.
    """
    drawing.add(*published(figure, on=on))
    said = printed_value(figure.printed, language)
    focus = figure.weight == "focus"
    right = drawing.fits_right(figure.ends[1], said)
    if right and clear is not None:
        right = not (
            drawing.meets_right(figure.ends[1], said, clear)
            and drawing.fits_left(figure.ends[0], said)
        )
    place = At(figure.ends[1] if right else figure.ends[0], figure.y, AIR if right else -AIR)
    lines = plain([said], "ink" if focus else "quiet", bold=focus)
    drawing.at(place, lines, "left" if right else "right", row=figure.printed.id, on=on)


def add_origin_symbol(
    drawing: Drawing, origin_id: str, y: float, *, indent: float = 0, size: float = 11
) -> None:
    """Draw an origin's symbol before a label that starts `indent` pixels in."""
    at = At(drawing.across[0], y, indent - drawing.left + 7)
    drawing.add(replace(origin_symbol(origin_id, at, size * IN_WORDS), role="key"))
