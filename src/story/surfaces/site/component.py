"""The browser's side of a part: its script, registered once."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from story.surfaces.html import asset


def mount(
    name: str, data: Mapping[str, object], *, script: str = "", isolated: bool = True,
    **given: object,
) -> None:  # fmt: skip
    """Mount a script, by default `assets/<name>.js`, with its data.

    One not `isolated` wears the page's own styles. `given` are Streamlit's own: `key` and what to
    call when a part of the state changes.
    """
    # In a list: of a dictionary Streamlit asks of each value whether it is a table in disguise.
    _registered(name, script, isolated)(data=[data], **given)


def noted() -> None:
    """Nothing to do when a part of the state changes: the rerun reads it."""


@cache
def _registered(name: str, script: str, isolated: bool) -> Callable[..., Any]:
    return st.components.v2.component(
        name, js=script or asset(f"{name}.js"), isolate_styles=isolated
    )
