"""What a visitor's browser may tell Streamlit's server over its socket.

Streamlit also takes messages that only its own developers' menu sends: one empties the caches of
everybody, one asks git about this program. What no page of ours sends is not passed on, and what
is no message ends the connection.
"""

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

SENT = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request",
     "backend_operation_request"}
)  # fmt: skip
UNSUPPORTED, PROTOCOL_ERROR, TOO_LARGE = 1003, 1002, 1009  # WebSocket's own codes


class MessageFilter:
    """Passes on the messages that a page sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but messages of other kinds."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def sifted() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                kind = _kind(message.get("bytes"))
                if kind in SENT:
                    return message
                if isinstance(kind, int):
                    await send({"type": "websocket.close", "code": kind})
                    return {"type": "websocket.disconnect", "code": kind}

        await self.app(scope, sifted, send)


def _kind(data: bytes | None) -> str | int | None:
    """Return the kind of a message, or the code that ends the connection of what is none."""
    if data is None:
        return UNSUPPORTED
    if len(data) > get_max_widget_state_size_bytes():
        return TOO_LARGE
    try:
        kind: str | None = BackMsg.FromString(data).WhichOneof("type")
    except DecodeError:
        return PROTOCOL_ERROR
    return kind
