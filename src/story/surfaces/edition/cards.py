"""Social cards: what a link to a page looks like where it is shared, 1200 by 630 pixels."""

from collections.abc import Iterator

from story.facts import Facts
from story.figures import figure_function
from story.figures.lettering import evened
from story.figures.style import LIGHT, Look
from story.narrative import plain
from story.render.png import png
from story.render.sketch import Lettering, Outline, Run, Sketch, Stroke, placed, sketch
from story.render.svg import document
from story.surfaces.contents import TITLE
from story.surfaces.edition.maker import SAY, Maker
from story.surfaces.edition.words import Naming

WIDE, HIGH = 1200, 630
EDGE, FOOT = 56, 570  # the margins at both sides, and where the rule above the foot lies
ROOM = WIDE - 2 * EDGE
TITLE_SIZES = (52, 46, 41)
OF_PAGE = {
    "estimates": "estimates", "camps": "camps", "summits": "statements", "data": "opening",
}  # fmt: skip


def card(naming: Naming, maker: Maker) -> bytes:
    """Return a page's card as PNG, with the figure that the page is about, whole.

    It says to when the story goes rather than which edition it is of: so most cards outlive a
    refresh, and nobody looks an edition up from a picture in a feed.
    """
    title = plain(maker.story.opening.title) if naming.name == "overview" else naming.headline
    head, below = _head(title)
    strokes = (*head, *_picture(naming.name, maker, below), *_foot(maker))
    drawn = Sketch(WIDE, HIGH, strokes, LIGHT.paper[1:])
    return png(document(drawn, title, naming.about, LIGHT))


def _head(title: str) -> tuple[list[Stroke], float]:
    """Return the title, as large as three lines admit, and where it ends."""
    found = ((size, evened(title, ROOM, size * 1.02)) for size in TITLE_SIZES)
    size, lines = next((one for one in found if len(one[1]) <= 2), (TITLE_SIZES[-1], []))
    lines = lines or evened(title, ROOM, size * 1.02)
    runs = tuple((Run(line, True, False, LIGHT.ink[1:]),) for line in lines)
    words = Lettering(EDGE, 34, runs, size, "left", "top")
    return [words], 34 + words.height + 14


def _picture(name: str, maker: Maker, top: float) -> Iterator[Stroke]:
    """Draw the figure of a page, or the state of a chapter's figure that fits a card best."""
    drawn = max(_drawings(name, maker), key=lambda one: _scale(one, top))
    scale = _scale(drawn, top)
    left = (WIDE - drawn.width * scale) / 2
    yield from placed(
        drawn.strokes, left, top + (FOOT - 12 - top - drawn.height * scale) / 2, scale
    )


def _scale(drawn: Sketch, top: float) -> float:
    return min(ROOM / drawn.width, (FOOT - 12 - top) / drawn.height)


def _drawings(name: str, maker: Maker) -> Iterator[Sketch]:
    chapter = next((one for one in maker.story.chapters if one.slug == name), maker.story.opening)
    told = [chapter.figure, *(step.figure for step in chapter.steps)]
    calls = [(one.name, one.choices) for one in told]
    for figure, choices in [(OF_PAGE[name], {})] if name in OF_PAGE else calls:
        made = figure_function(figure)(maker.dataset, maker.language, Look(), **choices)
        yield sketch(made, 840)


def _foot(maker: Maker) -> Iterator[Stroke]:
    _, covered = Facts(maker.dataset).tell("computed.last-event", maker.language)
    said = SAY.gettext("Events to {date}", maker.language, date=covered)
    site = (Run(TITLE.within(maker.language), True, False, LIGHT.ink[1:]),)
    rule = ((EDGE, FOOT), (WIDE - EDGE, FOOT))
    yield Outline(rule, False, "", LIGHT.hairline[1:], 2)
    yield Lettering(EDGE, FOOT + 14, (site,), 22, "left", "top")
    date = (Run(said, False, False, LIGHT.quiet[1:]),)
    yield Lettering(WIDE - EDGE, FOOT + 14, (date,), 22, "right", "top")
