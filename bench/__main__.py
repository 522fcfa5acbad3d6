"""`python -m bench [--quick] [GROUP …]`: one table; a whole run is also written down."""

import argparse
import os
import sys
import time
from collections.abc import Sequence

from bench.groups import GROUPS, measured
from bench.report import NOTE, RESULTS, noted, results
from bench.table import Line, markdown


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the choices of a run; ends the program where one is not known."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, under 5 minutes")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    chosen = parser.parse_args(given)
    if unknown := set(chosen.groups) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    return chosen


def main() -> None:
    """Measure and print; write down a run of every group, after each of them."""
    given = arguments()
    started, load = time.monotonic(), os.getloadavg()[0]
    found: dict[str, list[Line]] = {}
    for name in given.groups or GROUPS:
        print(f"{name} … ({time.monotonic() - started:.0f} s)", file=sys.stderr, flush=True)
        found[name] = measured(name, quick=given.quick, tell=_tell)
        if not given.groups:
            spent = time.monotonic() - started
            RESULTS.write_text(results(found, spent, load, quick=given.quick))
    print(markdown(found))
    if not given.groups:
        NOTE.write_text(noted(NOTE.read_text(), found, load))


def _tell(line: Line) -> None:
    print("  " + "  ".join(line.cells()), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
