"""The overview and the chapters' pages, as the edition tells them: nothing that only an app can do.

Their addresses are answered with the story itself (`downloads/shell.py`), which asks for no app.
This is what stands in the app where that is not there yet, or of an earlier edition.
"""

from functools import cache, partial

from story.places import cache_folder
from story.surfaces.cache import Memory
from story.surfaces.edition.assembling import assembled
from story.surfaces.edition.figure_cache import Showcase
from story.surfaces.edition.page_maker import SAY, Maker
from story.surfaces.edition.story_pages import chapter, overview
from story.surfaces.edition.styling import script, style_within
from story.surfaces.hosts import public_address
from story.surfaces.html import asset, render
from story.surfaces.links import SiteLinks
from story.surfaces.pages import TITLE
from story.surfaces.site.component import mount
from story.surfaces.site.visit import Visit, story_for, visit
from story.telling.reference import Site


def show(page: str) -> None:
    """Show the overview, or the page of a chapter by its name."""
    here = visit()
    key = f"{page}.{here.dataset.edition}.{here.language}"
    data = {"told": key, "html": told(here, page)}
    mount("story", data, script=_script(), isolated=False, key="story")


def told(here: Visit, page: str) -> str:
    """Return a page's HTML, made once per edition and language."""
    return _kept().get((page, here.dataset.edition, here.language), partial(_tell, here, page))


@cache
def _kept() -> Memory[str]:
    return Memory(40)


def _tell(here: Visit, page: str) -> str:
    showcase = Showcase(here.dataset, here.language, cache_folder())
    story, links = story_for(here), SiteLinks(here.language)
    maker = Maker(story, showcase, links, Site(TITLE, public_address()), links.page(page)[1:])
    content = overview(maker) if page == "overview" else chapter(maker, story.chapter(page))
    said = partial(SAY.gettext, language=here.language)
    return assembled(
        render(
            "site/story",
            here.language,
            say=said,
            style=style_within("#story"),
            content=content,
        )
    )


@cache
def _script() -> str:
    return f"{asset('story.js')}\nfunction begin() {{\n{script()}\n}}\n"
