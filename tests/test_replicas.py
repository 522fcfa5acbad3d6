"""A proxy before two replicas: one is killed under load, then the other, and readers read on."""

import asyncio
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from bench.visitor import Visitor
from deploy.replicas import free_port, nginx_path, proxy, replica, until
from websockets.exceptions import ConnectionClosed, InvalidHandshake

READERS = 8
ROUNDS = 12
RECONNECTIONS = 20  # at most, each after a quarter of a second: what the browser's side does too
LOST = (ConnectionClosed, InvalidHandshake, ConnectionError, OSError)


@dataclass(frozen=True)
class Replica:
    process: subprocess.Popen[bytes]
    measures: str

    @property
    def readers(self) -> float:
        """How many are connected, as its measures say."""
        with urlopen(self.measures) as answer:
            lines = answer.read().decode().splitlines()
        return float(next(one for one in lines if one.startswith("story_sessions ")).split()[1])


class Running(NamedTuple):
    url: str
    replicas: list[Replica]


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    try:
        nginx_path()
    except SystemExit as missing:
        pytest.fail(str(missing))
    listen, ports = free_port(), [free_port(), free_port()]
    with ExitStack() as stack:
        replicas = []
        for port in ports:
            measured = str(free_port())
            process = stack.enter_context(
                replica(port, STORY_WARM="none", STORY_METRICS_PORT=measured)
            )
            replicas.append(Replica(process, f"http://127.0.0.1:{measured}/metrics"))
        stack.enter_context(proxy(listen, ports, stack.enter_context(paper())))
        for port in ports:
            until(f"http://127.0.0.1:{port}/ready")
        until(f"http://127.0.0.1:{listen}/")
        yield Running(f"http://127.0.0.1:{listen}", replicas)


@contextmanager
def paper() -> Iterator[Path]:
    """Stand for the edition: a folder the proxy's own user may read."""
    with tempfile.TemporaryDirectory(prefix="story-edition-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for tongue in ("en", "ko"):
            (folder / tongue).mkdir()
            for page in ("index", "camps"):
                (folder / tongue / f"{page}.html").write_text(f"paper {tongue} {page}")
        yield folder


def seat(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.headers["Set-Cookie"]).split(";")[0]


class Reader:
    """Reads on and on; a closed connection is opened again, as the browser's side does."""

    def __init__(self, url: str) -> None:
        self.visitor = Visitor(url, "claims", headers={"Cookie": seat(url)})
        self.pages = 0
        self.reconnections = 0

    async def read(self, halfway: asyncio.Event) -> None:
        await self.visitor.arrive()
        for round_ in range(ROUNDS):
            await self.page()
            if round_ == ROUNDS // 2:
                halfway.set()
        await self.visitor.leave()

    async def page(self) -> None:
        for _ in range(RECONNECTIONS):
            try:
                run = await self.visitor.run()
            except LOST:
                await self.again()
                continue
            assert not run.failed
            assert "<h1>" in run.texts()
            self.pages += 1
            return
        raise AssertionError("a reader could not read on")

    async def again(self) -> None:
        self.reconnections += 1
        for _ in range(RECONNECTIONS):
            try:
                await self.visitor.arrive()
            except LOST:
                await asyncio.sleep(0.25)
            else:
                return


def test_readers_read_on_when_a_replica_is_killed_and_are_given_paper_when_all_are(
    behind: Running,
) -> None:
    readers = [Reader(behind.url) for _ in range(READERS)]
    fuller, other = behind.replicas

    async def load() -> None:
        nonlocal fuller, other
        halfway = asyncio.Event()
        reading = [asyncio.create_task(one.read(halfway)) for one in readers]
        await halfway.wait()
        taken = {one.process.pid: one.readers for one in behind.replicas}
        assert 0 < sum(taken.values()) <= READERS
        fuller, other = sorted(behind.replicas, key=lambda one: -taken[one.process.pid])
        fuller.process.kill()
        await asyncio.gather(*reading)

    asyncio.run(load())
    assert [one.pages for one in readers] == [ROUNDS] * READERS
    assert any(one.reconnections for one in readers)
    with urlopen(f"{behind.url}/camps") as answer:
        assert answer.url == f"{behind.url}/camps"

    other.process.kill()
    other.process.wait()
    with urlopen(f"{behind.url}/camps?lang=ko") as answer:
        assert answer.url == f"{behind.url}/edition/ko/camps.html"
        assert answer.read().decode() == "paper ko camps"
        assert answer.headers["Cache-Control"] == "no-cache"
    with urlopen(f"{behind.url}/") as answer:
        assert answer.read().decode() == "paper en index"
