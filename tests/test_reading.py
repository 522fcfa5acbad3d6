"""What a writer meant is what is read, or a problem: encodings, formats and sheets, generated."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from story.publishing.folder import examine
from story.publishing.intake import Intake, Upload, doubts, take
from story.tables.changes import sheets_of
from story.tables.headings import heading
from story.tables.model import TABLES, Estimate, columns
from tiny_folder import TINY

SMALL = sheets_of(examine(TINY).tables)

TEXTS = {
    "korean": "조선민주주의인민공화국 정치범수용소에 관한 보고서, 통일연구원",
    "short korean": "새 보고서",
    "french": "Rapport sur les prisonniers politiques en Corée du Nord, détenus à perpétuité",
    "spanish": "Informe de Elizabeth Salmón, Bogotá",
    "german": "Bericht über Lager für politische Gefangene, Zürich",
    "typographic": "The UN’s “quiet” report – part 1",
    "apostrophe": "Amnesty’s report",
    "japanese": "北朝鮮の政治犯収容所についての報告書、朝日新聞",
    "kanji": "北朝鮮人権法",
    "chinese": "朝鲜人权状况报告：关于政治犯收容所的调查",
    "russian": "Доклад о положении в области прав человека в КНДР",
    "czech": "Zpráva o táborech, Český rozhlas",
    "euro": "Costs 5€ a day, Cœur",
    "word": "Corée",
}
ENCODINGS = (
    "cp949", "euc-kr", "cp1252", "iso8859_15", "latin-1", "mac_roman", "cp850", "cp437", "cp1250",
    "johab", "cp932", "euc_jp", "iso2022_jp", "gb18030", "gbk", "big5", "cp1251", "mac_cyrillic",
    "koi8_r", "cp866", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
)  # fmt: skip


def encodes(text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        return False


def errors(found: Intake) -> list[str]:
    return [one.problem.rule for one in found.problems if one.problem.severity == "error"]


def read(found: Intake, column: str) -> str:
    return found.arrivals[0].rows[0].cells[column]


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(name, code) for name, text in TEXTS.items() for code in ENCODINGS if encodes(text, code)],
)
def test_new_text_in_any_encoding_is_read_or_asked_about(language: str, encoding: str) -> None:
    text = TEXTS[language]
    content = f'source_id,title\nnew-one,"{text}"\n'.encode(encoding)
    found = take([Upload("sources.csv", content)], SMALL)
    if not errors(found):
        assert read(found, "title") == text
        return
    assert errors(found) == ["undecided-encoding"]
    (doubt,) = doubts(found.problems)
    assert len(doubt.answers) == 2


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_what_stands_decides_how_a_file_is_stored(kind, encoding: str) -> None:
    fields = list(kind.model_fields)
    rows = [
        cells for cells in SMALL[kind].values()
        if all(encodes(cells.get(name, ""), encoding) for name in fields)
    ]  # fmt: skip
    quoted = [['"{}"'.format(row.get(name, "").replace('"', '""')) for name in fields]
              for row in rows]  # fmt: skip
    text = "\n".join([",".join(fields), *(",".join(row) for row in quoted)]) + "\n"
    found = take([Upload(f"{kind.table}.csv", text.encode(encoding))], SMALL)
    assert errors(found) == []
    assert [dict(row.cells) for row in found.arrivals[0].rows] == [
        {name: row.get(name, "") for name in fields} for row in rows
    ]


def test_the_reading_that_somebody_chooses_is_taken() -> None:
    content = 'source_id,title\nnew-one,"Zpráva o táborech, Český rozhlas"\n'.encode("cp1250")
    (doubt,) = doubts(take([Upload("sources.csv", content)], SMALL).problems)
    found = take([Upload("sources.csv", content)], SMALL, answers={doubt.key: "cp1250"})
    assert errors(found) == []
    assert read(found, "title") == "Zpráva o táborech, Český rozhlas"


SPOILT = [
    ("utf-8", "cp1252", "Elizabeth Salmón"), ("utf-8", "cp1252", "Korea – UN"),
    ("utf-8", "mac_roman", "Salmón’s"), ("utf-8", "cp850", "Salmón"), ("utf-8", "cp437", "Salmón"),
    ("cp949", "cp1252", "한국 관리소"), ("cp949", "mac_roman", "한국 관리소"),
    ("utf-8", "cp1251", "Список"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "text"), SPOILT)
def test_text_decoded_wrongly_is_offered_back(right: str, wrong: str, text: str) -> None:
    damaged = text.encode(right).decode(wrong)
    found = take([Upload("sources.csv", f"source_id,title\nnew-one,{damaged}\n".encode())], SMALL)
    assert errors(found) == ["mojibake"]
    (doubt,) = doubts(found.problems)
    assert {one.code: one.value for one in doubt.answers} == {"mended": text, "as-written": damaged}
    mended = take(
        [Upload("sources.csv", f"source_id,title\nnew-one,{damaged}\n".encode())],
        SMALL,
        answers={doubt.key: "mended"},
    )
    assert read(mended, "title") == text


@pytest.mark.parametrize(
    "text",
    [
        "Kaechŏn (Kaech’ŏn)",
        "對北 제재",
        "북한(北韓) 人權",
        "R&D; AT&T",
        "5 °C ½ × 3",
        "naïve Ångström",
    ],
)
def test_text_that_only_looks_unusual_is_left_alone(text: str) -> None:
    found = take([Upload("sources.csv", f"source_id,title\nnew-one,{text}\n".encode())], SMALL)
    assert found.problems == ()
    assert read(found, "title") == text


# Cells


def book(*rows: Sequence[object], title: str = "observations", **formats: str) -> bytes:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(list(row))
    for place, pattern in formats.items():
        made.active[place].number_format = pattern
    return saved(made)


def saved(made: Workbook) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


NUMBERS = [
    # stored, format, people in estimates.high, value of a series of people: text or rule
    (120000, "General", "120000", "120000"),
    (120000, "0", "120000", "120000"),
    (120000, "#,##0", "120000", "120000"),
    (120000, '#,##0"명"', "120000", "120000"),
    (120000, '#,##0_ "people"', "120000", "120000"),
    (120000, "_-* #,##0_-;-* #,##0_-", "120000", "120000"),
    (120000, "0.00E+00", "120000", "120000"),
    (123456, "0.00E+00", "shown-otherwise", "shown-otherwise"),
    (120000, "0,", "shown-otherwise", "shown-otherwise"),
    (120000, "#,##0,", "shown-otherwise", "shown-otherwise"),
    (120000, '#,##0,"천"', "120000", "120000"),
    (12, '0"만"', "120000", "120000"),
    (12, '0"만 명"', "120000", "120000"),
    (1514, '0"천명"', "1514000", "1514000"),
    (3, '0"백명"', "shown-otherwise", "shown-otherwise"),
    (125000, '0!.0,"만"', "125000", "125000"),
    (125000, '0\\.0,"만 명"', "125000", "125000"),
    (1234567, "0000-00-00", "shown-otherwise", "shown-otherwise"),
    (5, '0"곳"', "5", "5"),
    (120000, '0.0,,"M"', "shown-otherwise", "shown-otherwise"),
    (120000, ";;;", "shown-otherwise", "shown-otherwise"),
    (120000, "[>100]0;0.0", "shown-otherwise", "shown-otherwise"),
    (0.5, "# ?/?", "shown-otherwise", "shown-otherwise"),
    (0.395, "0.0%", "shown-otherwise", "shown-otherwise"),
    (947.4, "0", "shown-otherwise", "shown-otherwise"),
    (947.4, "General", "947.4", "947.4"),
    (947.0000000000001, "General", "947", "947"),
    (-0.4, "0", "shown-otherwise", "shown-otherwise"),
    (14, "0000", "14", "14"),
    (120000, "yyyy-mm-dd", "typed-date", "typed-date"),
    (120000, "@", "120000", "120000"),
    (120000, "[$₩-412]#,##0", "shown-otherwise", "shown-otherwise"),
]


@pytest.mark.parametrize(("stored", "code", "people", "value"), NUMBERS)
def test_a_number_is_read_as_it_is_shown_or_asked_about(
    stored: float, code: str, people: str, value: str
) -> None:
    found = take([Upload("e.xlsx", book(["estimate_id", "high"], ["new", stored], B2=code))], SMALL)
    assert [*errors(found), read(found, "high")][0] == people
    rows = (["series_id", "period", "status", "value"],
            ["nk-arrivals-south-korea", "1999", "final", stored])  # fmt: skip
    found = take([Upload("o.xlsx", book(*rows, D2=code))], SMALL)
    assert [*errors(found), read(found, "value")][0] == value


DAYS = [
    # stored, format, read in a column of dates
    (datetime(2019, 2, 28), "yyyy-mm-dd", "2019-02-28"),
    (datetime(2019, 2, 28), "m/d/yyyy", "2019-02-28"),
    (datetime(2019, 2, 28), 'yyyy"년" m"월" d"일"', "2019-02-28"),
    (datetime(2019, 2, 28), "[$-412]yyyy. m. d.", "2019-02-28"),
    (datetime(2019, 2, 28), "dddd, mmmm dd, yyyy", "2019-02-28"),
    (datetime(2019, 2, 28), "yyyy-mm-dd;@", "2019-02-28"),
    (datetime(2019, 2, 1), "mmm-yy", "2019-02"),
    (datetime(2019, 2, 28), "mmm-yy", "shown-otherwise"),
    (datetime(2019, 1, 1), "yyyy", "2019"),
    (datetime(2019, 2, 28), "yyyy", "shown-otherwise"),
    (datetime(2019, 2, 28), "m/d", "no-year"),
    (datetime(2019, 2, 28), "mmm d", "no-year"),
    (datetime(2019, 2, 28), 'm"월" d"일"', "no-year"),
    (datetime(2019, 2, 28, 14, 30), "yyyy-mm-dd hh:mm", "time-of-day"),
    (datetime(2019, 2, 28, 14, 30), "yyyy-mm-dd", "2019-02-28"),
    (datetime(2019, 2, 28, 14, 30), "h:mm", "no-year"),
    (0.5, "h:mm", "no-year"),
    (1982, "yyyy-mm-dd", "year-or-day"),
    (2019, "yyyy", "year-or-day"),
    (2019, "General", "2019"),
    (2019, "#,##0", "2019"),
    (2019, '0"년"', "2019"),
    (43524, "General", "2019-02-28"),
    (2019.1, "General", "ambiguous"),
    (2019.2, "General", "2019-02"),
    (20190228, "0", "2019-02-28"),
    (-5, "yyyy-mm-dd", "error-cell"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "code", "wanted"), DAYS)
def test_a_day_is_read_as_it_is_shown_or_asked_about(
    stored: object, code: str, wanted: str
) -> None:
    content = book(["source_id", "published"], ["new", stored], B2=code)
    found = take([Upload("s.xlsx", content)], SMALL)
    assert [*errors(found), read(found, "published")][0] == wanted


def test_days_counted_from_1904_are_the_days_that_are_shown() -> None:
    made = Workbook()
    made.epoch = datetime(1904, 1, 1)
    made.active.append(["source_id", "published"])
    made.active.append(["a", 42062])
    made.active.append(["b", 42062])
    made.active["B2"].number_format = "yyyy-mm-dd"
    found = take([Upload("s.xlsx", saved(made))], SMALL)
    assert read(found, "published") == "2019-02-28"
    assert errors(found) == ["ambiguous"]
    assert [one.value for one in found.problems[0].problem.answers] == ["2019-02-28", "2015-02-27"]


WRITTEN = [
    # column, text in CSV, text read or rule
    ("high", "약 12만 명", "wording"), ("high", "-0", "minus-zero"), ("high", "#N/A", "error-cell"),
    ("high", "#REF!", "error-cell"), ("high", "########", "error-cell"), ("high", "0120", "120"),
    ("high", "39.5%", "39.5%"), ("high", "１２만", "120000"), ("high", "1.2만", "12000"),
    ("published", "28 February", "no-year"), ("published", "2월 28일", "no-year"),
    ("published", "2/28", "no-year"), ("published", "2019-02-28 14:30", "time-of-day"),
    ("published", "2019-02-27T15:00:00Z", "time-of-day"), ("published", "2019.1", "ambiguous"),
    ("published", "#NAME?", "error-cell"), ("published", "2019-02-28T00:00:00Z", "2019-02-28"),
    ("published", "2019년 2월 28일(목)", "2019-02-28"), ("label_en", "#VALUE!", "error-cell"),
    ("label_en", "a\u200bb\ufeff", "ab"), ("label_en", "a.\x0bB", "a. B"),
    ("high", '"=""0120"""', "120"), ("label_en", "NaN", "error-cell"),
    ("high", "7.5백만", "7500000"),
    ("published", "2019-02-2⁸", "2019-02-2⁸"), ("published", "2019-02-28¹", "2019-02-28¹"),
    ("label_en", "\ufefftitle", "title"),
    ("label_en", "Tom &amp; Ann", "mojibake"), ("label_en", "what?", "what?"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "text", "wanted"), WRITTEN)
