"""Files as they really arrive: read with certainty, or refused with what to do."""

import io
import random
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from story.places import ROOT
from story.publishing.folder import examine
from story.publishing.intake import Intake, Limits, Upload, take
from story.publishing.intake.days import Ambiguous, read_day
from story.publishing.intake.numerals import read_count, read_measure
from story.tables.changes import Sheets, sheets_of
from story.tables.model import TABLES, Camp, Estimate, Source
from tiny_folder import TINY

NOW = sheets_of(examine(ROOT / "data").tables)
SMALL = sheets_of(examine(TINY).tables)
ESTIMATES = (ROOT / "data" / "estimates.csv").read_text(encoding="utf-8")


def taken(content: bytes | str, name: str = "estimates.csv", now: Sheets = NOW, **how) -> Intake:
    data = content.encode() if isinstance(content, str) else content
    return take([Upload(name, data)], now, **how)


def rules(found: Intake) -> list[str]:
    return [one.problem.rule for one in found.problems]


def notes(found: Intake) -> str:
    return "\n".join(one.message.en for one in found.notes)


def cell(found: Intake, column: str, row: int = 0) -> str:
    return found.arrivals[0].rows[row].cells[column]


def book(*rows: list[object], title: str = "estimates", **formats: str) -> bytes:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for place, pattern in formats.items():
        made.active[place].number_format = pattern
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def packed(content: bytes, **parts: bytes) -> bytes:
    """Return a workbook with parts added to its archive."""
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_bin", ".bin"), part)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_every_table_is_recognised_and_read_as_it_is(kind, encoding: str) -> None:
    text = (ROOT / "data" / f"{kind.table}.csv").read_text(encoding="utf-8")
    found = taken(text.encode(encoding), "upload.csv")
    assert found.problems == ()
    (arrival,) = found.arrivals
    assert arrival.kind is kind
    assert {one.key: dict(one.cells) for one in arrival.rows} == {
        key: dict(cells) for key, cells in NOW[kind].items()
    }


def test_a_korean_windows_file_is_read_and_said_to_be_one() -> None:
    found = taken(ESTIMATES.encode("cp949"))
    assert found.problems == ()
    assert "Korean Windows text (CP949)" in notes(found)
    assert len(found.arrivals[0].rows) == len(NOW[Estimate])


def test_a_western_windows_file_is_read_and_what_it_lost_is_noticed() -> None:
    text = "source_id,publisher,publisher_ko\ntime-2019-oped,Café “TIME”,??(TIME)\n"
    found = taken(text.encode("cp1252"), "sources.csv")
    assert "Windows-1252" in notes(found)
    assert cell(found, "publisher") == "Café “TIME”"
    assert rules(found) == ["lost-characters"]
    assert "타임(TIME)" in found.problems[0].problem.fix.en


def test_letters_that_a_korean_file_cannot_hold_are_noticed_at_their_cell() -> None:
    text = (ROOT / "data" / "camps.csv").read_text(encoding="utf-8")
    found = taken(text.encode("cp949", errors="replace"), "camps.csv")
    assert set(rules(found)) == {"lost-characters"}
    first = found.problems[0]
    assert (first.place.row, first.place.letter) == (2, "C")
    assert NOW[Camp]["camp-14",]["name_en"] in first.problem.fix.en


def test_accents_that_are_gone_are_a_warning() -> None:
    found = taken("camp_id,name_en\ncamp-14,Kaechon (Kaech'on)\n", "camps.csv")
    assert [(one.problem.rule, one.problem.severity) for one in found.problems] == [
        ("lost-accents", "warning")
    ]


def test_a_file_that_two_encodings_fit_is_refused_with_both_readings() -> None:
    content = b"source_id,publisher\nnew-one," + "ÊàËà".encode("cp1252") + b"\n"
    found = taken(content, "sources.csv")
    assert rules(found) == ["undecided-encoding"]
    assert "cp949: “" in found.problems[0].problem.message.en
    assert taken(content, "sources.csv", encoding="cp1252").problems == ()


