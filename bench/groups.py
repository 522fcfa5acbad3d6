"""The groups of the table, each measured on its own: what one lacks, the others still have."""

import importlib
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from bench.servers import ROOT
from bench.table import Line, Unmeasured

# A group is a module with `rows(quick) -> lines`; each starts and stops what it measures.
GROUPS = (
    "visits", "crowd", "start", "commands", "refresh", "growth", "steps", "lighthouse", "proxy",
    "soak",
)  # fmt: skip
# Seconds; twice what a group takes where nothing is wrong.
LIMIT = 420
LIMITS = {"growth": 540, "lighthouse": 600}


def measured(name: str, *, quick: bool, tell: Callable[[Line], None]) -> list[Line]:
    """Return a group's rows, `tell`ing each; the last says why where it could not end."""
    found: list[Line] = []
    try:
        with _limited(LIMITS.get(name, LIMIT)):
            for line in importlib.import_module(f"bench.{name}").rows(quick=quick):
                found.append(line)
                tell(line)
    # Programs that are missing are said so by ending the program that needs them.
    except (Exception, SystemExit) as error:
        found.append(Unmeasured("the rest of this group" if found else "all", said(error)))
        tell(found[-1])
    return found


def said(error: BaseException) -> str:
    """Return the first line of what went wrong, as a cell of a table."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].replace("|", "/").replace(f"{ROOT}/", "")[:160]


@contextmanager
def _limited(seconds: int) -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"it was not done within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
