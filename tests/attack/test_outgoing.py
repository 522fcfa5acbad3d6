"""The server asks the network nothing: not for a name, and it connects to nobody."""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from attack.conftest import HERE, PUBLIC, Attacked
from attack.hostile import FOREIGN, LINKING, ORIGINS
from attack.wire import ask, handshake

TARGETS = (
    *LINKING, "/summits", "/claims", "/data", "/briefing", "/changes", "/desk", "/ready",
    "/download/claims.csv", "/download/claims/c1.csv", "/download/story-data.zip",
    "/download/corrections.csv", "/embed/camps", "/embed/camps.csv", "/embed/anything?step=2.3",
    "/edition/en/index.html", "/edition/sw.js", "/assets/mark.svg", "/_stcore/health",
    "/_stcore/host-config", "/_stcore/metrics", "/metrics", "/auth/login", "/auth/logout",
    "/oauth2callback?code=1&state=2", "/media/x.csv", "/component/x/y",
    "/_stcore/bidi-components/x/y.js", "/static/js/none.js", "/static/index.html", "/index.html",
    "/manifest.json", "/favicon.png", "/app/static/x",
)  # fmt: skip


def test_every_route_and_a_hundred_odd_handshakes_ask_nothing_of_the_network(
    attacked: Attacked,
) -> None:
    for target in TARGETS:
        ask(attacked.url, target)
        ask(attacked.url, target, host="evil.example", headers=[("Origin", "https://evil.example")])
    own = urlsplit(attacked.url).netloc
    odd = [(host, f"http://{host}") for host in FOREIGN]
    odd += list(product((PUBLIC, own, "evil.example"), (*ORIGINS, None, f"http://{own}")))
    assert len(odd) >= 90
    for host, origin in odd:
        handshake(attacked.url, host=host, origin=origin)
    assert attacked.intercepted.read_text() == ""


def test_the_interception_would_have_seen_it(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    environment = {
        **os.environ, "PYTHONPATH": str(HERE / "intercepted"), "STORY_INTERCEPTED": str(seen),
    }  # fmt: skip
    code = (
        "import socket as s; s.getaddrinfo('localhost', 1); s.socket().connect_ex(('127.0.0.1', 9))"
    )
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert "socket.getaddrinfo" in seen.read_text()
    assert "socket.connect" in seen.read_text()
