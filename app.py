"""The ASGI entry: `streamlit run app.py`."""

import gc

# What is imported stays for good: the collector would look through it a hundred times meanwhile.
gc.disable()

import streamlit as st  # noqa: E402

from story.surfaces import web  # noqa: E402


def say_sorry(error: Exception) -> bool:
    """Show a plain message where a page fails; the pages are loaded when one is asked for."""
    from story.surfaces.site import frame

    return frame.say_sorry(error)


app = st.App(
    web.SCRIPT,
    routes=web.routes(),
    middleware=web.middleware(),
    lifespan=web.lifespan,
    on_script_error=say_sorry,
)
