"""What a browser leaves out of a PDF: its title and language for programs, and what PDF/UA asks.

The identifier of PDF/UA-1 (ISO 14289-1) is written only where the structure bears it out.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from html import unescape
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf

from story.text import Language


class Untagged(Exception):  # noqa: N818 - it says what is missing
    """A PDF whose structure a screen reader cannot follow; the message says what is missing."""


def finished(
    printed: bytes, html: str, title: str, about: str, language: Language, edition: str
) -> bytes:
    """Return a printed PDF with its title, language and identifiers; raises Untagged.

    `html` is the page it was printed from.
    """
    with pikepdf.open(BytesIO(printed)) as pdf:
        root = pdf.Root
        root.Lang = str(language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.MarkInfo = Dictionary(Marked=True)
        for page in pdf.pages:
            page.obj.Tabs = Name.S
            _described(page.obj)
            _set_apart(pdf, page)

        _share(pdf)
        _standard(pdf)
        complaint = next(_complaints(pdf), "")
        if complaint:
            raise Untagged(complaint)
        _name(pdf, headings(html))
        with pdf.open_metadata(set_pikepdf_as_editor=False) as about_it:
            about_it["dc:title"] = title
            about_it["dc:language"] = {str(language)}
            about_it["dc:description"] = about
            about_it["pdf:Keywords"] = edition
            about_it["pdfuaid:part"] = "1"
        written = BytesIO()
        pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return written.getvalue()


def pages_of(printed: bytes) -> list[int]:
    """Return the number of the page, from 1, on which each second-level heading stands."""
    with pikepdf.open(BytesIO(printed)) as pdf, pdf.open_outline() as outline:
        numbers: dict[Any, int] = {page.objgen: at for at, page in enumerate(pdf.pages, start=1)}
        places: list[Any] = [mark.destination for top in outline.root for mark in top.children]
        return [numbers[place[0].objgen] for place in places]


MARKS = ("BMC", "BDC")
OUTLINES = ("m", "l", "c", "v", "y", "h", "re")
PAINTS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*")


def _set_apart(pdf: Pdf, page: pikepdf.Page) -> None:
    """Mark as artefacts what a browser leaves without any mark: running heads and page numbers."""
    begun = pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))
    ended = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    written: list[Any] = []
    depth, first = 0, -1  # how deep in marked content; where unmarked words or an outline begin
    for item in pikepdf.parse_content_stream(page):
        operator = str(item.operator)
        if depth == 0 and first < 0 and (operator == "BT" or operator in OUTLINES):
            first = len(written)
        written.append(item)
        if first >= 0 and (operator == "ET" or operator in PAINTS):
            written[first:] = [begun, *written[first:], ended]
            first = -1
        elif operator == "n":
            first = -1  # a path that only bounds what is painted
        depth += (operator in MARKS) - (operator == "EMC")
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(written))


def headings(html: str) -> list[str]:
    """Return the words of every heading of a page, in order."""
    found = re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", html, flags=re.DOTALL)
    return [" ".join(unescape(re.sub("<[^>]+>", "", item)).split()) for item in found]


def _name(pdf: Pdf, titles: Sequence[str]) -> None:
    """Give each bookmark its heading's words.

    A browser runs the lines of a heading together, and says one twice that it moved to the next
    page. Raises Untagged where the bookmarks are not the headings.
    """
    with pdf.open_outline() as outline:
        marks = [item for top in outline.root for item in _all_of(top)]
        if len(marks) != len(titles):
            raise Untagged(f"there are {len(marks)} bookmarks for {len(titles)} headings")
        for mark, title in zip(marks, titles, strict=True):
            mark.title = title


# What a browser tags by names that PDF 1.7, on which PDF/UA-1 rests, does not know.
LATER = {"/Strong": Name.Span, "/Em": Name.Span}


def _standard(pdf: Pdf) -> None:
    """Write the structure as PDF 1.7 knows it: the body of a list's item is an element of its own.

    Raises Untagged for an item whose words are in no element of their own.
    """
    for element in list(elements(pdf.Root.get("/StructTreeRoot", Dictionary(K=Array())))):
        element.S = LATER.get(str(element.S), element.S)
        if element.S != Name.LI:
            continue
        below = element.K if isinstance(element.K, Array) else Array([element.K])
        parts = [part for part in below if isinstance(part, Dictionary) and "/S" in part]
        if len(parts) < len(below):
            raise Untagged("the words of a list's item stand in no element")
        signs = [part for part in parts if Name.Lbl == part.S]
        words = [part for part in parts if part.S not in (Name.Lbl, Name.LBody)]
        bodies = [part for part in parts if Name.LBody == part.S]
        if words:
            body = pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.LBody, P=element, K=Array(words))
            )
            for part in words:
                part.P = body
            bodies.append(body)
        element.K = Array([*signs, *bodies])


def _all_of(mark: OutlineItem) -> Iterator[OutlineItem]:
    yield mark
    for child in mark.children:
        yield from _all_of(child)


def _share(pdf: Pdf) -> None:
    """Keep each picture once: a browser draws a hatched field anew at every place."""
    kept: dict[bytes, Object] = {}
    for holder in [*(page.obj for page in pdf.pages), *_forms(pdf)]:
        pictures = holder.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        for name, item in list(pictures.items()):
            if item.get("/Subtype") == Name.Image:
                pictures[name] = kept.setdefault(_print_of(item), item)


def _forms(pdf: Pdf) -> Iterator[Object]:
    """Yield what draws within a page: forms and patterns."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/Resources" in item:
            yield item


def _print_of(picture: Object) -> bytes:
    """Return what tells one picture from another, its transparency included."""
    found = hashlib.sha256(picture.read_raw_bytes())
    found.update(f"{picture.Width} {picture.Height}".encode())
    if "/SMask" in picture:
        found.update(picture.SMask.read_raw_bytes())
    return found.digest()


def _described(page: Object) -> None:
    """Give each link's annotation what PDF/UA asks of it: words that say where it leads."""
    for item in page.get("/Annots", Array()):
        if item.get("/Subtype") == Name.Link and "/Contents" not in item:
            action = item.get("/A")
            address = str(action.URI) if action is not None and "/URI" in action else ""
            item.Contents = pikepdf.String(address or "…")


def _complaints(pdf: Pdf) -> Iterator[str]:
    """Yield what of the structure is missing, as far as a program can tell."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        yield "there is no structure tree"
        return
    kinds = [(str(element.get("/S", "")), element) for element in elements(tree)]
    if not any(kind == "/H1" for kind, _ in kinds):
        yield "there is no first-level heading"
    for kind, item in kinds:
        if kind == "/Figure" and not str(item.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        if kind == "/Table" and not any(
            str(part.get("/S", "")) == "/TH" for part in elements(item)
        ):
            yield "a table has no headings"


def elements(tree: Object) -> Iterator[Object]:
    """Yield every element of a structure tree below `tree`, depth first."""
    below = tree.get("/K")
    for item in below if isinstance(below, Array) else [below]:
        if isinstance(item, Dictionary) and "/S" in item:
            yield item
            yield from elements(item)
