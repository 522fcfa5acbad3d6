"""What happens when the server starts and when it stops."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

from story.surfaces import metrics
from story.surfaces.open_editions import editions
from story.surfaces.serving import bad_requests, connections, logs, shutdown, storage_copy, warming
from story.surfaces.serving.probe import readiness

LOG = logging.getLogger(__name__)


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """Write the log as JSON, serve the measures, keep pages warm; say when closing."""
    logs.write_lines()
    metrics.serve()
    if server := bad_requests.server():
        connections.bound(server)
        bad_requests.dress()
        shutdown.on_signal(server)
    stop = Event()
    if editions().stored:
        Thread(target=storage_copy.watch, args=(stop,), name="following", daemon=True).start()
    Thread(target=warming.watch, args=(stop,), name="warming", daemon=True).start()
    LOG.info("Started.")
    try:
        yield
    finally:
        readiness().closing = True
        stop.set()
        LOG.info("Stopped.")
