"""Events in words: their dates as precisely as known, and their rows in a figure's table."""

from collections.abc import Collection, Iterable

import pandas as pd

from story.figures.events.index import Events
from story.tables import Dataset
from story.tables.citation import row_citation
from story.tables.model import Event
from story.tables.values import value_text
from story.text import Language, Phrases, number, period

SAY = Phrases("timeline")
# First spoken in Korean; where an event does not hold those words (`quote_original`), the words
# held are English, and Korean turned back from English.
SPOKEN_IN_KOREAN = frozenset(
    {
        "2018-04-11-seoul-rules-out-rights",
        "2025-02-13-reunion-centre",
        "2026-02-25-kim-party-congress",
    }
)


def date_text(event: Event, language: Language, *, short: bool = False) -> str:
    """Write when it was: `27–28 February 2019`, `March 2019`, `about 1 March 2019`."""
    said = period(event.start_date, event.end_date, language, short=short)
    if event.date_precision == "approximate":
        return SAY.gettext("about {date}", language, date=said)
    return said


def answer_text(event: Event, language: Language) -> str:
    """Return the code in words."""
    return value_text("events.rights_raised", event.rights_raised, language)


def kind_text(kind: str, language: Language) -> str:
    """Return a kind of event in words."""
    return value_text("events.kind", kind, language)


def is_translation(event: Event, language: Language) -> bool:
    """Tell whether the quotation, as given in `language`, is not in the words first spoken."""
    if event.quote_language:
        return bool(event.quote) and event.quote_language != language
    return bool(event.quote) and (language is Language.KO or event.id in SPOKEN_IN_KOREAN)


def words_of(event: Event, language: Language) -> str:
    """Return the quotation for a reader: the words first spoken where they are in the language."""
    return (
        event.quote_original
        if event.quote_language == language
        else event.within("quote", language)
    )


def quoted(event: Event, language: Language) -> str:
    """Return the quotation in quotation marks, marked where it is a translation; or blank."""
    words = words_of(event, language)
    if not words:
        return ""
    said = SAY.gettext("“{words}”", language, words=words)
    if is_translation(event, language):
        return SAY.gettext("{quotation} (translated)", language, quotation=said)
    return said


def hover(event: Event, language: Language) -> tuple[str, ...]:
    """Return what a pointer over a mark is told; nothing here is missing from the table."""
    lines = [
        event.within("title", language),
        f"{date_text(event, language)} · {kind_text(event.kind, language)}",
        SAY.gettext(
            "Was human rights raised? {answer}", language, answer=answer_text(event, language)
        ),
    ]
    return tuple(lines)


def counts_said(events: Events, language: Language) -> str:
    """Count the answers, each in words: `Yes 3, Partly 2`."""
    return ", ".join(
        SAY.gettext(
            "{answer} {count}",
            language,
            answer=value_text("events.rights_raised", answer, language),
            count=number(count, language),
        )
        for answer, count in events.answers.items()
    )


def counted_said(events: Events, language: Language) -> str:
    """Say what a column counts, for a pointer over it: time, kind, how many, and the answers."""
    return SAY.gettext(
        "{period}, {kind}: {count}, not drawn one by one. {answers}",
        language,
        period=period(events[0].start_date[:7], events[-1].start_date[:7], language),
        kind=kind_text(events[0].kind, language),
        count=number(len(events), language),
        answers=counts_said(events, language),
    )


def events_table(
    dataset: Dataset, events: Iterable[Event], language: Language, enlarged: Collection[str] = ()
) -> pd.DataFrame:
    """Return one row an event: its cells as in the data, and what a reader is shown.

    `enlarged` are the ids of the events that are drawn large.
    """
    rows = [
        {
            "event_id": event.id,
            "start_date": event.start_date,
            "end_date": event.end_date,
            "date_precision": event.date_precision,
            "kind": event.kind,
            "importance": event.importance,
            "rights_raised": event.rights_raised,
            "source_id": event.source_id,
            "via_source_id": event.via_source_id,
            "date_text": date_text(event, language),
            "kind_text": kind_text(event.kind, language),
            "title": event.within("title", language),
            "place": event.within("place", language),
            "drawn_as": "enlarged" if event.id in enlarged else "mark",
            "answer_text": answer_text(event, language),
            "basis": event.within("rights_basis", language),
            "speaker_text": event.within("speaker", language),
            "quote_text": quoted(event, language),
            "source_text": row_citation(dataset, language, event),
        }
        for event in events
    ]
    # Named, so that a table without rows still has its columns.
    columns = [
        "event_id", "start_date", "end_date", "date_precision", "kind", "importance",
        "rights_raised", "source_id", "via_source_id", "date_text", "kind_text", "title",
        "place", "drawn_as", "answer_text", "basis", "speaker_text", "quote_text", "source_text",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def sources_of_events(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the ids of the sources that events name, each once, in order."""
    ids = (item for event in events for item in (event.source_id, event.via_source_id))
    return tuple(dict.fromkeys(entry for entry in ids if entry))


def events_headings(language: Language) -> dict[str, str]:
    """Return the columns a reader is shown, with their words."""
    return {
        "date_text": SAY.gettext("Date", language),
        "kind_text": SAY.gettext("Kind", language),
        "title": SAY.gettext("Event", language),
        "answer_text": SAY.gettext("Was human rights raised?", language),
        "basis": SAY.gettext("On what basis", language),
        "speaker_text": SAY.gettext("Speaker", language),
        "quote_text": SAY.gettext("Quotation", language),
        "source_text": SAY.gettext("Source", language),
    }
