"""What a publication did, as readers see it: its cells as a file, its figures before and after."""

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from edition_order import order
from story.publishing.folder import data_folder
from story.publishing.history import history
from story.surfaces.downloads import page_files
from story.surfaces.edition.figure_changes import (
    DID,
    Change,
    Drawn,
    FigurePair,
    changes_of,
    files_of,
    shown,
)
from story.surfaces.links import SiteLinks
from story.surfaces.site import changes as site_changes
from story.tables.changes import changes_csv, compare
from story.tables.model import Camp, Source
from story.text import Language

BEFORE = {
    Camp: {("14",): {"camp_id": "14", "name_en": "Camp 14", "note": "old"}},
    Source: {("gone",): {"source_id": "gone", "title": "=HYPERLINK(1)", "url": ""}},
}
AFTER = {
    Camp: {
        ("14",): {"camp_id": "14", "name_en": "Camp 14", "note": "new, and longer"},
        ("16",): {"camp_id": "16", "name_en": "Camp 16", "note": ""},
    },
    Source: {},
}


def test_every_cell_that_differs_is_a_row_with_what_it_was_and_is() -> None:
    rows = list(csv.reader(io.StringIO(changes_csv(compare(BEFORE, AFTER)))))
    assert rows[0] == ["table", "row_id", "change", "column", "before", "after"]
    assert sorted(rows[1:]) == sorted(
        [
            ["camps", "16", "added", "camp_id", "", "16"],
            ["camps", "16", "added", "name_en", "", "Camp 16"],
            ["camps", "14", "changed", "note", "old", "new, and longer"],
            ["sources", "gone", "removed", "source_id", "gone", ""],
            ["sources", "gone", "removed", "title", "'=HYPERLINK(1)", ""],
        ]
    )


def test_two_states_that_are_the_same_differ_in_no_row() -> None:
    assert changes_csv(compare(AFTER, AFTER)).count("\n") == 1


@pytest.mark.xdist_group("edition")
@pytest.mark.parametrize("language", list(Language))
def test_the_page_of_changes_shows_figures_before_and_after_and_every_file_is_there(
    edition: Path, language: Language
) -> None:
    page = (edition / language / "changes.html").read_text(encoding="utf-8")
    pictures = re.findall(
        r'<img src="\.\./(data/changes/[^"]+)" alt="([^"]+)" loading="lazy">', page
    )
    assert len(pictures) > 2
    assert all(
        (edition / name).read_text(encoding="utf-8").startswith("<svg") for name, _ in pictures
    )
    assert all(f".{language}.svg" in name for name, _ in pictures)
    befores = [name for name, _ in pictures if "-before." in name]
    assert [name.replace("-before.", "-after.") for name in befores] == [
        name for name, _ in pictures if "-after." in name
    ]
    for name in befores:
        after = (edition / name.replace("-before.", "-after.")).read_bytes()
        assert (edition / name).read_bytes() != after
    files = re.findall(r'href="\.\./(data/changes/\d+\.csv)" download', page)
    assert files
    assert all((edition / name).read_bytes().startswith(b"\xef\xbb\xbftable,") for name in files)
    assert "<details open" not in page


def test_an_edition_that_is_not_kept_whole_is_said_and_not_guessed_at(tmp_path: Path) -> None:
    newest, before = order(tmp_path).entries[:2]
    entries = (newest, replace(before, edition="0" * 12))
    (change,) = changes_of(data_folder(), entries)
    assert files_of([change]) == {}
    for language, word in ((Language.EN, "no longer"), (Language.KO, "더는")):
        did = shown([change], SiteLinks(language), language)[entries[0].number]
        assert word in did["untold"]
        assert (did["csv"], did["pairs"]) == ("", [])


@dataclass(frozen=True)
class Printed:
    """An edition as the server has it printed."""

    folder: Path

    def ready(self) -> str:
        return "printed"


@pytest.mark.xdist_group("edition")
def test_the_site_serves_the_files_under_its_own_addresses_and_no_other_name(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_files, "press", lambda: Printed(edition))
    client = TestClient(Starlette(routes=page_files.routes()))
    number = next((edition / "data" / "changes").glob("*.csv")).name
    picture = next((edition / "data" / "changes").glob("*-before.ko.svg")).name
    assert client.get(f"/download/changes/{number}").text.startswith("\ufefftable,")
    assert client.get(f"/download/changes/{picture}").headers["content-type"] == (
        "image/svg+xml; charset=utf-8"
    )
    for name in ("999.csv", "0.svg", "x.csv", "7-..-before.en.svg", "%2e%2e", "7-camps-now.en.svg"):
        assert client.get(f"/download/changes/{name}").status_code == 404


def test_the_page_of_the_site_offers_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = history(data_folder())[0].number
    pairs = (FigurePair("camps", Drawn("Then", "Was", ""), Drawn("Now", "Is", "")),)
    change = Change(number, "a" * 12, "b" * 12, "", dict.fromkeys(Language, pairs))
    (tmp_path / "shells").mkdir()
    for language in Language:
        did = shown([change], SiteLinks(language), language)
        (tmp_path / "shells" / f"{DID}.{language}.json").write_text(json.dumps(did))
    monkeypatch.setattr(site_changes, "press", lambda: Printed(tmp_path))
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    said = "".join(item.proto.body for item in app.get("html"))
    assert f'src="/download/changes/{number}-camps-before.en.svg" alt="Was" loading="lazy"' in said
    assert f'href="/download/changes/{number}.csv" download' in said


def _page() -> None:
    from story.surfaces.site.changes import show

    show()
