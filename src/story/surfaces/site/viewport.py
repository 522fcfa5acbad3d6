"""How wide the reader's window is: a guess from the request, corrected by the browser."""

import streamlit as st

from story.surfaces.html import asset
from story.text import Language

BREAKPOINT = 720  # CSS pixels; figures have one layout below and one above
KEY = "viewport"


def is_narrow() -> bool:
    """Return whether the window is a phone's: as measured, else as the user agent suggests."""
    measured = st.session_state.get(KEY, {}).get("narrow")
    if measured is not None:
        return bool(measured)
    return "Mobile" in (st.context.headers.get("User-Agent") or "")


def watch(language: Language) -> None:
    """Mount the browser's side; a change of width reruns the page."""
    mount = st.components.v2.component("viewport", js=asset("viewport.js"))
    mount(
        key=KEY,
        data={"lang": str(language), "narrow": is_narrow(), "breakpoint": BREAKPOINT},
        on_narrow_change=_measured,
    )


def _measured() -> None:
    """Nothing to do: the rerun reads the state."""
