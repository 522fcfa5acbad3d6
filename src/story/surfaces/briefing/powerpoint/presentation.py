"""The presentation: each slide of the deck with its words, its figure and its notes."""

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from PIL import Image
from pptx.util import Inches, Pt

from story.figures.figure import Figure
from story.render.cards import within
from story.surfaces.briefing.chart_reading import chart_of, reading_of
from story.surfaces.briefing.chart_values import DatedCounts, RangeChart, YearlyCounts
from story.surfaces.briefing.deck import Deck, Slide
from story.surfaces.briefing.fitting import FLAT, fitting, height_of
from story.surfaces.briefing.powerpoint import charts, drawn, tables
from story.surfaces.briefing.powerpoint.notes import write_notes
from story.surfaces.briefing.powerpoint.places import Frames, Page
from story.surfaces.briefing.powerpoint.template import Box, finished, opened
from story.surfaces.briefing.powerpoint.transition import moved
from story.surfaces.briefing.powerpoint.words import (
    LEAST,
    describe,
    paragraphs,
    run,
)
from story.surfaces.briefing.slides import last_heading, listed
from story.surfaces.briefing.source_columns import GAP, columns
from story.surfaces.briefing.speaking import Point
from story.surfaces.briefing.wording import first_words
from story.text import Language, Phrases

SAY = Phrases("briefing")
TITLES = (28, 26, 24, 22, 20)  # points
STATEMENTS = (36, 32, 28, 26, 24)
SIZES = (20, 18, 17, 16, 15, 14, 13, 12)
HEADING = 14
PIXELS = 96  # of a composed figure in an inch: the 16 of its least words are 12 points
BELOW = 14  # points: a text above its figure is given room for this size
MOST_ABOVE = 3  # sentences above a figure: more stand beside it
BULLET = 0.5  # inches by which a template may indent its text
WIDER = 1.1  # how much wider another program may set a line, where a word more would not fit
SERIF = 1.12  # how much wider a serif in bold runs than our sans, on which widths rest


def powerpoint(
    deck: Deck, step: Callable[[str], None] = lambda _: None, template: Path | None = None
) -> bytes:
    """Return the deck as a PowerPoint file; `step` is told of each slide.

    With a template, its masters, layouts and theme are used; raises Misfit for what is none.
    """
    made = opened(template, deck.language, deck.title, deck.edition)
    maker = _Maker(made, deck)
    for slide in deck.slides:
        maker.add(slide)
        step(slide.id)
    return finished(made)


