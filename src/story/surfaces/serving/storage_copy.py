"""Keeps the copy of the storage up to date while the site runs: new editions within seconds."""

import logging
import time
from dataclasses import dataclass
from functools import cache
from threading import Event

from story.publishing.archive import StorageFailed, fetch
from story.surfaces.metrics import measures
from story.surfaces.open_editions import editions

LOG = logging.getLogger(__name__)
EVERY = 2.0  # seconds between two looks, at the storage and at the data it brings


@dataclass
class Following:
    """How the last look at the storage went; `trouble` says what is wrong, to operators only."""

    trouble: str = ""
    looked_at: float = 0.0

    @property
    def word(self) -> str | None:
        """The state in a word, None where the tables are in a folder."""
        if not editions().stored:
            return None
        return "failing" if self.trouble else "ok" if self.looked_at else "waiting"


@cache
def following() -> Following:
    """Return how this process follows its storage."""
    return Following()


def watch(stop: Event) -> None:
    """Follow the storage until `stop` is set; a failure leaves readers what they have."""
    while not stop.is_set():
        _look()
        stop.wait(EVERY)


def _look() -> None:
    state = following()
    try:
        fetch(editions().folder)
    except StorageFailed as failed:
        _failed(state, failed.why.en)
    except Exception:
        # What nobody foresaw must not end the watch: replicas would fall behind unnoticed.
        LOG.exception("The storage could not be followed.")
        _failed(state, "See the log.")
    else:
        if state.trouble:
            LOG.info("The storage answers again.")
        state.trouble = ""
        measures().storage.set(1)
    state.looked_at = time.time()


def _failed(state: Following, why: str) -> None:
    if why != state.trouble:  # once, not every two seconds
        kept = editions().status().edition
        stand = "Readers keep the edition they have." if kept else "There is no edition to show."
        LOG.error("%s %s", stand, why)
    state.trouble = why
    measures().storage.set(0)
