"""The edition in one language: every page of it as text."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from story.publishing.history import Entry
from story.surfaces.data_files import Given, data_files, known_size, offered
from story.surfaces.edition import own_pages, pages, story_pages
from story.surfaces.edition.assembling import assembled
from story.surfaces.edition.cards import card, figure_of
from story.surfaces.edition.figure_cache import Showcase, Shown
from story.surfaces.edition.figure_changes import DID, Change, shown
from story.surfaces.edition.files import KEPT
from story.surfaces.edition.first_paint import WORDS, first_paint
from story.surfaces.edition.head import Place, linked_data
from story.surfaces.edition.links import EditionLinks, embed_path, page_path
from story.surfaces.edition.page_maker import SAY, Maker, View, views
from story.surfaces.edition.policy import page_policy
from story.surfaces.edition.search_page import search
from story.surfaces.edition.styling import choosing_in, script, search_script, search_style, style
from story.surfaces.edition.words import MORE, Naming, head_of, naming
from story.surfaces.links import SiteLinks, row_of
from story.surfaces.page_content import followed_words
from story.surfaces.pages import CHAPTERS, OP_ED, PAGES, TITLE, Page
from story.tables.citation import cite
from story.tables.model import Claim
from story.telling.narrative import Story
from story.telling.reference import (
    Site,
    bibtex,
    claim_reference,
    csl_json,
    page_reference,
    plain,
    ris,
)
from story.text import Language

FORMATS = (("BibTeX", bibtex), ("RIS", ris), ("CSL-JSON", csl_json))
# The page on which a figure stands in its published view; others belong to a chapter.
HOMES = {figure: page.name for page in PAGES for figure in page.figures}
CARDS = [item.name for item in PAGES]


@dataclass(frozen=True)
class Book:
    """Makes the pages of one language.

    `base` is the edition's own address, `site_base` that of the site which serves it, if any.
    """

    story: Story
    showcase: Showcase
    base: str
    site_base: str
    issued: str
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...] = ()

    @property
    def language(self) -> Language:
        """The language of every page."""
        return self.story.language

    @property
    def edition(self) -> str:
        """The edition's id."""
        return self.showcase.dataset.edition

    def __len__(self) -> int:
        return len(self.contents()) + len(list(views(self.story)))

    def chapters(self) -> list[str]:
        """Return the names of the chapters' own pages."""
        return [chapter.slug for chapter in self.story.chapters]

    def contents(self) -> dict[str, Callable[[Maker], str]]:
        """Return what stands on each page, by the page's name."""
        return {
            "overview": story_pages.overview,
            **{chapter.slug: _chapter(chapter.slug) for chapter in self.story.chapters},
            "estimates": pages.estimates,
            "camps": pages.camps,
            "summits": pages.summits,
            "claims": pages.claims,
            "data": lambda maker: pages.data(maker, self._offered(maker)),
            "glossary": pages.glossary_page,
            "changes": lambda maker: pages.changes(maker, self.entries, self.changes),
            "cite": self._citing,
            "search": search,
            **{name: self._own(name) for name in own_pages.own_pages(self.showcase.dataset)},
        }

    @property
    def given(self) -> Given:
        """What decides the files of the data."""
        return Given(self.showcase.dataset, self.issued, self.base)

    def _offered(self, maker: Maker) -> View:
        """Return the forms of the data as a page of the edition or the site leads to them."""
        if isinstance(maker.links, SiteLinks):
            base = urljoin(self.site_base, "download/") if self.site_base else ""
            kept = f"{base}{{name}}?edition={self.edition}"
        else:
            base = urljoin(self.base, "data/") if self.base else ""
            kept = urljoin(self.base, f"{KEPT}/{self.edition}/data/") + "{name}"
        return offered(
            self.language, self.edition, maker.links.data_file,
            lambda name: known_size(data_files()[name], self.given), base, kept,
        )  # fmt: skip

    def _own(self, name: str) -> Callable[[Maker], str]:
        return lambda maker: own_pages.own(maker, name, self._reference(name, maker)["formats"])

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield each page with its file's name."""
        for name, make in self.contents().items():
            links = EditionLinks(self.language, page_path(name, self.language))
            here = f"{KEPT}/{self.edition}/{links.here}"
            maker = Maker(self.story, self.showcase, links, self._cited_as(self.base), here)
            yield links.here, self._page(name, make(maker), maker, links)

    def missing_page(self) -> str:
        """Return the page for addresses that are none, for hosts that show 404.html."""
        links = EditionLinks(self.language, "404.html")
        maker = Maker(self.story, self.showcase, links)
        given = head_of("404", maker)
        content = maker.render("missing", **given, onwards=story_pages.onwards(maker))
        page = self._page("404", content, maker, links)
        # Shown under whatever address was asked for, so its links start from the root.
        start = self.base or "/"
        page = re.sub(
            r'(href|content|action)="(en/|ko/|assets/|data/|site)', rf'\1="{start}\2', page
        )
        return page.replace("<!-- kept -->\n", "")

    def figures(self) -> Iterator[tuple[str, Shown]]:
        """Yield every view of a figure that has a page of its own, by its place."""
        for place, told, name in views(self.story):
            yield place, self.showcase.told(told) if told else self.showcase.figure(name)

    def embeds(self) -> Iterator[tuple[str, str]]:
        """Yield the page of each figure that stands alone."""
        for place, told, name in views(self.story):
            links = EditionLinks(self.language, embed_path(place, self.language))
            maker = Maker(self.story, self.showcase, links)
            view = maker.told(told, "", place) if told else maker.figure(name)
            own = urljoin(self.base, links.here) if self.base else ""
            yield (
                links.here,
                embed_page(
                    view, maker, _more(view, maker), links.to(links.here),
                    root=links.to("index.html").removesuffix("index.html"),
                    icon=links.to("assets/mark.svg"),
                    canonical=own,
                    oembed=own.replace(".html", ".json"),
                ),
            )  # fmt: skip

    def cards(self) -> Iterator[tuple[str, bytes]]:
        """Yield the card of every page and chapter."""
        for name in (*CARDS, *self.chapters()):
            called = naming(name, self.story, self.showcase.dataset)
            yield _card_path(name, self.language), card(called, self.story, self.showcase)

    def card_summary(self, name: str) -> str:
        """Return what the card of a page shows, in words."""
        figure, choices = figure_of(own_pages.list_of(name), self.story)
        return self.showcase.figure(figure, **choices).summary

    def first_paints(self) -> Iterator[tuple[str, str]]:
        """Yield what each page of the site shows before its app stands, as JSON.

        With it what each publication did, which its page of changes shows.
        """
        for entry in (*PAGES, *CHAPTERS):
            links = SiteLinks(self.language)
            cited = self._cited_as(self.site_base)
            maker = Maker(self.story, self.showcase, links, cited, links.page(entry.name)[1:])
            content = self.contents()[entry.name](maker)
            found = first_paint(
                entry, content, maker, self._site_place(entry), self.card_summary(entry.name)
            )
            text = json.dumps(vars(found), ensure_ascii=False)
            yield f"shells/{entry.name}.{self.language}.json", text
        did = shown(self.changes, SiteLinks(self.language), self.language)
        yield f"shells/{DID}.{self.language}.json", json.dumps(did, ensure_ascii=False)

    def _site_place(self, entry: Page) -> Place:
        if not self.site_base:
            return Place()
        english, korean = (
            urljoin(self.site_base, SiteLinks(item).page(entry.name)) for item in Language
        )
        return Place(
            canonical=english if self.language is Language.EN else korean,
            english=english,
            korean=korean,
            card=urljoin(self.base, _card_path(entry.name, self.language)),
            issued=self.issued,
            base=self.base,
        )

    def kept(self, name: str, page: str) -> str:
        """Return a page as it stands in its edition's own folder, two levels down."""
        said = SAY.gettext(
            "This copy is kept as it was in edition {edition}.", self.language,
            edition=self.edition,
        )  # fmt: skip
        way = SAY.gettext("To the current edition", self.language)
        current = "../" * (name.count("/") + 2) + name
        note = f'<p class="kept">{escape(said)} <a href="{current}">{escape(way)}</a></p>\n'
        moved = page.replace("<!-- kept -->\n", note, 1)
        # A feed goes on; a copy that is kept has none of its own.
        feeds = f'href="{"../" * (name.count("/") + 2)}{self.language}/'
        moved = re.sub(r'href="(?:\.\./)*(?=\w+\.atom")', feeds, moved)
        return re.sub(r'data-base="([^"]*)"', r'data-base="\1../../"', moved, count=1)

    def _citing(self, maker: Maker) -> str:
        return maker.render(
            "cite",
            **head_of("cite", maker),
            edition=self.edition,
            references=[self._reference(name, maker) for name in (*CARDS, *self.chapters())],
        )

    def _reference(self, name: str, maker: Maker) -> View:
        """Return the reference to a page as it is kept in this edition, in every format."""
        called = naming(name, self.story, self.showcase.dataset)
        link = f"{KEPT}/{self.edition}/{page_path(name, self.language)}"
        site = self._cited_as(self.base)
        table, row = row_of(name)
        given = (self.showcase.dataset, self.language, site)
        made = (
            claim_reference(*given, row, link) if table == Claim.table
            else page_reference(*given, name, called.headline, link)
        )  # fmt: skip
        return {
            "name": name,
            "title": called.headline,
            "plain": plain(made, self.language),
            "formats": [(label, write(made)) for label, write in FORMATS],
        }

    def _cited_as(self, base: str) -> Site:
        return Site(TITLE, base, self.issued)

    def _page(self, name: str, content: str, maker: Maker, links: EditionLinks) -> str:
        dataset, language = self.showcase.dataset, self.language
        called = naming(name, self.story, dataset)
        place = self._place(name)
        to = links.to
        look = search_style() if name == "search" else style() + choosing_in(content)
        runs = search_script() if name == "search" else script()
        other = Language.KO if language is Language.EN else Language.EN
        page = maker.render(
            "page",
            root=to("index.html").removesuffix("index.html"),
            policy=page_policy([look], [runs]),
            style=look,
            script=runs,
            on_site=False,
            searching=name == "search",
            title=_tab(called, language),
            headline=called.headline,
            description=called.about,
            edition=self.edition,
            site=TITLE.within(language),
            canonical=place.canonical,
            alternates=place.alternates(),
            card=place.card,
            card_alt=self.card_summary(name),
            icon=to("assets/mark.svg"),
            touch_icon=to("assets/mark-512.png"),
            manifest=to("site.webmanifest"),
            feed=to(f"{language}/changes.atom") if self.entries else "",
            feed_title=naming("changes", self.story, dataset).headline,
            oembed="",
            linked_data=linked_data(called, dataset, language, place, self._trail(name, place)),
            home=maker.links.page("overview"),
            menu=[
                {"href": maker.links.page(item.name), "title": item.title.within(language),
                 "current": item.name == name}
                for item in PAGES
            ],
            other={"href": to(page_path(_twin(name), other)), "language": other,
                   "word": WORDS[other]},
            current=to(page_path(name, language)),
            content=content,
            cited=self._reference(name, maker)["plain"] if name != "search" else "",
            cite_way="#cite" if row_of(name)[0] else f"{maker.links.page('cite')}{_part(name)}",
            more=[
                {"href": maker.links.page(entry),
                 "title": naming(entry, self.story, dataset).headline}
                for entry in MORE
            ],
            article=cite(dataset, language, OP_ED),
            followed=followed_words(dataset, language),
        )  # fmt: skip
        return assembled(page)

    def _trail(self, name: str, place: Place) -> list[tuple[str, str]]:
        """Return the pages that lead to one, from the first, with their titles and addresses."""
        names = dict.fromkeys(("overview", own_pages.list_of(name)))
        found = [
            (naming(item, self.story, self.showcase.dataset).title, self._place(item).canonical)
            for item in names
            if item not in (name, "404")
        ]
        title = naming(name, self.story, self.showcase.dataset).title
        return [*found, (title, place.canonical)]

    def _place(self, name: str) -> Place:
        if not self.base or name == "404":
            return Place(issued=self.issued)
        entry = next((item for item in (*PAGES, *CHAPTERS) if item.name == name), None)
        if entry and self.site_base:
            return self._site_place(entry)  # the same words: the site's page is the one to find
        english, korean = (urljoin(self.base, page_path(name, each)) for each in Language)
        carded = own_pages.list_of(name)
        has_card = carded in (*CARDS, *self.chapters())
        return Place(
            canonical=english if self.language is Language.EN else korean,
            english=english,
            korean=korean,
            card=urljoin(self.base, _card_path(carded if has_card else "overview", self.language)),
            issued=self.issued,
            base=self.base,
        )


