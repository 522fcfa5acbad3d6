"""The HTTP side: shells, downloads, health and headers."""

import csv
import io
import json
import zipfile
from html import unescape
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from bench.visitor import STREAM
from playwright.sync_api import Browser, expect
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from browser.conftest import PAGES, Server
from story.publishing.folder import load
from story.surfaces.html import asset
from story.surfaces.pages import NEWEST
from story.surfaces.pages import PAGES as CONTENTS
from story.tables.model import TABLES
from story.text import Language


def fetch(url: str) -> tuple[dict[str, str], bytes]:
    with urlopen(url) as answer:
        return dict(answer.headers.items()), answer.read()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", CONTENTS, ids=lambda page: page.name)
def test_a_page_names_itself_and_its_language_before_the_app_starts(
    page, language: Language, site: Server
) -> None:
    _, body = fetch(f"{site.url}/{page.path}?lang={language}")
    html = unescape(body.decode())
    assert f'<html lang="{language}">' in html
    assert f"<title>{page.title.within(language)} · " in html
    assert page.description.within(language) in html
    assert "<title>Streamlit</title>" not in html


@pytest.mark.parametrize("path", [*PAGES, "healthz", "download/claims.csv", "static/nothing.js"])
def test_every_answer_forbids_foreign_content(path: str, site: Server) -> None:
    try:
        headers, _ = fetch(f"{site.url}/{path}")
    except HTTPError as error:
        headers = dict(error.headers.items())
    lower = {name.lower(): value for name, value in headers.items()}
    assert "default-src 'self'" in lower["content-security-policy"]
    assert "http:" not in lower["content-security-policy"]
    assert lower["x-content-type-options"] == "nosniff"


def test_health_names_the_edition(site: Server) -> None:
    _, body = fetch(f"{site.url}/healthz")
    said = json.loads(body)
    assert (said["status"], said["edition"], said["problems"]) == ("ok", load().edition, [])


def test_the_newest_edition_is_named_to_pages_that_stay_open(site: Server) -> None:
    headers, body = fetch(f"{site.url}/{NEWEST}")
    assert json.loads(body) == {"edition": load().edition}
    assert headers["cache-control"] == "no-cache"


PAGE = """<!doctype html><p>Read</p><div id="here"></div><script type="module">
import mount from "/newer.js";
window.update = (edition) => mount({ parentElement: document.querySelector("#here"), data: [
  { edition, newest: "/newest", said: "There is a newer one.", show: "Show", later: "Later" }] });
update("old");
</script>"""


def test_an_open_page_says_once_that_there_is_a_newer_edition(chromium: Browser) -> None:
    page = chromium.new_page()
    page.clock.install()
    for path, kind, body in (
        ("page", "text/html", PAGE),
        ("newer.js", "text/javascript", asset("newer.js")),
        ("newest", "application/json", '{"edition": "new"}'),
    ):
        page.route(
            f"http://story.test/{path}",
            lambda route, *, kind=kind, body=body: route.fulfill(body=body, content_type=kind),
        )
    page.goto("http://story.test/page")
    line = page.get_by_role("status")
    expect(line).to_have_text("")
    with page.expect_response("**/newest"):
        page.clock.fast_forward("05:00")
    expect(line).to_have_text("There is a newer one. Show Later")
    page.get_by_role("button", name="Later").click()
    expect(line).to_have_text("")
    with page.expect_response("**/newest") as answer:
        page.clock.fast_forward("05:00")
    answer.value.finished()
    expect(line).to_have_text("")
    page.close()


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_a_downloaded_table_holds_every_row_and_opens_in_excel(kind, site: Server) -> None:
    headers, body = fetch(f"{site.url}/download/{kind.table}.csv")
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(kind.model_fields)
    assert len(rows) == len(load().all(kind))
    assert load().edition in headers["content-disposition"]


def test_the_zip_holds_every_table_with_what_describes_it(site: Server) -> None:
    _, body = fetch(f"{site.url}/download/story-data.zip")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = set(archive.namelist())
        described = json.loads(archive.read("datapackage.json"))
    assert {f"{kind.table}.csv" for kind in TABLES} <= names
    assert "README.md" in names
    assert {one["path"] for one in described["resources"]} <= names


def test_a_table_that_does_not_exist_is_answered_with_the_names_of_those_that_do(
    site: Server,
) -> None:
    with pytest.raises(HTTPError) as answer:
        fetch(f"{site.url}/download/passwords.csv")
    assert answer.value.code == 404
    assert "estimates" in answer.value.read().decode()


def test_a_message_too_large_ends_its_own_connection_and_nothing_else(site: Server) -> None:
    address = site.url.replace("http", "ws", 1) + STREAM
    with connect(address, subprotocols=[Subprotocol("streamlit")], proxy=None) as sender:
        sender.send(b"x" * 2_000_000)
        with pytest.raises(ConnectionClosedError, match="1009"):
            sender.recv(timeout=30)
    _, body = fetch(f"{site.url}/healthz")
    assert json.loads(body)["status"] == "ok"
