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
FADE_STEPS = 40

Trace = dict[str, object]  # a Plotly trace, as its properties
Weight = Literal["focus", "plain", "faint"]

# Weight, not paleness, sets marks apart: a pale mark would fall below 3:1 against the paper.
THICKNESS: dict[Weight, int] = {"focus": 13, "plain": 9, "faint": 3}
SYMBOL_SIZE: dict[Weight, int] = {"focus": 14, "plain": 11, "faint": 6}
SMALLER = {"other": 0.75}
_OUTLINES: dict[str, list[tuple[float, float]]] = {
    "diamond": [(0, -1), (1, 0), (0, 1), (-1, 0)],
    "diamond-wide": [(0, -0.7), (1.2, 0), (0, 0.7), (-1.2, 0)],
    "triangle-up": [(0, -0.95), (1, 0.8), (-1, 0.8)],
}
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
    """Draw one published figure onto a plot; see `mark_traces`."""
    plot.update_layout(barmode="overlay")
    plot.add_traces(mark_traces(mark, look))


def mark_traces(mark: Mark, look: Look) -> list[Trace]:
    """Return one published figure as Plotly traces, each point with the record's id.

    The id is the first element of `customdata`. Bars need the layout's `barmode` "overlay".
    """
    if mark.printed.bound == "range":
        low, high = mark.ends
        return [_bars(mark, [low], [high - low], [look.palette.origins[mark.origin_id]])]
    if mark.printed.bound in ("about", "exactly"):
        return [_dot(mark, look)]
    return _open_bar(mark, look)


def _dot(mark: Mark, look: Look) -> Trace:
    size = SYMBOL_SIZE[mark.weight]
    return dot_trace(mark.printed.id, mark.ends[1], mark.y, mark.origin_id, size, mark.hover, look)


def dot_trace(
    record_id: str, x: float, y: float, origin_id: str, size: float, hover: str, look: Look
) -> Trace:
    """Return an origin's symbol as a trace of one point."""
    symbol = ORIGIN_SYMBOLS[origin_id]
    ring = symbol.endswith("-open") and size > SYMBOL_SIZE["faint"]
    marker: dict[str, object] = {
        "symbol": symbol,
        "size": size * _scale(origin_id),
        "color": look.palette.origins[origin_id],
        "line": {"width": 2.2 if ring else 0},
    }
    return _points(record_id, x, y, marker, hover)


def _scale(origin_id: str) -> float:
    return SMALLER.get(origin_id, 1) * WIDER.get(ORIGIN_SYMBOLS[origin_id], 1)


def _open_bar(mark: Mark, look: Look) -> list[Trace]:
    first, last = mark.ends
    stop = last if mark.printed.bound == "up-to" else first
    colour = look.palette.origins[mark.origin_id]
    # Each bar runs from its step to the stop, over the paler ones: side by side they show seams.
    lengths = [(last - first) * (1 - i / FADE_STEPS) for i in range(FADE_STEPS)]
    starts = [stop - length if stop == last else stop for length in lengths]
    shades = [_mixed(colour, look.palette.paper, (i + 1) / FADE_STEPS) for i in range(FADE_STEPS)]
    end = {
        "symbol": "line-ns-open",
        "size": THICKNESS[mark.weight] + 6,
        "color": colour,
        "line": {"width": 2},
    }
    # Named for those who draw it as what it is, one bar whose end is open.
    fade = {"meta": {"fade": "left" if stop == last else "right"}}
    return [
        {**_bars(mark, starts, lengths, shades), **fade},
        _points(mark.printed.id, stop, mark.y, end, mark.hover),
    ]


def _bars(mark: Mark, starts: list[float], lengths: list[float], colours: list[str]) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "base": starts,
        "x": lengths,
        "y": [mark.y] * len(starts),
        "width": THICKNESS[mark.weight],
        "marker": {"color": colours, "line": {"width": 0}},
        **_identity(mark.printed.id, mark.hover, len(starts)),
    }


def _points(record_id: str, x: float, y: float, marker: dict[str, object], hover: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x],
        "y": [y],
        "marker": {"opacity": 1, **marker},
        "cliponaxis": False,
        **_identity(record_id, hover, 1),
    }


def _identity(record_id: str, hover: str, points: int) -> Trace:
    return {
        "customdata": [[record_id]] * points,
        "hovertext": [hover] * points,
        "hoverinfo": "text",
        "name": record_id,
    }


def _mixed(colour: str, paper: str, share: float) -> str:
    """Return `share` of a hex colour on paper, opaque: stacked translucent bars show seams."""
    pairs = [(int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(c * share + p * (1 - share)):02x}" for c, p in pairs)


def glyph(origin_id: str, x: float, y: float, look: Look, size: float) -> dict[str, object]:
    """Return an origin's symbol as a layout shape, for keys and labels.

    `x` is in pixels from the left end of the plot area, negative in the margin; `y` in pixels
    of an axis that counts them.
    """
    symbol = ORIGIN_SYMBOLS[origin_id]
    colour = look.palette.origins[origin_id]
    r = size / 2 * _scale(origin_id)
    open_symbol = symbol.endswith("-open")
    shape: dict[str, object] = {
        "xref": "paper",  # a shape tied to the axis would be cut off at the plot area
        "yref": "y",
        "xsizemode": "pixel",
        "xanchor": 0,
        "layer": "above",
        "line": {"color": colour, "width": 2 if open_symbol else 0},
        "fillcolor": "rgba(0,0,0,0)" if open_symbol else colour,
    }
    if path := _OUTLINES.get(symbol):
        points = [(x + dx * r, y + dy * r) for dx, dy in path]
        return {
            **shape,
            "type": "path",
            "path": "M" + "L".join(f"{a},{b}" for a, b in points) + "Z",
        }
    kind = "rect" if symbol == "square" else "circle"
    r = r * 0.88
    return {**shape, "type": kind, "x0": x - r, "x1": x + r, "y0": y - r, "y1": y + r}
