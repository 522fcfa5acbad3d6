"""What a change of the tables does to the figures and the sentences of the story."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from story.figures import NAMES, figure_function
from story.figures.columns_read import may_read, may_read_table
from story.tables import Dataset
from story.tables.changes import Changes, TableChanges
from story.tables.model import Record, columns
from story.tables.rows import cell
from story.telling.narrative import Chapter, Passage, Story, plain, tell
from story.text import Language

if TYPE_CHECKING:
    from story.figures.figure import Figure
    from story.figures.scene import Sheet

SENTENCES = re.compile(r"(?<=[.?!])[”’]?\s+|\n")


@dataclass(frozen=True)
class FigureChange:
    """A figure in its published view, before and after."""

    name: str
    before: "Figure"
    after: "Figure"


@dataclass(frozen=True)
class SentenceChange:
    """A sentence of a chapter, before and after; blank where there is none."""

    language: Language
    chapter: str
    anchor: str
    before: str
    after: str


def drawn_anew(changes: Changes) -> frozenset[str]:
    """Return the figures that may read something of what changed: no other needs to be drawn."""
    return frozenset(
        name for name in NAMES if any(_may_show(name, table) for table in changes.tables)
    )


def judged_anew(changes: Changes) -> frozenset[str]:
    """Return the figures of which a chapter's choices may be refused after a change.

    Choices are of rows, codes, dates and numbers: where only words changed, none can be.
    """
    tables = []
    for table in changes.tables:
        words = {each.name for each in columns(table.kind) if each.cell.form in ("text", "address")}
        if _moved(table) or any(set(row.columns) - words for row in table.changed):
            tables.append(table)
    return drawn_anew(Changes(tuple(tables)))


def _may_show(name: str, changes: TableChanges) -> bool:
    table = changes.kind.table
    if _moved(changes):
        return may_read_table(name, table)
    changed = {column for row in changes.changed for column in row.columns}
    return any(may_read(name, table, column) for column in changed)


def _moved(changes: TableChanges) -> bool:
    return bool(changes.added or changes.removed or changes.order)


def figure_changes(
    before: Dataset,
    after: Dataset,
    language: Language,
    sheet: "Sheet | None" = None,
    changes: Changes | None = None,
) -> tuple[FigureChange, ...]:
    """Return the figures that differ in what they draw or say.

    `changes`: what differs between the tables, where the map does not; a figure that reads none of
    it is not drawn twice. Raises ValueError where the new tables leave nothing to draw.
    """
    names = NAMES if changes is None else [item for item in NAMES if item in drawn_anew(changes)]
    if not names:
        return ()
    from story.figures.scene import PAGE

    found = []
    watched, read = _watched(after, changes) if changes else (after, [True])
    moved = [table for table in changes.tables if _moved(table)] if changes else []
    for name in names:
        draw = figure_function(name)
        if changes:
            read.clear()
        new = draw(watched, language, sheet or PAGE)
        if read or any(may_read_table(name, entry.kind.table) for entry in moved):
            found.append(FigureChange(name, draw(before, language, sheet or PAGE), new))
    return tuple(each for each in found if _said(each.before) != _said(each.after))


def _watched(dataset: Dataset, changes: Changes) -> tuple[Dataset, list[bool]]:
    """Return the dataset with changed rows that note when a cell that changed is read of them."""
    read: list[bool] = []
    tables = {}
    for table in changes.tables:
        changed = frozenset(column for row in table.changed for column in row.columns)
        keys = {row.key for row in table.changed}
        noting = _noting(table.kind, changed, read)
        tables[table.kind.table] = tuple(
            noting.model_construct(**dict(record))
            if tuple(cell(getattr(record, name)) for name in table.kind.key) in keys
            else record
            for record in dataset.all(table.kind)
        )
    return replace(dataset, **tables), read  # type: ignore[arg-type]


def _noting(kind: type[Record], changed: frozenset[str], read: list[bool]) -> type[Record]:
    class Noting(kind):  # type: ignore[misc,valid-type]
        def __getattribute__(self, name: str) -> object:
            if name in changed:
                read.append(True)
            return super().__getattribute__(name)

    return Noting


def sentence_changes(before: Dataset, after: Dataset) -> tuple[SentenceChange, ...]:
    """Return the sentences of the story that read otherwise, in both languages."""
    return tuple(
        item
        for language in Language
        for item in _between(tell(before, language), tell(after, language))
    )


def _said(figure: "Figure") -> tuple[object, ...]:
    """Return everything a reader can see of a figure, except how it is laid out."""
    table = figure.every_row().astype("object").fillna("").to_csv(index=False)
    return figure.title, figure.reading, figure.summary, figure.notes, table


def _between(old: Story, new: Story) -> Iterator[SentenceChange]:
    for item, other in zip((old.opening, *old.chapters), (new.opening, *new.chapters), strict=True):
        title = plain(other.title)
        texts = zip_longest(_texts(item), _texts(other), fillvalue=("", ""))
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
    for item in (chapter.title, chapter.standfirst, chapter.content_note):
        yield slug, item
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
