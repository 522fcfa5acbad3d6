"""Workbooks for staff: a template that comes back as it went, and files with their problems."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from story.places import ROOT
from story.publishing.folder import examine
from story.publishing.intake import Upload, take
from story.publishing.refresh import plan
from story.publishing.workbook import marked_copy, template
from story.tables.changes import sheets_of
from story.tables.model import TABLES, Estimate, columns
from story.text import Language
from tiny_folder import TINY, copied

NOW = sheets_of(examine(ROOT / "data").tables)
SMALL = sheets_of(examine(TINY).tables)
FORMULA = "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_a_template_sent_back_unchanged_changes_nothing(kind) -> None:
    found = take([Upload("anything.xlsx", template(kind, SMALL))], SMALL)
    assert found.problems == ()
    (arrival,) = found.arrivals
    assert arrival.kind is kind
    assert {one.key: dict(one.cells) for one in arrival.rows} == {
        key: dict(cells) for key, cells in SMALL[kind].items()
    }
    assert [one.column for one in found.notes if one.column] == []


def test_the_real_estimates_go_out_and_come_back_as_they_are(tmp_path: Path) -> None:
    made = plan(ROOT / "data", [Upload("estimates.xlsx", template(Estimate, NOW))])
    assert (made.errors, made.empty) == ((), True)


def test_a_template_explains_its_columns_and_offers_the_permitted_values() -> None:
    book = load_workbook(io.BytesIO(template(Estimate, SMALL)))
    sheet = book["estimates"]
    fields = columns(Estimate)
    for at, one in enumerate(fields, start=1):
        cell = sheet.cell(1, at)
        assert cell.value == one.name
        assert one.meaning.en in cell.comment.text
        assert one.meaning.ko in cell.comment.text
    use = next(at for at, one in enumerate(fields) if one.name == "use")
    letter = sheet.cell(1, use + 1).column_letter
    (offered,) = [
        one for one in sheet.data_validations.dataValidation if f"{letter}2" in str(one.sqref)
    ]
    listed, place = offered.formula1.replace("'", "").replace("$", "").split("!")
    values = [row[0].value for row in book[listed][place]]
    assert values == list(fields[use].choices)
    meanings = {row[0]: row for row in book["Meanings · 뜻"].iter_rows(2, values_only=True)}
    assert "core: In the main chart / 주요 수치" in meanings["use"][4]


def test_every_cell_of_a_template_is_text() -> None:
    sheet = load_workbook(io.BytesIO(template(Estimate, SMALL)))["estimates"]
    kinds = {one.data_type for row in sheet.iter_rows(2, 4) for one in row if one.value}
    assert kinds == {"s"}
    assert {one.number_format for row in sheet.iter_rows(2, 40) for one in row} == {"@"}


@pytest.mark.parametrize("language", list(Language))
def test_a_marked_copy_has_a_comment_beside_each_bad_cell(
    language: Language, tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    text = f"estimate_id,low,published,note_en\ninstitute-2013,x,03/04/2019,{FORMULA}\n"
    made = plan(folder, [Upload("estimates.csv", text.encode())])
    book = load_workbook(
        io.BytesIO(marked_copy(made.intake.grids, made.problems, language)), data_only=False
    )
    sheet = book["estimates"]
    for place in ("B2", "C2", "D2"):
        assert sheet[place].comment
    assert sheet["A2"].comment is None
    ambiguous = next(one for one in made.problems if one.problem.rule == "ambiguous")
    assert ambiguous.problem.message.within(language) in sheet["C2"].comment.text
    assert (sheet["D2"].value, sheet["D2"].data_type) == (FORMULA, "s")
    listed = list(book.worksheets[-1].iter_rows(2, values_only=True))
    assert len(listed) == len(made.problems)
    assert FORMULA in [row[5] for row in listed]


def test_a_marked_copy_put_right_is_read_like_the_first(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    made = plan(folder, [Upload("estimates.csv", b"estimate_id,low\ninstitute-2013,x\n")])
    book = load_workbook(io.BytesIO(marked_copy(made.intake.grids, made.problems, Language.EN)))
    book["estimates"]["B2"] = "90"
    content = io.BytesIO()
    book.save(content)
    again = plan(folder, [Upload("problems.xlsx", content.getvalue())])
    assert again.errors == ()
    assert "is now 90" in again.sentences[0].en


def test_a_marked_copy_keeps_panes_widths_and_what_was_hidden(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    sheet.title = "estimates"
    sheet.append(["estimate_id", "low", "published", "high"])
    sheet.append(["institute-2013", 0.5, datetime(2019, 2, 28), 120])
    sheet.append(["time-2019-oped", None, None, 121])
    sheet["B2"].number_format = "0%"
    sheet["C2"].number_format = "m/d"
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 33
    sheet.row_dimensions[3].hidden = True
    content = io.BytesIO()
    made.save(content)
    found = plan(copied(tmp_path), [Upload("estimates.xlsx", content.getvalue())])
    copy = marked_copy(found.intake.grids, found.problems, Language.KO)
    marked = load_workbook(io.BytesIO(copy))["estimates"]
    assert marked.freeze_panes == "B2"
    assert marked.column_dimensions["A"].width == 33
    assert marked.row_dimensions[3].hidden
    assert (marked["B2"].value, marked["B2"].number_format) == (0.5, "0%")
    assert marked["C2"].number_format == "m/d"
    assert marked["B2"].comment
    assert marked["C2"].comment
    again = plan(tmp_path / "data", [Upload("problems.xlsx", copy)])
    assert [one.problem.rule for one in again.errors] == [one.problem.rule for one in found.errors]
