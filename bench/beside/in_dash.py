"""The three figures in Dash as its tutorial writes them; `server` is what gunicorn serves."""

from dash import Dash, dcc, html

from bench.beside.three import figures

app = Dash(title="The camps and the summits")
app.layout = html.Main(
    [
        html.H1("The camps and the summits"),
        *(
            html.Section([html.H2(title), dcc.Graph(figure=figure)])
            for title, figure in figures().items()
        ),
    ]
)
server = app.server
