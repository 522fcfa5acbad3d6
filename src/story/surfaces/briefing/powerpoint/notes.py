"""The notes below a slide: the speaker's own where asked for, the figure in words, the sources."""

from collections.abc import Iterator
from typing import Any

from story.surfaces.briefing.deck import Deck, Slide
from story.surfaces.briefing.powerpoint.words import paragraphs, run
from story.surfaces.briefing.wording import first_notes, reference
from story.tables.citation import Citation
from story.text import Phrases

SAY = Phrases("briefing")


def write_notes(page: Any, deck: Deck, slide: Slide) -> None:
    """Write the notes of a slide, each source with its link."""
    lines = paragraphs(page.notes_slide.notes_text_frame)
    for said, bold in _said(deck, slide):
        run(next(iter(lines)), said, deck.language, bold=bold or None)
    for heading, some in _sources(deck, slide):
        run(next(iter(lines)), heading, deck.language, bold=True)
        for item in some:
            address = item.url or (item.via.url if item.via else "")
            run(next(iter(lines)), reference(item, deck.language), deck.language, link=address)


def _said(deck: Deck, slide: Slide) -> Iterator[tuple[str, bool]]:
    language = deck.language
    if slide.kind == "title":
        yield from ((line, False) for line in first_notes(deck))
    if slide.more:
        yield SAY.gettext("In full", language), True
        yield " ".join(point.text for point in (*slide.points, *slide.more)), False
    if slide.notes:
        yield slide.notes, False
    if slide.caution:
        yield SAY.gettext("How sure", language), True
        yield slide.caution, False
    if deck.choice.notes and slide.replies:
        yield from _answers(deck, slide)
    if slide.figure:
        yield SAY.gettext("The figure in words", language), True
        yield slide.figure.summary, False


def _answers(deck: Deck, slide: Slide) -> Iterator[tuple[str, bool]]:
    yield SAY.gettext("If you are asked", deck.language), True
    for reply in slide.replies:
        yield reply.question, True
        yield reply.short, False
        yield " ".join(point.text for point in reply.answer), False
        cited = "; ".join(deck.source(number).short for number in reply.all_cited)
        if cited:
            yield SAY.gettext("Sources: {cited}", deck.language, cited=cited), False


def _sources(deck: Deck, slide: Slide) -> Iterator[tuple[str, list[Citation]]]:
    if slide.cited:
        heading = SAY.gettext("Sources of what is said", deck.language)
        yield heading, [deck.source(number).full for number in slide.cited]
    if slide.figure:
        heading = SAY.gettext("Sources of the figure", deck.language)
        yield heading, list(slide.drawn_from)
