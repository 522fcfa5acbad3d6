"""Social cards: what a link to a page looks like where it is shared, 1200 by 630 pixels."""

from collections.abc import Mapping

from story.figures import figure_function
from story.figures.scene import PAGE
from story.figures.style import LIGHT
from story.render.cards import composed
from story.render.png import png
from story.render.svg import document
from story.surfaces.edition.figure_cache import Showcase
from story.surfaces.edition.words import Naming
from story.surfaces.pages import PAGES, TITLE
from story.tables import Dataset
from story.telling.facts import Facts
from story.telling.narrative import Story, plain
from story.text import Language, Phrases

SAY = Phrases("edition")
# The state of a chapter's figure that says most in few words, where it is not the chapter's own.
OF_CHAPTER = {"the-number": "estimates", "two-speeches": "statements"}


def card(naming: Naming, story: Story, showcase: Showcase) -> bytes:
    """Return a page's card as PNG, composed of the figure that the page is about.

    It says to when the story goes rather than which edition it is of: so most cards outlive a
    refresh, and nobody looks an edition up from a picture in a feed.
    """
    title = plain(story.opening.title) if naming.name == "overview" else naming.headline
    name, choices = figure_of(naming.name, story)
    said = foot(showcase.dataset, story.language)

    def make(dataset: Dataset) -> bytes:
        figure = figure_function(name)(dataset, story.language, PAGE, **choices)
        drawn = composed(figure, title, said, story.language)
        return png(document(drawn, title, figure.summary, LIGHT))

    given = f"{name} {sorted(choices.items())!r} {title} {said}"
    return showcase.picture(f"card of {naming.name}", given, make)


def foot(dataset: Dataset, language: Language) -> tuple[str, str]:
    """Return what a card says of itself: the site, and to when the story goes."""
    _, covered = Facts(dataset).tell("computed.last-event", language)
    return TITLE.within(language), SAY.gettext("Events to {date}", language, date=covered)


def figure_of(name: str, story: Story) -> tuple[str, Mapping[str, object]]:
    """Return the figure that a page is about, and its choices: a chapter's as it is told.

    Pages that have no card of their own have the overview's.
    """
    chapter = next((item for item in story.chapters if item.slug == name), None)
    if chapter and name not in OF_CHAPTER:
        return chapter.figure.name, chapter.figure.choices
    page = next((entry for entry in PAGES if entry.name == name), PAGES[0])
    return OF_CHAPTER.get(name, page.card), {}
