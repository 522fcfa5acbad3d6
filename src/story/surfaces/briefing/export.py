"""Every figure as PNG, SVG and CSV in both languages: the published views and the story's steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from story.figures import NAMES, figure_function
from story.figures.figure import Figure
from story.figures.style import LIGHT
from story.render.png import png
from story.render.svg import document
from story.surfaces.briefing.framed_picture import framed
from story.surfaces.briefing.making import Step, nobody, put
from story.tables import Dataset
from story.telling.narrative import StoryFigure, plain, tell
from story.text import Language

ENDINGS = ("png", "svg", "csv")


@dataclass(frozen=True)
class View:
    """One state of a figure; `told` is the story's, none for the published view."""

    place: str
    name: str
    title: str = ""
    told: StoryFigure | None = None
    choices: Mapping[str, object] = field(default_factory=dict)


def views(dataset: Dataset, language: Language) -> Iterator[View]:
    """Yield every figure in its published view, then each step of the story."""
    for name in NAMES:
        yield View(name, name)
    for chapter in tell(dataset, language).chapters:
        for step in chapter.steps:
            yield View(
                f"step-{step.id}-{step.figure.name}", step.figure.name, plain(step.title),
                step.figure, step.figure.choices,
            )  # fmt: skip


def drawn(view: View, dataset: Dataset, language: Language) -> Figure:
    """Return the figure of a view, in the story's words where it is told."""
    figure = figure_function(view.name)(dataset, language, **view.choices)
    if view.told is None:
        return figure
    annotation = plain(view.told.annotation)
    return replace(figure, title=view.title, summary=view.told.alt, annotation=annotation)


def picture(form: str, figure: Figure, dataset: Dataset, language: Language) -> bytes:
    """Return a figure in the light look as `png` (twice as fine), `svg` or `csv`."""
    if form == "csv":
        return figure.csv
    drawn = document(framed(figure, dataset, language), figure.title, figure.summary, LIGHT)
    return png(drawn, scale=2) if form == "png" else drawn.encode()


def picture_name(place: str, dataset: Dataset, language: Language, form: str) -> str:
    """Return the name under which a picture is kept."""
    return f"{place}-{dataset.edition}-{language}.{form}"


def export(dataset: Dataset, folder: Path, step: Step = nobody) -> tuple[Path, ...]:
    """Write every figure in both languages into a folder and return the files.

    Raises Misfit where the folder cannot be written.
    """
    written = []
    for language in Language:
        for view in views(dataset, language):
            figure = drawn(view, dataset, language)
            for form in ENDINGS:
                path = folder / picture_name(view.place, dataset, language, form)
                put(path, picture(form, figure, dataset, language))
                written.append(path)
            step(view.place)
    return tuple(written)
