"""Every phrase of the interface is said in Korean, and nothing is translated that is not said."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from story.text import LOCALE, Language, MissingTranslation, Phrases

SOURCE = Path(__file__).parents[1] / "src" / "story"
METHODS = [("**.py", "python"), ("surfaces/templates/**.html", "jinja2")]


def domains_of(path: Path) -> tuple[str, ...]:
    """Return the catalogues a file speaks from: those it names, and that of a `SAY` it imports."""
    if path.suffix == ".html":
        return ("site",)
    text = path.read_text(encoding="utf-8")
    named = re.findall(r'Phrases\("(\w+)"\)', text)
    for module in re.findall(r"from story\.([\w.]+) import [^\n]*\bSAY\b", text):
        named += domains_of(SOURCE / f"{module.replace('.', '/')}.py")
    assert named, f"{path} names no catalogue"
    return tuple(named)


def said() -> dict[str, set[str]]:
    """Return what is said from each catalogue; a file with two says each phrase from one."""
    found: dict[str, set[str]] = {}
    keywords = {"gettext": None, "ngettext": (1, 2), "both": None}
    for name, _line, message, *_ in extract_from_dir(SOURCE, METHODS, keywords=keywords):
        first = message[0] if isinstance(message, tuple) else message
        domains = domains_of(SOURCE / name)
        spoken = next((one for one in domains if first in translated(one)), domains[0])
        found.setdefault(spoken, set()).add(first)
    return found


@cache
def translated(domain: str) -> dict[str, str]:
    path = LOCALE / "ko" / f"{domain}.po"
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
    korean = translated(domain)
    assert said()[domain] - set(korean) == set()
    assert set(korean) - said()[domain] == set()


@pytest.mark.parametrize("domain", sorted(said()))
def test_a_translation_fills_in_the_same_values(domain: str) -> None:
    for english, korean in translated(domain).items():
        assert korean.strip(), f"no Korean for {english!r}"
        assert placeholders(korean) == placeholders(english), english


def test_no_catalogue_is_unused() -> None:
    assert {path.stem for path in (LOCALE / "ko").glob("*.po")} == set(said())


def test_a_missing_translation_is_an_error_not_a_silent_english_word() -> None:
    with pytest.raises(MissingTranslation, match=r"site\.po has no Korean for 'Never said'"):
        Phrases("site").gettext("Never said", Language.KO)
