"""Prose in Markdown: words, emphasis, links and lists, with marks of facts, sources and claims."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as Parsed
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

MARKS = re.compile(
    r"\{\{\s*(?P<fact>.*?)\s*\}\}|\[\^(?P<sources>[^\]]*)\]|\[@(?P<claim>[^\]]*)\]", re.DOTALL
)
BROKEN = re.compile(r"\{\{|\}\}|\[\^|\[@|\*|\]\(")
# What is no prose, or would let a chapter bring its own HTML and pictures.
NOT_READ = ("html_block", "html_inline", "reference", "code", "lheading", "image", "autolink")


@dataclass(frozen=True)
class Fact:
    """`{{ expression }}`: a fact of the tables."""

    expression: str


@dataclass(frozen=True)
class Sources:
    """`[^estimates.kinu-2013]`: the place of a source card; records, or ids of sources."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class ClaimOf:
    """`[@c17]`: the sentence rests on a claim of the article."""

    claim_id: str


@dataclass(frozen=True)
class Tag:
    """Where an element begins or ends: em, strong, a with its `href`, and p, ul, ol, li."""

    name: str
    opens: bool
    href: str = ""


Token: TypeAlias = str | Fact | Sources | ClaimOf | Tag


@cache
def markdown() -> MarkdownIt:
    """Return the reader of chapters: CommonMark with front matter, named parts and our marks."""
    reader = MarkdownIt("commonmark").disable(NOT_READ).use(front_matter_plugin)
    reader.use(container_plugin, "part", validate=lambda *_: True)
    reader.inline.ruler.before("escape", "mark", _mark)
    return reader


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Split prose into words, tags and marks, in order; one paragraph has no tags of its own."""
    parsed = markdown().parse(text)
    if [token.type for token in parsed] == ["paragraph_open", "inline", "paragraph_close"]:
        parsed = parsed[1:2]
    found: list[Token] = []
    for token in _tokens(parsed):
        if found and isinstance(token, str) and isinstance(found[-1], str):
            found[-1] += token
        else:
            found.append(token)
    return tuple(found)


def words(text: str) -> str:
    """Return prose without its marks and tags."""
    return "".join(token for token in tokens(text) if isinstance(token, str))


def _mark(state: StateInline, silent: bool) -> bool:
    match = MARKS.match(state.src, state.pos, state.posMax)
    if match and not silent:
        state.push("mark", "", 0).meta = {"mark": _marked(match)}
    state.pos = match.end() if match else state.pos
    return bool(match)


def _marked(match: re.Match[str]) -> Token:
    if match["fact"] is not None:
        return Fact(" ".join(match["fact"].split()))
    if match["claim"] is not None:
        return ClaimOf(match["claim"].strip())
    return Sources(tuple(match["sources"].split()))


def _tokens(parsed: Iterable[Parsed]) -> Iterator[Token]:
    for token in parsed:
        if token.type == "inline":
            yield from _tokens(token.children or ())
        elif token.type == "mark":
            yield token.meta["mark"]
        elif token.type == "text":
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif not token.hidden:
            yield Tag(token.tag, token.nesting >= 0, str(token.attrGet("href") or ""))
        if token.type == "paragraph_close":
            yield "\n"  # sentences of two paragraphs are two sentences
