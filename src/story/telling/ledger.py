"""The ledger: the claims of the article, what we found of each, and on which sources.

The assessments are ours. Opinions are attributed and not scored; that is a step of the ladder
here, not a verdict.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from story.search import matches
from story.tables import Dataset
from story.tables.citation import Citation, cite
from story.tables.model import Claim, ClaimSource
from story.tables.values import VALUES, value_text
from story.text import Language


@dataclass(frozen=True)
class SourceGroup:
    """The sources of one claim that play one part."""

    role: str
    role_text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class ClaimEntry:
    """One claim as a reader is shown it: codes, their words, what we found, and the sources."""

    id: str
    paragraph: int
    claim: str
    kind: str
    kind_text: str
    topic: str
    topic_text: str
    assessment: str
    assessment_text: str
    evidence: str
    since: str
    sources: tuple[SourceGroup, ...]


def claim_entries(
    dataset: Dataset,
    language: Language,
    *,
    topics: Collection[str] | None = None,
    assessments: Collection[str] | None = None,
    words: str = "",
) -> tuple[ClaimEntry, ...]:
    """Return the claims in the article's order, those of `topics` and `assessments` only.

    `words` are looked for in both languages and in the sources' names, so that a spelling from
    either page is found. Raises ValueError for a topic or assessment that has no such code.
    """
    wanted_topics = _codes("topic", topics)
    wanted_assessments = _codes("assessment", assessments)
    sources = _sources_by_claim(dataset)
    chosen = (
        (claim, _grouped(dataset, language, sources.get(claim.id, ())))
        for claim in dataset.claims
        if claim.topic in wanted_topics and claim.assessment in wanted_assessments
    )
    return tuple(
        _entry(claim, groups, language)
        for claim, groups in chosen
        if matches(words, _texts(claim, groups))
    )


def tally(dataset: Dataset) -> dict[str, int]:
    """Count the claims by assessment, from supported to opinion; every step is named."""
    given: list[str] = [claim.assessment for claim in dataset.claims]
    return {step: given.count(step) for step in _words("assessment")}


def _words(column: str) -> Mapping[str, object]:
    return VALUES[f"claims.{column}"]


def _codes(column: str, wanted: Collection[str] | None) -> Collection[str]:
    known = _words(column)
    unknown = sorted(set(wanted or ()) - set(known))
    if unknown:
        raise ValueError(f"no such {column}: {', '.join(unknown)}; one of {', '.join(known)}")
    return known if wanted is None else wanted


def _sources_by_claim(dataset: Dataset) -> Mapping[str, list[ClaimSource]]:
    found: dict[str, list[ClaimSource]] = {}
    for source in dataset.claim_sources:
        found.setdefault(source.claim_id, []).append(source)
    return found


def _grouped(
    dataset: Dataset, language: Language, sources: Collection[ClaimSource]
) -> tuple[SourceGroup, ...]:
    groups = []
    for role in VALUES["claim_sources.role"]:
        found = [source for source in sources if source.role == role]
        if found:
            cited = (cite(dataset, language, item.source_id, item.via_source_id) for item in found)
            role_text = value_text("claim_sources.role", role, language)
            groups.append(SourceGroup(role, role_text, tuple(cited)))
    return tuple(groups)


def _entry(claim: Claim, groups: tuple[SourceGroup, ...], language: Language) -> ClaimEntry:
    return ClaimEntry(
        id=claim.id,
        paragraph=claim.paragraph,
        claim=claim.within("claim", language),
        kind=claim.kind,
        kind_text=value_text("claims.kind", claim.kind, language),
        topic=claim.topic,
        topic_text=value_text("claims.topic", claim.topic, language),
        assessment=claim.assessment,
        assessment_text=value_text("claims.assessment", claim.assessment, language),
        evidence=claim.within("evidence", language),
        since=claim.within("since", language),
        sources=groups,
    )


def _texts(claim: Claim, groups: tuple[SourceGroup, ...]) -> list[str]:
    both = [
        claim.within(column, language)
        for column in ("claim", "evidence", "since")
        for language in Language
    ]
    cited = [citation for group in groups for citation in group.citations]
    named = [
        f"{item.publisher} {item.title}" for item in [*cited, *(c.via for c in cited if c.via)]
    ]
    return [claim.id, *both, *named]
