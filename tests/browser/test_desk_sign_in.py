"""Signing in with an OpenID provider: who may not publish, and who the log names."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import READY, ROOT, Server, free_port, serving
from story.publishing.history import history

EDITOR, STRANGER, UNVOUCHED = "editor@example.org", "stranger@example.org", "lee@example.org"
GOOD = (
    "series_id,period,value,status,source_id\n"
    "nk-arrivals-south-korea,2025,224,provisional,rok-mou-2011-arrivals\n"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(
        shutil.copytree(
            ROOT / "data",
            tmp_path_factory.mktemp("oidc") / "data",
            ignore=shutil.ignore_patterns(".*"),
        )
    )


def people() -> list[str]:
    """Return the provider's users: their address, and whether it vouches for it."""
    known = [(EDITOR, True), (STRANGER, True), (UNVOUCHED, False)]
    claims = [{"sub": one, "email": one, "email_verified": sure} for one, sure in known]
    return [part for one in claims for part in ("--user-claims", json.dumps(one))]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A real OpenID provider in a process of its own; its address."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(
        [*command, *people()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        address = f"http://127.0.0.1:{port}"
        while not answers(f"{address}/.well-known/openid-configuration"):
            assert process.poll() is None, "the provider did not start"
        yield address
        process.terminate()


def answers(url: str) -> bool:
    try:
        with urlopen(url):
            return True
    except URLError:
        return False


@pytest.fixture(scope="module")
def desk(data: Path, provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    port = free_port()
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    secrets.write_text(
        f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a secret of this test alone, which nobody else knows"
client_id = "story"
client_secret = "unchecked"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email" }}

[desk]
allow = ["{EDITOR.upper()}", "{UNVOUCHED}"]
""",
        encoding="utf-8",
    )
    options = ["--secrets.files", str(secrets)]
    with serving(data, port=port, options=options, STORY_DESK="oidc") as server:
        yield server


def sign_in(page: Page, desk: Server, person: str) -> Page:
    """Sign in at the provider, and open the desk."""
    page.goto(f"{desk.url}/desk")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=person).click()
    page.wait_for_url(f"{desk.url}/**")
    page.wait_for_selector(READY, state="attached")
    page.goto(f"{desk.url}/desk")
    page.wait_for_selector(READY, state="attached")
    return page


def test_only_a_vouched_for_address_on_the_list_may_publish(
    desk: Server, data: Path, chromium: Browser
) -> None:
    with ExitStack() as stack:

        def window() -> Page:
            context = chromium.new_context(locale="en-GB")
            stack.callback(context.close)
            return context.new_page()

        for person in (STRANGER, UNVOUCHED):
            page = sign_in(window(), desk, person)
            expect(page.get_by_text("You may not use the desk")).to_be_visible()
            expect(page.locator("main, .stMain").first).to_contain_text(person)
            assert page.locator("input[type=file]").count() == 0
            assert page.locator('a[href="/desk"]').count() == 0

        page = sign_in(window(), desk, EDITOR)
        expect(page.get_by_text(f"The log will name you as {EDITOR}.")).to_be_visible()
        files = [{"name": "observations.csv", "mimeType": "text/csv", "buffer": GOOD.encode()}]
        page.set_input_files("input[type=file]", files)
        page.get_by_role("textbox", name="Reason").fill("A new figure", timeout=90_000)
        page.get_by_role("button", name="Publish", exact=True).click()
        expect(page.locator(".desk-notice")).to_contain_text("Published", timeout=90_000)
        assert [one.who for one in history(data)] == [EDITOR, ""]
