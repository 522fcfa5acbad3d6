"""How many readers one replica takes: beyond that it says so, and a proxy asks the next one."""

import logging
import os
from http import HTTPStatus

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from story.surfaces.metrics import measures
from story.surfaces.pages import ALL_PAGES, DESK
from story.surfaces.serving.probe import readiness
from story.surfaces.serving.request_filter import STREAM, refuse_socket

LOG = logging.getLogger(__name__)
MOST = 400  # readers; docs/capacity.md says how it was found
SHELLS = frozenset(f"/{page.path}" for page in (*ALL_PAGES, DESK))
TRY_AGAIN = 1013  # WebSocket's own code
SOON = {"Retry-After": "5", "Cache-Control": "no-store"}


def limit() -> int:
    """Return how many readers this replica takes: `STORY_SESSIONS`, else MOST."""
    return int(os.environ.get("STORY_SESSIONS", MOST))


class Seats:
    """Counts the open connections and refuses those beyond the limit (STORY_SESSIONS).

    While it is full or closing, the pages themselves answer 503, so that a new reader is sent to
    another replica or is shown the static edition.
    """

    def __init__(self, app: ASGIApp, most: int | None = None) -> None:
        self.app = app
        self.most = most or limit()
        measures().most.set(self.most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "websocket" and scope["path"].endswith(STREAM):
            await self._seat(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in SHELLS and self.full:
            await _full()(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    @property
    def full(self) -> bool:
        """Whether no more readers are taken."""
        return readiness().closing or readiness().readers >= self.most

    async def _seat(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.full:
            measures().refused.inc()
            LOG.warning("A reader was refused: %d are connected.", readiness().readers)
            await refuse_socket(scope, receive, send, _full(), TRY_AGAIN)
            return
        readiness().readers += 1
        measures().sessions.set(readiness().readers)
        try:
            await self.app(scope, receive, send)
        finally:
            readiness().readers -= 1
            measures().sessions.set(readiness().readers)


def _full() -> PlainTextResponse:
    words = "All seats are taken; please try again in a moment.\n"
    return PlainTextResponse(words, HTTPStatus.SERVICE_UNAVAILABLE, SOON)
