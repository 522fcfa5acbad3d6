"""Figures drawn as the reader comes near them, where a chapter's stand one after another.

A slow phone takes a third of a second for a plot: the whole story's at once would hold it up for
nine.
"""

from collections.abc import Collection, Sequence

import streamlit as st

from story.surfaces.site.component import mount, noted


def reached(chapter: int) -> Collection[object]:
    """Return the keys of a chapter's figures that the reader has come near."""
    near = st.session_state.get(_key(chapter), {}).get("near")
    return near if isinstance(near, list) else ()


def watch(chapter: int, figures: Sequence[str]) -> None:
    """Mount the browser's side, which says which of a chapter's figures are reached, by key."""
    mount("near", {"figures": list(figures)}, key=_key(chapter), on_near_change=noted)


def _key(chapter: int) -> str:
    return f"near-{chapter}"
