"""Prose as a reader gets it, for rules that read whole sentences."""

from story.telling.chapter import Fact, tokens
from story.telling.facts import FactError, Facts
from story.text import Language


def filled(text: str, facts: Facts, language: Language) -> str:
    """Return prose with its facts filled in; one that cannot be told is left out."""
    return "".join(
        token if isinstance(token, str) else _told(token.expression, facts, language)
        for token in tokens(text)
        if isinstance(token, str | Fact)
    )


def _told(expression: str, facts: Facts, language: Language) -> str:
    try:
        return facts.tell(expression, language)[1]
    except FactError:
        return ""
