"""A large file, from its bytes to what it would change: time, memory, and how both grow.

`python -m bench.refresh ROWS csv|xlsx` measures one file in a process that does nothing else.
"""

import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from bench.servers import ROOT
from bench.table import Row, Target

FIRST = date(1700, 1, 1)
LINEAR = Target("a large file's time for each row, beside a file of a quarter as many", 1.5)


def rows(*, quick: bool) -> Iterator[Row]:
    """Measure files of observations, each beside reading the same file with pandas alone."""
    # A workbook takes openpyxl alone twenty times as long as the same rows take as CSV.
    for kind, whole in (("csv", 100_000), ("xlsx", 20_000)):
        most = whole // 4 if quick else whole
        less, more = (_alone(number, kind) for number in (most // 4, most))
        name, beside = f"{most:,} rows as {kind}", "pandas reads the same file"
        yield Row(f"{name}: read", more["read"], more["pandas"], "s", beside)
        yield Row(f"{name}: read and compared", more["plan"], more["pandas"], "s", beside)
        yield Row(f"{name}: peak of memory", more["peak"], more["pandas peak"], "MB",
                  f"{beside}, before")  # fmt: skip
        yield Row(f"{name}: for each row", more["plan"] / most * 1e6,
                  less["plan"] / (most // 4) * 1e6, "µs", f"of {most // 4:,} rows",
                  LINEAR)  # fmt: skip


def _alone(number: int, kind: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.refresh", str(number), kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def text(number: int) -> str:
    """Return so many observations of one series, one a day."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["series_id", "period", "value", "status", "note_en", "note_ko", "source_id"])
    for one in range(number):
        day = FIRST + timedelta(days=one)
        writer.writerow(["us-envoy-in-post", day, one % 2, "final", "", "", "inside-2025"])
    return written.getvalue()


def workbook(content: str) -> bytes:
    """Return the same rows as a workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("observations")
    for row in csv.reader(io.StringIO(content)):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def measure(number: int, kind: str) -> dict[str, float]:
    """Return the seconds of each part, and the peaks of this process's memory in megabytes."""
    from tests.tiny_folder import copied

    from story.publishing.intake import Upload, take
    from story.publishing.refresh import plan, stands

    content = text(number).encode() if kind == "csv" else workbook(text(number))
    found = {"pandas": _timed(lambda: _plain(content, kind)), "pandas peak": _peak()}
    upload = Upload(f"observations.{kind}", content)
    with tempfile.TemporaryDirectory() as place:
        folder = copied(Path(place))
        sheets = stands(folder).sheets
        found["read"] = _timed(lambda: take([upload], sheets).arrivals[0].rows, number)
        found["plan"] = _timed(lambda: plan(folder, [upload]).sentences)
    return {**found, "peak": _peak()}


def _plain(content: bytes, kind: str) -> pd.DataFrame:
    file = io.BytesIO(content)
    return pd.read_csv(file) if kind == "csv" else pd.read_excel(file)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(work: Callable[[], object], expected: int | None = None) -> float:
    """Return the seconds of some work; raises ValueError where it has not so many rows."""
    started = time.perf_counter()
    done = work()
    spent = time.perf_counter() - started
    if expected is not None and len(done) != expected:  # type: ignore[arg-type]
        raise ValueError(f"{len(done)} of {expected} rows were read")  # type: ignore[arg-type]
    return spent


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), sys.argv[2])))