def test_what_spreadsheets_leave_in_csv_is_read_or_refused(
    column: str, text: str, wanted: str
) -> None:
    found = take([Upload("e.csv", f"estimate_id,{column}\nnew,{text}\n".encode())], SMALL)
    assert [*errors(found), read(found, column)][0] == wanted


def test_the_word_beside_a_number_goes_with_the_wording_of_its_row() -> None:
    head = "estimate_id,point,low,bound\n"
    for row, bound in (("new,약 12만 명,,about", "about"), ("new,,최소 8만,at-least", "at-least")):
        found = take([Upload("e.csv", f"{head}{row}\n".encode())], SMALL)
        assert errors(found) == []
        assert read(found, "bound") == bound
    found = take([Upload("e.csv", f"{head}new,약 12만 명,,\n".encode())], SMALL)
    assert (errors(found), read(found, "point"), read(found, "bound")) == ([], "120000", "about")
    found = take([Upload("e.csv", f"{head}new,약 12만 명,,range\n".encode())], SMALL)
    assert errors(found) == ["wording"]


# Sheets


def table(kind, rows: Iterable[Sequence[str]] = ()) -> Workbook:
    """Return a table as a workbook of text."""
    made = Workbook()
    made.active.title = kind.table
    fields = list(kind.model_fields)
    made.active.append(fields)
    for cells in rows or [[row.get(name, "") for name in fields] for row in SMALL[kind].values()]:
        made.active.append([text or None for text in cells])
    return made


