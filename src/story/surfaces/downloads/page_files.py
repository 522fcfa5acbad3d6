"""What the site offers beside its pages: first paints, figures to embed, cards, the edition."""

import json
import mimetypes
import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from story.publishing.folder import BrokenData
from story.surfaces.cache import Memory
from story.surfaces.compressed import ONCE, Answer, answers
from story.surfaces.data_files import data_files
from story.surfaces.downloads import shell
from story.surfaces.downloads.edition_build import press
from story.surfaces.downloads.figure_files import (
    EMBEDDED_ROWS,
    EMBEDS,
    asking,
    chosen,
    figure_file,
    summary,
)
from story.surfaces.downloads.figure_files import address as figure_address
from story.surfaces.downloads.figure_views import PAGE_CHOICES, BadChoice, FigureView, view_of
from story.surfaces.downloads.queue import Crowded
from story.surfaces.edition import host_files
from story.surfaces.edition.links import embed_path, figure_table_path
from story.surfaces.edition.own_pages import own_pages
from story.surfaces.edition.policy import page_policy
from story.surfaces.edition.search_page import site_search
from story.surfaces.edition.styling import script, style
from story.surfaces.edition.words import own_words
from story.surfaces.headers import hidden, rule_of
from story.surfaces.hosts import public_address
from story.surfaces.html import ASSETS, render
from story.surfaces.links import SiteLinks, row_of
from story.surfaces.open_editions import editions
from story.surfaces.pages import ALL_PAGES, EDITION, PUBLIC_PAGES, TITLE, Page
from story.surfaces.visitors import visitor_of
from story.text import Language, Phrases

SAY = Phrases("edition")
PREVIEWS = 12_000_000  # bytes of pages kept with the preview of a view
INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)
PLACE = re.compile(r"[a-z0-9_.-]{1,80}")
CHANGED = re.compile(r"[0-9]{1,12}(-[a-z_]{1,40}-(before|after)\.(en|ko)\.svg|\.csv)")
LARGE = 1_000_000  # bytes of a file
DAY = "public, max-age=86400"


def routes() -> list[BaseRoute]:
    """Return the routes; all of them only read."""
    return [
        Route("/assets/mark.svg", mark),
        Route("/assets/mark-512.png", lambda request: _file("assets/mark-512.png", request)),
        Route("/site.webmanifest", webmanifest),
        Route("/robots.txt", robots),
        Route("/sitemap.xml", sitemap),
        Route("/oembed", oembed),
        Route("/embed/{name}.csv", embedded_table),
        Route("/embed/{name}", embedded),
        Route("/edition", lambda request: RedirectResponse("/edition/index.html", 308)),
        Route("/edition/{path:path}", edition),
        Route("/download/changes/{name}", changed),
    ]


def first_paint(page: Page, request: Request) -> Response:
    """Return a page's shell, with the story in it as soon as the press has printed it.

    An address that names as an edition what is none leads nowhere.
    """
    named = request.query_params.get("edition")
    if named and not EDITION.fullmatch(named):
        return missing(request)
    # What is printed is the newest edition as it is read, not an earlier one, nor a wall's.
    printed = "" if named or "present" in request.query_params else press().ready()
    language = language_of(request)
    shown = _shell(page, language, printed)
    return (_of_view(shown, page, language, request) if printed else shown).to(request)


def _of_view(shown: Answer, page: Page, language: Language, request: Request) -> Answer:
    """Return a page whose preview, where its link is shared, is of the view that it shows."""
    if not (page.figures and public_address()):
        return shown
    place = page.figures[0]
    given = request.query_params.multi_items()
    try:
        dataset = editions().current()
        chosen = [pair for pair in given if pair[0] in PAGE_CHOICES[place]]
        view = view_of(place, chosen, dataset, language)
        if not view.asked:
            return shown
        words = summary(view, dataset, language, visitor_of(request))
    except (BadChoice, BrokenData, Crowded, TimeoutError):
        return shown  # the page's own preview
    key = (shown.tag, view)
    return _views().get(key, lambda: _with_preview(shown, page, language, view, words))


def _with_preview(
    shown: Answer, page: Page, language: Language, view: FigureView, words: str
) -> Answer:
    here = SiteLinks(language).page(page.name)
    more = f"{'&' if '?' in here else '?'}{urlencode(view.asked)}"
    said = {
        "og:image": figure_address("picture", view, "png", language, sheet="card"),
        "og:image:alt": words,
        "og:url": here + more,
    }
    text = shown.body.decode()
    for name, value in said.items():
        content = escape(value if name == "og:image:alt" else urljoin(public_address(), value))
        before, tag, after = text.partition(f'<meta property="{name}" content="')
        _, end, after = after.partition('"')
        text = "".join((before, tag, content, end, after)) if tag else text
    return Answer(text.encode(), shown.media_type)


