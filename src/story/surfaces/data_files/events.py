"""The events for calendars (iCalendar, RFC 5545) and for timelines (TimelineJS 3)."""

import calendar
import json
from datetime import UTC, date, datetime, timedelta
from html import escape
from urllib.parse import urljoin

from icalendar import Calendar
from icalendar import Event as Appointment

from story.figures.events.card import EventCard, event_card
from story.surfaces.pages import TITLE
from story.tables import Dataset
from story.tables.citation import citation
from story.tables.model import Event
from story.text import Language, Phrases

SAY = Phrases("data_files")
IDENTITY = "the-camps-and-the-summits"  # behind the @ of an event's lasting identity


def icalendar(dataset: Dataset, language: Language, issued: str, pages: str) -> bytes:
    """Return a calendar of all events, each a whole-day entry that blocks nobody's time.

    `issued`: the edition's ISO date, blank where none is known. `pages`: the address, ending in a
    slash, under which each event has its page; blank without one. What is only known to the month
    or year stands on all of its days, and says so.
    """
    made = Calendar()
    made.add("prodid", f"-//{IDENTITY}//{dataset.edition}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", TITLE.within(language))
    newest = max((event.start_date for event in dataset.events), default="")
    stamp = datetime.combine(_days(issued or newest or "1980")[0], datetime.min.time(), UTC)
    for event in dataset.events:
        card = event_card(dataset, language, event.id, ())
        first, last = _days(event.start_date)[0], _days(event.end_date or event.start_date)[1]
        entry = Appointment()
        entry.add("uid", f"{event.id}@{IDENTITY}")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
        entry.add("summary", card.title)
        entry.add("description", "\n\n".join(_told(dataset, event, card, language)))
        entry.add("categories", [card.kind_text])
        entry.add("transp", "TRANSPARENT")
        if card.place:
            entry.add("location", card.place)
        if pages:
            entry.add("url", urljoin(pages, f"{event.id}.html"))
        made.add_component(entry)
    return bytes(made.to_ical())


def timeline(dataset: Dataset, language: Language) -> bytes:
    """Return the events as TimelineJS 3 reads them; its texts are HTML, so ours are escaped."""
    said = {
        "title": {"text": {"headline": escape(TITLE.within(language)), "text": ""}},
        "events": [_slide(dataset, event, language) for event in dataset.events],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _slide(dataset: Dataset, event: Event, language: Language) -> dict[str, object]:
    card = event_card(dataset, language, event.id, ())
    paragraphs = "".join(f"<p>{escape(it)}</p>" for it in _told(dataset, event, card, language))
    return {
        "unique_id": event.id,
        "group": card.kind_text,
        "display_date": card.date_text,
        "start_date": _parts(event.start_date),
        **({"end_date": _parts(event.end_date)} if event.end_date else {}),
        "text": {"headline": escape(card.title), "text": paragraphs},
    }


def _told(dataset: Dataset, event: Event, card: EventCard, language: Language) -> list[str]:
    """Return what is said of an event, with how sure its day is and its source."""
    question = SAY.gettext("Was human rights raised?", language)
    found = [card.summary, f"{question} {card.answer_text}. {card.basis}"]
    if len(event.start_date) < len("2013-01-17"):
        found.append(SAY.gettext("The day is not known: {date}.", language, date=card.date_text))
    source = citation(dataset, language, event.source_id, event.via_source_id)
    return [*found, SAY.gettext("Source: {source}", language, source=source)]


def _parts(iso: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), map(int, iso.split("-")), strict=False))


def _days(iso: str) -> tuple[date, date]:
    """Return the first and the last day of a date that may be a month or a year."""
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    end = month or 12
    return date(year, month or 1, 1), date(year, end, calendar.monthrange(year, end)[1])
