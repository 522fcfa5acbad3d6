"""Whether a text speaks of a question, so that its row must name who was asked."""

import re
from collections.abc import Iterable

from story.tables.problem import Problem, Spot, error
from story.text import Phrases

SAY = Phrases("checks")
# What somebody asked for or asked to do is a request to nobody in particular.
ASKED = re.compile(
    r"\b(?:asked(?! (?:for|to)\b)\b(?:\s+\w+)?|(?:the|a) question was put)", re.IGNORECASE
)


def asking(texts: Iterable[str]) -> str:
    """Return the words by which texts speak of a question or a request, blank where they do not."""
    return next((found[0] for text in texts if (found := ASKED.search(text))), "")


def nobody_asked(spot: Spot, words: str) -> Problem:
    """Return the problem of a row that speaks of a question and not of whom it was put to."""
    return error(
        "nobody-asked",
        spot,
        SAY.both("The text says “{words}”, and the row does not name who was asked.", words=words),
        SAY.both("Write who was asked in asked and asked_ko: it need not be who answered."),
    )
