"""On paper: the two-page handout and the story's print edition, as tagged PDF."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from markupsafe import Markup

from story.render.sketch import sketch
from story.render.svg import element, palette_css
from story.surfaces.briefing.deck import Deck, Reply, Slide, deck
from story.surfaces.briefing.pdf_finishing import finished
from story.surfaces.briefing.slides import own_names, policy
from story.surfaces.briefing.wording import (
    content_words,
    drawn_words,
    edition_words,
    notes_words,
    point_of,
)
from story.surfaces.chromium import pdf
from story.surfaces.html import asset, render
from story.tables import Dataset
from story.telling.narrative import plain
from story.text import Phrases

SAY = Phrases("briefing")
WIDE = 720  # pixels; the narrowest container a figure's wide layout serves
STEP = Callable[[str], None]


def _nobody(_: str) -> None:
    """Tell nobody how far it is."""


def handout(dataset: Dataset, told: Deck, step: STEP = _nobody) -> bytes:
    """Return the handout of a briefing's chapters as PDF: what is known, how sure, what to ask.

    Raises NoBrowser where no browser can print it.
    """
    short = deck(dataset, replace(told.choice, length="5"), site=told.site)
    opening, *chapters = [slide for slide in short.slides if slide.kind == "finding"]
    svg = _picture(opening)
    step(opening.id)
    sheet = render(
        "handout",
        short.language,
        **_common(short),
        about=f"{edition_words(short)} {notes_words(short) if told.choice.notes else ''}",
        opening={"slide": opening, "points": _points(short, opening), "svg": svg},
        chapters=[{"slide": chapter, "points": _points(short, chapter)} for chapter in chapters],
        rows=_rows(short),
        first_replies=[_reply(short, item.replies[0]) for item in chapters if item.replies],
        replies=list(_all_replies(short)) if told.choice.notes else [],
        listed=_listed(short, chapters),
        notes=notes_words(short),
        script=Markup(asset("paper.js")),  # noqa: S704 - our own file
    )
    pages = pdf(sheet)
    step("pdf")
    title = f"{short.title}: {SAY.gettext('Handout', short.language)}"
    return finished(pages, sheet, title, short.subtitle, short.language, short.edition)


def print_edition(dataset: Dataset, told: Deck, step: STEP = _nobody) -> bytes:
    """Return the chapters of a briefing in full as PDF. Raises NoBrowser."""
    whole = deck(dataset, replace(told.choice, length="full"), site=told.site)
    chapters = []
    for chapter in whole.chapters:
        slides = [item for item in whole.slides if _told_in(item, chapter.number)]
        parts = []
        for slide in slides:
            parts.append(_part(whole, slide, headed=bool(chapter.steps)))
            step(slide.id)
        last = slides[-1]
        chapters.append(
            {
                "number": chapter.number,
                "kicker": SAY.gettext("Chapter {number}", whole.language, number=chapter.number),
                "title": plain(chapter.title),
                "standfirst": plain(chapter.standfirst),
                "parts": parts,
                "asks": _rows(whole) if chapter.asks else [],
                "closing": plain(chapter.so_what),
                "caution": last.caution,
                "replies": [_reply(whole, reply) for reply in last.replies],
                "notes": slides[0].notes,
            }
        )
    sheet = render(
        "print_edition",
        whole.language,
        **_common(whole),
        about=edition_words(whole),
        content_note=content_words(whole),
        chapters=chapters,
        listed=whole.sources,
    )
    pages = pdf(sheet)
    step("pdf")
    return finished(pages, sheet, whole.title, whole.subtitle, whole.language, whole.edition)


def _common(told: Deck) -> dict[str, object]:
    style = f"{palette_css()}{asset('paper.css')}"
    return {
        "deck": told,
        "style": Markup(style),  # noqa: S704 - our own files
        "policy": policy(style, asset("paper.js"), styled=True),
        "say": _words(told),
    }


def _told_in(slide: Slide, number: int) -> bool:
    return slide.chapter == number and slide.kind in ("finding", "upshot")


def _part(told: Deck, slide: Slide, *, headed: bool) -> dict[str, object]:
    return {
        "slide": slide,
        "heading": slide.title if headed and slide.kind == "finding" else "",
        "points": _points(told, slide),
        "svg": _picture(slide) if slide.figure else "",
        "drawn": drawn_words(told, slide),
    }


def _points(told: Deck, slide: Slide) -> list[dict[str, object]]:
    return [point_of(told, point) for point in slide.points]


def _rows(told: Deck) -> list[list[list[dict[str, object]]]]:
    slide = next((item for item in told.slides if item.kind == "asks"), None)
    rows = slide.rows if slide else ()
    return [[[point_of(told, entry) for entry in cell] for cell in row] for row in rows]


def _reply(told: Deck, reply: Reply) -> dict[str, object]:
    within = {number for item in reply.answer for number in item.marks}
    return {
        "question": reply.question,
        "answer": [point_of(told, entry) for entry in reply.answer],
        "cited": [told.source(number) for number in reply.cited if number not in within],
    }


def _all_replies(told: Deck) -> Iterator[dict[str, object]]:
    for slide in told.slides:
        if slide.replies:
            replies = [_reply(told, reply) for reply in slide.replies]
            yield {"title": slide.title, "replies": replies}


def _listed(told: Deck, chapters: list[Slide]) -> list[object]:
    """Return the sources of what the two pages say, in the order of their numbers."""
    numbers = {number for slide in told.slides for number in slide.cited}
    numbers |= {n for chapter in chapters for reply in chapter.replies[:1] for n in reply.all_cited}
    return [source for source in told.sources if source.number in numbers]


def _picture(slide: Slide) -> Markup:
    assert slide.figure is not None  # noqa: S101 - asked only of slides with one
    svg = element(sketch(slide.figure.scene, WIDE), slide.figure.summary, marks=False)
    return Markup(own_names(svg, slide.id))  # noqa: S704 - our own drawing, its text escaped


def _words(told: Deck) -> dict[str, str]:
    language = told.language
    return {
        "handout": SAY.gettext("Handout", language),
        "known": SAY.gettext("What is known, and how sure", language),
        "ask": SAY.gettext("What to ask for", language),
        "stands": SAY.gettext("What to ask for, and where it stands", language),
        "asked": SAY.gettext("If you are asked", language),
        "sources": SAY.gettext("Sources", language),
        "sheet": SAY.gettext("Answer sheet", language),
        "how_sure": SAY.gettext("How sure", language),
        "how_sure_is": SAY.gettext("How sure:", language),
        "contents": SAY.gettext("Contents", language),
        "notes": SAY.gettext("Notes", language),
    }
