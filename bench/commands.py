"""The commands staff and a build run, each beside another program's work on the same tables."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.servers import ROOT
from bench.table import Row

BIN = Path(sys.executable).parent
CHECK = (str(BIN / "story"), "check")
VALIDATE = (str(BIN / "frictionless"), "validate", "data/datapackage.json")


def rows(*, quick: bool) -> Iterator[Row]:
    """Time each in turns; the least of the times is what the work itself takes."""
    times = 2 if quick else 5
    ours, theirs = [], []
    for _ in range(times):
        ours.append(_timed(CHECK))
        theirs.append(_timed(VALIDATE))
    yield Row("story check", min(ours), min(theirs), "s", "frictionless validate, same tables")


def _timed(command: tuple[str, ...]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started
