"""Colours, type and the Plotly templates, light and dark; colour means origin and nothing else.

Contrasts against the paper: text at least 4.5:1, marks at least 3:1 (held by a test).
"""

from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

SANS = (
    "'Source Sans', 'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', "
    "'Malgun Gothic', sans-serif"
)
SERIF = "'Source Serif', 'Noto Serif KR', 'Noto Serif CJK KR', AppleMyungjo, Batang, serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as hex."""

    paper: str
    ink: str
    quiet: str
    hairline: str
    accent: str
    origins: dict[str, str]
    land: str
    neighbour: str
    sea: str


LIGHT = Palette(
    paper="#FBFAF6",
    ink="#1D1B19",
    quiet="#675F57",
    hairline="#DED8CC",
    accent="#0A4A5E",
    origins={
        "seoul-intelligence": "#5A6B8C",
        "testimony": "#A9612A",
        "kinu-2013": "#0E7C77",
        "nis-2014": "#77599B",
        "kinu-2025": "#0A4A5E",
        "daily-nk": "#76741E",
        "other": "#857F76",
    },
    land="#F1EDE2",
    neighbour="#E9E5DA",
    sea="#E3E9EA",
)
DARK = Palette(
    paper="#15171B",
    ink="#ECE7DE",
    quiet="#A8A196",
    hairline="#34373D",
    accent="#7FCBE4",
    origins={
        "seoul-intelligence": "#9FB2D6",
        "testimony": "#E0A06A",
        "kinu-2013": "#4CC3BB",
        "nis-2014": "#BDA3E0",
        "kinu-2025": "#7FCBE4",
        "daily-nk": "#C9C65A",
        "other": "#A8A29A",
    },
    land="#24272D",
    neighbour="#1D2025",
    sea="#101820",
)
ORIGIN_SYMBOLS = {
    "seoul-intelligence": "circle",
    "testimony": "square",
    "kinu-2013": "diamond",
    "nis-2014": "triangle-up",
    "kinu-2025": "diamond-wide",
    "daily-nk": "circle-open",
    "other": "circle",
}


@dataclass(frozen=True)
class Look:
    """How a plot is dressed: theme, and whether it must fit a phone (320 to 720 px wide)."""

    dark: bool = False
    narrow: bool = False

    @property
    def palette(self) -> Palette:
        """The theme's colours."""
        return DARK if self.dark else LIGHT


PUBLISHED = Look()


@cache
def template(look: Look) -> go.layout.Template:
    """Return the Plotly template: our type, paper and axes, and none of Plotly's defaults."""
    palette = look.palette
    axis = {
        "showgrid": True,
        "gridcolor": palette.hairline,
        "gridwidth": 1,
        "zeroline": False,
        "linecolor": palette.hairline,
        "tickcolor": palette.hairline,
        "ticks": "",
        "tickfont": {"color": palette.quiet, "size": 12},
        "fixedrange": True,
        "title": {"font": {"color": palette.quiet, "size": 12}},
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": palette.paper,
            "plot_bgcolor": palette.paper,
            "font": {"family": SANS, "size": 13, "color": palette.ink},
            "colorway": [palette.accent],
            "xaxis": axis,
            "yaxis": axis,
            "showlegend": False,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0},
            "dragmode": False,
            "hovermode": "closest",
            "separators": ".,",
            "hoverlabel": {
                "bgcolor": palette.paper,
                "bordercolor": palette.quiet,
                "font": {"family": SANS, "color": palette.ink, "size": 13},
                "align": "left",
            },
        }
    )


def blank_plot(look: Look, height: int) -> go.Figure:
    """Return an empty plot in our dress, `height` pixels high, as wide as its container."""
    plot = go.Figure()
    # Named at each plot: importing Streamlit replaces Plotly's default template.
    plot.update_layout(template=template(look), height=height, autosize=True)
    return plot
