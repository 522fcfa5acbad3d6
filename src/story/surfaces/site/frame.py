"""The frame around every page: masthead, language, the page itself, colophon."""

from functools import cache

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from story.publishing.folder import BrokenData
from story.render.svg import palette_css
from story.surfaces import access, uploads
from story.surfaces.html import asset
from story.surfaces.links import SiteLinks
from story.surfaces.metrics import measures
from story.surfaces.open_editions import editions
from story.surfaces.page_content import followed_words
from story.surfaces.pages import ALL_PAGES, DESK, OP_ED, SITE_PAGES, TITLE, Page
from story.surfaces.script_health import pulse
from story.surfaces.site import address, citing, landmarks, notice, present, viewport, words
from story.surfaces.site.visit import edition, language, visit
from story.tables.citation import cite
from story.text import Language

LANGUAGES = {Language.EN: "English", Language.KO: "한국어"}


def show() -> None:
    """Show the page the address names, and note whether it could be drawn.

    Where a visitor sent states of widgets along, a failure may be of their making: it is counted,
    and says nothing about the site's health.
    """
    brought = _brought_states()
    try:
        _show()
    except Exception as error:
        if not brought:
            pulse().failed(error)
        raise
    pulse().ran()


def _brought_states() -> bool:
    context = get_script_run_ctx()
    return bool(context and context.session_state.get_widget_states())


def _show() -> None:
    """Show the page the address names, in its language, within the frame."""
    tongue = language()
    at_desk = access.editor() is not None
    served = (*ALL_PAGES, *((DESK,) if access.shown() else ()))
    menu = (*SITE_PAGES, *((DESK,) if at_desk else ()))
    pages = {page: _page(page, tongue) for page in served}
    current = st.navigation(list(pages.values()), position="hidden")
    entry = next(page for page in served if page.path == current.url_path)
    uploads.note(at_the_desk=at_desk and entry is DESK)
    if address.enter(entry.name):
        measures().visits.labels(entry.name, str(tongue)).inc()
    st.set_page_config(page_title=f"{current.title} · {TITLE.within(tongue)}", layout="wide")
    st.html(_dress())
    with st.container(key="sheet"):
        _masthead([pages[item] for item in menu], tongue)
        tongue = language()
        landmarks.mark(
            tongue, menu="masthead", pages=menu, current=entry, languages=LANGUAGES,
            kept=notice.kept(tongue),
        )  # fmt: skip
        try:
            editions().current()
        except BrokenData as broken:
            _broken(broken)
            return
        notice.show(language())
        with measures().timed(entry.name):
            _content(entry, current)
        _colophon()
        notice.watch(language())
        # Last, so that its report cannot cut short the run that first draws the page.
        viewport.watch(language())


def _page(page: Page, tongue: Language) -> st.Page:
    title = page.title.within(tongue)
    return st.Page(page.file, title=title, url_path=page.path, default=not page.path)


def _content(entry: Page, current: st.Page) -> None:
    """Show the page itself, or its steps on a wall."""
    if present.asked():
        present.show(entry, current)
        return
    current.run()
    if entry is not DESK:
        citing.cite_page(visit())
        words.put("briefing/present_link", language(), **_present_link())


@cache
def _dress() -> words.Html:
    styles = "".join(map(asset, ("fonts.css", "site.css", "panel.css")))
    return words.Html(f"<style>{palette_css()}{styles}</style>")


def _masthead(pages: list[st.Page], tongue: Language) -> None:
    # A link keeps the language and drops the choices, which belong to the page left behind.
    kept = notice.kept(tongue)
    with st.container(key="masthead", horizontal=True):
        st.page_link(pages[0], label=f"**{TITLE.within(tongue)}**", query_params=kept)
        for page in pages:
            st.page_link(page, query_params=kept)
        field = words.written("parts/search_field", tongue, links=SiteLinks(tongue))
        st.html(field, width="content")
        address.pick(
            "lang",
            "Language · 언어",
            {str(item): word for item, word in LANGUAGES.items()},
            str(Language.EN),
            style="segments",
        )


def _present_link() -> dict[str, str]:
    ways = present.ways(language())
    return {"way": ways["into"], "label": ways["label"]}


def say_sorry(_: Exception) -> bool:
    """Show a plain message where a page fails; Streamlit logs the cause. For its hook."""
    measures().errors.inc()
    # In the address's language: what failed may be the state of the choice of one.
    named = st.query_params.get("lang", "")
    words.put("site/sorry", Language(named) if named in set(Language) else Language.EN)
    return True


def _colophon() -> None:
    tongue = language()
    dataset = edition()
    words.put_kept(
        "parts/colophon",
        tongue,
        dataset.edition,
        lambda: {
            "article": cite(dataset, tongue, OP_ED),
            "edition": dataset.edition,
            "followed": followed_words(dataset, tongue),
            "links": SiteLinks(tongue),
        },
    )


def _broken(broken: BrokenData) -> None:
    """Say which file, row and column is at fault; readers and staff see the same plain page."""
    if editions().awaited:
        words.put("site/waiting", language())
        return
    errors = [problem for problem in broken.problems if problem.severity == "error"]
    words.put("site/broken", language(), problems=errors)
