"""The servers that are measured, each a process of its own on a free port of this machine."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from deploy.replicas import free_port

ROOT = Path(__file__).parents[1]
BESIDE = Path(__file__).parent / "beside"
OTHERS = ROOT / "build" / "bench" / "venv" / "bin" / "python"  # Dash and Panel, by `make bench`
PATIENCE = 150.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and its process."""

    url: str
    pid: int
    log: Path

    @property
    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def memory(self) -> float:
        """Megabytes resident."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(one for one in status.splitlines() if "VmRSS" in one).split()[1]) / 1024


def streamlit(script: Path, port: int) -> list[str]:
    """Return the command that serves a Streamlit script."""
    return [
        sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
        "--server.address", "127.0.0.1", "--server.headless", "true",
        "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none",
    ]  # fmt: skip


@contextmanager
def story(data: Path | None = None, **environment: str) -> Iterator[Server]:
    """Serve the site, on other tables if named.

    Without its printed story, unless that is asked for: printing takes a core for a while.
    """
    given = {"STORY_PRESS": "off", **environment, **({"STORY_DATA": str(data)} if data else {})}
    with serving(partial(streamlit, ROOT / "app.py"), ROOT, given) as server:
        yield server


@contextmanager
def beside(name: str, *, shipped: bool = False) -> Iterator[Server]:
    """Serve one of `beside/`, with the site's own settings or as Streamlit is `shipped`.

    With the site's settings it skips what the site skips.
    """
    command = partial(streamlit, BESIDE / f"{name}.py")
    with serving(command, BESIDE if shipped else ROOT, {}) as server:
        yield server


@contextmanager
def elsewhere(name: str) -> Iterator[Server]:
    """Serve the three figures as `dash` or `panel` have it, each in its production way.

    Raises FileNotFoundError where `make bench` has not installed them.
    """
    if not OTHERS.exists():
        raise FileNotFoundError("Dash and Panel are not installed; `make bench` installs them")
    with serving(_in_dash if name == "dash" else _in_panel, ROOT, {}) as server:
        yield server


def _in_dash(port: int) -> list[str]:
    return [
        str(OTHERS), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4",
        "bench.beside.in_dash:server",
    ]  # fmt: skip


def _in_panel(port: int) -> list[str]:
    return [
        str(OTHERS), "-m", "panel", "serve", str(BESIDE / "in_panel.py"), "--port", str(port),
        "--address", "127.0.0.1", "--allow-websocket-origin", f"127.0.0.1:{port}",
    ]  # fmt: skip


@contextmanager
def serving(
    command: Callable[[int], list[str]], folder: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Run a server until the block ends; `command` makes the command for a port."""
    port = free_port()
    log = Path(f"/tmp/story-bench-{port}.log")  # noqa: S108
    with (
        log.open("w") as out,
        subprocess.Popen(
            command(port), cwd=folder, env={**os.environ, **environment}, stdout=out, stderr=out,
        ) as process,
    ):  # fmt: skip
        try:
            _wait(f"http://127.0.0.1:{port}/", process, log)
            yield Server(f"http://127.0.0.1:{port}", process.pid, log)
        finally:
            process.terminate()
            process.wait(PATIENCE)
            log.unlink(missing_ok=True)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at once:\n{log.read_text()}")
        try:
            urlopen(url, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"no answer from {url}:\n{log.read_text()}")


def until_printed(url: str, patience: float) -> None:
    """Wait until the site's pages have the story in them, as readers find them.

    Raises TimeoutError after `patience` seconds.
    """
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with urlopen(url) as answer:
            if b'id="edition"' in answer.read():
                return
        time.sleep(0.3)
    raise TimeoutError("the edition was not printed")
