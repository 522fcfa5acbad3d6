"""Every template that is asked for is there, and every template that is there is asked for."""

import re
from pathlib import Path

import story

SURFACES = Path(story.__file__).parent / "surfaces"
TEMPLATES = SURFACES / "templates"
ASKED = re.compile(r'\{%-?\s*(?:include|from|import|extends)\s+"([^"]+)"')
# `words.put` and its like name a template below templates/, an edition's maker one of its own.
SHOWN = re.compile(
    r"""(?<![\w.])(?:words\.)?(?:put|put_kept|written|render)\(\s*["']([\w/]+)["']"""
)
FILLED = re.compile(r'partial\(\s*render,\s*"([\w/]+)"')
NAMED = re.compile(r'"card_of": "([^"]+)"')
MADE = re.compile(r'(?:maker|self)\.render\(\s*"([\w/]+)"')


def asked() -> dict[str, str]:
    """Return the templates that are asked for, each with a file that asks."""
    found = {
        name: file.name
        for file in TEMPLATES.rglob("*.html")
        for name in ASKED.findall(file.read_text(encoding="utf-8"))
    }
    for file in SURFACES.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= {f"{name}.html": file.name for name in SHOWN.findall(text)}
        found |= {f"{name}.html": file.name for name in FILLED.findall(text)}
        found |= dict.fromkeys(NAMED.findall(text), file.name)
        found |= {f"edition/{name}.html": file.name for name in MADE.findall(text)}
    return found


def test_every_template_that_is_asked_for_is_there() -> None:
    missing = {name: file for name, file in asked().items() if not (TEMPLATES / name).exists()}
    assert missing == {}


def test_no_template_is_left_over_and_no_folder_is_too_full() -> None:
    there = {file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html")}
    assert sorted(there - set(asked())) == []
    for folder in {file.parent for file in TEMPLATES.rglob("*.html")}:
        assert len(list(folder.iterdir())) <= 25, folder
