"""The Overview page: the opening, the three questions, and what else is known."""

import streamlit as st

from story import facts
from story.citation import cite
from story.model import Event
from story.surfaces.contents import PAGES
from story.surfaces.site import apparatus, words
from story.surfaces.site.claims import strip
from story.surfaces.site.visit import Visit, visit
from story.text import Phrases, date, number, period
from story.values import value_text

SAY = Phrases("site")
CONTEXT = ("un_record", "envoy", "arrivals", "families")


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    _opening(here)
    _question(
        "estimates",
        SAY.gettext("How many people are held?", language),
        apparatus.draw("estimates", here).summary,
        here,
    )
    _question(
        "camps",
        SAY.gettext("Where are the camps, and which of them operate?", language),
        apparatus.draw("camps", here).summary,
        here,
    )
    _question(
        "summits",
        SAY.gettext("Who met, and was human rights raised?", language),
        SAY.gettext(
            "Donald Trump and Kim Jong Un met in person {count} times. For "
            "each meeting this is what is known of whether human rights were raised, and on what "
            "basis. Nobody outside the rooms can check.",
            language,
            count=len(facts.trump_kim_meetings(here.dataset)),
        ),
        here,
    )
    _meetings(here)
    words.section(
        language,
        SAY.gettext("What else is known", language),
        SAY.gettext(
            "Four records that go on while the question stays open: what the UN has adopted, "
            "whether the US envoy's post is filled, how many people reach the South, and how many "
            "families still wait.",
            language,
        ),
    )
    for name in CONTEXT:
        apparatus.show(apparatus.draw(name, here), here, level=3)
    newest = max(one.published for one in here.dataset.sources)
    words.put("know_overview", language, date=date(newest, language))


def _opening(here: Visit) -> None:
    language = here.language
    numbers = facts.opening(here.dataset)
    words.put(
        "opening",
        language,
        counted=number(numbers.counted.value, language),
        estimates=[
            number(value or 0, language)
            for value in (numbers.lower.low, numbers.ceiling.high, numbers.total.point)
        ],
        standfirst=PAGES[0].description.within(language),
    )
    apparatus.show(apparatus.draw("opening", here), here)
    words.put("strip", language, parts=strip(here))


def _question(name: str, title: str, answer: str, here: Visit) -> None:
    page = next(one for one in PAGES if one.name == name)
    words.section(here.language, title, answer)
    st.page_link(
        str(page.file),
        label=SAY.gettext(
            "See the page: {page}", here.language, page=page.title.within(here.language)
        ),
        query_params={"lang": str(here.language)} if here.language != "en" else None,
    )


def _meetings(here: Visit) -> None:
    meetings = facts.trump_kim_meetings(here.dataset)
    words.put("meetings", here.language, rows=[_meeting(one, here) for one in meetings])


def _meeting(event: Event, here: Visit) -> dict[str, object]:
    language = here.language
    return {
        "title": event.within("title", language),
        "date": period(event.start_date, event.end_date or event.start_date, language),
        "code": event.rights_raised,
        "answer": value_text("events.rights_raised", event.rights_raised, language),
        "basis": event.within("rights_basis", language),
        "source": cite(here.dataset, language, event.source_id, event.via_source_id),
    }
