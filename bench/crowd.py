"""Many readers: a hundred at once, what each costs in memory, and whether any of it stays."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack

from bench import servers
from bench.table import Row
from bench.visitor import Run, Visitor
from bench.visits import EMPTY, PAGES, until_warm

CROWD = 100
TIMES = 2.0
MEMORY = 1.5
FLAT = 1.1  # of the memory after the first tenth of the visits


def rows(*, quick: bool) -> Iterator[Row]:
    """Let crowds arrive at an empty script and at the site, in turns."""
    visits = 200 if quick else 1000
    with servers.beside("empty") as empty, servers.story(STORY_WARM="all") as site:
        until_warm(site)
        for server in (empty, site):
            asyncio.run(crowd(server.url, PAGES[:1], 10))
        base, ours = [], []
        for _ in range(1 if quick else 3):
            base.append(asyncio.run(crowd(empty.url, ("",), CROWD))[0])
            ours.append(asyncio.run(crowd(site.url, ("",), CROWD))[0])
        what = f"{CROWD} at once on the overview: last one served"
        yield Row(what, min(ours), min(base), "s", EMPTY, TIMES)
        mixed, lost = asyncio.run(crowd(site.url, PAGES, CROWD))
        yield Row(f"{CROWD} at once on all pages: last one served", mixed, min(base), "s", EMPTY,
                  TIMES)  # fmt: skip
        yield Row("of these, pages lost", lost, CROWD, "pages", "pages asked for", 0.0)
        each = [asyncio.run(_weight(server)) for server in (site, empty)]
        yield Row("memory at rest", site.memory, empty.memory, "MB", EMPTY)
        yield Row("memory of one more open session", each[0], each[1], "MB", EMPTY, MEMORY)
        early, late = asyncio.run(_soak(site, visits))
        yield Row(f"memory after {visits} visits", late, early, "MB", f"after {visits // 5}", FLAT)


async def crowd(origin: str, pages: Sequence[str], number: int) -> tuple[float, int]:
    """Return the seconds until the last of `number` readers was served, and how many were not."""
    started = time.perf_counter()
    found = await asyncio.gather(
        *(_arrival(origin, pages[one % len(pages)]) for one in range(number)),
        return_exceptions=True,
    )
    lost = sum(isinstance(one, BaseException) or one.failed for one in found)
    return time.perf_counter() - started, lost


async def _arrival(origin: str, page: str) -> Run:
    async with Visitor(origin, page) as visitor:
        return await visitor.run()


async def _weight(server: servers.Server, number: int = 40) -> float:
    before = server.memory
    async with AsyncExitStack() as stack:
        for _ in range(number):
            visitor = await stack.enter_async_context(Visitor(server.url))
            await visitor.run()
        return max((server.memory - before) / number, 0.01)


async def _soak(server: servers.Server, visits: int) -> tuple[float, float]:
    """Return the megabytes after a fifth of the visits and after all of them."""
    early = 0.0
    for number in range(visits):
        async with Visitor(server.url, PAGES[number % len(PAGES)]) as visitor:
            await visitor.run()
        if number == visits // 5:
            early = server.memory
    return early, server.memory
