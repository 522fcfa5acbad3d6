"""The deck: what every form of a briefing shows, resolved for one edition and one language.

Each word of it comes from the chapters, so each number in it is a fact of the tables.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from story.figures import figure_function
from story.figures.figure import Figure
from story.figures.scene import PHONE
from story.surfaces.briefing.choice import ASKING, Choice
from story.surfaces.briefing.imprint import Imprint
from story.surfaces.briefing.programme import programme
from story.surfaces.briefing.speaking import CHANGE, Point, points, seconds
from story.surfaces.pages import CHAPTERS, TITLE
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
MOST_MARKS = 4  # numbers of sources behind a finding in one line
Kind = Literal["title", "request", "finding", "asks", "sources"]


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
    """A challenge and what can be said, in one breath (`short`) and in full.

    `cited` are the numbers of its sources.
    """

    question: str
    short: str
    answer: tuple[Point, ...]
    cited: tuple[int, ...]

    @property
    def all_cited(self) -> tuple[int, ...]:
        """Those of the answer as a whole and those of its sentences."""
        marks = (n for item in self.answer for n in item.marks)
        return tuple(dict.fromkeys((*self.cited, *marks)))


@dataclass(frozen=True)
class Stated:
    """A number for a handout: its range, what it counts by whose account, and its sources."""

    value: str
    what: str
    cited: tuple[int, ...]


@dataclass(frozen=True)
class Slide:
    """One slide. `title` is the finding; `kicker` names the chapter it belongs to.

    `points` are the slide's sentences; `more`, the rest of its passage, is said and stands on
    paper. `notes`, the speaker's, stand with a chapter's first slide. `last` is true of its last
    one, which carries `closing`, what the chapter comes to, `caution`, how sure it is, and
    `replies`. `draw` makes the figure, with title, annotation and description as the story tells
    them, and its sources; `draw_narrow` makes it for a phone. `focus` are the ids of the rows it
    sets off. `rows` is a table, its first row the heading.
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
    more: tuple[Point, ...] = ()
    closing: str = ""
    caution: str = ""
    annotation: str = ""
    draw: Callable[[], tuple[Figure, tuple[Citation, ...]]] | None = None
    draw_narrow: Callable[[], Figure] | None = None
    focus: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Point, ...], ...], ...] = ()
    notes: str = ""
    replies: tuple[Reply, ...] = ()

    @property
    def figure(self) -> Figure | None:
        """The figure, drawn only when it is looked at: a page shows one slide of thirty."""
        return self._illustration[0]

    @property
    def narrow(self) -> Figure | None:
        """The figure as a phone's width lays it out."""
        return self.draw_narrow() if self.draw_narrow else None

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
        marks = (n for sentence in self.more for n in sentence.marks)
        return tuple(dict.fromkeys((*self.cited_on_it, *marks)))

    @property
    def cited_on_it(self) -> tuple[int, ...]:
        """Those of the sentences that stand on it, without what is only said."""
        sentences = [*self.points, *(item for row in self.rows for cell in row for item in cell)]
        return tuple(dict.fromkeys(n for sentence in sentences for n in sentence.marks))

    @property
    def spoken(self) -> str:
        """What is said while it is shown."""
        sentences = [point.text for point in (*self.points, *self.more)]
        return " ".join([self.title, *sentences, self.annotation, self.closing])


