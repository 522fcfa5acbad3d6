"""Tell the story: chapters, data and a language together."""

from collections.abc import Iterable
from pathlib import Path

from story.tables import Dataset
from story.telling import chapter
from story.telling.chapter import FigureCall, Manuscript, Prose
from story.telling.facts import Facts
from story.telling.narrative.passage import Passage, passage, plain, source_mark
from story.telling.narrative.story import (
    Answer,
    Ask,
    Chapter,
    Number,
    Request,
    Step,
    Story,
    StoryFigure,
    Voice,
)
from story.text import Language


class BrokenStory(Exception):  # noqa: N818 - it says what is broken
    """The chapters cannot be told; `story check` says why."""


def tell(
    dataset: Dataset,
    language: Language,
    *,
    folder: Path = chapter.CHAPTERS,
    speaker_notes: bool = False,
) -> Story:
    """Return the story in `language`, every fact filled in from `dataset`.

    `speaker_notes` only for a speaker's own copy. Raises BrokenStory where a chapter cannot be
    read or the opening is missing, FactError for a fact that is not there.
    """
    manuscripts, problems = chapter.read_folder(folder)
    mine = [manuscript for manuscript in manuscripts if manuscript.language is language]
    if problems or not mine or mine[0].number:
        raise BrokenStory(problems[0].message.en if problems else f"no opening in {folder}")
    facts = Facts(dataset, chapter.counts(manuscripts))
    told = tuple(_Teller(facts, language, speaker_notes).manuscript(item) for item in mine)
    return Story(language, dataset.edition, told[0], told[1:])


class _Teller:
    """Fills in one chapter after the other, all from the same facts."""

    def __init__(self, facts: Facts, language: Language, speaker_notes: bool) -> None:
        self.facts = facts
        self.language = language
        self.speaker_notes = speaker_notes

    def manuscript(self, written: Manuscript) -> Chapter:
        return Chapter(
            number=written.number,
            slug=written.slug,
            title=self.tell(written.title),
            finding=self.tell(written.finding),
            standfirst=self.tell(written.standfirst),
            content_note=self.tell(written.content_note),
            voice=(
                Voice(self.tell(written.voice.words), self.tell(written.voice.by))
                if written.voice
                else None
            ),
            claims=written.claims,
            paragraphs=self.tell_all(written.paragraphs),
            figure=self.figure(written.figure),
            steps=tuple(
                Step(
                    id=f"{written.number}.{number}",
                    title=self.tell(step.title),
                    paragraphs=self.tell_all(step.paragraphs),
                    figure=self.figure(step.figure),
                )
                for number, step in enumerate(written.steps, start=1)
            ),
            asks_heading=self.ask(written.asks_heading) if written.asks_heading else None,
            asks=tuple(self.ask(ask) for ask in written.asks),
            requests=tuple(
                Request(request.audience, self.tell(request.ask), self.tell(request.grounds))
                for request in written.requests
            ),
            numbers=tuple(
                Number(self.tell(item.value), self.tell(item.what)) for item in written.numbers
            ),
            so_what=self.tell(written.so_what),
            uncertainty_note=self.tell(written.uncertainty),
            speaker_notes=self.tell(written.speaker_notes) if self.speaker_notes else (),
            answers=tuple(self.answer(answer) for answer in written.answers),
        )

    def tell(self, prose: Prose) -> Passage:
        return passage(prose.text, self.facts, self.language)

    def tell_all(self, passages: Iterable[Prose]) -> tuple[Passage, ...]:
        return tuple(self.tell(item) for item in passages)

    def figure(self, call: FigureCall) -> StoryFigure:
        return StoryFigure(
            call.name, call.choices, self.tell(call.annotation), plain(self.tell(call.alt))
        )

    def ask(self, written: chapter.Ask) -> Ask:
        return Ask(*self.tell_all((written.ask, written.then, written.latest, written.checked)))

    def answer(self, written: chapter.Answer) -> Answer:
        mark = source_mark(written.sources, self.facts)
        question, short, answer = self.tell_all((written.question, written.short, written.answer))
        return Answer(question, short, answer, mark.records, mark.sources, written.claims)
