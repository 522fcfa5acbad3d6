"""The files around the pages: for search engines, feed readers, installed copies and hosts."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urljoin

from story.surfaces.edition.links import embed_path, page_path
from story.surfaces.html import asset
from story.surfaces.pages import PAGES, TITLE
from story.text import Language, Phrases

SAY = Phrases("edition")


def robots(base: str) -> str:
    """Return robots.txt: everything may be read; kept copies are the current pages again."""
    lines = ["User-agent: *", "Disallow: /editions/", "Allow: /"]
    return "\n".join([*lines, *([f"Sitemap: {urljoin(base, 'sitemap.xml')}"] if base else []), ""])


def sitemap(pages: Sequence[Mapping[Language, str]], issued: str) -> str:
    """Return sitemap.xml: the address of every page in each language."""
    entries = []
    for versions in pages:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{item}" href="{escape(href)}"/>'
            for item, href in versions.items()
        )
        changed = f"<lastmod>{issued}</lastmod>" if issued else ""
        entries += [
            f"<url><loc>{escape(href)}</loc>{changed}{links}</url>" for href in versions.values()
        ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n"
    )


def webmanifest(start: str, icons: str) -> str:
    """Return the web manifest; `start` and `icons` lead to the first page and the icons' folder."""
    said = {
        "name": f"{TITLE.en} · {TITLE.ko}",
        "short_name": TITLE.en,
        "description": PAGES[0].description.en,
        "start_url": start,
        "scope": "./",
        "display": "browser",
        "background_color": "#fbfaf6",
        "theme_color": "#fbfaf6",
        "icons": [
            {"src": f"{icons}mark.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": f"{icons}mark-512.png", "sizes": "512x512", "type": "image/png"},
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def worker(edition: str) -> str:
    """Return the service worker, whose store is this edition's alone."""
    first = [page_path("overview", item) for item in Language]
    return asset("worker.js").replace("EDITION", edition).replace('"FIRST"', json.dumps(first))


def newest(edition: str, issued: str) -> str:
    """Return the small file by which an older page learns that it is one."""
    return json.dumps({"edition": edition, "issued": issued}) + "\n"


def oembed(base: str, place: str, language: Language, title: str, height: int) -> str:
    """Return the oEmbed answer (1.0, type rich) for a figure."""
    source = urljoin(base, embed_path(place, language))
    frame = (
        f'<iframe src="{escape(source)}" width="760" height="{height}" style="border:0;width:100%" '
        f'loading="lazy" title="{escape(title)}"></iframe>'
    )
    said = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": TITLE.within(language),
        "provider_url": base,
        "html": frame,
        "width": 760,
        "height": height,
    }
    return json.dumps(said, ensure_ascii=False) + "\n"
