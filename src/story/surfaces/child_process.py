"""Work in a process of its own: it ends with the server, gives way to readers, and dies first.

A page that is printed takes a browser, hundreds of megabytes and seconds. Here it can take them
without taking the site down: the child is nicer than the server, is the one the kernel picks where
memory runs out, and is ended when it takes too long or when the server is gone, with all that it
has started.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

LAZY = 10  # the niceness of a child: readers who are here come first
FIRST_TO_DIE = "1000"  # out of a thousand, for the kernel's choice where memory runs out
OFTEN = 0.1  # seconds between two looks at what a child has started
# The files of a control group, in its second version and its first.
SECOND = ("memory.max", "memory.current", "inactive_file")
FIRST = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
NO_BROWSER, NO_EDITION = 3, 4  # how a child that makes a briefing ends where it cannot
SAID = 500  # characters of what a child complains of


class ChildFailed(Exception):  # noqa: N818 - it says what happened
    """A child did not do its work; `status` is its exit status, negative for a signal."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"status {status}: {said}")
        self.status = status


def run_child(
    module: str, *arguments: str, seconds: float, memory: int = 0,
    environment: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Run a module of ours to its end and return what it wrote; raises ChildFailed.

    The module calls `end_with_parent` first. `seconds` is how long it may take, `memory` the bytes
    that must be free for it: where they are not, nothing is started.
    """
    if memory and memory > memory_left():
        raise ChildFailed(0, f"less than {memory / 1e6:.0f} MB of memory are free")
    command = [sys.executable, "-m", module, *arguments]
    with ExitStack() as stack:
        scratch = {}
        with suppress(OSError):  # a full disk: what needs no scratch is made all the same
            held = TemporaryDirectory(prefix="story-child-", ignore_cleanup_errors=True)
            scratch = {"TMPDIR": stack.enter_context(held)}
        try:
            ran = _run(command, {**os.environ, **scratch, **(environment or {})}, seconds)
        except OSError as refused:
            raise ChildFailed(0, str(refused)) from refused
    process, written, said = ran
    if process.returncode:
        raise ChildFailed(process.returncode, said.decode(errors="replace").strip()[-SAID:])
    return written


def _run(
    command: Sequence[str], environment: Mapping[str, str], seconds: float
) -> tuple[subprocess.Popen[bytes], bytes, bytes]:
    # The child reads this pipe to its end, which comes when this process is gone, however it went.
    reading, held = os.pipe()
    try:
        with subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment, start_new_session=True,
        ) as process:  # fmt: skip
            # What it started, such as a browser, holds its output open: that ends with it.
            Thread(target=_end_with, args=(process,), name="child", daemon=True).start()
            try:
                return process, *process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                raise ChildFailed(-signal.SIGKILL, f"it took over {seconds:.0f} s") from None
            finally:
                _end(process)
    finally:
        os.close(reading)
        os.close(held)


def _end_with(process: subprocess.Popen[bytes]) -> None:
    process.wait()
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def end_with_parent() -> None:
    """Let this process, and what it starts, end when the one that holds its input does."""
    os.nice(LAZY)
    _offer(os.getpid())
    Thread(target=_watch, name="parent", daemon=True).start()
    Thread(target=_offer_group, name="offer", daemon=True).start()


def _watch() -> None:
    while os.read(0, 1024):
        pass
    os.killpg(0, signal.SIGKILL)


def _offer(process: int) -> None:
    """Let the kernel choose a process first where memory runs out."""
    with suppress(OSError):  # not every system has it, and it may have ended
        Path(f"/proc/{process}/oom_score_adj").write_text(FIRST_TO_DIE, encoding="ascii")


def _offer_group() -> None:
    """Offer what this process starts as well: a browser makes itself less likely to be chosen."""
    own = os.getpgid(0)
    while True:
        for item in os.listdir("/proc") if os.path.isdir("/proc") else ():
            with suppress(OSError):
                if item.isdecimal() and os.getpgid(int(item)) == own:
                    _offer(int(item))
        time.sleep(OFTEN)


def memory_left() -> int:
    """Return the bytes of memory that are free to this process, in its container and machine."""
    left = [_of_machine()]
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    for line in lines:
        _, kinds, place = line.split(":", 2)
        if kinds == "":
            left += [_of_group(Path(f"/sys/fs/cgroup{item}"), *SECOND) for item in {place, "/"}]
        elif "memory" in kinds.split(","):
            left += [
                _of_group(Path(f"/sys/fs/cgroup/memory{entry}"), *FIRST) for entry in {place, "/"}
            ]
    return min(left)


def _of_machine() -> int:
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return sys.maxsize
    found = re.search(r"^MemAvailable:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else sys.maxsize


def _of_group(folder: Path, limit: str, used: str, cached: str) -> int:
    """Return what is left in a control group: what files hold in memory is given back."""
    try:
        most = int((folder / limit).read_text(encoding="ascii"))
        held = int((folder / used).read_text(encoding="ascii"))
        found = re.search(rf"^{cached} (\d+)$", (folder / "memory.stat").read_text(), re.MULTILINE)
    except (OSError, ValueError):  # there is none, or it is "max"
        return sys.maxsize
    return most - held + (int(found[1]) if found else 0)
