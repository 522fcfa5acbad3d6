"""The commands that change tables: what they say, what they leave, and their exit statuses."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from story.cli import main
from story.history import history
from story.problem import Problem
from story.refresh import plan as made_plan
from story.tables import edition_of
from story.text import Text
from tiny_folder import change, copied

Captured = pytest.CaptureFixture[str]
GOOD = "estimate_id;high\ninstitute-2013;130\n"
BAD = "estimate_id,high,published\ninstitute-2013,12x,03/04/2019\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    untold = (Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", "")),)
    monkeypatch.setattr("story.refresh.base.proofread", lambda *_, **__: untold)
    monkeypatch.setattr("story.cli.telling.figure_changes", lambda *_: ())
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
    assert "  row 2, column C, published = 03/04/2019\n" in said
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
    assert main(["undo", "--reason", "A mistake"]) == 0
    assert edition_of(folder) == first
    assert main(["undo", "--to", "2"]) == 0
    second = next(one for one in history(folder) if one.number == 2)
    assert edition_of(folder) == second.edition != first
    assert main(["undo", "--to", "99"]) == 1
    assert "The log has no number 99." in capsys.readouterr().err


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
