"""Passages cut into what is said in one breath, and how long it takes to say."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from story.telling.narrative import Passage, QuoteSpan, SourceMark, plain
from story.text import Language, Phrases

SAY = Phrases("site")
# The pace of somebody who wants to be written down; a radio reader is about a fifth faster.
WORDS_A_MINUTE = 130
SYLLABLES_A_MINUTE = 300
CHANGE = 8  # seconds for a slide to be taken in before anyone speaks
END_OF_SENTENCE = re.compile(r"[.?!][”’\"]?\s+(?=[\w“‘\"])")


@dataclass(frozen=True)
class Point:
    """One sentence of the story, and the numbers of the sources it rests on."""

    text: str
    marks: tuple[int, ...] = ()


def points(told: Passage, numbered: Callable[[SourceMark], tuple[int, ...]], language: Language
           ) -> tuple[Point, ...]:  # fmt: skip
    """Cut a passage into sentences; `numbered` gives the numbers of a source mark's sources."""
    text, marks = "", []
    for sentence in told:
        if isinstance(sentence, SourceMark):
            marks.append((len(text), numbered(sentence)))
        else:
            text += plain((sentence,))
        if isinstance(sentence, QuoteSpan) and sentence.translated:
            text += SAY.gettext(" (translation)", language)
    ends = [found.end() for found in END_OF_SENTENCE.finditer(text)]
    found = []
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        inside = [n for at, some in marks if start < at <= end for n in some]
        if said := text[start:end].strip():
            found.append(Point(said, tuple(dict.fromkeys(inside))))
    return tuple(found)


def seconds(text: str, language: Language) -> float:
    """Return how long it takes to say `text`, at the pace named above."""
    if language is Language.EN:
        return len(text.split()) / WORDS_A_MINUTE * 60
    # Numerals are read out syllable by syllable, or nearly so.
    return len(re.findall(r"[가-힣0-9]", text)) / SYLLABLES_A_MINUTE * 60