@dataclass(frozen=True)
class Deck:
    """A whole briefing. `site` is the address of the site, blank where none is known.

    `imprint` says who made it.

    `replies` are those of every chapter, told or not, where notes come along: a room asks what it
    likes.
    """

    choice: Choice
    edition: str
    title: str
    subtitle: str
    as_of: str
    slides: tuple[Slide, ...]
    replies: tuple[Reply, ...]
    numbers: tuple[Stated, ...]
    sources: tuple[Cited, ...]
    chapters: tuple[Chapter, ...]
    site: str = ""
    imprint: Imprint = field(default_factory=Imprint)

    @property
    def language(self) -> Language:
        """The language it is told in."""
        return self.choice.language

    @property
    def seconds(self) -> float:
        """How long it takes to present, at the pace `speaking` gives."""
        return sum(self.seconds_of(slide) for slide in self.slides)

    def seconds_of(self, slide: Slide) -> float:
        """How long a slide takes to present; the sources are there to be asked for."""
        if slide.kind == "sources":
            return 0
        return CHANGE + seconds(slide.spoken, self.language)

    @property
    def shown(self) -> tuple[Cited, ...]:
        """The sources of the slides, and of the answers where these come along."""
        numbers = {n for slide in self.slides for n in slide.cited}
        numbers |= {n for reply in self.replies for n in reply.all_cited}
        return tuple(source for source in self.sources if source.number in numbers)

    def source(self, number: int) -> Cited:
        """Return a source by its number."""
        return self.sources[number - 1]

    def as_of_slide(self, slide: Slide) -> str:
        """Return the date of the newest publication that what it shows rests on, or blank."""
        full = [*slide.drawn_from, *(self.source(number).full for number in slide.cited_on_it)]
        return newest(full, self.language)

    def link(self, place: str = "") -> str:
        """Return the address that opens the site at this edition, blank without a site."""
        if not self.site:
            return ""
        lang = "&lang=ko" if self.language is Language.KO else ""
        number, step, _ = place.partition(".")
        named = [page.path for at, page in enumerate(CHAPTERS, 1) if number in (str(at), page.name)]
        path, anchor = (named or [""])[0], f"#step-{place}" if step else ""
        return f"{self.site.rstrip('/')}/{path}?edition={self.edition}{lang}{anchor}"


def chapter_titles(dataset: Dataset) -> dict[int, Text]:
    """Return the number and title of every chapter but the opening."""
    stories = [tell(dataset, language) for language in (Language.EN, Language.KO)]
    pairs = zip(*(story.chapters for story in stories), strict=True)
    return {en.number: Text(plain(en.title), plain(ko.title)) for en, ko in pairs}


def deck(
    dataset: Dataset, choice: Choice, *, site: str = "", imprint: Imprint | None = None
) -> Deck:
    """Return the briefing that was chosen; raises what `tell` raises."""
    story = tell(dataset, choice.language, speaker_notes=choice.notes)
    maker = _Maker(dataset, story, choice)
    slides = tuple(maker.slides())
    return Deck(
        choice=choice,
        edition=dataset.edition,
        title=TITLE.within(choice.language),
        subtitle=plain(story.opening.standfirst),
        as_of=date(followed_to(dataset), choice.language),
        slides=slides,
        replies=tuple(maker.all_replies()) if choice.notes else (),
        numbers=tuple(maker.numbers_stated()),
        sources=tuple(maker.cited),
        chapters=(story.opening, *maker.chapters),
        site=site,
        imprint=imprint or Imprint(),
    )


def _drawn(dataset: Dataset, language: Language, name: str, *choices: tuple[str, object]) -> Figure:
    return figure_function(name)(dataset, language, **dict(choices))


def _narrow(
    dataset: Dataset, language: Language, name: str, *choices: tuple[str, object]
) -> Figure:
    return figure_function(name)(dataset, language, PHONE, **dict(choices))


