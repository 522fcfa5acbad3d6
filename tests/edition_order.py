"""An edition to be built for tests."""

from pathlib import Path

from story.places import ROOT
from story.publishing.folder import data_folder, load
from story.publishing.history import history
from story.surfaces.edition.build import Order

BASE = "https://story.example/read/"
CACHE = ROOT / ".cache"


def order(out: Path, base: str = BASE, cache: Path = CACHE, data: Path | None = None) -> Order:
    """Return the order to build an edition of a folder of tables, or of the story's own."""
    folder = data or data_folder()
    return Order(load(folder), history(folder), out, base, cache)


def quiet(*_: object) -> None:
    """Hear of progress without showing it."""