class _Maker:
    def __init__(self, made: Any, deck: Deck) -> None:
        self.made = made
        self.deck = deck
        self.language = deck.language
        self.frames = Frames(made)
        self.chapter = 0  # of the slide before

    def add(self, slide: Slide) -> None:
        """Add one slide of the deck, or as many as its sources take."""
        match slide.kind:
            case "title":
                self.title(slide)
            case "asks":
                self.asks(slide)
            case "sources":
                self.sources(slide)
            case _:
                self.finding(slide)

    def page(self, kind: str, slide: Slide, sizes: Sequence[float] = TITLES) -> Page:
        """Begin a slide with its title, as large as its place admits, and its chapter."""
        page = Page(self.made, self.frames.of(kind))
        box = page.box("title")
        size = fitting([slide.title], box[2] / SERIF, box[3], sizes, 0)
        title = page.words("title", self.language).paragraphs[0]
        run(title, slide.title, self.language, size=0 if page.own and size == sizes[0] else size)
        # What a title in one line leaves free, its figure and its text have.
        taken = height_of([slide.title], box[2] / SERIF, size, 0)
        page.lift = max(0.0, box[3] - taken - 0.1) if kind in ("beside", "below") else 0.0
        return page

    def closed(self, page: Page, slide: Slide) -> None:
        """Write what stands around the content of a slide, and its notes."""
        if slide.kicker and page.has("kicker"):
            run(page.words("kicker", self.language).paragraphs[0], slide.kicker, self.language)
        as_of = self.deck.as_of_slide(slide)
        if as_of and page.has("date"):
            said = SAY.gettext("As of {date}", self.language, date=as_of)
            run(page.words("date", self.language).paragraphs[0], said, self.language,
                link=self.deck.link(slide.place))  # fmt: skip
        page.number()
        self.logo(page)
        page.close()
        write_notes(page.slide, self.deck, slide)

    def logo(self, page: Page) -> None:
        """Put the logo of who made the briefing into its place, whole and as it is."""
        imprint = self.deck.imprint
        if not imprint.logo_data or not page.has("logo"):
            return
        written = BytesIO()
        with Image.open(BytesIO(imprint.logo_data)) as picture:
            picture.convert("RGBA").save(written, "PNG")
        left, top, width, height = page.box("logo")
        made = page.shapes.add_picture(written, 0, 0)
        scale = min(Inches(width) / made.width, Inches(height) / made.height)
        made.width, made.height = round(made.width * scale), round(made.height * scale)
        made.left, made.top = Inches(left + width) - made.width, Inches(top)
        page.stand_in("logo", made)
        made.name = SAY.gettext("Logo", self.language)
        describe(made, imprint.org or made.name)

    def title(self, slide: Slide) -> None:
        page = self.page("title", slide, (44, 40, 36, 32, 28))
        claim = page.words("body", self.language)
        run(claim.paragraphs[0], self.deck.subtitle, self.language, size=20, tone="quiet")
        said = first_words(self.deck)
        lines = paragraphs(page.words("caption", self.language))
        for item, paragraph in zip(said, lines, strict=False):
            run(paragraph, item, self.language, size=14, tone="quiet")
            paragraph.space_after = Pt(5)
        self.logo(page)
        page.close()
        write_notes(page.slide, self.deck, slide)

    def finding(self, slide: Slide) -> None:
        """Add a slide with a finding, its sentences and its figure."""
        if slide.figure is None:
            page = self.page("statement", slide, STATEMENTS)
            self.body(page, slide, page.box("body"))
        else:
            native = chart_of(slide.figure, self.language) is not None
            brief = len(slide.points) <= MOST_ABOVE and slide.figure.scene.height <= FLAT
            flat = native and brief
            page = self.page("below" if flat else "beside", slide)
            left, top, width, height = page.box("body")
            box = (left, top - page.lift, width, height if flat else height + page.lift)
            lower = self.body(page, slide, box, grows=flat)
            self.figure(page, slide, slide.figure, lower - page.lift)
        self.sourced(page, slide)
        self.closed(page, slide)
        if slide.chapter and slide.chapter == self.chapter:
            moved(page.slide)
        self.chapter = slide.chapter

    def body(self, page: Page, slide: Slide, box: Box, *, grows: bool = False) -> float:
        """Write the sentences; where they may grow, return how far what is below them moves."""
        said = [_marked(item) for item in slide.points]
        ends = [slide.closing] if slide.closing else []
        if not said and not ends:
            return 0
        lower = 0.0
        if grows:
            # A text of a few words leaves its room to the figure, a long one takes some of it.
            needed = height_of([*said, *ends], box[2], BELOW, 4) + 0.05
            lower = min(max(needed, 0.55), box[3] * 1.75) - box[3]
            box = (*box[:3], box[3] + lower)
        gap = 4 if grows else 8
        width = box[2] - (0 if page.own else BULLET)
        size = fitting([*said, *ends], width, box[3], SIZES[3:] if grows else SIZES, gap)
        frame = page.words("body", self.language, box)
        lines = paragraphs(frame)
        for point, paragraph in zip(slide.points, islice(lines, len(slide.points)), strict=True):
            self.sentence(paragraph, point, size)
            paragraph.space_after = Pt(gap)
        if slide.closing:
            run(next(lines), slide.closing, self.language, size=size, tone="accent", bold=True)
        return lower

    def sentence(self, paragraph: Any, point: Point, size: float) -> None:
        run(paragraph, point.text, self.language, size=size, tone="ink")
        for number in point.marks:
            source = self.deck.source(number)
            run(paragraph, f" {number}", self.language, size=size, tone="accent",
                link=source.address, raised=True)  # fmt: skip

    def figure(self, page: Page, slide: Slide, figure: Figure, lower: float) -> None:
        """Draw the figure between what it shows and how it is read, `lower` by so many inches.

        A list stands for a few marks in focus of many.
        """
        left, top, width, height = page.box("heading")
        if figure.annotation:
            words = page.words("heading", self.language, (left, top + lower, width, height))
            size = fitting([figure.annotation], width, height, (HEADING, 13, LEAST), 0)
            run(words.paragraphs[0], figure.annotation, self.language, size=size, bold=True)
        left, top, width, height = page.box("chart")
        box = (left, top + lower, width, height - lower)
        values = chart_of(figure, self.language)
        rows = tuple(listed(figure, slide))
        if rows:
            heading = last_heading(figure, rows)
            made = tables.marks(page.shapes, rows, heading, box, self.language)
        elif values is None:
            made = self.drawn(page.shapes, figure, box)
        else:
            made = self.native(page, values, box)
        made.name = figure.title
        describe(made, figure.summary)
        if not rows:
            self.caption(page, figure, values)

    def native(self, page: Page, values: RangeChart | YearlyCounts | DatedCounts, box: Box) -> Any:
        """Add the figure's one chart."""
        match values:
            case RangeChart():
                high = min(box[3], charts.HEAD + charts.ROOMY * charts.depth(values))
                box = (*box[:3], high)
                chart = charts.ranges(values, (box[2], box[3]), self.language)
            case YearlyCounts():
                chart = charts.columns(values, self.language)
            case DatedCounts():
                chart = charts.dated(values, self.language)
        left, top, width, height = (Inches(side) for side in box)
        made = charts.add(page.shapes, (left, top, width, height), chart)
        page.stand_in("chart", made)
        return made

    def drawn(self, shapes: Any, figure: Figure, box: Box) -> Any:
        """Draw a figure that PowerPoint has no chart for, composed for its place on a wall."""
        left, top, width, height = box
        seen = within(figure, width * PIXELS, height * PIXELS, self.language)
        return drawn.draw(shapes, seen, left, top, seen.width / PIXELS, self.language)

    def caption(self, page: Page, figure: Figure, values: object) -> None:
        """Say how the figure is read, in as many sentences as there is room for."""
        said = reading_of(figure, values, self.language)
        _, _, width, height = page.box("caption")
        kept = said[:1]
        for sentence in said[1:]:
            if height_of([" ".join([*kept, sentence])], width / WIDER, LEAST, 0) <= height:
                kept.append(sentence)
        words = page.words("caption", self.language)
        run(words.paragraphs[0], " ".join(kept), self.language, size=LEAST, tone="quiet")

    def asks(self, slide: Slide) -> None:
        box = self.frames.of("table").places["table"].box
        for rows in tables.parts_of(slide, box):
            page = self.page("table", slide)
            made = tables.asks(page.shapes, rows, self.deck, box)
            page.stand_in("table", made)
            describe(made, SAY.gettext("Table: {title}", self.language, title=slide.title))
            self.sourced(page, slide)
            self.closed(page, slide)

    def sources(self, slide: Slide) -> None:
        """Add every source of the slides with its number and its link, over several slides."""
        left = self.frames.of("sources").places["body"].box
        for sides in columns(self.deck.shown, 2 * left[2] + GAP, left[3]):
            page = self.page("sources", slide)
            for part, some in zip(("body", "column"), sides, strict=False):
                tables.references(page.words(part, self.language), some, self.language)
            self.closed(page, slide)

    def sourced(self, page: Page, slide: Slide) -> None:
        """Name the sources of what is said, with their links: as many as there is room for.

        Where its sentences name none, those of its figure.
        """
        cited = [self.deck.source(number) for number in slide.cited]
        named = [(f"{item.number}\u00a0", item.short, item.address) for item in cited]
        named = named or [
            ("", f"{item.publisher}, {item.date_text}", item.url) for item in slide.drawn_from
        ]
        if not named or not page.has("source"):
            return
        _, _, width, height = page.box("source")

        def more(kept: int) -> list[str]:
            return _left_out(len(named) - kept, self.language, listed=bool(cited))

        def said(kept: int) -> str:
            return "; ".join([*(number + words for number, words, _ in named[:kept]), *more(kept)])

        kept = len(named)
        while kept > 1 and height_of([said(kept)], width / WIDER, LEAST, 0) > height:
            kept -= 1
        paragraph = page.words("source", self.language).paragraphs[0]
        for at, (number, words, address) in enumerate(named[:kept]):
            run(paragraph, f"{'; ' if at else ''}{number}", self.language, size=LEAST, tone="quiet")
            run(paragraph, words, self.language, size=LEAST, tone="quiet", link=address)
        for words in more(kept):
            run(paragraph, f"; {words}", self.language, size=LEAST, tone="quiet")


def _left_out(count: int, language: Language, *, listed: bool) -> list[str]:
    """Say of sources that there are more; `listed`: the last slides list them all."""
    if not count:
        return []
    if listed:
        return [SAY.gettext("all at the end", language)]
    return [SAY.ngettext("and {count} more", "and {count} more", count, language)]


def _marked(point: Point) -> str:
    return " ".join([point.text, *(str(number) for number in point.marks)])
