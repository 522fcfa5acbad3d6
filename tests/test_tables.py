"""CSV text becomes records or problems, never a traceback, and records become the same text."""

import codecs
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.publishing.folder import (
    BrokenData,
    data_folder,
    edition_of,
    examine,
    examine_files,
    load,
    paths,
    read_files,
)
from story.tables.model import TABLES, Column, Estimate, Record, Source, columns
from story.tables.rows import read, write
from tiny_folder import TINY, add, change, copied, found, said

HEADER = ",".join(Source.model_fields)
KINDS = st.sampled_from(TABLES)
# Cells that resemble what people and spreadsheets write, besides any text at all.
TYPED = st.sampled_from(
    ["", "2013", "2013-02-30", "1,000", "=1", "a;b", ";", "camp-14", '"', "\r\n", "\x00", "�"]
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


# Reading


@given(KINDS, st.text())
def test_any_text_gives_records_or_problems(kind: type[Record], text: str) -> None:
    table, problems = read(kind, text)
    assert problems or table.whole


@given(KINDS, st.binary())
def test_any_bytes_give_a_dataset_or_errors(kind: type[Record], content: bytes) -> None:
    files = read_files(TINY)
    changed = {**files.contents, f"{kind.table}.csv": content}
    found = examine_files(type(files)(TINY, changed))
    assert (found.dataset is None) == bool(found.errors)
    assert all(one.message.en and one.message.ko and one.fix.en for one in found.problems)


@given(KINDS, st.data())
def test_any_cells_under_the_right_header_give_a_record_or_a_problem_of_their_row(
    kind: type[Record], data: st.DataObject
) -> None:
    width = len(kind.model_fields)
    cells = data.draw(st.lists(st.one_of(TYPED, st.text()), min_size=width, max_size=width))
    quoted = ",".join('"{}"'.format(cell.replace('"', '""')) for cell in cells)
    table, problems = read(kind, f"{','.join(kind.model_fields)}\n{quoted}\n")
    assert len(table.records) == 1 or {one.row for one in problems} == {2}


def test_a_byte_order_mark_is_tolerated(folder: Path) -> None:
    path = folder / "sources.csv"
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert found(folder) == []


def test_line_ends_of_another_system_are_tolerated(folder: Path) -> None:
    path = folder / "sources.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert found(folder) == []
    assert load(folder).sources == load(TINY).sources


def test_a_row_is_numbered_as_a_spreadsheet_does_whatever_breaks_stand_in_cells(
    folder: Path,
) -> None:
    change(folder, "events", "2018-06-12-summit", summary_en="One line.\n\nAnother.")
    change(folder, "events", "2019-03-statement", importance="4")
    assert found(folder) == [
        ("warning", "line-break", "events.csv", 2, "summary_en"),
        ("error", "not-permitted", "events.csv", 3, "importance"),
    ]


@pytest.mark.parametrize(
    ("table", "record", "cells", "message", "fix"),
    [
        (
            "estimates", "institute-2013", {"scope": "kwanlisoo"},
            "“kwanlisoo” is not a permitted value. "
            "Permitted: christians-only, kwanliso, other, wider.",
            "Did you mean “kwanliso”?",
        ),
        (
            "estimates", "institute-2013", {"high": "120,000"},
            "“120,000” is not a whole number in plain digits.",
            "Write “120000”.",
        ),
        (
            "estimates", "institute-2013", {"high": "many"},
            "“many” is not a whole number in plain digits.",
            "Use digits only, without commas, spaces or words. Leave the cell blank where the "
            "number is not known.",
        ),
        (
            "estimates", "institute-2013", {"published": "2013.1.17"},
            "“2013.1.17” is not a date such as 2013, 2013-01 or 2013-01-17.",
            "Write “2013-01-17”.",
        ),
        (
            "estimates", "institute-2013", {"published": "2013/17/01"},
            "“2013/17/01” is not a date such as 2013, 2013-01 or 2013-01-17.",
            "Write the date as precisely as it is known. A spreadsheet may have changed it: "
            "format the column as text before typing.",
        ),
        (
            "estimates", "institute-2013", {"published": "17-Jan-13"},
            "“17-Jan-13” is not a date such as 2013, 2013-01 or 2013-01-17.",
            "Write the date as precisely as it is known. A spreadsheet may have changed it: "
            "format the column as text before typing.",
        ),
        (
            "estimates", "institute-2013", {"published": "2013-02-30"},
            "There is no such day: 2013-02-30.",
            "Correct the day, or leave it out.",
        ),
        (
            "estimates", "institute-2013", {"camps_listed": "14;;25"},
            "The list has an empty place.",
            "Part the entries with one semicolon each, without spaces.",
        ),
        (
            "estimates", "institute-2013", {"camps_listed": "14;Camp 25"},
            "“Camp 25” is not a camp number.",
            "Write the digits alone, such as 14.",
        ),
        (
            "estimates", "institute-2013", {"label_en": "  "},
            "The cell is blank, but a value is needed.",
            "Fill in: Its name in English.",
        ),
        (
            "events", "2018-06-12-summit", {"lat": "1,25"},
            "“1,25” is not a number in plain digits with a decimal point.",
            "Write “125”.",
        ),
        (
            "events", "2018-06-12-summit", {"lat": "125"},
            "125 does not lie between -90 and 90.",
            "Correct the number.",
        ),
        (
            "camps", "camp-14", {"area_low_km2": "-1"},
            "-1 is less than 0.",
            "Correct the number.",
        ),
        (
            "sources", "inside-2025", {"url": "www.example.org"},
            "“www.example.org” is not a web address.",
            "Copy the whole address, beginning with https://, or leave the cell blank.",
        ),
        (
            "sources", "inside-2025", {"language": "English"},
            "“English” is not a language code.",
            "Write two or three small letters, such as en, ko or ja.",
        ),
        (
            "imagery", "institute-2013-camp-14", {"imagery_id": "Camp 14 (2013)"},
            "“Camp 14 (2013)” is not an id: small letters, digits and single hyphens only.",
            "Write “camp-14-2013”.",
        ),
        (
            "imagery", "institute-2013-camp-14", {"imagery_id": "정치범"},
            "“정치범” is not an id: small letters, digits and single hyphens only.",
            "Write it like “un-coi-2014”.",
        ),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_explained(
    folder: Path, table: str, record: str, cells: dict[str, str], message: str, fix: str
) -> None:
    change(folder, table, record, **cells)
    assert said(folder) == (message, fix)
    (problem,) = examine(folder).problems
    ((column, value),) = cells.items()
    assert (problem.table, problem.column, problem.value) == (table, column, value)
    assert problem.message.ko != problem.message.en


def test_every_problem_of_a_row_is_said_at_once(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", low="8O", bound="between", published="January")
    assert found(folder) == [
        ("error", "bad-date", "estimates.csv", 2, "published"),
        ("error", "bad-number", "estimates.csv", 2, "low"),
        ("error", "not-permitted", "estimates.csv", 2, "bound"),
    ]


# Files and headers


def test_a_missing_file_is_one_error_and_brings_up_no_others(folder: Path) -> None:
    (folder / "sources.csv").unlink()
    assert found(folder) == [("error", "missing-file", "sources.csv", 0, "")]


def test_a_file_saved_in_the_korean_code_page_is_one_error(folder: Path) -> None:
    path = folder / "camps.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp949"))
    assert found(folder) == [("error", "not-utf-8", "camps.csv", 0, "")]


def test_a_folder_in_the_place_of_a_file_is_one_error(folder: Path) -> None:
    (folder / "camps.csv").unlink()
    (folder / "camps.csv").mkdir()
    assert found(folder) == [("error", "closed-file", "camps.csv", 0, "")]


def test_a_file_separated_by_semicolons_is_one_error(folder: Path) -> None:
    path = folder / "series.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert found(folder) == [("error", "other-separator", "series.csv", 1, "")]


def test_an_empty_file_is_one_error(folder: Path) -> None:
    (folder / "series.csv").write_text("", encoding="utf-8")
    assert found(folder) == [("error", "no-header", "series.csv", 1, "")]


def test_a_misspelt_column_is_named_with_the_right_one(folder: Path) -> None:
    path = folder / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("note_ko", "notes_ko", 1), "utf-8")
    assert found(folder) == [
        ("error", "missing-column", "sources.csv", 1, "note_ko"),
        ("error", "unknown-column", "sources.csv", 1, "notes_ko"),
    ]
    assert examine(folder).problems[1].fix.en == "Did you mean “note_ko”?"


def test_a_column_that_may_be_blank_may_be_absent_and_one_that_must_be_filled_may_not(
    folder: Path,
) -> None:
    path = folder / "observations.csv"
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [name for name in rows[0] if name not in ("vintage", "corrected", "locator")]
    old = [[one for one, name in zip(row, rows[0], strict=True) if name in kept] for row in rows]
    path.write_text("\n".join(",".join(row) for row in old) + "\n", encoding="utf-8")
    assert found(folder) == []
    assert load(folder).observations == load(TINY).observations
    path.write_text("\n".join(",".join(row[:2] + row[3:]) for row in old) + "\n", encoding="utf-8")
    assert ("error", "missing-column", "observations.csv", 1, "value") in found(folder)


def test_a_nameless_or_repeated_column_is_an_error() -> None:
    _, problems = read(Source, f"{HEADER},,url\n")
    assert [one.rule for one in problems] == ["unknown-column", "repeated-column"]


def test_columns_in_another_order_are_read_and_warned_about(folder: Path) -> None:
    dataset = load(folder)
    rows = [line.split(",") for line in write(Source, dataset.sources[2:]).splitlines()]
    text = "\n".join(",".join(reversed(row)) for row in rows)
    table, problems = read(Source, text)
    assert table.records == dataset.sources[2:]
    assert [(one.severity, one.rule) for one in problems] == [("warning", "column-order")]


def test_a_row_with_a_cell_too_many_hides_no_ids_and_the_rest_is_checked(folder: Path) -> None:
    path = folder / "sources.csv"
    text = path.read_text(encoding="utf-8").replace("inside-2025,", "inside-2025,,", 1)
    path.write_text(text, encoding="utf-8")
    change(folder, "camp_lists", "time-2019-oped", complete="maybe")
    assert found(folder) == [
        ("error", "wrong-width", "sources.csv", 5, ""),
        ("error", "not-permitted", "camp_lists.csv", 3, "complete"),
    ]


def test_an_empty_row_is_an_error(folder: Path) -> None:
    path = folder / "series.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n,,,,,,\n", encoding="utf-8")
    assert [one[1] for one in found(folder)] == ["empty-row", "empty-row"]


