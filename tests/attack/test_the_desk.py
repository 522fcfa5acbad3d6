"""The desk opens to whoever it is opened to, at the moment of each write, and to nobody else."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
import yaml
from bench.servers import story
from bench.visitor import Visitor
from deploy.replicas import ROOT, free_port, proxy, until

from apart import run_apart
from attack.wire import ask, handshake
from story.publishing.history import history
from story.surfaces import access
from story.surfaces.access import Editor
from story.surfaces.desk import publishing
from story.text import Language, Text

# A header each by which proxies, load balancers and networks make themselves known.
MARKS = (
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
    "X-Forwarded-Port", "X-Forwarded-Server", "X-Forwarded-Prefix", "X-Real-IP", "X-Client-IP",
    "X-Cluster-Client-IP", "X-Original-Host", "X-Original-Forwarded-For",
    "X-Envoy-External-Address",
    "X-ProxyUser-Ip", "CF-Connecting-IP", "CF-Ray", "CF-Visitor", "CF-IPCountry", "CDN-Loop",
    "True-Client-IP", "Fastly-Client-IP", "Fly-Client-IP", "X-Amzn-Trace-Id", "X-Azure-ClientIP",
    "X-Appengine-User-IP", "X-Vercel-Forwarded-For", "X-Nf-Client-Connection-Ip", "Client-IP",
    "Tailscale-User-Login", "Akamai-Origin-Hop", "X-ARR-LOG-ID", "Proxy-Connection",
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A developer's own server, with the desk opened, and the shipped proxy before it."""

    url: str
    proxied: str
    data: Path
    entries: int


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, edition: Path) -> Iterator[Desk]:
    data = Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("desk") / "data"))
    with story(data, STORY_DESK="local", STORY_WARM="none", STORY_URL="") as server:
        listen = free_port()
        with proxy(listen, [int(server.url.rpartition(":")[2])], edition):
            until(f"http://127.0.0.1:{listen}/healthz")
            yield Desk(server.url, f"http://127.0.0.1:{listen}", data, len(history(data)))


def sees(url: str, headers: Mapping[str, str] | None = None) -> tuple[bool, str]:
    """Whether a visitor is shown the desk, and the visitor's session."""

    async def visit() -> tuple[bool, str]:
        visitor = Visitor(url, "desk", headers=dict(headers or {}))
        await visitor.arrive()
        run = await visitor.run()
        kinds = {one.WhichOneof("type") for one in run.elements}
        await visitor.leave()
        return "file_uploader" in kinds, visitor.session

    return run_apart(visit())


def test_whoever_sits_at_the_computer_is_shown_the_desk(desk: Desk) -> None:
    assert sees(desk.url)[0]
    assert sees(desk.url, {"Origin": desk.url})[0]


@pytest.mark.parametrize("name", MARKS)
def test_a_sign_of_any_proxy_closes_the_desk(name: str, desk: Desk) -> None:
    assert not sees(desk.url, {name: "127.0.0.1"})[0]
    assert not sees(desk.url, {name.lower(): ""})[0]


@pytest.mark.parametrize(
    "written", [{}, {"X-Forwarded-For": ""}, {"Via": ""}, {"X-Forwarded-Proto": ""}]
)
def test_through_the_shipped_proxy_nobody_is_shown_the_desk_or_may_upload(
    written: dict[str, str], desk: Desk
) -> None:
    shown, session = sees(desk.proxied, written)
    assert not shown
    for url in (desk.url, desk.proxied):
        path = f"/_stcore/upload_file/{session}/1"
        assert ask(url, path, method="PUT", body=b"x").status == 404
    assert ask(desk.proxied, "/desk").status == 404
    assert ask(desk.proxied, "/desk", headers=[("Host", "localhost")]).status in (400, 404)
    assert len(history(desk.data)) == desk.entries


def test_a_name_bound_to_this_computer_by_a_stranger_does_not_reach_the_desk(desk: Desk) -> None:
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.nip.io"):
        assert handshake(desk.url, host=host, origin=f"http://{host}").status == 421
        assert ask(desk.url, "/desk", host=host).status == 421
    assert handshake(desk.url, host="localhost", origin="http://localhost:3000").status == 403


