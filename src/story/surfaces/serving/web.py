"""The HTTP side: page shells, downloads, health, and the headers every answer carries."""

import gc
import io
import json
import os
import zipfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from story.places import cache_folder
from story.publishing.archive import inspect
from story.publishing.corrections import corrections, corrections_csv
from story.publishing.folder import BrokenData, data_folder
from story.publishing.os_errors import reason
from story.render.png import letters
from story.surfaces import access
from story.surfaces.compressed import Answer, Shelf
from story.surfaces.disk_cache import DiskCache
from story.surfaces.downloads import briefing_files, figure_files, page_files
from story.surfaces.downloads.edition_build import press
from story.surfaces.edition import feed
from story.surfaces.hosts import AddressError, Hosts, is_loopback, public_address
from story.surfaces.open_editions import editions
from story.surfaces.pages import DESK, NEWEST, PUBLIC_PAGES, SEARCH, Page
from story.surfaces.script_health import pulse
from story.surfaces.serving.answer_headers import AnswerHeaders
from story.surfaces.serving.app_files import AppFiles
from story.surfaces.serving.capacity import Seats
from story.surfaces.serving.lifespan import running
from story.surfaces.serving.message_filter import MessageFilter
from story.surfaces.serving.probe import ready
from story.surfaces.serving.request_filter import RequestFilter
from story.surfaces.serving.storage_copy import following
from story.surfaces.uploads import Uploads
from story.tables import Dataset
from story.tables.documents import documents
from story.tables.model import TABLES
from story.tables.problem import Problem
from story.tables.rows import write

FRESHLY = {"Cache-Control": "no-store"}
CSV = "text/csv; charset=utf-8"
UNREADABLE = (
    "There is no edition of the tables to show at the moment; please try again later.\n"
    "지금은 보여 드릴 수 있는 표가 없습니다. 잠시 뒤에 다시 시도해 주십시오.\n"
)
COMPRESSED = 50_000_000  # bytes of Streamlit’s files made smaller, kept on the disk
SCRIPT = Path(__file__).parent / "script.py"


def routes() -> list[BaseRoute]:
    """Return the routes served beside Streamlit's own."""
    return [
        *(Route(f"/{page.path}", _shell_of(page)) for page in PUBLIC_PAGES),
        *([Route(f"/{DESK.path}", _shell_of(DESK))] if access.mode() != "off" else []),
        Route(f"/{SEARCH.path}", _readable(page_files.search)),
        Route(f"/{SEARCH.path}/{{language}}", _readable(page_files.search)),
        Route("/changes.atom", feed.changes),
        Route("/corrections.atom", feed.corrected),
        Route("/healthz", health),
        Route(f"/{NEWEST}", newest),
        Route("/ready", ready),
        *page_files.routes(),
        *figure_files.routes(),
        *briefing_files.routes(),
        Route("/download/story-data.zip", _readable(everything)),
        Route("/download/corrections.csv", corrected),
        Route("/download/{name}.csv", _readable(table)),
        Route("/download/{name}/{row:path}.csv", _readable(row)),
    ]


def middleware() -> list[Middleware]:
    """Return what wraps every answer."""
    return [
        Middleware(AnswerHeaders),
        Middleware(
            RequestFilter,
            hosts=Hosts(public_address(), str(st.get_option("server.address") or "")),
            routes=routes(),
            lost=lambda scope: page_files.missing(Request(scope)),
            sign_in=access.mode() == "oidc",
        ),
        Middleware(Seats),
        Middleware(MessageFilter),
        Middleware(Uploads),
        Middleware(AppFiles, shelf=Shelf(DiskCache(cache_folder() / "compressed", COMPRESSED))),
    ]


def check_settings() -> None:
    """End the program, with the reason, where its settings would open what must be closed."""
    try:
        public = public_address()
    except AddressError as bad:
        raise SystemExit(f"The site is not started. {bad}") from bad
    reached = [f"STORY_URL={public}"] if public and not is_loopback(_name_of(public)) else []
    reached += ["STORY_PROXY=yes"] if os.environ.get("STORY_PROXY") else []
    if os.environ.get("STORY_DESK") == "local" and reached:
        raise SystemExit(
            "The site is not started. STORY_DESK=local opens the desk to whoever sits at this "
            f"computer, and {reached[0]} says that others reach it. Take one of them away, or let "
            "people sign in: STORY_DESK=oidc."
        )
    try:
        data_folder()
    except OSError as refused:
        raise SystemExit(
            "The site is not started. The copy of the storage named in STORY_DATA cannot be kept "
            f"in {cache_folder()} ({reason(refused).en}). Name another folder in STORY_CACHE."
        ) from refused
    if st.get_option("server.baseUrlPath"):
        raise SystemExit(
            "The site is not started. It stands only at the root of a host, and "
            "server.baseUrlPath names a folder. Take the option away."
        )


