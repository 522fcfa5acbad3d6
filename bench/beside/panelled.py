"""The three figures in Panel as its tutorial writes them."""

import sys
from pathlib import Path

import panel as pn

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.beside.three import figures

pn.extension("plotly")
DRAWN = figures()


def page() -> pn.Column:
    """Return what one visitor is shown."""
    shown = [pn.Column(f"## {title}", pn.pane.Plotly(figure)) for title, figure in DRAWN.items()]
    return pn.Column("# The camps and the summits", *shown)


if __name__ == "__main__":
    pn.serve(page, port=int(sys.argv[1]), address="127.0.0.1", show=False)
