"""The log at the desk, and the way back to an earlier edition."""

import streamlit as st

from story.history import Entry, history
from story.refresh import Plan, back
from story.surfaces.desk import access
from story.surfaces.desk.publishing import carry_out
from story.surfaces.shelf import editions
from story.surfaces.site import words
from story.surfaces.site.address import as_text
from story.surfaces.site.visit import Visit
from story.tables import read_files, read_loose_files
from story.text import Language, Phrases

SAY = Phrases("desk")
MOST = 30  # entries shown
NEAR = 8  # of them offered here; the command brings back any


def show(here: Visit) -> None:
    """Show the newest entries, and let an earlier edition be brought back."""
    language = here.language
    entries = history(editions().folder)
    words.section(language, SAY.gettext("The log", language))
    if not entries:
        said = SAY.gettext("Nothing has been published from here yet.", language)
        words.put("line", language, text=said)
        return
    words.put("desk_log", language, entries=[_entry(one, language) for one in entries[:MOST]])
    _way_back(entries, here)


def _entry(one: Entry, language: Language) -> dict[str, object]:
    return {
        "number": one.number,
        "edition": one.edition,
        "moment": f"{one.at:%Y-%m-%d %H:%M} UTC",
        "who": one.who,
        "reason": one.why(language),
        "kind": kind_of(one, language),
        "sentences": [said.within(language) for said in one.sentences],
        "aside": SAY.gettext(
            "Set aside because of errors: {files}.", language, files=", ".join(one.aside)
        )
        if one.aside
        else "",
    }


def kind_of(one: Entry, language: Language) -> str:
    """Return how an edition came about."""
    return {
        "start": SAY.gettext("the log begins", language),
        "publish": SAY.gettext("published", language),
        "undo": SAY.gettext("brought back", language),
        "by-hand": SAY.gettext("edited by hand", language),
    }[one.kind]


def _way_back(entries: tuple[Entry, ...], here: Visit) -> None:
    language = here.language
    current = read_files(editions().folder).edition
    earlier = [one for one in entries if one.edition != current]
    if not earlier:
        return
    words.section(
        language,
        SAY.gettext("Take it back", language),
        SAY.gettext(
            "An earlier edition comes back byte for byte, as a new edition; the log keeps both.",
            language,
        ),
    )
    names = {
        one.number: f"{one.number} · {one.at:%Y-%m-%d %H:%M} UTC · {one.reason}" for one in earlier
    }
    number = st.radio(
        SAY.gettext("Edition to bring back", language),
        list(names),
        index=None,
        format_func=lambda one: as_text(names[one]),
        key="desk-back",
    )
    if number is None:
        return
    plan = _planned(number, current, read_loose_files(editions().folder).edition)
    words.put("desk_list", language, lines=[one.within(language) for one in plan.sentences])
    if plan.errors:
        lines = [one.problem.message.within(language) for one in plan.errors]
        words.put("desk_notice", language, lines=lines,
                  text=SAY.gettext("This edition cannot be brought back:", language))  # fmt: skip
        return
    token = access.token()
    with st.form(f"desk-undo-{token}", border=False):
        reason = st.text_area(SAY.gettext("Reason", language), key="desk-back-reason")
        sent = st.form_submit_button(SAY.gettext("Bring it back", language))
    if sent:
        carry_out(plan, reason, language, token)


@st.cache_resource(max_entries=4, show_spinner=False)
def _planned(number: int, edition: str, loose: str) -> Plan:
    return back(editions().folder, number)