@cache
def _views() -> Memory[Answer]:
    return answers(PREVIEWS)


@cache
def _shell(page: Page, language: Language, printed: str) -> Answer:
    paint = None
    file = press().folder / "shells" / f"{page.name}.{language}.json"
    if printed and file.exists():
        paint = shell.FirstPaint(**json.loads(file.read_text(encoding="utf-8")))
    body = shell.page(page, language, paint).encode()
    return Answer(body, "text/html; charset=utf-8", effort=ONCE)


def language_of(request: Request) -> Language:
    """Return the language a request's address names, English where it names none."""
    named = request.query_params.get("lang", "")
    return Language(named) if named in set(Language) else Language.EN


def mark(request: Request) -> Response:
    """Return the site's mark, shown in the browser's tab."""
    return Answer((ASSETS / "mark.svg").read_bytes(), "image/svg+xml", DAY).to(request)


def webmanifest(request: Request) -> Response:
    """Return the web manifest."""
    text = host_files.webmanifest("/", "/assets/")
    return Answer(text.encode(), "application/manifest+json", DAY).to(request)


def robots(request: Request) -> Response:
    """Say what search engines may read."""
    text = host_files.robots(public_address())
    return Answer(text.encode(), "text/plain; charset=utf-8", DAY).to(request)


def sitemap(request: Request) -> Response:
    """Return the sitemap; there is none where the public address is not known."""
    base = public_address()
    if not base:
        return missing(request)
    versions = [
        {tongue: urljoin(base, SiteLinks(tongue).page(item.name)) for tongue in Language}
        for item in ALL_PAGES
    ] + [
        {tongue: urljoin(base, SiteLinks(tongue).own(*row_of(name))) for tongue in Language}
        for name in own_pages(editions().current())
    ]
    text = host_files.sitemap(versions, "")
    return Answer(text.encode(), "application/xml; charset=utf-8", DAY).to(request)


async def embedded(request: Request) -> Response:
    """Return a view of a figure that stands alone, or lead to it as it is published.

    In the newest edition or in the one that is named.
    """
    if chosen(request.path_params["name"], request.query_params.multi_items()):
        response = await figure_file(EMBEDS, request)
        policy = f"{page_policy([style()], [script()])}; frame-ancestors *"
        response.headers["Content-Security-Policy"] = policy
        return response
    return await run_in_threadpool(_embedded, request, embed_path)


async def embedded_table(request: Request) -> Response:
    """Return the rows of a view of a figure, or lead to those of the figure."""
    if chosen(request.path_params["name"], request.query_params.multi_items()):
        return await figure_file(EMBEDDED_ROWS, request)
    return await run_in_threadpool(_embedded, request, figure_table_path)


def _embedded(request: Request, path_of: Callable[[str, Language], str]) -> Response:
    place, named = request.path_params["name"], request.query_params.get("edition", "")
    step = request.query_params.get("step", "")
    place = f"step-{step}" if step else place
    if not PLACE.fullmatch(place) or (named and not EDITION.fullmatch(named)):
        return missing(request)
    path = path_of(place, language_of(request))
    kept = f"editions/{named}/" if named else ""
    if not (press().folder / kept / path).is_file():
        return missing(request)
    return RedirectResponse(f"/edition/{kept}{path}", 302, headers={"Cache-Control": "no-cache"})


def oembed(request: Request) -> Response:
    """Answer oEmbed for an address of a figure that can be embedded."""
    if request.query_params.get("format", "json") != "json":
        return JSONResponse({"error": "Only JSON is offered."}, 400)
    public, address = public_address(), request.query_params.get("url", "")
    path = _embed_named(address.removeprefix(public)) if address.startswith(public) else ""
    file = press().folder / path
    if not (public and path and file.is_file()):
        return JSONResponse({"error": "No figure has this address."}, 404)
    told = json.loads(file.read_text(encoding="utf-8"))
    given = chosen(file.stem, parse_qsl(urlsplit(address).query))
    if given:
        language = Language(file.parts[-3])
        try:
            view = view_of(file.stem, given, editions().current(), language)
        except BadChoice as bad:
            return JSONResponse({"error": bad.said.within(language)}, 404)
        way = urljoin(public, asking(SiteLinks(language).embed(file.stem), view))
        told["html"] = re.sub(
            'src="[^"]*"', lambda _: f'src="{escape(way)}"', told["html"], count=1
        )
    return Answer(json.dumps(told).encode(), "application/json", DAY).to(request)


