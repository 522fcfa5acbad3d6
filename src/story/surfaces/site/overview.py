"""The Overview page: the story as the edition tells it, with nothing that only an app can do.

Its address is answered with the story itself (`serving/shell.py`), which asks for no app. This is
what stands in the app where that is not there yet, or of an earlier edition.
"""

from functools import cache, partial

from story.places import cache_folder
from story.surfaces.cache import Memory
from story.surfaces.edition.assembling import assembled
from story.surfaces.edition.figure_cache import Showcase
from story.surfaces.edition.page_maker import SAY, Maker
from story.surfaces.edition.story_pages import overview
from story.surfaces.edition.styling import script, style_within
from story.surfaces.html import asset, render
from story.surfaces.links import SiteLinks
from story.surfaces.site.component import mount
from story.surfaces.site.visit import Visit, story_for, visit


def show() -> None:
    """Show the page."""
    here = visit()
    data = {"told": f"{here.dataset.edition}.{here.language}", "html": told(here)}
    mount("story", data, script=_script(), isolated=False, key="story")


def told(here: Visit) -> str:
    """Return the story's HTML, made once per edition and language."""
    return _kept().get((here.dataset.edition, here.language), partial(_tell, here))


@cache
def _kept() -> Memory[str]:
    return Memory(8)


def _tell(here: Visit) -> str:
    showcase = Showcase(here.dataset, here.language, cache_folder())
    maker = Maker(story_for(here), showcase, SiteLinks(here.language), whole=False)
    said = partial(SAY.gettext, language=here.language)
    return assembled(
        render(
            "site/story",
            here.language,
            say=said,
            style=style_within("#story"),
            content=overview(maker),
        )
    )


@cache
def _script() -> str:
    return f"{asset('story.js')}\nfunction begin() {{\n{script()}\n}}\n"
