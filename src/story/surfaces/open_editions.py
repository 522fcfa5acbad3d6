"""The one shelf of editions that the pages and the HTTP side of this process share."""

import logging
import time
from functools import cache, lru_cache
from threading import Event, Lock

from story.places import cache_folder
from story.publishing.archive import Damaged
from story.publishing.editions import Editions
from story.publishing.folder import data_folder, examine_files, read_edition
from story.publishing.history import history
from story.surfaces.code import code
from story.tables import Dataset
from story.tables.problem import Problem
from story.telling.proof import proofread

LOG = logging.getLogger(__name__)
GLANCE = 0.05  # seconds; a page asks several times
EARLIER = 8  # editions at hand, of 4 MB each: who asks for one after another has none read again
READING = Lock()  # one at a time: many who ask for the same edition wait for one reading of it


@cache
def editions() -> Editions:
    """Return the process's editions of the data folder.

    Tables that would make a sentence of the story untrue do not become one.
    """
    return Editions(data_folder(), glance=GLANCE, proof=proven)


def proven(dataset: Dataset) -> tuple[Problem, ...]:
    """Return the problems of the chapters told from these tables.

    Where there are none that is remembered for this edition and this code, so that the next start
    need not prove it again.
    """
    mark = cache_folder() / "proven" / f"{dataset.edition}-{code()[:32]}"
    if mark.exists():
        return ()
    problems = proofread(dataset, drawn=False)
    if not problems:
        try:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
        except OSError as error:
            LOG.warning("What was proven could not be remembered: %s", error)
    return problems


def kept_tables(name: str) -> Dataset | None:
    """Return a published edition's tables, also where the story cannot be told from them.

    None where none of this name is kept whole.
    """
    try:
        with READING:
            return _read(name)
    except KeyError:
        return None
    except Damaged as damaged:
        LOG.warning("%s", damaged.why.en)
        return None


def kept_edition(name: str) -> Dataset | None:
    """Return a published edition by its id; None where none of this name is kept or can be told."""
    try:
        with READING:
            return _kept(name)
    except KeyError:
        return None
    except Damaged as damaged:
        LOG.warning("%s", damaged.why.en)
        return None


def _kept(name: str) -> Dataset:
    """Return an edition that can be told; raises KeyError where there is none (as yet)."""
    # To find out that an edition cannot be told takes as long as to tell it: once is enough.
    if name in _untellable():
        raise KeyError(name)
    found = _read(name)
    if name not in _tellable():
        if proven(found):
            _untellable().add(name)
            raise KeyError(name)
        _tellable().add(name)
    return found


@lru_cache(maxsize=EARLIER)
def _read(name: str) -> Dataset:
    """Return an edition, which never changes; raises KeyError where there is none (as yet)."""
    files = read_edition(editions().folder, name)
    found = examine_files(files, ruled=False).dataset if files else None
    if found is None:
        raise KeyError(name)
    return found


@cache
def _tellable() -> set[str]:
    """Return the published editions, by id, that were found to be true."""
    return set()


@cache
def _untellable() -> set[str]:
    """Return the published editions, by id, that this code cannot tell; no more than there are."""
    return set()


def prove_kept(stop: Event) -> None:
    """Prove every published edition ahead, the newest first: their readers need not wait."""
    for entry in history(editions().folder):
        if stop.is_set():
            return
        began = time.perf_counter()
        kept_edition(entry.edition)
        stop.wait(3 * (time.perf_counter() - began))
