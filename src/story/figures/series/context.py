"""What the plots of the context series share: their key, and a plot with nothing to draw."""

from html import escape

import plotly.graph_objects as go

from story.figures.lettering import wrapped
from story.figures.style import Look, blank_plot

TYPE = 12


def key_above(look: Look) -> dict[str, object]:
    """Return the layout of Plotly's own key, which wraps to any width, without its switches."""
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 1.02,
        "yanchor": "bottom",
        "font": {"size": TYPE, "color": look.palette.quiet},
        "itemclick": False,
        "itemdoubleclick": False,
    }


def add_sign(plot: go.Figure, name: str, marker: dict[str, object]) -> None:
    """Add an entry to the key without a mark in the plot."""
    plot.add_scatter(x=[None], y=[None], mode="markers", marker=marker, name=name, hoverinfo="skip")


def empty_plot(look: Look, said: str) -> go.Figure:
    """Return a plot that says that nothing is recorded, and draws nothing."""
    plot = blank_plot(look, 120)
    plot.update_xaxes(visible=False).update_yaxes(visible=False)
    plot.add_annotation(
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        text="<br>".join(wrapped(escape(said), 240 if look.narrow else 600, TYPE + 1)),
        showarrow=False,
        font={"size": TYPE + 1, "color": look.palette.quiet},
    )
    return plot
