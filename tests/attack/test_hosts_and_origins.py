"""Whom the server answers: requests to its own addresses, from its own pages, and nobody else."""

import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import urlsplit

import pytest
from bench.servers import story
from deploy.replicas import ROOT, configuration

from attack.conftest import PUBLIC, Attacked
from attack.wire import Reply, ask, handshake
from story.surfaces.hosts import AddressError, Hosts, public_address

LOCAL = "127.0.0.1"
FOREIGN = (
    "evil.example", "evil.example:8501", f"{PUBLIC}.evil.example", f"evil.{PUBLIC}", f"{PUBLIC}.",
    f"{PUBLIC}:443", f"{PUBLIC}@evil.example", f"user@{PUBLIC}", "localhost.evil.example",
    "127.0.0.1.evil.example", "127.0.0.1.nip.io", "127.1", "2130706433", "0x7f.0.0.1", "0.0.0.0",
    "[::ffff:7f00:1%25eth0]", "192.0.2.1", "[2001:db8::1]", "localhost:port", "localhost:99999",
    "localhost/x", "localhost x", "*", "", "локалхост", "null", "..", "[", "]", "[::1",
)  # fmt: skip
OWN = (
    PUBLIC,
    PUBLIC.upper(),
    "localhost",
    "localhost:9000",
    "127.0.0.1",
    "[::1]:8501",
    "LOCALHOST",
)
ORIGINS = (
    "https://evil.example", "null", "", f"http://{PUBLIC}", f"https://{PUBLIC}:8443",
    f"https://{PUBLIC}.evil.example", f"https://user@{PUBLIC}", f"https://{PUBLIC}/",
    f"https://{PUBLIC}/path", f"HTTPS://{PUBLIC}", f"ftp://{PUBLIC}", "https://", "//", "file://",
    f"https://{PUBLIC} https://evil.example", "chrome-extension://abcdefghijklmnop", "http://localhost",
    "http://127.0.0.1:1", "http://[::1]", "https://xn--e1afmkfd.example",
)  # fmt: skip


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


LINKING = (
    "/", "/?lang=ko", "/estimates", "/changes.atom", "/changes.atom?lang=ko", "/corrections.atom",
    "/sitemap.xml", "/robots.txt", "/site.webmanifest", "/oembed?url=https://evil.example/embed/camps",
    "/edition", "/camps/", "/nope", "/newest.json", "/healthz",
)  # fmt: skip
TOLD = (
    ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Host", "evil.example"),
    ("Forwarded", "host=evil.example;proto=https"), ("X-Original-Host", "evil.example"),
    ("X-Forwarded-Server", "evil.example"), ("X-Original-URL", "/evil.example"),
    ("X-Rewrite-URL", "/evil.example"), ("X-Forwarded-Prefix", "/evil.example"),
    ("Referer", "https://evil.example/"),
)  # fmt: skip


@pytest.mark.parametrize("target", LINKING)
def test_no_link_leads_where_the_asker_says(target: str, attacked: Attacked) -> None:
    replies: list[Reply] = [
        ask(attacked.url, target, host=PUBLIC, headers=[one]) for one in TOLD[1:]
    ]
    for reply in replies:
        assert "evil.example" not in reply.said
        assert reply.status == replies[0].status
        assert reply.body == replies[0].body


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


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", ""), ("https://Story.Example", "https://story.example/"),
        ("https://story.example:443/", "https://story.example/"),
        ("http://story.example:8080", "http://story.example:8080/"),
        ("https://수용소.example/", "https://xn--9l4b1j10j.example/"),
        ("http://[::1]:8501", "http://[::1]:8501/"),
    ],
)  # fmt: skip
def test_the_public_address_is_written_in_one_way(
    given: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORY_URL", given)
    assert public_address() == address


@pytest.mark.parametrize(
    "given",
    [
        "story.example", "//story.example", "ftp://story.example", "https://",
        "javascript:alert(1)",
        "https://a@story.example", "https://story.example/story", "https://story.example/?a",
        "https://story.example/#a", "https://story.example:port/", "https://story.example:99999/",
    ],
)  # fmt: skip
def test_what_is_no_root_of_a_host_is_no_public_address(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORY_URL", given)
    with pytest.raises(AddressError, match="STORY_URL"):
        public_address()


def test_where_every_address_is_bound_the_one_that_was_come_to_counts() -> None:
    hosts = Hosts(bound="0.0.0.0")
    assert hosts.host("10.0.0.7:8501", "10.0.0.7")  # a probe of a cluster
    assert hosts.host("10.0.0.7:8501", "::ffff:10.0.0.7")
    assert not hosts.host("10.0.0.8:8501", "10.0.0.7")
    assert not hosts.host("story.example", "10.0.0.7")
    assert Hosts(bound="192.0.2.4").host("192.0.2.4", "192.0.2.4")
