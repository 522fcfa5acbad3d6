"""A passage in one language, filled in: words, facts with their sources, and marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from story.telling import chapter
from story.telling.facts import Facts, Quote, SourceRef
from story.text import Language


@dataclass(frozen=True)
class Words:
    """Words as typed."""

    text: str


@dataclass(frozen=True)
class FactSpan:
    """Words written from the data; `records` such as `estimates.kinu-2013`."""

    text: str
    records: tuple[str, ...]
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True)
class QuoteSpan:
    """Somebody's words, in quotation marks; `translated` must be said to the reader."""

    text: str
    language: Language
    translated: bool
    records: tuple[str, ...]
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True)
class SourceMark:
    """The place of one discreet mark that opens the source card of these records."""

    records: tuple[str, ...]
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True)
class ClaimMark:
    """The place of a mark that opens the ledger's entry on a claim of the article."""

    claim_id: str


Segment: TypeAlias = Words | FactSpan | QuoteSpan | SourceMark | ClaimMark | chapter.Tag
Passage: TypeAlias = tuple[Segment, ...]


def passage(text: str, facts: Facts, language: Language) -> Passage:
    """Fill in a passage; raises FactError for a fact or source that is not there."""
    return tuple(_segments(text, facts, language))


def plain(told: Passage) -> str:
    """Return a passage as plain text, without its marks."""
    return "".join(
        sentence.text for sentence in told if isinstance(sentence, Words | FactSpan | QuoteSpan)
    )


def _segments(text: str, facts: Facts, language: Language) -> Iterator[Segment]:
    for token in chapter.tokens(text):
        if isinstance(token, str):
            yield Words(token)
        elif isinstance(token, chapter.Fact):
            yield _told(token.expression, facts, language)
        elif isinstance(token, chapter.Sources):
            yield source_mark(token.names, facts)
        elif isinstance(token, chapter.ClaimOf):
            yield ClaimMark(token.claim_id)
        else:
            yield token


def _told(expression: str, facts: Facts, language: Language) -> Segment:
    fact, words = facts.tell(expression, language)
    if isinstance(fact.value, Quote):
        translated = language is not fact.value.spoken
        return QuoteSpan(words, language, translated, fact.records, fact.sources)
    return FactSpan(words, fact.records, fact.sources)


def source_mark(names: tuple[str, ...], facts: Facts) -> SourceMark:
    """Return the mark of several records or sources, each named once."""
    found = [facts.cited(name) for name in names]
    records = dict.fromkeys(record for item in found for record in item.records)
    sources = dict.fromkeys(source for entry in found for source in entry.sources)
    return SourceMark(tuple(records), tuple(sources))
