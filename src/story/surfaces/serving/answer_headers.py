"""What every answer carries, and what becomes of a request that the program fails at."""

import logging
import traceback
from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from story.surfaces.downloads import shell
from story.surfaces.headers import ALWAYS

LOG = logging.getLogger(__name__)
LASTING = "public, max-age=31536000, immutable"
INTERNAL_ERROR = 1011  # WebSocket's own code


@cache
def security_headers() -> dict[str, str]:
    """Return the headers of every answer that names none of its own."""
    return {"Content-Security-Policy": shell.policy(), **ALWAYS}


class AnswerHeaders:
    """Adds the headers to every answer; a failure is one line of the log and a short answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with our headers."""
        begun = False

        async def dressed(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] != "websocket.accept"
            if message["type"].endswith("http.response.start"):
                _dress(scope["path"], message)
            await send(message)

        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, dressed)
        except Exception as error:
            LOG.error("A request failed: %s", _place(error))
            if begun:
                return
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": INTERNAL_ERROR})
            else:
                failed = PlainTextResponse("This could not be answered.\n", 500)
                await failed(scope, receive, dressed)


def _dress(path: str, message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in security_headers().items():
        headers.setdefault(name, value)
    if message["status"] >= 400:
        headers.setdefault("Cache-Control", "no-store")
    elif path.startswith("/static/"):
        headers["Cache-Control"] = LASTING


def _place(error: Exception) -> str:
    """Return the kind of an error and where it came up; its words may be a stranger's."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = ", ".join(f"{item.filename.rpartition('/')[2]}:{item.lineno}" for item in last)
    return f"{type(error).__name__} in {where}"
