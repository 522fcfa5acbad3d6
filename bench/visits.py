"""What a page costs the server: its first run, a rerun, and a choice, over the real protocol."""

import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import urlopen

from bench import servers
from bench.table import Row, Target
from bench.visitor import Run, Visitor, labelled
from story.surfaces.pages import PUBLIC_PAGES

PAGES = tuple(one.path for one in PUBLIC_PAGES)
NAMES = {one.path: one.name for one in PUBLIC_PAGES}
CHOICES = {
    "estimates": ("checkbox", "Show the summits"),
    "camps": ("checkbox", "Show areas as discs"),
    "summits": ("checkbox", "Show details"),
}
HEAVIEST = Target("the overview's rerun, beside an empty script's", 2.0)
OTHERS = Target("every other page's rerun, beside an empty script's", 1.5)
EMPTY = "an empty script, same settings"
SHIPPED = "an empty script as shipped"
PLAIN = "three figures in plain Streamlit"


def rows(*, quick: bool) -> Iterator[Row]:
    """Measure every page and what runs beside it in turns, so that a busy moment meets all."""
    rounds = 12 if quick else 50
    with (
        servers.beside("empty") as empty,
        servers.beside("empty", shipped=True) as shipped,
        servers.beside("plain") as plain,
        servers.story(STORY_WARM="all") as site,
    ):
        until_warm(site)
        for page in PAGES:
            name = NAMES[page]
            visited = ((site, page), (empty, ""), (shipped, ""), (plain, ""))
            ours, base, default, three = asyncio.run(_in_turns(visited, rounds))
            target = OTHERS if page else HEAVIEST
            yield Row(f"{name}: rerun", ours.again, base.again, "ms", EMPTY, target)
            yield Row(f"{name}: rerun", ours.again, default.again, "ms", SHIPPED, target.shipped)
            yield Row(f"{name}: processor", ours.cpu, base.cpu, "ms", EMPTY)
            yield Row(f"{name}: processor", ours.cpu, default.cpu, "ms", SHIPPED)
            yield Row(f"{name}: first run", ours.first, three.first, "ms", PLAIN)
            yield Row(f"{name}: first run, sent", ours.sent, three.sent, "kB", PLAIN)
            yield Row(f"{name}: rerun, sent", ours.sent_again, three.sent_again, "kB", PLAIN)
        for page in CHOICES:
            took, floor = asyncio.run(_choice(empty, site, page, rounds))
            yield Row(f"{page}: a choice", took, floor, "ms", EMPTY)


def until_warm(site: servers.Server) -> None:
    """Wait until a site has drawn its pages and would be sent readers."""
    until = time.monotonic() + servers.PATIENCE
    while time.monotonic() < until:
        # With very long tables it does not answer at all while it reads them.
        with suppress(HTTPError, TimeoutError), urlopen(f"{site.url}/ready", timeout=30):
            return
        time.sleep(0.2)
    raise TimeoutError(f"{site.url} does not become ready")


async def _run_of(origin: str, page: str) -> Run:
    async with Visitor(origin, page) as visitor:
        run = await visitor.run()
    if run.failed:
        raise RuntimeError(f"the page {page!r} failed:\n{run.texts()[-500:]}")
    return run


@dataclass(frozen=True)
class Cost:
    """Milliseconds of a first run, a rerun, and a rerun's processor time; kilobytes of both."""

    first: float
    again: float
    cpu: float
    sent: float
    sent_again: float


async def _in_turns(visited: Sequence[tuple[servers.Server, str]], rounds: int) -> tuple[Cost, ...]:
    for server, page in visited:
        await _run_of(server.url, page)
    first = [
        [await _run_of(server.url, page) for _ in range(max(3, rounds // 5))]
        for server, page in visited
    ]
    again: list[list[Run]] = [[] for _ in visited]
    cpu = [0.0 for _ in visited]
    async with AsyncExitStack() as stack:
        readers = [
            await stack.enter_async_context(Visitor(server.url, page)) for server, page in visited
        ]
        for reader in readers:
            await reader.run()
        for _ in range(rounds):
            for number, (server, _) in enumerate(visited):
                before = server.cpu
                again[number].append(await readers[number].run())
                cpu[number] += server.cpu - before
    return tuple(
        Cost(
            first=_median(first[number]),
            again=_median(again[number]),
            # The clock of processes ticks every ten milliseconds.
            cpu=max(cpu[number] / rounds * 1000, 10 / rounds),
            sent=first[number][-1].received / 1000,
            sent_again=again[number][-1].received / 1000,
        )
        for number in range(len(visited))
    )


async def _choice(
    empty: servers.Server, site: servers.Server, page: str, rounds: int
) -> tuple[float, float]:
    kind, label = CHOICES[page]
    took, floor = [], []
    async with Visitor(empty.url) as beside, Visitor(site.url, page) as reader:
        await beside.run()
        await reader.run()
        for number in range(rounds):
            floor.append(await beside.run())
            took.append(await reader.change(labelled(kind, label), bool_value=number % 2 == 0))
    return _median(took), _median(floor)


def _median(runs: list[Run]) -> float:
    return statistics.median(one.seconds for one in runs) * 1000
