"""The one kitchen of this process: what visitors ask to be made, made once."""

from functools import cache

from story.figures.figure import Figure
from story.surfaces.briefing.visitor_files import Kitchen
from story.tables import Dataset
from story.text import Language


@cache
def kitchen() -> Kitchen:
    """Return the process's kitchen."""
    return Kitchen()


def figure_picture(form: str, figure: Figure, dataset: Dataset, language: Language) -> bytes:
    """Return a figure as `png` or `svg`; raises Crowded."""

    def make() -> bytes:
        from story.surfaces.briefing.export import picture

        return picture(form, figure, dataset, language)

    key = (form, dataset.edition, str(language), figure.scene, figure.title)
    return kitchen().get(key, make)
