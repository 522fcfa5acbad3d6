"""The slides: one HTML file that opens from a disk, asks for nothing, and is driven by keys."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from story.figures.figure import Figure
from story.surfaces.briefing.deck import Cited, Deck, Slide
from story.surfaces.briefing.fitting import FLAT, PLOT, fitting
from story.surfaces.briefing.speaking import Point
from story.surfaces.briefing.wording import first_words, foot, reference
from story.surfaces.html import asset, render
from story.surfaces.pictures import Pictures, palette_css
from story.surfaces.rows import table_rows
from story.text import Phrases

SAY = Phrases("briefing")
STEP = Callable[[str], None]
# Pixels of a slide of 1280 by 720: what is left beside and below the words.
BESIDE, ACROSS = (766, 478), 1164
TALL = 560  # from the title's foot to the slide's foot
SIZES = (26, 24, 22, 20, 19, 18, 17, 16, 15)
COLUMN = 24  # sources in one of two columns


@dataclass(frozen=True)
class Picture:
    """A figure as SVG, its box on the slide, and its table."""

    svg: Markup
    width: int
    headings: list[str]
    rows: list[list[str]]


def slides(deck: Deck, pictures: Pictures, step: STEP = lambda _: None) -> str:
    """Return the deck as one HTML file; `step` is told of each slide. Raises NoBrowser."""
    shown = []
    for slide in deck.slides:
        shown += [_page(deck, slide, pictures, listed) for listed in _lists(deck, slide)]
        step(slide.id)
    style, script = f"{palette_css()}{asset('slides.css')}", asset("slides.js")
    return render(
        "slides",
        deck.language,
        deck=deck,
        slides=shown,
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        say=_words(deck),
    )


def policy(style: str, script: str = "") -> str:
    """Return a content policy that admits this style and this script, and no address at all."""
    scripts = f"script-src 'sha256-{_digest(script)}'; " if script else ""
    return (
        f"default-src 'none'; {scripts}style-src 'sha256-{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _lists(deck: Deck, slide: Slide) -> list[tuple[Cited, ...]]:
    """Return what each of the slides lists that the sources take; one empty list for others."""
    if slide.kind != "sources":
        return [()]
    listed = deck.shown
    return [listed[at : at + 2 * COLUMN] for at in range(0, len(listed), 2 * COLUMN)]


def _page(
    deck: Deck, slide: Slide, pictures: Pictures, listed: tuple[Cited, ...]
) -> dict[str, object]:
    flat = slide.figure is None or slide.figure.plot.layout.height <= FLAT
    size = _size(slide, flat=flat)
    return {
        "slide": slide,
        "flat": flat,
        "size": size,
        "points": [_point(deck, one) for one in slide.points],
        "rows": [[[_point(deck, one) for one in cell] for cell in row] for row in slide.rows],
        "picture": _picture(slide.figure, pictures, flat=flat, size=size, slide=slide),
        "drawn_from": [reference(one, deck.language) for one in slide.drawn_from],
        "cited": [deck.source(number) for number in slide.cited],
        "foot": list(foot(deck, slide)),
        "lines": first_words(deck) if slide.kind == "title" else (),
        "listed": listed,
        "replies": list(_replies(deck, slide)) if deck.choice.notes else [],
    }


def _replies(deck: Deck, slide: Slide) -> Iterator[dict[str, object]]:
    for one in slide.replies:
        yield {
            "question": one.question,
            "answer": [_point(deck, point) for point in one.answer],
            "cited": [deck.source(number) for number in one.all_cited],
        }


def _point(deck: Deck, point: Point) -> dict[str, object]:
    return {"text": point.text, "cited": [deck.source(number) for number in point.marks]}


def _size(slide: Slide, *, flat: bool) -> int:
    """Return the type size in pixels at which the sentences fit their place."""
    said = [one.text for one in slide.points] + [one for one in (slide.closing,) if one]
    if slide.kind == "upshot":
        said.append(slide.caution)
    width = ACROSS if flat else 372
    room = 400 if slide.kind == "upshot" else _flat_room(slide) if flat else 330
    # The measure is in inches and points, of which a slide's pixel is a 96th and three quarters.
    sizes = [one * 0.75 for one in SIZES]
    return round(fitting(said, width / 96, room / 96, sizes, 9) / 0.75)


def _flat_room(slide: Slide) -> int:
    """Return the pixels left for words above a figure that runs across the slide."""
    high = slide.figure.plot.layout.height if slide.figure else 0
    return round(max(110, TALL - 110 - high * 1.1))


def _picture(
    figure: Figure | None, pictures: Pictures, *, flat: bool, size: int, slide: Slide
) -> Picture | None:
    if figure is None:
        return None
    high = figure.plot.layout.height
    wide, tall = (ACROSS, TALL - 110 - _taken(slide, size)) if flat else BESIDE
    scale = min(tall / high, wide / PLOT)
    fixed = bool(figure.plot.layout.xaxis.scaleanchor)
    drawn = PLOT if fixed else round(wide / scale)
    svg = pictures.svg(figure, width=drawn)
    return Picture(
        Markup(svg),  # noqa: S704 - our own drawing, its text escaped
        round(drawn * scale),
        list(figure.headings.values()),
        table_rows(figure),
    )


def _taken(slide: Slide, size: int) -> float:
    from story.surfaces.briefing.fitting import height_of

    said = [one.text for one in slide.points] + [one for one in (slide.closing,) if one]
    return height_of(said, ACROSS / 96, size * 0.75, 9) * 96


def _words(deck: Deck) -> dict[str, str]:
    """Return what the file says of itself, in its language."""
    language = deck.language
    return {
        "keys": SAY.gettext(
            "Arrow keys or a clicker turn the slides. Home and End; a number, then Enter; O all "
            "slides; B black; T table and sources; P presenter’s window; F full screen.",
            language,
        ),
        "before": SAY.gettext("Slide before", language),
        "after": SAY.gettext("Slide after", language),
        "all": SAY.gettext("All slides", language),
        "presenter": SAY.gettext("Presenter’s window", language),
        "table": SAY.gettext("Table and sources", language),
        "slides": SAY.gettext("Slides", language),
        "reading": SAY.gettext("How to read it", language),
        "how_sure": SAY.gettext("How sure", language),
        "how_sure_is": SAY.gettext("How sure:", language),
        "asked": SAY.gettext("If you are asked", language),
        "sources": SAY.gettext("Sources", language),
        "figure_sources": SAY.gettext("Sources of the figure", language),
        "next": SAY.gettext("Next", language),
        "notes": SAY.gettext("Notes", language),
        "no_notes": SAY.gettext("This file holds no speaker notes.", language),
        "last": SAY.gettext("This is the last slide", language),
        "start": SAY.gettext("Start the time again", language),
        "blocked": SAY.gettext("The browser did not open the presenter’s window.", language),
        "close": SAY.gettext("Close", language),
    }
