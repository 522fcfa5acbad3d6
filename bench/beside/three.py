"""Three figures of the story's tables, drawn with Plotly Express: what the others show."""

import json
from pathlib import Path

import pandas as pd
import plotly.express as px
from plotly.graph_objects import Figure

DATA = Path(__file__).parents[2] / "data"


def tables() -> dict[str, list[dict[str, object]]]:
    """Return the rows and columns that the three figures show, for tools that read no CSV."""
    shown = {
        "estimates": ["high", "estimate_id", "label_en"],
        "events": ["start_date", "kind", "rights_raised", "title_en"],
        "arrivals": ["period", "value"],
    }
    found = dict(zip(shown, _read(), strict=True))
    return {name: json.loads(found[name][held].to_json(orient="records"))
            for name, held in shown.items()}  # fmt: skip


def _read() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    estimates = pd.read_csv(DATA / "estimates.csv").dropna(subset=["high"])
    events = pd.read_csv(DATA / "events.csv")
    observations = pd.read_csv(DATA / "observations.csv")
    return (
        estimates, events,
        observations[observations["series_id"] == "nk-arrivals-south-korea"],
    )  # fmt: skip


def figures() -> dict[str, Figure]:
    """Return the estimates, the events and the arrivals, by their title."""
    estimates, events, arrivals = _read()
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
