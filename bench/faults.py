"""A replica is killed under its readers: how long each is without the site.

    python -m bench.faults [--readers 50]

Two replicas behind the nginx of `deploy/`. Each reader has a page open and does what Streamlit's
side in the browser does when its connection is lost: waits a little, asks for the server's health
and its settings, connects, and runs the page again; each further attempt waits longer.
"""

import argparse
import asyncio
import os
import random
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from deploy.replicas import free_port, proxy, replica, until
from websockets.exceptions import WebSocketException

from bench.visitor import Visitor

PAGES = ("", "estimates", "camps", "summits", "claims", "data")
FIRST, LONGEST = 0.5, 4.0  # seconds between attempts, as index.js of Streamlit 1.67 has them
PATIENCE = 60.0


@dataclass
class Reader:
    """A reader, and how long the connection and the page were away: blank where never."""

    visitor: Visitor
    attempts: int = 0
    connected: float = 0.0
    shown: float = 0.0

    async def lose(self) -> None:
        """Wait until the connection is lost and the page is there again."""
        socket = self.visitor._open
        await socket.wait_closed()
        lost = time.perf_counter()
        while True:
            self.attempts += 1
            most = min(LONGEST, FIRST * 2 ** (self.attempts - 1))
            await asyncio.sleep(random.uniform(most / 2, most))  # noqa: S311 - not a secret
            try:
                for path in ("/_stcore/health", "/_stcore/host-config"):
                    await asyncio.to_thread(self._asked, path)
                await self.visitor.arrive()
                self.connected = time.perf_counter() - lost
                run = await self.visitor.run()
            except (OSError, WebSocketException, TimeoutError):
                continue
            if run.failed:
                raise RuntimeError("the page shows an error")
            self.shown = time.perf_counter() - lost
            return

    def _asked(self, path: str) -> None:
        asked = Request(f"{self.visitor.origin}{path}", headers=self.visitor.headers)
        urlopen(asked, timeout=15).close()


async def measured(url: str, readers: int, kill: "ExitStack") -> list[Reader]:
    """Let readers in, kill the first replica, and return those who lost their connection."""
    all_readers = [_seated(url, number) for number in range(readers)]
    for one in all_readers:
        await one.visitor.arrive()
        await one.visitor.run()
    losing = [asyncio.create_task(one.lose()) for one in all_readers]
    await asyncio.sleep(0.5)
    kill.close()
    await asyncio.sleep(1.0)
    await asyncio.wait([task for one, task in zip(all_readers, losing, strict=True)
                        if one.attempts], timeout=PATIENCE)  # fmt: skip
    for task in losing:
        task.cancel()
    return [one for one in all_readers if one.attempts]


def _seated(url: str, number: int) -> Reader:
    page = PAGES[number % len(PAGES)]
    with urlopen(f"{url}/{page}") as answer:
        cookie = (answer.headers["Set-Cookie"] or "").split(";")[0]
    return Reader(Visitor(url, page, headers={"Cookie": cookie}))


def main() -> None:
    """Measure once and print a row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=50)
    given = parser.parse_args()
    ports, listen = [free_port(), free_port()], free_port()
    with tempfile.TemporaryDirectory() as cache, ExitStack() as stack:
        edition = Path(cache) / "edition"
        edition.mkdir()
        processes = [
            stack.enter_context(
                replica(port, STORY_WARM="some", STORY_PRESS="off", STORY_CACHE=f"{cache}/{port}")
            )
            for port in ports
        ]
        stack.enter_context(proxy(listen, ports, edition))
        for port in ports:
            until(f"http://127.0.0.1:{port}/ready")
        url = f"http://127.0.0.1:{listen}"
        until(f"{url}/ready")
        with ExitStack() as kill:
            kill.callback(processes[0].kill)
            lost = asyncio.run(measured(url, given.readers, kill))
    back = sorted(one.shown for one in lost if one.shown)
    connected = sorted(one.connected for one in lost if one.connected)
    half, half_back = connected[len(connected) // 2], back[len(back) // 2]
    print(
        f"{given.readers} readers, {len(lost)} lost their connection, {len(back)} read on; "
        f"connected again after {half:.1f} s (half), {connected[-1]:.1f} s (all); "
        f"page shown again after {half_back:.1f} s (half), {back[-1]:.1f} s (all); "
        f"attempts at most {max(one.attempts for one in lost)}; load {os.getloadavg()[0]:.0f}"
    )


if __name__ == "__main__":
    main()
