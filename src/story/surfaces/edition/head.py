"""What a page says of itself to search engines and to those who share it."""

import json
from dataclasses import dataclass
from urllib.parse import urljoin

from story.surfaces.edition.words import Naming
from story.surfaces.pages import OP_ED, TITLE
from story.tables import Dataset
from story.tables.model import TABLES
from story.text import Language

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


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


def linked_data(naming: Naming, dataset: Dataset, language: Language, place: Place) -> str:
    """Return the page's JSON-LD (schema.org): an Article, or the Dataset on the page of the data.

    It may stand in a script element as it is.
    """
    kind = _tables(dataset, place) if naming.name == "data" else {"@type": "Article"}
    publisher = {"@type": "Organization", "name": TITLE.within(language)}
    said = {
        "@context": "https://schema.org",
        **kind,
        "headline" if kind["@type"] == "Article" else "name": naming.headline,
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
        "isBasedOn": next(source.url for source in dataset.sources if source.source_id == OP_ED),
    }
    text = json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)
    return text.replace("<", "\\u003c")


def _tables(dataset: Dataset, place: Place) -> dict[str, object]:
    files = [
        {
            "@type": "DataDownload",
            "name": f"{kind.table}.csv",
            "encodingFormat": "text/csv",
            "contentUrl": urljoin(place.base, f"data/{kind.table}.csv"),
        }
        for kind in TABLES
    ]
    dates = sorted(event.start_date for event in dataset.events)
    return {
        "@type": "Dataset",
        "temporalCoverage": f"{dates[0]}/{dates[-1]}",
        "spatialCoverage": "North Korea",
        "distribution": files if place.base else None,
    }