@dataclass
class _Maker:
    """Makes the slides in order, numbering each source when it is first met."""

    dataset: Dataset
    story: Story
    choice: Choice
    cited: list[Cited] = field(default_factory=list)

    def slides(self) -> Iterator[Slide]:
        told = [self.story.opening, *self.chapters]
        made = [*self.request(), *self.opening()]
        for chapter in self.chapters:
            made += self.chapter(chapter)
        # In five minutes the request stands for the table.
        asked = self.choice.length == "5" and made[0].kind == "request"
        made += [self.asks()] if self.choice.asks and not asked else []
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
            more=self.points(*self.unhurried(told.paragraphs)),
        )
        return self.framed([self.illustrated(slide, told.figure)], told)

    def chapter(self, told: Chapter) -> list[Slide]:
        slides = [self.step(step, told) for step in self.steps(told)] or [self.whole(told)]
        return self.framed(slides, told)

    def request(self) -> Iterator[Slide]:
        """Yield what advocates ask of this audience, where they ask for something."""
        for told in self.story.chapters:
            for request in told.requests:
                if request.audience == self.choice.audience.name:
                    yield Slide(
                        id="request",
                        kind="request",
                        title=plain(request.ask),
                        kicker=SAY.gettext("What advocates ask", self.choice.language),
                        place=told.slug,
                        points=self.points(request.grounds),
                    )

    def step(self, step: Step, told: Chapter) -> Slide:
        slide = Slide(
            id=step.id,
            kind="finding",
            title=plain(step.title),
            chapter=told.number,
            kicker=self.kicker(told),
            place=step.id,
            points=self.points(*step.paragraphs[:1]),
            more=self.points(*self.unhurried(step.paragraphs)),
        )
        return self.illustrated(slide, step.figure)

    def unhurried(self, paragraphs: tuple[Passage, ...]) -> tuple[Passage, ...]:
        """Return what is left out where five minutes must do: all but the first paragraph."""
        return paragraphs[1:] if self.choice.length != "5" else ()

    def steps(self, told: Chapter) -> tuple[Step, ...]:
        """Return the steps shown: all, the main ones, or none where one slide stands for all."""
        match self.choice.length:
            case "full":
                return told.steps
            case "15":
                main = self.main(told)
                return tuple(step for step in told.steps if step.id in main)
        return ()

    def main(self, told: Chapter) -> tuple[str, ...]:
        """Return the steps that carry a chapter, for this audience where it has its own."""
        return self.choice.audience.main(told.number)

    def whole(self, told: Chapter) -> Slide:
        """Return the one slide of a chapter: its finding, and those of its main steps."""
        main = programme().main.get(told.number, ())
        findings = tuple(self.finding(step) for step in told.steps if step.id in main)
        picture = programme().pictures.get(told.number, "")
        chosen = next((item.figure for item in told.steps if item.id == picture), told.figure)
        slide = Slide(
            id=str(told.number),
            kind="finding",
            title=plain(told.finding),
            chapter=told.number,
            kicker=self.kicker(told),
            place=told.slug,
            points=findings or self.points(*told.paragraphs[:1]),
            more=() if findings else self.points(*self.unhurried(told.paragraphs)),
        )
        return self.illustrated(slide, chosen)

    def finding(self, step: Step) -> Point:
        """Return a step's title with the first sources of its text; all stand with the step."""
        marks = (part for part in step.paragraphs[0] if isinstance(part, SourceMark))
        sources = dict.fromkeys(source for mark in marks for source in mark.sources)
        numbers = (self.number(source) for source in list(sources)[:MOST_MARKS])
        return Point(plain(step.title), tuple(dict.fromkeys(numbers)))

    def framed(self, slides: list[Slide], told: Chapter) -> list[Slide]:
        """Return a chapter's slides: the first has its notes, the last what it comes to."""
        slides[0] = replace(slides[0], notes=plain(told.speaker_notes))
        slides[-1] = replace(
            slides[-1],
            last=True,
            closing=plain(told.so_what) if told.number else "",
            caution=plain(told.uncertainty_note),
        )
        return slides

    def replies(self, told: Chapter) -> Iterator[Reply]:
        for answer in told.answers:
            numbers = tuple(self.number(source) for source in answer.sources)
            yield Reply(
                plain(answer.question), plain(answer.short), self.points(answer.answer), numbers
            )

    def all_replies(self) -> Iterator[Reply]:
        for told in (self.story.opening, *self.story.chapters):
            yield from self.replies(told)

    def numbers_stated(self) -> Iterator[Stated]:
        for told in self.story.chapters:
            for stated in told.numbers:
                cited = (n for mark in stated.what if isinstance(mark, SourceMark)
                         for n in self.numbers(mark))  # fmt: skip
                yield Stated(plain(stated.value), plain(stated.what), tuple(dict.fromkeys(cited)))

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

    def kicker(self, told: Chapter) -> str:
        language = self.choice.language
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

        def draw_narrow() -> Figure:
            language = self.choice.language
            drawn = self.dataset.once(_narrow, language, told.name, *sorted(told.choices.items()))
            return replace(drawn, title=slide.title, summary=told.alt)

        focus = told.choices.get("focus", ())
        return replace(
            slide, annotation=annotation, draw=draw, draw_narrow=draw_narrow,
            focus=focus if isinstance(focus, tuple) else (),
        )  # fmt: skip
