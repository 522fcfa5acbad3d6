"""Draws every page before a reader asks for it, at the start and after each new edition."""

import gc
import logging
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from threading import Event

from story.figures.events.agreement import agreement
from story.figures.events.index import index_of
from story.figures.scene import PAGE, PHONE
from story.publishing.folder import BrokenData
from story.surfaces.downloads.briefing_files import make_usual
from story.surfaces.metrics import measures
from story.surfaces.open_editions import editions, prove_kept
from story.surfaces.serving.probe import readiness
from story.surfaces.serving.storage_copy import EVERY
from story.surfaces.site import figure_block, story_page
from story.surfaces.site.visit import Visit
from story.tables import Dataset
from story.text import Language

LOG = logging.getLogger(__name__)
LOOKS = tuple(product((False, True), (PAGE, PHONE)))  # whether it is dark, and on which sheet
# By STORY_WARM; the default is enough for one developer at a desk.
CHOICES = {"all": LOOKS, "some": LOOKS[:1], "none": ()}
PAGES = ("estimates", "lineage", "camp_populations", "timeline", "statements")


def watch(stop: Event) -> None:
    """Look after the data until `stop` is set, so that no reader waits for a new edition."""
    seen = ""
    while not stop.is_set():
        seen = _looked(seen, stop)
        stop.wait(EVERY)


def _looked(seen: str, stop: Event) -> str:
    try:
        dataset = editions().current()
    except BrokenData:
        measures().look()
        return seen
    measures().look()
    if dataset.edition != seen:
        _warm(dataset, stop)
    return dataset.edition


def _warm(dataset: Dataset, stop: Event) -> None:
    started = time.perf_counter()
    looks = CHOICES[os.environ.get("STORY_WARM", "some")]
    for language, (dark, sheet) in product(Language, looks):
        visit = Visit(dataset, language, sheet, dark)
        for draw in _drawings(visit):
            if stop.is_set():
                return
            began = time.perf_counter()
            try:
                draw()
            except Exception:
                LOG.exception("A page could not be drawn ahead.")
            if readiness().readers:  # they come first: three quarters of the time is theirs
                stop.wait(3 * (time.perf_counter() - began))
    index_of(dataset).prepare()
    agreement(dataset)
    readiness().warm = True
    # What is kept now stays; the collector need not look at it again.
    gc.collect()
    gc.freeze()
    took = {"edition": dataset.edition, "seconds": round(time.perf_counter() - started, 2)}
    LOG.info("Edition %s is drawn.", dataset.edition, extra={"facts": took})
    if looks == LOOKS:
        make_usual()
        prove_kept(stop)


def _drawings(visit: Visit) -> Iterator[Callable[[], object]]:
    yield partial(story_page.told, visit, "overview")
    for name in PAGES:
        yield partial(figure_block.draw, name, visit)
