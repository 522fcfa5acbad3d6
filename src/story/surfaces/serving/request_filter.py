"""Which requests are taken at all, before Streamlit or a route of ours does anything for them.

Everything is refused that does not name this server, comes from a page of another site, is too
long, is written so that no browser writes it, or asks for what no page needs. A refusal costs next
to nothing, looks nothing up, and repeats nothing of what was asked.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from story.surfaces.hosts import Hosts

STREAM = "/_stcore/stream"
UPLOADS = "/_stcore/upload_file/"
# What the browser's side asks of Streamlit's server. Measures, scripts' health, agents and
# components from folders are not among it.
STREAMLIT = ("/static/", "/media/")
STREAMLIT_ALONE = frozenset({"/_stcore/health", "/_stcore/host-config"})
SIGN_IN = frozenset({"/auth/login", "/auth/logout", "/oauth2callback"})
LONGEST_PATH, LONGEST_PART, LONGEST_QUERY = 1024, 200, 8192  # bytes, as they are decoded
MOST_HEADERS = 32_768  # bytes in all
POLICY_VIOLATION = 1008  # WebSocket's own code
READING = ("GET", "HEAD")
# Controls, what could not be decoded, and the other slash.
UNWRITTEN = re.compile("[\x00-\x1f\x7f-\x9f\ufffd\\\\]")
ONE_RANGE = re.compile(r"bytes=(\d{1,12}-\d{0,12}|-\d{1,12})")
UNKNOWN_HOST = (
    "This server does not answer to this address. Whoever runs it names its public address in "
    "STORY_URL.\n"
)


class RequestFilter:
    """Passes on what `hosts` and the routes allow; `lost` answers for addresses that are none.

    `sign_in`: whether the addresses of a sign-in are open.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Hosts,
        routes: Sequence[BaseRoute],
        lost: Callable[[Scope], Response],
        *,
        sign_in: bool,
    ) -> None:
        self.app = app
        self._hosts = hosts
        self._routes = routes
        self._lost = lost
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._whence(scope, headers) or _form(scope, headers)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, refusal)
            return
        refusal = refusal or self._where(scope)
        if refusal:
            await refusal(scope, receive, send)
            return
        _drop_ranges(scope, headers)
        if not scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        await self._file(scope, receive, send)

    def _whence(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the refusal of what does not name this server or comes from elsewhere."""
        named, origins = headers.getlist("host"), headers.getlist("origin")
        if len(named) != 1 or len(origins) > 1:
            return _said("A request names one host.\n", HTTPStatus.BAD_REQUEST)
        came_to = (scope.get("server") or ("",))[0] or ""
        if not self._hosts.host(named[0], came_to):
            return _said(UNKNOWN_HOST, HTTPStatus.MISDIRECTED_REQUEST)
        if origins and not self._hosts.origin(origins[0], named[0]):
            return _said("Pages of other sites may not ask this.\n", HTTPStatus.FORBIDDEN)
        return None

    def _where(self, scope: Scope) -> Response | None:
        """Return the answer to a method or an address that there is none for."""
        path = scope["path"]
        # What may be done with uploads is said by whoever takes them, or not (`uploads.py`).
        if scope["method"] not in READING and not path.startswith(UPLOADS):
            refused = _said("This is not done here.\n", HTTPStatus.METHOD_NOT_ALLOWED)
            refused.headers["Allow"] = ", ".join(READING)
            return refused
        if self._known(scope):
            return None
        without = path.rstrip("/")
        if path != without and any(getattr(route, "path", "") == without for route in self._routes):
            return RedirectResponse(without, HTTPStatus.PERMANENT_REDIRECT)
        return self._lost(scope)

    def _known(self, scope: Scope) -> bool:
        path = scope["path"]
        if path.startswith((*STREAMLIT, UPLOADS)) or path in STREAMLIT_ALONE:
            return True
        if path in SIGN_IN:
            return self._sign_in
        return any(route.matches(scope)[0] is Match.FULL for route in self._routes)

    async def _socket(
        self, scope: Scope, receive: Receive, send: Send, refusal: Response | None
    ) -> None:
        if not refusal and scope["path"] != STREAM:
            refusal = _said("There is no socket here.\n", HTTPStatus.NOT_FOUND)
        if not refusal:
            await self.app(scope, receive, send)
            return
        await refuse_socket(scope, receive, send, refusal)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file of Streamlit's; for one that is not there it would send its own page."""
        missing = False

        async def watched(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                missing = kind.startswith("text/html")
            if not missing:
                await send(message)

        await self.app(scope, receive, watched)
        if missing:
            await self._lost(scope)(scope, receive, send)


async def refuse_socket(
    scope: Scope, receive: Receive, send: Send, refusal: Response, code: int = POLICY_VIOLATION
) -> None:
    """Answer a handshake with a status of its own, by which a proxy knows whether to ask on.

    `code` closes it where the server cannot answer so.
    """
    await receive()
    if "websocket.http.response" not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close", "code": code})
        return
    start = {"status": refusal.status_code, "headers": refusal.raw_headers}
    await send({"type": "websocket.http.response.start", **start})
    await send({"type": "websocket.http.response.body", "body": bytes(refusal.body)})


def _form(scope: Scope, headers: Headers) -> Response | None:
    """Return the refusal of what is too long or not written as browsers write."""
    path = scope["path"]
    if sum(len(name) + len(value) for name, value in headers.raw) > MOST_HEADERS:
        return _said("Too many headers.\n", HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    if len(path.encode()) > LONGEST_PATH or len(scope["query_string"]) > LONGEST_QUERY:
        return _said("This address is too long.\n", HTTPStatus.REQUEST_URI_TOO_LONG)
    if UNWRITTEN.search(path) or "//" in path or not path.startswith("/"):
        return _said("This is no address.\n", HTTPStatus.BAD_REQUEST)
    if _longest(path.split("/")) > LONGEST_PART:
        return _said("This address is too long.\n", HTTPStatus.REQUEST_URI_TOO_LONG)
    return None


def _longest(parts: Iterable[str]) -> int:
    return max(len(part.encode()) for part in parts)


def _drop_ranges(scope: Scope, headers: Headers) -> None:
    """Take away a Range header that asks for several parts or is none: all is sent instead."""
    asked = headers.getlist("range")
    if asked and not (len(asked) == 1 and ONE_RANGE.fullmatch(asked[0])):
        scope["headers"] = [(name, value) for name, value in headers.raw if name != b"range"]


def _said(words: str, status: HTTPStatus) -> Response:
    return PlainTextResponse(words, status, {"Cache-Control": "no-store"})
