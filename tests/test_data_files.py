"""The data in every form: each is opened by the tool it is for."""

import asyncio
import json
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import bibtexparser
import duckdb
import duckdb_extension_sqlite_scanner
import geopandas
import icalendar
import pandas
import pyarrow.parquet
import pytest
import rispy
import sqlite_utils
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from datasette.app import Datasette
from rocrate.rocrate import ROCrate

from story.publishing.folder import load
from story.surfaces.data_files import Given, data_files, forms
from story.tables.model import TABLES, Camp, Claim, columns

GIVEN = Given(load(), "2026-11-30", "https://story.example/edition/")
SCANNER = Path(duckdb_extension_sqlite_scanner.__file__).parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write every file as a reader downloads it."""
    folder = tmp_path_factory.mktemp("data")
    for name, file in data_files().items():
        (folder / name).write_bytes(file.make(GIVEN))
    return folder


def test_sqlite_keeps_every_row_its_keys_its_words_and_what_each_column_means(folder: Path) -> None:
    made = sqlite_utils.Database(folder / "story.sqlite")
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    for kind in TABLES:
        table = made[kind.table]
        assert table.count == len(GIVEN.dataset.all(kind))
        for column in columns(kind):
            assert f"-- {column.meaning.en} / {column.meaning.ko}" in table.schema
        single = [item for item in columns(kind) if item.references and not item.cell.many]
        assert {(key.column, f"{key.other_table}.{key.other_column}")
                for key in table.foreign_keys} == {(each.name, each.references)
                                                   for each in single}  # fmt: skip
        assert {item.name for item in single} <= {
            name for index in table.indexes for name in index.columns
        } | set(kind.key)
    links = made["camps_source_ids"].rows_where("camp_id = ?", ["camp-14"])
    assert {row["source_id"] for row in links} == set(
        GIVEN.dataset.find(Camp, "camp-14").source_ids
    )
    found = {row["camp_id"] for row in made["camps"].search("yodok")}
    assert "camp-15" in found
    assert {row["camp_id"] for row in made["camps"].search("Yodŏk")} == found
    assert made["edition"].get(1)["edition"] == GIVEN.dataset.edition


def test_datasette_shows_the_sqlite_file_with_its_search(folder: Path) -> None:
    async def answer(path: str) -> dict[str, object]:
        return (await Datasette([str(folder / "story.sqlite")]).client.get(path)).json()

    def asked(path: str) -> dict[str, object]:
        # A browser test before this one may have left its loop running on the main thread.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, answer(path)).result()

    found = asked("/story/camps.json?_search=yodok&_shape=objects")
    assert "camp-15" in [row["camp_id"] for row in found["rows"]]
    linked = asked("/story/estimates.json?_facet=origin_id&_shape=objects")
    assert linked["filtered_table_rows_count"] == len(GIVEN.dataset.estimates)


def test_duckdb_reads_the_sqlite_file(folder: Path) -> None:
    (extension,) = SCANNER.rglob("*.duckdb_extension")
    with duckdb.connect() as here:
        here.execute(f"LOAD '{extension}'")
        count = here.execute(
            f"SELECT count(*) FROM sqlite_scan('{folder / 'story.sqlite'}', 'events')"
        ).fetchone()
    assert count == (len(GIVEN.dataset.events),)


def test_pandas_and_duckdb_read_the_same_from_parquet(folder: Path) -> None:
    for kind in TABLES:
        path = folder / f"{kind.table}.parquet"
        frame = pandas.read_parquet(path)
        assert list(frame.columns) == list(kind.model_fields)
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchone() == (len(frame),)
        assert len(frame) == len(GIVEN.dataset.all(kind))
    published = [item.low for item in GIVEN.dataset.estimates if item.low is not None]
    read = duckdb.sql(f"SELECT low FROM '{folder / 'estimates.parquet'}' WHERE low IS NOT NULL")
    assert [low for (low,) in read.fetchall()] == published
    schema = pyarrow.parquet.read_schema(folder / "camps.parquet")
    assert schema.metadata[b"edition"].decode() == GIVEN.dataset.edition
    assert all(field.metadata[b"description"] for field in schema)


def test_geopandas_reads_the_camps_as_points_with_how_sure_each_is(folder: Path) -> None:
    frame = geopandas.read_file(folder / "camps.geojson")
    assert set(frame.geometry.dropna().geom_type) == {"Point"}
    for camp, row in zip(GIVEN.dataset.camps, frame.itertuples(), strict=True):
        assert row.location_precision == camp.location_precision
        assert row.location_precision_ko
        if camp.lat is None:
            assert row.geometry is None
        else:
            assert (row.geometry.y, row.geometry.x) == (round(camp.lat, 2), round(camp.lon, 2))


def test_a_calendar_holds_every_event_on_its_days_and_says_where_the_day_is_not_known(
    folder: Path,
) -> None:
    for language in ("en", "ko"):
        calendar = icalendar.Calendar.from_ical((folder / f"events.{language}.ics").read_bytes())
        entries = {str(item["uid"]).partition("@")[0]: item for item in calendar.events}
        assert set(entries) == {event.id for event in GIVEN.dataset.events}
        for event in GIVEN.dataset.events:
            entry = entries[event.id]
            assert entry.start.isoformat().startswith(event.start_date)
            assert entry["url"] == f"{GIVEN.base}{language}/event/{event.id}.html"
            vague = len(event.start_date) < 10
            assert ((entry.end - entry.start).days >= 28) is vague or event.end_date
            said = {"en": "The day is not known", "ko": "날짜는 알려지지 않았다"}[language]
            assert (said in entry["description"]) is vague


def test_timelinejs_is_given_dates_and_text_in_which_nothing_is_a_tag_of_the_tables(
    folder: Path,
) -> None:
    said = json.loads((folder / "events.timeline.en.json").read_text(encoding="utf-8"))
    assert len(said["events"]) == len(GIVEN.dataset.events)
    for slide, event in zip(said["events"], GIVEN.dataset.events, strict=True):
        parts = [f"{slide['start_date'][name]:02}" for name in ("year", "month", "day")
                 if name in slide["start_date"]]  # fmt: skip
        assert "-".join(parts) == event.start_date
        assert "<" not in slide["text"]["headline"]


def test_sources_are_read_by_citeproc_bibtexparser_and_rispy_with_year_and_day_of_access(
    folder: Path,
) -> None:
    items = json.loads((folder / "sources.csl.en.json").read_text(encoding="utf-8"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items))
    bibliography.register(Citation([CitationItem("un-coi-2014")]))
    assert "2014" in str(bibliography.bibliography()[0])
    library = bibtexparser.parse_file(str(folder / "sources.en.bib"))
    records = rispy.loads((folder / "sources.en.ris").read_text(encoding="utf-8"))
    sources = GIVEN.dataset.sources
    assert library.failed_blocks == []
    assert len(items) == len(library.entries) == len(records) == len(sources)
    for source, entry, record in zip(sources, library.entries, records, strict=True):
        assert entry.key == record["id"] == source.id
        assert record.get("year", "") == source.published[:4]
        own = source.read_from == "publisher"
        fields = entry.fields_dict
        assert (fields["urldate"].value if "urldate" in fields else "") == (
            source.accessed if own else ""
        )


def test_the_archive_is_a_data_package_and_an_ro_crate(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(folder / "story-data.zip") as archive:
        archive.extractall(tmp_path)
    crate = ROCrate(tmp_path)
    assert crate.root_dataset["version"] == GIVEN.dataset.edition
    assert {item.id for item in crate.data_entities} == {
        path.name for path in tmp_path.iterdir()
    } - {"ro-crate-metadata.json"}
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [item["path"] for item in described["resources"]] == [f"{k.table}.csv" for k in TABLES]


def test_excel_holds_a_table_as_text(folder: Path) -> None:
    for kind in (Claim, Camp):
        frame = pandas.read_excel(folder / f"{kind.table}.xlsx", dtype=str, keep_default_na=False)
        assert list(frame.iloc[:, 0][: len(GIVEN.dataset.all(kind))]) == [
            str(getattr(row, kind.key[0])) for row in GIVEN.dataset.all(kind)
        ]


def test_the_lines_of_python_and_sql_on_the_page_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (extension,) = SCANNER.rglob("*.duckdb_extension")
    with duckdb.connect() as here:
        here.execute(f"LOAD '{extension}'")
        for form in forms():
            lines = form.lines("")
            python, sql = lines["Python"], lines.get("SQL (DuckDB)", "")
            names: dict[str, object] = {}
            exec("; found = ".join(python.rsplit("; ", 1)), names)  # the line as it is pasted
            assert names["found"] is not None, python
            if sql:
                assert here.execute(sql).fetchall(), sql


def test_a_table_that_a_newer_rule_refuses_still_becomes_every_file() -> None:
    """A blank where a rule of today wants a value, as editions published before it have."""
    camp = GIVEN.dataset.camps[0].model_copy(update={"name_en": "", "closed": "soon"})
    dataset = replace(GIVEN.dataset, camps=(camp,))
    made = data_files()["story.sqlite"].make(Given(dataset))
    with sqlite3.connect(":memory:") as here:
        here.deserialize(made)
        assert here.execute("SELECT name_en, closed FROM camps").fetchall() == [(None, "soon")]
