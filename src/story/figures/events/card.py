"""One event in full: when, where and who, what was said, how it was coded and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from story.figures.events.words import (
    SPOKEN_IN_KOREAN,
    answer_text,
    date_text,
    is_translation,
    kind_text,
    words_of,
)
from story.tables import Dataset
from story.tables.citation import Citation, cite, located
from story.tables.model import Event, EventCode
from story.tables.values import value_text
from story.text import Language, Phrases

SAY = Phrases("event_card")


@dataclass(frozen=True)
class Quotation:
    """Public words of an official.

    `words` are in the reader's language; `note` says so where they are a translation, and is
    blank where they are verbatim. `original` are the verbatim words, in `original_language` (a
    BCP 47 tag), where `words` are not and they are known; else both are blank.
    """

    words: str
    speaker: str
    translated: bool
    note: str
    original: str
    original_language: str


@dataclass(frozen=True)
class Coding:
    """Two codings and the final code, in words, with the reason for it."""

    first: str
    second: str
    final: str
    why: str


@dataclass(frozen=True)
class EventCard:
    """What a reader is told of one event; texts may be blank where nothing is known.

    `quotation` is None where no words are quoted. `coding` is None where two codings and the
    final code are the same. `source` names the publication it is known through as its `via`.
    `asked` and `answered`: to whom a question was put, and who answered; `reported_by`: on whose
    word it rests; `located`: where in the source it stands. `previous` and `next` are the
    neighbours' ids in the order given, None at its ends.
    """

    id: str
    date_text: str
    date_precision_text: str
    kind: str
    kind_text: str
    title: str
    summary: str
    place: str
    actors: tuple[str, ...]
    quotation: Quotation | None
    answer: str
    answer_text: str
    basis: str
    coding: Coding | None
    source: Citation
    previous: str | None
    next: str | None
    asked: str = ""
    answered: str = ""
    reported_by: str = ""
    located: str = ""


def event_card(
    dataset: Dataset, language: Language, event_id: str, order: Sequence[str]
) -> EventCard:
    """Return the card of one event; `order` are the ids a reader walks through.

    Raises ValueError for an event that is not in the dataset.
    """
    try:
        event = dataset.find(Event, event_id)
    except KeyError:
        raise ValueError(f"no event is called {event_id!r}") from None
    previous, following = _neighbours(event_id, order)
    return EventCard(
        id=event.id,
        date_text=date_text(event, language),
        date_precision_text=value_text("events.date_precision", event.date_precision, language),
        kind=event.kind,
        kind_text=kind_text(event.kind, language),
        title=event.within("title", language),
        summary=event.within("summary", language),
        place=event.within("place", language),
        actors=event.actors if language is Language.EN else event.actors_ko,
        quotation=_quotation(event, language),
        answer=event.rights_raised,
        answer_text=answer_text(event, language),
        basis=event.within("rights_basis", language),
        coding=_coding(dataset, event, language),
        source=cite(dataset, language, event.source_id, event.via_source_id),
        asked=event.within("asked", language),
        answered=event.within("answered", language),
        reported_by=event.within("reported_by", language),
        located=located(event.locator, language),
        previous=previous,
        next=following,
    )


def _neighbours(event_id: str, order: Sequence[str]) -> tuple[str | None, str | None]:
    if event_id not in order:
        return None, None
    at = order.index(event_id)
    return (
        order[at - 1] if at else None,
        order[at + 1] if at + 1 < len(order) else None,
    )


def _quotation(event: Event, language: Language) -> Quotation | None:
    if not event.quote:
        return None
    translated = is_translation(event, language)
    spoken = event.quote_language or ("" if event.id in SPOKEN_IN_KOREAN else Language.EN.value)
    original = event.quote_original or event.quote
    return Quotation(
        words=words_of(event, language),
        speaker=event.within("speaker", language),
        translated=translated,
        note=_note(event, language) if translated else "",
        original=original if translated and spoken else "",
        original_language=spoken if translated else "",
    )


def _note(event: Event, language: Language) -> str:
    if event.quote_language:
        return SAY.gettext("A translation of the words spoken.", language)
    if event.id not in SPOKEN_IN_KOREAN:
        return SAY.gettext("Our translation of the words quoted in English.", language)
    if language is Language.EN:
        return SAY.gettext(
            "Translated from Korean; the words first spoken are not at hand.",
            language,
        )
    return SAY.gettext(
        "First spoken in Korean; put back into Korean from the source's English, because the "
        "words first spoken are not at hand.",
        language,
    )


def _coding(dataset: Dataset, event: Event, language: Language) -> Coding | None:
    code = dataset.find(EventCode, event.id)
    if code.first_code == code.second_code == code.final_code:
        return None
    return Coding(
        first=value_text("event_codes.first_code", code.first_code, language),
        second=value_text("event_codes.second_code", code.second_code, language),
        final=value_text("event_codes.final_code", code.final_code, language),
        why=code.within("why", language),
    )
