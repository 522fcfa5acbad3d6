"""The ASGI entry: `streamlit run app.py`."""

import gc

# What is imported stays for good: the collector would look through it a hundred times meanwhile.
gc.disable()

import streamlit as st  # noqa: E402

from story.surfaces.serving import web  # noqa: E402
from story.surfaces.site.frame import say_sorry  # noqa: E402

web.check_settings()
app = st.App(
    web.SCRIPT,
    routes=web.routes(),
    middleware=web.middleware(),
    lifespan=web.lifespan,
    on_script_error=say_sorry,
)
