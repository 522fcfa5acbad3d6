"""The presentation: each slide of the deck with its words, its figure and its notes."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from story.figures.figure import Figure
from story.render.sketch import sketch
from story.surfaces.briefing.deck import Deck, Slide
from story.surfaces.briefing.fitting import (
    FLAT,
    LEADING,
    PLOT,
    POINTS,
    fitting,
    height_of,
    lines_of,
)
from story.surfaces.briefing.powerpoint import charts, drawn, frame, tables
from story.surfaces.briefing.powerpoint.notes import write_notes
from story.surfaces.briefing.powerpoint.words import (
    colour,
    decorate,
    describe,
    ready,
    run,
    text_box,
)
from story.surfaces.briefing.source_columns import columns
from story.surfaces.briefing.speaking import Point
from story.surfaces.briefing.wording import first_words, foot, language_name
from story.text import Phrases

SAY = Phrases("briefing")
RANGES = ("opening", "estimates", "camp_populations")
WIDE = 12.13  # inches between the margins
TEXT = 3.75  # inches of text beside a figure
FIGURE = 4.75  # where a figure beside a text begins
BOTTOM = 6.6  # where the foot begins
FLAT_TEXT = 1.2  # inches of text above a figure that runs across the slide, at the least
AROUND, PIXEL = 0.9, 0.0105  # inches of words around such a figure, and for each of its pixels
READING = 1.5  # inches at the left kept for how to read a figure
NOTE = 14  # points
SIZES = (20, 18, 17, 16, 15, 14, 13, 12, 11)


def powerpoint(deck: Deck, step: Callable[[str], None] = lambda _: None) -> bytes:
    """Return the deck as a PowerPoint file; `step` is told of each slide."""
    made = frame.blank(deck.language, deck.title, deck.edition)
    maker = _Maker(made, deck)
    for slide in deck.slides:
        maker.add(slide)
        step(slide.id)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


class _Maker:
    def __init__(self, made: Any, deck: Deck) -> None:
        self.made = made
        self.deck = deck
        self.language = deck.language

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

    def page(self, name: str, slide: Slide) -> Any:
        page = self.made.slides.add_slide(frame.layout(self.made, name))
        run(page.shapes.title.text_frame.paragraphs[0], slide.title, self.language)
        return page

    def titled(self, page: Any, slide: Slide) -> float:
        """Set the title as large as two lines admit and return its height in inches."""
        size = fitting([slide.title], WIDE, 0.95, (28, 26, 24, 22, 20), 0)
        page.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
        # Half a size on top: a serif in bold runs wider than our sans, on which widths rest.
        height = height_of([slide.title], WIDE / 1.12, size, 0)
        holder = page.shapes.title
        holder.left, holder.top = Inches(frame.LEFT), Inches(frame.TITLE)
        holder.width, holder.height = Inches(WIDE), Inches(height)
        return height

    def title(self, slide: Slide) -> None:
        page = self.page("title", slide)
        page.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(44)
        subtitle = page.placeholders[1].text_frame
        run(subtitle.paragraphs[0], self.deck.subtitle, self.language, size=20, tone="quiet")
        said = first_words(self.deck)
        box = text_box(page.shapes, (frame.LEFT, 4.75, 11.2, 1.9), language_name(self.language))
        for item, paragraph in zip(said, _paragraphs(box.text_frame), strict=False):
            run(paragraph, item, self.language, size=14, tone="quiet")
            paragraph.space_after = Pt(5)
        write_notes(page, self.deck, slide)

    def finding(self, slide: Slide) -> None:
        """Add a slide with a finding, its sentences and its figure."""
        page = self.page("finding", slide)
        self.kicker(page, slide)
        flat = slide.figure is None or slide.figure.plot.layout.height <= FLAT
        top = frame.TITLE + self.titled(page, slide) + 0.2
        if slide.figure is None:
            self.body(page, slide, (frame.LEFT, top, WIDE, BOTTOM - top))
        elif flat:
            spare = BOTTOM - top - AROUND - slide.figure.plot.layout.height * PIXEL
            height = self.body(page, slide, (frame.LEFT, top, WIDE, max(FLAT_TEXT, spare)))
            self.figure(page, slide.figure, (frame.LEFT, top + height + 0.1, WIDE), across=True)
        else:
            self.body(page, slide, (frame.LEFT, top, TEXT, BOTTOM - top - READING))
            self.figure(page, slide.figure, (FIGURE, top, frame.RIGHT - FIGURE), across=False)
        self.foot(page, slide)
        write_notes(page, self.deck, slide)

    def kicker(self, page: Any, slide: Slide) -> None:
        if slide.kicker:
            box = text_box(page.shapes, (frame.LEFT, frame.KICKER, WIDE, 0.24), "Chapter")
            run(box.text_frame.paragraphs[0], slide.kicker, self.language, size=12, tone="accent",
                bold=True)  # fmt: skip

    def body(self, page: Any, slide: Slide, box: Sequence[float]) -> float:
        """Write the sentences into the text placeholder and return the height they take."""
        left, top, width, room = box
        holder = page.placeholders[1]
        said = [_marked(item) for item in slide.points]
        ends = [slide.closing] if slide.closing else []
        size = fitting([*said, *ends], width, room, SIZES)
        height = height_of([*said, *ends], width, size, 8)
        holder.left, holder.top = Inches(left), Inches(top)
        holder.width, holder.height = Inches(width), Inches(max(height, 0.3))
        ready(holder.text_frame)
        lines = _paragraphs(holder.text_frame)
        for point, paragraph in zip(slide.points, islice(lines, len(slide.points)), strict=True):
            self.sentence(paragraph, point, size)
            paragraph.space_after = Pt(8)
        if slide.closing:
            run(next(lines), slide.closing, self.language, size=size, tone="accent", bold=True)
        return height

    def sentence(self, paragraph: Any, point: Point, size: float) -> None:
        run(paragraph, point.text, self.language, size=size, tone="ink")
        for number in point.marks:
            source = self.deck.source(number)
            run(paragraph, f" {number}", self.language, size=size, tone="accent",
                link=source.address, raised=True)  # fmt: skip

    def figure(self, page: Any, figure: Figure, place: Sequence[float], *, across: bool) -> None:
        """Draw the figure below its annotation; how to read it stands below, or at the left."""
        left, top, width = place
        above = lines_of(figure.annotation, width - 0.15, NOTE) * NOTE * LEADING / POINTS
        self.rule(page, left, top, above)
        note = text_box(page.shapes, (left + 0.14, top, width - 0.14, above), "Annotation")
        run(note.text_frame.paragraphs[0], figure.annotation, self.language, size=NOTE, tone="ink")
        side = (left, width) if across else (frame.LEFT, TEXT)
        below = lines_of(figure.reading, side[1], 10) * 10 * LEADING / POINTS + 0.04
        bottom = BOTTOM - below if across else BOTTOM
        start = top + above + 0.12
        self.plot(page, figure, (left, start, width, bottom - start - 0.06))
        said = text_box(page.shapes, (side[0], BOTTOM - below, side[1], below), "How to read it")
        run(said.text_frame.paragraphs[0], figure.reading, self.language, size=10, tone="quiet")

    def rule(self, page: Any, left: float, top: float, height: float) -> None:
        """Rule a short upright line before an annotation."""
        rule = page.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(0.03), Inches(height)
        )
        rule.fill.solid()
        rule.fill.fore_color.rgb = colour("accent")
        rule.line.fill.background()
        rule.name = "Rule"
        drawn.plain(rule)
        decorate(rule)

    def plot(self, page: Any, figure: Figure, box: tuple[float, float, float, float]) -> None:
        shapes, language = page.shapes, self.language
        if figure.name in RANGES:
            bars, dots = charts.ranges(shapes, figure, box, language)
            describe(dots, charts.said_of(figure, language))
            dots.name = charts.said_of(figure, language)
            made = bars
        elif figure.name == "arrivals":
            made = charts.columns(shapes, figure, box, language)
        elif figure.name == "families":
            made = charts.dated(shapes, figure, box, language)
        else:
            made = self.drawn(shapes, figure, box)
        made.name = figure.title
        describe(made, figure.summary)

    def drawn(self, shapes: Any, figure: Figure, box: Sequence[float]) -> Any:
        """Draw a figure that PowerPoint has no chart for, as large as its place admits."""
        left, top, width, height = box
        wide: float = PLOT
        seen = sketch(figure, wide)
        # A map keeps its own proportions; other plots get wider with their container, not higher.
        elastic = not figure.plot.layout.xaxis.scaleanchor
        if elastic and width / height > seen.width / seen.height:
            wide = min(seen.height * width / height, PLOT * 1.35)
            seen = sketch(figure, wide)
        scale = min(width / seen.width, height / seen.height)
        spare = width - seen.width * scale
        return drawn.draw(shapes, seen, left + spare / 2, top, seen.width * scale, self.language)

    def asks(self, slide: Slide) -> None:
        page = self.page("table", slide)
        self.titled(page, slide)
        made = tables.asks(page.shapes, slide, self.deck, (frame.LEFT, 1.5, WIDE, 4.9))
        describe(made, SAY.gettext("Table: {title}", self.language, title=slide.title))
        self.foot(page, slide)
        write_notes(page, self.deck, slide)

    def sources(self, slide: Slide) -> None:
        """Add every source of the slides with its number and its link, over several slides."""
        for listed in columns(self.deck.shown, WIDE):
            page = self.page("table", slide)
            self.titled(page, slide)
            tables.references(page.shapes, listed, self.language, WIDE)
            self.foot(page, slide)
            write_notes(page, self.deck, slide)

    def foot(self, page: Any, slide: Slide) -> None:
        """Write the sources with their links, the edition and the slide's number."""
        line = text_box(page.shapes, (frame.LEFT, frame.FOOT, 11.5, 0.62), "Sources")
        paragraphs = _paragraphs(line.text_frame)
        cited = [self.deck.source(number) for number in slide.cited]
        if cited:
            said = "; ".join(f"{item.number} {item.short}" for item in cited)
            size = fitting([said], 11.5, 0.44, (9, 8.5, 8, 7.5, 7, 6.5), 0)
            first = next(paragraphs)
            for at, entry in enumerate(cited):
                run(first, f"{'; ' if at else ''}{entry.number} ", self.language, size=size,
                    tone="quiet")  # fmt: skip
                run(first, entry.short, self.language, size=size, tone="quiet", link=entry.address)
        last = next(paragraphs)
        for at, (said, link) in enumerate(foot(self.deck, slide)):
            run(last, f"{' · ' if at else ''}", self.language, size=9, tone="quiet")
            run(last, said, self.language, size=9, tone="quiet", link=link)
        _number(page)


def _paragraphs(text_frame: Any) -> Iterator[Any]:
    yield text_frame.paragraphs[0]
    while True:
        yield text_frame.add_paragraph()


def _marked(point: Point) -> str:
    return " ".join([point.text, *(str(number) for number in point.marks)])


def _number(page: Any) -> None:
    """Add the slide's number as a field, which PowerPoint keeps right when slides move."""
    left, top, width, height = (Inches(item) for item in (12.1, 7.02, 0.63, 0.25))
    ids = [int(entry) for entry in page.shapes._spTree.xpath("//@id") if entry.isdecimal()]
    page.shapes._spTree.append(
        parse_xml(
            '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
            f'<p:cNvPr id="{max(ids) + 1}" name="Slide Number"/><p:cNvSpPr>'
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/>'
            f'</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr>'
            '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/><a:p>'
            '<a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
            '<a:rPr lang="en-GB" sz="1000"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
        )
    )
