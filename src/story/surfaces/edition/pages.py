"""The pages beside the story: figures, camps, events, claims, data, glossary, changes, citing."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from story.figures.camps.card import camp_card
from story.figures.events.agreement import coding_note
from story.figures.events.card import EventCard, event_card
from story.figures.events.choice import choose
from story.publishing.history import Entry
from story.surfaces.corrections import told
from story.surfaces.edition.figure_changes import Change, shown
from story.surfaces.edition.page_maker import SAY, Maker, View, by_code
from story.surfaces.edition.words import head_of
from story.surfaces.page_content import (
    ANSWERS,
    claim_places,
    codings_counted,
    codings_that_differ,
    columns,
    glossary,
    meaning,
    meetings,
    strip,
)
from story.surfaces.pages import OP_ED, TITLE
from story.surfaces.publications import listed
from story.tables.citation import cite
from story.tables.model import TABLES, Estimate, Event, Record, Source
from story.tables.values import VALUES
from story.telling.ledger import claim_entries
from story.text import Language, Phrases, date, number

SITE = Phrases("site")


def estimates(maker: Maker) -> str:
    """Return the page of the estimates, with the opening's figure and their lineage."""
    opening = maker.told(maker.story.opening.figure, "", "opening")
    return maker.render(
        "estimates",
        **head_of("estimates", maker),
        shown=[maker.figure("estimates"), maker.figure("lineage"), opening],
        figures=len(maker.dataset.estimates),
        origins=len(maker.dataset.origins),
        year=maker.dataset.find(Estimate, "kinu-2013").published[:4],
    )


def camps(maker: Maker) -> str:
    """Return the map and the card of every camp."""
    dataset, language = maker.dataset, maker.language
    lists = [item for item in dataset.camp_lists if item.complete == "yes"]
    newest = max(lists, key=lambda each: each.as_of)
    cards = [camp_card(dataset, language, camp.camp_id) for camp in dataset.camps]
    named = {
        "listed": SAY.gettext("Named by {list}", language, list=newest.within("label", language)),
        "other": SAY.gettext("Not named by it", language),
    }
    on_it = newest.within("label", language)
    states = {card.camp_id: "listed" if on_it in card.on_lists else "other" for card in cards}
    return maker.render(
        "camps",
        **head_of("camps", maker),
        lists=maker.figure("camp_lists") | {"cards": "#camp-{id}"},
        map=maker.figure("camps") | {"cards": "#camp-{id}"},
        cards=[
            (entry, [cite(dataset, language, source) for source in entry.sources])
            for entry in cards
        ],
        states=states,
        **_choices(
            maker, by_code(SAY.gettext("Camps", maker.language), "code", tuple(named.items()))
        ),
        populations=maker.figure("camp_populations"),
    )


def summits(maker: Maker) -> str:
    """Return the meetings, the timeline and the events in order of time."""
    dataset, language = maker.dataset, maker.language
    events = _carded(maker)
    order = [event.id for event in events]
    cards = [
        (item.start_date[:4], event_card(dataset, language, item.id, order)) for item in events
    ]
    return maker.render(
        "summits",
        **head_of("summits", maker),
        rows=meetings(dataset, language),
        timeline=maker.figure("timeline") | {"cards": "#event-{id}"},
        years=[
            (date(year, language), [card for _, card in some])
            for year, some in groupby(cards, key=lambda entry: entry[0])
        ],
        cards_counted=_cards_counted(len(events), len(dataset.events), language),
        **_event_choices(maker, [card for _, card in cards]),
        statements=maker.figure("statements"),
        coding=coding_note(dataset, language),
        differed=codings_that_differ(dataset, language),
        differed_counted=codings_counted(dataset, language),
    )


def _carded(maker: Maker) -> list[Event]:
    """Return the events that have cards: of very many the weightiest, and those the story names."""
    dataset = maker.dataset
    records = (record.partition(".") for record in maker.story.records())
    chosen = choose(dataset, focus=[row for table, _, row in records if table == Event.table])
    shown = {event.event_id for event in chosen.weightiest()}
    carded = [item for item in dataset.events if item.event_id in shown]
    return sorted(carded, key=lambda entry: entry.start_date)


