"""The log at the desk, and the way back to an earlier edition."""

from functools import cache

import streamlit as st

from story.publishing.archive import Damaged, inspect
from story.publishing.folder import read_files, read_loose_files
from story.publishing.history import Entry, history
from story.publishing.refresh import Plan, back, back_alone, stuck_said
from story.surfaces import access
from story.surfaces.cache import Memory
from story.surfaces.desk import preview
from story.surfaces.desk.publishing import carry_out
from story.surfaces.open_editions import editions
from story.surfaces.site import words
from story.surfaces.site.address import as_text
from story.surfaces.site.visit import Visit
from story.text import Language, Phrases

SAY = Phrases("desk")
MOST = 30  # entries shown
NEAR = 8  # damages that are named
ALONE, WHOLE = "alone", "whole"


def show(here: Visit) -> None:
    """Show the newest entries, and let an earlier edition be brought back."""
    language = here.language
    entries = history(editions().folder)
    words.section(language, SAY.gettext("The log", language))
    _damages(language)
    if not entries:
        said = SAY.gettext("Nothing has been published from here yet.", language)
        words.put("site/line", language, text=said)
        return
    words.put("desk/log", language, entries=[_entry(entry, language) for entry in entries[:MOST]])
    _way_back(entries, here)


def _damages(language: Language) -> None:
    """Say what of the editions is damaged, what that costs, and what mends it."""
    found = [item for item in inspect(editions().folder) if not item.known]
    lines = [
        " ".join(part.within(language) for part in (entry.message, entry.cost, entry.cure))
        for entry in found[:NEAR]
    ]
    if len(found) > NEAR:
        more = SAY.gettext("and {count} more", language, count=len(found) - NEAR)
        lines.append(more)
    if lines:
        text = SAY.gettext("The archive of the editions is damaged:", language)
        words.put("desk/notice", language, lines=lines, text=text)


def _entry(entry: Entry, language: Language) -> dict[str, object]:
    return {
        "number": entry.number,
        "edition": entry.edition,
        "moment": f"{entry.at:%Y-%m-%d %H:%M} UTC",
        "who": entry.who,
        "reason": entry.why(language),
        "kind": kind_of(entry, language),
        "sentences": [said.within(language) for said in entry.sentences],
        "answers": [
            f"{each.question.within(language)} {each.answer.within(language)}"
            for each in entry.answers
        ],
        "aside": SAY.gettext(
            "Set aside because of errors: {files}.", language, files=", ".join(entry.aside)
        )
        if entry.aside
        else "",
    }


def kind_of(entry: Entry, language: Language) -> str:
    """Return how an edition came about."""
    return {
        "start": SAY.gettext("the log begins", language),
        "publish": SAY.gettext("published", language),
        "undo": SAY.gettext("brought back", language),
        "by-hand": SAY.gettext("edited by hand", language),
    }[entry.kind]


def _way_back(entries: tuple[Entry, ...], here: Visit) -> None:
    language = here.language
    current = read_files(editions().folder).edition
    earlier = [entry for entry in entries if entry.edition != current]
    if not earlier:
        return
    words.section(
        language,
        SAY.gettext("Take it back", language),
        SAY.gettext(
            "What is taken back is a new edition; the log keeps both. Before anything is taken "
            "back, you see what goes with it.",
            language,
        ),
    )
    ways = {
        ALONE: SAY.gettext("One publication alone; those after it stay", language),
        WHOLE: SAY.gettext("Everything since an earlier edition, byte for byte", language),
    }
    way = st.radio(
        SAY.gettext("What is taken back", language), list(ways), index=None,
        format_func=ways.__getitem__, key="desk-back-way",
    )  # fmt: skip
    if way is None:
        return
    # The first edition of a log changed nothing.
    listed = [item for item in entries if item.number > 1] if way == ALONE else earlier
    names = {
        each.number: f"{each.number} · {each.at:%Y-%m-%d %H:%M} UTC · {each.why(language)}"
        for each in listed[:MOST]
    }
    number = st.radio(
        SAY.gettext("Publication to take back", language)
        if way == ALONE
        else SAY.gettext("Edition to bring back", language),
        list(names),
        index=None,
        format_func=lambda entry: as_text(names[entry]),
        key=f"desk-back-{way}",
    )
    if number is not None:
        loose = read_loose_files(editions().folder).edition
        try:
            plan = _planned(way, number, current, loose)
        except Damaged as damaged:
            words.put("desk/notice", language, lines=[damaged.why.within(language)],
                      text=SAY.gettext("This cannot be taken back:", language))  # fmt: skip
        else:
            _ask(plan, language)


def _ask(plan: Plan, language: Language) -> None:
    """Show what an undo does, all that it takes back and all that it cannot, and ask."""
    if len(plan.taken_back) > 1:
        words.put(
            "desk/notice", language,
            text=SAY.ngettext(
                "This takes back {count} publication:", "This takes back {count} publications:",
                len(plan.taken_back), language,
            ),
            lines=[f"{item.number} · {item.who or '–'} · {item.why(language)}"
                   for item in plan.taken_back],
        )  # fmt: skip
    if plan.stuck:
        words.put(
            "desk/notice", language,
            text=SAY.gettext("This cannot be taken back, and stays:", language),
            lines=[said.within(language) for said in stuck_said(plan)],
        )  # fmt: skip
    if plan.errors:
        lines = [error.problem.message.within(language) for error in plan.errors]
        words.put("desk/notice", language, lines=lines,
                  text=SAY.gettext("This cannot be taken back:", language))  # fmt: skip
        return
    if plan.empty:
        words.put("site/line", language, text=SAY.gettext("Nothing would change.", language))
        return
    words.put(
        "desk/list", language, lines=[sentence.within(language) for sentence in plan.sentences]
    )
    preview.cells(plan, language)
    token = access.token()
    with st.form(f"desk-undo-{token}", border=False):
        reason = st.text_area(SAY.gettext("Reason", language), key="desk-back-reason")
        sent = st.form_submit_button(SAY.gettext("Bring it back", language))
    if sent:
        carry_out(plan, reason, language, token)


@cache
def _plans() -> Memory[Plan]:
    return Memory(4)


def _planned(way: str, number: int, edition: str, loose: str) -> Plan:
    folder = editions().folder
    ask = back_alone if way == ALONE else back
    return _plans().get((way, number, edition, loose), lambda: ask(folder, number))
