"""What a visitor's browser may tell Streamlit's server over its socket, and how often.

Streamlit also takes messages that only its own developers' menu sends: one empties the caches of
everybody, one asks git about this program, one writes files. What no page of ours sends is not
passed on, what is no message ends the connection, and who sends without end is read slowly.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

SENT = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
UNSUPPORTED, PROTOCOL_ERROR, TOO_LARGE = 1003, 1002, 1009  # WebSocket's own codes
LARGEST = 256_000  # bytes; choices are a few hundred, those of a page read to its end 20,000
AT_ONCE = 60  # messages that are read as they come: a reader who scrolls fast sends a dozen
A_SECOND = 4.0  # messages that are read from then on


class MessageFilter:
    """Passes on the messages that a page sends; `clock` gives seconds, `rest` waits for some."""

    def __init__(
        self,
        app: ASGIApp,
        clock: Callable[[], float] = time.monotonic,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.app = app
        self._clock = clock
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but messages of other kinds."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        pace = _Pace(self._clock, self._rest)

        async def sifted() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                await pace.keep()
                kind = _kind(message.get("bytes"))
                if kind in SENT | OPERATIONS:
                    return message
                if isinstance(kind, int):
                    await send({"type": "websocket.close", "code": kind})
                    return {"type": "websocket.disconnect", "code": kind}

        await self.app(scope, sifted, send)


class _Pace:
    """How often one connection is read."""

    def __init__(
        self, clock: Callable[[], float], rest: Callable[[float], Awaitable[None]]
    ) -> None:
        self._clock, self._rest = clock, rest
        self._left, self._seen = float(AT_ONCE), clock()

    async def keep(self) -> None:
        """Wait where too many have come: not read meanwhile, the sender's own line fills."""
        now = self._clock()
        self._left = min(AT_ONCE, self._left + (now - self._seen) * A_SECOND) - 1
        self._seen = now
        if self._left < 0:
            await self._rest(-self._left / A_SECOND)


def _kind(data: bytes | None) -> str | int | None:
    """Return the kind of a message, or the code that ends the connection of what is none."""
    if data is None:
        return UNSUPPORTED
    if len(data) > LARGEST:
        return TOO_LARGE
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return PROTOCOL_ERROR
    kind: str | None = message.WhichOneof("type")
    if kind == "backend_operation_request":
        kind = message.backend_operation_request.WhichOneof("payload")
    return kind
