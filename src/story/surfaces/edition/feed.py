"""The change log as an Atom feed (RFC 4287)."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from starlette.requests import Request
from starlette.responses import Response

from story.publishing.corrections import Correction, corrections
from story.publishing.history import Entry, history
from story.surfaces.corrections import lines
from story.surfaces.hosts import public_address
from story.surfaces.open_editions import editions
from story.surfaces.pages import CHANGES, TITLE
from story.text import Language, Phrases

SAY = Phrases("changelog")
CORRECTIONS = Phrases("corrections")
ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
AUTHOR = "The editors of this data story"
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def changes(request: Request) -> Response:
    """Return the newest editions, with what changed and why; `?lang=ko` in Korean."""
    return _answer(request, "changes", lambda *ways: feed(history(editions().folder), *ways))


def corrected(request: Request) -> Response:
    """Return the newest corrections, with what stood and what is right; `?lang=ko` in Korean."""
    return _answer(
        request, "corrections",
        lambda *ways: corrections_feed(corrections(editions().folder), *ways),
    )  # fmt: skip


def _answer(request: Request, name: str, write: Callable[[Language, str, str], bytes]) -> Response:
    named = request.query_params.get("lang", "")
    language = Language(named) if named in set(Language) else Language.EN
    # Without a public address the links are relative: what the asker calls this host is not told.
    site = public_address() or "/"
    choice = f"?lang={language}" if language is not Language.EN else ""
    text = write(language, f"{site}{name}.atom{choice}", f"{site}{CHANGES.path}{choice}")
    headers = {"Cache-Control": "no-cache"}
    return Response(text, media_type="application/atom+xml", headers=headers)


def feed(entries: Sequence[Entry], language: Language, own: str, page: str) -> bytes:
    """Return the feed of the editions, newest first.

    `own` is the feed's address, `page` that of the page which says the same.
    """
    news = [
        News(entry, [entry.why(language), *(said.within(language) for said in entry.sentences)],
             f"edition-{entry.number}")
        for entry in entries
    ]  # fmt: skip
    return _written(news, language, own, page, CHANGES.title.within(language))


def corrections_feed(found: Sequence[Correction], language: Language, own: str, page: str) -> bytes:
    """Return the feed of the corrections, newest first."""
    news = [
        News(item.entry, [item.entry.why(language), *lines(item, language)],
             f"correction-{item.entry.number}")
        for item in found
    ]  # fmt: skip
    return _written(news, language, own, page, CORRECTIONS.gettext("Corrections", language))


@dataclass(frozen=True)
class News:
    """One piece of news: an edition, its lines, and the anchor at which a page says the same."""

    entry: Entry
    lines: Sequence[str]
    anchor: str


def _written(news: Sequence[News], language: Language, own: str, page: str, called: str) -> bytes:
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _add(root, "title", f"{TITLE.within(language)}: {called}")
    _add(root, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, own)}")
    _add(root, "updated", _moment(news[0].entry.at if news else datetime.fromtimestamp(0, UTC)))
    _add(ET.SubElement(root, f"{{{ATOM}}}author"), "name", AUTHOR)
    _link(root, "self", own)
    _link(root, "alternate", page)
    for item in news[:MOST]:
        _entry(root, item, language, f"{page}#{item.anchor}")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, given: News, language: Language, address: str) -> None:
    item = given.entry
    entry = ET.SubElement(root, f"{{{ATOM}}}entry")
    name = f"{item.number} {item.edition} {item.at.isoformat()}"
    _add(entry, "title", SAY.gettext("Edition {edition}", language, edition=item.edition))
    _add(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, name)}")
    _add(entry, "updated", _moment(item.at))
    _link(entry, "alternate", address)
    _add(entry, "content", "\n".join(line for line in given.lines if line)).set("type", "text")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    added = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    added.text = UNPRINTABLE.sub("", text)
    return added


def _link(parent: ET.Element, rel: str, address: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": address})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
