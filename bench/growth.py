"""How cost grows with the tables: many times as many events or estimates, beside today's."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench import servers
from bench.commands import DATA, STORY
from bench.groups import said
from bench.grown import grown
from bench.table import Line, Row, Target, Unmeasured
from bench.visitor import Visitor, labelled
from bench.visits import until_warm

PATIENCE = 120  # seconds a command may take
AIMED = 1000  # times: the targets are about 100,000 rows
LARGEST = 1000.0  # kilobytes of a page
TODAY = "the same with today's tables"
# The dry run of a refresh: one cell of the whole table differs.
PLAN = """
import sys
from pathlib import Path
from story.publishing.intake import Upload
from story.publishing.refresh import plan
folder, table, old, new = Path(sys.argv[1]), *sys.argv[2:]
rows = (folder / table).read_text(encoding="utf-8-sig")
assert old in rows
assert plan(folder, [Upload(table, rows.replace(old, new, 1).encode())]).sentences is not None
"""


@dataclass(frozen=True)
class Subject:
    """A table that grows, the page that shows it, a choice there, and a cell that is changed."""

    table: str
    page: str
    choice: str
    cell: tuple[str, str]

    @property
    def times(self) -> Target:
        """How much longer its page may take when there are 800 times as many rows."""
        return Target(f"100,000 {self.table}: the page of {self.page}, beside today's tables", 3.0)

    @property
    def size(self) -> Target:
        """How much its page may send then."""
        return Target(f"100,000 {self.table}: sent, beside a megabyte", 1.0)

    @property
    def linear(self) -> Target:
        """How much longer each row may take when there are ten times as many."""
        return Target(f"check and refresh, each of ten times as many {self.table}", 1.5)


SUBJECTS = (
    Subject("events", "summits", "Show details", ("Palais des Nations", "Palais")),
    Subject("estimates", "estimates", "Show the summits", ("Camps named:", "Named:")),
)


@dataclass(frozen=True)
class Commands:
    """Seconds of the check, and of a refresh's dry run."""

    check: float
    plan: float


@dataclass(frozen=True)
class Page:
    """Seconds of the page's first drawing, of another choice's and of a rerun; kilobytes sent."""

    first: float
    other: float
    again: float
    sent: float
    sent_again: float


Found = TypeVar("Found", Commands, Page)


def rows(*, quick: bool) -> Iterator[Line]:
    """Measure today's tables, then ten, a hundred and a thousand times as many rows of each."""
    sizes = (10,) if quick else (10, 100, 1000)
    for subject in SUBJECTS:
        yield from _growing(subject, sizes, _commands, _commands_beside)
        yield from _growing(subject, sizes, _page, _page_beside)


def _growing(
    subject: Subject,
    sizes: Sequence[int],
    measure: Callable[[Subject, Path], Found],
    beside: Callable[[Subject, int, Mapping[int, Found]], Iterator[Row]],
) -> Iterator[Line]:
    """Yield the rows of each size, up to the one that takes too long."""
    found: dict[int, Found] = {}
    for times in (1, *sizes):
        with tempfile.TemporaryDirectory() as place:
            folder = grown(DATA, Path(place) / "data", **{subject.table: times})
            try:
                found[times] = measure(subject, folder)
            except (RuntimeError, TimeoutError) as error:
                yield Unmeasured(f"{times}× {subject.table}, and more", said(error))
                return
        if times > 1:
            yield from beside(subject, times, found)


def _commands_beside(subject: Subject, times: int, found: Mapping[int, Commands]) -> Iterator[Row]:
    name, one, today = f"{times}× {subject.table}", found[times], found[1]
    yield Row(f"{name}: story check", one.check, today.check, "s", TODAY)
    yield Row(f"{name}: refresh, dry run", one.plan, today.plan, "s", TODAY)
    if times != AIMED:  # before that a row costs less than starting varies
        return
    less = times // 10
    for part, what in (("check", "story check"), ("plan", "refresh, dry run")):
        each = [
            (getattr(found[size], part) - getattr(today, part)) / (size - 1) * 1000
            for size in (times, less)
        ]
        yield Row(f"{name}: {what}, each time today's rows", *each, "ms", f"at {less}×",
                  subject.linear)  # fmt: skip


def _page_beside(subject: Subject, times: int, found: Mapping[int, Page]) -> Iterator[Row]:
    name, one, today = f"{times}× {subject.table}: {subject.page}", found[times], found[1]
    aim, size = (subject.times, subject.size) if times == AIMED else (None, None)
    yield Row(f"{name}, first drawing", one.first, today.first, "s", TODAY, aim)
    yield Row(f"{name}, another choice", one.other, today.other, "s", TODAY, aim)
    yield Row(f"{name}, rerun", one.again, today.again, "s", TODAY, aim)
    yield Row(f"{name}, first run, sent", one.sent, LARGEST, "kB", "a megabyte", size)
    yield Row(f"{name}, rerun, sent", one.sent_again, today.sent_again, "kB", TODAY)


def _commands(subject: Subject, folder: Path) -> Commands:
    cell = (f"{subject.table}.csv", *subject.cell)
    return Commands(
        _timed([STORY, "check"], folder),
        _timed([sys.executable, "-c", PLAN, str(folder), *cell], folder),
    )


def _page(subject: Subject, folder: Path) -> Page:
    with servers.story(folder, STORY_WARM="none") as site:
        until_warm(site)
        return asyncio.run(_visited(subject, site.url))


async def _visited(subject: Subject, origin: str) -> Page:
    async with Visitor(origin, "claims") as other:
        await other.run()  # what is imported only once is not the page's
    async with Visitor(origin, subject.page) as reader:
        first = await reader.run()
        chosen = await reader.change(labelled("checkbox", subject.choice), bool_value=True)
        again = [await reader.run() for _ in range(9)]
    if any(one.failed for one in (first, chosen, *again)):
        raise RuntimeError(f"the page of {subject.page} failed")
    return Page(
        first.seconds,
        chosen.seconds,
        statistics.median(one.seconds for one in again),
        first.received / 1000,
        again[-1].received / 1000,
    )


def _timed(command: list[str], folder: Path) -> float:
    started = time.perf_counter()
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, cwd=servers.ROOT, timeout=PATIENCE,
            env={**os.environ, "STORY_DATA": str(folder)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        what = "the check" if STORY in command else "the dry run of a refresh"
        raise TimeoutError(f"{what} was not done within {PATIENCE} seconds") from None
    # The story's sentences are about today's tables: of others the check finds that they differ.
    if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
        raise RuntimeError(done.stderr.decode().strip().splitlines()[-1])
    return time.perf_counter() - started
