"""How one published figure is drawn: a bar, a dot, or a bar that is open on one side.

A bar is the range a publisher printed and a dot the single figure. "Up to" fades in from the
left and ends in a stop; "at least" and "more than" begin with a stop and fade out, so that
nobody reads an end where none was printed. Colour and symbol tell the origin.

Thickness and spacing assume a y axis counted in pixels (`range=[height, 0]`).
"""

from dataclasses import dataclass
from typing import Literal, Protocol

import plotly.graph_objects as go

from story.figures.style import ORIGIN_SYMBOLS, Look
from story.text import Language, Phrases, number, span

SAY = Phrases("marks")
FADE_STEPS = 24

Weight = Literal["focus", "plain", "faint"]

# Weight, not paleness, sets marks apart: a pale mark would fall below 3:1 against the paper.
THICKNESS: dict[Weight, int] = {"focus": 13, "plain": 9, "faint": 3}
SYMBOL_SIZE: dict[Weight, int] = {"focus": 14, "plain": 11, "faint": 6}
SMALLER = {"other": 0.75}
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
class Mark:
    """One published figure at its place.

    `y` is the row's middle; `fade` how many people long the open end of a one-sided bar is
    drawn, a length that means nothing but "open".
    """

    printed: Printed
    y: float
    origin_id: str
    hover: str
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


def add_mark(plot: go.Figure, mark: Mark, look: Look) -> None:
    """Draw one published figure. Every point carries the record's id as first `customdata`."""
    if mark.printed.bound == "range":
        _add_bar(plot, mark, look)
    elif mark.printed.bound in ("about", "exactly"):
        add_symbol(plot, mark.ends[1], mark.y, mark.origin_id, look, mark=mark)
    else:
        _add_open_bar(plot, mark, look)


def add_symbol(
    plot: go.Figure,
    x: float,
    y: float,
    origin_id: str,
    look: Look,
    *,
    mark: Mark | None = None,
    size: float | None = None,
    xaxis: str = "x",
) -> None:
    """Draw an origin's symbol: a dot that is `mark`, or a key without hover or id."""
    symbol = ORIGIN_SYMBOLS[origin_id]
    weight = mark.weight if mark else "plain"
    scale = SMALLER.get(origin_id, 1) * WIDER.get(symbol, 1)
    open_symbol = symbol.endswith("-open")
    plot.add_trace(
        go.Scatter(
            x=[x],
            y=[y],
            xaxis=xaxis,
            mode="markers",
            marker={
                "symbol": symbol,
                "size": (size or SYMBOL_SIZE[weight]) * scale,
                "color": look.palette.origins[origin_id],
                "line": {"width": 2.2 if open_symbol and weight != "faint" else 0},
                "opacity": 1,
            },
            cliponaxis=False,
            **_identity(mark, 1),
        )
    )


def _add_bar(plot: go.Figure, mark: Mark, look: Look) -> None:
    low, high = mark.ends
    _add_segments(plot, mark, [low], [high - low], [look.palette.origins[mark.origin_id]])


def _add_open_bar(plot: go.Figure, mark: Mark, look: Look) -> None:
    first, last = mark.ends
    stop = last if mark.printed.bound == "up-to" else first
    colour = look.palette.origins[mark.origin_id]
    # Each bar runs from its step to the stop, over the paler ones: side by side they show seams.
    lengths = [(last - first) * (1 - i / FADE_STEPS) for i in range(FADE_STEPS)]
    starts = [stop - length if stop == last else stop for length in lengths]
    shades = [_mixed(colour, look.palette.paper, (i + 1) / FADE_STEPS) for i in range(FADE_STEPS)]
    _add_segments(plot, mark, starts, lengths, shades)
    _add_stop(plot, mark, stop, colour)


def _add_segments(
    plot: go.Figure, mark: Mark, starts: list[float], lengths: list[float], colours: list[str]
) -> None:
    plot.update_layout(barmode="overlay")
    plot.add_trace(
        go.Bar(
            orientation="h",
            base=starts,
            x=lengths,
            y=[mark.y] * len(starts),
            width=THICKNESS[mark.weight],
            marker={"color": colours, "line": {"width": 0}},
            **_identity(mark, len(starts)),
        )
    )


def _add_stop(plot: go.Figure, mark: Mark, x: float, colour: str) -> None:
    plot.add_trace(
        go.Scatter(
            x=[x],
            y=[mark.y],
            mode="markers",
            marker={
                "symbol": "line-ns-open",
                "size": THICKNESS[mark.weight] + 6,
                "color": colour,
                "line": {"width": 2},
            },
            cliponaxis=False,
            **_identity(mark, 1),
        )
    )


def _identity(mark: Mark | None, points: int) -> dict[str, object]:
    if mark is None:
        return {"hoverinfo": "skip"}
    return {
        "customdata": [[mark.printed.id]] * points,
        "hovertext": [mark.hover] * points,
        "hoverinfo": "text",
        "name": mark.printed.id,
    }


def _mixed(colour: str, paper: str, share: float) -> str:
    """Return `share` of a hex colour on paper, opaque: stacked translucent bars show seams."""
    pairs = [(int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(c * share + p * (1 - share)):02x}" for c, p in pairs)
