"""What is answered to what is not even HTTP: short, and with the headers of every other answer.

Uvicorn answers it itself, before any application is asked, and without a word on security.
"""

import signal

import uvicorn

from story.surfaces.serving.answer_headers import security_headers

WORDS = b"This is not HTTP as browsers write it.\n"


def server() -> uvicorn.Server | None:
    """Return the server this runs in; its handler of SIGTERM is all that leads to it."""
    found = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return found if isinstance(found, uvicorn.Server) else None


def dress() -> None:
    """Let connections that are opened from now on be answered so."""
    running = server()
    if running is None:
        return
    given = running.config.http_protocol_class
    if not isinstance(given, type) or hasattr(given, "dressed"):
        return

    def refuse(protocol: object, _: str) -> None:
        transport = protocol.transport  # type: ignore[attr-defined]
        transport.write(_answer())
        transport.close()

    changed = {"send_400_response": refuse, "dressed": True}
    running.config.http_protocol_class = type(given.__name__, (given,), changed)


def _answer() -> bytes:
    given = {
        **security_headers(),
        "Cache-Control": "no-store",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(WORDS)),
        "Connection": "close",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 400 Bad Request\r\n{lines}\r\n".encode() + WORDS
