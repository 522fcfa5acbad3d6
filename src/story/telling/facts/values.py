"""The values a sentence can hold: numbers, dates, ranges, words, quotations and lists of these.

A value carries no language; `story.telling.facts.writing` writes it by the rules of one.
"""

from dataclasses import dataclass
from typing import TypeAlias

from story.text import Language, Text


@dataclass(frozen=True)
class When:
    """A date as precisely as it is known: ISO 8601, `2013`, `2013-01` or `2013-01-17`."""

    iso: str


@dataclass(frozen=True)
class Span:
    """A published range of numbers."""

    low: float
    high: float


@dataclass(frozen=True)
class Period:
    """From one date to another."""

    start: When
    end: When


@dataclass(frozen=True)
class Quote:
    """Words that somebody said, as each language quotes them; `spoken`: in which they were said."""

    words: Text
    spoken: Language = Language.EN


Value: TypeAlias = float | When | Span | Period | Text | Quote | tuple["Value", ...]


@dataclass(frozen=True)
class SourceRef:
    """A publication, and the one through which it is known where it was not read itself."""

    source_id: str
    via_source_id: str = ""


@dataclass(frozen=True)
class Fact:
    """A value with the records it rests on (`estimates.kinu-2013`) and their sources."""

    value: Value
    records: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()


class FactError(LookupError):
    """A fact that cannot be told; `message` and `fix` say why in both languages."""

    def __init__(self, rule: str, message: Text, fix: Text) -> None:
        super().__init__(f"{message.en} {fix.en}")
        self.rule = rule
        self.message = message
        self.fix = fix
