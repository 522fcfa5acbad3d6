"""The headers that every answer carries, and what becomes of paths that are none."""

from collections.abc import Callable
from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from story.surfaces import shell

NOTHING = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
    "encrypted-media=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
    "payment=(), usb=(), xr-spatial-tracking=()"
)


@cache
def security_headers() -> dict[str, str]:
    """Return the headers of every answer that names none of its own."""
    return {
        "Content-Security-Policy": shell.policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": NOTHING,
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class Headers:
    """Adds the security headers to every HTTP answer; `lost` answers paths that are no page's.

    Streamlit answers any path with its index. Those that no page of ours stands under are known
    by that: HTML which none of our routes has made.
    """

    def __init__(self, app: ASGIApp, lost: Callable[[Scope], ASGIApp]) -> None:
        self.app = app
        self.lost = lost

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with our headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        dropped = False

        async def with_headers(message: Message) -> None:
            nonlocal dropped
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if _is_fallback(scope, message["status"], headers):
                    dropped = True
                    return
                _dress(scope["path"], headers)
            if not dropped:
                await send(message)

        await self.app(scope, receive, with_headers)
        if dropped:
            dropped = False
            scope["endpoint"] = self.lost
            await self.lost(scope)(scope, receive, with_headers)


def _dress(path: str, headers: MutableHeaders) -> None:
    for name, value in security_headers().items():
        headers.setdefault(name, value)
    if path.startswith("/static/"):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"


def _is_fallback(scope: Scope, status: int, headers: MutableHeaders) -> bool:
    ours = str(getattr(scope.get("endpoint"), "__module__", "")).startswith("story.")
    html = headers.get("content-type", "").startswith("text/html")
    return status == 200 and html and not ours and not scope["path"].startswith("/_stcore")
