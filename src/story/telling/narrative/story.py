"""The story as it is told in one language: what every surface reads from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from story.telling.facts import SourceRef
from story.telling.narrative.passage import ClaimMark, Passage, SourceMark, plain
from story.text import Language


@dataclass(frozen=True)
class StoryFigure:
    """One state of a figure: `figure_function(name)(dataset, language, look, **choices)`."""

    name: str
    choices: Mapping[str, object]
    annotation: Passage
    alt: str


@dataclass(frozen=True)
class Step:
    """A title, a passage and the figure in the state it speaks of; `id` such as `2.3`."""

    id: str
    title: Passage
    paragraphs: tuple[Passage, ...]
    figure: StoryFigure


@dataclass(frozen=True)
class Ask:
    """One thing the article asked or hoped for: then, at the latest, and when last checked.

    The heading of their table, `Chapter.asks_heading`, has the same four parts.
    """

    ask: Passage
    then: Passage
    latest: Passage
    checked: Passage

    @property
    def cells(self) -> tuple[Passage, ...]:
        """The four parts in the order of the table."""
        return (self.ask, self.then, self.latest, self.checked)


@dataclass(frozen=True)
class Answer:
    """A challenge and what can be said, for a briefing: `short` in one breath, then in full."""

    question: Passage
    short: Passage
    answer: Passage
    records: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """What advocates ask of an audience of the briefings, by its name, and what that rests on."""

    audience: str
    ask: Passage
    grounds: Passage


@dataclass(frozen=True)
class Voice:
    """Somebody's words, set large at a chapter's head, and whose they are, when, with a source."""

    words: Passage
    by: Passage


@dataclass(frozen=True)
class Number:
    """A number for a handout, as a range, and what it counts by whose account."""

    value: Passage
    what: Passage


@dataclass(frozen=True)
class Chapter:
    """One chapter; the opening is number 0.

    A chapter has `steps`, or else `paragraphs`. `figure` stands for the whole chapter in its
    published view: beside the paragraphs, or where a surface shows one picture a chapter.
    `finding` is its title there. `so_what` is said to whoever listens, `speaker_notes` are advice
    to whoever speaks.
    `speaker_notes` are empty unless they were asked for: they never reach a public file.
    """

    number: int
    slug: str
    title: Passage
    finding: Passage
    standfirst: Passage
    content_note: Passage
    voice: Voice | None
    claims: tuple[str, ...]
    paragraphs: tuple[Passage, ...]
    figure: StoryFigure
    steps: tuple[Step, ...]
    asks_heading: Ask | None
    asks: tuple[Ask, ...]
    requests: tuple[Request, ...]
    numbers: tuple[Number, ...]
    so_what: Passage
    uncertainty_note: Passage
    speaker_notes: Passage
    answers: tuple[Answer, ...]

    def marked(self) -> Iterator[tuple[str, Passage]]:
        """Yield the chapter's prose, each passage with its anchor: a step's id or the slug."""
        for paragraph in self.paragraphs:
            yield self.slug, paragraph
        for step in self.steps:
            for item in step.paragraphs:
                yield step.id, item
        for ask in self.asks:
            for entry in (ask.then, ask.latest, ask.checked):
                yield self.slug, entry

    def passages(self) -> Iterator[Passage]:
        """Yield whatever of the chapter can hold marks, for public eyes."""
        yield from (item for _, item in self.marked())
        yield from (self.standfirst, self.content_note, self.so_what, self.uncertainty_note)
        if self.voice:
            yield from (self.voice.words, self.voice.by)
        for request in self.requests:
            yield from (request.ask, request.grounds)
        for number in self.numbers:
            yield from (number.value, number.what)
        for answer in self.answers:
            yield from (answer.question, answer.short, answer.answer)


@dataclass(frozen=True)
class Story:
    """The opening and the chapters in one language, told from one edition of the data."""

    language: Language
    edition: str
    opening: Chapter
    chapters: tuple[Chapter, ...]

    def chapter(self, slug: str) -> Chapter:
        """Return a chapter by its slug; raises KeyError where there is none."""
        found = next((chapter for chapter in self.chapters if chapter.slug == slug), None)
        if not found:
            raise KeyError(slug)
        return found

    def chapter_of(self, anchor: str) -> Chapter | None:
        """Return the chapter in which a slug or a step's id stands, None for the opening."""
        stands = (
            item
            for item in self.chapters
            if anchor == item.slug or any(step.id == anchor for step in item.steps)
        )
        return next(stands, None)

    def claim_places(self) -> dict[str, tuple[str, ...]]:
        """Return, for each claim, the anchors of the passages that rest on it."""
        places: dict[str, list[str]] = {}
        for item in (self.opening, *self.chapters):
            marks = [
                (mark.claim_id, anchor)
                for anchor, told in item.marked()
                for mark in told
                if isinstance(mark, ClaimMark)
            ]
            inside = {claim for claim, _ in marks}
            marks += [(claim, item.slug) for claim in item.claims if claim not in inside]
            for claim, anchor in marks:
                places.setdefault(claim, []).append(anchor)
        return {claim: tuple(dict.fromkeys(found)) for claim, found in places.items()}

    def places_of(self, table: str, row: str) -> tuple[str, ...]:
        """Return the anchors of the passages that rest on a row of a table."""
        if table == "claims":
            return self._claim_places.get(row, ())
        return self._record_places.get(f"{table}.{row}", ())

    @cached_property
    def _claim_places(self) -> dict[str, tuple[str, ...]]:
        return self.claim_places()

    @cached_property
    def _record_places(self) -> dict[str, tuple[str, ...]]:
        places: dict[str, list[str]] = {}
        for item in (self.opening, *self.chapters):
            for anchor, told in item.marked():
                for mark in told:
                    for record in mark.records if isinstance(mark, SourceMark) else ():
                        places.setdefault(record, []).append(anchor)
        return {record: tuple(dict.fromkeys(found)) for record, found in places.items()}

    def records(self) -> frozenset[str]:
        """Return the records that the story's marks rest on, such as `events.2018-09-pyongyang`."""
        return frozenset(
            record
            for item in (self.opening, *self.chapters)
            for told in item.passages()
            for mark in told
            if isinstance(mark, SourceMark)
            for record in mark.records
        )

    def title_of(self, anchor: str) -> str:
        """Return the title of a chapter or step by its anchor; raises KeyError."""
        chapters = (self.opening, *self.chapters)
        titles = {chapter.slug: chapter.title for chapter in chapters}
        titles |= {step.id: step.title for item in chapters for step in item.steps}
        return plain(titles[anchor])
