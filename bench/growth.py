"""How cost grows with the tables: many times as many events, each size beside today's."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import servers
from bench.commands import BIN
from bench.grown import grown
from bench.table import Row
from bench.visitor import Visitor, labelled
from bench.visits import until_warm

DATA = servers.ROOT / "data"
LARGEST = 1000.0  # kilobytes of a page
TIMES = 3.0
LINEAR = 1.5  # times as long for each row added
TODAY = "the same with today's tables"
# The dry run of a refresh: one cell of the whole table differs.
PLAN = """
import sys
from pathlib import Path
from story.intake import Upload
from story.refresh import plan
folder = Path(sys.argv[1])
events = (folder / "events.csv").read_text(encoding="utf-8-sig")
changed = events.replace("Palais des Nations", "Palais", 1).encode()
assert plan(folder, [Upload("events.csv", changed)]).sentences is not None
"""


@dataclass(frozen=True)
class Cost:
    """Seconds of the check and the plan; of the page's first drawing, another, and a rerun; kB."""

    check: float
    plan: float
    first: float
    other: float
    again: float
    sent: float
    sent_again: float


def rows(*, quick: bool) -> Iterator[Row]:
    """Measure today's tables, then ten, a hundred and a thousand times as many events."""
    sizes = (10, 100) if quick else (10, 100, 1000)
    with tempfile.TemporaryDirectory() as place:
        found = {
            times: _cost(grown(DATA, Path(place) / f"{times}", events=times))
            for times in (1, *sizes)
        }
    today = found[1]
    for times in sizes:
        one, name = found[times], f"{times}× events"
        yield Row(f"{name}: story check", one.check, today.check, "s", TODAY)
        yield Row(f"{name}: refresh, dry run", one.plan, today.plan, "s", TODAY)
        yield Row(f"{name}: summits, first drawing", one.first, today.first, "s", TODAY, TIMES)
        yield Row(f"{name}: summits, another choice", one.other, today.other, "s", TODAY, TIMES)
        yield Row(f"{name}: summits, rerun", one.again, today.again, "s", TODAY, TIMES)
        yield Row(f"{name}: summits, first run, sent", one.sent, LARGEST, "kB", "a megabyte", 1.0)
        yield Row(f"{name}: summits, rerun, sent", one.sent_again, today.sent_again, "kB", TODAY)
    less, more = sizes[-2:]
    for part in ("check", "plan"):
        each = [
            (getattr(found[times], part) - getattr(today, part)) / (times - 1) * 1000
            for times in (less, more)
        ]
        yield Row(f"{part}, for each 125 events added, at {more}×", each[1], each[0], "ms",
                  f"at {less}×", LINEAR)  # fmt: skip


def _cost(folder: Path) -> Cost:
    check = _timed([str(BIN / "story"), "check"], folder)
    plan = _timed([sys.executable, "-c", PLAN, str(folder)], folder)
    with servers.story(folder, STORY_WARM="none") as site:
        until_warm(site)
        return Cost(check, plan, *asyncio.run(_page(site.url)))


async def _page(origin: str) -> tuple[float, float, float, float, float]:
    async with Visitor(origin, "claims") as other:
        await other.run()  # what is imported only once is not the page's
    async with Visitor(origin, "summits") as reader:
        first = await reader.run()
        details = await reader.change(labelled("checkbox", "Show details"), bool_value=True)
        again = [await reader.run() for _ in range(9)]
    if any(one.failed for one in (first, details, *again)):
        raise RuntimeError("the page of summits failed")
    return (
        first.seconds,
        details.seconds,
        statistics.median(one.seconds for one in again),
        first.received / 1000,
        again[-1].received / 1000,
    )


def _timed(command: list[str], folder: Path) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        command, check=False, capture_output=True, cwd=servers.ROOT,
        env={**os.environ, "STORY_DATA": str(folder)},
    )  # fmt: skip
    # The story's sentences are about today's tables: of others the check finds that they differ.
    if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
        raise RuntimeError(done.stderr.decode()[-800:])
    return time.perf_counter() - started
