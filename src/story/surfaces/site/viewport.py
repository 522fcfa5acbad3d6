"""How wide the reader's window is: a guess from the request, corrected by the browser."""

import streamlit as st

from story.surfaces.site.component import mount, noted
from story.text import Language

KEY = "viewport"
# The widest window of each kind but the last, in CSS pixels where letters have 16 of them: a plot
# needs about 700 of its own.
ROOMS = {"phone": 859, "desk": None}


def room() -> str:
    """Return the window's kind, a key of ROOMS: as measured, else as the user agent suggests."""
    measured = st.session_state.get(KEY, {}).get("room")
    if measured in ROOMS:
        return str(measured)
    return "phone" if "Mobile" in (st.context.headers.get("User-Agent") or "") else "desk"


def watch(language: Language) -> None:
    """Mount the browser's side; a change of room or of paper, light or dark, reruns the page."""
    data = {"lang": str(language), "room": room(), "rooms": ROOMS}
    mount("viewport", data, key=KEY, on_room_change=noted, on_paper_change=noted)
