"""The documents beside the tables are those the model makes, and other software can use them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from story.places import ROOT
from story.publishing.folder import load
from story.tables.documents import documents
from story.tables.model import TABLES, Record, Source, columns
from tiny_folder import change, copied

DATA = ROOT / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
FIELDS = {
    (resource["path"].removesuffix(".csv"), field["name"]): field
    for resource in PACKAGE["resources"]
    for field in resource["schema"]["fields"]
}


def validated(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["README.md", "datapackage.json"])
def test_a_document_is_the_one_the_model_makes(name: str) -> None:
    made = documents(load(DATA))[name]
    assert (DATA / name).read_text(encoding="utf-8") == made, "run: story documents"


def test_an_independent_reader_finds_the_tables_valid() -> None:
    result = validated(DATA)
    assert result.returncode == 0, result.stdout


def test_an_independent_reader_finds_what_is_wrong(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for name, text in documents(load(folder)).items():
        (folder / name).write_text(text, encoding="utf-8")
    assert validated(folder).returncode == 0
    change(folder, "estimates", "inside-2025", source_id="no-such-source", use="main")
    result = validated(folder)
    assert result.returncode != 0
    assert "foreign-key" in result.stdout
    assert "constraint" in result.stdout


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_the_readme_explains_every_table_column_and_code(kind: type[Record]) -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {kind.table}.csv\n", 1)[1].split("\n## ", 1)[0]
    assert kind.one_row.en in section
    assert kind.one_row.ko in section
    for one in columns(kind):
        assert f"| `{one.name}` |" in section
        assert one.meaning.en in section
        assert one.meaning.ko in section
        assert all(f"| `{code}` |" in section for code in one.choices)


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_the_package_says_of_a_cell_what_the_model_does(kind: type[Record]) -> None:
    for one in columns(kind):
        field = FIELDS[kind.table, one.name]
        constraints = field.get("constraints", {})
        assert field["description"] == one.meaning.en
        assert constraints.get("required", False) is not one.blank
        assert tuple(constraints.get("enum", ())) == one.choices


def test_the_package_names_the_article_and_no_person() -> None:
    article = next(one for one in load(DATA).sources if one.source_id == "time-2019-oped")
    assert article.url in {one["path"] for one in PACKAGE["sources"]}
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"
    assert [one["title"] for one in PACKAGE["contributors"]] == ["The editors of this data story"]


def test_every_link_to_one_row_is_a_foreign_key() -> None:
    keys = {
        (resource["name"], key["fields"][0], key["reference"]["resource"])
        for resource in PACKAGE["resources"]
        for key in resource["schema"]["foreignKeys"]
    }
    assert ("estimates", "source_id", "sources") in keys
    assert ("observations", "series_id", "series") in keys
    assert ("camp-status", "camp_id", "camps") in keys


def test_the_documents_of_one_dataset_are_always_the_same() -> None:
    assert documents(load(DATA)) == documents(load(DATA))
    assert Source.table in documents(load(DATA))["README.md"]
