"""The grammar of `{{ … }}`: a subject, then filters.

estimates.kinu-2013.range                     table, row, column
events.2018-06-12-singapore-summit.start_date | month
observations.nk-arrivals-south-korea/2012..2019.value | highest
claims.c36.since | find "by # states"
estimates.kinu-2013.published | years-to estimates.time-2019-oped.published | words
count.claims-contested                        a named fact, in `story.telling.facts.computed`
plain "2021-01-20"                            not data, and marked so
"""

import re
from dataclasses import dataclass

from story.telling.facts.values import FactError
from story.text import Phrases

SAY = Phrases("facts")
PLAIN = "plain"
TOKEN = re.compile(r'"[^"]*"|\||[^\s|"]+')


@dataclass(frozen=True)
class Filter:
    """A step from one value to the next; `argument` is what it is given, quotes removed."""

    name: str
    argument: str = ""


@dataclass(frozen=True)
class Expression:
    """A parsed expression. The subject of `plain "…"` is the quoted text itself."""

    subject: str
    filters: tuple[Filter, ...] = ()
    plain: bool = False


def parse(text: str) -> Expression:
    """Parse what stands between `{{` and `}}`; raises FactError for anything else."""
    if TOKEN.sub("", text).strip():
        raise _unreadable(text)
    parts: list[list[str]] = [[]]
    for token in TOKEN.findall(text):
        if token == "|":  # noqa: S105 - a token of the grammar, not a secret
            parts.append([])
        else:
            parts[-1].append(token)
    subject, *filters = parts
    if any(not 1 <= len(part) <= 2 for part in filters):
        raise _unreadable(text)
    made = tuple(Filter(part[0], _unquoted(part[1:])) for part in filters)
    if len(subject) == 2 and subject[0] == PLAIN and subject[1].startswith('"'):
        return Expression(_unquoted(subject[1:]), made, plain=True)
    if len(subject) != 1 or subject[0].startswith('"'):
        raise _unreadable(text)
    return Expression(subject[0], made)


def _unquoted(tokens: list[str]) -> str:
    return tokens[0].strip('"') if tokens else ""


def _unreadable(text: str) -> FactError:
    return FactError(
        "unreadable-fact",
        SAY.both("“{text}” is not written as a fact.", text=text),
        SAY.both("Write table.row.column, then filters, such as estimates.kinu-2013.low | people."),
    )
