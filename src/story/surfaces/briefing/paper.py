"""On paper: the two-page handout and the story's print edition, as tagged PDF."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import segno
from markupsafe import Markup

from story.render.cards import within
from story.render.sketch import sketch
from story.render.svg import element, palette_css
from story.surfaces.briefing.deck import Deck, Reply, Slide, deck
from story.surfaces.briefing.pdf_finishing import finished, pages_of
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
PRINTED = (900, 400)  # pixels a figure is composed for on a handout
MOST_REPLIES = 8
WIDE = 720  # pixels; the narrowest container a figure's wide layout serves
SHEETS = {
    "a4": "@page { size: A4; } :root { --room: 268.5mm; --measure: 178mm; }",
    "letter": "@page { size: Letter; } :root { --room: 251mm; --measure: 183.9mm; }",
}
RUNNING = """@page {
  @top-left { content: %s; font: 8pt var(--sans); color: #5c5751; }
  @bottom-right { content: counter(page); font: 8pt var(--sans); color: #5c5751; }
}
@page :first { @top-left { content: none; } @bottom-right { content: none; } }
"""
STEP = Callable[[str], None]


def _nobody(_: str) -> None:
    """Tell nobody how far it is."""


def handout(dataset: Dataset, told: Deck, step: STEP = _nobody) -> bytes:
    """Return the handout of a briefing as PDF: what is asked, what is known, and answers.

    With notes a crib sheet for the speaker follows as a third page. Raises NoBrowser where no
    browser can print it.
    """
    choice = replace(told.choice, length="5")
    short = deck(dataset, choice, site=told.site, imprint=told.imprint)
    chapters = [slide for slide in short.slides if slide.kind == "finding" and slide.chapter]
    main = next((slide for slide in chapters if slide.chapter == choice.audience.figure), None)
    shown = main or chapters[0]
    step(shown.id)
    request = next((slide for slide in short.slides if slide.kind == "request"), None)
    replies = _first_replies(short, chapters)
    sheet = render(
        "briefing/handout",
        short.language,
        **_common(short),
        about=edition_words(short),
        request={"slide": request, "points": _points(short, request)} if request else None,
        numbers=short.numbers,
        shown={"slide": shown, "svg": _composed(shown, short)},
        chapters=[{"slide": chapter, "points": _points(short, chapter)} for chapter in chapters],
        rows=[] if request else _rows(short),
        replies=[
            {"question": reply.question, "short": reply.short, "cited": reply.all_cited}
            for reply in replies
        ],
        crib=list(_crib(short)) if told.choice.notes else [],
        listed=_listed(short, request, chapters, replies),
        notes=notes_words(short),
        address=_page_address(short),
        code=_code(_page_address(short)),
        script=Markup(asset("paper.js")),  # noqa: S704 - our own file
    )
    pages = pdf(sheet)
    step("pdf")
    title = f"{short.title}: {SAY.gettext('Handout', short.language)}"
    return finished(pages, sheet, title, short.subtitle, short.language, short.edition)


def _page_address(told: Deck) -> str:
    return told.link() if told.site else ""


def _code(address: str) -> Markup:
    """Return an address as a QR code in SVG, blank for none."""
    if not address:
        return Markup()
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(scale=1, border=2, dark="#1d1b19", light="#ffffff", omitsize=True)
    return Markup(svg)  # noqa: S704 - our own drawing of our own address


def _first_replies(told: Deck, chapters: list[Slide]) -> list[Reply]:
    """Return the first two answers of each chapter told, as many as a page has room for."""
    found = [reply for chapter in chapters for reply in chapter.replies[:2]]
    return found[:MOST_REPLIES]


def _crib(told: Deck) -> Iterator[dict[str, object]]:
    """Yield what a speaker keeps at hand: advice and the answers in one breath, by chapter."""
    for slide in told.slides:
        if slide.replies or slide.notes:
            yield {
                "title": slide.kicker or slide.title,
                "advice": slide.notes,
                "replies": [(reply.question, reply.short) for reply in slide.replies],
            }


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
    filled = partial(
        render,
        "briefing/print_edition",
        whole.language,
        **_common(whole, RUNNING % json.dumps(whole.title, ensure_ascii=False)),
        about=edition_words(whole),
        content_note=content_words(whole),
        chapters=chapters,
        listed=whole.sources,
    )
    # Printed once to learn where each chapter begins: CSS in a browser cannot ask for it.
    _, *numbers = pages_of(pdf(filled(pages=[""] * (len(chapters) + 1))))
    sheet = filled(pages=numbers)
    pages = pdf(sheet)
    step("pdf")
    return finished(pages, sheet, whole.title, whole.subtitle, whole.language, whole.edition)


def _common(told: Deck, more: str = "") -> dict[str, object]:
    # A page's size and the room for its sheets are the paper's.
    style = f"{palette_css()}{asset('paper.css')}{SHEETS[told.choice.sheet]}{more}"
    return {
        "deck": told,
        "style": Markup(style),  # noqa: S704 - our own files
        "policy": policy(style, asset("paper.js"), styled=True),
        "say": _words(told),
    }


def _told_in(slide: Slide, number: int) -> bool:
    return slide.chapter == number and slide.kind == "finding"


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


def _listed(
    told: Deck, request: Slide | None, chapters: list[Slide], replies: list[Reply]
) -> list[object]:
    """Return the sources of what the two pages say, in the order of their numbers."""
    numbers = {n for slide in (*chapters, *((request,) if request else ())) for n in slide.cited}
    numbers |= {n for reply in replies for n in reply.all_cited}
    numbers |= {n for stated in told.numbers for n in stated.cited}
    return [source for source in told.sources if source.number in numbers]


def _composed(slide: Slide, told: Deck) -> Markup:
    """Return a figure drawn for a place across the page, its words large enough for print."""
    figure = slide.figure
    assert figure is not None  # noqa: S101 - asked only of slides with one
    svg = element(within(figure, *PRINTED, told.language), figure.summary, marks=False)
    return Markup(own_names(svg, slide.id))  # noqa: S704 - our own drawing, its text escaped


def _picture(slide: Slide) -> Markup:
    assert slide.figure is not None  # noqa: S101 - asked only of slides with one
    svg = element(sketch(slide.figure.scene, WIDE), slide.figure.summary, marks=False)
    return Markup(own_names(svg, slide.id))  # noqa: S704 - our own drawing, its text escaped


def _words(told: Deck) -> dict[str, str]:
    language = told.language
    return {
        "handout": SAY.gettext("Handout", language),
        "known": SAY.gettext("What is known, and how sure", language),
        "stands": SAY.gettext("What to ask for, and where it stands", language),
        "asked": SAY.gettext("If you are asked", language),
        "questions": SAY.gettext("Questions and answers", language),
        "numbers": SAY.gettext("Three numbers, with their ranges", language),
        "request": SAY.gettext("What advocates ask", language),
        "read_on": SAY.gettext("The whole story, with every source", language),
        "sources": SAY.gettext("Sources", language),
        "sheet": SAY.gettext("Answer sheet", language),
        "how_sure": SAY.gettext("How sure", language),
        "how_sure_is": SAY.gettext("How sure:", language),
        "contents": SAY.gettext("Contents", language),
        "notes": SAY.gettext("Notes", language),
    }