def embed_page(
    view: View, maker: Maker, more: str, current: str, *, root: str, icon: str,
    canonical: str = "", oembed: str = "",
) -> str:  # fmt: skip
    """Return the page of a figure that stands alone, to be shown within another page.

    `more` leads to the page it belongs to, `current` to itself in the newest edition, `root` to the
    edition's folder.
    """
    return assembled(
        maker.render(
            "embed",
            root=root,
            policy=page_policy([style()], [script()]),
            style=style(),
            script=script(),
            shown=view,
            site=TITLE.within(maker.language),
            edition=maker.dataset.edition,
            canonical=canonical,
            oembed=oembed,
            icon=icon,
            more=more,
            current=current,
        )
    )


def _more(view: View, maker: Maker) -> str:
    """Return the way from a figure that stands alone to the page it belongs to."""
    place = str(view["id"]).removeprefix("figure-")
    for chapter in maker.story.chapters:
        # A chapter of steps has its one figure where it stands in brief.
        if place == chapter.slug:
            page = "overview" if chapter.steps else chapter.slug
            return maker.links.page(page, f"figure-{place}")
        if place in [f"step-{step.id}" for step in chapter.steps]:
            return maker.links.page(chapter.slug, f"figure-{place}")
        shown = {chapter.figure.name, *(item.figure.name for item in chapter.steps)}
        if view["name"] not in HOMES and view["name"] in shown:
            return maker.links.page(chapter.slug)
    home = HOMES.get(str(view["name"]))
    # A figure that no chapter shows yet belongs to the whole story.
    return maker.links.page(home, str(view["id"])) if home else maker.links.page("overview")


def _chapter(slug: str) -> Callable[[Maker], str]:
    return lambda maker: story_pages.chapter(maker, maker.story.chapter(slug))


def _tab(called: Naming, language: Language) -> str:
    return f"{called.title} · {TITLE.within(language)}"


def _twin(name: str) -> str:
    return name if name != "404" else "overview"


def _part(name: str) -> str:
    return "" if name in (*MORE, "404") else f"#cite-{name}"


def _card_path(name: str, language: Language) -> str:
    return f"cards/{language}/{name}.png"
