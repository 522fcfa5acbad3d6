"""Each claim, camp and event on a page of its own: small, with its sources and its neighbours."""

from collections.abc import Sequence

from story.figures.camps.card import camp_card
from story.figures.events.card import event_card
from story.surfaces.edition.page_maker import Maker, View
from story.surfaces.edition.words import Naming, naming
from story.surfaces.links import OWN_PAGES, own_page, row_of
from story.surfaces.page_content import passage_places
from story.surfaces.pages import PAGES
from story.tables import Dataset
from story.tables.citation import cite
from story.tables.model import Camp, Claim, Event
from story.telling.ledger import claim_entries
from story.telling.narrative import StoryFigure

# The page that lists each kind, and beyond how many events only the weightiest have pages.
LISTS = {"claims": "claims", "camps": "camps", "events": "summits"}
MOST_EVENTS = 2_000


def own_rows(dataset: Dataset, table: str) -> list[str]:
    """Return the ids of the rows of a table that have pages, in the order a reader walks them."""
    if table != Event.table:
        kind = Claim if table == Claim.table else Camp
        return [row.id for row in dataset.all(kind)]
    weightiest = sorted(dataset.events, key=lambda event: event.importance)[:MOST_EVENTS]
    return [event.id for event in sorted(weightiest, key=lambda event: event.start_date)]


def own_pages(dataset: Dataset) -> list[str]:
    """Return the names of all pages of single claims, camps and events."""
    return [own_page(table, row) for table in OWN_PAGES for row in own_rows(dataset, table)]


def list_of(name: str) -> str:
    """Return the page that lists what a page is about: for others, the page itself."""
    return LISTS.get(row_of(name)[0], name)


def own(maker: Maker, name: str, references: Sequence[tuple[str, str]]) -> str:
    """Return the page of one row; `references` are those to it, with each format's name."""
    table, row = row_of(name)
    rows = maker.dataset.once(own_rows, table)
    return maker.render(
        "own",
        **_content(maker, table, row),
        trail=trail(maker, name),
        figure=_figure(maker, table, row),
        neighbours=_neighbours(maker, table, row, rows),
        references=references,
    )


def trail(maker: Maker, name: str) -> list[View]:
    """Return the way from the first page to a row's page: names and links, the last without."""
    page = next(item for item in PAGES if item.name == list_of(name))
    return [
        {"title": item.title.within(maker.language), "href": maker.links.page(item.name)}
        for item in (PAGES[0], page)
    ] + [{"title": _called(maker, name).title, "href": ""}]


def _content(maker: Maker, table: str, row: str) -> View:
    """Return the values of the template of a row's card, and which template that is."""
    dataset, language = maker.dataset, maker.language
    if table == Claim.table:
        entry = next(item for item in dataset.once(claim_entries, language) if item.id == row)
        places = {row: passage_places(maker.story, maker.links, table, row)}
        return {"card_of": "parts/claim.html", "entry": entry, "places": places, "told_in": ()}
    told_in = passage_places(maker.story, maker.links, table, row)
    if table == Camp.table:
        card = camp_card(dataset, language, row)
        sources = [cite(dataset, language, source) for source in card.sources]
        return {
            "card_of": "parts/camp_card.html",
            "card": card,
            "sources": sources,
            "told_in": told_in,
        }
    card_of_event = event_card(dataset, language, row, ())
    return {"card_of": "parts/event_card.html", "card": card_of_event, "told_in": told_in}


def _figure(maker: Maker, table: str, row: str) -> View | None:
    """Return the figure of the first passage that rests on a row; of any camp, the map."""
    story = maker.story
    told: dict[str, tuple[StoryFigure, str]] = {}
    for chapter in story.chapters:
        told[chapter.slug] = (chapter.figure, chapter.slug)
        told |= {step.id: (step.figure, chapter.slug) for step in chapter.steps}
    for anchor in story.places_of(table, row):
        if anchor in told:
            figure, slug = told[anchor]
            place = anchor if anchor == slug else f"step-{anchor}"
            return maker.told(figure, "", place) | {
                "more": maker.links.page(slug, f"figure-{place}"),
            }
    if table != Camp.table:
        return None
    return maker.figure("camps") | {
        "more": maker.links.page("camps", "figure-camps"),
    }


def _neighbours(
    maker: Maker, table: str, row: str, rows: Sequence[str]
) -> list[tuple[str, View | None]]:
    at = rows.index(row)
    found = {"prev": rows[at - 1] if at else "", "next": (*rows, "")[at + 1]}
    return [(way, _neighbour(maker, table, there)) for way, there in found.items()]


def _neighbour(maker: Maker, table: str, row: str) -> View | None:
    if not row:
        return None
    title = _called(maker, own_page(table, row)).headline
    return {"href": maker.links.own(table, row), "title": title}


def _called(maker: Maker, name: str) -> Naming:
    return naming(name, maker.story, maker.dataset)
