"""The commands that change tables: what they say, what they leave, and their exit statuses."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from story.cli import main
from story.publishing.folder import edition_of
from story.publishing.history import history
from story.publishing.refresh import plan as made_plan
from story.tables.problem import Problem
from story.text import Text
from tiny_folder import change, copied

Captured = pytest.CaptureFixture[str]
GOOD = "estimate_id;high\ninstitute-2013;130\n"
BAD = "estimate_id,high,published\ninstitute-2013,12x,03/04/2019\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    untold = (Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", "")),)
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: untold)
    monkeypatch.setattr("story.cli.telling.figure_changes", lambda *_, **__: ())
    folder = copied(tmp_path)
    monkeypatch.setenv("STORY_DATA", str(folder))
    return folder


def file(folder: Path, text: str, name: str = "estimates.csv") -> str:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_difference_is_said_in_sentences_and_cell_by_cell(folder: Path, capsys: Captured) -> None:
    before = edition_of(folder)
    assert main(["diff", file(folder, GOOD)]) == 0
    said = capsys.readouterr().out
    assert "estimates.csv: The cells are separated by semicolons." in said
    assert "the upper figure was 120 and is now 130 (+10)." in said
    assert "  ~ estimates.csv institute-2013: high (upper figure): “120” → “130”" in said
    assert f"Edition {before} would become " in said
    assert edition_of(folder) == before
    assert not (folder / ".editions").exists()


def test_problems_are_said_with_row_letter_and_column_in_either_language(
    folder: Path, capsys: Captured
) -> None:
    assert main(["diff", file(folder, BAD)]) == 1
    said = capsys.readouterr().out
    assert "  row 2, column B, high = 12x\n" in said
    assert "    estimates.csv, row 2, column C, date of publication = 03/04/2019\n" in said
    assert "2 errors, 0 warnings: this cannot be published." in said
    assert main(["diff", file(folder, BAD), "--lang", "ko"]) == 1
    said = capsys.readouterr().out
    assert "  2행, B열, high = 12x\n" in said
    assert "‘2019-03-04’ 또는 ‘2019-04-03’" in said


def test_a_difference_is_json_on_request(folder: Path, capsys: Captured) -> None:
    assert main(["diff", file(folder, GOOD), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["tables"] == [
        {
            "table": "estimates", "added": [], "removed": [],
            "changed": [{"id": "institute-2013", "cells": {"high": ["120", "130"]}}],
        }
    ]  # fmt: skip
    assert found["edition"]["before"] == edition_of(folder)
    assert set(found["sentences"][0]) == {"en", "ko"}
    assert main(["diff", file(folder, BAD), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["letter"], one["column"]) for one in found["problems"]] == [
        (2, "C", "published"), (2, "B", "high"),
    ]  # fmt: skip


def test_a_marked_copy_can_be_written(folder: Path, capsys: Captured) -> None:
    marked = folder.parent / "marked.xlsx"
    assert main(["diff", file(folder, BAD), "--marked", str(marked)]) == 1
    sheet = load_workbook(io.BytesIO(marked.read_bytes()))["estimates"]
    assert sheet["B2"].comment
    assert sheet["C2"].comment


def test_a_refresh_publishes_and_the_log_says_so(folder: Path, capsys: Captured) -> None:
    assert main(["refresh", file(folder, GOOD), "--reason", "New figure", "--yes"]) == 0
    said = capsys.readouterr().out
    assert said.endswith(f"Edition {edition_of(folder)} was published, number 2 in the log.\n")
    assert main(["log"]) == 0
    said = capsys.readouterr().out
    assert "New figure" in said
    assert "    · Estimates, “" in said
    assert main(["log", "--json"]) == 0
    newest, first = json.loads(capsys.readouterr().out)
    assert (newest["number"], newest["kind"], newest["reason"]) == (2, "publish", "New figure")
    assert (first["kind"], first["edition"]) == ("start", history(folder)[1].edition)


def test_a_refresh_of_a_broken_file_writes_nothing(folder: Path, capsys: Captured) -> None:
    assert main(["refresh", file(folder, BAD), "--reason", "Because", "--yes"]) == 1
    assert history(folder) == ()


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("네\n", 0), ("\n", 1), ("", 1)])
def test_without_yes_it_asks(
    folder: Path, answer: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert main(["refresh", file(folder, GOOD), "--reason", "Because"]) == status
    assert bool(history(folder)) == (status == 0)
    assert "Publish this? [y/N]" in capsys.readouterr().err


def test_rows_missing_in_the_file_go_only_when_asked(folder: Path, capsys: Captured) -> None:
    lines = (folder / "observations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    part = file(folder, "".join(lines[:-1]), "observations.csv")
    assert main(["diff", part]) == 0
    assert "Nothing would change." in capsys.readouterr().out
    assert main(["diff", part, "--delete-missing"]) == 0
    assert "  - observations.csv " in capsys.readouterr().out


def test_undo_goes_back_and_any_edition_can_be_named(folder: Path, capsys: Captured) -> None:
    first = edition_of(folder)
    assert main(["undo"]) == 1
    assert "There is no earlier edition." in capsys.readouterr().err
    main(["refresh", file(folder, GOOD), "--reason", "Because", "--yes"])
    assert main(["undo", "--reason", "A mistake", "--yes"]) == 0
    assert edition_of(folder) == first
    assert main(["undo", "--to", "2", "--yes"]) == 0
    second = next(one for one in history(folder) if one.number == 2)
    assert edition_of(folder) == second.edition != first
    assert main(["undo", "--to", "99"]) == 1
    assert "The log has no number 99. It has the numbers 1 to 4." in capsys.readouterr().err
    assert main(["undo", "--to", "0"]) == 2
    assert main(["undo", "--only", "0"]) == 2
    assert main(["undo", "--only", "1"]) == 1
    assert "The log begins with number 1" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("예\n", 0), ("\n", 1), ("", 1)])
def test_undo_says_what_else_it_takes_back_and_asks(
    folder: Path, answer: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    for high in ("130", "140"):
        text = f"estimate_id,high\ninstitute-2013,{high}\n"
        main(["refresh", file(folder, text), "--reason", f"To {high}", "--yes"])
    edition = edition_of(folder)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    capsys.readouterr()
    assert main(["undo", "--to", "1"]) == status
    said = capsys.readouterr()
    assert "WHAT THIS TAKES BACK" in said.out
    assert ": To 130\n" in said.out
    assert ": To 140\n" in said.out
    assert "This takes back 2 publications. Take them back? [y/N]" in said.err
    assert (edition_of(folder) == edition) == (status == 1)


def test_one_publication_is_taken_back_alone(folder: Path, capsys: Captured) -> None:
    for columns, cells in (("low,high", "90,130"), ("high", "140")):
        text = f"estimate_id,{columns}\ninstitute-2013,{cells}\n"
        main(["refresh", file(folder, text), "--reason", "Because", "--yes"])
    capsys.readouterr()
    assert main(["undo", "--only", "2", "--yes"]) == 0
    said = capsys.readouterr().out
    assert "low (lower figure): “90” → “80”" in said
    assert "WHAT CANNOT BE TAKEN BACK" in said
    assert "upper figure: " in said
    assert "(no 3); it stays as it is." in said


def test_a_conflict_is_told_with_its_name_and_answered_by_it(
    folder: Path, capsys: Captured
) -> None:
    old = (folder / "estimates.csv").read_text("utf-8")
    main(["refresh", file(folder, GOOD), "--reason", "Better", "--yes"])
    whole = file(folder, old)
    capsys.readouterr()
    assert main(["diff", whole]) == 0
    said = capsys.readouterr().out
    assert "“Example Institute, 2013”, upper figure: “130” → “120”" in said
    assert "[estimates/institute-2013/high]" in said
    assert "--answer estimates-back-2=keep   Keep theirs *" in said
    assert "Nothing would change." in said
    name = "estimates/institute-2013/high"
    assert main(["diff", whole, "--answer", f"{name}=take"]) == 0
    assert "high (upper figure): “130” → “120”" in capsys.readouterr().out
    assert main(["diff", whole, "--answer", f"{name}=perhaps"]) == 2
    assert "there are: keep, take" in capsys.readouterr().err
    assert main(["diff", whole, "--answer", "nobody=take"]) == 2
    assert main(["diff", whole, "--json"]) == 0
    (asked,) = json.loads(capsys.readouterr().out)["questions"]
    assert (asked["name"], asked["answer"]) == ("estimates-back-2", "keep")


WARNED = "estimate_id,point\ninside-2025,201\n"


def test_a_warning_is_answered_by_name_before_it_is_published(
    folder: Path, capsys: Captured
) -> None:
    given = ["refresh", file(folder, WARNED), "--reason", "Because", "--yes"]
    assert main(given) == 1
    name = capsys.readouterr().err.partition("without an answer: ")[2].split(".")[0]
    assert history(folder) == ()
    assert main([*given, "--answer", f"{name}=as-written"]) == 0
    capsys.readouterr()
    assert main(["log"]) == 0
    assert "It is so: publish it as it is written." in capsys.readouterr().out


def test_without_yes_each_question_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\ny\n"))
    assert main(["refresh", file(folder, WARNED), "--reason", "Because"]) == 0
    assert len(history(folder)[0].answers) == 1
    assert "(as-written)" in capsys.readouterr().err


def test_an_added_row_is_shown_whole_and_a_long_text_with_its_words_marked(
    folder: Path, capsys: Captured
) -> None:
    text = " ".join(["A sentence that goes on for longer than one line of a terminal."] * 2)
    heading = "series_id,label_en,label_ko,unit_en,unit_ko,note_en,note_ko\n"
    main([
        "refresh", file(folder, f"estimate_id,note_en\ninside-2025,{text}\n"),
        "--reason", "Because", "--yes",
    ])  # fmt: skip
    moved = text.replace("longer", "shorter", 1)
    new = file(folder, f"{heading}new-series,New,새 통계,people,명,,\n", "series.csv")
    capsys.readouterr()
    main(["diff", new, file(folder, f"estimate_id,note_en\ninside-2025,{moved}\n")])
    said = capsys.readouterr().out
    assert "  + series.csv new-series\n" in said
    assert "      label_ko (name (Korean)): 새 통계\n" in said
    assert f"note_en (note (English)): {text.replace('longer', '[-longer-]{+shorter+}', 1)}" in said


def test_at_most_fifty_problems_are_written_out_and_the_rest_counted(
    folder: Path, capsys: Captured
) -> None:
    rows = "".join(f"no-such-{number},x\n" for number in range(60))
    assert main(["diff", file(folder, f"estimate_id,high\n{rows}")]) == 1
    said = capsys.readouterr().out
    assert said.count("no-such-") < 140
    assert "And of these kinds:" in said


def test_a_file_larger_than_the_desk_takes_needs_a_word(folder: Path, capsys: Captured) -> None:
    large = file(folder, "estimate_id,high\n" + "x" * 5_000_001)
    assert main(["diff", large]) == 1
    assert "at most 5.0 MB are read" in capsys.readouterr().out
    main(["diff", large, "--large"])
    assert "at most 5.0 MB are read" not in capsys.readouterr().out


def test_who_is_second_is_told_what_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def overtaken(*given, **how):
        found = made_plan(*given, **how)
        change(folder, "estimates", "institute-2013", low="70")
        return found

    monkeypatch.setattr("story.cli.changing.plan", overtaken)
    assert main(["refresh", file(folder, GOOD), "--reason", "Because", "--yes"]) == 1
    said = capsys.readouterr().err
    assert "The tables have changed since you looked." in said
    assert "the lower figure was 80 and is now 70 (−10)" in said


@pytest.mark.parametrize(
    "typed",
    [
        ["diff", "nowhere.csv"],
        ["refresh", "nowhere.csv", "--reason", "Because"],
        ["diff", "nowhere.csv", "--data", "/nowhere"],
        ["undo", "--data", "/nowhere"],
        ["log", "--data", "/nowhere"],
    ],
)
def test_a_file_or_folder_that_is_not_there_is_misuse(
    folder: Path, typed: list[str], capsys: Captured
) -> None:
    assert main(typed) == 2
    assert capsys.readouterr().err


def test_a_reason_must_be_given(folder: Path, capsys: Captured) -> None:
    assert main(["refresh", file(folder, GOOD), "--reason", " ", "--yes"]) == 2
    with pytest.raises(SystemExit) as left:
        main(["refresh", file(folder, GOOD), "--yes"])
    assert left.value.code == 2


@pytest.mark.parametrize("name", ["diff", "refresh", "undo", "log"])
def test_every_command_explains_itself_and_its_exit_status(name: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "exit status: 0" in said
    assert "--data FOLDER" in said


def test_an_edit_by_hand_is_checked_after_an_interruption(folder: Path, capsys: Captured) -> None:
    main(["refresh", file(folder, GOOD), "--reason", "Because", "--yes"])
    (folder / ".editions" / "standing").write_text("1")
    change(folder, "estimates", "institute-2013", low="999")
    capsys.readouterr()
    assert main(["check", str(folder)]) == 1
    assert "row 2, low = 999" in capsys.readouterr().out


def test_the_commands_run_as_a_program(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "story.cli", "log", "--data", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Nothing has been published in {folder} yet.\n"