def _name_of(address: str) -> str:
    return urlsplit(address).hostname or ""


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Begin to print the edition as the server starts; log, measure and warm while it runs."""
    letters()  # a font that is missing is said now, not in a reader's picture
    press().ready()
    # What has been loaded stays (`app.py`); from here on there is something to collect.
    gc.freeze()
    gc.enable()
    async with running():
        yield


def health(request: Request) -> JSONResponse:
    """Say which edition readers see, how old it is, and what is wrong, if anything is.

    503 where no edition is good or the last page could not be drawn; `stale`, with 200, where
    readers keep the last good edition while the files on disk hold errors or the storage that
    they are kept on does not answer; `damaged`, with 200, where an edition that was kept is not
    whole, and readers have theirs.
    """
    status = editions().status()
    damages = [item for item in inspect(editions().folder) if not item.known]
    said: dict[str, object] = {
        "version": version("story"),
        "edition": status.edition,
        "loaded_at": status.loaded_at.isoformat() if status.loaded_at else None,
        "age_seconds": _age(status.loaded_at),
        "newest_source": _newest_source(),
        "script": "ok" if pulse().well else "failing",
        "last_error": pulse().error or None,
        "problems": _said(status.problems),
        "storage": following().word,
        "archive": [
            {"path": damage.path, "numbers": damage.numbers, "message": damage.message.en}
            for damage in damages
        ],
    }
    word = "broken" if not status.edition or not pulse().well else "ok"
    if word == "ok" and (status.problems or following().trouble):
        word = "stale"
    if word == "ok" and damages:
        word = "damaged"
    return JSONResponse({"status": word, **said}, 503 if word == "broken" else 200, FRESHLY)


def newest(request: Request) -> Response:
    """Say which edition readers see, by which a page that is open learns that it is older."""
    said = json.dumps({"edition": editions().status().edition})
    return Answer(said.encode(), "application/json").to(request)


def _age(since: datetime | None) -> int | None:
    return round((datetime.now(UTC) - since).total_seconds()) if since else None


def _newest_source() -> str | None:
    try:
        return max(source.published for source in editions().current().sources)
    except BrokenData:
        return None


def corrected(_: Request) -> Response:
    """Return everything that was corrected as CSV."""
    text = corrections_csv(corrections(editions().folder))
    return _attachment(text.encode("utf-8-sig"), CSV, "corrections.csv")


def table(request: Request) -> Response:
    """Return one table as CSV, with a byte order mark so that Excel reads the Korean."""
    kind = next((item for item in TABLES if item.table == request.path_params["name"]), None)
    if kind is None:
        names = ", ".join(entry.table for entry in TABLES)
        return Response(f"No table has this name. There are: {names}.\n", 404)
    dataset = editions().current()
    text = write(kind, dataset.all(kind))
    name = f"{kind.table}-{dataset.edition}.csv"
    return _attachment(text.encode("utf-8-sig"), CSV, name)


def row(request: Request) -> Response:
    """Return one row as CSV, for the card of a figure's source."""
    name, row_id = request.path_params["name"], request.path_params["row"]
    kind = next((item for item in TABLES if item.table == name), None)
    dataset = editions().current()
    found = (
        [
            entry
            for entry in dataset.all(kind)
            if row_id in entry.id.split("/") or entry.id == row_id
        ]
        if kind
        else []
    )
    if not kind or not found:
        return Response("No row has this id.\n", 404)
    file = f"{name}-{row_id.replace('/', '-')}-{dataset.edition}.csv"
    return _attachment(write(kind, found).encode("utf-8-sig"), CSV, file)


def everything(request: Request) -> Response:
    """Return every table with its metadata in one zip."""
    dataset = editions().current()
    name = f"story-data-{dataset.edition}.zip"
    return _attachment(dataset.once(_packed), "application/zip", name)


def _packed(dataset: Dataset) -> bytes:
    """Pack the edition readers see, which is not always what lies in the folder."""
    texts = {f"{kind.table}.csv": write(kind, dataset.all(kind)) for kind in TABLES}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**texts, **documents(dataset)}.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _attachment(body: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=media_type, headers=headers)


def _shell_of(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return page_files.first_paint(page, request)

    return answer


def _readable(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Return an answer that says when to come back while there is no edition to read."""

    @wraps(answer)
    def guarded(request: Request) -> Response:
        try:
            return answer(request)
        except BrokenData:
            return Response(UNREADABLE, 503, {"Retry-After": "30", **FRESHLY}, "text/plain")

    return guarded


def _said(problems: Sequence[Problem]) -> list[dict[str, object]]:
    return [
        {
            "file": f"{problem.table}.csv",
            "row": problem.row,
            "column": problem.column,
            "severity": problem.severity,
        }
        for problem in problems
    ]
