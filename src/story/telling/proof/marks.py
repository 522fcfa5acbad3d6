"""Marks in the chapters: facts, sources and claims that must be there, words that must not fail."""

from collections.abc import Iterator

from story.tables.model import Claim
from story.tables.problem import Problem, Spot, error, meant
from story.telling.chapter import (
    BROKEN,
    ClaimOf,
    Fact,
    Manuscript,
    Prose,
    Sources,
    Tag,
    Token,
    tokens,
    words,
)
from story.telling.facts import FactError, Facts
from story.text import Phrases

SAY = Phrases("chapter")
TAGS = ("em", "strong", "a", "p", "ul", "ol", "li")
# What a reader of the page is not told.
UNSEEN = ("speaker-notes", "answer", "request", "number", "finding")


def unknown(manuscripts: tuple[Manuscript, ...], facts: Facts) -> Iterator[Problem]:
    """Find facts, sources and claims that are not there, and filters that do not fit."""
    for manuscript in manuscripts:
        for place, prose in manuscript.prose():
            for token in tokens(prose.text):
                yield from _token(
                    manuscript, Spot(manuscript.file, prose.line, place), token, facts
                )
        for claim_id in manuscript.claims:
            yield from _claim(Spot(manuscript.file, 1, "claims", claim_id), facts)
        for number, answer in enumerate(manuscript.answers, start=1):
            spot = Spot(manuscript.file, answer.line, f"answer {number}")
            yield from _sources(spot, answer.sources, facts)
            for claim_id in answer.claims:
                yield from _claim(Spot(manuscript.file, answer.line, spot.column, claim_id), facts)


def untold(manuscripts: tuple[Manuscript, ...], facts: Facts) -> Iterator[Problem]:
    """Find claims that a chapter declares and no sentence which readers see tells.

    What is told in one language only is another rule's; a mark of a claim that is not there may
    be the one that is missing, and is mended first.
    """
    known = {item.id for item in facts.dataset.all(Claim)}
    told = {
        number: {
            claim
            for manuscript in manuscripts
            if manuscript.number == number
            for place, prose in manuscript.prose()
            if place.split()[0] not in UNSEEN
            for claim in _claims(prose)
        }
        for number in {entry.number for entry in manuscripts}
    }
    for each in manuscripts:
        here = told[each.number]
        for claim_id in each.claims if here <= known else ():
            if claim_id in known - here:
                yield error(
                    "untold-claim",
                    Spot(each.file, 1, "claims", claim_id),
                    SAY.both(
                        "The chapter declares the claim “{claim}”, but no sentence tells it.",
                        claim=claim_id,
                    ),
                    SAY.both(
                        "Tell it in a sentence that ends in [@{claim}], or take it from claims.",
                        claim=claim_id,
                    ),
                )


def _claims(prose: Prose) -> Iterator[str]:
    return (token.claim_id for token in tokens(prose.text) if isinstance(token, ClaimOf))


def _token(manuscript: Manuscript, spot: Spot, token: Token, facts: Facts) -> Iterator[Problem]:
    if isinstance(token, Fact):
        try:
            facts.tell(token.expression, manuscript.language)
        except FactError as wrong:
            yield _wrong(spot, token.expression, wrong)
    elif isinstance(token, Sources):
        yield from _sources(spot, token.names, facts)
    elif isinstance(token, ClaimOf):
        yield from _claim(Spot(spot.table, spot.row, spot.column, token.claim_id), facts)
    elif isinstance(token, Tag) and token.name not in TAGS:
        yield error(
            "unknown-markdown",
            Spot(spot.table, spot.row, spot.column, token.name),
            SAY.both("Only paragraphs, lists, emphasis and links stand in prose."),
            SAY.both("Write it as one of these."),
        )
    elif isinstance(token, Tag) and token.href and not token.href.startswith("https://"):
        yield error(
            "unknown-link",
            Spot(spot.table, spot.row, spot.column, token.href),
            SAY.both("The link leads to no address of the web."),
            SAY.both("Write [words](https://…); claims and sources have marks of their own."),
        )


def _sources(spot: Spot, names: tuple[str, ...], facts: Facts) -> Iterator[Problem]:
    for name in names:
        try:
            facts.cited(name)
        except FactError as wrong:
            yield _wrong(spot, name, wrong)


def _wrong(spot: Spot, value: str, wrong: FactError) -> Problem:
    return error(
        wrong.rule, Spot(spot.table, spot.row, spot.column, value), wrong.message, wrong.fix
    )


def _claim(spot: Spot, facts: Facts) -> Iterator[Problem]:
    known = [item.id for item in facts.dataset.all(Claim)]
    if spot.value not in known:
        yield error(
            "unknown-claim",
            spot,
            SAY.both("The article has no claim “{claim}” in claims.csv.", claim=spot.value),
            meant(spot.value, known, SAY.both("Look the claim up in claims.csv.")),
        )


def broken(manuscripts: tuple[Manuscript, ...], _facts: Facts) -> Iterator[Problem]:
    """Find marks that are not closed, and would be shown to a reader."""
    for manuscript in manuscripts:
        for place, prose in manuscript.prose():
            if BROKEN.search(words(prose.text)):
                yield error(
                    "broken-mark",
                    Spot(manuscript.file, prose.line, place),
                    SAY.both("A mark is not closed."),
                    SAY.both("Write {marks}.", marks="{{ … }}, [^…] [@…]"),
                )


def too_little_said(manuscripts: tuple[Manuscript, ...], _facts: Facts) -> Iterator[Problem]:
    """Find figures without alt text or annotation, and chapters without title or standfirst."""
    for manuscript in manuscripts:
        needed = [("title", manuscript.title), ("standfirst", manuscript.standfirst)]
        for place, figure in manuscript.figures():
            needed += [(f"{place} annotation", figure.annotation), (f"{place} alt", figure.alt)]
        for place, prose in needed:
            if not _said(prose):
                yield error(
                    "nothing-said",
                    Spot(manuscript.file, prose.line, place),
                    SAY.both("The text is empty."),
                    SAY.both(
                        "Write it: an alt text says what a reader who cannot see the figure needs."
                    ),
                )


def _said(prose: Prose) -> bool:
    return bool(prose.text.strip())
