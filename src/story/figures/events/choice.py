"""Which events are drawn: the reader's choices."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from story.figures.choices import checked
from story.figures.events.days import Span, began, span_of
from story.figures.events.index import ANSWERS, KINDS, Events, index_of
from story.tables import Dataset

IMPORTANCE = (1, 2, 3)
MOST = 250  # events in a table, with a card each; twice what there were in 2026


@dataclass(frozen=True, eq=False)
class Chosen:
    """The events drawn, by date, and the days the drawing reaches over.

    `left_out` counts details that all other choices would have kept.
    """

    events: Events
    span: Span
    focus: frozenset[str]
    left_out: int

    @property
    def focused(self) -> Events:
        """The events in focus."""
        index = self.events.of
        return self.events.where(index.mask(index.places[focus] for focus in self.focus))

    def weightiest(self, also: Iterable[str] = ()) -> Events:
        """Return those that can be looked over: of very many the weightiest, the focus, and `also`.

        Of the least weighty that still fit, some from all the time.
        """
        index, rows = self.events.of, self.events.rows
        if len(rows) <= MOST:
            return self.events
        weight = index.importance[rows]
        least = np.sort(weight)[MOST - 1]
        ahead, level = rows[weight < least], rows[weight == least]
        some = level[np.linspace(0, len(level) - 1, MOST - len(ahead)).astype(int)]
        named = [index.places[item] for item in (*self.focus, *also)]
        return self.events.where(index.mask([*ahead, *some, *named]))

    def has(self, event_id: str) -> bool:
        """Tell whether an event is among those chosen."""
        place = self.events.of.places.get(event_id)
        return place is not None and bool(np.isin(place, self.events.rows))


def choose(
    dataset: Dataset,
    *,
    focus: Sequence[str] = (),
    kinds: Collection[str] | None = None,
    answers: Collection[str] | None = None,
    importance: int = 3,
    people: Collection[str] | None = None,
    years: tuple[str, str] | None = None,
    words: str = "",
) -> Chosen:
    """Return the events that fit; those in `focus` whatever the other choices leave out.

    Without `years` the span is that of the whole dataset, whatever else is chosen, so that the
    axis holds still. Raises ValueError for a choice that is not known.
    """
    index = index_of(dataset)
    checked("kind", kinds or (), KINDS)
    checked("answer", answers or (), ANSWERS)
    checked("importance", [importance], IMPORTANCE)
    checked("person", people or (), index.named)
    checked("focus", focus, index.places)
    span = span_of(years) if years else index.span
    fits = np.ones(len(index.records), dtype=np.bool_)
    if kinds is not None:
        fits &= np.isin(index.kind, [KINDS.index(kind) for kind in kinds])
    if answers is not None:
        fits &= np.isin(index.answer, [ANSWERS.index(answer) for answer in answers])
    if people is not None:
        fits &= index.by_any(index.named, people)
    if years is not None:
        fits &= index.within(span)
    if words:
        fits &= index.mask(index.words.matching(words))
    kept = fits & (index.importance <= importance)
    focused = [index.places[item] for item in focus]
    drawn = kept | index.mask(focused)
    for place in focused:
        span = span.with_(began(index.records[place]))
    return Chosen(
        events=Events(index, np.flatnonzero(drawn).astype(np.int32)),
        span=span,
        focus=frozenset(focus),
        left_out=int(fits.sum() - kept.sum()),
    )
