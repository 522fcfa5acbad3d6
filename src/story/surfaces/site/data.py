"""The Data and sources page: every table and source, searchable, with licence and citation."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from story.search import WordIndex, matches
from story.surfaces.data_files import data_files, known_size, offered
from story.surfaces.downloads.data_downloads import given
from story.surfaces.hosts import public_address
from story.surfaces.links import SiteLinks
from story.surfaces.open_editions import editions
from story.surfaces.page_content import columns, meaning, readable
from story.surfaces.pages import TITLE
from story.surfaces.site import address, citing, freshness, glossary, words
from story.surfaces.site.visit import Visit, visit
from story.tables import Dataset
from story.tables.citation import cite
from story.tables.model import TABLES, Record, Source
from story.tables.rows import cell
from story.tables.values import VALUES
from story.telling.reference import Reference, table_reference
from story.text import Language, Phrases, number

SAY = Phrases("site")
SCREENFUL = 40  # rows to a page
T = TypeVar("T")


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    words.head(language, "data")
    edition = here.dataset.edition
    cited = {"title": TITLE.within(language), "edition": edition, "links": SiteLinks(language)}
    words.put_kept("site/cite", language, edition, lambda: cited)
    _forms(here)
    _sources(here)
    glossary.show(here)
    _table(here)
    words.put_kept("parts/know_data", language, edition, lambda: _known(here))


def _forms(here: Visit) -> None:
    language, edition = here.language, here.dataset.edition
    wanted = given(here.dataset)
    sizes = {name: known_size(file, wanted) for name, file in data_files().items()}
    base = f"{public_address()}download/" if public_address() else ""
    older = f"?edition={edition}" if edition != editions().current().edition else ""
    words.put_kept(
        "parts/data_forms",
        language,
        # What has not been made yet has no size: it is said as soon as it is known.
        None if None in sizes.values() else (edition, older),
        lambda: offered(
            language, edition, lambda name: SiteLinks(language).data_file(name) + older, sizes.get,
            base, f"{base}{{name}}?edition={edition}",
        ),
    )  # fmt: skip


def _known(here: Visit) -> dict[str, object]:
    return {
        "total": len(here.dataset.sources),
        "read": Counter(source.read_as for source in here.dataset.sources),
        "unaddressed": sum(not item.url for item in here.dataset.sources),
    }


def _sources(here: Visit) -> None:
    language = here.language
    words.section(language, SAY.gettext("Sources", language))
    found = sorted(_sources_wanted(here), key=lambda entry: entry.published, reverse=True)
    shown = _screenful("sources-page", found, language)
    words.put_kept(
        "site/sources",
        language,
        (here.dataset.edition, len(found), tuple(row.id for row in shown)),
        lambda: {
            "count": _counted(len(shown), len(found), language),
            "citations": [cite(here.dataset, language, item.id) for item in shown],
        },
    )


def _sources_wanted(here: Visit) -> list[Source]:
    language = here.language
    looked_for = address.words(
        "source",
        SAY.gettext("Search the sources", language),
        lambda asked: any(matches(asked, _texts(source)) for source in here.dataset.sources),
    )
    kinds = address.picks(
        "publisher",
        SAY.gettext("Kind of publisher", language),
        _worded("sources.publisher_type", language),
    )
    read = address.picks(
        "read", SAY.gettext("How it was read", language), _worded("sources.read_as", language)
    )
    return [
        item
        for item in here.dataset.sources
        if item.publisher_type in (kinds or (item.publisher_type,))
        and item.read_as in (read or (item.read_as,))
        and matches(looked_for, _texts(item))
    ]


def _texts(source: Source) -> list[str]:
    return [source.id, source.publisher, source.publisher_ko, source.title, source.published]


def _table(here: Visit) -> None:
    language = here.language
    words.section(language, SAY.gettext("Tables", language))
    kinds = {kind.table: kind for kind in TABLES}
    named = address.pick(
        "table",
        SAY.gettext("Table", language),
        {name: f"{name}.csv" for name in kinds},
        "estimates",
    )
    kind = kinds[named or "estimates"]
    looked_for = address.words(
        "rows",
        SAY.gettext("Search this table", language),
        lambda asked: bool(_rows(here.dataset, kind, asked)),
    )
    found = _rows(here.dataset, kind, looked_for)
    shown = _screenful("rows-page", found, language)
    shown_columns = columns(kind, language)
    words.put_kept(
        "site/table",
        language,
        (here.dataset.edition, kind.table, len(found), tuple(row.id for row in shown)),
        lambda: {
            "title": f"{kind.table}.csv",
            "count": _counted(len(shown), len(found), language),
            "columns": shown_columns,
            "rows": [[readable(item, name, language) for name in shown_columns] for item in shown],
            "meanings": [(name, meaning(kind, name, language)) for name in shown_columns],
            "address": SiteLinks(language).table(kind.table),
            "download": SAY.gettext("Download {file}", language, file=f"{kind.table}.csv"),
        },
    )
    words.put("site/fresh_line", language, lines=freshness.in_words(here, kind.table))

    def cited() -> Reference:
        path = citing.link("data", language, table=kind.table)
        return table_reference(here.dataset, language, citing.site(), kind.table, path)

    citing.cite_this("table", language, "table", cited)


def _rows(dataset: Dataset, kind: type[Record], looked_for: str) -> Sequence[Record]:
    rows = dataset.all(kind)
    if not looked_for:
        return rows
    return [rows[place] for place in dataset.once(_words, kind).matching(looked_for)]


def _words(dataset: Dataset, kind: type[Record]) -> WordIndex:
    return WordIndex((cell(value) for _, value in item) for item in dataset.all(kind))


def _screenful(name: str, found: Sequence[T], language: Language) -> Sequence[T]:
    """Let the reader choose which rows of a long list to see."""
    pages = {
        str(first // SCREENFUL + 1): f"{first + 1}–{min(first + SCREENFUL, len(found))}"
        for first in range(0, max(len(found), 1), SCREENFUL)
    }
    if len(pages) == 1:
        return found
    chosen = address.pick(name, SAY.gettext("Rows shown", language), pages, "1") or "1"
    return found[(int(chosen) - 1) * SCREENFUL : int(chosen) * SCREENFUL]


def _counted(shown: int, found: int, language: Language) -> str:
    return SAY.gettext(
        "{shown} of {found} rows",
        language,
        shown=number(shown, language),
        found=number(found, language),
    )


def _worded(column: str, language: Language) -> dict[str, str]:
    return {code: text.within(language) for code, text in VALUES[column].items()}
