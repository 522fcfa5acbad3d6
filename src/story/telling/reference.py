"""References to the site itself and to its sources, in the formats that readers' tools take.

Plain text, BibTeX, RIS and CSL-JSON. A page cannot be cited by its date: it changes when its
tables do. So a reference names the edition, and gives a date only where one is known.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urljoin

from story.tables import Dataset
from story.tables.citation import cite, how_known
from story.tables.model import TABLES, Claim, Source
from story.tables.values import value_text
from story.text import Language, Phrases, Text, date

SAY = Phrases("reference")
Kind = Literal["page", "figure", "table", "claim", "source"]

# What is cited, as CSL 1.0.2 and RIS (2011) call it; BibTeX has no better name than misc.
TYPES: dict[Kind, tuple[str, str]] = {
    "page": ("webpage", "ELEC"),
    "figure": ("figure", "FIGURE"),
    "table": ("dataset", "DATA"),
    "claim": ("webpage", "ELEC"),
    "source": ("document", "GEN"),
}
# Braces are spelt out: even escaped, BibTeX would count them.
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "#$%&_"},
    }
)
IN_ADDRESSES = "!#$%&'()*+,-./:;=?@[]_~"  # kept as they are; braces and backslashes are not


@dataclass(frozen=True)
class Site:
    """The site whose parts are cited.

    `base` is the address that links are joined to, ending in a slash; where it is blank they stay
    relative. `issued` is the edition's ISO date, blank where none is known, `accessed` the ISO date
    on which it is read.
    """

    name: Text
    base: str = ""
    issued: str = ""
    accessed: str = ""


@dataclass(frozen=True)
class Reference:
    """What is cited, with nothing made up: what is not known is blank.

    `author` is the site or, for a source, its publisher. `title` may stand in square brackets,
    which describe an item whose title is not known. `language` is the BCP 47 tag of the work,
    `issued` and `accessed` are ISO dates as precise as known, `edition` names our tables.
    """

    kind: Kind
    key: str
    author: str
    title: str
    language: str
    address: str
    edition: str = ""
    issued: str = ""
    accessed: str = ""
    note: str = ""


def page_reference(
    dataset: Dataset, language: Language, site: Site, name: str, title: str, link: str
) -> Reference:
    """Return the reference to a page; `link` is relative to the site's address."""
    return _own("page", name, dataset, language, site, title, link)


def figure_reference(
    dataset: Dataset, language: Language, site: Site, name: str, title: str, link: str
) -> Reference:
    """Return the reference to a figure; `link` leads to the page with the choices it shows."""
    return _own("figure", name, dataset, language, site, title, link)


def table_reference(
    dataset: Dataset, language: Language, site: Site, name: str, link: str
) -> Reference:
    """Return the reference to the table `name`; raises KeyError where there is none."""
    kind = {item.table: item for item in TABLES}[name]
    title = f"{name}.csv: {kind.one_row.within(language)}"
    return _own("table", name, dataset, language, site, title, link)


def claim_reference(
    dataset: Dataset, language: Language, site: Site, claim_id: str, link: str
) -> Reference:
    """Return the reference to our entry on a claim; raises KeyError where there is none.

    The claim is the article's, so our assessment stands beside it.
    """
    claim = dataset.find(Claim, claim_id)
    title = SAY.gettext(
        "Claim {id} (our assessment: {assessment}): {claim}",
        language,
        id=claim_id,
        assessment=value_text("claims.assessment", claim.assessment, language),
        claim=claim.within("claim", language),
    )
    return _own("claim", claim_id, dataset, language, site, title, link)


def source_reference(
    dataset: Dataset, language: Language, source_id: str, via: str = ""
) -> Reference:
    """Return the reference to a publication, as known through `via` where given.

    Raises KeyError for a source that is not in the dataset.
    """
    source = dataset.find(Source, source_id)
    parts = cite(dataset, language, source_id, via)
    return Reference(
        kind="source",
        key=source_id,
        author=parts.publisher,
        title=parts.title,
        language=source.language,
        address=source.url,
        issued=source.published,
        # A date of access is that of the page at the address: a copy, a reprint or print has none.
        accessed=source.accessed if source.read_from == "publisher" else "",
        note=how_known(parts, language),
    )


