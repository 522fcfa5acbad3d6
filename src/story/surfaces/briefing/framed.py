"""A figure as a picture that can travel alone: title, how to read it, source, edition inside."""

from copy import deepcopy
from dataclasses import dataclass, replace
from html import escape

from story.citation import cite, newest, short_citation
from story.figures.figure import Figure
from story.figures.lettering import wrapped
from story.figures.style import LIGHT
from story.surfaces.briefing.sketch import sketch
from story.surfaces.contents import TITLE
from story.tables import Dataset
from story.text import Language, Phrases

SAY = Phrases("briefing")
WIDE = 760  # pixels
EDGE = 20
NAMED = 6  # sources named in the picture; the table names all of them


@dataclass(frozen=True)
class _Line:
    """Words of one size and colour below or above a plot."""

    text: str
    size: int
    colour: str
    bold: bool = False

    @property
    def lines(self) -> list[str]:
        return wrapped(self.text, WIDE - 2 * EDGE, self.size * (1.04 if self.bold else 1))

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * 1.3 + 6

    @property
    def marked_up(self) -> str:
        said = "<br>".join(escape(one) for one in self.lines)
        return f"<b>{said}</b>" if self.bold else said


def framed(figure: Figure, dataset: Dataset, language: Language) -> Figure:
    """Return a figure whose plot, `WIDE` pixels wide, carries its title, source and edition."""
    plot = deepcopy(figure.plot)
    margin = {
        side: getattr(plot.layout.margin, side) or getattr(plot.layout.template.layout.margin, side)
        for side in "lrtb"
    }
    head = [_Line(figure.title, 17, LIGHT.ink, bold=True)]
    head += [_Line(figure.annotation, 13, LIGHT.ink)] if figure.annotation else []
    head.append(_Line(figure.reading, 12, LIGHT.quiet))
    foot = [_Line(one, 11, LIGHT.quiet) for one in _foot(figure, dataset, language)]
    # A key of several rows grows upwards out of the plot's own margin.
    grown = sketch(figure, WIDE - 2 * EDGE).height - plot.layout.height
    above = EDGE + sum(one.height for one in head) + 8 + grown * 1.3
    below = EDGE + sum(one.height for one in foot) + 10
    height = plot.layout.height + above + below
    at = margin["t"] + above - EDGE
    left = EDGE - margin["l"] - EDGE
    common = {"xref": "paper", "yref": "paper", "x": 0, "showarrow": False, "align": "left",
              "xanchor": "left", "yanchor": "top", "xshift": left, "borderpad": 0}  # fmt: skip
    for one in head:
        plot.add_annotation(
            text=one.marked_up, font={"size": one.size, "color": one.colour}, y=1, yshift=at,
            **common,
        )  # fmt: skip
        at -= one.height
    at = -margin["b"] - 12
    for one in foot:
        plot.add_annotation(
            text=one.marked_up, font={"size": one.size, "color": one.colour}, y=0, yshift=at,
            **common,
        )  # fmt: skip
        at -= one.height
    plot.update_layout(
        height=round(height),
        margin={
            "l": margin["l"] + EDGE, "r": margin["r"] + EDGE,
            "t": round(margin["t"] + above), "b": round(margin["b"] + below),
        },
    )  # fmt: skip
    return replace(figure, plot=plot)


def _foot(figure: Figure, dataset: Dataset, language: Language) -> list[str]:
    named = [short_citation(dataset, language, one) for one in figure.sources[:NAMED]]
    cited = "; ".join(named)
    more = len(figure.sources) - len(named)
    if more > 0:
        cited = SAY.ngettext(
            "{cited}; and {count} more", "{cited}; and {count} more", more, language, cited=cited
        )
    shown = newest((cite(dataset, language, one) for one in figure.sources), language)
    return [
        SAY.gettext("Sources: {cited}", language, cited=cited),
        SAY.gettext(
            "{site}. Edition {edition}; newest source shown of {date}. CC BY 4.0", language,
            site=TITLE.within(language), edition=dataset.edition,
            date=shown or "–",
        ),
    ]  # fmt: skip
