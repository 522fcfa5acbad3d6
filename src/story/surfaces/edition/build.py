"""The edition as files: the whole story in both languages, for any host or none."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from urllib.parse import urljoin

from story.publishing.corrections import corrections, corrections_csv
from story.publishing.history import Entry, issued
from story.render.png import letters, png
from story.surfaces.data_files import data_files, made
from story.surfaces.edition import host_files
from story.surfaces.edition.all_pages import Book
from story.surfaces.edition.feed import corrections_feed, feed
from story.surfaces.edition.figure_cache import Showcase
from story.surfaces.edition.figure_changes import Change, changes_of, files_of
from story.surfaces.edition.files import Folder, keep
from story.surfaces.edition.language_choice import door
from story.surfaces.edition.links import embed_path, figure_table_path, page_path
from story.surfaces.edition.own_pages import own_pages
from story.surfaces.edition.page_maker import views
from story.surfaces.edition.words import MORE
from story.surfaces.headers import headers_file
from story.surfaces.html import ASSETS
from story.surfaces.pages import PAGES
from story.tables import Dataset
from story.telling.narrative import tell
from story.text import Language

Progress = Callable[[int, int, str], None]
Files = dict[str, str | bytes]
ICON = 512


@dataclass(frozen=True)
class Built:
    """What a build came to: pages made, files written, whether the edition's copy is new."""

    pages: int
    written: int
    kept: bool


@dataclass(frozen=True)
class Order:
    """What to build: the tables, their log, where to, for which address, and where to remember.

    `base` ends in a slash and is blank for a copy that belongs to no host. `for_site`: the site
    serves it, under `edition/` of that address, and takes its own first paint from it.
    """

    dataset: Dataset
    entries: tuple[Entry, ...]
    out: Path
    base: str
    cache: Path
    for_site: bool = False

    @property
    def issued(self) -> str:
        """The day on which this edition was published, blank where no log knows it."""
        return issued(self.entries, self.dataset.edition)


def build(order: Order, progress: Progress) -> Built:
    """Build the edition; `progress` hears how many figures and pages are done, of how many."""
    letters()
    folder = Folder(order.out)
    order.out.mkdir(parents=True, exist_ok=True)
    changes = changes_of(order.dataset.folder, order.entries)
    books = [_book(order, changes, language) for language in Language]
    figures = [(book, view) for book in books for view in views(book.story)]
    done = _counted(progress, len(figures) + sum(len(book) for book in books))
    for book, (place, told, name) in figures:
        book.showcase.figure(name, **(told.choices if told else {}))
        done(place)
    shared = {**_data(books[0]), **_figure_tables(books), **_assets(books[0].showcase)}
    pages = _pages(books, done)
    for name, content in {**_current(pages), **shared, **_around(order, books)}.items():
        folder.put(name, content)
    for book in books:
        for name, content in book.cards():
            folder.put(name, content)
        for name, content in book.first_paints() if order.for_site else ():
            folder.put(name, content)
    folder.finish()
    kept = keep(order.out, order.dataset.edition, {**_kept(pages, books), **shared})
    return Built(len(pages), folder.written, kept)


def _counted(progress: Progress, total: int) -> Callable[[str], None]:
    numbers = count(1)
    return lambda name: progress(next(numbers), total, name)


def _book(order: Order, changes: tuple[Change, ...], language: Language) -> Book:
    showcase = Showcase(order.dataset, language, order.cache)
    story = tell(order.dataset, language)
    site, own = (order.base, f"{order.base}edition/") if order.for_site else ("", order.base)
    base = own if order.base else ""
    return Book(story, showcase, base, site, order.issued, order.entries, changes)


def _pages(books: Sequence[Book], done: Callable[[str], None]) -> Files:
    pages: Files = {}
    for book in books:
        for name, page in chain(book.pages(), book.embeds()):
            pages[name] = page
            done(name)
    return pages


def _current(pages: Files) -> Files:
    return {name: str(page).replace("<!-- kept -->\n", "", 1) for name, page in pages.items()}


def _kept(pages: Files, books: Sequence[Book]) -> Files:
    """Return the pages as they stand in the folder of their edition, two levels down."""
    by_language = {str(book.language): book for book in books}
    manifest = host_files.webmanifest("en/index.html", "assets/")
    kept: Files = {"site.webmanifest": manifest}
    for name, page in pages.items():
        kept[name] = by_language[name.partition("/")[0]].kept(name, str(page))
    return kept


def _data(book: Book) -> Files:
    """Return the data in every form, what was corrected of them, and what changed."""
    given = book.given
    found: Files = {f"data/{name}": made(file, given) for name, file in data_files().items()}
    corrected = corrections_csv(corrections(given.dataset.folder))
    found |= {f"data/{name}": content for name, content in files_of(book.changes).items()}
    return {**found, "data/corrections.csv": f"\ufeff{corrected}"}


def _figure_tables(books: Sequence[Book]) -> Files:
    return {
        figure_table_path(place, book.language): f"\ufeff{shown.csv}"
        for book in books
        for place, shown in book.figures()
    }


def _assets(showcase: Showcase) -> Files:
    mark = (ASSETS / "mark.svg").read_text(encoding="utf-8")
    wide = float(re.search(r'viewBox="0 0 ([\d.]+)', mark)[1])  # type: ignore[index]  # our file
    icon = showcase.picture("icon", mark, lambda _: png(mark, scale=ICON / wide))
    return {"assets/mark.svg": mark, "assets/mark-512.png": icon}


def _around(order: Order, books: Sequence[Book]) -> Files:
    edition, base = order.dataset.edition, books[0].base
    found: Files = {
        "index.html": door(base),
        "404.html": books[0].missing_page(),
        "robots.txt": host_files.robots(base),
        "site.webmanifest": host_files.webmanifest("index.html", "assets/"),
        "sw.js": host_files.worker(edition),
        "edition.json": host_files.newest(edition, order.issued),
        "_headers": headers_file(),
    }
    if base:
        single = own_pages(order.dataset)
        names = [*(item.name for item in PAGES), *books[0].chapters(), *MORE, *single]
        pages = [
            {entry: urljoin(base, page_path(name, entry)) for entry in Language} for name in names
        ]
        found["sitemap.xml"] = host_files.sitemap(pages, order.issued)
        for book in books:
            for place, shown in book.figures():
                path = embed_path(place, book.language).replace(".html", ".json")
                found[path] = host_files.oembed(
                    base, place, book.language, shown.title, shown.height + 260
                )
    if order.entries:
        for book in books:
            page = urljoin(base, page_path("changes", book.language))
            own = f"{book.language}/changes.atom"
            found[own] = feed(order.entries, book.language, urljoin(base, own), page)
            own = f"{book.language}/corrections.atom"
            said = corrections(order.dataset.folder)
            found[own] = corrections_feed(said, book.language, urljoin(base, own), page)
    return found
