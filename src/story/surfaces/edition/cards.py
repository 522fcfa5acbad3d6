"""Social cards: what a link to a page looks like where it is shared."""

from functools import partial

from story.facts import Facts
from story.narrative import plain
from story.surfaces.contents import TITLE
from story.surfaces.edition.maker import SAY, Maker
from story.surfaces.edition.shown import Shown
from story.surfaces.edition.words import Naming
from story.surfaces.html import asset, render
from story.surfaces.pictures import Pictures, palette_css

SIZE = (1200, 630)
ROOM = 270  # pixels of a wide picture's height that a card can show whole
OF_PAGE = {
    "estimates": "estimates", "camps": "camps", "summits": "statements", "data": "opening",
}  # fmt: skip


def card(naming: Naming, maker: Maker, pictures: Pictures) -> bytes:
    """Return a page's card as PNG, drawn from the figure that the page is about.

    It says to when the story goes rather than which edition it is of: so most cards outlive a
    refresh, and nobody looks an edition up from a picture in a feed.
    """
    shown = _figure(naming.name, maker)
    _, covered = Facts(maker.dataset).tell("computed.last-event", maker.language)
    page = render(
        "edition/card", maker.language, say=partial(SAY.gettext, language=maker.language),
        title=_title(naming, maker), site=TITLE.within(maker.language), picture=shown.wide,
        fits=shown.height <= ROOM, covered=covered,
        style=palette_css() + asset("edition.css"),
    )  # fmt: skip
    return pictures.screenshot(page, *SIZE)


def _title(naming: Naming, maker: Maker) -> str:
    return plain(maker.story.opening.title) if naming.name == "overview" else naming.headline


def _figure(name: str, maker: Maker) -> Shown:
    """Return the figure of a page, or the state of a chapter's figure that fits a card best."""
    if name in OF_PAGE:
        return maker.showcase.figure(OF_PAGE[name])
    chapter = next((one for one in maker.story.chapters if one.slug == name), maker.story.opening)
    told = [chapter.figure, *(step.figure for step in chapter.steps)]
    shown = [maker.showcase.told(one) for one in told]
    return min(shown, key=lambda one: abs(one.height - ROOM))
