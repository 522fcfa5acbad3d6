"""The Summits page: who met, who said what, and was human rights raised."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from story.figures.events.agreement import coding_note
from story.figures.events.card import event_card
from story.figures.events.choice import choose
from story.figures.events.index import EventIndex, index_of
from story.surfaces.cache import Memory
from story.surfaces.links import SiteLinks
from story.surfaces.page_content import ANSWERS, codings_counted, codings_that_differ, meetings
from story.surfaces.site import address, figure_block, words
from story.surfaces.site.visit import Visit, visit
from story.tables.model import Event
from story.tables.values import VALUES
from story.text import Language, Phrases, number

SAY = Phrases("site")
KINDS = "events.kind"
OFTEN = 3  # people and bodies named in at least so many events are offered unasked
MOST = 40  # people and bodies offered at once


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    words.head(language, "summits")
    edition = here.dataset.edition
    words.put_kept(
        "parts/meetings", language, edition, lambda: {"rows": meetings(here.dataset, language)}
    )
    choices = _choices(here)
    drawn = figure_block.draw("timeline", here, **choices)
    figure_block.show(
        drawn, here, on_select=lambda event_id: address.choose("event", event_id), card="event-"
    )
    _card(here, drawn, choices)
    figure_block.show(figure_block.draw("statements", here), here)
    words.put_kept(
        "parts/know_summits",
        language,
        edition,
        lambda: {
            "coding": coding_note(here.dataset, language),
            "differed": codings_that_differ(here.dataset, language),
            "differed_counted": codings_counted(here.dataset, language),
        },
    )


def _choices(here: Visit) -> dict[str, Any]:
    language = here.language
    index = index_of(here.dataset)
    first, last = int(index.year.min()), int(index.year.max())
    with words.choices(language):
        kinds = address.picks("kind", SAY.gettext("Kinds", language), _worded(KINDS, here))
        answers = address.picks(
            "answer", SAY.gettext("Was human rights raised?", language), _worded(ANSWERS, here)
        )
        people = _people(index, language)
        years = address.years("years", SAY.gettext("Years", language), first, last)
        looked_for = address.words(
            "words",
            SAY.gettext("Search the events", language),
            lambda asked: len(index.words.matching(asked)) > 0,
        )
        details = address.switch("details", SAY.gettext("Show details as well", language))
    return {
        "kinds": kinds or None,
        "answers": answers or None,
        "people": people or None,
        "years": None if years == (first, last) else (f"{years[0]}", f"{years[1]}"),
        "words": looked_for,
        "importance": 3 if details else 2,
    }


def _worded(column: str, here: Visit) -> dict[str, str]:
    return {code: text.within(here.language) for code, text in VALUES[column].items()}


def _people(index: EventIndex, language: Language) -> tuple[str, ...]:
    """Let the reader choose people and bodies: the most often named, or those looked for."""
    english = list(index.people)
    options = index.people if language == "ko" else dict(zip(english, english, strict=True))
    looked_for = address.words(
        "name",
        SAY.gettext("Find a person or body", language),
        lambda asked: len(index.people_words.matching(asked)) > 0,
    )
    found = [english[place] for place in index.people_words.matching(looked_for)]
    offered = [item for item in found[:MOST] if looked_for or len(index.named[item]) >= OFTEN]
    label = SAY.gettext("People and bodies", language)
    chosen = address.picks("people", label, options, offered=offered)
    if len(offered) < (len(found) if looked_for else len(english)):
        words.put("site/line", language, text=_offered(len(offered), len(found), language))
    elif not found:
        text = SAY.gettext("Nobody of this name took part in an event.", language)
        words.put("site/line", language, text=text)
    return chosen


def _offered(offered: int, whole: int, language: Language) -> str:
    return SAY.gettext(
        "{offered} of {whole} people and bodies are offered, those named most often. "
        "Type a name to find others.",
        language,
        offered=number(offered, language),
        whole=number(whole, language),
    )


@cache
def _listed() -> Memory[dict[str, str]]:
    return Memory(400)


def _card(here: Visit, drawn: figure_block.Drawn, choices: Mapping[str, Any]) -> None:
    """Show the chosen event, with steps to the one before and the one after."""
    language = here.language
    listed = _listed().get(drawn.key, lambda: _titles(drawn.figure.table["event_id"], here))
    named = address.named("event")
    # A link may lead to an event that is only counted: it is a choice like those with marks.
    if named and named not in listed and choose(here.dataset, **choices).has(named):
        listed = _titles(
            sorted([*listed, named], key=index_of(here.dataset).places.__getitem__), here
        )
    chosen = address.pick("event", SAY.gettext("Choose an event", language), listed, None)
    if not chosen:
        words.put("site/hint", language)
        return
    card = event_card(here.dataset, language, chosen, list(listed))
    with st.container(horizontal=True):
        _step(SAY.gettext("← Earlier", language), card.previous)
        _step(SAY.gettext("Later →", language), card.next)
    words.put("parts/event_card", language, card=card, links=SiteLinks(language))


def _titles(event_ids: Iterable[str], here: Visit) -> dict[str, str]:
    found = (here.dataset.find(Event, item) for item in event_ids)
    return {
        entry.id: f"{entry.start_date} · {entry.within('title', here.language)}" for entry in found
    }


def _step(label: str, event_id: str | None) -> None:
    st.button(
        label,
        disabled=not event_id,
        on_click=address.choose,
        args=("event", event_id or ""),
        type="tertiary",
    )
