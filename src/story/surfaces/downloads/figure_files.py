"""A picture of exactly this view, and the rows it draws: `/picture/NAME.svg`, `/data/NAME.csv`.

The choices are those of the page's address, with `lang`, `theme`, `sheet` and `edition`. Each is
made in its turn, one at a time, and the last ones are kept in a bounded memory.
"""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache, partial
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from story.figures.figure import Figure
from story.figures.scene import PAGE, PHONE
from story.figures.style import DARK, LIGHT
from story.places import cache_folder
from story.publishing.folder import BrokenData
from story.render.cards import CARD, SLIDE, composed
from story.render.png import png
from story.render.sketch import Sketch
from story.render.svg import document
from story.surfaces.briefing.framed_picture import WIDE, framed
from story.surfaces.cache import Memory
from story.surfaces.code import code
from story.surfaces.compressed import FRESH, Answer, answers
from story.surfaces.data_files import LICENCE
from story.surfaces.downloads.figure_views import (
    COMMON,
    PAGE_CHOICES,
    BadChoice,
    FigureView,
    known,
    view_of,
)
from story.surfaces.downloads.queue import Crowded, Queue
from story.surfaces.edition.all_pages import embed_page
from story.surfaces.edition.cards import foot
from story.surfaces.edition.figure_cache import Showcase
from story.surfaces.edition.page_maker import Maker
from story.surfaces.hosts import public_address
from story.surfaces.links import SiteLinks
from story.surfaces.open_editions import editions, kept_edition
from story.surfaces.pages import EDITION, PAGES
from story.surfaces.visitors import visitor_of
from story.tables import Dataset
from story.tables.citation import citation
from story.telling.narrative import tell
from story.text import Language, Phrases

SAY = Phrases("pictures")
MIME = {
    "svg": "image/svg+xml", "png": "image/png", "csv": "text/csv", "json": "application/json",
    "html": "text/html",
}  # fmt: skip
PICTURES, TABLES, EMBEDS, EMBEDDED_ROWS = ("svg", "png"), ("csv", "json"), ("html",), ("csv",)
THEMES = {"light": LIGHT, "dark": DARK}
SHEETS = ("page", "phone", "card", "slide")
SMALL = 400  # pixels: a phone's layout with its edges
IN_MEMORY = 24_000_000  # bytes of answers kept at hand
PATIENCE = 20.0  # seconds one waits before being told to come back
SOON = 2.0  # seconds a page waits for the words of its view
# Orders that may wait, of these of one visitor, and of one visitor within ten minutes: a picture
# takes a fraction of a second of one core.
MOST, EACH, OFTEN, USUAL = 16, 4, 200, 0.5


@dataclass(frozen=True)
class Wanted:
    """What an address asks for, written in one way only."""

    form: str
    view: FigureView
    language: Language
    theme: str
    sheet: str
    edition: str

    @property
    def tag(self) -> str:
        """The entity tag: it changes with the edition and with the program, and not between."""
        said = (*self.view.asked, self.view.place, self.form, self.language, self.theme, self.sheet)
        key = f"{self.edition} {code()} {public_address()} {said!r}"
        return hashlib.sha256(key.encode()).hexdigest()[:16]


def routes() -> list[BaseRoute]:
    """Return the routes; all of them only read."""
    return [
        Route("/picture/{name}.{form}", partial(figure_file, PICTURES)),
        Route("/data/{name}.{form}", partial(figure_file, TABLES)),
    ]