@pytest.mark.parametrize(
    ("headers", "peer", "here"),
    [
        ({"Host": "localhost"}, None, True), ({"Host": "localhost"}, "127.0.0.5", True),
        ({"Host": "localhost"}, "192.0.2.1", False),
        ({"Host": "localhost"}, "::ffff:192.0.2.1", False),
        ({"Host": "localhost", "Origin": "http://localhost:3000"}, None, False),
        ({"Host": "localhost:81", "Origin": "http://127.0.0.1:81"}, None, False),
        ({"Host": "localhost", "Origin": "null"}, None, False),
    ],
)  # fmt: skip
def test_only_a_visit_over_loopback_from_a_page_of_its_own_comes_from_here(
    headers: dict[str, str], peer: str | None, here: bool
) -> None:
    assert access.comes_from_here(headers, peer) is here


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"STORY_DESK": "local", "STORY_URL": "https://story.example/"}, "STORY_DESK=local"),
        ({"STORY_DESK": "local", "STORY_URL": "http://192.0.2.1:8501"}, "STORY_DESK=local"),
        ({"STORY_DESK": "local", "STORY_PROXY": "yes", "STORY_URL": ""}, "STORY_PROXY=yes"),
        ({"STORY_URL": "https://example.org/story"}, "STORY_URL has a path"),
        ({"STORY_URL": "story.example"}, "STORY_URL must begin with"),
        ({"STREAMLIT_SERVER_BASE_URL_PATH": "story"}, "server.baseUrlPath"),
    ],
)
def test_a_server_that_would_stand_open_is_not_started(settings: dict[str, str], said: str) -> None:
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port()),
        "--server.address", "127.0.0.1",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "The site is not started." in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_shipped_files_say_that_a_proxy_stands_between() -> None:
    unit = (ROOT / "deploy" / "systemd" / "story@.service").read_text()
    container = (ROOT / "deploy" / "Containerfile").read_text()
    pod, *_, ingress = (
        one for one in yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text())
        if one["kind"] in ("Deployment", "Ingress")
    )  # fmt: skip
    (server,) = pod["spec"]["template"]["spec"]["containers"]
    variables = {one["name"]: one.get("value") for one in server["env"]}
    assert "Environment=STORY_PROXY=yes" in unit
    assert "ENV STORY_PROXY=yes" in container
    assert variables["STORY_PROXY"] == "yes"
    assert variables["STORY_DESK"] == ""
    (rule,) = ingress["spec"]["rules"]
    assert variables["STORY_URL"] == f"https://{rule['host']}"


