"""Pictures of figures, drawn once and kept by content."""

import hashlib
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import plotly
from plotly.offline import get_plotlyjs_version

from story.figures.figure import Figure
from story.places import kept
from story.surfaces.pictures.cleaning import cleaned
from story.surfaces.pictures.finding import NoBrowser, browser_path
from story.surfaces.pictures.reading import uid_of

if TYPE_CHECKING:
    from story.surfaces.pictures.browser import Drawing

HERE = Path(__file__).parent


class Pictures:
    """Draws figures, looking first into a folder of what has been drawn before.

    The browser starts with the first picture that is not there, and ends with the context; what
    is known needs none. Raises NoBrowser where one is needed and none is installed. Threads may
    share it.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._drawing: Drawing | None = None
        self._lock = Lock()
        self.drawn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._drawing:
            self._drawing.close()
            self._drawing = None

    def svg(self, figure: Figure, *, width: int, height: int | None = None) -> str:
        """Return a figure as an SVG element for a page that has `palette_css()`.

        `figure` is drawn in the light look; its colours are the page's, so that it turns dark
        with the page. Text stays text; no id of it is another picture's.
        """
        tall = height or natural_height(figure)

        def make() -> bytes:
            spec = _spec(figure)
            for number, trace in enumerate(spec["data"]):
                trace["uid"] = uid_of(number)
            raw = self._browser.draw(spec, "svg", width, tall, 1)
            return cleaned(raw.decode(), figure.plot).encode()

        body = self._kept(_key(figure, "svg", width, tall, 1), make).decode()
        return body.replace("<svg ", f'<svg aria-label="{_quoted(figure.summary)}" ', 1)

    def png(
        self, figure: Figure, *, width: int, height: int | None = None, scale: int = 2
    ) -> bytes:
        """Return a figure as a PNG `width` by `height` CSS pixels, `scale` times as fine."""
        tall = height or natural_height(figure)

        def make() -> bytes:
            return self._browser.draw(_spec(figure), "png", width, tall, scale)

        return self._kept(_key(figure, "png", width, tall, scale), make)

    def pdf(self, page: str | Path) -> bytes:
        """Print a page, given as HTML or as a file, as a tagged PDF; pages are not kept."""
        if isinstance(page, Path):
            return self._browser.print(page)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "page.html"
            file.write_text(page, encoding="utf-8")
            return self._browser.print(file)

    def screenshot(self, page: str, width: int, height: int) -> bytes:
        """Return a page, given as HTML, as a PNG of `width` by `height` pixels; kept by content."""

        def make() -> bytes:
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "page.html"
                file.write_text(page, encoding="utf-8")
                return self._browser.screenshot(file, width, height)

        key = hashlib.sha256(f"shot {width} {height} {_code()}\n{page}".encode()).hexdigest()
        return self._kept(key, make)

    def known(self, figure: Figure, *, width: int, height: int | None = None) -> bool:
        """Whether a figure's SVG has been drawn before."""
        tall = height or natural_height(figure)
        return self._file(_key(figure, "svg", width, tall, 1)).exists()

    @property
    def able(self) -> bool:
        """Whether there is a browser to draw with."""
        try:
            return bool(self._drawing or browser_path())
        except NoBrowser:
            return False

    @property
    def _browser(self) -> "Drawing":
        # What drives a browser takes long to load, and most pictures have been drawn before.
        from story.surfaces.pictures.browser import Drawing

        with self._lock:
            self._drawing = self._drawing or Drawing()
            return self._drawing

    def _file(self, key: str) -> Path:
        return self._cache / key[:2] / key[2:]

    def _kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        def drawn() -> bytes:
            made = make()
            with self._lock:
                self.drawn += 1
            return made

        return kept(self._file(key), drawn)


def natural_height(figure: Figure) -> int:
    """Return the height in pixels that a figure was laid out for."""
    return int(figure.plot.layout.height)


def _spec(figure: Figure) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(figure.plot.to_json())
    return spec


def _key(figure: Figure, form: str, width: int, height: int, scale: int) -> str:
    said = f"{form} {width} {height} {scale} {_code()}\n{figure.plot.to_json()}"
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def _code() -> str:
    """Return a fingerprint of what draws and cleans pictures."""
    parts = [plotly.__version__, get_plotlyjs_version()]
    parts += [one.read_text(encoding="utf-8") for one in sorted(HERE.glob("*.py"))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
