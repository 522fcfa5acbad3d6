"""Requests no browser writes: a short answer below 500 with every header, and little logged."""

import json
import string
from urllib.parse import quote, quote_from_bytes

import pytest
from bench.visitor import Visitor
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from apart import run_apart
from attack.conftest import EDITION, Attacked
from attack.wire import STREAM, ask, raw
from story.surfaces.serving.web import routes

SECRET = "Qx7sentinel"  # in whatever is sent; never in what comes back or is logged
LONG = 500  # characters of a line of the log
CLOSED = (
    "/_stcore/metrics", "/metrics", "/_stcore/script-health-check", "/_stcore/agent/mcp",
    "/_stcore/agent/openapi.json", "/_stcore/", "/_stcore", "/_stcore/message", "/_stcore/x",
    "/x/_stcore/metrics", "/component/a/b.js", "/_stcore/bidi-components/a/b.js",
    "/app/static/a", "/auth/login", "/auth/logout", "/oauth2callback", "/index.html",
    "/manifest.json", "/favicon.png", "/desk",
)  # fmt: skip
ODD_PATHS = (
    "/%00", "/static/%00", "/edition/%00", "/download/%00.csv", "/embed/%00", "/media/%00",
    "/%0d%0aSet-Cookie:%20a=b", "/%ff%fe", "/edition/%c0%ae%c0%ae/x", "/a%5c..%5cb",
    "//evil.example",
    "/%2f%2fevil.example/", "/\\evil.example", "/edition/..%2f..%2fetc/passwd", "/static/../../x",
    "/static/..%2f..%2f..%2fetc%2fpasswd", "/edition/" + "a" * 300, "/" + "a/" * 500,
    "/download/" + "a" * 900 + ".csv", "/" + "%ed%95%9c" * 200, "/embed/" + "a" * 190,
    "/embed/camps?step=" + "1" * 5000, "/embed/camps?edition=" + "a" * 5000, "/?lang=" + "k" * 8000,
    "/oembed?format=xml", "/oembed?url=" + "a" * 8000, "/static/js/" + "a" * 199, "/%", "/%zz",
    "/;a=b", "/?%00", "/?a=%ff", "/?" + "&" * 8000, "/edition/.", "/edition/..", "/./",
    "/.git/config",
    "/edition/shells/overview.en.json", "/edition/.story-build", "/edition/_headers",
    "/edition/en/../shells/overview.en.json", f"/edition/editions/{EDITION}/en/../../../shells/x",
)  # fmt: skip


def lines(attacked: Attacked) -> list[str]:
    return attacked.log.read_text().splitlines()


@pytest.mark.parametrize("path", CLOSED)
def test_what_no_page_needs_is_closed(path: str, attacked: Attacked) -> None:
    for method in ("GET", "HEAD"):
        reply = ask(attacked.url, path, method=method)
        assert reply.status == 404
        assert reply.guarded


@pytest.mark.parametrize("path", CLOSED)
def test_what_no_page_needs_is_closed_in_the_proxy_too(path: str, behind: str) -> None:
    reply = ask(behind, path)
    assert reply.status == 404
    assert reply.guarded


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: path[:30])
def test_an_odd_address_gets_a_short_answer_with_every_header(
    path: str, attacked: Attacked, behind: str
) -> None:
    for url in (attacked.url, behind):
        reply = ask(url, path)
        assert reply.status < 500, reply.said
        assert reply.guarded
        assert "Set-Cookie: a" not in reply.said
        assert "evil.example" not in reply.headers.get("location", "")
        assert "immutable" not in reply.headers.get("cache-control", "") or reply.status == 200


@pytest.mark.parametrize(
    "method",
    ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get", "PROPFIND", "M-SEARCH"],
)
@pytest.mark.parametrize("path", ["/", "/download/claims.csv", "/edition/en/index.html", "/nope"])
def test_other_methods_are_refused(method: str, path: str, attacked: Attacked) -> None:
    reply = ask(attacked.url, path, method=method, body=b"x")
    assert 400 <= reply.status < 500
    assert reply.guarded


