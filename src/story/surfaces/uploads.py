"""Uploads are taken from sessions at the desk alone: anybody else's are refused by the server.

Streamlit takes uploads from every session, whether or not a page asks for any.
"""

from functools import cache
from threading import Lock

from cachetools import LRUCache
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

PATH = "_stcore/upload_file"
MOST = 500  # sessions that are remembered


class Permitted:
    """The sessions that may upload, the newest of them, safe to be shared by threads."""

    def __init__(self) -> None:
        self._sessions: LRUCache[str, None] = LRUCache(MOST)
        self._lock = Lock()

    def add(self, session: str) -> None:
        """Let a session upload."""
        with self._lock:
            self._sessions[session] = None

    def remove(self, session: str) -> None:
        """Let a session upload no longer."""
        with self._lock:
            self._sessions.pop(session, None)

    def __contains__(self, session: str) -> bool:
        return session in self._sessions


@cache
def permitted() -> Permitted:
    """Return the process's list of sessions that may upload."""
    return Permitted()


def note(*, at_the_desk: bool) -> None:
    """Note whether the session whose page is being shown is at the desk."""
    here = get_script_run_ctx()
    if here:
        change = permitted().add if at_the_desk else permitted().remove
        change(here.session_id)


class Uploads:
    """Refuses uploads from sessions that are not at the desk."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        session = _session(scope)
        if session is None or session in permitted():
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("Not found\n", 404)(scope, receive, send)


def _session(scope: Scope) -> str | None:
    """Return the session an upload is for, blank where it names none; None for anything else."""
    if scope["type"] != "http" or PATH not in scope["path"]:
        return None
    named = scope["path"].partition(PATH)[2].strip("/").split("/")
    return str(named[0])
