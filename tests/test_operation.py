"""Running the site: its log, its measures, its limits."""

import json
import logging
import sys

import pytest
from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message

from apart import run_apart
from story.surfaces.cache import Memory
from story.surfaces.metrics import measures
from story.surfaces.serving import probe as states
from story.surfaces.serving.capacity import Seats
from story.surfaces.serving.logs import Lines
from story.surfaces.serving.probe import Readiness
from story.surfaces.serving.web import routes


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Readiness:
    state = Readiness(warm=True)
    for module in ("probe", "capacity", "warming"):
        monkeypatch.setattr(f"story.surfaces.serving.{module}.readiness", lambda: state)
    return state


def asked(site: ASGIApp, kind: str, path: str) -> list[Message]:
    """Return what the seats, or the routes, answer to one request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": f"{kind}.connect" if kind == "websocket" else "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": kind, "path": path, "method": "GET", "headers": [], "query_string": b""}
    run_apart(site(scope, receive, send))
    return sent


async def app(scope: dict[str, object], receive: object, send: object) -> None:
    await send({"type": "passed", "readers": states.readiness().readers})  # type: ignore[operator]


def test_a_reader_is_seated_while_connected(standing: Readiness) -> None:
    (passed,) = asked(Seats(app, most=1), "websocket", "/_stcore/stream")
    assert passed["readers"] == 1
    assert standing.readers == 0


def test_beyond_the_limit_a_reader_is_told_to_try_again(standing: Readiness) -> None:
    standing.readers = 2
    before = measures().refused._value.get()
    (closed,) = asked(Seats(app, most=2), "websocket", "/_stcore/stream")
    assert (closed["type"], closed["code"]) == ("websocket.close", 1013)
    assert measures().refused._value.get() == before + 1


@pytest.mark.parametrize("path", ["/", "/camps"])
def test_a_full_replica_sends_new_readers_elsewhere(path: str, standing: Readiness) -> None:
    standing.readers = 2
    start, *_ = asked(Seats(app, most=2), "http", path)
    assert start["status"] == 503
    assert dict(start["headers"])[b"retry-after"] == b"5"


def test_a_replica_that_closes_takes_no_new_readers(standing: Readiness) -> None:
    standing.closing = True
    assert asked(Seats(app, most=9), "http", "/")[0]["status"] == 503


def test_a_replica_that_closes_says_so_to_load_balancers(standing: Readiness) -> None:
    site = Starlette(routes=routes())
    assert asked(site, "http", "/ready")[0]["status"] == 200
    standing.closing = True
    start, body = asked(site, "http", "/ready")
    assert start["status"] == 503
    assert json.loads(body["body"])["status"] == "closing"


@pytest.mark.parametrize("path", ["/healthz", "/static/js/app.js", "/download/claims.csv"])
def test_a_full_replica_still_serves_those_it_has(path: str, standing: Readiness) -> None:
    standing.readers = 2
    assert asked(Seats(app, most=2), "http", path)[0]["type"] == "passed"


def test_a_line_of_the_log_is_one_json_object() -> None:
    record = logging.LogRecord(
        "story.x", logging.INFO, "", 0, "Two\nlines of %s", ("한국어",), None
    )
    record.facts = {"seconds": 1.5}
    line = Lines().format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert (said["message"], said["level"], said["seconds"]) == (
        "Two\nlines of 한국어",
        "info",
        1.5,
    )


def test_an_error_is_logged_with_its_cause() -> None:
    try:
        raise KeyError("estimates")
    except KeyError:
        record = logging.LogRecord("story", logging.ERROR, "", 0, "Failed", (), sys.exc_info())
    said = json.loads(Lines().format(record))
    assert said["error"] == "KeyError"
    assert "test_operation" in said["trace"]


def test_the_measures_name_the_edition_and_its_age() -> None:
    from story.publishing.folder import load

    measures().look()
    text = generate_latest(measures().registry).decode()
    assert f'story_edition_info{{edition="{load().edition}"}} 1.0' in text
    assert "story_data_problems 0.0" in text
    age = next(line for line in text.splitlines() if line.startswith("story_data_age_seconds "))
    assert float(age.split()[1]) >= 0


def test_what_is_kept_is_made_once_and_the_oldest_is_dropped() -> None:
    made: list[str] = []
    kept: Memory[str] = Memory(2)

    def get(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    assert [get(one) for one in "aabac"] == ["a", "a", "b", "a", "c"]
    assert made == ["a", "b", "c"]
    get("b")
    assert made == ["a", "b", "c", "b"]
