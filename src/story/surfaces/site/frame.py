"""The frame around every page: masthead, language, the page itself, colophon."""

import logging
from functools import cache

import streamlit as st

from story.citation import cite
from story.surfaces.contents import OP_ED, PAGES, TITLE
from story.surfaces.html import asset
from story.surfaces.operation.measures import measures
from story.surfaces.pulse import pulse
from story.surfaces.shelf import editions
from story.surfaces.site import address, citing, landmarks, viewport, words
from story.surfaces.site.visit import language, visit
from story.tables import BrokenData
from story.text import Language

LOG = logging.getLogger(__name__)
LANGUAGES = {Language.EN: "English", Language.KO: "한국어"}


def show() -> None:
    """Show the page the address names, in its language, within the frame."""
    tongue = language()
    pages = [
        st.Page(
            page.file, title=page.title.within(tongue), url_path=page.path, default=not page.path
        )
        for page in PAGES
    ]
    current = st.navigation(pages, position="hidden")
    entry = next(page for page in PAGES if page.path == current.url_path)
    if address.enter(entry.name):
        measures().visits.labels(entry.name, str(tongue)).inc()
    st.set_page_config(page_title=f"{current.title} · {TITLE.within(tongue)}", layout="wide")
    st.html(_dress())
    with st.container(key="sheet"):
        _masthead(pages, tongue)
        landmarks.mark(language(), menu="masthead", current=entry, languages=LANGUAGES)
        try:
            editions().current()
        except BrokenData as broken:
            _broken(broken)
            return
        with measures().timed(entry.name):
            current.run()
        citing.cite_page(visit())
        _colophon()
        # Last, so that its report cannot cut short the run that first draws the page.
        viewport.watch(language())
    pulse().ran()


@cache
def _dress() -> words.Html:
    return words.Html(f"<style>{asset('site.css')}</style>")


def _masthead(pages: list[st.Page], tongue: Language) -> None:
    # A link keeps the language and drops the choices, which belong to the page left behind.
    kept = {"lang": str(tongue)} if tongue is not Language.EN else None
    with st.container(key="masthead", horizontal=True):
        st.page_link(pages[0], label=f"**{TITLE.within(tongue)}**", query_params=kept)
        for page in pages:
            st.page_link(page, query_params=kept)
        address.pick(
            "lang",
            "Language · 언어",
            {str(one): word for one, word in LANGUAGES.items()},
            str(Language.EN),
            style="segments",
        )


def say_sorry(error: Exception) -> bool:
    """Show a plain message where a page fails; the log has the cause. For Streamlit's hook."""
    LOG.error("A page failed", exc_info=error)
    pulse().failed(error)
    measures().errors.inc()
    words.put("sorry", language())
    return True


def _colophon() -> None:
    tongue = language()
    dataset = editions().current()
    words.put_kept(
        "colophon",
        tongue,
        dataset.edition,
        lambda: {"article": cite(dataset, tongue, OP_ED), "edition": dataset.edition},
    )


def _broken(broken: BrokenData) -> None:
    """Say which file, row and column is at fault; readers and staff see the same plain page."""
    errors = [one for one in broken.problems if one.severity == "error"]
    words.put("broken", language(), problems=errors)
