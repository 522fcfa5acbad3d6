"""Requests as an attacker writes them: byte by byte, over a socket of one's own."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.visitor import STREAM

PATIENCE = 20.0
Headers = Sequence[tuple[str, str]]
SECURITY = (
    "content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy",
    "cross-origin-opener-policy",
)  # fmt: skip


@dataclass(frozen=True)
class Reply:
    """What came back: `said` is the whole of it, to be looked through."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    said: str

    @property
    def guarded(self) -> bool:
        """Whether it carries every security header."""
        return all(self.headers.get(name) for name in SECURITY)


def ask(
    url: str, target: str | bytes = "/", *, method: str = "GET", host: str | None = None,
    headers: Headers = (), body: bytes = b"",
) -> Reply:  # fmt: skip
    """Send one request and return the reply; `host` is another name than the server's own."""
    named = urlsplit(url).netloc if host is None else host
    written = target if isinstance(target, bytes) else target.encode()
    sent = [("Host", named), ("Connection", "close"), *headers]
    sent += [("Content-Length", str(len(body)))] if body else []
    lines = b"".join(f"{name}: {value}\r\n".encode() for name, value in sent)
    return raw(url, method.encode() + b" " + written + b" HTTP/1.1\r\n" + lines + b"\r\n" + body)


def handshake(
    url: str, *, origin: str | None = None, host: str | None = None, path: str = STREAM,
    headers: Headers = (),
) -> Reply:  # fmt: skip
    """Begin a WebSocket; a reply of 101 means that it was opened."""
    named = urlsplit(url).netloc if host is None else host
    sent = [
        ("Host", named), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Protocol", "streamlit"),
        *([] if origin is None else [("Origin", origin)]), *headers,
    ]  # fmt: skip
    lines = b"".join(f"{name}: {value}\r\n".encode() for name, value in sent)
    return raw(url, f"GET {path} HTTP/1.1\r\n".encode() + lines + b"\r\n")


def raw(url: str, request: bytes) -> Reply:
    """Send bytes and return the reply; status 0 where the connection was closed without one."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), PATIENCE) as line:
        line.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received and (more := _more(line)):
            received += more
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)
        }
        status = int(first.split()[1]) if first else 0
        # A proxy keeps the connection open after a refused handshake.
        whole = int(headers.get("content-length", -1))
        while status != 101 and len(body) != whole and (more := _more(line)):
            body += more
    return Reply(status, headers, body, (head + b"\r\n" + body).decode("utf-8", "replace"))


def _more(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except ConnectionError:
        return b""
