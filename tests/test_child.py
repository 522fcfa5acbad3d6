"""Work in a process of its own ends with the server, whatever becomes of it."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from story.surfaces.child import FIRST_TO_DIE, ChildFailed, run_child

# A child that starts another, says both numbers and how the kernel sees it, and then works on.
WORKER = """\
import os, subprocess, sys, time
from story.surfaces.child import end_with_parent
end_with_parent()
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open("/proc/self/oom_score_adj") as chosen:
    print(os.getpid(), other.pid, os.nice(0), chosen.read().strip(), flush=True)
if sys.argv[1:] == ["stay"]:
    time.sleep(600)
sys.exit(int(sys.argv[1]) if sys.argv[1:] else 0)
"""
PARENT = """\
from story.surfaces import child
class Heard(child.subprocess.Popen):
    def communicate(self, timeout=None):
        print(self.stdout.readline().decode(), end="", flush=True)
        return super().communicate(timeout=timeout)
child.subprocess.Popen = Heard
child.run_child("worker", "stay", seconds=600)
"""


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "worker.py").write_text(WORKER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def wait_until_gone(*processes: int) -> None:
    """Wait for processes that are not ours: by a handle to each, which ends when it does."""
    for one in processes:
        try:
            handle = os.pidfd_open(one)
        except ProcessLookupError:
            continue
        assert select.select([handle], [], [], 30)[0], f"process {one} goes on"
        os.close(handle)


def test_a_child_gives_way_is_the_first_to_die_and_leaves_nothing_behind(worker: Path) -> None:
    child, grandchild, nice, chosen = run_child("worker", seconds=60).decode().split()
    assert int(nice) >= 10
    assert chosen == FIRST_TO_DIE
    wait_until_gone(int(child), int(grandchild))


def test_a_child_that_fails_says_how(worker: Path) -> None:
    with pytest.raises(ChildFailed) as failed:
        run_child("worker", "3", seconds=60)
    assert failed.value.status == 3


def test_a_child_that_takes_too_long_is_ended(worker: Path) -> None:
    with pytest.raises(ChildFailed) as failed:
        run_child("worker", "stay", seconds=0.5)
    assert failed.value.status == -signal.SIGKILL


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_child_and_what_it_started_end_with_the_server(worker: Path, how: int) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child, grandchild, *_ = map(int, parent.stdout.readline().split())
        parent.send_signal(how)
        parent.wait(30)
    wait_until_gone(child, grandchild)
