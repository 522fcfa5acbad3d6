"""What a page of the site shows before its app stands: the edition, with the site's links."""

from dataclasses import dataclass

from story.surfaces.edition.assembling import assembled
from story.surfaces.edition.head import Place, linked_data
from story.surfaces.edition.page_maker import Maker
from story.surfaces.edition.styling import choosing_in, style_before_app
from story.surfaces.edition.words import naming
from story.surfaces.links import SiteLinks
from story.surfaces.page_content import followed_words
from story.surfaces.pages import OP_ED, SITE_PAGES, TITLE, Page
from story.tables.citation import cite
from story.text import Language

WORDS = {Language.EN: "English", Language.KO: "한국어"}


@dataclass(frozen=True)
class FirstPaint:
    """The parts of a page's shell: what is added to its head, its style and its body."""

    head: str
    style: str
    body: str


def first_paint(entry: Page, content: str, maker: Maker, place: Place, card_alt: str) -> FirstPaint:
    """Return the first paint of a page of the site around its `content`.

    `card_alt` says what its card shows.
    """
    dataset, language = maker.dataset, maker.language
    called = naming(entry.name, maker.story, dataset)
    head = maker.render(
        "meta",
        title=f"{called.title} · {TITLE.within(language)}",
        headline=called.headline,
        description=called.about,
        edition=dataset.edition,
        site=TITLE.within(language),
        canonical=place.canonical,
        alternates=place.alternates(),
        card=place.card,
        card_alt=card_alt,
        icon="/assets/mark.svg",
        touch_icon="/assets/mark-512.png",
        manifest="/site.webmanifest",
        feed="/changes.atom",
        feed_title=naming("changes", maker.story, dataset).headline,
        oembed="",
        linked_data=linked_data(called, dataset, language, place),
    )
    body = maker.render(
        "shell",
        home=maker.links.page("overview"),
        site=TITLE.within(language),
        menu=[
            {"href": maker.links.page(item.name), "title": item.title.within(language),
             "current": item.name == entry.name}
            for item in SITE_PAGES
        ],
        tongues=[
            {"href": SiteLinks(each).page(entry.name), "language": each, "word": word,
             "current": each is language}
            for each, word in WORDS.items()
        ],
        content=content,
        article=cite(dataset, language, OP_ED),
            followed=followed_words(dataset, language),
        edition=dataset.edition,
    )  # fmt: skip
    style = style_before_app("#edition") + choosing_in(content)
    return FirstPaint(head, style, assembled(body))