def test_what_is_not_http_is_answered_shortly_with_every_header(attacked: Attacked) -> None:
    for sent in (
        b"GET / HTTP/1.1\r\nHost\r\n\r\n", b"\x16\x03\x01\x02\x00", b"HELLO\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ):  # fmt: skip
        reply = raw(attacked.url, sent)
        assert reply.status == 400
        assert reply.guarded
        assert len(reply.body) < 100


@pytest.mark.parametrize(
    "ranges",
    ["bytes=0-0", "bytes=5-1", "bytes=0-0,1-1,2-2", "bytes=-1", "bytes=0-,0-", "lines=1", "bytes=",
     "bytes=99999999999999999999-", "bytes=" + ",".join(["0-"] * 1000)],
    ids=lambda one: one[:20],
)  # fmt: skip
@pytest.mark.parametrize(
    "path", ["/", "/download/claims.csv", "/static/js/none.js", "/media/x.csv"]
)
def test_a_range_is_one_or_none(ranges: str, path: str, attacked: Attacked) -> None:
    reply = ask(attacked.url, path, headers=[("Range", ranges)])
    assert reply.status in (200, 206, 400, 404, 416)
    assert reply.guarded
    assert "multipart" not in reply.headers.get("content-type", "")


def test_a_file_that_is_not_there_is_not_kept_for_good(attacked: Attacked, behind: str) -> None:
    for url in (attacked.url, behind):
        for path in (
            "/static/js/none.js", "/static/none", f"/edition/editions/{EDITION}/none.html",
            "/edition/assets/none.png", "/edition/editions/ffffffffffff/en/index.html",
        ):  # fmt: skip
            reply = ask(url, path)
            assert reply.status == 404
            assert "max-age=3" not in reply.headers.get("cache-control", "")


STREAMLIT = {"/static/{x}", "/media/{x}", "/{x}", "/_stcore/{x}"}
ROUTES = sorted({getattr(one, "path", "") for one in routes()} | STREAMLIT)
# Whatever can be sent: a path is sent with every odd byte encoded.
WORDS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=string.printable, max_size=40),
    st.binary(max_size=40).map(quote_from_bytes),
    st.sampled_from(["..", ".", "%2e%2e", "%00", "%2f", "en", "ko", EDITION, "claims", "camps"]),
)
NAMES = st.sampled_from(
    ["edition", "lang", "step", "present", "at", "url", "format", "camp", "words", "embed", "x"]
)
HEADER = st.text(alphabet=[chr(one) for one in range(32, 127)], max_size=60)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    route=st.sampled_from(ROUTES), words=st.lists(WORDS, min_size=3, max_size=3),
    query=st.dictionaries(NAMES, WORDS, max_size=4), headers=st.dictionaries(
        st.sampled_from(["Accept-Encoding", "If-None-Match", "Range", "Cookie", "Accept-Language",
                         "User-Agent", "Referer", "X-Forwarded-For", "Content-Type"]),
        HEADER, max_size=3),
)  # fmt: skip
@example(route="/embed/{place}", words=["a"] * 3, query={"step": "9" * 300}, headers={})
def test_any_request_within_limits_gets_an_answer_under_500_with_every_header(
    route: str, words: list[str], query: dict[str, str], headers: dict[str, str], attacked: Attacked
) -> None:
    path = route
    for name, word in zip(("{x}", "{name}", "{path:path}"), words, strict=True):
        path = path.replace(name, quote(word, safe="%./~"))
    for name in ("{place}", "{row:path}", "{form}"):
        path = path.replace(name, quote(words[0], safe="%./~"))
    asked = "&".join(f"{name}={quote(word, safe='%')}" for name, word in query.items())
    reply = ask(attacked.url, f"{path}?{asked}", headers=list(headers.items()))
    assert reply.status < 500 or (route == "/ready" and reply.status == 503), reply.said
    assert reply.guarded, reply.said


def test_nothing_that_was_sent_is_logged(attacked: Attacked) -> None:
    before = len(lines(attacked))
    for path in (f"/{SECRET}", f"/?lang={SECRET}", f"/oauth2callback?error={SECRET}",
                 f"/%00{SECRET}"):  # fmt: skip
        ask(attacked.url, path, headers=[("User-Agent", SECRET), ("Cookie", f"a={SECRET}")])
        ask(attacked.url, path, host=SECRET, headers=[("Origin", f"https://{SECRET}")])
        ask(attacked.url, path, method=SECRET)
    for said in lines(attacked)[before:]:
        assert len(said) < LONG
        assert SECRET not in said


@pytest.mark.parametrize("sent", [SECRET, SECRET.encode(), b"\xff" * 100, b"\x0a\x05" + b"a" * 3])
def test_what_is_no_message_ends_its_own_connection_alone(
    sent: str | bytes, attacked: Attacked
) -> None:
    before = len(lines(attacked))
    address = attacked.url.replace("http", "ws", 1) + STREAM
    with connect(address, subprotocols=[Subprotocol("streamlit")], proxy=None) as visitor:
        visitor.send(sent)
        with pytest.raises(ConnectionClosed):
            visitor.recv(timeout=30)
    assert all(len(one) < LONG and SECRET not in one for one in lines(attacked)[before:])


DEVELOPERS = (
    "clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime",
    "debug_disconnect_websocket",
)  # fmt: skip


def message(kind: str) -> bytes:
    said = BackMsg()
    setattr(said, kind, True)
    return said.SerializeToString()


def test_messages_of_developers_are_not_passed_on(attacked: Attacked) -> None:
    async def visit() -> bool:
        visitor = Visitor(attacked.url, "claims")
        await visitor.arrive()
        await visitor.run()
        for one in DEVELOPERS:
            await visitor._open.send(message(one))
        run = await visitor.run()
        await visitor.leave()
        return not run.failed and bool(run.texts())

    before = len(lines(attacked))
    assert run_apart(visit())
    said = [json.loads(one) for one in lines(attacked)[before:]]
    assert [one for one in said if one["level"] in ("warning", "error")] == []
