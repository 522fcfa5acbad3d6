"""The HTTP side: page shells, downloads, health, and the headers every answer carries."""

import gc
import json
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
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
from story.publishing.folder import BrokenData, data_folder
from story.publishing.os_errors import reason
from story.render.png import letters
from story.surfaces import access
from story.surfaces.compressed import Answer, Shelf
from story.surfaces.disk_cache import DiskCache
from story.surfaces.downloads import briefing_files, data_downloads, figure_files, page_files
from story.surfaces.downloads.data_downloads import readable
from story.surfaces.downloads.edition_build import press
from story.surfaces.edition import feed
from story.surfaces.hosts import AddressError, Hosts, is_loopback, public_address
from story.surfaces.open_editions import editions
from story.surfaces.pages import ALL_PAGES, DESK, NEWEST, SEARCH, Page
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
from story.tables.problem import Problem

FRESHLY = {"Cache-Control": "no-store"}
COMPRESSED = 50_000_000  # bytes of Streamlit’s files made smaller, kept on the disk
SCRIPT = Path(__file__).parent / "script.py"


def routes() -> list[BaseRoute]:
    """Return the routes served beside Streamlit's own."""
    return [
        *(Route(f"/{page.path}", _shell_of(page)) for page in ALL_PAGES),
        *([Route(f"/{DESK.path}", _shell_of(DESK))] if access.mode() != "off" else []),
        Route(f"/{SEARCH.path}", readable(page_files.search)),
        Route(f"/{SEARCH.path}/{{language}}", readable(page_files.search)),
        Route("/changes.atom", feed.changes),
        Route("/corrections.atom", feed.corrected),
        Route("/healthz", health),
        Route(f"/{NEWEST}", newest),
        Route("/ready", ready),
        *page_files.routes(),
        *figure_files.routes(),
        *briefing_files.routes(),
        *data_downloads.routes(),
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


def _shell_of(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return page_files.first_paint(page, request)

    return answer


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
