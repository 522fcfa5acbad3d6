"""The front door: one short page that leads to both languages."""

from urllib.parse import urljoin

from story.surfaces.edition.head import Place
from story.surfaces.edition.links import page_path
from story.surfaces.edition.policy import page_policy
from story.surfaces.edition.styling import script, style
from story.surfaces.html import render
from story.surfaces.pages import PAGES, TITLE
from story.text import Language


def door(base: str) -> str:
    """Return the page at the root of the edition; `base` is its host's address, or blank."""
    versions = (urljoin(base, page_path("overview", item)) for item in Language)
    return render(
        "edition/index",
        Language.EN,
        policy=page_policy([style()], [script()]),
        titles=TITLE,
        about=PAGES[0].description,
        canonical=base,
        alternates=Place(base, *versions).alternates(),
        style=style(),
        script=script(),
    )
