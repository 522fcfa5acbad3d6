"""What making takes beside an earlier commit, in the same run: `python -m bench.earlier COMMIT`.

Each command is run with a cache of its own, in turn with the earlier commit's, and the least of its
times counts; `--times N` runs each so often. What the earlier commit needs must be installed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.servers import ROOT

NAMES = (
    "build, nothing drawn before", "build, nothing changed", "build, one table changed",
    "slides, nothing drawn before", "PowerPoint, nothing drawn before",
)  # fmt: skip


def main() -> None:
    """Print a table: what, now, then, and the ratio."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("commit")
    asked.add_argument("--times", type=int, default=2)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        earlier = Path(place) / "earlier"
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run((*git, "add", "-q", str(earlier), given.commit), check=True)
        try:
            found = [
                [list(_seconds(tree, Path(place))) for tree in (ROOT, earlier)]
                for _ in range(given.times)
            ]
        finally:
            subprocess.run((*git, "remove", "--force", str(earlier)), check=True)
    print(f"| `story` | Now | {given.commit} | Ratio | Processor |\n|---|---|---|---|---|")
    for number, name in enumerate(NAMES):
        (now, own), (then, theirs) = (min(run[side][number] for run in found) for side in (0, 1))
        print(f"| {name} | {now:.1f} s | {then:.1f} s | {now / then:.2f}× | {own / theirs:.2f}× |")


def _seconds(tree: Path, place: Path) -> Iterator[tuple[float, float]]:
    """Yield the seconds of each of NAMES with the program in `tree`, and of the processor."""
    with tempfile.TemporaryDirectory(dir=place) as work:
        data = shutil.copytree(tree / "data", f"{work}/data", ignore=shutil.ignore_patterns(".*"))
        build = ("build", f"{work}/edition", "--base-url", "https://example.org/", "--data", data)
        yield _timed(tree, f"{work}/cache", build)
        yield _timed(tree, f"{work}/cache", build)
        events = Path(data) / "events.csv"
        text = events.read_text("utf-8")
        events.write_text(text.replace("Palais des Nations", "Palais", 1), "utf-8")
        yield _timed(tree, f"{work}/cache", build)
        for form in ("html", "pptx"):
            brief = ("brief", f"{work}/briefing.{form}", "--length", "15")
            yield _timed(tree, f"{work}/{form}", brief)


def _timed(tree: Path, cache: str, command: Sequence[object]) -> tuple[float, float]:
    environment = {**os.environ, "STORY_CACHE": cache, "PYTHONPATH": str(tree / "src")}
    started, before = time.perf_counter(), os.times()
    subprocess.run(
        (sys.executable, "-m", "story.cli", *map(str, command)), cwd=tree, env=environment,
        check=True, capture_output=True,
    )  # fmt: skip
    after = os.times()
    worked = after.children_user + after.children_system
    worked -= before.children_user + before.children_system
    return time.perf_counter() - started, worked


if __name__ == "__main__":
    main()
