"""The ASGI entry: `streamlit run app.py`."""

import streamlit as st

from story.surfaces import web
from story.surfaces.site.frame import say_sorry

app = st.App(
    web.SCRIPT,
    routes=web.routes(),
    middleware=web.middleware(),
    lifespan=web.lifespan,
    on_script_error=say_sorry,
)
