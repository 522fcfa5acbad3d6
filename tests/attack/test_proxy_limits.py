"""The proxy takes no more of one address than can be served, and waits for nobody for ever."""

import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from deploy.replicas import configuration, free_port, proxy, until

FILE = "/download/briefing/public-23-5-en.pdf"


class Replica(BaseHTTPRequestHandler):
    """Stands for a replica: a file cannot be made at the moment; all else is fine."""

    def do_GET(self) -> None:
        status = 503 if self.path.startswith("/download/briefing/") else 200
        self.send_response(status)
        self.send_header("Retry-After", "77")
        self.end_headers()
        self.wfile.write(b"said by the replica")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def behind() -> Iterator[str]:
    listen = free_port()
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), Replica) as replica,
        tempfile.TemporaryDirectory(prefix="story-edition-") as edition,
    ):
        Thread(target=replica.serve_forever, daemon=True).start()
        try:
            with proxy(listen, [replica.server_port], Path(edition)):
                until(f"http://127.0.0.1:{listen}/healthz")
                yield f"http://127.0.0.1:{listen}"
        finally:
            replica.shutdown()


def refused(address: str) -> HTTPError:
    with pytest.raises(HTTPError) as answer:
        urlopen(address)
    return answer.value


def test_a_replicas_own_words_on_a_file_pass_and_a_flood_of_one_address_does_not() -> None:
    with behind() as url:
        answers = [refused(f"{url}{FILE}") for _ in range(40)]
        said = {one.code: one for one in answers}
        assert set(said) == {503, 429}
        assert said[503].headers["Retry-After"] == "77"
        assert b"said by the replica" in said[503].read()
        assert int(said[429].headers["Retry-After"]) > 0
        words = said[429].read().decode()
        assert "Too many requests" in words
        assert "요청이 너무 많습니다" in words
        # Pages are not refused for it.
        with urlopen(f"{url}/claims") as page:
            assert page.status == 200


def test_a_head_that_is_too_large_is_refused_by_the_proxy() -> None:
    with behind() as url:
        port = int(url.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n")
            assert line.recv(100).split()[1] in (b"400", b"431", b"494")


def test_the_proxy_waits_for_nobody_for_ever(tmp_path: Path) -> None:
    told = configuration("80", [8501], tmp_path, tmp_path)
    for name in ("client_header_timeout", "client_body_timeout", "send_timeout"):
        (seconds,) = re.findall(rf"{name} (\d+)s;", told)
        assert int(seconds) <= 30
    assert "limit_req zone=visits" in told
    assert "limit_conn address" in told
