"""Paraphrase only: no run of eight words of the article stands in a chapter."""

from collections.abc import Iterator

from story.tables.problem import Problem, Spot, error
from story.telling.chapter import Manuscript
from story.telling.facts import Facts
from story.telling.paraphrase import article_hashes, copied
from story.telling.proof.filled import filled
from story.text import Phrases

SAY = Phrases("chapter")


def copied_runs(manuscripts: tuple[Manuscript, ...], facts: Facts) -> Iterator[Problem]:
    """Find runs of the article's words in what a reader gets."""
    hashes = article_hashes()
    for manuscript in manuscripts:
        for place, prose in manuscript.prose():
            for run in copied(filled(prose.text, facts, manuscript.language), hashes)[:1]:
                yield error(
                    "copied-words",
                    Spot(manuscript.file, prose.line, place, run),
                    SAY.both("Eight words in a row are the article's: “{run}”.", run=run),
                    SAY.both("Say it in other words; the article is linked, never copied."),
                )
