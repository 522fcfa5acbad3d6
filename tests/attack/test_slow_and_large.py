"""Connections that are slow, idle or large, and messages no page sends, end at no cost."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from apart import run_apart
from story.surfaces.serving import connections
from story.surfaces.serving.message_filter import A_SECOND, AT_ONCE, LARGEST, MessageFilter
from story.surfaces.serving.web import middleware


async def site(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with more than a line takes at once; the body of a request is not looked at."""
    if scope["type"] == "lifespan":
        return
    body = bytes(30_000_000) if scope["path"] == "/large" else b"fine"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def served(app: ASGIApp = site) -> Iterator[tuple[str, int]]:
    """Serve an app with bounded connections on a free port."""
    config = uvicorn.Config(app, port=0, http="httptools", lifespan="off", log_level="critical")
    config.load()
    server = uvicorn.Server(config)
    connections.bound(server)
    listening = config.bind_socket()
    listening.listen()
    thread = Thread(target=asyncio.run, args=(server.serve([listening]),))
    thread.start()
    try:
        yield listening.getsockname()
    finally:
        server.should_exit = True
        thread.join()


def answer(address: tuple[str, int], *sent: bytes) -> bytes:
    """Return all that is answered until the other side closes the connection."""
    with socket.create_connection(address, timeout=20) as line:
        try:
            for one in sent:
                line.sendall(one)
            return b"".join(iter(lambda: line.recv(65536), b""))
        except ConnectionError:
            return b""


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less than servers do."""
    for name in ("SENDING", "BODY", "READING"):
        monkeypatch.setattr(connections, name, 0.2)


HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET / HT", id="part of a line"),
        pytest.param(HEAD, id="a head without its end"),
        pytest.param(HEAD + b"X: " + b"a" * 100, id="part of a header"),
        pytest.param(HEAD + b"\r\n" + HEAD, id="a whole request and part of another"),
        pytest.param(HEAD.replace(b"GET", b"POST") + b"Content-Length: 9\r\n\r\nabc",
                     id="part of a body"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("short")
def test_who_does_not_say_what_is_wanted_is_not_waited_for(sent: bytes) -> None:
    with served() as address:
        answer(address, sent)  # it ends: the server has closed the connection


@pytest.mark.usefixtures("short")
def test_who_reads_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Event()

    class Noted(connections.Bounded):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            lost.set()

    monkeypatch.setattr(connections, "Bounded", Noted)
    with served() as address, socket.create_connection(address, timeout=20) as line:
        line.sendall(HEAD.replace(b"/ ", b"/large ") + b"\r\n")
        assert lost.wait(20)
        got = sum(len(one) for one in iter(lambda: line.recv(65536), b""))
    assert got < 30_000_000


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param([HEAD + b"X: " + b"a" * 40_000 + b"\r\n\r\n"], id="a header"),
        pytest.param([HEAD, *[b"X: " + b"a" * 1000 + b"\r\n"] * 50, b"\r\n"], id="many headers"),
        pytest.param([HEAD + b"X: ", *[b"a" * 60_000] * 40], id="a header without end"),
        pytest.param([b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n"], id="a path"),
        pytest.param([b"GET /?" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n"], id="a query"),
        pytest.param([b"a" * 100_000], id="no request at all"),
    ],
)
def test_a_head_that_is_too_large_is_refused_before_any_work(sent: list[bytes]) -> None:
    asked: list[Scope] = []

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope)
        await site(scope, receive, send)

    with served(noting) as address:
        said = answer(address, *sent)
    assert asked == []
    assert said == b"" or said.startswith(b"HTTP/1.1 400 ")


def test_requests_as_browsers_send_them_are_answered_one_after_another() -> None:
    with served() as address:
        cookies = b"Cookie: " + b"a" * 8000 + b"\r\n"
        once = HEAD + cookies + b"\r\n"
        last = HEAD + b"Connection: close\r\n\r\n"
        assert answer(address, once, once, last).count(b"200 OK") == 3


def test_more_connections_than_can_be_served_are_refused_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "OTHERS", 1)
    monkeypatch.setenv("STORY_SESSIONS", "1")
    with served() as address, socket.create_connection(address):
        assert b" 503 " in answer(address, HEAD + b"Connection: close\r\n\r\n")


def test_the_site_guards_its_socket_before_anything_else_reads_it() -> None:
    assert MessageFilter in [one.cls for one in middleware()]


class Socket:
    """A connection over which `messages` come; `passed` and `sent` are what came of it."""

    def __init__(self, *messages: Message) -> None:
        self.coming = [*messages, {"type": "websocket.disconnect", "code": 1000}]
        self.passed: list[Message] = []
        self.sent: list[Message] = []
        self.rested = 0.0
        self.now = 0.0

    async def run(self) -> None:
        async def receive() -> Message:
            return self.coming.pop(0)

        async def send(message: Message) -> None:
            self.sent.append(message)

        async def app(_: Scope, receive: Receive, __: Send) -> None:
            while (message := await receive())["type"] != "websocket.disconnect":
                self.passed.append(message)

        async def rest(seconds: float) -> None:
            self.rested += seconds
            self.now += seconds

        wait: Callable[[float], Awaitable[None]] = rest
        guard = MessageFilter(app, clock=lambda: self.now, rest=wait)
        scope: Scope = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
        await guard(scope, receive, send)


def through(*messages: Message) -> Socket:
    line = Socket(*messages)
    run_apart(line.run())
    return line


def said(**kind: object) -> Message:
    message = BackMsg()
    for name, value in kind.items():
        if isinstance(value, bool):
            setattr(message, name, value)
        else:
            getattr(message, name).SetInParent()
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def operation(name: str) -> Message:
    message = BackMsg()
    getattr(message.backend_operation_request, name).SetInParent()
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(said(clear_cache=True), id="empties the caches of everybody"),
        pytest.param(said(debug_shutdown_runtime=True), id="ends the server, to a developer"),
        pytest.param(said(debug_disconnect_websocket=True), id="ends a connection"),
        pytest.param(said(set_run_on_save=True), id="runs again when a file changes"),
        pytest.param(said(load_git_info=True), id="looks for a repository"),
        pytest.param(operation("install_skills"), id="writes files"),
        pytest.param(operation("dismiss_skills_nudge"), id="writes a file"),
        pytest.param(said(), id="nothing"),
    ],
)
def test_what_no_page_of_ours_sends_reaches_nobody(message: Message) -> None:
    line = through(said(rerun_script=1), message, said(rerun_script=1))
    assert line.passed == [said(rerun_script=1)] * 2


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"type": "websocket.receive", "bytes": b"\xff\xff"}, id="no message"),
        pytest.param({"type": "websocket.receive", "text": "a text"}, id="text"),
        pytest.param({"type": "websocket.receive", "bytes": bytes(LARGEST + 1)}, id="too large"),
    ],
)
def test_what_is_no_message_ends_its_connection(message: Message) -> None:
    line = through(said(rerun_script=1), message, said(rerun_script=1))
    assert len(line.passed) == 1
    (closed,) = line.sent
    assert closed["type"] == "websocket.close"


@pytest.mark.parametrize(
    "message",
    [said(rerun_script=1), said(stop_script=True), said(app_heartbeat=True),
     said(file_urls_request=1), operation("deferred_file"), operation("dataframe_chunk")],
)  # fmt: skip
def test_what_pages_send_is_passed_on(message: Message) -> None:
    line = through(message)
    assert line.passed == [message]
    assert line.sent == []


def test_who_sends_without_end_is_read_slowly_and_who_scrolls_fast_is_not() -> None:
    assert through(*[said(rerun_script=1)] * AT_ONCE).rested == 0
    line = through(*[said(rerun_script=1)] * (AT_ONCE + 40))
    assert len(line.passed) == AT_ONCE + 40
    assert line.rested == pytest.approx(40 / A_SECOND)
