"""The Summits page: who met, who said what, and was human rights raised."""

from collections import Counter

import streamlit as st

from story.citation import cite
from story.facts import trump_kim_meetings
from story.figures.agreement import agreement, coding_note
from story.figures.event_card import event_card
from story.model import Event
from story.surfaces.site import address, apparatus, words
from story.surfaces.site.visit import Visit, visit
from story.text import Phrases, period
from story.values import VALUES, value_text

SAY = Phrases("site")
KINDS = "events.kind"
ANSWERS = "events.rights_raised"
OFTEN = 3  # people and bodies named in at least so many events can be chosen


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    title = SAY.gettext("Who met, and was human rights raised?", language)
    words.head(language, title, page="summits")
    edition = here.dataset.edition
    words.put_kept("meetings", language, edition, lambda: {"rows": _meetings(here)})
    drawn = apparatus.draw("timeline", here, **_choices(here))
    order = list(drawn.figure.table["event_id"])
    apparatus.show(drawn, here, on_select=lambda event_id: address.choose("event", event_id))
    _card(here, order)
    apparatus.show(apparatus.draw("statements", here), here)
    words.put_kept(
        "know_summits",
        language,
        edition,
        lambda: {
            "coding": coding_note(here.dataset, language),
            "differed": _differed(here),
        },
    )


def _meetings(here: Visit) -> list[dict[str, object]]:
    return [_meeting(one, here) for one in trump_kim_meetings(here.dataset)]


def _meeting(event: Event, here: Visit) -> dict[str, object]:
    language = here.language
    return {
        "title": event.within("title", language),
        "date": period(event.start_date, event.end_date or event.start_date, language),
        "answer": value_text(ANSWERS, event.rights_raised, language),
        "basis": event.within("rights_basis", language),
        "source": cite(here.dataset, language, event.source_id, event.via_source_id),
    }


def _choices(here: Visit) -> dict[str, object]:
    language = here.language
    starts = [int(one.start_date[:4]) for one in here.dataset.events]
    first, last = min(starts), max(starts)
    with words.choices(language):
        kinds = address.picks("kind", SAY.gettext("Kinds", language), _worded(KINDS, here))
        answers = address.picks(
            "answer", SAY.gettext("Was human rights raised?", language), _worded(ANSWERS, here)
        )
        people = address.picks("people", SAY.gettext("People and bodies", language), _people(here))
        years = address.years("years", SAY.gettext("Years", language), first, last)
        looked_for = address.words("words", SAY.gettext("Search the events", language))
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


def _people(here: Visit) -> dict[str, str]:
    """Return those named most often, by their English name, with the reader's words for each."""
    named: Counter[str] = Counter()
    said: dict[str, str] = {}
    for event in here.dataset.events:
        words_for = event.actors if here.language == "en" else event.actors_ko
        named.update(event.actors)
        said.update(zip(event.actors, words_for, strict=True))
    return {name: said[name] for name, count in named.most_common() if count >= OFTEN}


def _card(here: Visit, order: list[str]) -> None:
    """Show the chosen event, with steps to the one before and the one after."""
    language = here.language
    titles = {
        one.id: f"{one.start_date} · {one.within('title', language)}"
        for one in here.dataset.events
        if one.id in order
    }
    chosen = address.pick("event", SAY.gettext("Choose an event", language), titles, None)
    if not chosen:
        words.put("hint", language)
        return
    card = event_card(here.dataset, language, chosen, order)
    with st.container(horizontal=True):
        _step(SAY.gettext("← Earlier", language), card.previous)
        _step(SAY.gettext("Later →", language), card.next)
    words.put("event_card", language, card=card)


def _step(label: str, event_id: str | None) -> None:
    st.button(
        label,
        disabled=not event_id,
        on_click=address.choose,
        args=("event", event_id or ""),
        type="tertiary",
    )


def _differed(here: Visit) -> list[dict[str, str]]:
    """Return the events on which the two codings differ, in words."""
    language = here.language

    def worded(code: str) -> str:
        return value_text(ANSWERS, code, language)

    return [
        {
            "title": here.dataset.find(Event, one.event_id).within("title", language),
            "first": worded(one.first_code),
            "second": worded(one.second_code),
            "final": worded(one.final_code),
            "why": one.within("why", language),
        }
        for one in agreement(here.dataset).differed
    ]
