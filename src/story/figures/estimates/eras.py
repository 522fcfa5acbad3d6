"""How published figures were made: what each field of the chart rests on, and an origin in short.

What an origin rests on stands in its row in words (`origins.method`). A new origin needs its colour
and its symbol here as well, so the code knows each by name.
"""

from collections.abc import Collection, Iterable

from story.tables import Dataset
from story.tables.model import Estimate, Origin
from story.text import Language, Phrases

SAY = Phrases("estimates")
SATELLITES = ("kinu-2013", "kinu-2025")  # housing read from images; the first began with it
INSIDE = "daily-nk"
# What the figures of other origins rest on, as a field of rows is called.
BEFORE = {
    frozenset({"testimony", "seoul-intelligence"}): "Testimony and intelligence",
    frozenset({"testimony"}): "Testimony",
    frozenset({"seoul-intelligence"}): "Intelligence",
}


def made_in(origins: Iterable[str], *, satellites: bool, language: Language) -> str:
    """Return in a few words what figures of these origins rest on, blank where nobody says.

    `satellites`: they appeared after images had begun to be read.
    """
    known = frozenset(origins)
    if known == {INSIDE}:
        return SAY.gettext("Sources inside", language)
    if satellites and known & set(SATELLITES):
        return SAY.gettext("Satellite images", language)
    stated = known & {"testimony", "seoul-intelligence"}
    return SAY.gettext(BEFORE[stated], language) if stated else ""


def method_year(dataset: Dataset, rows: Collection[Estimate]) -> str:
    """Return the year in which images began to be read, blank where no row rests on them."""
    if not any(row.origin_id in SATELLITES for row in rows):
        return ""
    return dataset.find(Origin, SATELLITES[0]).first_published[:4]


def origin_said(origin: Origin, language: Language) -> str:
    """Return an origin's name in two or three words, for where it stands beside its sign."""
    year = origin.first_published[:4]
    said = {
        "seoul-intelligence": "South Korean agencies",
        "testimony": "Testimony",
        "kinu-2013": "KINU’s reading of {year}",
        "nis-2014": "South Korean intelligence, {year}",
        "kinu-2025": "KINU’s reading of {year}",
        "daily-nk": "Daily NK",
        "other": "No origin stated",
    }[origin.origin_id]
    return SAY.gettext(said, language, year=year)
