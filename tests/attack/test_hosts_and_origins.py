"""Whom the server answers: requests to its own addresses, from its own pages, and nobody else."""

import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import urlsplit

import pytest
from bench.servers import story
from deploy.replicas import ROOT, configuration

from attack.conftest import PUBLIC, Attacked
from attack.hostile import FOREIGN, LINKING, ORIGINS
from attack.wire import Reply, ask, handshake

LOCAL = "127.0.0.1"
OWN = (
    PUBLIC,
    PUBLIC.upper(),
    "localhost",
    "localhost:9000",
    "127.0.0.1",
    "[::1]:8501",
    "LOCALHOST",
)


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("target", ["/", "/healthz", "/changes.atom", "/_stcore/health", "/nope"])
def test_a_request_to_another_host_is_refused(host: str, target: str, attacked: Attacked) -> None:
    reply = ask(attacked.url, target, host=host)
    assert reply.status in (400, 421)
    assert reply.guarded
    assert "evil" not in reply.said


@pytest.mark.parametrize("host", OWN)
def test_the_servers_own_addresses_are_answered(host: str, attacked: Attacked) -> None:
    assert ask(attacked.url, "/healthz", host=host).status == 200


def test_a_request_names_one_host(attacked: Attacked) -> None:
    assert ask(attacked.url, host=PUBLIC, headers=[("Host", "evil.example")]).status == 400
    assert ask(attacked.url, host="evil.example", headers=[("Host", PUBLIC)]).status == 400


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_page_of_another_site_can_open_no_socket_and_ask_nothing(
    origin: str, attacked: Attacked
) -> None:
    refused = handshake(attacked.url, host=PUBLIC, origin=origin)
    assert refused.status == 403
    assert refused.guarded
    assert "evil" not in refused.said
    assert ask(attacked.url, host=PUBLIC, headers=[("Origin", origin)]).status == 403


def test_a_name_that_was_bound_anew_to_this_computer_opens_nothing(attacked: Attacked) -> None:
    for host in ("evil.example", f"evil.example:{urlsplit(attacked.url).port}"):
        assert handshake(attacked.url, host=host, origin=f"http://{host}").status == 421
        assert handshake(attacked.url, host=host).status == 421


def test_a_page_of_ours_opens_a_socket(attacked: Attacked) -> None:
    own = urlsplit(attacked.url).netloc
    assert handshake(attacked.url, host=PUBLIC, origin=f"https://{PUBLIC}").status == 101
    assert handshake(attacked.url, host=own, origin=f"http://{own}").status == 101


def test_a_socket_opens_nowhere_but_at_the_stream(attacked: Attacked) -> None:
    paths = ("/", "/x/_stcore/stream", "/_stcore/stream/", "/_stcore/health", "/static/x", "/%00")
    for path in paths:
        assert handshake(attacked.url, path=path).status in (400, 404)
    assert "Traceback" not in attacked.log.read_text()


def test_a_refusal_is_no_reason_to_ask_the_next_replica() -> None:
    proxy = configuration("80", [8501], ROOT, ROOT)
    rules = re.findall(r"proxy_next_upstream ([^;]+);", proxy)
    assert rules
    assert all("403" not in one and "421" not in one for one in rules)


TOLD = (
    ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Host", "evil.example"),
    ("Forwarded", "host=evil.example;proto=https"), ("X-Original-Host", "evil.example"),
    ("X-Forwarded-Server", "evil.example"), ("X-Original-URL", "/evil.example"),
    ("X-Rewrite-URL", "/evil.example"), ("X-Forwarded-Prefix", "/evil.example"),
    ("Referer", "https://evil.example/"),
)  # fmt: skip


def _timeless(body: bytes) -> bytes:
    """Return a body without its digits: a health report counts seconds."""
    return re.sub(rb"[0-9]", b"", body)


@pytest.mark.parametrize("target", LINKING)
def test_no_link_leads_where_the_asker_says(target: str, attacked: Attacked) -> None:
    replies: list[Reply] = [
        ask(attacked.url, target, host=PUBLIC, headers=[one]) for one in TOLD[1:]
    ]
    for reply in replies:
        assert "evil.example" not in reply.said
        assert reply.status == replies[0].status
        assert _timeless(reply.body) == _timeless(replies[0].body)


def test_links_that_name_a_host_name_the_public_one(attacked: Attacked) -> None:
    feed = ask(attacked.url, "/changes.atom").said
    assert f'rel="self" href="https://{PUBLIC}/changes.atom"' in feed
    assert f"Sitemap: https://{PUBLIC}/sitemap.xml" in ask(attacked.url, "/robots.txt").said
    assert f"<loc>https://{PUBLIC}/camps</loc>" in ask(attacked.url, "/sitemap.xml").said


@pytest.fixture(scope="module")
def unnamed() -> Iterator[str]:
    """The site without a public address."""
    with story(STORY_WARM="none", STORY_URL="") as server:
        yield server.url


def test_without_a_public_address_links_are_relative(unnamed: str) -> None:
    for target, host in product(("/changes.atom", "/robots.txt"), ("localhost:81", "[::1]:82")):
        said = ask(unnamed, target, host=host).body.decode()
        assert host not in said
    assert 'rel="self" href="/changes.atom"' in ask(unnamed, "/changes.atom").said
    assert ask(unnamed, host=PUBLIC).status == 421
