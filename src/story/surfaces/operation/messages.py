"""What a reader may send over the socket: messages that a page of ours sends, small and few.

Streamlit takes more: among it, to empty the caches of everybody. A message that no page sends ends
its connection before Streamlit sees it; who sends many is read slowly.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from story.surfaces.operation.seats import STREAM

LARGEST = 256_000  # bytes; choices and searches are a few hundred, a page read to its end 20,000
AT_ONCE = 60  # messages that are read as they come: a reader who scrolls fast sends a dozen
A_SECOND = 4.0  # messages, from then on
WANTED = frozenset(("rerun_script", "stop_script", "app_heartbeat", "file_urls_request"))
FILES = frozenset(("deferred_file", "dataframe_chunk"))
UNWANTED = 1008  # WebSocket's codes: against the rules, and too large
TOO_LARGE = 1009


class Messages:
    """Passes on what pages of ours send; `clock` returns seconds, `rest` waits for some."""

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
        """Pass a connection on, and its messages as far as they are wanted."""
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            await self.app(scope, receive, send)
            return
        left, seen = float(AT_ONCE), self._clock()

        async def guarded() -> Message:
            nonlocal left, seen
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            if code := refused(message):
                await send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}
            now = self._clock()
            left, seen = min(AT_ONCE, left + (now - seen) * A_SECOND), now
            left -= 1
            if left < 0:
                # Not read meanwhile: the sender's own line fills up.
                await self._rest(-left / A_SECOND)
            return message

        await self.app(scope, guarded, send)


def refused(message: Message) -> int:
    """Return the code with which a connection ends for a message, 0 for one that is wanted."""
    data = message.get("bytes")
    if data is None:
        return UNWANTED
    if len(data) > LARGEST:
        return TOO_LARGE
    said = BackMsg()
    try:
        said.ParseFromString(data)
    except DecodeError:
        return UNWANTED
    kind = said.WhichOneof("type")
    if kind == "backend_operation_request":
        wanted = said.backend_operation_request.WhichOneof("payload") in FILES
    else:
        wanted = kind in WANTED
    return 0 if wanted else UNWANTED
