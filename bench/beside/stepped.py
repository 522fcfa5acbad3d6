"""One figure that changes by steps, in Streamlit as its tutorial writes it."""

from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

DATA = Path(__file__).parents[2] / "data"
EVENTS = st.cache_data(pd.read_csv)(DATA / "events.csv")

step = st.radio("Step", sorted(EVENTS["kind"].unique()))
st.header(step)
shown = EVENTS[EVENTS["kind"] == step]
st.plotly_chart(
    px.scatter(shown, x="start_date", y="actors", color="rights_raised", hover_name="title_en"),
    key="figure",
)
