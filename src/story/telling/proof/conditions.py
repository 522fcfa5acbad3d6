"""Conditions: what must hold for a sentence to be true in kind, whatever its numbers."""

import re
from collections.abc import Iterator

from story.tables.problem import Problem, Spot, error
from story.telling.chapter import Manuscript
from story.telling.facts import FactError, Facts, holds
from story.telling.proof.filled import filled
from story.text import Phrases

SAY = Phrases("chapter")
SENTENCES = re.compile(r"(?<=[.?!])[”’]?\s+|\n")


def failed(manuscripts: tuple[Manuscript, ...], facts: Facts) -> Iterator[Problem]:
    """Find sentences whose condition fails, and conditions of sentences that are not there."""
    for manuscript in manuscripts:
        sentences = _sentences(manuscript, facts)
        for condition in manuscript.conditions:
            having = {said for said in sentences if condition.sentence in said}
            sentence = having.pop() if len(having) == 1 else ""
            spot = Spot(
                manuscript.file, condition.line, "conditions", sentence or condition.sentence
            )
            if not sentence:
                yield error(
                    "no-such-sentence",
                    spot,
                    SAY.both("Exactly one sentence of the chapter must have these words."),
                    SAY.both("Take the words from the sentence as it is now."),
                )
                continue
            try:
                true = holds(facts, condition.holds)
            except FactError as wrong:
                yield error(wrong.rule, spot, wrong.message, wrong.fix)
                continue
            if not true:
                yield error(
                    "condition-fails",
                    spot,
                    SAY.both("The data no longer bear out this sentence: “{said}”", said=sentence),
                    SAY.both(
                        "Rewrite the sentence in both languages, with its condition ({holds}), or "
                        "correct the data.",
                        holds=condition.holds,
                    ),
                )


def _sentences(manuscript: Manuscript, facts: Facts) -> list[str]:
    passages = [
        filled(prose.text, facts, manuscript.language) for _, prose in manuscript.prose() if prose
    ]
    return [said for text in passages for said in SENTENCES.split(text)]
