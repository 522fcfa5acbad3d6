"""From the command to the first page on a reader's screen, and what importing costs."""

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from bench import servers
from bench.table import Row, Target
from bench.visitor import Visitor
from bench.visits import EMPTY

TARGET = Target("start to first page, beside an empty script's", 1.5)


def rows(*, quick: bool) -> Iterator[Row]:
    """Start both several times in turns."""
    times = 2 if quick else 5
    found: dict[str, list[float]] = {"story": [], "empty": []}
    answered: dict[str, list[float]] = {"story": [], "empty": []}
    used: dict[str, list[float]] = {"story": [], "empty": []}
    for _ in range(times):
        for name in found:
            first, seconds, cpu = _started(name)
            answered[name].append(first)
            found[name].append(seconds)
            used[name].append(cpu)
    middle = {name: statistics.median(taken) for name, taken in found.items()}
    yield Row("start to first page", middle["story"], middle["empty"], "s", EMPTY, TARGET)
    ours, theirs = (statistics.median(taken) for taken in answered.values())
    yield Row("start to first answer", ours, theirs, "s", EMPTY)
    least = {name: min(taken) for name, taken in used.items()}
    yield Row("start to first page, processor", least["story"], least["empty"], "s", EMPTY)
    ours, theirs = (
        min(_timed(code) for _ in range(times))
        for code in (
            "import story.surfaces.serving.web, story.surfaces.site.frame",
            "import streamlit, pandas, plotly.express",
        )
    )
    yield Row("import of the site", ours, theirs, "s", "import of Streamlit, pandas and Plotly")


def _started(name: str) -> tuple[float, float, float]:
    """Return the seconds to the first answer and to the first page, and the processor's."""
    started = time.perf_counter()
    with servers.story(STORY_PRESS="on") if name == "story" else servers.beside(name) as server:
        answered = time.perf_counter() - started
        asyncio.run(_first(server.url))
        return answered, time.perf_counter() - started, server.cpu


async def _first(origin: str) -> None:
    async with Visitor(origin) as visitor:
        await visitor.run()


def _timed(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started