def words_at(kind) -> int:
    """Return the column, from 1, of a table's first text that is no key."""
    return next(
        at for at, one in enumerate(columns(kind), start=1)
        if one.cell.form == "text" and one.name not in kind.key and not one.cell.many
    )  # fmt: skip


def changed(found: Intake) -> list[tuple[str, ...]]:
    return [
        row.key
        for arrival in found.arrivals
        for row in arrival.rows
        if any(SMALL[arrival.kind].get(row.key, {}).get(name, "") != text
               for name, text in row.cells.items())
    ]  # fmt: skip


def hidden_row(sheet, at: int) -> None:
    sheet.cell(2, at).value = "A draft"
    sheet.row_dimensions[2].hidden = True


def hidden_column(sheet, at: int) -> None:
    sheet.cell(2, at).value = "A draft"
    sheet.column_dimensions[sheet.cell(1, at).column_letter].hidden = True


def hidden_sheet(sheet, at: int) -> None:
    sheet.cell(2, at).value = "A draft"
    sheet.sheet_state = "veryHidden"
    sheet.parent.create_sheet("Notes").append(["Nothing here"])


def struck_row(sheet, at: int) -> None:
    for cell in sheet[2]:
        cell.font = Font(strike=True)


def struck_part(sheet, at: int) -> None:
    sheet.cell(2, at).value = CellRichText("Kept ", TextBlock(InlineFont(strike=True), "and gone"))


