"""The HTTP side: page shells, downloads, health, and the headers every answer carries."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from story.documents import documents
from story.model import TABLES
from story.surfaces import shell
from story.surfaces.contents import SITE_PAGES, Page
from story.surfaces.html import ASSETS
from story.surfaces.shelf import editions
from story.tables import BrokenData, Dataset, Problem, write
from story.text import Language

CSV = "text/csv; charset=utf-8"
SCRIPT = Path(__file__).parent / "script.py"


def routes() -> list[Route]:
    """Return the routes served beside Streamlit's own."""
    return [
        *(Route(f"/{page.path}", _shell_of(page)) for page in SITE_PAGES),
        Route("/health", health),
        Route("/assets/mark.svg", mark),
        Route("/download/story-data.zip", everything),
        Route("/download/{name}.csv", table),
        Route("/download/{name}/{row:path}.csv", row),
    ]


def middleware() -> list[Middleware]:
    """Return what wraps every answer."""
    return [Middleware(Headers)]


class Headers:
    """Adds the security headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with our headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in shell.security_headers().items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def health(request: Request) -> JSONResponse:
    """Say which edition readers see, and what is wrong with the files on disk if anything is."""
    try:
        editions().current()
    except BrokenData as broken:
        problems = _said(broken.problems)
        return JSONResponse({"status": "broken", "edition": None, "problems": problems}, 503)
    status = editions().status()
    return JSONResponse(
        {
            "status": "stale" if status.problems else "ok",
            "edition": status.edition,
            "loaded_at": status.loaded_at.isoformat() if status.loaded_at else None,
            "problems": _said(status.problems),
        }
    )


def mark(request: Request) -> FileResponse:
    """Return the site's mark, shown in the browser's tab."""
    return FileResponse(ASSETS / "mark.svg", media_type="image/svg+xml")


def table(request: Request) -> Response:
    """Return one table as CSV, with a byte order mark so that Excel reads the Korean."""
    kind = next((one for one in TABLES if one.table == request.path_params["name"]), None)
    if kind is None:
        names = ", ".join(one.table for one in TABLES)
        return Response(f"No table has this name. There are: {names}.\n", 404)
    dataset = editions().current()
    text = write(kind, dataset.all(kind))
    name = f"{kind.table}-{dataset.edition}.csv"
    return _attachment(text.encode("utf-8-sig"), CSV, name)


def row(request: Request) -> Response:
    """Return one row as CSV, for the card of a figure's source."""
    name, row_id = request.path_params["name"], request.path_params["row"]
    kind = next((one for one in TABLES if one.table == name), None)
    dataset = editions().current()
    found = (
        [one for one in dataset.all(kind) if row_id in one.id.split("/") or one.id == row_id]
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
    return _attachment(_packed(dataset), "application/zip", name)


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


def _shell_of(page: Page) -> Callable[[Request], HTMLResponse]:
    def answer(request: Request) -> HTMLResponse:
        named = request.query_params.get("lang", "")
        language = Language(named) if named in set(Language) else Language.EN
        return HTMLResponse(shell.page(page, language), headers={"Cache-Control": "no-cache"})

    return answer


def _said(problems: Sequence[Problem]) -> list[dict[str, object]]:
    return [
        {
            "file": f"{one.table}.csv",
            "row": one.row,
            "column": one.column,
            "severity": one.severity,
        }
        for one in problems
    ]
