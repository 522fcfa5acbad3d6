"""A figure as a picture that can travel alone: title, how to read it, source, edition inside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from story.figures.drawing import plain
from story.figures.figure import Figure
from story.figures.lettering import wrapped
from story.render.sketch import Lettering, Sketch, placed, sketch
from story.surfaces.pages import TITLE
from story.tables import Dataset
from story.tables.citation import cite, newest, short_citation
from story.text import Language, Phrases

SAY = Phrases("briefing")
WIDE = 760  # pixels
EDGE = 20
NAMED = 6  # sources named in the picture; the table names all of them
LEADING = 1.3
GAP = 6  # pixels between two sayings


@dataclass(frozen=True)
class _Saying:
    """Words of one size and colour above or below a plot."""

    text: str
    size: int
    token: str
    bold: bool = False

    def lines(self, width: float) -> list[str]:
        """Return the lines it takes in a picture `width` pixels wide."""
        return wrapped(self.text, width - 2 * EDGE, self.size * (1.04 if self.bold else 1))

    def lettering(self, width: float, top: float) -> Lettering:
        """Return it as it stands with its upper edge at `top`."""
        runs = tuple(plain(self.lines(width), self.token, bold=self.bold))
        return Lettering(EDGE, top, runs, self.size, "left", "top")


def framed(figure: Figure, dataset: Dataset, language: Language, *, width: float = WIDE) -> Sketch:
    """Return a figure, `width` pixels wide, with its title, source and edition.

    The figure's layout must be one for that width, less the edges.
    """
    head = [_Saying(figure.title, 17, "ink", bold=True)]
    head += [_Saying(figure.annotation, 13, "ink")] if figure.annotation else []
    head.append(_Saying(figure.reading, 12, "quiet"))
    foot = [_Saying(said, 11, "quiet") for said in _foot(figure, dataset, language)]
    drawn = sketch(figure.scene, width - 2 * EDGE)
    above = EDGE + _height(head, width) + 8
    below = above + drawn.height + 12
    strokes = (
        *placed(drawn.strokes, EDGE, above),
        *_set(head, width, EDGE),
        *_set(foot, width, below),
    )
    height = round(below + _height(foot, width) + EDGE - GAP)
    return Sketch(width, height, strokes)


def _height(sayings: Iterable[_Saying], width: float) -> float:
    return sum(len(saying.lines(width)) * saying.size * LEADING + GAP for saying in sayings)


def _set(sayings: Iterable[_Saying], width: float, top: float) -> Iterator[Lettering]:
    for saying in sayings:
        yield saying.lettering(width, top)
        top += _height([saying], width)


def _foot(figure: Figure, dataset: Dataset, language: Language) -> list[str]:
    named = [short_citation(dataset, language, source) for source in figure.sources[:NAMED]]
    cited = "; ".join(named)
    more = len(figure.sources) - len(named)
    if more > 0:
        cited = SAY.ngettext(
            "{cited}; and {count} more", "{cited}; and {count} more", more, language, cited=cited
        )
    shown = newest((cite(dataset, language, item) for item in figure.sources), language)
    return [
        SAY.gettext("Sources: {cited}", language, cited=cited),
        SAY.gettext(
            "{site}. Edition {edition}; newest source shown of {date}. CC BY 4.0", language,
            site=TITLE.within(language), edition=dataset.edition,
            date=shown or "–",
        ),
    ]  # fmt: skip
