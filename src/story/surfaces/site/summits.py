"""The Summits page: who met, who said what, and was human rights raised."""

from collections import Counter
from functools import cache

import streamlit as st

from story.figures.agreement import coding_note
from story.figures.event_card import event_card
from story.surfaces.kept import Kept
from story.surfaces.matter import ANSWERS, codings_that_differ, meetings
from story.surfaces.site import address, apparatus, words
from story.surfaces.site.visit import Visit, visit
from story.text import Phrases
from story.values import VALUES

SAY = Phrases("site")
KINDS = "events.kind"
OFTEN = 3  # people and bodies named in at least so many events can be chosen


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    title = SAY.gettext("Who met, and was human rights raised?", language)
    words.head(language, title, page="summits")
    edition = here.dataset.edition
    words.put_kept(
        "meetings", language, edition, lambda: {"rows": meetings(here.dataset, language)}
    )
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
            "differed": codings_that_differ(here.dataset, language),
        },
    )


def _choices(here: Visit) -> dict[str, object]:
    language = here.language
    # A reader's every choice runs the page, and the table may be long.
    named, first, last = _offered().get(
        (here.dataset.edition, language), lambda: (_people(here), *_years(here))
    )
    with words.choices(language):
        kinds = address.picks("kind", SAY.gettext("Kinds", language), _worded(KINDS, here))
        answers = address.picks(
            "answer", SAY.gettext("Was human rights raised?", language), _worded(ANSWERS, here)
        )
        people = address.picks("people", SAY.gettext("People and bodies", language), named)
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


@cache
def _offered() -> Kept[tuple[dict[str, str], int, int]]:
    return Kept(most=8)


def _years(here: Visit) -> tuple[int, int]:
    starts = [int(one.start_date[:4]) for one in here.dataset.events]
    return min(starts), max(starts)


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
    drawn = set(order)
    titles = {
        one.id: f"{one.start_date} · {one.within('title', language)}"
        for one in here.dataset.events
        if one.id in drawn
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
