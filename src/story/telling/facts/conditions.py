"""Conditions: comparisons of facts that must hold for a sentence to stay true in kind.

    estimates.kinu-2025-total.high < estimates.kinu-2013.low
    "camp-15" not-in camp_lists.kinu-2025.camp_ids and "camp-15" in camp_lists.un-coi-2014.camp_ids

A list on the left must hold throughout. Dates are compared as far as both are known. There is
nothing to evaluate but this: no names, calls or arithmetic other than the facts' own.
"""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from story.telling.facts.resolving import Facts
from story.telling.facts.values import FactError, Value, When
from story.text import Language, Phrases, Text

SAY = Phrases("facts")
ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}
MEMBERSHIPS = ("in", "not-in")
TOKEN = re.compile(r'"[^"]*"|\S+')
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def holds(facts: Facts, condition: str) -> bool:
    """Tell whether every comparison of a condition holds; raises FactError if it cannot be read."""
    return all(_holds(facts, tokens) for tokens in _split(condition))


def _split(condition: str) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for token in TOKEN.findall(condition):
        if token == "and":  # noqa: S105 - a word of the grammar
            found.append([])
        else:
            found[-1].append(token)
    return found


def _holds(facts: Facts, tokens: list[str]) -> bool:
    places = [at for at, token in enumerate(tokens) if token in ORDERS or token in MEMBERSHIPS]
    if len(places) != 1 or places[0] in (0, len(tokens) - 1):
        raise _unreadable(" ".join(tokens))
    (at,) = places
    left, right = _operand(facts, tokens[:at]), _operand(facts, tokens[at + 1 :])
    if tokens[at] in MEMBERSHIPS:
        if not isinstance(right, tuple):
            raise _unreadable(" ".join(tokens))
        return (left in right) == (tokens[at] == "in")
    every = left if isinstance(left, tuple) else (left,)
    return all(_compared(item, tokens[at], right) for item in every)


def _operand(facts: Facts, tokens: list[str]) -> Value:
    if len(tokens) == 1 and NUMBER.fullmatch(tokens[0]):
        return float(tokens[0])
    if len(tokens) == 1 and tokens[0].startswith('"'):
        words = tokens[0].strip('"')
        return Text(words, words)
    return facts.find(" ".join(tokens), Language.EN).value


def _compared(left: Value, order: str, right: Value) -> bool:
    if isinstance(left, When) and isinstance(right, When):
        known = min(len(left.iso), len(right.iso))
        return ORDERS[order](left.iso[:known], right.iso[:known])
    if isinstance(left, int | float) and isinstance(right, int | float):
        return ORDERS[order](left, right)
    if isinstance(left, Text) and isinstance(right, Text) and order in ("=", "!="):
        return ORDERS[order](left.en, right.en)
    raise FactError(
        "incomparable",
        SAY.both("These two cannot be compared."),
        SAY.both("Compare numbers with numbers, dates with dates, words with words."),
    )


def _unreadable(condition: str) -> FactError:
    return FactError(
        "unreadable-condition",
        SAY.both("“{condition}” is not a comparison.", condition=condition),
        SAY.both("Write fact < fact; there are <, <=, =, !=, >, >=, in, not-in, and."),
    )