def test_a_quotation_mark_that_is_not_closed_is_found_where_it_opens(folder: Path) -> None:
    path = folder / "estimates.csv"
    text = path.read_text(encoding="utf-8").replace('"TIME, March 2019"', '"TIME, March 2019', 1)
    path.write_text(text, encoding="utf-8")
    assert found(folder) == [("error", "unreadable-row", "estimates.csv", 3, "")]


def test_an_unreadable_row_keeps_its_id_for_those_that_point_to_it(folder: Path) -> None:
    change(folder, "sources", "inside-2025", accessed="yesterday")
    assert found(folder) == [("error", "bad-date", "sources.csv", 5, "accessed")]


def test_loading_broken_data_raises_every_error_and_no_warning(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", low="130")
    change(folder, "events", "2019-03-statement", summary_en=" An example.")
    with pytest.raises(BrokenData) as broken:
        load(folder)
    assert [one.rule for one in broken.value.problems] == ["low-above-high"]


# Editions


def test_an_edition_is_named_by_its_content(folder: Path) -> None:
    before = edition_of(folder)
    assert before == edition_of(TINY) == load(folder).edition
    change(folder, "sources", "inside-2025", title="Two camps from outside")
    assert edition_of(folder) != before
    change(folder, "sources", "inside-2025", title="Two camps from inside")
    assert edition_of(folder) == before


def test_the_map_is_part_of_the_edition(folder: Path) -> None:
    before = edition_of(folder)
    (folder / "geo").mkdir()
    (folder / "geo" / "country.json").write_text("{}", encoding="utf-8")
    assert folder / "geo" / "country.json" in paths(folder)
    assert edition_of(folder) != before


def test_documents_beside_the_tables_are_not_part_of_the_edition(folder: Path) -> None:
    before = edition_of(folder)
    (folder / "README.md").write_text("Read me.", encoding="utf-8")
    assert edition_of(folder) == before


# Writing


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_what_is_published_is_written_byte_for_byte(kind: type[Record]) -> None:
    path = data_folder() / f"{kind.table}.csv"
    assert write(kind, load().all(kind)).encode() == path.read_bytes()


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
FORMS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True),
    "date": st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(str)
    | st.sampled_from(["1982", "2013-01"]),
    "count": st.integers(0, 10**12),
    "address": st.just("https://example.org/a?b=1,2"),
    "language": st.sampled_from(["en", "ko"]),
    "locator": st.integers(1, 999).map("paragraph {}".format),
    "digits": st.integers(1, 99).map(str),
}


