"""References: who published what, when, where, and how we read it.

Nothing is completed or corrected here: a missing date is said, a missing address left out, and
an item whose title is unknown keeps the description in square brackets that the data give it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from story.tables import Dataset
from story.tables.model import Source
from story.tables.values import value_text
from story.text import Language, Phrases, date

SAY = Phrases("citation")
EAST_ASIAN = ("ja", "ko", "zh")


class Sourced(Protocol):
    """A row that rests on a publication."""

    @property
    def source_id(self) -> str: ...  # noqa: D102
    @property
    def via_source_id(self) -> str: ...  # noqa: D102
    @property
    def locator(self) -> tuple[str, ...]: ...  # noqa: D102


@dataclass(frozen=True)
class Citation:
    """The parts of one reference, in words, for surfaces that mark up each part.

    `title_language` is the BCP 47 tag of the title as shown; `described` is true where the title
    is our description, in square brackets. `date_text` says so where the
    source is undated; `url`, `note` and what is said of an archived copy may be blank. `via` is
    the publication through which the source is known, where it was not read itself.
    """

    source_id: str
    publisher: str
    title: str
    title_language: str
    described: bool
    date_text: str
    url: str
    read_as: str
    read_as_text: str
    note: str
    via: "Citation | None" = None
    published: str = ""
    archived_url: str = ""
    archived_text: str = ""


def cite(dataset: Dataset, language: Language, source_id: str, via: str = "") -> Citation:
    """Return the parts of the reference to `source_id`, as known through `via` where given.

    Raises KeyError for a source that is not in the dataset.
    """
    source = dataset.find(Source, source_id)
    title = source.titled(language)
    return Citation(
        source_id=source_id,
        publisher=source.within("publisher", language),
        title=title,
        title_language=_title_language(source, title),
        described=source.described,
        date_text=_dated(source.published, language),
        url=source.url,
        read_as=source.read_as,
        read_as_text=_how_read(source, language),
        note=source.within("note", language),
        via=cite(dataset, language, via) if via else None,
        published=source.published,
        archived_url=source.archived_url,
        archived_text=SAY.gettext("archived copy", language) if source.archived_url else "",
    )


def citation(dataset: Dataset, language: Language, source_id: str, via: str = "") -> str:
    """Write one reference in plain text: publisher, title, date, address, how it was read."""
    parts = cite(dataset, language, source_id, via)
    return f"{item(parts, language)}. {how_known(parts, language)}"


def newest(cited: Iterable[Citation], language: Language) -> str:
    """Write the date of the newest of some publications, and of those they are known through."""
    dates = [
        day
        for entry in cited
        for day in (entry.published, entry.via.published if entry.via else "")
    ]
    last = max(dates, default="")
    return date(last, language) if last else ""


def how_known(parts: Citation, language: Language) -> str:
    """Say in sentences how an item was read and, at second hand, through which other one."""
    said = f"{parts.read_as_text}."
    if parts.via:
        relayed = SAY.gettext("As reported by {reference}", language, reference="")
        said += f" {relayed}{item(parts.via, language)}. {how_known(parts.via, language)}"
    return said


def _how_read(source: Source, language: Language) -> str:
    how = value_text("sources.read_as", source.read_as, language)
    places = {
        "publisher": SAY.gettext("at the publisher's own page", language),
        "reprint": SAY.gettext("in a reprint", language),
        "stored-copy": SAY.gettext("in a stored copy", language),
        "print": SAY.gettext("in print", language),
    }
    where = places.get(source.read_from)
    return SAY.gettext("{how} ({where})", language, how=how, where=where) if where else how


def located(locator: Sequence[str], language: Language) -> str:
    """Write where in a publication something stands: `para. 775`, `775항`; blank where unknown."""
    phrases = {
        "page": SAY.gettext("p. {number}", language, number="{number}"),
        "paragraph": SAY.gettext("para. {number}", language, number="{number}"),
        "section": SAY.gettext("section {number}", language, number="{number}"),
        "chapter": SAY.gettext("chapter {number}", language, number="{number}"),
        "annex": SAY.gettext("annex {number}", language, number="{number}"),
        "table": SAY.gettext("table {number}", language, number="{number}"),
        "figure": SAY.gettext("figure {number}", language, number="{number}"),
        "note": SAY.gettext("note {number}", language, number="{number}"),
        "minute": SAY.gettext("minute {number}", language, number="{number}"),
    }
    parts = (entry.split(" ", 1) for entry in locator)
    return ", ".join(phrases[kind].format(number=number) for kind, number in parts)


def row_citation(dataset: Dataset, language: Language, row: Sourced) -> str:
    """Write the reference of a row in a few words, with the place in what was read."""
    said = short_citation(dataset, language, row.source_id, row.via_source_id)
    where = located(row.locator, language)
    return f"{said}, {where}" if where else said


def short_citation(dataset: Dataset, language: Language, source_id: str, via: str = "") -> str:
    """Write a reference in a few words: `KINU, October 2025, as reported by NKNGO`.

    Dates go to the month. A running release without a date takes that of its report.
    """
    source = dataset.find(Source, source_id)
    relay = dataset.find(Source, via) if via else None
    said = [short_publisher(source, language)]
    if source.published or relay is None:
        said.append(_dated(source.published[:7], language))
    if relay is None:
        return ", ".join(said)
    publisher = short_publisher(relay, language)
    said.append(SAY.gettext("as reported by {publisher}", language, publisher=publisher))
    if not source.published:
        said.append(_dated(relay.published[:7], language))
    return ", ".join(said)


def short_publisher(source: Source, language: Language) -> str:
    """Return a publisher's name, or the abbreviation of it that the name itself ends in.

    `Korea Institute for National Unification (KINU)` becomes `KINU`; `Altoona Mirror (AP)` stays,
    for those letters stand for somebody else. Korean names are left whole.
    """
    name, _, rest = source.publisher.partition(" (")
    letters = rest.removesuffix(")")
    if language is Language.KO or not rest.endswith(")") or len(letters) < 2:
        return source.within("publisher", language)
    initials = [word[0] for word in name.replace("-", " ").split() if word[0].isupper()]
    return letters if letters == "".join(initials[-len(letters) :]) else source.publisher


def item(parts: Citation, language: Language) -> str:
    """Write what an item is: publisher, title, date and address, without how it was read."""
    title = parts.title
    if not parts.described:
        title = SAY.gettext("“{title}”", language, title=title)
    kept = f"{parts.archived_text} {parts.archived_url}".strip()
    return ", ".join(
        entry for entry in (parts.publisher, title, parts.date_text, parts.url, kept) if entry
    )


def _title_language(source: Source, title: str) -> str:
    """Return a title's language: some Korean and Japanese works are known by an English title."""
    if source.described and title == source.title_ko:
        return "ko"
    if source.described or (source.language in EAST_ASIAN and source.title.isascii()):
        return "en"
    return source.language


def _dated(published: str, language: Language) -> str:
    return date(published, language) if published else SAY.gettext("undated", language)
