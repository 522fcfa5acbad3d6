"""The slides: one HTML file that opens from a disk, asks for nothing, and is driven by keys."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from story.figures.figure import Figure
from story.render.sketch import sketch
from story.render.svg import element, palette_css
from story.surfaces.briefing.deck import Cited, Deck, Slide
from story.surfaces.briefing.fitting import FLAT, PLOT, fitting, height_of
from story.surfaces.briefing.source_columns import columns
from story.surfaces.briefing.wording import first_words, foot, point_of, reference
from story.surfaces.html import asset, render
from story.surfaces.page_content import table_rows
from story.text import Phrases

SAY = Phrases("briefing")
STEP = Callable[[str], None]
# Pixels of a slide of 1280 by 720: what is left beside and below the words.
BESIDE, ACROSS = (766, 478), 1164
TALL = 560  # from the title's foot to the slide's foot
SIZES = (26, 24, 22, 20, 19, 18, 17, 16, 15)


@dataclass(frozen=True)
class Picture:
    """A figure as SVG, as wide for its height as its place, and its table."""

    svg: Markup
    headings: list[str]
    rows: list[list[str]]


def slides(deck: Deck, step: STEP = lambda _: None) -> str:
    """Return the deck as one HTML file; `step` is told of each slide."""
    shown: list[dict[str, object]] = []
    for slide in deck.slides:
        shown += [_page(deck, slide, listed) for listed in _lists(deck, slide)]
        step(slide.id)
    style, script = f"{palette_css()}{asset('slides.css')}", asset("slides.js")
    return render(
        "slides",
        deck.language,
        deck=deck,
        slides=shown,
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704
        policy=policy(style, script),
        say=_words(deck),
    )


def policy(style: str, script: str, *, styled: bool = False) -> str:
    """Return a content policy that admits this style and this script, and no address at all.

    `styled`: the script sets styles of elements.
    """
    styles = "'unsafe-inline'" if styled else f"'sha256-{_digest(style)}'"
    return (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src {styles}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _lists(deck: Deck, slide: Slide) -> list[list[list[Cited]]]:
    """Return the columns of each of the slides that the sources take; one without for others."""
    return list(columns(deck.shown, ACROSS / 96)) if slide.kind == "sources" else [[]]


def _page(deck: Deck, slide: Slide, listed: list[list[Cited]]) -> dict[str, object]:
    flat = slide.figure is None or slide.figure.scene.height <= FLAT
    size = _size(slide, flat=flat)
    return {
        "slide": slide,
        "flat": flat,
        "size": size,
        "points": [point_of(deck, point) for point in slide.points],
        "rows": [[[point_of(deck, item) for item in cell] for cell in row] for row in slide.rows],
        "picture": _picture(slide.figure, flat=flat, size=size, slide=slide),
        "drawn_from": [reference(entry, deck.language) for entry in slide.drawn_from],
        "cited": [deck.source(number) for number in slide.cited],
        "foot": list(foot(deck, slide)),
        "lines": first_words(deck) if slide.kind == "title" else (),
        "listed": listed,
        "replies": list(_replies(deck, slide)) if deck.choice.notes else [],
    }


def _replies(deck: Deck, slide: Slide) -> Iterator[dict[str, object]]:
    for reply in slide.replies:
        yield {
            "question": reply.question,
            "answer": [point_of(deck, point) for point in reply.answer],
            "cited": [deck.source(number) for number in reply.all_cited],
        }


def _size(slide: Slide, *, flat: bool) -> int:
    """Return the type size in pixels at which the sentences fit their place."""
    said = [point.text for point in slide.points] + [item for item in (slide.closing,) if item]
    if slide.kind == "upshot":
        said.append(slide.caution)
    width = ACROSS if flat else 372
    room = 400 if slide.kind == "upshot" else _flat_room(slide) if flat else 330
    # The measure is in inches and points, of which a slide's pixel is a 96th and three quarters.
    sizes = [entry * 0.75 for entry in SIZES]
    return round(fitting(said, width / 96, room / 96, sizes, 9) / 0.75)


def _flat_room(slide: Slide) -> int:
    """Return the pixels left for words above a figure that runs across the slide."""
    high = slide.figure.scene.height if slide.figure else 0
    return round(max(110, TALL - 110 - high * 1.1))


def _picture(figure: Figure | None, *, flat: bool, size: int, slide: Slide) -> Picture | None:
    if figure is None:
        return None
    high = figure.scene.height
    wide, tall = (ACROSS, TALL - 110 - _taken(slide, size)) if flat else BESIDE
    scale = min(tall / high, wide / PLOT)
    fixed = figure.scene.fit != "stretch"
    drawn = PLOT if fixed else round(wide / scale)
    svg = element(sketch(figure.scene, drawn), figure.summary, marks=False)
    sized = 'preserveAspectRatio="xMidYMin meet"'
    svg = re.sub(r'width="\d+" height="\d+"', sized, svg, count=1)
    return Picture(
        Markup(own_names(svg, slide.id)),  # noqa: S704 - our own drawing, its text escaped
        list(figure.headings.values()),
        table_rows(figure),
    )


def own_names(svg: str, place: str) -> str:
    """Return a picture whose definitions are named for its place in the file.

    Two pictures may share a pattern. A browser takes the first of a name, and draws nothing
    where that one stands on a slide that is not shown.
    """
    prefix = re.sub(r"\W", "-", place)
    return re.sub(r'(id="|url\(#)(p[0-9a-f]{8})', rf"\g<1>s{prefix}-\g<2>", svg)


def _taken(slide: Slide, size: int) -> float:
    said = [point.text for point in slide.points] + [item for item in (slide.closing,) if item]
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
    }