async def figure_file(forms: Sequence[str], request: Request) -> Response:
    """Return a view of a figure in a form, as it is kept or once it is drawn."""
    language = _language(request)
    try:
        wanted, dataset = await run_in_threadpool(_wanted, request, forms, language)
    except BadChoice as bad:
        return _said(bad.said.within(language), 400)
    except BrokenData:
        return _said(SAY.gettext("The tables cannot be read at the moment.", language), 503)
    if f'"{wanted.tag}' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=_headers(wanted, ""))
    try:
        answer = _at_hand().find(wanted)
        if not answer:
            ordered = asyncio.wrap_future(order(wanted, dataset, visitor_of(request)))
            answer = await asyncio.wait_for(asyncio.shield(ordered), PATIENCE)
    except (Crowded, TimeoutError) as late:
        seconds = late.seconds if isinstance(late, Crowded) else 10
        text = SAY.gettext(
            "Too many pictures are being drawn for this one to come soon. Please try again in "
            "{seconds} seconds.", language, seconds=seconds,
        )  # fmt: skip
        return _said(text, 429, {"Retry-After": str(seconds)})
    response = answer.to(request)
    response.headers.update(_headers(wanted, response.headers.get("content-encoding", "")))
    name = f"{wanted.view.place}-{wanted.edition}-{wanted.language}.{wanted.form}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if wanted.form == "csv":
        way = address("data", wanted.view, "json", wanted.language)
        response.headers["Link"] = f'<{way}>; rel="describedby"; type="application/json"'
    return response


def summary(view: FigureView, dataset: Dataset, language: Language, visitor: str) -> str:
    """Return what a view shows, in words; raises Crowded, and TimeoutError after a moment."""
    wanted = Wanted("json", view, language, "", "", dataset.edition)
    found = _at_hand().find(wanted) or order(wanted, dataset, visitor).result(SOON)
    return str(json.loads(found.body)["summary"])


def order(wanted: Wanted, dataset: Dataset, visitor: str) -> Future[Answer]:
    """Return the future of a view's answer; raises Crowded."""
    return _queue().ask(wanted, visitor, partial(_answer, wanted, dataset))


def address(root: str, view: FigureView, form: str, language: Language, **more: str) -> str:
    """Return the address of a view from the site's root: `picture` or `data`, and the form."""
    tongue = [("lang", str(language))] if language is not Language.EN else []
    asked = urlencode([*view.asked, *tongue, *more.items()])
    return f"/{root}/{view.place}.{form}{f'?{asked}' if asked else ''}"


def _language(request: Request) -> Language:
    named = request.query_params.get("lang", "")
    return Language(named) if named in set(Language) else Language.EN


def _wanted(request: Request, forms: Sequence[str], language: Language) -> tuple[Wanted, Dataset]:
    given = request.query_params.multi_items()
    last = dict(given)
    known("language", last.get("lang", "en"), [str(item) for item in Language])
    form = request.path_params.get("form", forms[0])
    known("form", form, forms)
    theme, sheet = last.get("theme", "light"), last.get("sheet", "page")
    known("theme", theme, tuple(THEMES))
    known("sheet", sheet, SHEETS)
    dataset = _dataset(last.get("edition", ""))
    choices = [pair for pair in given if pair[0] not in COMMON]
    name = request.path_params["name"]
    if forms in (EMBEDS, EMBEDDED_ROWS):  # whoever embeds it may have added something of theirs
        choices = chosen(name, choices)
    view = view_of(name, choices, dataset, language)
    if forms is not PICTURES:
        theme = sheet = ""  # rows look alike in every light
    return Wanted(form, view, language, theme, sheet, dataset.edition), dataset


