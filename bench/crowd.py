"""Many readers: a hundred at once, and a replica with every seat taken."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack

from bench import servers
from bench.table import Row, Target
from bench.visitor import Run, Visitor
from bench.visits import EMPTY, PAGES, SHIPPED, until_warm
from story.surfaces.serving.capacity import MOST

CROWD = 100
PAUSE = 30.0  # seconds between two choices of one reader
TIMES = Target("a hundred readers at once: the last one served, beside an empty script's", 2.0)
LOST = Target("a hundred readers at once: pages lost", 0.0)
MEMORY = Target("memory of one more open session, beside an empty script's", 1.5)


def rows(*, quick: bool) -> Iterator[Row]:
    """Let crowds arrive at an empty script and at the site, in turns."""
    with (
        servers.beside("empty") as empty,
        servers.beside("empty", shipped=True) as shipped,
        servers.story(STORY_WARM="all") as site,
    ):
        until_warm(site)
        for server in (empty, shipped, site):
            asyncio.run(crowd(server.url, PAGES[:1], 10))
        yield Row("memory at rest", site.memory, empty.memory, "MB", EMPTY)
        yield Row("memory at rest", site.memory, shipped.memory, "MB", SHIPPED)
        # Before the crowds: what they leave free would hold the sessions without being seen.
        yield from _filled(empty, shipped, site, MOST // 4 if quick else MOST)
        base, default, ours, lost = [], [], [], 0
        for _ in range(1 if quick else 3):
            base.append(asyncio.run(crowd(empty.url, ("",), CROWD))[0])
            default.append(asyncio.run(crowd(shipped.url, ("",), CROWD))[0])
            spent, missed = asyncio.run(crowd(site.url, ("",), CROWD))
            ours.append(spent)
            lost += missed
        what = f"{CROWD} at once on the overview: last one served"
        yield Row(what, min(ours), min(base), "s", EMPTY, TIMES)
        yield Row(what, min(ours), min(default), "s", SHIPPED, TIMES.shipped)
        mixed, missed = asyncio.run(crowd(site.url, PAGES, CROWD))
        what = f"{CROWD} at once on all pages: last one served"
        yield Row(what, mixed, min(base), "s", EMPTY, TIMES)
        yield Row(what, mixed, min(default), "s", SHIPPED, TIMES.shipped)
        yield Row("pages lost in all of these", lost + missed, CROWD * (len(ours) + 1), "pages",
                  "pages asked for", LOST)  # fmt: skip


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


def _filled(
    empty: servers.Server, shipped: servers.Server, site: servers.Server, seats: int
) -> Iterator[Row]:
    """Take so many seats, then choose as readers do; one server after the other."""
    theirs = asyncio.run(_full(empty, ("",), seats))
    default = asyncio.run(_full(shipped, ("",), seats))
    ours = asyncio.run(_full(site, PAGES, seats))
    yield Row("memory of one more open session", ours[0], theirs[0], "MB", EMPTY, MEMORY)
    yield Row("memory of one more open session", ours[0], default[0], "MB", SHIPPED, MEMORY.shipped)
    what = f"{seats} open sessions, each run again every {PAUSE:.0f} s"
    yield Row(f"{what}: median", ours[1], theirs[1], "ms", EMPTY)
    yield Row(f"{what}: 95th per cent", ours[2], theirs[2], "ms", EMPTY)
    yield Row(f"{what}: of a core", ours[3], theirs[3], "%", EMPTY)


async def _full(
    server: servers.Server, pages: Sequence[str], seats: int
) -> tuple[float, float, float, float]:
    """Return megabytes for each session, the median and 95th per cent in ms, and the processor.

    The sessions of the first half make the server ready; what one more takes, the second half says.
    """
    async with AsyncExitStack() as stack:
        visitors = []
        for number in range(seats):
            visitor = Visitor(server.url, pages[number % len(pages)])
            visitors.append(await stack.enter_async_context(visitor))
            await visitor.run()
            if number + 1 == seats // 2:
                before = server.memory
        weight = max((server.memory - before) / (seats - seats // 2), 0.001)
        started, used = time.perf_counter(), server.cpu
        runs = await asyncio.gather(
            *(_again(one, PAUSE * turn / seats) for turn, one in enumerate(visitors))
        )
        spent = (server.cpu - used) / (time.perf_counter() - started) * 100
    taken = sorted(runs)
    return weight, taken[len(taken) // 2] * 1000, taken[int(len(taken) * 0.95)] * 1000, spent


async def _again(visitor: Visitor, after: float) -> float:
    """Return how long a reader's run took that began so many seconds later."""
    await asyncio.sleep(after)
    return (await visitor.run()).seconds