def plain(reference: Reference, language: Language) -> str:
    """Write a reference as a line of text; a source's is the same as in the lists of sources."""
    parts = [reference.author, _titled(reference, language), _dated(reference, language)]
    if reference.edition:
        parts.append(SAY.gettext("edition {edition}", language, edition=reference.edition))
    said = ", ".join(item for item in (*map(_line, parts), reference.address) if item)
    return f"{said}. {reference.note}" if reference.note else said


def bibtex(reference: Reference) -> str:
    """Write a reference for BibTeX and BibLaTeX, in UTF-8."""
    note = reference.note
    if reference.edition:
        tongue = Language(reference.language)
        note = SAY.gettext("Edition {edition}", tongue, edition=reference.edition)
    fields = {
        # Double braces: a name that is not a person's, and a title whose capitals stay.
        "author": f"{{{_latex(reference.author)}}}",
        "title": f"{{{_latex(reference.title)}}}",
        "publisher": f"{{{_latex(reference.author)}}}",
        "year": reference.issued[:4],
        "date": reference.issued,
        "version": reference.edition,
        "language": reference.language,
        "note": _latex(note),
        "url": quote(_line(reference.address), safe=IN_ADDRESSES),
        "urldate": reference.accessed,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{reference.key},", *lines, "}", ""])


def ris(reference: Reference) -> str:
    """Write a reference in RIS: one tag a line, each line ended as in the specification."""
    tags = [
        ("TY", TYPES[reference.kind][1]),
        ("ID", reference.key),
        ("AU", reference.author),
        ("TI", reference.title),
        ("PB", reference.author),
        ("PY", reference.issued[:4]),
        ("DA", _slashes(reference.issued)),
        ("ET", reference.edition),
        ("LA", reference.language),
        ("N1", reference.note),
        ("UR", reference.address),
        ("Y2", _slashes(reference.accessed)),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(*references: Reference) -> str:
    """Write references as CSL-JSON (csl-data.json of CSL 1.0.2): a list of items."""
    return json.dumps(list(map(_csl, references)), ensure_ascii=False, indent=2) + "\n"


def _csl(reference: Reference) -> dict[str, object]:
    item: dict[str, object] = {
        "id": reference.key,
        "type": TYPES[reference.kind][0],
        "author": [{"literal": _line(reference.author)}],
        "title": _line(reference.title),
        "publisher": _line(reference.author),
        "language": reference.language,
        "version": reference.edition,
        "issued": _date_parts(reference.issued),
        "accessed": _date_parts(reference.accessed),
        "URL": _line(reference.address),
        "note": _line(reference.note),
    }
    return {name: value for name, value in item.items() if value}


def _own(
    kind: Kind, name: str, dataset: Dataset, language: Language, site: Site, title: str, link: str
) -> Reference:
    words = "-".join((site.name.en, kind, name, dataset.edition)).lower()
    return Reference(
        kind=kind,
        key=re.sub("[^a-z0-9]+", "-", words),
        author=site.name.within(language),
        title=title,
        language=str(language),
        address=urljoin(site.base, link),
        edition=dataset.edition,
        issued=site.issued,
        accessed=site.accessed,
    )


def _titled(reference: Reference, language: Language) -> str:
    title = reference.title
    if title == reference.author:
        return ""
    if not (title.startswith("[") and title.endswith("]")):
        title = SAY.gettext("“{title}”", language, title=title)
    if reference.kind == "figure":
        return SAY.gettext("{title} (figure)", language, title=title)
    if reference.kind == "table":
        return SAY.gettext("{title} (table)", language, title=title)
    return title


def _dated(reference: Reference, language: Language) -> str:
    if reference.issued:
        return date(reference.issued, language)
    return SAY.gettext("undated", language) if reference.kind == "source" else ""


def _date_parts(iso: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}


def _slashes(iso: str) -> str:
    """Write a date as RIS does: `2013/01//`, with a slash after year, month and day."""
    return "/".join([*iso.split("-"), "", ""][:3]) + "/" if iso else ""


def _line(text: str) -> str:
    """Return `text` on one line, without what no text file holds (controls, half characters)."""
    kinds = ((item, unicodedata.category(item)) for item in text)
    return " ".join("".join(" " if k == "Cc" else c for c, k in kinds if k != "Cs").split())


def _latex(text: str) -> str:
    return _line(text).translate(LATEX)
