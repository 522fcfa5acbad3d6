"""Passages of the story as a page shows them: each source mark with its number and its card."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote

from story.citation import cite
from story.narrative import ClaimMark, Passage, QuoteSpan, SourceMark, plain
from story.surfaces.site.visit import Visit
from story.text import Phrases

SAY = Phrases("site")
Span = dict[str, object]


def anchor_of(place: str) -> str:
    """Return the page's anchor for a chapter's slug or a step's id."""
    return f"step-{place}" if place[:1].isdigit() else place


@dataclass
class Teller:
    """Numbers the source marks of one chapter in the order in which they are met."""

    here: Visit
    chapter: int

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def passage(self, told: Passage) -> list[Span]:
        """Return a passage's parts for `templates/spans.html`."""
        return [self._span(one) for one in told]

    def passages(self, told: tuple[Passage, ...]) -> list[list[Span]]:
        """Return several passages' parts."""
        return [self.passage(one) for one in told]

    def _span(self, part: object) -> Span:
        match part:
            case SourceMark():
                return self._mark(part)
            case ClaimMark():
                return {
                    "kind": "claim",
                    "claim_id": part.claim_id,
                    "href": f"/claims{self._query()}#{part.claim_id}",
                }
            case QuoteSpan():
                return {"kind": "quote", "text": part.text, "translated": part.translated}
        return {"kind": "words", "text": plain((part,))}  # type: ignore[arg-type]

    def _mark(self, mark: SourceMark) -> Span:
        number = next(self._numbers)
        dataset, language = self.here.dataset, self.here.language
        return {
            "kind": "sources",
            "number": number,
            "id": f"source-{self.chapter}-{number}",
            "citations": [
                cite(dataset, language, one.source_id, one.via_source_id) for one in mark.sources
            ],
            "links": [link for record in mark.records for link in self._links(record)],
        }

    def _links(self, record: str) -> Iterator[Span]:
        """Lead to what else was published of the matter, and to the row itself."""
        language = self.here.language
        table, _, row = record.partition(".")
        more = {
            "estimates": ("estimates", ""),
            "camps": ("camps", f"camp={row}"),
            "events": ("summits", f"details=yes&event={row}"),
            "claims": ("claims", ""),
        }.get(table)
        if more:
            page, choice = more
            words = SAY.gettext("What else was published", language)
            anchor = f"#{row}" if table == "claims" else ""
            yield {"href": f"/{page}{self._query(choice)}{anchor}", "words": words}
        yield {
            "href": f"/download/{table}/{quote(row, safe='')}.csv",
            "words": SAY.gettext("The row {row} (CSV)", language, row=row),
            "download": True,
        }

    def _query(self, choice: str = "") -> str:
        lang = "lang=ko" if self.here.language == "ko" else ""
        said = "&".join(one for one in (lang, choice) if one)
        return f"?{said}" if said else ""
