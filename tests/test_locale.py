"""Every phrase of the interface is said in Korean, and nothing is translated that is not said."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from story.text import LOCALE, Language, MissingTranslation, Phrases

SOURCE = Path(__file__).parents[1] / "src" / "story"
METHODS = [("surfaces/templates/**.html", "jinja2")]


SPEAKING = ("gettext", "ngettext", "both")


def catalogues_of(path: Path) -> tuple[str, ...]:
    """Return the catalogues a file speaks from: those it names, and that of a `SAY` it imports."""
    if path.suffix == ".html":
        return ("site",)
    text = path.read_text(encoding="utf-8")
    named = re.findall(r'Phrases\("(\w+)"\)', text)
    for module in re.findall(r"from story\.([\w.]+) import [^\n]*\bSAY\b", text):
        named += catalogues_of(SOURCE / f"{module.replace('.', '/')}.py")
    return tuple(named)


def constants(node: ast.AST) -> set[str]:
    return {
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def spoken_in_python(path: Path) -> tuple[set[str], set[str]]:
    """Return the phrases a module says, and every text in it (it may say one it has in a table)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr in SPEAKING
        and one.args
    ]
    said: set[str] = set()
    for call in calls:
        first = call.args[0]
        branches = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
        said |= {one.value for one in branches if isinstance(one, ast.Constant)}
    return said, constants(tree)


def spoken_in_templates(function: str) -> set[str]:
    """Return what templates say by `gettext`, the site's words, or by `say`, the edition's own."""
    found = extract_from_dir(SOURCE, METHODS, keywords={function: None})
    return {message for _name, _line, message, *_ in found}


@cache
def said() -> dict[str, tuple[set[str], set[str]]]:
    """Return for each catalogue what is surely said from it, and what may be."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for path in SOURCE.rglob("*.py"):
        catalogues = catalogues_of(path)
        surely, maybe = spoken_in_python(path)
        for phrase in surely:
            # A file with two catalogues says each phrase from one of them.
            spoken = next((one for one in catalogues if phrase in translated(one)), None)
            assert catalogues, f"{path} names no catalogue"
            found.setdefault(spoken or catalogues[0], (set(), set()))[0].add(phrase)
        for one in catalogues:
            found.setdefault(one, (set(), set()))[1].update(maybe)
    found["site"][0].update(spoken_in_templates("gettext"))
    found["edition"][0].update(spoken_in_templates("say"))
    return found


@cache
def translated(domain: str) -> dict[str, str]:
    (path,) = LOCALE.joinpath("ko").rglob(f"{domain}.po")
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file)
    return {
        (one.id[0] if isinstance(one.id, tuple) else one.id): (
            one.string if isinstance(one.string, str) else one.string[0]
        )
        for one in catalog
        if one.id
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("domain", sorted(said()))
def test_every_phrase_has_its_korean_and_no_korean_is_left_over(domain: str) -> None:
    korean = set(translated(domain))
    surely, maybe = said()[domain]
    assert surely - korean == set()
    assert korean - surely - maybe == set()


@pytest.mark.parametrize("domain", sorted(said()))
def test_a_translation_fills_in_the_same_values(domain: str) -> None:
    for english, korean in translated(domain).items():
        assert korean.strip(), f"no Korean for {english!r}"
        assert placeholders(korean) == placeholders(english), english


def test_no_catalogue_is_unused() -> None:
    assert {path.stem for path in (LOCALE / "ko").rglob("*.po")} == set(said())


def test_a_missing_translation_is_an_error_not_a_silent_english_word() -> None:
    with pytest.raises(MissingTranslation, match=r"site\.po has no Korean for 'Never said'"):
        Phrases("site").gettext("Never said", Language.KO)
