"""The one shelf of editions that the pages and the HTTP side of this process share."""

from functools import cache

from story.editions import Editions
from story.tables import data_folder


@cache
def editions() -> Editions:
    """Return the process's editions of the data folder."""
    return Editions(data_folder())
