"""How the site closes on SIGTERM: no new readers, the pages being drawn to their end, then out.

Uvicorn alone closes every connection at once, also in the middle of a page, waits for ever for
what does not end, and then dies of the signal instead of leaving with 0.
"""

import asyncio
import logging
import signal
import time

import uvicorn
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSessionState

from story.surfaces.serving.probe import readiness

LOG = logging.getLogger(__name__)
DRAWING = 8.0  # seconds at most for pages that are being drawn
LEAVING = 4.0  # seconds at most for connections to close; systemd and Kubernetes wait longer
PAUSE = 0.1


def on_signal(server: uvicorn.Server) -> None:
    """Let SIGTERM close the site in order; to be called within uvicorn's loop."""
    server.config.timeout_graceful_shutdown = round(LEAVING)
    tasks: set[asyncio.Task[None]] = set()

    def begin() -> None:
        if not readiness().closing:
            readiness().closing = True
            tasks.add(asyncio.create_task(_close(server)))

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, begin)


async def _close(server: uvicorn.Server) -> None:
    LOG.info("Closing: %d readers are connected.", readiness().readers)
    until = time.monotonic() + DRAWING
    while _drawing() and time.monotonic() < until:
        await asyncio.sleep(PAUSE)
    await asyncio.sleep(PAUSE)  # for what was drawn to be sent
    server.should_exit = True


def _drawing() -> bool:
    """Whether a page, or a part of one, is being drawn for anybody."""
    sessions = Runtime.instance()._session_mgr.list_active_sessions()
    return any(session.session._state is AppSessionState.APP_IS_RUNNING for session in sessions)