def _cards_counted(shown: int, whole: int, language: Language) -> str:
    if shown == whole:
        return ""
    return SITE.gettext(
        "{shown} of {whole} events stand here: of each kind the weightiest of its time, and those "
        "the story names. The table events.csv holds all.",
        language,
        shown=number(shown, language),
        whole=number(whole, language),
    )


def _event_choices(maker: Maker, cards: list[EventCard]) -> View:
    kinds = {card.kind: card.kind_text for card in cards}
    answers = {code: text.within(maker.language) for code, text in VALUES[ANSWERS].items()}
    return _choices(
        maker,
        by_code(SITE.gettext("Kinds", maker.language), "kind", tuple(kinds.items())),
        by_code(
            SITE.gettext("Was human rights raised?", maker.language),
            "code",
            tuple(answers.items()),
        ),
    )


def claims(maker: Maker) -> str:
    """Return the ledger of the article's claims."""
    dataset, language = maker.dataset, maker.language
    entries = claim_entries(dataset, language)
    published = date(dataset.find(Source, OP_ED).published, language)
    given = {entry.assessment: entry.assessment_text for entry in entries}
    steps = [(code, given[code]) for code in VALUES["claims.assessment"] if code in given]
    topics = {item.topic: item.topic_text for item in entries}
    return maker.render(
        "claims",
        **head_of("claims", maker),
        strip=strip(dataset, language),
        **_choices(
            maker,
            by_code(SITE.gettext("Our assessment", language), "code", steps),
            by_code(SITE.gettext("Topic", language), "topic", tuple(topics.items())),
        ),
        entries=entries,
        places=claim_places(maker.story, maker.links),
        date=published,
        paragraphs=max(claim.paragraph for claim in dataset.claims),
    )


def data(maker: Maker, offered: View) -> str:
    """Return every table and every source; `offered` are the forms of the data."""
    dataset, language = maker.dataset, maker.language
    sources = sorted(dataset.sources, key=lambda each: each.published, reverse=True)
    read = {code: text.within(language) for code, text in VALUES["sources.read_as"].items()}
    how = by_code(SITE.gettext("How it was read", language), "code", tuple(read.items()))
    return maker.render(
        "data",
        **head_of("data", maker),
        site=TITLE.within(language),
        edition=dataset.edition,
        cite_way=maker.links.page("cite"),
        tables=[_table(kind, maker) for kind in TABLES],
        **offered,
        **_choices(maker, how),
        citations=[
            {"cited": cite(dataset, language, source.id), "read": source.read_as}
            for source in sources
        ],
        total=len(sources),
        read=Counter(item.read_as for item in sources),
        unaddressed=sum(not entry.url for entry in sources),
    )


def _table(kind: type[Record], maker: Maker) -> View:
    language = maker.language
    named = columns(kind, language)
    return {
        "name": kind.table,
        "href": maker.links.table(kind.table),
        "rows": number(len(maker.dataset.all(kind)), language),
        "meaning": kind.one_row.within(language),
        "columns": [(name, meaning(kind, name, language)) for name in named],
    }


def glossary_page(maker: Maker) -> str:
    """Return the glossary."""
    dataset, language = maker.dataset, maker.language
    words = Phrases("glossary")
    terms = glossary(dataset, language, dataset.glossary)
    return maker.render(
        "glossary",
        **head_of("glossary", maker),
        **_choices(maker),
        terms=terms,
        see_also=words.gettext("See also", language),
        sources_word=words.gettext("Sources", language),
    )


def changes(maker: Maker, entries: tuple[Entry, ...], done: Sequence[Change]) -> str:
    """Return what changed from edition to edition, newest first; `done`: what each came to."""
    language = maker.language
    return maker.render(
        "changes",
        **head_of("changes", maker),
        **told(maker.dataset.folder, language),
        every=SAY.gettext("Every change", language),
        entries=listed(entries, shown(done, maker.links, language), language),
    )


def _choices(maker: Maker, *groups: View) -> View:
    return {
        "groups": groups,
        "search": SAY.gettext("Search", maker.language),
        "counted": SAY.gettext(
            "{shown} of {all} shown", maker.language, shown="{shown}", all="{all}"
        ),
    }
