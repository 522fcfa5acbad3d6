"""Strokes that plots of events share: words, rules, marks, and the points that answer a click.

Shapes and words are gathered and laid onto the plot at once: Plotly checks all there are each
time one is added, which takes seconds for a plot of a hundred events.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import plotly.graph_objects as go

from story.figures.events.glyphs import Spot
from story.figures.events.words import hover_text
from story.tables.model import Event
from story.text import Language

TYPE = 12
CLEAR = "rgba(0,0,0,0)"
TARGET = 24  # pixels; how large a mark is to a finger


@dataclass(frozen=True)
class Strokes:
    """Shapes and words gathered for one plot."""

    shapes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def lay(self, plot: go.Figure) -> None:
        """Lay everything gathered onto the plot."""
        plot.update_layout(shapes=self.shapes, annotations=self.notes)

    def add(self, shapes: Iterable[dict[str, Any]]) -> None:
        """Gather shapes, such as a mark's."""
        self.shapes.extend(shapes)

    def write(
        self,
        lines: Sequence[str],
        spot: Spot,
        colour: str,
        *,
        size: int = TYPE,
        bold: bool = False,
        align: Literal["left", "center", "right"] = "left",
        anchor: Literal["top", "middle"] = "top",
        paper: str | None = None,
    ) -> None:
        """Write lines that begin at a spot, or have their middle or end there, as aligned.

        `paper` is laid behind the words, so that no hairline runs through them.
        """
        # Plotly knows few entities; quotation marks are safe as they are.
        said = "<br>".join(escape(line, quote=False) for line in lines)
        self.notes.append(
            {
                "xref": spot.xref, "x": spot.x, "xanchor": align, "xshift": spot.right,
                "y": spot.y, "yanchor": anchor, "text": f"<b>{said}</b>" if bold else said,
                "align": align, "showarrow": False, "bgcolor": paper, "borderpad": 0,
                "font": {"size": size, "color": colour},
            }
        )  # fmt: skip

    def line(
        self, xs: tuple[float, float], ys: tuple[float, float], colour: str, **style: object
    ) -> None:
        """Draw a line within the plot area, in its axes' units."""
        self.shapes.append(
            {
                "type": "line", "x0": xs[0], "x1": xs[1], "y0": ys[0], "y1": ys[1],
                "line": {"color": colour, **style},
            }
        )  # fmt: skip

    def upright(self, x: float, top: float, bottom: float, colour: str) -> None:
        """Rule a hairline down the plot area, under everything."""
        self.line((x, x), (top, bottom), colour, width=1)
        self.shapes[-1]["layer"] = "below"

    def level(self, y: float, left: float, colour: str) -> None:
        """Rule a hairline across the plot area and `left` pixels of its margin."""
        across = {
            "type": "line", "xref": "paper", "y0": y, "y1": y, "layer": "below",
            "line": {"color": colour, "width": 1},
        }  # fmt: skip
        self.shapes.append({"x0": 0, "x1": 1, **across})
        if left:
            self.shapes.append({"xsizemode": "pixel", "xanchor": 0, "x0": -left, "x1": 0, **across})


def add_points(
    plot: go.Figure,
    events: Sequence[Event],
    xs: Sequence[float],
    ys: Sequence[float],
    language: Language,
) -> None:
    """Lay a clear point over each mark, which carries the event's id as first `customdata`."""
    plot.add_trace(
        go.Scatter(
            x=list(xs),
            y=list(ys),
            mode="markers",
            marker={"size": TARGET, "color": CLEAR, "line": {"width": 0}},
            customdata=[[event.id] for event in events],
            hovertext=[hover_text(event, language) for event in events],
            hoverinfo="text",
            cliponaxis=False,
        )
    )
