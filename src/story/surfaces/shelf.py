"""The one shelf of editions that the pages and the HTTP side of this process share."""

from functools import cache, partial

from story.editions import Editions
from story.proof import proofread
from story.tables import data_folder

GLANCE = 0.05  # seconds; a page asks several times


@cache
def editions() -> Editions:
    """Return the process's editions of the data folder.

    Tables that would make a sentence of the story untrue do not become one.
    """
    return Editions(data_folder(), glance=GLANCE, proof=partial(proofread, drawn=False))
