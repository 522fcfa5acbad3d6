"""One Chromium for a whole build, driven by Kaleido in a thread of its own."""

import asyncio
import base64
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

import kaleido
from choreographer.browsers.chromium import Chromium

from story.surfaces.pictures.finding import browser_path

T = TypeVar("T")
PATIENCE = 120  # seconds one picture may take on a busy machine
# No host name resolves, so that nothing a picture could name is ever asked for.
FLAGS = (
    "--disable-quic", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
A4 = (8.27, 11.69)  # inches


class _Quiet(Chromium):
    """Chromium that asks nothing of any network."""

    def get_cli(self) -> Sequence[str]:
        return [*super().get_cli(), *FLAGS]

    def get_popen_args(self) -> Mapping[str, Any]:
        # In the group of the process that asked for it: it ends with that one.
        return {**super().get_popen_args(), "start_new_session": False}


class Drawing:
    """A browser that draws plots and prints pages until it is closed."""

    def __init__(self) -> None:
        path = browser_path()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="pictures", daemon=True)
        self._thread.start()
        try:
            self._kaleido = self._run(_started(path))
        except BaseException:
            self._stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def draw(
        self, plot: Mapping[str, Any], form: str, width: int, height: int, scale: int
    ) -> bytes:
        """Return a plot, given as Plotly's JSON, as `svg` or `png`."""
        options: Any = {"format": form, "width": width, "height": height, "scale": scale}
        drawn: bytes = self._run(self._kaleido.calc_fig(dict(plot), options))
        return drawn

    def print(self, page: Path) -> bytes:
        """Return a page as PDF, tagged for screen readers, as its own print style sets it."""
        return self._run(self._printed(page.absolute().as_uri()))

    def screenshot(self, page: Path, width: int, height: int) -> bytes:
        """Return the top of a page as PNG, in a window of `width` by `height` pixels."""
        return self._run(self._shot(page.absolute().as_uri(), width, height))

    def close(self) -> None:
        """End the browser."""
        try:
            self._run(self._kaleido.close())
        finally:
            self._stop()

    async def _printed(self, address: str) -> bytes:
        async with self._page(address) as tab:
            printed = await _sent(
                tab, "Page.printToPDF",
                printBackground=True, preferCSSPageSize=True, generateTaggedPDF=True,
                generateDocumentOutline=True, paperWidth=A4[0], paperHeight=A4[1],
            )  # fmt: skip
        return base64.b64decode(printed["data"])

    async def _shot(self, address: str, width: int, height: int) -> bytes:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        async with self._page(address, **size) as tab:
            shot = await _sent(tab, "Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])

    @asynccontextmanager
    async def _page(self, address: str, **size: object) -> AsyncIterator[Any]:
        """Open a page until it stands with its letters, `size` as the DevTools protocol has it."""
        tab = await self._kaleido.create_tab()
        try:
            if size:
                await _sent(tab, "Emulation.setDeviceMetricsOverride", **size)
            loaded = tab.subscribe_once("Page.loadEventFired")
            await _sent(tab, "Page.enable")
            await _sent(tab, "Page.navigate", url=address)
            await asyncio.wait_for(loaded, PATIENCE)
            ready = "document.fonts.ready.then(() => true)"
            await _sent(tab, "Runtime.evaluate", expression=ready, awaitPromise=True)
            yield tab
        finally:
            await self._kaleido.close_tab(tab.target_id)

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE * 2)

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _started(path: str) -> kaleido.Kaleido:
    drawing = kaleido.Kaleido(timeout=PATIENCE, mathjax=False, path=path, browser_cls=_Quiet)
    await drawing.open()
    return drawing


async def _sent(tab: Any, command: str, **given: object) -> Mapping[str, Any]:  # noqa: ANN401
    answer = await tab.send_command(command, params=given)
    if "error" in answer:
        raise RuntimeError(f"{command}: {answer['error']}")
    result: Mapping[str, Any] = answer["result"]
    return result
