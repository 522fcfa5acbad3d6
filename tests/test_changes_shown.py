"""What a publication did, as readers see it: its cells as a file, its figures before and after."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from edition_order import order
from story.publishing.folder import data_folder
from story.surfaces.edition.figure_changes import changes_of, files_of, shown
from story.surfaces.links import SiteLinks
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
