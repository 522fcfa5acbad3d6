"""The three figures in Dash as its tutorial writes them."""

import sys
from pathlib import Path

from dash import Dash, dcc, html

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.beside.three import figures

app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        html.H1("The camps and the summits"),
        *(
            html.Div([html.H2(title), dcc.Graph(figure=figure)])
            for title, figure in figures().items()
        ),
    ]
)

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
