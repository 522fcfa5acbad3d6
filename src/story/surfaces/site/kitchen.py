"""The one kitchen of this process: what visitors ask to be made, made once."""

from functools import cache

from story.figures.figure import Figure
from story.places import cache_folder
from story.surfaces.briefing.served import Kitchen, trim
from story.tables import Dataset
from story.text import Language


@cache
def kitchen() -> Kitchen:
    """Return the process's kitchen."""
    return Kitchen()


def figure_picture(form: str, figure: Figure, dataset: Dataset, language: Language) -> bytes:
    """Return a figure as `png` or `svg`; raises Crowded and NoBrowser."""

    def make() -> bytes:
        from story.surfaces.briefing.export import picture
        from story.surfaces.pictures import Pictures

        with Pictures(cache_folder()) as pictures:
            made = picture(form, figure, dataset, language, pictures)
        trim()
        return made

    key = (form, dataset.edition, str(language), figure.plot.to_json(), figure.title)
    return kitchen().get(key, make)