def merged(sheet, at: int) -> None:
    sheet.insert_rows(3)
    for cell in sheet[2]:
        sheet.cell(3, cell.column).value = cell.value
    for place in range(1, sheet.max_column + 1):
        if sheet.cell(1, place).value.endswith("_id") and sheet.cell(2, place).value:
            sheet.cell(3, place).value = f"{sheet.cell(2, place).value}-again"
    sheet.cell(2, at).value = "One text for both"
    sheet.cell(3, at).value = None
    sheet.merge_cells(start_row=2, start_column=at, end_row=3, end_column=at)


def merged_across(sheet, at: int) -> None:
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=2)


FEATURES = {
    hidden_row: "hidden-row", hidden_column: "hidden-column", hidden_sheet: "hidden-sheet",
    struck_row: "struck-row", struck_part: "struck-out", merged: "merged-cell",
    merged_across: "merged-across",
}  # fmt: skip
WORDY = [kind for kind in TABLES if any(one.cell.form == "text" and one.name not in kind.key
                                        for one in columns(kind)) and SMALL[kind]]  # fmt: skip


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.__name__)
@pytest.mark.parametrize("kind", WORDY, ids=lambda kind: kind.table)
def test_what_a_sheet_does_not_show_plainly_is_asked_about(kind, feature) -> None:
    made = table(kind)
    feature(made.active, words_at(kind))
    found = take([Upload("x.xlsx", saved(made))], SMALL)
    assert FEATURES[feature] in errors(found)
    first = next(one for one in found.problems if one.problem.rule == FEATURES[feature])
    assert first.place is not None
    assert first.place.sheet == kind.table
    assert first.place.row in (2, 3)


