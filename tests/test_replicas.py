"""A proxy before two replicas: one is killed under load, then the other, and readers read on."""

import asyncio
import gzip
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from bench.visitor import Visitor
from deploy.replicas import free_port, nginx_path, proxy, replica, until
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from apart import run_apart

pytestmark = pytest.mark.slow

HERE = Path(__file__).parents[1]
READERS = 8
SERVICE_RESTART = 1012  # WebSocket: come again in a moment
PATIENCE = 20  # seconds, as long as systemd gives a replica to stop
ROUNDS = 12
RECONNECTIONS = 20  # at most, each after a quarter of a second: what the browser's side does too
LOST = (ConnectionClosed, InvalidHandshake, ConnectionError, OSError)


@dataclass
class Replica:
    process: subprocess.Popen[bytes]
    measures: str
    port: int
    stack: ExitStack

    @property
    def readers(self) -> float:
        """How many are connected, as its measures say."""
        with urlopen(self.measures) as answer:
            lines = answer.read().decode().splitlines()
        return float(next(one for one in lines if one.startswith("story_sessions ")).split()[1])

    def restart(self) -> int:
        """Stop in order and start again, as systemd does; return the exit status."""
        self.process.terminate()
        status = self.process.wait(PATIENCE)
        environment = {"STORY_WARM": "none", "STORY_METRICS_PORT": self.measures.split(":")[2][:-8]}
        self.process = self.stack.enter_context(replica(self.port, **environment))
        return status


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
            replicas.append(Replica(process, f"http://127.0.0.1:{measured}/metrics", port, stack))
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


def test_pages_that_were_packed_are_sent_as_they_are_and_to_others_unpacked() -> None:
    listen = free_port()
    with paper() as folder, proxy(listen, [free_port()], folder):
        packed = gzip.compress(b"packed before")
        (folder / "en" / "index.html.gz").write_bytes(packed)
        address = f"http://127.0.0.1:{listen}/edition/en/index.html"
        until(address)
        with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.read() == packed
        with urlopen(address) as answer:
            assert answer.read() == b"paper en index"


def seat(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.headers["Set-Cookie"]).split(";")[0]


async def on_and_on(visitor: Visitor) -> None:
    while True:
        await visitor.run()


def shell(visitor: Visitor) -> str:
    """Open the reader's page anew; return where that led. An error would be raised."""
    with urlopen(Request(f"{visitor.origin}/{visitor.page}", headers=visitor.headers)) as answer:
        return str(urlsplit(answer.url).path)


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

    async def read_until(self, stop: asyncio.Event, begun: asyncio.Event) -> None:
        await self.visitor.arrive()
        while not stop.is_set():
            await self.page()
            assert await asyncio.to_thread(shell, self.visitor) == "/claims"
            begun.set()
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


def test_a_page_that_is_being_drawn_is_drawn_to_its_end_before_a_replica_goes(
    behind: Running,
) -> None:
    leaving = behind.replicas[0]

    async def close() -> None:
        visitor = Visitor(f"http://127.0.0.1:{leaving.port}", "estimates")
        await visitor.arrive()
        first = asyncio.create_task(visitor.run())
        while not visitor.session:  # until the script runs
            await asyncio.sleep(0)
        leaving.process.terminate()
        run = await first
        assert not run.failed
        assert "<h1>" in run.texts()
        with pytest.raises(ConnectionClosed) as closed:
            await on_and_on(visitor)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == SERVICE_RESTART

    run_apart(close())
    assert leaving.restart() == 0
    until(f"http://127.0.0.1:{leaving.port}/ready")


def test_a_restart_one_after_another_costs_readers_no_more_than_a_reconnection(
    behind: Running, tmp_path: Path
) -> None:
    readers = [Reader(behind.url) for _ in range(READERS)]
    by_port = {one.port: one for one in behind.replicas}
    statuses: list[int] = []
    told, answered = tmp_path / "told", tmp_path / "answered"
    for pipe in (told, answered):
        os.mkfifo(pipe)
    script = tmp_path / "restart"
    script.write_text(f'#!/bin/sh\necho "$1" > {told}\nread done < {answered}\n')
    script.chmod(0o755)

    def stand_for_systemd() -> None:
        for _ in by_port:
            port = int(told.read_text())
            statuses.append(by_port[port].restart())
            answered.write_text("done\n")

    async def load() -> None:
        halfway = asyncio.Event()
        reading = [asyncio.create_task(one.read_until(stop, halfway)) for one in readers]
        await halfway.wait()
        restarting = asyncio.create_task(asyncio.to_thread(stand_for_systemd))
        command = [HERE / "deploy" / "restart", *map(str, by_port)]
        # The script puts the port behind the command's name at once, as systemctl wants it.
        environment = {**os.environ, "STORY_RESTART": f"{script} "}
        done = await asyncio.to_thread(
            subprocess.run, command, env=environment, capture_output=True, text=True, check=False
        )
        await restarting
        stop.set()
        await asyncio.gather(*reading)
        assert done.returncode == 0, done.stderr

    stop = asyncio.Event()
    run_apart(load())
    assert statuses == [0, 0]
    # Every page was drawn, and nobody was sent to the paper.
    assert all(one.pages for one in readers)
    lost = [one.reconnections for one in readers]
    assert 0 < max(lost) <= len(by_port), lost


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

    run_apart(load())
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
