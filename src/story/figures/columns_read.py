"""Which columns of the tables a figure may read, told from its source: others need no drawing.

A figure is the code of its module and of those it imports. What none of them names, as an attribute
or in a text without spaces, it does not read: `tests/test_figure_reading.py` draws every figure and
holds it to that.
"""

import re
from functools import cache
from pathlib import Path

from story.figures import FIGURES

SOURCE = Path(__file__).parents[1]
# What describes, stores or checks tables names every column and reads none for a figure.
APART = (
    "story.tables.model", "story.tables.dataset", "story.tables.rows", "story.tables.headings",
    "story.text",
)  # fmt: skip
IMPORTS = re.compile(r"^\s*from (story[\w.]*) import (\([^)]*\)|[^\n(]+)", re.MULTILINE)
SAID = re.compile(r'"""(?:.|\n)*?"""|#[^\n]*')
ATTRIBUTES = re.compile(r"\.(\w+)\b(?!\()")
NAMES = re.compile(r'"([^"\s]*)"')
WORDS = re.compile(r"\w+")
LANGUAGES = ("_en", "_ko")


def may_read(figure: str, table: str, column: str) -> bool:
    """Return whether a figure may read a column of a table.

    A column of one language is also read by its stem, as `within("title", language)` does.
    """
    stem = column[:-3] if column.endswith(LANGUAGES) else column
    named = column in _attributes(figure) or bool(_literals(figure) & {column, stem})
    return named and may_read_table(figure, table)


def may_read_table(figure: str, table: str) -> bool:
    """Return whether a figure may read anything of a table."""
    from story.tables.model import TABLES

    kind = next(kind for kind in TABLES if kind.table == table)
    return table in _attributes(figure) | _literals(figure) or kind.__name__ in _classes(figure)


@cache
def _modules(figure: str) -> frozenset[str]:
    found: set[str] = set()
    pending = [FIGURES[figure].module]
    while pending:
        name = pending.pop()
        if name in found or name == "story.tables" or name.startswith(APART) or _file(name) is None:
            continue
        found.add(name)
        for package, names in IMPORTS.findall(_text(name)):
            pending += [package, *(f"{package}.{item}" for item in WORDS.findall(names))]
    return frozenset(found)


@cache
def _attributes(figure: str) -> frozenset[str]:
    return frozenset(item for name in _modules(figure) for item in ATTRIBUTES.findall(_text(name)))


@cache
def _literals(figure: str) -> frozenset[str]:
    """Return the words of a figure's texts without spaces: names of columns among them."""
    found = (item for name in _modules(figure) for item in NAMES.findall(_text(name)))
    return frozenset(word for entry in found for word in WORDS.findall(entry))


@cache
def _classes(figure: str) -> frozenset[str]:
    return frozenset().union(*(WORDS.findall(_text(module)) for module in _modules(figure)))


@cache
def _text(module: str) -> str:
    file = _file(module)
    return SAID.sub("", file.read_text(encoding="utf-8")) if file else ""


def _file(module: str) -> Path | None:
    base = SOURCE.joinpath(*module.split(".")[1:])
    candidates = (base / "__init__.py", base.with_suffix(".py"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)
