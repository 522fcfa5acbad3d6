"""The words around a page's figures: its head, its sections and the note on how we know."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from textwrap import dedent

import streamlit as st

from story.surfaces.cache import Memory
from story.surfaces.html import render
from story.surfaces.pages import DESK, PUBLIC_PAGES
from story.text import Language, Phrases

SAY = Phrases("site")


class Html:
    """HTML that is ready to be sent as it stands."""

    def __init__(self, text: str) -> None:
        self.text = dedent(text).strip()

    def _repr_html_(self) -> str:
        return self.text


def written(template: str, language: Language, **values: object) -> Html:
    """Return `templates/<template>.html` with these values."""
    return Html(render(template, language, **values))


def put(template: str, language: Language, **values: object) -> None:
    """Show `templates/<template>.html` with these values."""
    st.html(written(template, language, **values))


def put_kept(
    template: str, language: Language, key: Hashable, make: Callable[[], Mapping[str, object]]
) -> None:
    """Show a template whose values `make` finds once for a key, which must name the edition.

    Without a key (None) it is written anew: nobody else will type the same words.
    """

    def write() -> Html:
        return written(template, language, **make())

    st.html(write() if key is None else _kept().get((template, language, key), write))


@cache
def _kept() -> Memory[Html]:
    return Memory(800)


def head(language: Language, page: str, standfirst: str = "") -> None:
    """Show a page's one first-level heading and its standfirst, by default its description."""
    entry = next(item for item in (*PUBLIC_PAGES, DESK) if item.name == page)
    about = standfirst or entry.description.within(language)
    values = {"title": entry.headline.within(language), "standfirst": about}
    put_kept("parts/head", language, (*values.values(),), lambda: values)


def section(language: Language, title: str, *paragraphs: str) -> None:
    """Show a second-level heading and the paragraphs under it."""
    values = {"title": title, "paragraphs": paragraphs}
    put_kept("site/section", language, (title, paragraphs), lambda: values)


@contextmanager
def choices(language: Language) -> Iterator[None]:
    """Hold a figure's choices, folded away until a reader asks for them."""
    with (
        st.container(key="choices"),
        st.expander(SAY.gettext("Choose what is shown", language)),
    ):
        yield