PERSON = "person@example.org"
SECRETS = """
[auth]
redirect_uri = "https://story.example/oauth2callback"
{secret}
client_id = "story"

[desk]
allow = [{allow}]
"""
COOKIE = 'cookie_secret = "thirty-two characters, or some more"'


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    access.mode.cache_clear()
    yield
    access.mode.cache_clear()


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The secrets of a server where people sign in; one person is on the list."""
    file = tmp_path / "secrets.toml"
    file.write_text(SECRETS.format(secret=COOKIE, allow=f'"{PERSON}"'))
    options = {"secrets.files": [str(file), str(tmp_path / "none.toml")]}
    monkeypatch.setattr(st, "get_option", options.get)
    monkeypatch.setenv("STORY_DESK", "oidc")
    monkeypatch.delenv("STORY_URL", raising=False)
    return file


def signed_in(monkeypatch: pytest.MonkeyPatch, **claims: object) -> Editor | None:
    known: dict[str, object] = {"email": PERSON, "email_verified": True, "iat": time.time() - 60}
    known |= claims
    user = SimpleNamespace(is_logged_in=known.pop("is_logged_in", True), get=known.get)
    monkeypatch.setattr(st, "user", user)
    return access.editor()


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    ("claims", "let_in"),
    [
        ({}, True), ({"email": PERSON.upper()}, True), ({"email": f" {PERSON} "}, True),
        ({"is_logged_in": False}, False), ({"email_verified": False}, False),
        ({"email_verified": None}, False), ({"email_verified": "true"}, False),
        ({"email_verified": 1}, False), ({"email": ""}, False), ({"email": None}, False),
        ({"email": f"{PERSON}.evil.example"}, False), ({"email": [PERSON]}, False),
        ({"email": "other@example.org"}, False), ({"email": "ｐerson@example.org"}, False),
        ({"iat": time.time() - 13 * 3600}, False), ({"iat": time.time() + 3600}, False),
        ({"iat": None}, False), ({"iat": "now"}, False), ({"iat": True}, False),
    ],
)  # fmt: skip
def test_a_person_is_let_in_who_is_listed_vouched_for_and_signed_in_lately(
    claims: dict[str, object], let_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (signed_in(monkeypatch, **claims) is not None) is let_in


def test_whoever_is_taken_off_the_list_is_out_at_once(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signed_in(monkeypatch)
    secrets.write_text(SECRETS.format(secret=COOKIE, allow='"other@example.org"'))
    assert access.editor() is None
    secrets.write_text("this is no list")
    assert access.editor() is None
    secrets.unlink()
    assert access.editor() is None


@pytest.mark.parametrize(
    "text",
    [
        SECRETS.format(secret="", allow=f'"{PERSON}"'),
        SECRETS.format(secret='cookie_secret = "short"', allow=f'"{PERSON}"'),
        SECRETS.format(secret=COOKIE, allow=""), SECRETS.format(secret=COOKIE, allow='""'),
        SECRETS.format(secret=COOKIE, allow="1").replace("allow = [1]", f'allow = "{PERSON}"'),
        SECRETS.format(secret=COOKIE, allow=f'"{PERSON}"').replace("redirect_uri", "redirect"),
        f'[desk]\nallow = ["{PERSON}"]\n', "not TOML", "",
    ],
)  # fmt: skip
def test_the_desk_stays_closed_where_the_sign_in_is_not_whole(text: str, secrets: Path) -> None:
    secrets.write_text(text)
    assert access.mode() == "off"


def test_the_sign_in_comes_back_to_the_public_address(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORY_URL", "https://story.example")
    assert access.mode() == "oidc"
    access.mode.cache_clear()
    monkeypatch.setenv("STORY_URL", "https://elsewhere.example")
    assert access.mode() == "off"


def at(session: str, monkeypatch: pytest.MonkeyPatch, name: str = PERSON) -> str:
    """Return the token of a session of an editor, who is there from now on."""
    monkeypatch.setattr(access, "editor", lambda: Editor(name) if name else None)
    run = SimpleNamespace(session_id=session)
    monkeypatch.setattr(access, "get_script_run_ctx", lambda: run if session else None)
    return access.token()


def test_a_token_is_a_sessions_and_an_editors_own(monkeypatch: pytest.MonkeyPatch) -> None:
    first = at("one", monkeypatch)
    assert len(first) == 32
    assert access.holds(first)
    assert first == at("one", monkeypatch)
    assert len({first, at("two", monkeypatch), at("one", monkeypatch, "other@example.org")}) == 3
    assert not access.holds(first)
    for session, name in (("", PERSON), ("one", "")):
        assert at(session, monkeypatch, name) == ""
        assert not access.holds("")
        assert not access.holds(first)


@pytest.mark.parametrize("forged", ["", "0" * 32, "x"])
def test_nothing_is_written_with_another_token(
    forged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(publishing, "publish", lambda *_, **__: pytest.fail("it was published"))
    monkeypatch.setattr(publishing, "_say", lambda text, *_: said.append(text.en))
    own = at("one", monkeypatch)
    publishing.carry_out(SimpleNamespace(), "A reason", Language.EN, forged)  # type: ignore[arg-type]
    at("one", monkeypatch, "")
    publishing.carry_out(SimpleNamespace(), "A reason", Language.EN, own)  # type: ignore[arg-type]
    at("two", monkeypatch)
    publishing.carry_out(SimpleNamespace(), "A reason", Language.EN, own)  # type: ignore[arg-type]
    refused: Text = publishing.SAY.both("You may not publish. Nothing was published.")
    assert said == [refused.en] * 3