def cells_of(column: Column) -> st.SearchStrategy[Any]:
    """Return what a cell of a column may hold, as the record has it."""
    form = column.cell.form
    if column.cell.many:
        items = FORMS.get(form, WORDS.filter(lambda word: word.strip() and ";" not in word))
        return st.lists(items, max_size=3).map(tuple)
    if form == "choice":
        return st.sampled_from([*column.choices, *([""] if column.blank else [])])
    if form == "text":
        return WORDS if column.blank else WORDS.filter(lambda word: bool(word.strip()))
    low, high = column.cell.minimum, column.cell.maximum
    if form == "number":
        known: st.SearchStrategy[Any] = st.floats(low, high, allow_nan=False, allow_infinity=False)
    elif form == "count" and high is not None:
        known = st.integers(int(low or 0), int(high))
    else:
        known = FORMS[form]
    unknown = None if form in ("count", "number") else ""
    return known | st.just(unknown) if column.blank else known


@given(KINDS, st.data())
def test_records_written_and_read_again_are_the_same(
    kind: type[Record], data: st.DataObject
) -> None:
    cells = {one.name: data.draw(cells_of(one), label=one.name) for one in columns(kind)}
    record = kind.model_validate(cells)
    table, problems = read(kind, write(kind, [record]))
    assert problems == ()
    assert table.records == (record,)


def test_a_record_is_found_by_its_id() -> None:
    dataset = load(TINY)
    assert dataset.find(Estimate, "inside-2025") is dataset.estimates[2]
    with pytest.raises(KeyError):
        dataset.find(Estimate, "no-such-estimate")


def test_the_folder_of_the_tables_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORY_DATA", str(TINY))
    assert load().edition == load(TINY).edition


def test_a_new_row_is_a_new_record(folder: Path) -> None:
    add(folder, "sources", "paper-2013", source_id="paper-2014", url="https://example.org/2014")
    assert [one.source_id for one in load(folder).sources][-1] == "paper-2014"
