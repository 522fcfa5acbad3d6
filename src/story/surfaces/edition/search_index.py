"""What a search of the whole story looks through, in one language, as the browser is given it.

The index is the texts themselves, with where each stands, and the spellings that mean the same:
`assets/search.js` looks through them. So it needs no server and no fetch, and a page of it opens
from a disk.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from story.figures.camps.card import camp_card
from story.figures.camps.names import camp_name
from story.figures.events.index import index_of
from story.search import folded
from story.surfaces.edition.own_pages import own_rows
from story.surfaces.links import Links
from story.surfaces.passages import anchor_of
from story.tables import Dataset
from story.tables.citation import cite
from story.tables.model import Camp, CampPopulation, Estimate, Event
from story.telling.ledger import claim_entries
from story.telling.narrative import Chapter, Passage, Story, plain
from story.text import Language, Phrases, number, period

SAY = Phrases("search")
LONGEST = 200  # characters looked for
PlaceOf = Callable[[str, str], str]  # the way to where a row is shown, by its table and id


class Entry(NamedTuple):
    """One thing to be found: its group, what it is called, where it stands, and its words.

    `note` is shown beside the title; `other` is looked through and shown only where it matched:
    names in the other language.
    """

    group: str
    title: str
    href: str
    note: str
    text: str
    other: str = ""


class Listed(NamedTuple):
    """A page of a surface: the way to it, its name and what it is about."""

    href: str
    title: str
    about: str


def search_values(
    dataset: Dataset, story: Story, links: Links, place: PlaceOf, pages: Iterable[Listed]
) -> dict[str, object]:
    """Return the values of `templates/edition/search.html`, `index` ready for a script element."""
    language = story.language
    groups = _groups(language)
    places = {code: place for place, code in enumerate(groups)}
    found = {
        "groups": list(groups.values()),
        "entries": [
            (places[entry.group], *map(_tidy, entry[1:]))
            for entry in entries(dataset, story, links, place, pages)
        ],
        "spellings": spellings(dataset),
        "longest": LONGEST,
        "words": _words(language),
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return {"index": text.replace("<", "\\u003c"), "longest": LONGEST}


def _groups(language: Language) -> Mapping[str, str]:
    """Return the groups in the order in which they are shown, each in words."""
    return {
        "camps": SAY.gettext("Camps", language),
        "glossary": SAY.gettext("Glossary", language),
        "pages": SAY.gettext("Pages and chapters", language),
        "passages": SAY.gettext("Passages of the story", language),
        "answers": SAY.gettext("Questions and answers", language),
        "claims": SAY.gettext("Claims of the article", language),
        "events": SAY.gettext("Events", language),
        "sources": SAY.gettext("Sources", language),
    }


def _words(language: Language) -> Mapping[str, str]:
    """Return what the browser says of a search; it fills in what stands in braces."""
    return {
        "found": SAY.gettext("{count} found for “{words}”: {groups}", language),
        "all": SAY.gettext("Show all {count}", language),
        "none": SAY.gettext("Nothing was found for “{words}”.", language),
        "apart": SAY.gettext(
            "Each of these words is found, but nothing holds all of them. One alone:", language
        ),
        "near": SAY.gettext("Did you mean:", language),
        "elsewhere": SAY.gettext("Look for “{words}” in the Korean pages", language),
        "long": SAY.gettext(
            "That is too long to look for. Up to {count} characters can be, of names or words.",
            language,
            count=number(LONGEST, language),
        ),
        "signs": SAY.gettext("There is no letter or digit in “{words}” to look for.", language),
    }


def entries(
    dataset: Dataset, story: Story, links: Links, place: PlaceOf, pages: Iterable[Listed]
) -> Iterator[Entry]:
    """Yield everything that can be found, each with the way to its exact place."""
    for page in pages:
        yield Entry("pages", page.title, page.href, "", page.about)
    for chapter in (story.opening, *story.chapters):
        yield from _told(chapter, links)
    yield from _rows(dataset, story.language, place)


def _told(chapter: Chapter, links: Links) -> Iterator[Entry]:
    title = plain(chapter.title)
    page = chapter.slug if chapter.number else "overview"

    def way(anchor: str) -> str:
        return links.page(page, anchor)

    if chapter.number:
        yield Entry("pages", title, way(chapter.slug), "", plain(chapter.standfirst))
    if chapter.paragraphs:
        text = _joined(chapter.paragraphs)
        yield Entry("passages", title, way(f"{chapter.slug}-text"), "", text)
    for step in chapter.steps:
        text = _joined((*step.paragraphs, step.figure.annotation))
        yield Entry("passages", plain(step.title), way(anchor_of(step.id)), title, text)
    end = way(f"{chapter.slug}-end")
    for ask in chapter.asks:
        text = _joined((ask.then, ask.latest, ask.checked))
        yield Entry("passages", plain(ask.ask), end, title, text)
    yield Entry("passages", plain(chapter.so_what), end, title, plain(chapter.uncertainty_note))
    for place, answer in enumerate(chapter.answers, start=1):
        href = way(f"{chapter.slug}-answer-{place}")
        yield Entry("answers", plain(answer.question), href, title, plain(answer.answer))


def _rows(dataset: Dataset, language: Language, way: PlaceOf) -> Iterator[Entry]:
    other = Language.KO if language is Language.EN else Language.EN
    for camp in dataset.camps:
        card = camp_card(dataset, language, camp.id)
        said = (f"{item.date_text}: {item.status_text}. {item.note}" for item in card.statements)
        texts = (card.description, *said, *(item.finding for item in card.findings))
        place = " · ".join(filter(None, (card.province, card.county)))
        yield Entry(
            "camps", camp_name(camp, language), way(Camp.table, camp.id), place,
            " ".join(texts), " · ".join((card.name, *card.spellings)),
        )  # fmt: skip
    for term in dataset.glossary:
        names = (term.within("term", other), term.romanised, *term.other_names)
        yield Entry(
            "glossary", term.within("term", language), way("glossary", term.id),
            names[0], term.within("meaning", language), " · ".join(filter(None, names[1:])),
        )  # fmt: skip
    for claim in claim_entries(dataset, language):
        note = f"{claim.id} · {claim.assessment_text}"
        href = way("claims", claim.id)
        yield Entry("claims", claim.claim, href, note, f"{claim.evidence} {claim.since}")
    for event_id in dataset.once(own_rows, Event.table):
        event = dataset.find(Event, event_id)
        who = event.actors_ko if language is Language.KO else event.actors
        quoted = event.quote_ko if language is Language.KO else event.quote
        texts = (event.within("summary", language), quoted, ", ".join(who))
        yield Entry(
            "events", event.within("title", language), way("events", event.id),
            period(event.start_date, event.end_date or event.start_date, language),
            " ".join(filter(None, texts)), event.within("title", other),
        )  # fmt: skip
    for source in sorted(dataset.sources, key=lambda item: item.published, reverse=True):
        cited = cite(dataset, language, source.id)
        note = f"{cited.publisher}, {cited.date_text}"
        href = way("sources", source.id)
        yield Entry("sources", cited.title, href, note, cited.note)


def _joined(passages: Iterable[Passage]) -> str:
    return " ".join(filter(None, map(plain, passages)))


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def spellings(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return groups of spellings that mean the same, in both scripts: who types one finds all."""
    terms = [
        {*_parts(term.term_en), *_parts(term.term_ko), term.romanised, *term.other_names}
        for term in dataset.glossary
    ]
    # What stands beside several terms, such as “assessment”, is a word about them and no spelling.
    often = _counted(terms)
    people = index_of(dataset).people.items()
    publishers = {(source.publisher, source.publisher_ko) for source in dataset.sources}
    groups = [
        *_camps(dataset.camps),
        *({name for name in names if often[folded(name)] == 1} for names in terms),
        *map(set, people),
        *_surnames(dataset),
        *_numbers(dataset),
        *map(set, publishers),
    ]
    tidied = (tuple(sorted({_tidy(name) for name in names if name})) for names in groups)
    return sorted({names for names in tidied if len(names) > 1})


