"""What a reader is told whose page is not of the newest edition, or no longer."""

import streamlit as st

from story.surfaces.open_editions import editions, kept_edition
from story.surfaces.pages import NEWEST
from story.surfaces.site import words
from story.surfaces.site.component import mount
from story.surfaces.site.visit import edition, named_edition
from story.text import Language, Phrases

SAY = Phrases("briefing")
EDITION = Phrases("edition")


def kept(language: Language) -> dict[str, str] | None:
    """Return the choices that every link of the menu keeps: the language, and the edition."""
    found = {} if language is Language.EN else {"lang": str(language)}
    if named := named_edition():
        found["edition"] = named
    return found or None


def show(language: Language) -> None:
    """Say which edition is shown where the address names one that is not the newest."""
    named = named_edition()
    newest = editions().current().edition
    if st.query_params.get("edition") and not named:
        said = SAY.gettext(
            "The address you came by names no edition. What follows is edition {newest}.",
            language, newest=newest,
        )  # fmt: skip
        words.put("site/edition_notice", language, said=said, way="", link="")
        return
    if not named or named == newest:
        return
    if kept_edition(named):
        said = SAY.gettext(
            "You are reading edition {edition}, as in the briefing you come from. The tables have "
            "changed since: the newest edition is {newest}.",
            language, edition=named, newest=newest,
        )  # fmt: skip
        tongue = "" if language is Language.EN else f"?lang={language}"
        words.put(
            "site/edition_notice", language, said=said, way=tongue or "?",
            link=SAY.gettext("Read the newest edition", language),
        )  # fmt: skip
        return
    said = SAY.gettext(
        "Edition {edition} is not kept here. What follows is edition {newest}, in which numbers "
        "may differ from those in your briefing.",
        language, edition=named, newest=newest,
    )  # fmt: skip
    words.put("site/edition_notice", language, said=said, way="", link="")


def watch(language: Language) -> None:
    """Have the browser say when a newer edition is published while the page stays open."""
    if named_edition():
        return
    data = {
        "newest": f"/{NEWEST}",
        "edition": edition().edition,
        "said": EDITION.gettext(
            "A newer edition has been published since this page was opened.", language
        ),
        "show": EDITION.gettext("Show it", language),
        "later": EDITION.gettext("Not now", language),
    }
    mount("newer", data, isolated=False, key="newer")