@pytest.mark.parametrize(
    ("separator", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vert")]
)
def test_other_separators_are_read(separator: str, word: str) -> None:
    found = taken(f"estimate_id{separator}high\r\nkinu-2013{separator}9\r\n")
    assert cell(found, "high") == "9"
    assert f"separated by {word}" in notes(found)


def test_a_hint_of_the_separator_above_the_heading_is_understood() -> None:
    found = taken("sep=;\nestimate_id;high\nkinu-2013;12x\n")
    assert found.arrivals[0].rows[0].number == 3


def test_headings_with_capitals_spaces_and_another_order_are_read_by_name() -> None:
    found = taken(" High , Estimate ID ,,\n9,kinu-2013,,\n,,,\n,,,\n")
    assert found.problems == ()
    assert found.arrivals[0].letters == {"high": "A", "estimate_id": "B"}
    assert "another order" in notes(found)
    assert len(found.arrivals[0].rows) == 1


def test_a_title_above_the_heading_is_left_out_and_said() -> None:
    found = taken("Our estimates,\n,\nestimate_id,high\nkinu-2013,9\n")
    assert found.arrivals[0].rows[0].number == 4
    assert "names stand in row 3" in notes(found)


def test_quoted_newlines_and_letters_in_pieces_are_put_right() -> None:
    found = taken('estimate_id,note_en,note_ko\r\nkinu-2013,"a\r\nb\u00a0c ","가나"\r\n')
    assert cell(found, "note_en") == "a\nb c"
    assert cell(found, "note_ko") == "가나"


def test_a_column_of_another_name_gets_the_closest_one() -> None:
    found = taken("estimate_id,hihg\nkinu-2013,9\n")
    assert rules(found) == ["unknown-column"]
    assert found.problems[0].place.letter == "B"
    assert "“high”" in found.problems[0].problem.fix.en


def test_a_comma_too_many_is_noticed() -> None:
    assert rules(taken("estimate_id,high\nkinu-2013,9,5\n")) == ["wrong-width"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("120,000", "120000"), ("120 000", "120000"), ("120\u00a0000", "120000"),
        ("120.000.000", "120000000"), ("12만", "120000"), ("5만3700명", "53700"),
        ("1억 2,000만", "120000000"), ("3천", "3000"), ("１２０，０００", "120000"),
        ("120000.0", "120000"), ("120000 people", "120000"), ("1.500", "1500"),
        ("150²", "150²"), ("150①", "150①"), ("1½", "1½"), ("1514천명", "1514000"),
        ("about 120", "about 120"), ("1.2E+05", "1.2E+05"), ("", ""), ("만", "만"),
    ],
)  # fmt: skip
def test_a_whole_number_is_read_as_people_write_it(written: str, read: str) -> None:
    assert read_count(written)[0] == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12,5", "12.5"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("−5", "-5"),
        ("126.8510", "126.8510"), ("1,234,567", "1234567"), ("1 234,5", "1234.5"), ("n/a", "n/a"),
    ],
)  # fmt: skip
def test_a_decimal_number_is_read_as_people_write_it(written: str, read: str) -> None:
    assert read_measure(written)[0] == read


