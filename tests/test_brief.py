"""`story brief` writes a whole file or none, and says what can be asked for."""

import errno
import os
from pathlib import Path

import pytest
from pptx import Presentation

from story.cli import main
from story.publishing.folder import edition_of, load
from story.surfaces.briefing.choice import Misfit
from story.surfaces.briefing.export import drawn, picture, views
from story.surfaces.briefing.making import put
from story.text import Language
from tiny_folder import TINY

Captured = pytest.CaptureFixture[str]
DATA = Path(__file__).parents[1] / "data"


def test_a_presentation_is_written_and_its_length_and_pace_are_said(
    tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "briefing.pptx"
    assert main(["brief", str(out), "--chapters", "7", "--length", "5", "--lang", "ko"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"{out}: ")
    assert "1분에 300음절" in said.out
    assert "5개 중 5개를 만들었습니다" in said.err  # a bar only on a terminal
    titles = [page.shapes.title.text_frame.text for page in Presentation(out).slides]
    assert titles[0] == "수용소와 정상회담"
    assert titles[2].startswith("2017년 1월 이후 미국 특사 자리가 채워진 기간은")
    assert os.listdir(tmp_path) == ["briefing.pptx"]
    assert out.stat().st_mode & 0o777 == 0o644


def test_who_made_a_briefing_is_said_and_remembered_for_its_folder(
    tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "x.pptx"
    typed = ["brief", str(out), "--chapters", "7", "--length", "5"]
    assert main([*typed, "--speaker", "Ada Example", "--date", "2026-12-10"]) == 0
    assert main(typed) == 0
    assert "replaced" in capsys.readouterr().out
    first = Presentation(out).slides[0]
    words = " ".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame)
    assert "Ada Example" in words
    assert sorted(os.listdir(tmp_path)) == [".story-brief.json", "x.pptx"]
    assert "2026-12-10" not in (tmp_path / ".story-brief.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "english"),
    [(b"no picture", "no picture that can be shown. There are: PNG"), (b"x" * 2_000_001, "2.0 MB")],
)
def test_a_logo_that_cannot_be_shown_is_refused_and_leaves_nothing(
    tmp_path: Path, capsys: Captured, content: bytes, english: str
) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(content)
    assert main(["brief", str(tmp_path / "x.html"), "--logo", str(logo)]) == 2
    assert english in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["logo.png"]


def test_breaking_off_says_one_line_and_leaves_nothing(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("story.surfaces.briefing.making.made", broken_off)
    assert main(["brief", str(tmp_path / "x.html"), "--chapters", "7", "--length", "5"]) == 130
    assert capsys.readouterr().err == "Broken off; what was not finished is not kept.\n"
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("typed", "english", "korean"),
    [
        (["x.doc"], ".html (slides, one file), .pptx (PowerPoint), .pdf", ".html(파일 하나로"),
        (["x.pdf", "--chapters", "2,9"], "There is no chapter “9”", "‘9’ 장은 없습니다"),
        (["x.pdf", "--length", "7"], "There is no length “7”", "‘7’ 길이는 없습니다"),
        (["x.pdf", "--paper", "a5"], "There is no paper “a5”", "‘a5’ 용지는 없습니다"),
        (["x.pdf", "--date", "2026-13-40"], "There is no day 2026-13-40", "날짜는 없습니다"),
        (["x.pdf", "--base-url", "example.org"], "org is not an address", "주소가 아닙니다"),
        (["x.pdf", "--audience", "us"], "There is no audience “us”", "‘us’ 청중은 없습니다"),
        (["no/x.pdf"], "there is no such file or folder", "그런 파일이나 폴더가 없음"),
        (["."], "ends in none of", "맞는 것이 없습니다"),
        ([], "Name a file to make", "만들 파일 이름"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_said_with_what_can(
    typed: list[str], english: str, korean: str, tmp_path: Path, capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["brief", *typed]) == 2
    assert english in capsys.readouterr().err
    assert main(["brief", *typed, "--lang", "ko"]) == 2
    assert korean in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


def test_a_language_there_is_none_of_is_misuse(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as left:
        main(["brief", "x.pdf", "--lang", "fr"])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert "There is no language “fr”. There are: en, ko." in said
    assert "‘fr’ 언어는 없습니다" in said


def test_tables_that_do_not_bear_the_story_out_make_no_briefing(
    tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "x.pptx"
    assert main(["brief", str(out), "--data", str(TINY)]) == 1
    assert "story check" in capsys.readouterr().err
    assert not out.exists()


def test_a_disk_that_fills_up_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "x.pdf"
    out.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Misfit, match="the disk is full"):
        put(out, b"after")
    assert out.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["x.pdf"]


def test_every_figure_and_every_step_can_be_taken_along() -> None:
    data = load()
    places = [one.place for one in views(data, Language.EN)]
    assert len(places) == len(set(places))
    assert {"estimates", "statements", "step-2.4-estimates", "step-6.5-un_record"} <= {*places}
    assert [one.place for one in views(data, Language.KO)] == places


def test_a_picture_says_what_it_shows_from_where_and_of_which_edition() -> None:
    data = load()
    view = next(one for one in views(data, Language.KO) if one.place == "step-2.2-estimates")
    figure = drawn(view, data, Language.KO)
    vector = picture("svg", figure, data, Language.KO).decode()
    pixels = picture("png", figure, data, Language.KO)
    assert vector.startswith('<svg xmlns="http://www.w3.org/2000/svg" ')
    assert "범위의 상단이었다" in vector
    assert "출처: " in vector
    assert f"{edition_of(DATA)} 판" in vector
    assert "var(--" not in vector  # a file of its own has no page to take colours from
    assert pixels.startswith(b"\x89PNG")
    assert int.from_bytes(pixels[16:20]) == 2 * 760
    table = picture("csv", figure, data, Language.KO)
    assert table.startswith(b"\xef\xbb\xbf")