def _embed_named(way: str) -> str:
    """Return the oEmbed file of the figure that a way on this site leads to; blank for none."""
    found = re.search(r"(?:^|/)(en|ko)/embed/([a-z0-9_.-]+)\.html", way)
    short = re.search(r"(?:^|/)embed/([a-z0-9_-]+)", way)
    step = re.search(r"[?&]step=([0-9.]+)", way)
    language = found[1] if found else "ko" if "lang=ko" in way else "en"
    place = f"step-{step[1]}" if step else found[2] if found else short[1] if short else ""
    return f"{language}/embed/{place}.json" if PLACE.fullmatch(place) else ""


def changed(request: Request) -> Response:
    """Return what a publication changed: its cells as CSV, or a figure before or after it."""
    name = request.path_params["name"]
    return _file(f"data/changes/{name}", request) if CHANGED.fullmatch(name) else missing(request)


def edition(request: Request) -> Response:
    """Return a file of the static edition."""
    return _file(request.path_params["path"] or "index.html", request)


def _file(path: str, request: Request) -> Response:
    root = press().folder.resolve()
    press().ready()
    file = (root / path).resolve()
    if hidden(path) or not file.is_relative_to(root):
        return missing(request)
    if file.is_dir() and (file / "index.html").is_file():
        if not path.endswith("/"):
            return RedirectResponse(f"/edition/{file.relative_to(root).as_posix()}/", 308)
        file = file / "index.html"
    if not file.is_file():
        return missing(request)
    # What is large is read anew rather than kept at hand.
    read = _answer if file.stat().st_size < LARGE else _answer.__wrapped__
    answer = read(file, file.stat().st_mtime_ns)
    response = answer.to(request)
    rule = rule_of(file.relative_to(root).as_posix())
    response.headers["Content-Security-Policy"] = (
        _policy(answer.body, "*" if rule.framed else "'none'")
        if file.suffix == ".html"
        else rule.policy
    )
    return response


@lru_cache(maxsize=256)
def _answer(file: Path, written: int) -> Answer:
    offered = data_files().get(file.name) if file.parent.name == "data" else None
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    kind = {".atom": "application/atom+xml", ".webmanifest": "application/manifest+json"}.get(
        file.suffix, offered.media_type if offered else kind
    )
    text = kind.startswith("text/") or kind.endswith(("xml", "json", "javascript"))
    return Answer(file.read_bytes(), f"{kind}; charset=utf-8" if text else kind)


@lru_cache(maxsize=256)
def _policy(page: bytes, framing: str) -> str:
    """Return the policy of a page by what it holds, and of who may show it in a frame."""
    held = INLINE.findall(page.decode())
    styles, scripts = ([text for tag, text in held if tag == item] for item in ("style", "script"))
    return f"{page_policy(styles, scripts)}; frame-ancestors {framing}"


def search(request: Request) -> Response:
    """Return the page that looks through the whole story; raises BrokenData where none is told."""
    named = request.path_params.get("language", language_of(request))
    if named not in set(Language):
        return missing(request)
    language, dataset = Language(named), editions().current()

    def write() -> Answer:
        return Answer(site_search(dataset, language).encode(), "text/html; charset=utf-8")

    answer = _searches().get((dataset.edition, language), write)
    response = answer.to(request)
    response.headers["Content-Security-Policy"] = _policy(answer.body, "'none'")
    return response


@cache
def _searches() -> Memory[Answer]:
    return Memory(2 * len(Language))


def missing(request: Request) -> Response:
    """Answer for an address that leads nowhere, with the ways on."""
    return _missing(language_of(request)).to(request, 404)


@cache
def _missing(language: Language) -> Answer:
    links = SiteLinks(language)
    title, about = own_words("404", language)
    other = next(item for item in Language if item is not language)
    text = render(
        "edition/lost", language, say=partial(SAY.gettext, language=language), links=links,
        title=title, standfirst=about, site=TITLE.within(language), style=style(),
        onwards=[
            {"href": links.page(entry.name), "title": entry.title.within(language),
             "about": entry.description.within(language)}
            for entry in PUBLIC_PAGES
        ],
        other={"href": SiteLinks(other).page("overview"), "language": other,
               "word": TITLE.within(other)},
    )  # fmt: skip
    return Answer(text.encode(), "text/html; charset=utf-8")
