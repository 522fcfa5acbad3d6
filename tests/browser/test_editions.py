"""Tables that change on disk: the next visit shows them, and broken ones never reach readers."""

import json
import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest

from browser.conftest import ROOT, Open, serving


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns(".*"))
    )


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def health(url: str) -> dict[str, object]:
    with urlopen(f"{url}/healthz") as answer:
        said: dict[str, object] = json.load(answer)
    return said


def test_a_changed_table_shows_at_the_next_visit_and_a_broken_one_does_not(
    data: Path, reader: Open
) -> None:
    with serving(data) as server:
        page = reader(server).visit("/claims")
        first = health(server.url)
        claim = page.locator(".claim h2").first.inner_text()

        replace(data / "claims.csv", claim[:40], "Changed on disk: " + claim[:40])
        page = reader(server).visit("/claims")
        assert page.locator(".claim h2").first.inner_text() == "Changed on disk: " + claim
        second = health(server.url)
        assert (first["status"], second["status"]) == ("ok", "ok")
        assert second["edition"] != first["edition"]

        replace(data / "claims.csv", ",contested,", ",doubtful,")
        page = reader(server).visit("/claims")
        assert page.locator(".claim h2").first.inner_text() == "Changed on disk: " + claim
        third = health(server.url)
        assert third["status"] == "stale"
        assert third["edition"] == second["edition"]
        assert [(one["file"], one["column"]) for one in third["problems"]] == [  # type: ignore[attr-defined]
            ("claims.csv", "assessment")
        ]
    assert any("claims.csv" in line and "assessment" in line for line in server.printed)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_started_on_broken_data_the_site_names_the_cell(
    language: str, data: Path, reader: Open
) -> None:
    replace(data / "estimates.csv", ",kwanliso,", ",kwanlisoo,")
    with serving(data) as server:
        window = reader(server)
        window.page.goto(f"{server.url}/estimates?lang={language}")
        window.page.wait_for_selector("table")
        said = window.page.locator(".stMain").inner_text()
        assert "estimates.csv" in said
        assert "scope" in said
        assert "kwanlisoo" in said
        assert "Traceback" not in said
