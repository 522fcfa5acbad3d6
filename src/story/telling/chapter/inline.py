"""What stands within prose: words, facts, marks of sources and marks of claims."""

import re
from dataclasses import dataclass
from typing import TypeAlias

MARKS = re.compile(
    r"\{\{\s*(?P<fact>.*?)\s*\}\}|\[\^(?P<sources>[^\]]*)\]|\[@(?P<claim>[^\]]*)\]", re.DOTALL
)
BROKEN = re.compile(r"\{\{|\}\}|\[\^|\[@")


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


Token: TypeAlias = str | Fact | Sources | ClaimOf


def tokens(text: str) -> tuple[Token, ...]:
    """Split prose into words and marks, in order."""
    found: list[Token] = []
    end = 0
    for match in MARKS.finditer(text):
        found += [text[end : match.start()]] if match.start() > end else []
        found.append(_mark(match))
        end = match.end()
    return (*found, text[end:]) if end < len(text) else tuple(found)


def _mark(match: re.Match[str]) -> Token:
    if match["fact"] is not None:
        return Fact(" ".join(match["fact"].split()))
    if match["claim"] is not None:
        return ClaimOf(match["claim"].strip())
    return Sources(tuple(match["sources"].split()))


def words(text: str) -> str:
    """Return prose without its marks."""
    return "".join(token for token in tokens(text) if isinstance(token, str))
