"""A chapter as it is written in one language: prose with its marks, not yet filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from story.text import Language


@dataclass(frozen=True)
class Prose:
    """A passage as typed, and the line of the file it begins on."""

    text: str
    line: int

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class FigureCall:
    """A figure in one state: the function's name, its choices, and the words that go with it."""

    name: str
    choices: Mapping[str, object]
    annotation: Prose
    alt: Prose
    line: int


@dataclass(frozen=True)
class Step:
    """A title, a passage, and the figure in the state the passage speaks of."""

    title: Prose
    paragraphs: tuple[Prose, ...]
    figure: FigureCall


@dataclass(frozen=True)
class Answer:
    """A challenge heard in a room, and what can be said; `sources` as in a source mark.

    `short` is the answer in one breath, `answer` the whole of it.
    """

    question: Prose
    short: Prose
    answer: Prose
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Ask:
    """One thing the article asked or hoped for: then, at the latest, and when last checked.

    The heading of their table has the same four parts.
    """

    ask: Prose
    then: Prose
    latest: Prose
    checked: Prose


@dataclass(frozen=True)
class Request:
    """What advocates ask of an audience of the briefings: in one sentence, and what it rests on."""

    audience: str
    ask: Prose
    grounds: Prose


@dataclass(frozen=True)
class Number:
    """A number for a handout, as a range, and what it counts by whose account."""

    value: Prose
    what: Prose


@dataclass(frozen=True)
class Voice:
    """Words that an event quotes, set large at a chapter's head, and whose they are, and when."""

    words: Prose
    by: Prose


@dataclass(frozen=True)
class Condition:
    """What must hold for the sentence that begins with these words to be true in kind."""

    sentence: str
    holds: str
    line: int


@dataclass(frozen=True)
class Manuscript:
    """One chapter in one language. `figure` stands for the whole chapter, in its published view.

    `finding` says in a sentence what the chapter finds, where one slide stands for all of it.
    """

    file: str
    number: int
    slug: str
    language: Language
    title: Prose
    finding: Prose
    standfirst: Prose
    content_note: Prose
    voice: Voice | None
    claims: tuple[str, ...]
    conditions: tuple[Condition, ...]
    paragraphs: tuple[Prose, ...]
    figure: FigureCall
    steps: tuple[Step, ...]
    asks_heading: Ask | None
    asks: tuple[Ask, ...]
    requests: tuple[Request, ...]
    numbers: tuple[Number, ...]
    so_what: Prose
    uncertainty: Prose
    speaker_notes: Prose
    answers: tuple[Answer, ...]

    def figures(self) -> Iterator[tuple[str, FigureCall]]:
        """Yield every figure with its place: the chapter's, then one a step."""
        yield "figure", self.figure
        for number, step in enumerate(self.steps, start=1):
            yield f"step {number}", step.figure

    def prose(self) -> Iterator[tuple[str, Prose]]:
        """Yield every passage with its place, alike in both languages."""
        yield "title", self.title
        yield "finding", self.finding
        yield "standfirst", self.standfirst
        yield "content_note", self.content_note
        if self.voice:
            yield "voice", self.voice.words
            yield "voice by", self.voice.by
        for number, paragraph in enumerate(self.paragraphs, start=1):
            yield f"paragraph {number}", paragraph
        for number, step in enumerate(self.steps, start=1):
            yield f"step {number} title", step.title
            for which, item in enumerate(step.paragraphs, start=1):
                yield f"step {number} paragraph {which}", item
        for place, figure in self.figures():
            yield f"{place} annotation", figure.annotation
            yield f"{place} alt", figure.alt
        rows = (self.asks_heading, *self.asks) if self.asks_heading else self.asks
        for number, ask in enumerate(rows):
            for name in ("ask", "then", "latest", "checked"):
                yield f"ask {number} {name}", getattr(ask, name)
        yield "so-what", self.so_what
        yield "uncertainty", self.uncertainty
        yield "speaker-notes", self.speaker_notes
        yield from self._of_briefings()

    def _of_briefings(self) -> Iterator[tuple[str, Prose]]:
        for request in self.requests:
            yield f"request {request.audience} ask", request.ask
            yield f"request {request.audience} grounds", request.grounds
        for which, item in enumerate(self.numbers, start=1):
            yield f"number {which} value", item.value
            yield f"number {which} what", item.what
        for number, answer in enumerate(self.answers, start=1):
            yield f"answer {number} question", answer.question
            yield f"answer {number} short", answer.short
            yield f"answer {number} answer", answer.answer
