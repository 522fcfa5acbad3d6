"""Work in a process of its own: it ends with the server, gives way to readers, and dies first.

A page that is printed takes a browser, hundreds of megabytes and seconds. Here it can take them
without taking the site down: the child is nicer than the server, is the one the kernel picks where
memory runs out, and is ended when it takes too long or when the server is gone, with all that it
has started.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

LAZY = 10  # the niceness of a child: readers who are here come first
FIRST_TO_DIE = "1000"  # out of a thousand, for the kernel's choice where memory runs out
SAID = 500  # characters of what a child complains of


class ChildFailed(Exception):  # noqa: N818 - it says what happened
    """A child did not do its work; `status` is its exit status, negative for a signal."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"status {status}: {said}")
        self.status = status


def run_child(
    module: str, *arguments: str, seconds: float, environment: Mapping[str, str] | None = None
) -> bytes:
    """Run a module of ours to its end and return what it wrote; raises ChildFailed.

    The module calls `end_with_parent` first. `seconds` is how long it may take.
    """
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
    with suppress(OSError):  # not every system has it
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_DIE, encoding="ascii")
    Thread(target=_watch, name="parent", daemon=True).start()


def _watch() -> None:
    while os.read(0, 1024):
        pass
    os.killpg(0, signal.SIGKILL)
