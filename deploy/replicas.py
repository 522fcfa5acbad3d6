"""Several replicas behind nginx on this machine, in the foreground.

    python -m deploy.replicas --replicas 2 --listen 8080 --edition FOLDER

`story build FOLDER` writes the edition that is shown when no replica can take a reader. Stop it
with Ctrl-C. For servers see deploy/README.md.
"""

import argparse
import os
import shutil
import signal
import socket
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).parent
ROOT = HERE.parent
PATIENCE = 60.0
WARMING = 600.0  # seconds until a replica has drawn everything, on a machine with other work
LOCAL = "localhost 127.0.0.1"
NGINX = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx")


def nginx_path() -> str:
    """Return nginx, or end the program and say what to install."""
    found = shutil.which("nginx") or next(filter(os.path.exists, NGINX), "")
    if not found:
        raise SystemExit("This needs nginx. Install it: on Debian, apt-get install nginx-light")
    return found


def configuration(listen: str, ports: Sequence[int], edition: Path, run: Path) -> str:
    """Return nginx's configuration for replicas on these ports of this machine."""
    template = string.Template((HERE / "nginx.conf.template").read_text(encoding="utf-8"))
    return template.safe_substitute(
        STORY_LISTEN=listen,
        SERVER_NAMES=LOCAL,
        STORY_DESK=os.environ.get("STORY_DESK", ""),
        STORY_REPLICAS="\n    ".join(
            f"server 127.0.0.1:{port} max_fails=1 fail_timeout=3s;" for port in ports
        ),
        STORY_EDITION=edition.resolve(),
        STORY_RUN=run,
    )


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def replica(port: int, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one replica until the block ends."""
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
        "--server.address", "127.0.0.1",
    ]  # fmt: skip
    with _running(command, cwd=ROOT, env={**os.environ, **environment}) as process:
        yield process


@contextmanager
def proxy(listen: int, ports: Sequence[int], edition: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run nginx before these ports until the block ends."""
    with tempfile.TemporaryDirectory(prefix="story-nginx-") as run:
        file = Path(run) / "nginx.conf"
        file.write_text(configuration(f"127.0.0.1:{listen}", ports, edition, Path(run)))
        command = [nginx_path(), "-e", "stderr", "-p", run, "-c", str(file)]
        with _running(command) as process:
            yield process


@contextmanager
def _running(command: Sequence[str], **given: object) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, **given) as process:  # type: ignore[call-overload]  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def until(url: str, status: int = 200, patience: float = PATIENCE) -> None:
    """Wait until an address answers with a status, so many seconds; raises TimeoutError."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if _status(url) == status:
            return
        time.sleep(0.05)
    raise TimeoutError(f"{url} does not answer {status}")


def _status(url: str) -> int:
    try:
        with urlopen(url, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except URLError as error:
        return int(getattr(error, "code", 0))
    except OSError:
        return 0


def main() -> None:
    """Start everything and wait for Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--listen", type=int, default=8080)
    parser.add_argument("--edition", type=Path, required=True)
    given = parser.parse_args()
    nginx_path()
    ports = [free_port() for _ in range(given.replicas)]
    with ExitStack() as stack:
        for port in ports:
            stack.enter_context(replica(port, STORY_WARM="all"))
        stack.enter_context(proxy(given.listen, ports, given.edition))
        for port in ports:
            try:
                until(f"http://127.0.0.1:{port}/ready", patience=WARMING)
            except TimeoutError:
                raise SystemExit(
                    f"The replica on port {port} was not ready after {WARMING / 60:.0f} minutes. "
                    "Its log is above."
                ) from None
        print(f"http://127.0.0.1:{given.listen} ({given.replicas} replicas)", flush=True)  # noqa: T201
        signal.sigwait([signal.SIGINT, signal.SIGTERM])


if __name__ == "__main__":
    main()
