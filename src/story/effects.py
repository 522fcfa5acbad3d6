"""What a change of the tables does to the figures and the sentences of the story."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from story.figures import NAMES, figure_function
from story.figures.figure import Figure
from story.figures.style import PUBLISHED, Look
from story.narrative import Chapter, Passage, Story, plain, tell
from story.tables import Dataset
from story.text import Language

SENTENCES = re.compile(r"(?<=[.?!])[”’]?\s+|\n")


@dataclass(frozen=True)
class FigureChange:
    """A figure in its published view, before and after."""

    name: str
    before: Figure
    after: Figure


@dataclass(frozen=True)
class SentenceChange:
    """A sentence of a chapter, before and after; blank where there is none."""

    language: Language
    chapter: str
    anchor: str
    before: str
    after: str


def figure_changes(
    before: Dataset, after: Dataset, language: Language, look: Look = PUBLISHED
) -> tuple[FigureChange, ...]:
    """Return the figures that differ in what they draw or say.

    Raises ValueError where the new tables leave nothing to draw.
    """
    pairs = (
        FigureChange(name, *(figure_function(name)(one, language, look) for one in (before, after)))
        for name in NAMES
    )
    return tuple(one for one in pairs if _said(one.before) != _said(one.after))


def sentence_changes(before: Dataset, after: Dataset) -> tuple[SentenceChange, ...]:
    """Return the sentences of the story that read otherwise, in both languages."""
    return tuple(
        one
        for language in Language
        for one in _between(tell(before, language), tell(after, language))
    )


def _said(figure: Figure) -> tuple[object, ...]:
    """Return everything a reader can see of a figure, except how it is dressed."""
    table = figure.every_row().astype("object").fillna("").to_csv(index=False)
    return figure.title, figure.reading, figure.summary, figure.notes, table


def _between(old: Story, new: Story) -> Iterator[SentenceChange]:
    for one, other in zip((old.opening, *old.chapters), (new.opening, *new.chapters), strict=True):
        title = plain(other.title)
        texts = zip_longest(_texts(one), _texts(other), fillvalue=("", ""))
        seen = set()
        for (_, then), (anchor, now) in texts:
            for pair in _pairs(then, now):
                if pair not in seen:
                    seen.add(pair)
                    yield SentenceChange(new.language, title, anchor, *pair)


def _texts(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield every passage of a chapter as plain text, with the anchor it stands at."""
    for anchor, passage in _passages(chapter):
        yield anchor, plain(passage)
    figures = [chapter.figure, *(step.figure for step in chapter.steps)]
    for figure in figures:
        yield chapter.slug, plain(figure.annotation)
        yield chapter.slug, figure.alt


def _passages(chapter: Chapter) -> Iterator[tuple[str, Passage]]:
    slug = chapter.slug
    for one in (chapter.title, chapter.standfirst, chapter.content_note):
        yield slug, one
    yield from chapter.marked()
    for step in chapter.steps:
        yield step.id, step.title
    for ask in chapter.asks:
        yield slug, ask.ask
    yield slug, chapter.so_what
    yield slug, chapter.uncertainty_note
    for answer in chapter.answers:
        yield slug, answer.question
        yield slug, answer.answer


def _pairs(then: str, now: str) -> Iterator[tuple[str, str]]:
    """Pair the sentences of a passage that differ."""
    if then == now:
        return
    old, new = SENTENCES.split(then), SENTENCES.split(now)
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from zip_longest(old[a:b], new[c:d], fillvalue="")
