"""The story's passages on a page of the site."""

from story.surfaces.links import SiteLinks
from story.surfaces.passages import Teller as AnyTeller
from story.surfaces.site.visit import Visit


class Teller(AnyTeller):
    """Tells one chapter to one visitor."""

    def __init__(self, here: Visit, chapter: int) -> None:
        super().__init__(here.dataset, here.language, SiteLinks(here.language), chapter)
        self.here = here
