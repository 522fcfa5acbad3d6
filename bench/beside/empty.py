"""The least a Streamlit script can do."""

import streamlit as st

st.write("Hello")
