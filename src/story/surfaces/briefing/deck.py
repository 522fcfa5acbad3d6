"""The deck: what every form of a briefing shows, resolved for one edition and one language.

Each word of it comes from the chapters, so each number in it is a fact of the tables.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from story.figures import figure_function
from story.figures.figure import Figure
from story.surfaces.briefing.choice import ASKING, Choice
from story.surfaces.briefing.programme import programme
from story.surfaces.briefing.speaking import CHANGE, Point, points, seconds
from story.surfaces.pages import TITLE
from story.tables import Dataset
from story.tables.citation import Citation, cite, newest, short_citation
from story.telling.facts import SourceRef
from story.telling.facts.named import followed_to
from story.telling.narrative import (
    Ask,
    Chapter,
    Passage,
    SourceMark,
    Step,
    Story,
    StoryFigure,
    plain,
    tell,
)
from story.text import Language, Phrases, Text, date

SAY = Phrases("briefing")
Kind = Literal["title", "finding", "upshot", "asks", "sources"]


@dataclass(frozen=True)
class Cited:
    """A source with its number in this briefing: in a few words, and in all its parts."""

    number: int
    short: str
    full: Citation

    @property
    def address(self) -> str:
        """Where it can be read: its own address, else that of the account it is known through."""
        return self.full.url or (self.full.via.url if self.full.via else "")


@dataclass(frozen=True)
class Reply:
    """A challenge and what can be said; `cited` are the numbers of its sources."""

    question: str
    answer: tuple[Point, ...]
    cited: tuple[int, ...]

    @property
    def all_cited(self) -> tuple[int, ...]:
        """Those of the answer as a whole and those of its sentences."""
        marks = (n for item in self.answer for n in item.marks)
        return tuple(dict.fromkeys((*self.cited, *marks)))


@dataclass(frozen=True)
class Slide:
    """One slide. `title` is the finding; `kicker` names the chapter it belongs to.

    `points` are the slide's sentences. `notes`, the speaker's, stand with a chapter's first
    slide. `last` is true of its last one, which carries `closing`, what the chapter comes to,
    `caution`, how sure it is, and `replies`. `draw` makes the figure, with title, annotation and
    description as the story tells them, and its sources. `rows` is a table, its first row the
    heading.
    Notes are blank unless the choice asks for them. `place` is the passage's anchor on the site.
    """

    id: str
    kind: Kind
    title: str
    chapter: int = 0
    last: bool = False
    kicker: str = ""
    place: str = ""
    points: tuple[Point, ...] = ()
    closing: str = ""
    caution: str = ""
    annotation: str = ""
    draw: Callable[[], tuple[Figure, tuple[Citation, ...]]] | None = None
    rows: tuple[tuple[tuple[Point, ...], ...], ...] = ()
    notes: str = ""
    replies: tuple[Reply, ...] = ()

    @property
    def figure(self) -> Figure | None:
        """The figure, drawn only when it is looked at: a page shows one slide of thirty."""
        return self._illustration[0]

    @property
    def drawn_from(self) -> tuple[Citation, ...]:
        """The sources of the figure."""
        return self._illustration[1]

    @cached_property
    def _illustration(self) -> tuple[Figure | None, tuple[Citation, ...]]:
        return self.draw() if self.draw else (None, ())

    @property
    def cited(self) -> tuple[int, ...]:
        """The numbers of the sources its sentences rest on."""
        sentences = [*self.points, *(item for row in self.rows for cell in row for item in cell)]
        return tuple(dict.fromkeys(n for sentence in sentences for n in sentence.marks))

    @property
    def spoken(self) -> str:
        """What is said while it is shown."""
        said = [self.title, *(point.text for point in self.points)]
        said += [self.annotation, self.closing, self.notes]
        return " ".join(said)


@dataclass(frozen=True)
class Deck:
    """A whole briefing. `site` is the address of the site, blank where none is known."""

    choice: Choice
    edition: str
    title: str
    subtitle: str
    as_of: str
    slides: tuple[Slide, ...]
    sources: tuple[Cited, ...]
    chapters: tuple[Chapter, ...]
    site: str = ""

    @property
    def language(self) -> Language:
        """The language it is told in."""
        return self.choice.language

    @property
    def seconds(self) -> float:
        """How long it takes to present, at the pace `speaking` gives."""
        told = [slide for slide in self.slides if slide.kind != "sources"]
        return sum(CHANGE + seconds(sentence.spoken, self.language) for sentence in told)

    @property
    def shown(self) -> tuple[Cited, ...]:
        """The sources of the slides, and of the answers where these come along."""
        numbers = {n for slide in self.slides for n in slide.cited}
        if self.choice.notes:
            numbers |= {
                n for slide in self.slides for reply in slide.replies for n in reply.all_cited
            }
        return tuple(source for source in self.sources if source.number in numbers)

    def source(self, number: int) -> Cited:
        """Return a source by its number."""
        return self.sources[number - 1]

    def as_of_slide(self, slide: Slide) -> str:
        """Return the date of the newest publication that a slide rests on, blank for none."""
        full = [*slide.drawn_from, *(self.source(number).full for number in slide.cited)]
        return newest(full, self.language)

    def link(self, place: str = "") -> str:
        """Return the address that opens the site at this edition, blank without a site."""
        if not self.site:
            return ""
        lang = "&lang=ko" if self.language is Language.KO else ""
        anchor = f"#step-{place}" if place[:1].isdigit() and "." in place else ""
        anchor = anchor or (f"#{place}" if place else "")
        return f"{self.site.rstrip('/')}/?edition={self.edition}{lang}{anchor}"


def chapter_titles(dataset: Dataset) -> dict[int, Text]:
    """Return the number and title of every chapter but the opening."""
    stories = [tell(dataset, language) for language in (Language.EN, Language.KO)]
    pairs = zip(*(story.chapters for story in stories), strict=True)
    return {en.number: Text(plain(en.title), plain(ko.title)) for en, ko in pairs}


def deck(dataset: Dataset, choice: Choice, *, site: str = "") -> Deck:
    """Return the briefing that was chosen; raises what `tell` raises."""
    story = tell(dataset, choice.language, speaker_notes=choice.notes)
    maker = _Maker(dataset, story, choice)
    slides = tuple(maker.slides())
    told = [chapter for chapter in story.chapters if chapter.number in choice.chapters]
    return Deck(
        choice=choice,
        edition=dataset.edition,
        title=TITLE.within(choice.language),
        subtitle=plain(story.opening.standfirst),
        as_of=date(followed_to(dataset), choice.language),
        slides=slides,
        sources=tuple(maker.cited),
        chapters=(story.opening, *told),
        site=site,
    )


def _drawn(dataset: Dataset, language: Language, name: str, *choices: tuple[str, object]) -> Figure:
    return figure_function(name)(dataset, language, **dict(choices))


@dataclass
class _Maker:
    """Makes the slides in order, numbering each source when it is first met."""

    dataset: Dataset
    story: Story
    choice: Choice
    cited: list[Cited] = field(default_factory=list)

    def slides(self) -> Iterator[Slide]:
        told = [self.story.opening, *self.chapters]
        made = self.opening()
        for chapter in self.chapters:
            made += self.chapter(chapter)
        made += [self.asks()] if self.choice.asks else []
        # Answers come after every slide, so that the numbers on the slides run without gaps.
        replies = {sentence.number: tuple(self.replies(sentence)) for sentence in told}
        language = self.choice.language
        yield Slide("title", "title", TITLE.within(language))
        for slide in made:
            yield replace(slide, replies=replies[slide.chapter]) if slide.last else slide
        yield Slide("sources", "sources", SAY.gettext("Sources", language))

    @property
    def chapters(self) -> list[Chapter]:
        by_number = {chapter.number: chapter for chapter in self.story.chapters}
        return [by_number[number] for number in self.choice.chapters]

    def opening(self) -> list[Slide]:
        told = self.story.opening
        slide = Slide(
            id="0",
            kind="finding",
            title=plain(told.title),
            points=self.points(*told.paragraphs[:1]),
        )
        slides = [self.illustrated(slide, told.figure)]
        if self.choice.length == "full":
            slides.append(self.upshot(told))
        return self.framed(slides, told)

    def chapter(self, told: Chapter) -> list[Slide]:
        slides = [self.step(step, told) for step in self.steps(told)] or [self.whole(told)]
        if self.choice.length == "full":
            slides.append(self.upshot(told))
        return self.framed(slides, told)

    def step(self, step: Step, told: Chapter) -> Slide:
        slide = Slide(
            id=step.id,
            kind="finding",
            title=plain(step.title),
            chapter=told.number,
            kicker=self.kicker(told),
            place=step.id,
            points=self.points(*step.paragraphs),
        )
        return self.illustrated(slide, step.figure)

    def steps(self, told: Chapter) -> tuple[Step, ...]:
        """Return the steps shown: all, the main ones, or none where one slide stands for all."""
        match self.choice.length:
            case "full":
                return told.steps
            case "15":
                main = programme().main.get(told.number, ())
                return tuple(step for step in told.steps if step.id in main)
        return ()

    def whole(self, told: Chapter) -> Slide:
        """Return the one slide of a chapter: its title, and its steps' findings as the points."""
        findings = tuple(self.finding(step) for step in told.steps)
        picture = programme().pictures.get(told.number, "")
        chosen = next((item.figure for item in told.steps if item.id == picture), told.figure)
        slide = Slide(
            id=str(told.number),
            kind="finding",
            title=plain(told.title),
            chapter=told.number,
            kicker=self.kicker(told, titled=False),
            place=told.slug,
            points=findings or self.points(*told.paragraphs[:1]),
        )
        return self.illustrated(slide, chosen)

    def finding(self, step: Step) -> Point:
        """Return a step's title with the sources of its text."""
        marks = [n for point in self.points(*step.paragraphs) for n in point.marks]
        return Point(plain(step.title), tuple(dict.fromkeys(marks)))

    def upshot(self, told: Chapter) -> Slide:
        """Return the slide that says what a chapter comes to, and how sure it is."""
        rest = told.paragraphs[1:] if not told.steps else ()
        return Slide(
            id=f"{told.number}.so-what",
            kind="upshot",
            title=plain(told.so_what),
            chapter=told.number,
            kicker=self.kicker(told) if told.number else "",
            place=told.slug if told.number else "",
            points=self.points(*rest),
        )

    def framed(self, slides: list[Slide], told: Chapter) -> list[Slide]:
        """Return a chapter's slides: the first has its notes, the last what it comes to."""
        slides[0] = replace(slides[0], notes=plain(told.speaker_notes))
        slides[-1] = replace(
            slides[-1],
            last=True,
            closing=plain(told.so_what) if slides[-1].kind != "upshot" else "",
            caution=plain(told.uncertainty_note),
        )
        return slides

    def replies(self, told: Chapter) -> Iterator[Reply]:
        for answer in told.answers:
            numbers = tuple(self.number(source) for source in answer.sources)
            yield Reply(plain(answer.question), self.points(answer.answer), numbers)

    def asks(self) -> Slide:
        told = next(chapter for chapter in self.story.chapters if chapter.number == ASKING)
        rows = [told.asks_heading, *(told.asks[n - 1] for n in self.choice.asks)]
        return Slide(
            id="asks",
            kind="asks",
            title=SAY.gettext("What to ask for, and where it stands", self.choice.language),
            place=told.slug,
            rows=tuple(self.row(row) for row in rows if row),
        )

    def row(self, ask: Ask) -> tuple[tuple[Point, ...], ...]:
        return tuple(self.points(cell) for cell in (ask.ask, ask.then, ask.latest, ask.checked))

    def kicker(self, told: Chapter, *, titled: bool = True) -> str:
        language = self.choice.language
        if not titled:
            return SAY.gettext("Chapter {number}", language, number=told.number)
        title = plain(told.title)
        return SAY.gettext("Chapter {number}: {title}", language, number=told.number, title=title)

    def points(self, *told: Passage) -> tuple[Point, ...]:
        language = self.choice.language
        return tuple(
            point for sentence in told for point in points(sentence, self.numbers, language)
        )

    def numbers(self, mark: SourceMark) -> tuple[int, ...]:
        return tuple(self.number(source) for source in mark.sources)

    def number(self, source: SourceRef) -> int:
        """Return the number of a source, which gets its own where it is met first."""
        language = self.choice.language
        full = cite(self.dataset, language, source.source_id, source.via_source_id)
        known = next((item.number for item in self.cited if item.full == full), 0)
        if known:
            return known
        short = short_citation(self.dataset, language, source.source_id, source.via_source_id)
        self.cited.append(Cited(len(self.cited) + 1, short, full))
        return len(self.cited)

    def illustrated(self, slide: Slide, told: StoryFigure) -> Slide:
        """Return a slide with its figure in the state the story gives it, and in its words."""
        annotation = plain(told.annotation)

        def draw() -> tuple[Figure, tuple[Citation, ...]]:
            language = self.choice.language
            # The same in every briefing, and drawing it takes longer than all the rest.
            drawn = self.dataset.once(_drawn, language, told.name, *sorted(told.choices.items()))
            figure = replace(drawn, title=slide.title, summary=told.alt, annotation=annotation)
            return figure, tuple(cite(self.dataset, language, source) for source in figure.sources)

        return replace(slide, annotation=annotation, draw=draw)
