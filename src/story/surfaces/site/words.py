"""The words around a page's figures: its head, its sections and the note on how we know."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from story.surfaces.contents import PUBLIC_PAGES
from story.surfaces.html import render
from story.text import Language, Phrases

SAY = Phrases("site")


def put(template: str, language: Language, **values: object) -> None:
    """Show `templates/<template>.html` with these values."""
    st.html(render(template, language, **values))


def head(language: Language, title: str, standfirst: str = "", *, page: str = "") -> None:
    """Show the page's one first-level heading and its standfirst, by default its description."""
    about = next((one.description.within(language) for one in PUBLIC_PAGES if one.name == page), "")
    put("head", language, title=title, standfirst=standfirst or about)


def section(language: Language, title: str, *paragraphs: str) -> None:
    """Show a second-level heading and the paragraphs under it."""
    put("section", language, title=title, paragraphs=paragraphs)


@contextmanager
def choices(language: Language) -> Iterator[None]:
    """Hold a figure's choices, folded away until a reader asks for them."""
    with (
        st.container(key="choices"),
        st.expander(SAY.gettext("Choose what is shown", language)),
    ):
        yield
