"""What an operator can measure of a running site, in Prometheus' form; nothing about anybody.

It is served on a port of its own, by default to this machine only: set STORY_METRICS_PORT, and
STORY_METRICS_ADDRESS to let another machine ask.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)

from story.surfaces.open_editions import editions

LOG = logging.getLogger(__name__)
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Measures:
    """The counters of this process."""

    def __init__(self) -> None:
        self.registry = own = CollectorRegistry()
        self.visits = Counter("story_visits", "Pages opened", ["page", "language"], registry=own)
        self.run = Histogram(
            "story_run_seconds",
            "Time a page's script took",
            ["page"],
            buckets=SECONDS,
            registry=own,
        )
        self.errors = Counter("story_page_errors", "Pages that could not be drawn", registry=own)
        self.sessions = Gauge("story_sessions", "Open connections of readers", registry=own)
        self.most = Gauge("story_sessions_limit", "Connections this replica accepts", registry=own)
        self.refused = Counter(
            "story_sessions_refused", "Connections refused as full", registry=own
        )
        self.problems = Gauge(
            "story_data_problems", "Errors in the files that keep them from readers", registry=own
        )
        self.age = Gauge(
            "story_data_age_seconds", "Since the edition readers see was loaded", registry=own
        )
        self.storage = Gauge(
            "story_storage_up", "Whether the storage of the tables answers", registry=own
        )
        self.storage.set(1)
        self.edition = Info("story_edition", "The edition readers see", registry=own)
        ProcessCollector(registry=own)
        PlatformCollector(registry=own)

    @contextmanager
    def timed(self, page: str) -> Iterator[None]:
        """Time one run of a page."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.run.labels(page).observe(time.perf_counter() - started)

    def look(self) -> None:
        """Note which edition readers see and how old it is."""
        status = editions().status()
        self.problems.set(len(status.problems))
        self.edition.info({"edition": status.edition or ""})
        if status.loaded_at:
            self.age.set((datetime.now(UTC) - status.loaded_at).total_seconds())


@cache
def measures() -> Measures:
    """Return the measures of this process."""
    return Measures()


def serve() -> None:
    """Serve the measures where a port is named; a port that is taken is said, not fatal."""
    port = os.environ.get("STORY_METRICS_PORT")
    if not port:
        return
    address = os.environ.get("STORY_METRICS_ADDRESS", "127.0.0.1")
    try:
        start_http_server(int(port), address, measures().registry)
    except (OSError, ValueError) as error:
        LOG.error("Measures are not served on %s port %s: %s", address, port, error)