def title_above(sheet) -> None:
    sheet.insert_rows(1, 2)
    sheet.cell(1, 1).value = "표 제목"
    sheet.merge_cells("A1:C1")


def note_below(sheet) -> None:
    sheet.cell(sheet.max_row + 2, 1).value = "* 자료: 통일부 (2026)"


def second_heading(sheet) -> None:
    sheet.insert_rows(2)
    for cell in sheet[1]:
        sheet.cell(2, cell.column).value = heading(cell.value).ko


def heading_again(sheet) -> None:
    sheet.append([cell.value for cell in sheet[1]])


def empty_rows(sheet) -> None:
    sheet.insert_rows(3)


def stray_format(sheet) -> None:
    sheet.cell(5000, 1).number_format = "@"


HARMLESS = (title_above, note_below, second_heading, heading_again, empty_rows, stray_format)


@pytest.mark.parametrize("feature", HARMLESS, ids=lambda feature: feature.__name__)
@pytest.mark.parametrize("kind", [one for one in TABLES if SMALL[one]], ids=lambda kind: kind.table)
def test_what_stands_around_a_table_changes_nothing(kind, feature) -> None:
    made = table(kind)
    feature(made.active)
    found = take([Upload("x.xlsx", saved(made))], SMALL)
    assert errors(found) == []
    assert changed(found) == []
    assert sum(len(one.rows) for one in found.arrivals) == len(SMALL[kind])


def test_what_stands_beside_a_table_is_named_with_its_cell() -> None:
    content = book(["estimate_id", "high"], ["new", 1, None, "memo"], title="estimates")
    (found,) = take([Upload("x.xlsx", content)], SMALL).problems
    assert found.problem.rule == "outside"
    assert (found.place.sheet, found.place.row, found.place.letter) == ("estimates", 2, "D")
    assert "memo" in found.problem.message.ko


