"""Connections that are slow, idle or too large end before any work is done for them.

Uvicorn waits for ever for a request that does not come, takes a head of any size, and keeps a
connection whose reader reads nothing.
"""

import asyncio
import logging

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from story.surfaces.serving.capacity import limit

LOG = logging.getLogger(__name__)
LARGEST = 32_000  # bytes of a request's line and headers; browsers send one or two thousand
SENDING = 10.0  # seconds within which a request's head has come
BODY = 120.0  # seconds within which its body has come: five megabytes to the desk, on a slow line
READING = 60.0  # seconds within which a reader takes some of what is ready
MESSAGE = 1_000_000  # bytes of one message over the socket
OTHERS = 600  # connections beside those of readers: pages and files


def bound(server: uvicorn.Server) -> None:
    """Let a server that is about to listen bound its connections."""
    config = server.config
    config.ws_max_size = MESSAGE
    config.limit_concurrency = limit() + OTHERS
    if config.http_protocol_class is HttpToolsProtocol:
        config.http_protocol_class = Bounded
    else:
        LOG.warning("Slow connections are not ended: httptools is not installed.")


class Bounded(HttpToolsProtocol):
    """A connection over HTTP that does not wait for ever and takes no large heads."""

    _head: int
    _named: int
    _coming: asyncio.TimerHandle | None = None
    _going: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._head = self._named = 0
        self._wait(SENDING)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._waited()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take some of a request, unless its head grows too large."""
        if self._head >= 0:
            self._head += len(data)
            # The head may be followed by a body in the same read: of that, `on_header` is judge.
            if self._head > LARGEST + len(data):
                self._refuse()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a head."""
        super().on_message_begin()
        self._head = self._named = 0
        self._wait(SENDING)

    def on_url(self, url: bytes) -> None:
        """Take some of the request's line; an error ends the connection with 400."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; an error ends the connection with 400."""
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to wait for the body."""
        self._head = -1
        self._wait(BODY)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no longer: the request has come as a whole."""
        self._waited()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand over to the socket, which has its own pings."""
        self._waited()
        super().handle_websocket_upgrade()

    def pause_writing(self) -> None:
        """Wait for the reader to take what is ready, but not for ever."""
        super().pause_writing()
        self._going = self.loop.call_later(READING, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the reader has taken some."""
        if self._going:
            self._going.cancel()
            self._going = None
        if self.flow:
            super().resume_writing()

    def _count(self, size: int) -> None:
        self._named += size
        if self._named > LARGEST:
            raise ValueError("a request's head is too large")

    def _wait(self, seconds: float) -> None:
        self._waited()
        self._coming = self.loop.call_later(seconds, self._late)

    def _waited(self) -> None:
        if self._coming:
            self._coming.cancel()
            self._coming = None

    def _late(self) -> None:
        self.transport.close()

    def _refuse(self) -> None:
        self._waited()
        self.send_400_response("The request is too large.")
