"""The change log as an Atom feed (RFC 4287)."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from starlette.requests import Request
from starlette.responses import Response

from story.history import Entry, history
from story.surfaces.contents import CHANGES, TITLE
from story.surfaces.shelf import editions
from story.text import Language, Phrases

SAY = Phrases("changelog")
ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
AUTHOR = "The editors of this data story"
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def changes(request: Request) -> Response:
    """Return the newest editions, with what changed and why; `?lang=ko` in Korean."""
    named = request.query_params.get("lang", "")
    language = Language(named) if named in set(Language) else Language.EN
    site = str(request.base_url)
    choice = f"?lang={language}" if language is not Language.EN else ""
    own, page = f"{site}changes.atom{choice}", f"{site}{CHANGES.path}{choice}"
    text = feed(history(editions().folder), language, own, page)
    headers = {"Cache-Control": "no-cache"}
    return Response(text, media_type="application/atom+xml", headers=headers)


def feed(entries: Sequence[Entry], language: Language, own: str, page: str) -> bytes:
    """Return the feed of the editions, newest first.

    `own` is the feed's address, `page` that of the page which says the same.
    """
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _add(root, "title", f"{TITLE.within(language)}: {CHANGES.title.within(language)}")
    _add(root, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, own)}")
    _add(root, "updated", _moment(entries[0].at if entries else datetime.fromtimestamp(0, UTC)))
    _add(ET.SubElement(root, f"{{{ATOM}}}author"), "name", AUTHOR)
    _link(root, "self", own)
    _link(root, "alternate", page)
    for one in entries[:MOST]:
        _entry(root, one, language, f"{page}#edition-{one.number}")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, one: Entry, language: Language, address: str) -> None:
    entry = ET.SubElement(root, f"{{{ATOM}}}entry")
    name = f"{one.number} {one.edition} {one.at.isoformat()}"
    _add(entry, "title", SAY.gettext("Edition {edition}", language, edition=one.edition))
    _add(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, name)}")
    _add(entry, "updated", _moment(one.at))
    _link(entry, "alternate", address)
    lines = [one.why(language), *(said.within(language) for said in one.sentences)]
    _add(entry, "content", "\n".join(line for line in lines if line)).set("type", "text")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    added = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    added.text = UNPRINTABLE.sub("", text)
    return added


def _link(parent: ET.Element, rel: str, address: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": address})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
