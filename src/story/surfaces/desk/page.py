"""The desk page: files in, problems, a preview of everything that would change, publish, undo."""

import streamlit as st

from story.publishing.refresh import bring_up
from story.surfaces import access
from story.surfaces.access import Editor
from story.surfaces.desk import log, preview, questions, tables
from story.surfaces.desk.files import given, planned
from story.surfaces.open_editions import editions
from story.surfaces.pages import DESK
from story.surfaces.site import words
from story.surfaces.site.visit import visit
from story.text import Language, Phrases

SAY = Phrases("desk")


def show() -> None:
    """Show the page to whoever may use it, and to others the way in."""
    here = visit()
    language = here.language
    words.head(language, DESK.name)
    who = access.editor()
    if who is None:
        _sign_in(language)
        return
    _signed_in(who, language)
    bring_up(editions().folder)
    uploads, withdrawn = given(language)
    if uploads:
        plan = planned(uploads, withdrawn, questions.answers(uploads), language)
        preview.show(plan, uploads, here)
    log.show(here)
    tables.show(here)


def _sign_in(language: Language) -> None:
    if st.user.is_logged_in:
        words.section(
            language,
            SAY.gettext("You may not use the desk", language),
            SAY.gettext(
                "You are signed in as {address}, which is not on the list of those who may, or "
                "your provider does not vouch for it. Whoever signed in half a day ago signs in "
                "again.",
                language, address=str(st.user.get("email") or "?"),
            ),
        )  # fmt: skip
        st.button(SAY.gettext("Sign out", language), on_click=st.logout, key="desk-out")
        return
    words.section(
        language,
        SAY.gettext("Sign in", language),
        SAY.gettext("This page is for those who look after the tables.", language),
    )
    st.button(SAY.gettext("Sign in", language), on_click=st.login, key="desk-in", type="primary")


def _signed_in(who: Editor, language: Language) -> None:
    with st.container(horizontal=True, key="desk-who", vertical_alignment="center"):
        said = SAY.gettext("The log will name you as {name}.", language, name=who.name)
        words.put("site/line", language, text=said)
        if access.mode() == "oidc":
            st.button(SAY.gettext("Sign out", language), on_click=st.logout, key="desk-out")