def test_a_number_that_can_be_two_is_refused_with_both() -> None:
    with pytest.raises(Ambiguous, match=r"120 / 120000"):
        read_count("120.000")
    with pytest.raises(Ambiguous, match=r"1234 / 1.234"):
        read_measure("1,234")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019-02-28", "2019-02-28"), ("28 Feb 2019", "2019-02-28"),
        ("February 28, 2019", "2019-02-28"), ("2019. 2. 28.", "2019-02-28"),
        ("2019.2.28", "2019-02-28"), ("2019년 2월 28일", "2019-02-28"), ("2019년 2월", "2019-02"),
        ("2019. 2.", "2019-02"), ("2019/2", "2019-02"), ("Feb 2019", "2019-02"), ("2019", "2019"),
        ("43524", "2019-02-28"), ("28/02/2019", "2019-02-28"), ("02/28/2019", "2019-02-28"),
        ("04/04/2019", "2019-04-04"), ("2019-02-28 00:00:00", "2019-02-28"),
        ("2019-02-30", "2019-02-30"), ("2019.2.30", "2019.2.30"), ("spring 2019", "spring 2019"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_and_spreadsheets_write_it(written: str, read: str) -> None:
    assert read_day(written)[0] == read


@pytest.mark.parametrize("written", ["03/04/2019", "3.4.2019", "28-Feb-19", "Feb-19"])
def test_a_date_that_can_be_two_is_refused_with_the_choices(written: str) -> None:
    found = taken(f"source_id,published\ntime-2019-oped,{written}\n", "sources.csv")
    assert rules(found) == ["ambiguous"]
    assert "2019-" in found.problems[0].problem.fix.en
    assert (found.problems[0].place.row, found.problems[0].place.letter) == (2, "B")


def test_codes_words_and_lists_are_read_as_the_tables_write_them() -> None:
    found = taken(
        "estimate_id,use,bound,camps_listed,derived_from\n"
        'KINU-2013,Core,Up to,"14, 15",seoul-1982; kinu-2013\n'
    )
    row = found.arrivals[0].rows[0].cells
    assert dict(row) == {
        "estimate_id": "kinu-2013", "use": "core", "bound": "up-to", "camps_listed": "14;15",
        "derived_from": "seoul-1982;kinu-2013",
    }  # fmt: skip
    assert [one.column for one in found.notes if one.column] == [
        "estimate_id", "use", "bound", "camps_listed", "derived_from",
    ]  # fmt: skip


def test_every_cell_read_otherwise_is_counted_with_the_first_of_them() -> None:
    found = taken("estimate_id,high\nkinu-2013,12만\nseoul-1982,13만\n")
    (note,) = [one for one in found.notes if one.column == "high"]
    assert (note.count, note.before, note.after) == (2, "12만", "120000")
    assert (note.place.row, note.place.letter) == (2, "B")


def test_a_workbook_is_read_sheet_by_sheet() -> None:
    made = Workbook()
    made.active.title = "notes"
    made.active.append(["Nothing here", "is a table"])
    made.create_sheet("a").append(["estimate_id", "high"])
    made["a"].append(["kinu-2013", 120000])
    made.create_sheet("b").append(["source_id", "accessed"])
    made["b"].append(["time-2019-oped", date(2019, 2, 28)])
    content = io.BytesIO()
    made.save(content)
    found = taken(content.getvalue(), "both.xlsx")
    assert [one.kind for one in found.arrivals] == [Estimate, Source]
    assert cell(found, "high") == "120000"
    assert found.arrivals[1].rows[0].cells["accessed"] == "2019-02-28"
    assert "“notes” is none of the tables" in notes(found)


def test_a_date_cell_is_read_as_precisely_as_it_is_shown() -> None:
    content = book(
        ["source_id", "published"],
        ["time-2019-oped", datetime(2013, 1, 1)], ["un-coi-2014", datetime(2013, 1, 17)],
        title="sources", B2="mmm-yy", B3="mmm-yy",
    )  # fmt: skip
    found = taken(content, "sources.xlsx")
    assert [one.cells["published"] for one in found.arrivals[0].rows] == ["2013-01", "2013-01-17"]
    assert "as precisely as it is shown" in notes(found)


def test_a_formula_in_a_workbook_is_a_problem_of_its_cell() -> None:
    found = taken(book(["estimate_id", "high"], ["kinu-2013", "=1+1"]), "estimates.xlsx")
    assert rules(found) == ["formula-cell"]
    assert (found.problems[0].place.sheet, found.problems[0].place.letter) == ("estimates", "B")


def test_stray_formatting_far_below_is_no_row() -> None:
    made = Workbook()
    made.active.append(["estimate_id", "high"])
    made.active.append(["kinu-2013", 1])
    made.active["A1048576"].number_format = "@"
    content = io.BytesIO()
    made.save(content)
    found = taken(content.getvalue(), "estimates.xlsx")
    assert (found.problems, len(found.arrivals[0].rows)) == ((), 1)


def test_a_workbook_linked_to_others_is_refused() -> None:
    content = packed(book(["estimate_id", "high"]), xl__externalLinks__externalLink1=b"<x/>")
    assert rules(taken(content, "estimates.xlsx")) == ["external-links"]


def test_a_workbook_with_macros_is_refused() -> None:
    content = packed(book(["estimate_id", "high"]), xl__vbaProject_bin=b"x")
    assert rules(taken(content, "estimates.xlsm")) == ["macros"]


def test_an_archive_that_would_grow_out_of_proportion_is_not_unpacked() -> None:
    content = packed(book(["estimate_id", "high"]), xl__worksheets__more=bytes(60_000_000))
    assert len(content) < 200_000
    assert rules(taken(content, "estimates.xlsx")) == ["zip-bomb"]


def test_entities_in_a_workbook_are_not_expanded() -> None:
    evil = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</workbook>'
    )
    content = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(book(["estimate_id"])))
    with zipfile.ZipFile(content, "w") as new:
        for one in old.infolist():
            part = evil if one.filename == "xl/workbook.xml" else old.read(one)
            new.writestr(one.filename, part)
    assert rules(taken(content.getvalue(), "estimates.xlsx")) == ["damaged-workbook"]


