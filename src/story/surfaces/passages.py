"""Passages of the story as a surface shows them: each source mark with its number and its card."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from story.surfaces.links import Links, place_of
from story.tables import Dataset
from story.tables.citation import cite
from story.tables.model import Claim
from story.tables.values import value_text
from story.telling.chapter import Tag
from story.telling.narrative import ClaimMark, Passage, QuoteSpan, SourceMark, plain
from story.text import Language, Phrases

SAY = Phrases("site")
Span = dict[str, object]


def anchor_of(place: str) -> str:
    """Return the page's anchor for a chapter's slug or a step's id."""
    return f"step-{place}" if place[:1].isdigit() else place


@dataclass
class Teller:
    """Numbers the source marks of one chapter in the order in which they are met."""

    dataset: Dataset
    language: Language
    links: Links
    chapter: int

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def passage(self, told: Passage) -> list[Span]:
        """Return a passage's parts for `templates/spans.html`."""
        return [self._span(sentence) for sentence in told]

    def passages(self, told: tuple[Passage, ...]) -> list[list[Span]]:
        """Return several passages' parts."""
        return [self.passage(sentence) for sentence in told]

    def _span(self, part: object) -> Span:
        match part:
            case SourceMark():
                return self._mark(part)
            case ClaimMark():
                return self._claim(part.claim_id)
            case Tag():
                return {"kind": "tag", "name": part.name, "opens": part.opens, "href": part.href}
            case QuoteSpan():
                return {"kind": "quote", "text": part.text, "translated": part.translated}
        return {"kind": "words", "text": plain((part,))}  # type: ignore[arg-type]

    def _claim(self, claim_id: str) -> Span:
        claim, language = self.dataset.find(Claim, claim_id), self.language
        return {
            "kind": "claim",
            "claim_id": claim_id,
            "id": f"claim-{self.chapter}-{claim_id}",
            "claim": claim.within("claim", language),
            "assessment": value_text("claims.assessment", claim.assessment, language),
            "href": self.links.page("claims", claim_id),
        }

    def _mark(self, mark: SourceMark) -> Span:
        number = next(self._numbers)
        dataset, language = self.dataset, self.language
        return {
            "kind": "sources",
            "number": number,
            "id": f"source-{self.chapter}-{number}",
            "citations": [
                cite(dataset, language, source.source_id, source.via_source_id)
                for source in mark.sources
            ],
            "links": [link for record in mark.records for link in self._links(record)],
        }

    def _links(self, record: str) -> Iterator[Span]:
        """Lead to what else was published of the matter, and to the row itself."""
        language = self.language
        table, _, row = record.partition(".")
        shown = place_of(self.links, table, row)
        if shown:
            words = SAY.gettext("What else was published", language)
            yield {"href": shown, "words": words}
        yield {
            "href": self.links.row(table, row),
            "words": SAY.gettext("The row {row} (CSV)", language, row=row),
            "download": True,
        }
