"""Whether this replica should be sent new readers: not before it is warm, not while it closes."""

from dataclasses import dataclass
from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse

from story.surfaces.open_editions import editions


@dataclass
class Readiness:
    """Where this process is in its life, and how many readers are connected."""

    warm: bool = False
    closing: bool = False
    readers: int = 0


@cache
def readiness() -> Readiness:
    """Return the readiness of this process."""
    return Readiness()


def ready(request: Request) -> JSONResponse:
    """Answer 200 where new readers are welcome, else 503 with the reason. For load balancers."""
    state, edition = readiness(), editions().status().edition
    reason = (
        "closing" if state.closing else "warming" if not state.warm else "" if edition else "broken"
    )
    said = {"status": reason or "ready", "edition": edition}
    return JSONResponse(said, 503 if reason else 200, {"Cache-Control": "no-store"})
