"""The one shelf of editions that the pages and the HTTP side of this process share."""

from functools import cache, lru_cache, partial

from story.editions import Editions
from story.proof import proofread
from story.tables import Dataset, data_folder, examine_files, read_edition

GLANCE = 0.05  # seconds; a page asks several times


@cache
def editions() -> Editions:
    """Return the process's editions of the data folder.

    Tables that would make a sentence of the story untrue do not become one.
    """
    return Editions(data_folder(), glance=GLANCE, proof=partial(proofread, drawn=False))


def kept_edition(name: str) -> Dataset | None:
    """Return a published edition by its id; None where none of this name is kept or can be told."""
    try:
        return _kept(name)
    except KeyError:
        return None


@lru_cache(maxsize=4)
def _kept(name: str) -> Dataset:
    """Return an edition, which never changes; raises KeyError where there is none (as yet)."""
    files = read_edition(editions().folder, name)
    found = examine_files(files).dataset if files else None
    if found is None or proofread(found, drawn=False):
        raise KeyError(name)
    return found
