"""The browser's side of a part: its script, registered once."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from story.surfaces.html import asset


@cache
def component(name: str, *, isolated: bool = True) -> Callable[..., Any]:
    """Return what mounts `assets/<name>.js`; one not `isolated` wears the page's own styles."""
    return st.components.v2.component(name, js=asset(f"{name}.js"), isolate_styles=isolated)
