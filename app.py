"""The ASGI entry: `streamlit run app.py`."""

import streamlit as st

from story.surfaces import web

app = st.App(web.SCRIPT, routes=web.routes(), middleware=web.middleware())
