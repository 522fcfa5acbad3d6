"""The three figures in Streamlit as its tutorial writes them: cached data, charts, tables."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.beside.three import figures

st.title("The camps and the summits")
for title, figure in st.cache_data(figures)().items():
    st.header(title)
    st.plotly_chart(figure)