def _surnames(dataset: Dataset) -> Iterator[set[str]]:
    """Yield the last names of people whose names have as many words in both scripts.

    Left out are those whom Korean calls by the first word alone: their family name comes first.
    """
    told = " ".join(f"{event.title_ko} {event.summary_ko}" for event in dataset.events)

    def alone(word: str, whole: str) -> bool:
        return len(re.findall(f"(?<![가-힣]){word}", told)) > told.count(whole)

    for name, korean in index_of(dataset).people.items():
        english, hangul = name.split(), korean.split()
        if len(english) != len(hangul) or len(english) < 2 or not english[-1][0].isupper():
            continue
        # A syllable is a part of too many other words, and what has signs is no plain name.
        plain_name = re.fullmatch("[가-힣]+ ([가-힣]+ )*[가-힣]{2,}", korean)
        if plain_name and (alone(hangul[-1], korean) or not alone(hangul[0], korean)):
            yield {english[-1], hangul[-1]}


def _numbers(dataset: Dataset) -> Iterator[set[str]]:
    """Yield published figures as each language writes them, where these differ."""
    rows: tuple[Estimate | CampPopulation, ...] = (*dataset.estimates, *dataset.camp_populations)
    for row in rows:
        for value in (row.low, row.point, row.high):
            if value is not None and value >= 10_000:
                yield {number(value, language) for language in Language}


def _camps(camps: Iterable[Camp]) -> Iterator[set[str]]:
    """Yield each camp's names, and the ways to write its number.

    A name that only one camp has, and a number that only one has, mean the same camp.
    """
    named = {camp: _camp_names(camp) for camp in camps}
    often = _counted(named.values())
    numbers = Counter(camp.number for camp in named)
    for camp, names in named.items():
        yield names
        if camp.number:
            alone = numbers[camp.number] == 1 and all(often[folded(name)] == 1 for name in names)
            yield _numbered(camp.number) | (names if alone else set())


def _camp_names(camp: Camp) -> set[str]:
    """Return the names of a camp's place without those that are a number."""
    korean = [part for item in _parts(camp.name_ko) for part in item.split()]
    # What stands in brackets after another name is a remark, unless it is the name in Hangul.
    others = (re.sub(r"\([^()가-힣]*\)", "", name) for name in camp.other_names)
    more = [part for name in others if not re.search(r"\d", name) for part in _parts(name)]
    parts = {*_parts(camp.name_en), *korean, *more}
    return {part for part in parts if not re.search(r"\d|^(관리소|수용소|새|옛)$", part)}


def _counted(groups: Iterable[set[str]]) -> Counter[str]:
    """Return how many groups hold each name, in whichever spelling."""
    return Counter(name for names in groups for name in {folded(name) for name in names})


def _numbered(written: str) -> set[str]:
    names = ("Camp", "Kwan-li-so", "Kwalliso", "관리소")
    return {f"{written}호", *(f"{name}{no} {written}" for name in names for no in ("", " No."))}


def _parts(name: str) -> list[str]:
    """Return the names that a name is written with: `Yodok (Yodŏk)` holds two."""
    return [part.strip() for part in re.split(r"[/(),;:·]", name) if part.strip()]
