"""A figure is added by the line of ARCHITECTURE's table, and is then in every way to read."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SOURCE = Path(__file__).parents[1] / "src" / "story"
DATA = Path(__file__).parents[1] / "data"
FIGURE = '''
"""How many camps each publisher's newest list names."""

from story.figures.drawing import Drawing, plain
from story.figures.figure import Figure, sources_of
from story.figures.scene import PAGE, At, Bar, Scene, Sheet
from story.tables import Dataset
from story.text import Language, Phrases, number

import pandas as pd

SAY = Phrases("tiny")


def tiny(dataset: Dataset, language: Language, sheet: Sheet = PAGE) -> Figure:
    rows = [row for row in dataset.camp_lists if row.camp_ids]
    drawing = Drawing(sheet, 8, 40, (0, max(len(row.camp_ids) for row in rows)))
    for at, row in enumerate(rows):
        y = 12.0 + 30 * at
        drawing.text(plain([row.within("label", language)]), y, row=row.id)
        corners = (At(0, y + 16), At(len(row.camp_ids), y + 24))
        said = (row.within("label", language), number(len(row.camp_ids), language))
        drawing.add(Bar(corners, "quiet", row=row.id, role="range", said=said))
    table = pd.DataFrame(
        {
            "list_id": row.id, "label": row.within("label", language),
            "value": number(len(row.camp_ids), language), "source_id": row.source_id,
        }
        for row in rows
    )
    title = SAY.gettext("Lists are of different lengths", language)
    return Figure(
        name="tiny", scene=drawing.scene(12.0 + 30 * len(rows)), table=table,
        headings={"label": SAY.gettext("List", language), "value": SAY.gettext("Camps", language)},
        title=title, reading=title, summary=title, sources=sources_of(table),
    )
'''
WORDS = """
msgid "Lists are of different lengths"
msgstr "명단마다 길이가 다르다"

msgid "List"
msgstr "명단"

msgid "Camps"
msgstr "수용소 수"
"""
# What reads a figure: the chapters' proof, an edition's page, an address, slides, PowerPoint.
READING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from starlette.applications import Starlette
from starlette.testclient import TestClient
import story
from story.publishing.folder import load
from story.surfaces.briefing import chosen, deck
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.making import made
from story.surfaces.downloads import figure_files
from story.surfaces.edition.figure_cache import Showcase
from story.telling.narrative import tell
from story.telling.proof import proofread
from story.text import Language

assert Path(story.__file__).is_relative_to(sys.argv[1]), story.__file__
data = load()
assert not [one for one in proofread(data) if one.severity == "error"], proofread(data)
for language, title in ((Language.EN, "Lists are"), (Language.KO, "명단마다")):
    told = tell(data, language)
    chapter = next(one for one in told.chapters if one.figure.name == "tiny")
    shown = Showcase(data, language, Path(sys.argv[1]) / "made").told(chapter.figure)
    assert title in shown.title
    assert shown.narrow.count("data-id") == shown.wide.count("data-id") > 3
    choice = chosen(
        chapter_titles(data), language, chapters=["5"], length="full", audience="public"
    )
    taken = deck(data, choice)
    assert "<svg" in made("html", data, taken).decode()
    assert made("pptx", data, taken).startswith(b"PK")
site = TestClient(Starlette(routes=figure_files.routes()), base_url="http://localhost")
assert site.get("/picture/tiny.svg").text.startswith("<svg")
assert "list_id" in site.get("/data/tiny.csv").text
"""


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_figure_added_by_the_list_is_in_edition_slides_powerpoint_and_at_its_address(
    tmp_path: Path,
) -> None:
    story = tmp_path / "src" / "story"
    shutil.copytree(SOURCE, story, ignore=shutil.ignore_patterns("__pycache__"))
    (story / "figures" / "tiny.py").write_text(FIGURE, "utf-8")
    replace(
        story / "figures" / "__init__.py",
        '    "camp_populations": ',
        '    "tiny": Entry(Text("Lengths of lists", "명단"), "tiny"),\n    "camp_populations": ',
    )
    (tmp_path / "data").symlink_to(DATA)
    (story / "locale" / "ko" / "figures" / "tiny.po").write_text(WORDS, "utf-8")
    for language in ("en", "ko"):
        (chapter,) = (story / "telling" / "chapters").glob(f"5-*.{language}.md")
        text = chapter.read_text("utf-8")
        first, figure, rest = text.partition("```figure\n")
        block, fence, after = rest.partition("\n```")
        said = [line for line in block.split("\n") if line.startswith(("annotation:", "alt:"))]
        chapter.write_text(
            "".join((first, figure, "\n".join(["name: 'tiny'", *said]), fence, after)), "utf-8"
        )
    environment = {
        **os.environ, "PYTHONPATH": str(tmp_path / "src"), "STORY_CACHE": str(tmp_path / "cache"),
        "STORY_DATA": str(DATA),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", READING, str(tmp_path)], env=environment, cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
