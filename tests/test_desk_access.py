"""Who may use the desk: closed unless it is opened, and only to whom it is."""

from collections.abc import Iterator

import pytest
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import Message

from apart import run_apart
from story.surfaces import access, uploads


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    access.mode.cache_clear()
    yield
    access.mode.cache_clear()


def opened(monkeypatch: pytest.MonkeyPatch, how: str, address: str = "") -> str:
    monkeypatch.setenv("STORY_DESK", how)
    monkeypatch.setattr(st, "get_option", lambda _: address or None)
    return access.mode()


@pytest.mark.parametrize(
    ("how", "address", "mode"),
    [
        ("", "127.0.0.1", "off"), ("yes", "127.0.0.1", "off"), ("local", "", "off"),
        ("local", "0.0.0.0", "off"), ("local", "192.168.1.4", "off"), ("oidc", "", "off"),
        ("local", "127.0.0.1", "local"), ("local", "::1", "local"), ("local", "localhost", "local"),
    ],
)  # fmt: skip
def test_the_desk_opens_only_as_it_is_told_and_on_loopback(
    how: str, address: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened(monkeypatch, how, address) == mode
    if mode == "off":
        assert access.editor() is None
        assert not access.shown()


@pytest.mark.parametrize(
    ("headers", "here"),
    [
        ({"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}, True),
        ({"Host": "localhost:8501"}, True),
        ({"Host": "[::1]:8501"}, True),
        ({"Host": "story.example.org"}, False),
        ({"Host": "127.0.0.1.example.org"}, False),
        ({"Host": "localhost:8501", "Origin": "https://evil.example"}, False),
        ({"Host": "localhost:8501", "X-Forwarded-For": "192.0.2.1"}, False),
        ({"host": "localhost:8501", "forwarded": "for=192.0.2.1"}, False),
        ({}, False),
    ],
)
def test_only_requests_from_this_computer_come_from_here(
    headers: dict[str, str], here: bool
) -> None:
    assert access.comes_from_here(headers) is here


def answered(method: str, path: str) -> int:
    """Return the status with which a request is answered, 200 where it is passed on."""
    statuses: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x", "more_body": False}

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    answering = uploads.Uploads(PlainTextResponse("passed on"))(scope, receive, send)
    run_apart(answering)
    return statuses[0]


@pytest.fixture(autouse=True)
def _nobody() -> Iterator[None]:
    uploads.permitted.cache_clear()
    yield
    uploads.permitted.cache_clear()


def test_uploads_are_taken_from_permitted_sessions_alone() -> None:
    path = "/_stcore/upload_file/session-1/file-1"
    assert answered("PUT", path) == 404
    uploads.permitted().add("session-1")
    assert answered("PUT", path) == 200
    assert answered("PUT", "/base/_stcore/upload_file/session-2/1") == 404
    uploads.permitted().remove("session-1")
    assert answered("DELETE", path) == 404


def test_everything_else_passes() -> None:
    assert answered("GET", "/estimates") == 200


def test_only_the_newest_sessions_are_remembered() -> None:
    known = uploads.Permitted()
    for number in range(uploads.MOST + 1):
        known.add(str(number))
    assert "0" not in known
    assert str(uploads.MOST) in known