def test_an_old_or_protected_workbook_is_refused_with_what_to_do() -> None:
    found = taken(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "estimates.xls")
    assert rules(found) == ["old-workbook"]
    assert ".xlsx" in found.problems[0].problem.fix.en


def test_files_beyond_the_limits_are_refused_with_a_clear_message() -> None:
    many = "estimate_id,high\n" + "kinu-2013,1\n" * 12
    limits = Limits(size=10_000, rows=10, columns=5)
    assert rules(taken(many, limits=limits)) == ["too-many-rows"]
    assert rules(taken(many + " " * 10_000, limits=limits)) == ["too-large"]
    assert rules(taken(book(["estimate_id", *"abcdef"]), "e.xlsx", limits=limits)) == ["too-wide"]


@pytest.mark.parametrize(
    "content", [b"", b"\0", b"\xff\xfe", b"PK\x03\x04", b"\x80abc", b"a,b\n1,2"]
)
def test_what_is_no_table_is_said_to_be_none(content: bytes) -> None:
    found = taken(content, "holiday.bin")
    assert len(found.problems) == 1
    assert found.arrivals == ()


def mutated(draw: st.DrawFn) -> bytes:
    """Return a good file with bytes changed, cut out and put in."""
    content = bytearray(
        draw(st.sampled_from([(TINY / f"{one.table}.csv").read_bytes() for one in TABLES]))
    )
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(0, 12))):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
    return bytes(content)


ANY = st.one_of(
    st.binary(max_size=200),
    st.composite(mutated)(),
    st.text(max_size=100).map(lambda text: f"estimate_id,high,published\nx,{text}".encode()),
    st.binary(max_size=60).map(lambda tail: b"PK\x03\x04" + tail),
)


@settings(max_examples=300)
@given(ANY, st.sampled_from(["estimates.csv", "x.xlsx", ""]))
@example(b'estimate_id,high\n"\n', "")
@example(b"claim\tid,role,source\tid,via\tsource\tid\n,,\x80", "estimates.csv")
def test_any_bytes_become_rows_or_problems(content: bytes, name: str) -> None:
    found = taken(content, name, SMALL)
    assert found.arrivals or found.problems or not content.strip()
    for one in found.problems:
        assert one.problem.message.ko
        assert one.problem.fix.ko


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_a_damaged_workbook_becomes_rows_or_a_problem(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(book(["estimate_id", "high"], ["institute-2013", 9]))
    for _ in range(chance.randrange(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    found = taken(bytes(content), "estimates.xlsx", SMALL)
    assert found.arrivals or found.problems
