"""What a run has found, in words: bench/RESULTS.md, and the targets in docs/capacity.md."""

import platform
from datetime import UTC, datetime
from pathlib import Path

from bench.table import Groups, markdown, reached

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
NOTE = HERE.parent / "docs" / "capacity.md"
OPENS, CLOSES = "<!-- measured by make bench -->", "<!-- until here -->"


def results(groups: Groups, seconds: float, load: float, *, quick: bool) -> str:
    """Return the whole of bench/RESULTS.md; `load`: the machine's before the run."""
    kind = "make bench-quick" if quick else "make bench"
    return f"""# What it costs

Measured by `{kind}` on {datetime.now(UTC):%-d %B %Y} in {seconds / 60:.0f} minutes, on {machine()}.
Other work on the machine before the run: a load of {load:.1f}.

Each row is a ratio against something run beside it in the same run; the figures themselves hold for
this machine only. "Empty" is `bench/beside/empty.py`, one line of Streamlit; the three figures are
those of `bench/beside/three.py`, drawn by each library as its tutorial has it. What a target means
and why one is missed is said in [docs/capacity.md](../docs/capacity.md).

{markdown(groups)}
"""


def noted(note: str, groups: Groups, load: float) -> str:
    """Return the capacity note with the targets as this run reached them between its marks.

    Raises ValueError where the marks are missing.
    """
    head, opens, rest = note.partition(OPENS)
    _, closes, tail = rest.partition(CLOSES)
    if not (opens and closes):
        raise ValueError(f"{NOTE.name} has lost its marks: {OPENS} … {CLOSES}")
    said = f"{datetime.now(UTC):%-d %B %Y}, {machine()}; load before the run {load:.1f}."
    return f"{head}{OPENS}\n{said}\n\n{reached(groups)}\n{CLOSES}{tail}"


def machine() -> str:
    """Return this machine in words."""
    info = Path("/proc/cpuinfo").read_text()
    names = {line.split(":", 1)[1].strip() for line in info.splitlines() if "model name" in line}
    cores = info.count("processor\t")
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1_048_576
    return (
        f"{cores} cores of {', '.join(sorted(names)) or platform.machine()}, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )
