"""What happens when the server starts and when it stops."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

from story.surfaces.operation import (
    closing,
    connections,
    following,
    logs,
    malformed,
    measures,
    warming,
)
from story.surfaces.operation.readiness import readiness
from story.surfaces.shelf import editions

LOG = logging.getLogger(__name__)


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """Write the log as JSON, serve the measures, keep pages warm; say when closing."""
    logs.write_lines()
    measures.serve()
    if server := malformed.server():
        connections.bound(server)
        malformed.dress()
        closing.on_signal(server)
    stop = Event()
    if editions().stored:
        Thread(target=following.watch, args=(stop,), name="following", daemon=True).start()
    Thread(target=warming.watch, args=(stop,), name="warming", daemon=True).start()
    LOG.info("Started.")
    try:
        yield
    finally:
        readiness().closing = True
        stop.set()
        LOG.info("Stopped.")
