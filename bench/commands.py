"""The commands staff and a build run, each beside another program's work on the same tables."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.servers import BESIDE, OTHERS, ROOT
from bench.table import Line, Row, Target, Unmeasured

BIN = Path(sys.executable).parent
STORY = str(BIN / "story")
DATA = ROOT / "data"
VALIDATE = (str(BIN / "frictionless"), "validate", "data/datapackage.json")
PANDAS = (sys.executable, str(BESIDE / "pandas_alone.py"))
READ = "Python, pandas, every table read"
DREW = "three plain figures drawn with Kaleido"
WORD = (
    "story diff of a word that no figure reads, beside the same with every figure drawn, as before"
)
FORMS = {"html": "slides", "pptx": "PowerPoint", "pdf": "handout"}


def rows(*, quick: bool) -> Iterator[Line]:
    """Time each; the least of the times is what the work itself takes."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        yield from _tables(work, 2 if quick else 5)
        if quick:
            yield Unmeasured("story build and story brief", "left out of a quick run")
        else:
            yield from _drawn(work)


def _tables(work: Path, times: int) -> Iterator[Row]:
    changed = _changed(work)
    word = _reworded(work)
    check, theirs, read, diff, publish, unread = [], [], [], [], [], []
    for number in range(times):
        check.append(_timed((STORY, "check")))
        theirs.append(_timed(VALIDATE))
        read.append(_timed(PANDAS))
        folder = shutil.copytree(DATA, work / f"{number}", ignore=shutil.ignore_patterns(".*"))
        given = (changed / "events.csv", "--data", folder)
        diff.append(_timed((STORY, "diff", *given)))
        unread.append(_timed((STORY, "diff", word, "--data", folder)))
        publish.append(_timed((STORY, "refresh", *given, "--reason", "bench", "--yes")))
    beside = min(read)
    yield Row("story check", min(check), min(theirs), "s", "frictionless validate, same tables")
    yield Row("story check", min(check), beside, "s", READ)
    yield Row("story diff, one cell of 125 events", min(diff), beside, "s", READ)
    # Before, it read and compared as much, and drew every figure as it was and as it would be.
    drawn = [_timed((sys.executable, BESIDE / "drawn_twice.py")) for _ in range(times)]
    every = min(unread) + min(drawn)
    yield Row("story diff, a word no figure reads", min(unread), every, "s",
              "the same, and every figure drawn as before", Target(WORD, 0.25))  # fmt: skip
    yield Row("story refresh, published", min(publish), beside, "s", READ)


def _drawn(work: Path) -> Iterator[Row]:
    yard = min(_timed((OTHERS, BESIDE / "drawn.py", work)) for _ in range(2))
    cached = partial(_timed, cache=work / "build")
    build = (STORY, "build", work / "edition")
    yield Row("story build, nothing drawn before", cached(build), yard, "s", DREW)
    yield Row("story build, nothing changed", cached(build), yard, "s", DREW)
    yield Row("story build, one table changed",
              cached((*build, "--data", work / "changed")), yard, "s", DREW)  # fmt: skip
    for form, name in FORMS.items():
        cached = partial(_timed, cache=work / form)
        brief = (STORY, "brief", work / f"briefing.{form}", "--length", "15")
        for what in ("nothing drawn before", "again"):
            yield Row(f"story brief, {name}, {what}", cached(brief), yard, "s", DREW)


def _changed(work: Path) -> Path:
    """Return a copy of the tables with one cell changed of which no sentence speaks."""
    folder = shutil.copytree(DATA, work / "changed", ignore=shutil.ignore_patterns(".*"))
    events = folder / "events.csv"
    events.write_text(events.read_text("utf-8").replace("Palais des Nations", "Palais", 1), "utf-8")
    return folder


def _reworded(work: Path) -> Path:
    """Return a file with one word of the glossary changed, which no figure reads."""
    file = work / "glossary.csv"
    text = (DATA / "glossary.csv").read_text("utf-8")
    file.write_text(text.replace("political", "Political", 1), "utf-8")
    return file


def _timed(command: Sequence[str | Path], cache: Path | None = None) -> float:
    environment = {**os.environ, **({"STORY_CACHE": str(cache)} if cache else {})}
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command[1:3]))}: {done.stderr.strip()[-100:]}")
    return time.perf_counter() - started
