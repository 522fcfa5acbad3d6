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
    observations = pd.read_csv(DATA / "observations.csv")
    arrivals = observations[observations["series_id"] == "nk-arrivals-south-korea"]
    return {
        "Published estimates": px.scatter(
            estimates, x="high", y="estimate_id", hover_name="label_en"
        ),
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
