"""The command says what is wrong and leaves with the right status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from story.cli import main
from story.cli.command import COMMANDS
from story.publishing.folder import edition_of
from tiny_folder import TINY, change, copied

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def test_data_without_a_problem_is_said_in_one_line(capsys: Captured) -> None:
    assert main(["check", str(TINY)]) == 0
    edition = edition_of(TINY)
    assert capsys.readouterr().out == f"{TINY}, edition {edition}: 0 errors, 0 warnings.\n"


def test_errors_stand_apart_from_warnings_grouped_by_file(folder: Path, capsys: Captured) -> None:
    change(folder, "estimates", "inside-2025", point="202")
    change(folder, "estimates", "institute-2013", use="main")
    change(folder, "sources", "inside-2025", url="example.org")
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out == (
        "ERRORS\n"
        "\n"
        "sources.csv\n"
        "  row 5, url = example.org\n"
        "    “example.org” is not a web address. Copy the whole address, beginning with "
        "https://, or leave the cell blank.\n"
        "\n"
        "estimates.csv\n"
        "  row 2, use = main\n"
        "    “main” is not a permitted value. Permitted: context, core, daily-nk, other-scope, "
        "repeat, trap. Use one of the permitted values.\n"
        "\n"
        f"{folder}, edition {edition_of(folder)}: 2 errors, 0 warnings.\n"
    )


def test_a_warning_alone_is_no_failure(folder: Path, capsys: Captured) -> None:
    change(folder, "estimates", "inside-2025", point="202")
    assert main(["check", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("WARNINGS\n\nestimates.csv\n  row 4, point = 202\n")
    assert said.endswith(": 0 errors, 1 warning.\n")


def test_everything_is_said_in_korean_on_request(folder: Path, capsys: Captured) -> None:
    change(folder, "estimates", "institute-2013", use="main")
    (folder / "camps.csv").unlink()
    assert main(["check", str(folder), "--lang", "ko"]) == 1
    said = capsys.readouterr().out
    assert "오류" in said
    assert "  2행, use = main\n    쓸 수 없는 값입니다: ‘main’." in said
    assert "  파일 전체\n    파일이 없습니다." in said
    assert said.endswith("오류 2건, 경고 0건.\n")


def test_the_result_is_json_on_request(folder: Path, capsys: Captured) -> None:
    change(folder, "estimates", "institute-2013", use="main")
    (folder / "camps.csv").unlink()
    assert main(["check", str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "folder": str(folder),
        "edition": edition_of(folder),
        "errors": 2,
        "warnings": 0,
        "problems": [
            {
                "severity": "error",
                "rule": "not-permitted",
                "file": "estimates.csv",
                "row": 2,
                "column": "use",
                "value": "main",
                "message": "“main” is not a permitted value. Permitted: context, core, "
                "daily-nk, other-scope, repeat, trap.",
                "fix": "Use one of the permitted values.",
            },
            {
                "severity": "error",
                "rule": "missing-file",
                "file": "camps.csv",
                "row": None,
                "column": None,
                "value": "",
                "message": "The file is missing.",
                "fix": "Put the file back.",
            },
        ],
    }


def test_a_long_or_hostile_value_stays_on_its_line(folder: Path, capsys: Captured) -> None:
    change(folder, "sources", "inside-2025", url="x" * 99)
    change(folder, "sources", "time-2019-oped", url="\x1b[31mred\nblue")
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"  row 5, url = {'x' * 59}…\n" in said
    assert "  row 2, url = �[31mred blue\n" in said
    assert "\x1b" not in said


def test_a_folder_that_does_not_exist_is_misuse(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"There is no folder {tmp_path / 'nowhere'}.\n"


@pytest.mark.parametrize("typed", [[], ["chekc"], ["check", "--lang", "fr"], ["check", "a", "b"]])
def test_a_command_that_cannot_be_parsed_is_misuse(typed: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(typed)
    assert left.value.code == 2


def test_a_command_does_not_wait_for_what_others_need() -> None:
    code = "import sys; from story.cli import main; main(['log']); print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_mistyped_command_is_answered_with_all_there_are(capsys: Captured) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["chekc", "refresh"])
    said = capsys.readouterr().err
    assert [one for one in COMMANDS if f"'{one}'" not in said] == []


@pytest.mark.parametrize("typed", [["--help"], ["check", "--help"], ["documents", "--help"]])
def test_the_help_says_what_the_exit_status_means(typed: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as left:
        main(typed)
    assert left.value.code == 0
    assert "exit status: 0 without errors" in capsys.readouterr().out


def test_the_folder_is_the_one_set_where_none_is_given(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("STORY_DATA", str(TINY))
    # The story's chapters quote rows that the miniature does not have: each is said, none raises.
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("ERRORS")
    assert str(TINY) in said
    assert "2-the-number.en.md" in said


def test_documents_are_written_once_and_then_up_to_date(folder: Path, capsys: Captured) -> None:
    assert main(["documents", str(folder), "--check"]) == 1
    assert capsys.readouterr().err == (
        "README.md is not up to date.\ndatapackage.json is not up to date.\n"
    )
    assert not (folder / "README.md").exists()
    assert main(["documents", str(folder)]) == 0
    assert capsys.readouterr().out == "README.md was written.\ndatapackage.json was written.\n"
    assert main(["documents", str(folder), "--check"]) == 0
    assert capsys.readouterr().out == "The documents are up to date.\n"


def test_documents_of_broken_data_are_not_made(folder: Path, capsys: Captured) -> None:
    change(folder, "estimates", "institute-2013", use="main")
    assert main(["documents", str(folder)]) == 1
    assert capsys.readouterr().err == "The tables hold 1 error; story check says which.\n"
    assert not (folder / "README.md").exists()


def test_the_command_runs_as_a_program(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", use="main")
    result = subprocess.run(
        [sys.executable, "-m", "story.cli", "check", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (1, "")
    assert "row 2, use = main" in result.stdout