def test_whole_numbers_as_programs_write_them_change_nothing() -> None:
    text = "series_id,period,status,value\nus-envoy-in-post,2023.0,final,1.0\n"
    found = take([Upload("x.csv", text.encode())], SMALL)
    assert (errors(found), changed(found)) == ([], [])


def test_two_tables_in_a_sheet_are_both_read() -> None:
    made = table(TABLES[0])
    made.active.append([])
    made.active.append(["estimate_id", "high"])
    made.active.append(["institute-2013", 7])
    found = take([Upload("x.xlsx", saved(made))], SMALL)
    assert errors(found) == []
    assert [one.kind.table for one in found.arrivals] == ["sources", "estimates"]
    assert changed(found) == [("institute-2013",)]


def test_a_sheet_that_is_no_table_names_the_nearest_and_what_is_missing() -> None:
    content = book(["estimate", "High", "Lower one", "Upper", "more"], ["a", 1, 2, 3, 4], title="x")
    found = take([Upload("x.xlsx", content)], SMALL)
    (problem,) = found.problems
    assert problem.problem.rule == "unknown-table"
    assert "estimates.csv" in problem.problem.message.en
    assert "bound" in problem.problem.message.ko


def test_a_file_called_after_its_table_is_that_one_though_its_ids_are_called_otherwise() -> None:
    content = book(["번호", "period", "status", "value", "source_id"], ["a", 2019, "final", 1, "b"])
    found = take([Upload("observations.xlsx", content)], SMALL)
    assert [(one.problem.table, one.problem.rule) for one in found.problems] == [
        ("observations", "missing-column"), ("observations", "unknown-column"),
    ]  # fmt: skip


def test_a_raised_digit_in_a_workbook_is_no_digit_of_the_number() -> None:
    made = Workbook()
    made.active.append(["estimate_id", "high", "label_en"])
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    made.active.append(
        ["new", CellRichText("120000", raised), CellRichText("Counted once", raised)]
    )
    found = take([Upload("e.xlsx", saved(made))], SMALL)
    assert read(found, "high") == "120000¹"
    assert read(found, "label_en") == "Counted once¹"


def test_headings_in_words_are_understood() -> None:
    found = take(
        [Upload("x.csv", "통계,시기,상태,값\nus-envoy-in-post,2023,final,1\n".encode())], SMALL
    )
    assert errors(found) == []
    assert changed(found) == []


def test_a_text_cut_off_where_programs_cut_is_said_to_be() -> None:
    key = next(iter(SMALL[Estimate]))
    stored = {Estimate: {key: {**SMALL[Estimate][key], "note_en": "a" * 300}}}
    text = f"estimate_id,note_en\n{key[0]},{'a' * 255}\n"
    assert errors(take([Upload("e.csv", text.encode())], stored)) == ["cut-off"]
    shorter = f"estimate_id,note_en\n{key[0]},{'a' * 100}\n"
    assert errors(take([Upload("e.csv", shorter.encode())], stored)) == []


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff\ufeffestimate_id,high\nnew,9\n", "estimate_id,high\rnew,9\r",
        "estimate_id,high\nnew,9\n\x1a",
        '"sep=;"\r\nestimate_id;high\r\nnew;9\r\n', "Estimate\u200b ID,HIGH\nnew,9\n",
        "estimate_id,high,,\nnew,9,,\n,,,\n", "\n\nestimate_id,high\nnew,9\n* a footnote\n",
        "estimate_id,label_en,high\nnew,\"two\nlines\",9\n",
    ],
)  # fmt: skip
def test_a_csv_file_is_read_however_it_was_written(text: str) -> None:
    found = take([Upload("e.csv", text.encode())], SMALL)
    assert errors(found) == []
    assert [row.cells["high"] for row in found.arrivals[0].rows] == ["9"]