def chosen(name: str, given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what of an address is a choice of this figure's page."""
    return [pair for pair in given if pair[0] in PAGE_CHOICES.get(name, {}) and pair[1]]


def _dataset(named: str) -> Dataset:
    current = editions().current()
    if named in ("", current.edition):
        return current
    found = kept_edition(named) if EDITION.fullmatch(named) else None
    if found is None:
        raise BadChoice(
            SAY.both(
                "The edition of the address is not kept here. The newest is {edition}.",
                edition=current.edition,
            )
        )  # fmt: skip
    return found


def _headers(wanted: Wanted, encoding: str) -> dict[str, str]:
    tag = f'"{wanted.tag}-{encoding}"' if encoding else f'"{wanted.tag}"'
    return {"ETag": tag, "Cache-Control": FRESH, "Vary": "Accept-Encoding"}


def _said(text: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{text}\n", status, {"Cache-Control": "no-store", **(headers or {})})


@cache
def _at_hand() -> Memory[Answer]:
    return answers(IN_MEMORY)


@cache
def _queue() -> Queue[Answer]:
    return Queue(most=MOST, each=EACH, often=OFTEN, usual=USUAL)


def _answer(wanted: Wanted, dataset: Dataset) -> Answer:
    body = _made(wanted, dataset)
    kind = MIME[wanted.form]
    kind = kind if wanted.form in PICTURES else f"{kind}; charset=utf-8"
    answer = Answer(body, kind, FRESH)
    _at_hand().put(wanted, answer)
    return answer


def _made(wanted: Wanted, dataset: Dataset) -> bytes:
    view, language = wanted.view, wanted.language
    if wanted.form == "html":
        return _embedded(view, dataset, language).encode()
    figure = view.figure(dataset, language, PHONE if wanted.sheet == "phone" else PAGE)
    if wanted.form == "csv":
        return figure.rows_csv(figure.table)
    if wanted.form == "json":
        return _described(figure, wanted, dataset)
    drawn = _sheet(figure, wanted.sheet, dataset, language)
    text = document(drawn, figure.title, figure.summary, THEMES[wanted.theme])
    if wanted.form == "svg":
        return text.encode()
    return png(text, scale=1 if wanted.sheet in ("card", "slide") else 2)


def _sheet(figure: Figure, sheet: str, dataset: Dataset, language: Language) -> Sketch:
    """Return a figure as it is laid out for a page, a phone, a card or a slide."""
    if sheet in ("card", "slide"):
        size = CARD if sheet == "card" else SLIDE
        return composed(figure, figure.title, foot(dataset, language), language, size)
    return framed(figure, dataset, language, width=SMALL if sheet == "phone" else WIDE)


def _embedded(view: FigureView, dataset: Dataset, language: Language) -> str:
    """Return the page of a view that stands alone."""
    showcase, links = Showcase(dataset, language, cache_folder()), SiteLinks(language)
    maker = Maker(dataset.once(tell, language), showcase, links)
    narrow, wide = (view.figure(dataset, language, sheet) for sheet in (PHONE, PAGE))
    home = next(page.name for page in PAGES if view.name in page.figures)
    shown = maker.view(showcase.shown(narrow, wide), f"figure-{view.place}", view.place)
    return embed_page(
        shown, maker, asking(links.page(home), view), asking(links.embed(view.place), view),
        root="/edition/", icon="/assets/mark.svg",
    )  # fmt: skip


def asking(way: str, view: FigureView) -> str:
    """Return a way on the site with the choices of a view."""
    return f"{way}{'&' if '?' in way else '?'}{urlencode(view.asked)}" if view.asked else way


def _described(figure: Figure, wanted: Wanted, dataset: Dataset) -> bytes:
    """Return the rows drawn, with what must be known of them."""
    language, view = wanted.language, wanted.view
    base = public_address().rstrip("/")
    whole = len(figure.every_row())
    said = {
        "title": figure.title,
        "summary": figure.summary,
        "reading": figure.reading,
        "notes": list(figure.notes),
        "language": str(language),
        "edition": dataset.edition,
        "choices": _grouped(view),
        "picture": base + address("picture", view, "svg", language),
        "csv": base + address("data", view, "csv", language),
        "licence": LICENCE,
        "sources": [
            {"id": source, "reference": citation(dataset, language, source)}
            for source in figure.sources
        ],
        "columns": [
            {"name": str(name), "heading": figure.headings.get(str(name), "")}
            for name in figure.table.columns
        ],
        "rows_drawn": len(figure.table),
        "rows_in_all": whole,
        "rows": json.loads(figure.table.to_json(orient="records", force_ascii=False)),
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _grouped(view: FigureView) -> dict[str, list[str]]:
    names = dict.fromkeys(name for name, _ in view.asked)
    return {name: [code for key, code in view.asked if key == name] for name in names}
