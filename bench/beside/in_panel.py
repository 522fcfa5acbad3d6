"""The three figures in Panel as its tutorial writes them: cached data, Markdown, panes."""

import panel as pn

from bench.beside.three import figures

pn.extension("plotly", sizing_mode="stretch_width")
pn.Column("# The camps and the summits", *(
    part
    for title, figure in pn.cache(figures)().items()
    for part in (f"## {title}", pn.pane.Plotly(figure))
)).servable(title="The camps and the summits")  # fmt: skip