OTHERS = [
    (b"%PDF-1.7", "a.xlsx", "other-kind"), (b"<html><table>", "a.xls", "other-kind"),
    (b"ID;PWXL", "a.csv", "other-kind"), (b"\x15xx", "~$a.xlsx", "lock-file"),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
    (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "a.xls", "old-workbook"),
    (b"\xd0\xcf\x11\xe0" + "HwpSummaryInformation".encode("utf-16-le"), "a.hwp", "other-kind"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
     b'xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "a.xml", "other-kind"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "name", "rule"), OTHERS)
def test_what_is_no_workbook_is_refused_by_its_own_name(
    content: bytes, name: str, rule: str
) -> None:
    assert errors(take([Upload(name, content)], SMALL)) == [rule]


# What a writer meant

WORDS = st.sampled_from(
    [
        "관리소",
        "북한",
        "수용소",
        "report",
        "Korea",
        "Salmón",
        "Café",
        "–",
        "“x”",
        "’s",
        "2019",
        "한국의",
    ]
)
SAID = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
PEOPLE = st.integers(1, 3_000_000)
FORMATS = st.sampled_from(
    ["General", "0", "#,##0", '#,##0"명"', "0%", "0,", "0.00E+00", "@", ";;;"]
)
DATED = st.sampled_from(["yyyy-mm-dd", "m/d/yyyy", "mmm-yy", "yyyy", "m/d", "d-mmm", "h:mm"])
DAY = st.dates(date(1950, 1, 1), date(2026, 1, 1))
TYPED_DAYS = (
    "{d:%Y-%m-%d}", "{d.year}. {d.month}. {d.day}.", "{d.year}년 {d.month}월 {d.day}일",
    "{d.day} {d:%B} {d.year}", "{d.month}/{d.day}/{d.year}", "{d.day}/{d.month}/{d.year}",
    "{d:%Y-%m-%d} 00:00:00", "{d.month}/{d.day}", "{d:%y}. {d.month}. {d.day}.", "{d:%d-%b-%y}",
)  # fmt: skip
TYPED_PEOPLE = ("{n}", "{n:,}", "{n:,}명", "{n}.0", "０{n}", "{n:,} people")
STORED_AS = st.sampled_from(
    ["utf-8", "utf-8-sig", "utf-16", "cp949", "cp1252", "mac_roman", "cp850", "iso8859_15"]
)


def valid(column: str, text: str) -> bool:
    """Whether a cell may be published; what may not is a problem of the tables."""
    field = next(one for one in columns(Estimate) if one.name == column)
    return re.fullmatch(field.cell.pattern or ".*", text, re.DOTALL) is not None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SAID, PEOPLE, DAY, STORED_AS, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n", "\r"]),
       st.sampled_from(TYPED_DAYS), st.sampled_from(TYPED_PEOPLE))  # fmt: skip
def test_a_record_typed_into_csv_is_read_as_meant_or_refused(
    said: str, people: int, day: date, stored: str, by: str, end: str, dated: str, counted: str
) -> None:
    cells = ["new", said, counted.format(n=people), dated.format(d=day)]
    lines = [["estimate_id", "label_en", "high", "published"], cells]
    text = "".join(by.join(f'"{cell}"' for cell in line) + end for line in lines)
    found = take([Upload("estimates.csv", text.encode(stored, "ignore"))], SMALL)
    if errors(found) or not encodes(text, stored):
        return
    meant = {"label_en": said, "high": str(people), "published": day.isoformat()}
    for column, wanted in meant.items():
        assert read(found, column) == wanted or not valid(column, read(found, column))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PEOPLE, FORMATS, DAY, DATED)
def test_a_record_typed_into_a_workbook_is_read_as_shown_or_asked_about(
    people: int, code: str, day: date, dated: str
) -> None:
    content = book(["estimate_id", "high", "published"], ["new", people, day], B2=code, C2=dated)
    found = take([Upload("estimates.xlsx", content)], SMALL)
    if errors(found):
        return
    assert read(found, "high") == str(people)
    published = read(found, "published")
    shown = {"mmm-yy": day.isoformat()[:7], "yyyy": day.isoformat()[:4]}
    assert published == shown.get(dated, day.isoformat())
