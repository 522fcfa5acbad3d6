"""A plot drawn in pixels from the top: strokes are gathered, then become one Plotly figure.

The y axis counts pixels, so that labels and marks keep their distances whatever the container's
width; only x follows the container. Strokes are gathered because Plotly checks all earlier ones
again each time one is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import plotly.graph_objects as go

from story.figures.lettering import text_width
from story.figures.marks import Mark, glyph, mark_traces, printed_value
from story.figures.style import Look, blank_plot
from story.text import Language

SMALL = 12  # type size of everything but a row's name
AIR = 10  # between a mark and what is written beside it

Stroke = dict[str, object]


@dataclass(frozen=True)
class Drawing:
    """A plot in the making: its look, its margins in pixels, and the strokes so far.

    `axis_width` is the length of the x axis in the narrowest container the look must serve.
    """

    look: Look
    left: float
    right: float
    axis_width: float
    axis: tuple[float, float]
    traces: list[Stroke] = field(default_factory=list)
    shapes: list[Stroke] = field(default_factory=list)
    annotations: list[Stroke] = field(default_factory=list)

    def plot(self, height: float) -> go.Figure:
        """Return the figure, `height` pixels high, with no ticks or grid but those drawn."""
        plot = blank_plot(self.look, round(height))
        plot.add_traces(self.traces)
        plot.update_layout(
            barmode="overlay",
            margin={"l": self.left, "r": self.right, "t": 0, "b": 0},
            xaxis={
                "range": list(self.axis),
                "showgrid": False,
                "showticklabels": False,
                "showline": False,
            },
            yaxis={"range": [height, 0], "visible": False},
            shapes=self.shapes,
            annotations=self.annotations,
        )
        return plot

    def text(
        self,
        lines: Sequence[str],
        top: float,
        colour: str,
        *,
        indent: float = 0,
        italic: bool = False,
    ) -> None:
        """Write plain lines from the picture's left edge, `indent` pixels in."""
        said = "<br>".join(escape(line) for line in lines)
        self.html(f"<i>{said}</i>" if italic else said, top, colour, indent=indent)

    def html(
        self, said: str, top: float, colour: str, *, indent: float = 0, size: int = SMALL
    ) -> None:
        """Write lines that are already marked up and escaped."""
        self.annotations.append(
            {
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "xshift": indent - self.left,
                "y": top - 2,
                "yanchor": "top",
                "text": said,
                "align": "left",
                "showarrow": False,
                "bgcolor": self.look.palette.paper,  # rules and grid stop at words
                "borderpad": 0,
                "font": {"size": size, "color": colour},
            }
        )

    def at(self, x: float, y: float, said: str, colour: str, **more: object) -> None:
        """Write marked-up text centred on a place of the axis, unless `more` anchors it."""
        self.annotations.append(
            {
                "x": x,
                "y": y,
                "text": said,
                "showarrow": False,
                "bgcolor": self.look.palette.paper,
                "borderpad": 1,
                "font": {"size": SMALL, "color": colour},
                **more,
            }
        )

    def rule(self, y: float, *, dash: str = "solid", colour: str | None = None) -> None:
        """Rule a line across the whole picture."""
        line = {"color": colour or self.look.palette.quiet, "width": 1, "dash": dash}
        flat: Stroke = {"type": "line", "xref": "paper", "y0": y, "y1": y, "line": line}
        in_margin = {"xsizemode": "pixel", "xanchor": 0, "x0": -self.left, "x1": 0}
        self.shapes.append({**flat, **in_margin, "layer": "below"})
        self.shapes.append({**flat, "x0": 0, "x1": 1, "layer": "below"})

    def upright(self, x: float, top: float, bottom: float, **line: object) -> None:
        """Rule a line down the picture at `x`, below the marks."""
        self.shapes.append(
            {
                "type": "line",
                "x0": x,
                "x1": x,
                "y0": top,
                "y1": bottom,
                "layer": "below",
                "line": {"color": self.look.palette.hairline, "width": 1, **line},
            }
        )

    def symbol(self, origin_id: str, y: float, *, indent: float = 0, size: float = 11) -> None:
        """Draw an origin's symbol before a label that starts `indent` pixels in."""
        self.shapes.append(glyph(origin_id, indent - self.left + 7, y, self.look, size))

    def mark(self, mark: Mark, language: Language) -> None:
        """Draw a published figure and write beside it what was printed."""
        self.traces.extend(mark_traces(mark, self.look))
        said = printed_value(mark.printed, language)
        palette = self.look.palette
        focused = mark.weight == "focus"
        right = self._fits_right(mark.ends[1], said)
        self.at(
            mark.ends[1] if right else mark.ends[0],
            mark.y,
            f"<b>{said}</b>" if focused else said,
            palette.ink if focused else palette.quiet,
            xanchor="left" if right else "right",
            xshift=AIR if right else -AIR,
        )

    def _fits_right(self, x: float, said: str) -> bool:
        first, last = self.axis
        place = (x - first) / (last - first) * self.axis_width
        return place + AIR + text_width(said, SMALL) * 1.05 <= self.axis_width + self.right - 4
