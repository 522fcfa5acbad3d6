"""What the edition's pages are called and what each is about."""

from dataclasses import dataclass

from story.surfaces.edition.page_maker import Maker, View
from story.surfaces.links import row_of
from story.surfaces.page_content import claims_standfirst
from story.surfaces.pages import PAGES, SEARCH
from story.tables import Dataset
from story.tables.model import Camp, Claim, Event
from story.tables.values import value_text
from story.telling.narrative import Chapter, Story, plain
from story.text import Language, Phrases, Text

SAY = Phrases("edition")
MORE = ("glossary", "changes", "cite")  # pages that the foot of each page leads to


@dataclass(frozen=True)
class Naming:
    """A page's name, the title in the browser's tab and in links, its headline, its summary."""

    name: str
    title: str
    headline: str
    about: str


def naming(name: str, story: Story, dataset: Dataset) -> Naming:
    """Return what a page is called; raises KeyError for one that does not exist."""
    language = story.language
    page = next((item for item in PAGES if item.name == name), None)
    if page:
        title = page.title.within(language)
        about = page.description.within(language)
        if name == "claims":
            about = claims_standfirst(dataset, language)
        return Naming(name, title, page.headline.within(language), about)
    if name in _own_pages():
        title, about = own_words(name, language)
        return Naming(name, title, title, about)
    if "/" in name:
        return _of_row(name, dataset, language)
    return _chapter(story.chapter(name))


def _of_row(name: str, dataset: Dataset, language: Language) -> Naming:
    table, row = row_of(name)
    if table == Claim.table:
        claim = dataset.find(Claim, row)
        assessed = value_text("claims.assessment", claim.assessment, language)
        about = SAY.gettext(
            "Our assessment: {assessment}. {evidence}", language, assessment=assessed,
            evidence=claim.within("evidence", language),
        )  # fmt: skip
        title = SAY.gettext("Claim {id}", language, id=row)
        return Naming(name, title, claim.within("claim", language), about)
    if table == Camp.table:
        camp = dataset.find(Camp, row)
        title = camp.within("name", language)
        return Naming(name, title, title, camp.within("description", language))
    event = dataset.find(Event, row)
    title = event.within("title", language)
    return Naming(name, title, title, event.within("summary", language))


def _chapter(chapter: Chapter) -> Naming:
    title = plain(chapter.title)
    return Naming(chapter.slug, title, title, plain(chapter.standfirst))


def head_of(name: str, maker: Maker) -> View:
    """Return a page's heading and standfirst, for `templates/parts/head.html`."""
    found = naming(name, maker.story, maker.dataset)
    return {"title": found.headline, "standfirst": found.about}


def own_words(name: str, language: Language) -> tuple[str, str]:
    """Return the title of a page that only the edition has, and what it is about."""
    title, about = _own_pages()[name]
    return title.within(language), about.within(language)


def _own_pages() -> dict[str, tuple[Text, Text]]:
    return {
        "glossary": (
            SAY.both("Glossary"),
            SAY.both(
                "Words a reader meets here, with their Korean originals. Words that name no "
                "source are our own."
            ),
        ),
        "changes": (
            SAY.both("What has changed"),
            SAY.both("Every published change of the tables, newest first."),
        ),
        "cite": (
            SAY.both("How to cite"),
            SAY.both("A reference to every page, in four formats."),
        ),
        "search": (SEARCH.headline, SEARCH.description),
        "404": (
            SAY.both("There is no such page"),
            SAY.both("The address may be mistyped or out of date. These pages are there:"),
        ),
    }
