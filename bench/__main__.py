"""`python -m bench [--quick] [GROUP …]`: one table, also written to bench/RESULTS.md."""

import argparse
import importlib
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.table import Row, markdown

RESULTS = Path(__file__).parent / "RESULTS.md"
# A group is a module with `rows(quick) -> rows`; each starts and stops what it measures.
GROUPS = ("visits", "crowd", "start", "commands", "growth")


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, under 4 minutes")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    given = parser.parse_args()
    if unknown := set(given.groups) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    started = time.monotonic()
    rows: list[Row] = []
    for name in given.groups or GROUPS:
        print(f"{name} …", file=sys.stderr, flush=True)
        for row in importlib.import_module(f"bench.{name}").rows(quick=given.quick):
            print("  " + "  ".join(row.cells()), file=sys.stderr, flush=True)
            rows.append(row)
    table = markdown(rows)
    print(table)
    if not given.groups:
        RESULTS.write_text(_written(table, time.monotonic() - started, quick=given.quick))


def _written(table: str, seconds: float, *, quick: bool) -> str:
    kind = "`make bench-quick`" if quick else "`make bench`"
    return f"""# What it costs

Measured by {kind} on {datetime.now(UTC):%-d %B %Y} in {seconds / 60:.0f} minutes, on {_machine()}.

Each row is a ratio against something run beside it in the same run; the figures in milliseconds
hold for this machine only. "Empty" is `bench/beside/empty.py`, one line of Streamlit run as
Streamlit is shipped; "plain" draws the three figures of `bench/beside/three.py`.
What a target means and why one is missed is said in [docs/capacity.md](../docs/capacity.md).

{table}
"""


def _machine() -> str:
    info = Path("/proc/cpuinfo").read_text()
    names = {line.split(":", 1)[1].strip() for line in info.splitlines() if "model name" in line}
    cores = info.count("processor\t")
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1_048_576
    return (
        f"{cores} cores of {', '.join(sorted(names)) or platform.machine()}, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
