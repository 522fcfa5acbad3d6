"""Streamlit's own files, compressed once and kept for good: it serves them as they are."""

from pathlib import Path

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from story.surfaces.compressed import Answer, Shelf
from story.surfaces.downloads.shell import STATIC, app_files
from story.surfaces.fonts import reducible

# What a page of ours asks for beyond what the index names: tables, cleaned HTML, components.
MET = (
    "serialization.*", "recordbatch.*", "purify.*", "BidiComponent.*", "useMenuTrigger.*",
    "useSyncComboBox*",
)  # fmt: skip
SQUEEZABLE = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
PREFIX = "/static/"


class AppFiles:
    """Answers for Streamlit's files from `shelf` where they are on it, else passes on."""

    def __init__(self, app: ASGIApp, shelf: Shelf) -> None:
        self.app = app
        self._shelf = shelf
        files = app_files()
        media = (f"{PREFIX}media/{path.name}" for path in STATIC.glob("static/media/*.woff2"))
        fonts = (item for item in media if reducible(Path(item)))
        met = (
            f"{PREFIX}js/{entry.name}"
            for name in MET
            for entry in STATIC.glob(f"static/js/{name}js")
        )
        for name in (*files.styles, files.start, *files.early, *files.late, *fonts, *met):
            self._find(name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            found = self._find(scope["path"]) if scope["path"].startswith(PREFIX) else None
            if found:
                await found.to(Request(scope))(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _find(self, path: str) -> Answer | None:
        file = _file(path)
        return self._shelf.find(file, SQUEEZABLE[file.suffix]) if file else None


def _file(path: str) -> Path | None:
    """Return the file a path names, None for one that is not there or not to be compressed."""
    file = (STATIC / path.lstrip("/")).resolve()
    inside = file.is_relative_to(STATIC.resolve())
    known = file.suffix in SQUEEZABLE and (file.suffix != ".woff2" or reducible(file))
    return file if inside and known and file.is_file() else None
