"""What every form of a briefing says around its slides."""

import math
from collections.abc import Iterator

from story.surfaces.briefing.deck import Deck, Slide
from story.surfaces.briefing.speaking import (
    CHANGE,
    SYLLABLES_A_MINUTE,
    WORDS_A_MINUTE,
    Point,
)
from story.tables.citation import Citation, how_known, item
from story.text import Language, Phrases, number

SAY = Phrases("briefing")
NAMES = {Language.EN: "English", Language.KO: "한국어"}


def language_name(language: Language) -> str:
    """Return a language's name in that language."""
    return NAMES[language]


def reference(parts: Citation, language: Language) -> str:
    """Write a whole reference: the item, and how it was read."""
    return f"{item(parts, language)}. {how_known(parts, language)}"


def point_of(deck: Deck, point: Point) -> dict[str, object]:
    """Return a sentence with its sources, for a template."""
    return {"text": point.text, "cited": [deck.source(number) for number in point.marks]}


def first_words(deck: Deck) -> tuple[str, ...]:
    """Return what the first slide says below its claim: who speaks, when, and what it concerns."""
    note = content_words(deck)
    return (*deck.imprint.lines(deck.language), *((note,) if note else ()))


def first_notes(deck: Deck) -> tuple[str, ...]:
    """Return what the first slide's notes and the file's properties say of the file itself."""
    language = deck.language
    return (
        SAY.gettext(
            "For: {audience}. {length}.", language,
            audience=deck.choice.audience.label.within(language), length=speaking_time(deck),
        ),
        edition_words(deck),
        notes_words(deck),
    )  # fmt: skip


def content_words(deck: Deck) -> str:
    """Return the content note of a briefing, blank where none of its chapters has one."""
    if not any(chapter.content_note for chapter in deck.chapters):
        return ""
    return SAY.gettext(
        "This briefing concerns people held in political prison camps. It holds no images "
        "of people and no descriptions of violence.",
        deck.language,
    )


def drawn_words(deck: Deck, slide: Slide) -> str:
    """Say from how many publications a slide's figure is drawn, blank without a figure."""
    if not slide.drawn_from:
        return ""
    return SAY.ngettext(
        "Figure drawn from {count} publication",
        "Figure drawn from {count} publications",
        len(slide.drawn_from), deck.language,
    )  # fmt: skip


def edition_words(deck: Deck) -> str:
    """Say from which edition of the tables the briefing was made, and to when they reach."""
    return SAY.gettext(
        "Made from edition {edition} of the tables; events are followed to {date}.",
        deck.language, edition=deck.edition, date=deck.as_of,
    )  # fmt: skip


def notes_words(deck: Deck) -> str:
    """Say whether speaker notes are in the file."""
    if deck.choice.notes:
        return SAY.gettext(
            "Speaker’s copy: this file holds speaker notes and the answer sheet. Do not pass it "
            "on.",
            deck.language,
        )
    return SAY.gettext("This file holds no speaker notes.", deck.language)


def foot(deck: Deck, slide: Slide) -> Iterator[tuple[str, str]]:
    """Yield what stands at the foot of a slide, each part with its link (blank for none)."""
    language = deck.language
    if as_of := deck.as_of_slide(slide):
        yield SAY.gettext("As of {date}", language, date=as_of), deck.link(slide.place)
    yield deck.title, deck.link() if slide.kind in ("title", "sources") else ""


def speaking_time(deck: Deck) -> str:
    """Say how long the briefing takes, and at what pace that is reckoned."""
    language = deck.language
    minutes = max(1, math.ceil(deck.seconds / 60))
    said = SAY.ngettext("About {count} minute", "About {count} minutes", minutes, language)
    pace = (
        SAY.gettext(
            "reckoned at {words} words a minute and {seconds} seconds to take in each slide",
            language, words=WORDS_A_MINUTE, seconds=CHANGE,
        )
        if language is Language.EN
        else SAY.gettext(
            "reckoned at {syllables} syllables a minute and {seconds} seconds to take in each "
            "slide",
            language, syllables=number(SYLLABLES_A_MINUTE, language), seconds=CHANGE,
        )
    )  # fmt: skip
    return f"{said} ({pace})"
