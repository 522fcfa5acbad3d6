"""Three figures of the story's tables, drawn with Plotly Express: what the others show."""

from pathlib import Path

import pandas as pd
import plotly.express as px
from plotly.graph_objects import Figure

DATA = Path(__file__).parents[2] / "data"


def figures() -> dict[str, Figure]:
    """Return the estimates, the events and the arrivals, by their title."""
    estimates = pd.read_csv(DATA / "estimates.csv").dropna(subset=["high"])
    events = pd.read_csv(DATA / "events.csv")
    arrivals = pd.read_csv(DATA / "observations.csv").query("series_id.str.contains('arrivals')")
    return {
        "Published estimates": px.scatter(estimates, x="high", y="id", hover_name="quote"),
        "Summits and statements": px.scatter(
            events,
            x="start_date",
            y="kind",
            color="rights_raised",
            hover_name="title_en",
            hover_data=["summary_en"],
        ),
        "Arrivals in the South": px.bar(arrivals, x="period", y="value"),
    }
