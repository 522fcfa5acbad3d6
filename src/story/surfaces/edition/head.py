"""What a page says of itself to search engines and to those who share it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from story.surfaces.data_files import LICENCE, Given, data_files, known_size
from story.surfaces.edition.words import Naming
from story.surfaces.links import row_of
from story.surfaces.pages import OP_ED, TITLE
from story.tables import Dataset
from story.tables.model import Claim, Source
from story.tables.values import VALUES
from story.text import Language, Phrases

# From the least to the most that the evidence bears a claim out. Opinions stand outside it, and so
# does what could not be verified.
SCALE = ("contested", "supported-with-context", "supported")
SAY = Phrases("edition")


@dataclass(frozen=True)
class Place:
    """Where a page is found: the addresses of its versions and of its card; blank without a host.

    `issued` is the ISO date of the edition, blank where none is known.
    """

    canonical: str = ""
    english: str = ""
    korean: str = ""
    card: str = ""
    issued: str = ""
    base: str = ""

    def alternates(self) -> list[dict[str, str]]:
        """Return each language's version, and the one for everybody else."""
        found = {"en": self.english, "ko": self.korean, "x-default": self.english}
        return [{"language": tongue, "href": href} for tongue, href in found.items()]


def linked_data(
    naming: Naming,
    dataset: Dataset,
    language: Language,
    place: Place,
    trail: Sequence[tuple[str, str]] = (),
) -> str:
    """Return the page's JSON-LD (schema.org): what the page is, and the way to it.

    That is an Article; on the page of the data the Dataset; on that of a claim which can be checked
    the ClaimReview. `trail` names the pages that lead here, from the first, with their addresses.
    It may stand in a script element as it is.
    """
    kind = _kind(naming, dataset, language, place)
    publisher = {"@type": "Organization", "name": TITLE.within(language)}
    article = kind["@type"] == "Article"
    said = {
        **kind,
        "headline" if article else "name": naming.headline,
        "description": naming.about,
        "inLanguage": str(language),
        "version": dataset.edition,
        "license": LICENCE,
        "publisher": publisher,
        "author": publisher,
        "isAccessibleForFree": True,
        "url": place.canonical,
        "image": place.card,
        "dateModified": place.issued,
        "isBasedOn": dataset.find(Source, OP_ED).url,
    }
    graph = [{key: value for key, value in said.items() if value}]
    if place.base and trail:
        graph.append(_breadcrumbs(trail))
    whole = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c")


def _breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, object]:
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": {"@id": address}}
        for position, (name, address) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _kind(naming: Naming, dataset: Dataset, language: Language, place: Place) -> dict[str, object]:
    table, row = row_of(naming.name)
    if naming.name == "data":
        return _tables(dataset, place)
    if table == Claim.table:
        claim = dataset.find(Claim, row)
        # An opinion or a demand is somebody's: it is not rated.
        if claim.assessment != "opinion":
            return _review(claim, dataset, language, place)
    return {"@type": "Article"}


def _review(claim: Claim, dataset: Dataset, language: Language, place: Place) -> dict[str, object]:
    """Return the assessment of a claim as fact-checkers' software reads it."""
    article = dataset.find(Source, OP_ED)
    words = VALUES["claims.assessment"]
    scale = SAY.gettext(
        "Our own scale, in words: {steps}. A claim that could not be verified has no number.",
        language, steps="; ".join(words[step].within(language) for step in reversed(SCALE)),
    )  # fmt: skip
    rating: dict[str, object] = {
        "@type": "Rating",
        "alternateName": words[claim.assessment].within(language),
        "ratingExplanation": f"{claim.within('evidence', language)} {scale}",
    }
    if claim.assessment in SCALE:
        value = SCALE.index(claim.assessment) + 1
        rating |= {"ratingValue": value, "bestRating": len(SCALE), "worstRating": 1}
    opinion = {
        "@type": "OpinionNewsArticle",
        "headline": article.title,
        "url": article.url,
        "datePublished": article.published,
        "publisher": {"@type": "Organization", "name": article.within("publisher", language)},
    }
    made: dict[str, object] = {
        "@type": "Claim", "appearance": opinion, "datePublished": article.published
    }  # fmt: skip
    if author := _author(dataset, language):
        made["author"] = {"@type": "Person", "name": author}
    return {
        "@type": "ClaimReview",
        "claimReviewed": claim.within("claim", language),
        "reviewRating": rating,
        "itemReviewed": made,
        "datePublished": place.issued,
    }


def _author(dataset: Dataset, language: Language) -> str:
    """Return who wrote the article: the first of those involved in its event."""
    event = next((item for item in dataset.events if item.source_id == OP_ED), None)
    actors = (event.actors if language is Language.EN else event.actors_ko) if event else ()
    return actors[0] if actors else ""


def _tables(dataset: Dataset, place: Place) -> dict[str, object]:
    given = Given(dataset, place.issued, place.base)
    files = [
        {
            "@type": "DataDownload",
            "name": file.name,
            "encodingFormat": file.media_type,
            "contentUrl": urljoin(place.base, f"data/{file.name}"),
            "contentSize": f"{size} B" if (size := known_size(file, given)) else None,
        }
        for file in data_files().values()
    ]
    files = [{key: value for key, value in file.items() if value} for file in files]
    dates = sorted(event.start_date for event in dataset.events)
    return {
        "@type": "Dataset",
        "temporalCoverage": f"{dates[0]}/{dates[-1]}",
        "spatialCoverage": {"@type": "Place", "name": "North Korea"},
        "distribution": files if place.base else None,
    }
