"""Files that were misread once, each with the value its writer meant."""

import csv
from pathlib import Path

import pytest

from story.publishing.intake import Answers, Intake, Upload, doubts, take
from story.publishing.workbook import marked_copy
from story.tables.changes import Sheet, Sheets
from story.tables.model import TABLES, Record
from story.text import Language

CASES = Path(__file__).parent / "cases"


def standing() -> Sheets:
    """Return the rows that stood when the files were found, so that they may change since."""
    found: dict[type[Record], Sheet] = {}
    for kind in TABLES:
        path = CASES / "standing" / f"{kind.table}.csv"
        rows = csv.DictReader(path.open(encoding="utf-8", newline="")) if path.exists() else ()
        cells = [{name: row.get(name) or "" for name in kind.model_fields} for row in rows]
        found[kind] = {tuple(row[name] for name in kind.key): row for row in cells}
    return found


NOW = standing()


def taken(name: str, answers: Answers | None = None) -> Intake:
    return take([Upload(name, (CASES / name).read_bytes())], NOW, answers=answers)


def changed(found: Intake) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the cells that differ from the data, by the keys of their rows."""
    differing = {}
    for arrival in found.arrivals:
        for row in arrival.rows:
            now = NOW[arrival.kind].get(row.key, {})
            cells = {name: text for name, text in row.cells.items() if text != now.get(name, "")}
            if cells:
                differing[row.key] = cells
    return differing


def notes(found: Intake) -> str:
    return "\n".join(one.message.en for one in found.notes)


def errors(found: Intake) -> list[tuple[str, int, str]]:
    return [
        (one.problem.rule, one.place.row, one.place.letter)
        for one in found.problems
        if one.place and one.problem.severity == "error"
    ]


def test_addresses_with_a_question_mark_are_whole() -> None:
    found = taken("sources_url_with_query.csv")
    assert found.problems == ()
    assert changed(found)["field-url-0",]["url"] == "https://example.kr/view?id=AKR20190228"


@pytest.mark.parametrize(
    ("name", "said"),
    [("sources_macroman.csv", "Mac Roman"), ("sources_mojibake_windows.csv", "decoded wrongly")],
)
def test_a_spoilt_file_that_says_what_stands_changes_nothing(name: str, said: str) -> None:
    found = taken(name)
    assert found.problems == ()
    assert changed(found) == {}
    assert said in notes(found)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("sources_dos_cp850.csv", "Report by Elizabeth Salmón, Bogotá"),
        ("sources_shift_jis.csv", "北朝鮮の政治犯収容所、朝日新聞"),
    ],
)
def test_other_encodings_are_read_rightly(name: str, title: str) -> None:
    found = taken(name)
    assert found.problems == ()
    assert changed(found) == {("time-2019-oped",): {"title": title}}


def test_korean_decoded_as_korean_windows_text_and_half_lost_is_what_stands() -> None:
    found = taken("glossary_mojibake_ko.csv")
    assert changed(found) == {}
    assert "decoded wrongly" in notes(found)


def test_a_year_typed_into_a_date_cell_is_the_year_that_stands() -> None:
    found = taken("estimates_year_in_date_cell.xlsx")
    assert found.problems == ()
    assert changed(found) == {}
    assert "1905-06-04" in [one.before for one in found.notes]


def test_a_percentage_is_read_as_it_is_shown() -> None:
    found = taken("observations_percent.xlsx")
    assert found.problems == ()
    assert [one["value"] for one in changed(found).values()] == ["39.5"]


@pytest.mark.parametrize(
    "name",
    [
        "observations_strict.xlsx", "observations_two_row_heading.xlsx",
        "observations_merged_key.xlsx", "camp_populations_merged.xlsx", "observations_trailing.csv",
        "glossary_vertical_tab.csv",
    ],
)  # fmt: skip
def test_a_file_that_only_looks_otherwise_changes_nothing(name: str) -> None:
    found = taken(name)
    assert found.problems == ()
    assert changed(found) == {}
    assert sum(len(one.rows) for one in found.arrivals) >= 1


def test_a_merged_note_is_asked_about_once_for_each_column() -> None:
    found = taken("observations_merged_note.xlsx")
    assert errors(found) == [
        ("merged-cell", 3, "E"), ("merged-cell", 3, "F"),
        ("merged-cell", 4, "E"), ("merged-cell", 4, "F"),
    ]  # fmt: skip
    english, korean = doubts(found.problems)
    assert [len(one.problems) for one in (english, korean)] == [2, 2]
    answered = taken("observations_merged_note.xlsx", {english.key: "each", korean.key: "each"})
    assert errors(answered) == []
    assert {one["note_ko"] for one in changed(answered).values()} == {
        "1998년까지 전 기간을 합한 수치로, 한 해 값이 아니다. 2026"
    }


def test_a_hidden_draft_is_asked_about_and_can_be_left_out() -> None:
    found = taken("glossary_hidden_row.xlsx")
    assert errors(found) == [("hidden-row", 3, "")]
    assert list(changed(found)) == [("kwanliso",)]
    (doubt,) = doubts(found.problems)
    left = taken("glossary_hidden_row.xlsx", {doubt.key: "leave-out"})
    assert errors(left) == []
    assert list(changed(left)) == [("kwanliso",)]
    read = taken("glossary_hidden_row.xlsx", {doubt.key: "read"})
    assert changed(read)["political-prison-camp",] == {
        "meaning_en": "Old draft, hidden by a filter."
    }


def test_a_struck_out_row_is_asked_about() -> None:
    found = taken("observations_struck.xlsx")
    assert errors(found) == [("struck-row", 3, "")]
    assert changed(found) == {}


def test_characters_that_cannot_be_seen_are_taken_out() -> None:
    found = taken("events_zero_width.csv")
    assert found.problems == ()
    assert changed(found) == {("2013-03-21-coi-created",): {"title_en": "UN Human Rights Council"}}


DATES = {
    "e-0": "2019-02-28", "e-1": "2019-02-28", "e-2": "2019-02-28", "e-3": "2019-02-28",
    "e-4": "2019-02-28", "e-5": "2019-02-28", "e-6": "2019-02-28", "e-7": "2019-02-28",
    "e-13": "2019-02-28", "e-14": "2019-02-28", "e-17": "2019-09", "e-18": "2019-02-28",
    "e-19": "2019-02-28", "e-20": "2019-02-28", "e-21": "2019-02", "e-22": "2019-02",
    "e-23": "2019-02", "e-24": "2019-02-28", "e-25": "2018-12-31", "e-26": "2019-02-28",
}  # fmt: skip


def test_dates_are_read_as_people_write_them_and_others_stay_as_written() -> None:
    found = changed(taken("events_dates.csv"))
    read = {key[0]: cells["start_date"] for key, cells in found.items()}
    assert {key: read[key] for key in DATES} == DATES
    as_written = {
        "e-8": "February 27-28, 2019", "e-9": "c. 2013", "e-10": "2013-14", "e-11": "2013?",
        "e-12": "1982-00-00", "e-15": "’19. 2. 28.", "e-16": "2019년 2월 말",
    }  # fmt: skip
    assert {key: read[key] for key in as_written} == as_written


@pytest.mark.parametrize("name", [path.name for path in sorted(CASES.glob("*.*"))])
@pytest.mark.parametrize("language", list(Language))
def test_a_marked_copy_sent_back_as_it_is_is_read_as_the_file_was(
    name: str, language: Language
) -> None:
    found = taken(name)
    copy = marked_copy(found.grids, found.problems, language)
    again = take([Upload("problems.xlsx", copy)], NOW)
    assert errors(again) == errors(found)
    assert changed(again) == changed(found)


@pytest.mark.parametrize("name", ["sources", "glossary"])
def test_opendocument_is_read_like_the_workbook_it_was_made_from(name: str) -> None:
    # Saved by LibreOffice: dates without years, hidden, merged and struck-out cells, two tables.
    book, document = (
        take([Upload(path.name, path.read_bytes())], NOW)
        for path in (CASES / "opendocument" / f"{name}.{kind}" for kind in ("xlsx", "ods"))
    )
    assert errors(document) == errors(book)
    assert len(errors(document)) >= 3
    assert [dict(row.cells) for one in document.arrivals for row in one.rows] == [
        dict(row.cells) for one in book.arrivals for row in one.rows
    ]
