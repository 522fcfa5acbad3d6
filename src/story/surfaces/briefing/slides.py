"""The slides: one HTML file that opens from a disk, asks for nothing, and is driven by keys."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from story.figures.figure import Figure
from story.render.cards import within
from story.render.sketch import Sketch, sketch
from story.render.svg import element, palette_css
from story.surfaces.briefing.choice import LENGTHS
from story.surfaces.briefing.deck import Cited, Deck, Reply, Slide
from story.surfaces.briefing.fitting import fitting, height_of, lines_of, width_of
from story.surfaces.briefing.source_columns import columns
from story.surfaces.briefing.wording import first_notes, first_words, foot, point_of, reference
from story.surfaces.html import asset, render
from story.surfaces.page_content import table_rows
from story.text import Phrases

SAY = Phrases("briefing")
STEP = Callable[[str], None]
# Pixels of a slide of 1280 by 720; no word has fewer than 16.
ACROSS, TEXT, PICTURE = 1164, 392, 744
TALL = 500  # below a title of two lines and above the foot
SIZES = (30, 28, 26, 24, 22, 20, 19, 18, 17, 16)
TITLES = (36, 33, 30, 28)
PHONE = 360  # pixels
MOST_LISTED = 7
NOT_ASKED = "not-applicable"


@dataclass(frozen=True)
class Picture:
    """A figure as SVG, drawn for a wall and for a phone, and its table.

    `listed` stands for a picture of a few marks among many: one glance takes in a list; `heading`
    is that of its last column.
    """

    svg: Markup
    narrow: Markup
    heading: str
    listed: tuple[Mapping[str, str], ...]
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
        "briefing/slides",
        deck.language,
        deck=deck,
        slides=shown,
        about=" ".join(first_notes(deck)),
        planned=_planned(deck),
        answers=[_reply(deck, reply) for reply in deck.replies],
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


def _planned(deck: Deck) -> float:
    """Return the seconds planned: what the length is called, else what it is reckoned to take."""
    length = deck.choice.length
    return float(length) * 60 if length.isdecimal() and length in LENGTHS else deck.seconds


def _lists(deck: Deck, slide: Slide) -> list[list[list[Cited]]]:
    """Return the columns of each of the slides that the sources take; one without for others."""
    return list(columns(deck.shown, ACROSS / 96)) if slide.kind == "sources" else [[]]


def _page(deck: Deck, slide: Slide, listed: list[list[Cited]]) -> dict[str, object]:
    figure = slide.figure
    return {
        "slide": slide,
        "flat": figure is None,
        "size": _size(slide, flat=figure is None),
        "title_size": fitting_title(slide.title),
        "seconds": round(deck.seconds_of(slide)),
        "points": [point_of(deck, point) for point in slide.points],
        "more": [point_of(deck, point) for point in slide.more],
        "rows": [[[point_of(deck, item) for item in cell] for cell in row] for row in slide.rows],
        "picture": _picture(figure, deck, slide) if figure else None,
        "drawn_from": [reference(entry, deck.language) for entry in slide.drawn_from],
        "cited": [deck.source(number) for number in slide.cited],
        "foot": _foot(deck, slide),
        "lines": first_words(deck) if slide.kind == "title" else (),
        "about": first_notes(deck) if slide.kind == "title" else (),
        "listed": listed,
        "replies": [_reply(deck, reply) for reply in slide.replies] if deck.choice.notes else [],
    }


def _foot(deck: Deck, slide: Slide) -> list[tuple[str, str]]:
    """Return what stands at the foot: as many sources by name as one line takes, and the date.

    Where its sentences name none, those of its figure; where the first is too long, the shortest.
    """
    parts = list(foot(deck, slide))
    room = (ACROSS - 60 - sum(width_of(said, 12) * 96 + 24 for said, _ in parts)) / 96
    cited = [deck.source(number) for number in slide.cited_on_it]
    every = [f"{item.number} {item.short}" for item in cited]
    every = every or [f"{item.publisher}, {item.date_text}" for item in slide.drawn_from]
    if not every:
        return parts
    named = list(every)
    while named and width_of(_named(named, len(every), deck), 12) > room:
        named.pop()
    return [(_named(named or [min(every, key=len)], len(every), deck), ""), *parts]


def _named(named: Sequence[str], of: int, deck: Deck) -> str:
    cited, more = "; ".join(named), of - len(named)
    if not more:
        return cited
    return SAY.ngettext(
        "{cited}; and {count} more", "{cited}; and {count} more", more, deck.language, cited=cited
    )


def _reply(deck: Deck, reply: Reply) -> dict[str, object]:
    return {
        "question": reply.question,
        "short": reply.short,
        "answer": [point_of(deck, point) for point in reply.answer],
        "cited": [deck.source(number) for number in reply.all_cited],
    }


def fitting_title(title: str) -> int:
    """Return the type size in pixels at which a title takes two lines at the most."""
    # Half a size on top: a serif in bold runs wider than our sans, on which widths rest.
    return next(
        (size for size in TITLES if lines_of(title, ACROSS / 96 / 1.14, size * 0.75) <= 2),
        TITLES[-1],
    )


def _said(slide: Slide) -> list[str]:
    return [*(point.text for point in slide.points), *([slide.closing] if slide.closing else [])]


def _size(slide: Slide, *, flat: bool) -> int:
    """Return the type size in pixels at which the sentences fit their place."""
    width, room = (ACROSS, 440) if flat else (TEXT, TALL)
    # The measure is in inches and points, of which a slide's pixel is a 96th and three quarters.
    sizes = [entry * 0.75 for entry in SIZES]
    return round(fitting(_said(slide), width / 96, room / 96, sizes, 9) / 0.75)


def _picture(figure: Figure, deck: Deck, slide: Slide) -> Picture:
    tall = TALL - _taken([figure.annotation], PICTURE, 20)
    rows = tuple(listed(figure, slide))
    svg = narrow = Markup()
    if not rows:
        svg = _svg(within(figure, PICTURE, tall, deck.language), figure, slide.id)
        if phone := slide.narrow:
            narrow = _svg(sketch(phone.scene, PHONE), phone, f"{slide.id}-phone")
    return Picture(
        svg,
        narrow,
        last_heading(figure, rows),
        rows,
        list(figure.headings.values()),
        table_rows(figure),
    )


def _svg(drawn: Sketch, figure: Figure, place: str) -> Markup:
    svg = element(drawn, figure.summary, marks=False)
    sized = 'preserveAspectRatio="xMidYMin meet"'
    svg = re.sub(r'width="[\d.]+" height="[\d.]+"', sized, svg, count=1)
    return Markup(own_names(svg, place))  # noqa: S704 - our own drawing, its text escaped


def listed(figure: Figure, slide: Slide) -> Iterator[Mapping[str, str]]:
    """Yield the marks in focus as rows, where they are a few of a figure too dense for a wall."""
    if figure.name != "timeline" or not 0 < len(slide.focus) <= MOST_LISTED:
        return
    for row in figure.table.to_dict("records"):
        if row.get("event_id") in slide.focus:
            code = str(row["rights_raised"])
            answer = "" if code == NOT_ASKED else str(row["answer_text"])
            yield {"when": str(row["date_text"]), "what": str(row["title"]), "code": code,
                   "last": answer}  # fmt: skip


def last_heading(figure: Figure, rows: Sequence[Mapping[str, str]]) -> str:
    """Return what the last column of a list says, blank where no row says anything in it."""
    return figure.headings["answer_text"] if any(row["last"] for row in rows) else ""


def own_names(svg: str, place: str) -> str:
    """Return a picture whose definitions are named for its place in the file.

    Two pictures may share a pattern. A browser takes the first of a name, and draws nothing
    where that one stands on a slide that is not shown.
    """
    prefix = re.sub(r"\W", "-", place)
    return re.sub(r'(id="|url\(#)(p[0-9a-f]{8})', rf"\g<1>s{prefix}-\g<2>", svg)


def _taken(said: Sequence[str], width: float, size: int) -> float:
    """Return the pixels of height that paragraphs take."""
    return height_of(said, width / 96, size * 0.75, 9) * 96


def _words(deck: Deck) -> dict[str, str]:
    """Return what the file says of itself, in its language."""
    language = deck.language
    return {
        "keys": SAY.gettext(
            "Arrow keys or a clicker turn the slides. Home and End; a number, then Enter; O all "
            "slides; B black; T text, table and sources; P presenter’s window, there A all "
            "answers; F full screen.",
            language,
        ),
        "before": SAY.gettext("Slide before", language),
        "after": SAY.gettext("Slide after", language),
        "all": SAY.gettext("All slides", language),
        "presenter": SAY.gettext("Presenter’s window", language),
        "table": SAY.gettext("Table and sources", language),
        "full": SAY.gettext("In full", language),
        "slides": SAY.gettext("Slides", language),
        "reading": SAY.gettext("How to read it", language),
        "how_sure": SAY.gettext("How sure", language),
        "asked": SAY.gettext("If you are asked", language),
        "sources": SAY.gettext("Sources", language),
        "figure_sources": SAY.gettext("Sources of the figure", language),
        "next": SAY.gettext("Next", language),
        "notes": SAY.gettext("Notes", language),
        "no_notes": SAY.gettext("This file holds no speaker notes.", language),
        "no_answers": SAY.gettext(
            "This file holds no answers: they come with the speaker’s notes.", language
        ),
        "answers": SAY.gettext("All answers (A)", language),
        "search": SAY.gettext("Type a word of the question", language),
        "none": SAY.gettext("No answer has these words.", language),
        "close": SAY.gettext("Close (Esc)", language),
        "lost": SAY.gettext(
            "The slides’ window is lost. Open it again and press P there.", language
        ),
        "planned": SAY.gettext("planned {time}", language, time="{time}"),
        "ahead": SAY.gettext("{time} ahead", language, time="{time}"),
        "behind": SAY.gettext("{time} behind", language, time="{time}"),
        "on_time": SAY.gettext("on time", language),
        "last": SAY.gettext("This is the last slide", language),
        "start": SAY.gettext("Start the time again", language),
        "blocked": SAY.gettext("The browser did not open the presenter’s window.", language),
    }
