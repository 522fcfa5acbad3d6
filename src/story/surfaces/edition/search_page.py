"""The page that looks through the whole story: in the edition, and on the site beside its app."""

from collections.abc import Sequence
from functools import partial

from story.surfaces.edition.first_paint import WORDS
from story.surfaces.edition.head import Place, linked_data
from story.surfaces.edition.page_maker import SAY, Maker
from story.surfaces.edition.policy import page_policy
from story.surfaces.edition.search_index import Listed, PlaceOf, search_values
from story.surfaces.edition.styling import search_script, search_style
from story.surfaces.edition.words import MORE, Naming, naming
from story.surfaces.html import render
from story.surfaces.links import OWN_PAGES, Links, SiteLinks, place_of
from story.surfaces.page_content import followed_words
from story.surfaces.pages import OP_ED, PAGES, PUBLIC_PAGES, SEARCH, SITE_PAGES, TITLE
from story.tables import Dataset
from story.tables.citation import cite
from story.telling.narrative import Story, tell
from story.text import Language


def search(maker: Maker) -> str:
    """Return what stands on the edition's page of the search."""
    names = (*(page.name for page in PAGES), *MORE)
    found = [(name, naming(name, maker.story, maker.dataset)) for name in names]
    listed = [Listed(maker.links.page(name), item.headline, item.about) for name, item in found]

    def place(table: str, row: str) -> str:
        links = maker.links
        return links.own(table, row) if table in OWN_PAGES else place_of(links, table, row)

    return _content(maker.dataset, maker.story, maker.links, place, listed)


def site_search(dataset: Dataset, language: Language) -> str:
    """Return the site's page of the search whole: no app, no socket, nothing that it asks for."""
    links, story = SiteLinks(language), tell(dataset, language)
    listed = [
        Listed(
            links.page(page.name),
            page.headline.within(language),
            page.description.within(language),
        )
        for page in PUBLIC_PAGES
    ]
    title = SEARCH.headline.within(language)
    called = Naming(SEARCH.name, title, title, SEARCH.description.within(language))
    other = next(item for item in Language if item is not language)
    return render(
        "edition/page",
        language,
        say=partial(SAY.gettext, language=language),
        links=links,
        root="",
        on_site=True,
        searching=True,
        policy=page_policy([search_style()], [search_script()]),
        style=search_style(),
        script=search_script(),
        title=f"{title} · {TITLE.within(language)}",
        headline=title,
        description=called.about,
        edition=dataset.edition,
        site=TITLE.within(language),
        canonical="",
        alternates=[],
        card="",
        card_alt="",
        icon="/assets/mark.svg",
        touch_icon="/assets/mark-512.png",
        manifest="/site.webmanifest",
        feed="/changes.atom",
        feed_title=naming("changes", story, dataset).headline,
        oembed="",
        linked_data=linked_data(called, dataset, language, Place()),
        home=links.page("overview"),
        menu=[
            {"href": links.page(item.name), "title": item.title.within(language), "current": False}
            for item in SITE_PAGES
        ],
        other={"href": SiteLinks(other).page("search"), "language": other, "word": WORDS[other]},
        current=links.page("search"),
        content=_content(dataset, story, links, partial(place_of, links), listed),
        cited="",
        cite_way="",
        more=[],
        article=cite(dataset, language, OP_ED),
        followed=followed_words(dataset, language),
    )


def _content(
    dataset: Dataset, story: Story, links: Links, place: PlaceOf, listed: Sequence[Listed]
) -> str:
    language = story.language
    return render(
        "edition/search", language,
        links=links, title=SEARCH.headline.within(language), listed=listed,
        **search_values(dataset, story, links, place, listed),
    )  # fmt: skip
