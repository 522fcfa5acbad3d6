"""Work in a process of its own ends with the server, whatever becomes of it."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from story.surfaces.child_process import FIRST_TO_DIE, ChildFailed, memory_left, run_child

# A child that starts another, says both numbers and how the kernel sees it, and then works on.
WORKER = """\
import os, subprocess, sys, time
from story.surfaces.child_process import end_with_parent
end_with_parent()
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open("/proc/self/oom_score_adj") as chosen:
    print(os.getpid(), other.pid, os.nice(0), chosen.read().strip(), flush=True)
if sys.argv[1:] == ["stay"]:
    time.sleep(600)
sys.exit(int(sys.argv[1]) if sys.argv[1:] else 0)
"""
# A child whose own child lowers its score, as a browser does, and waits until it is raised again.
SHY = """\
import subprocess, sys
from story.surfaces.child_process import end_with_parent
end_with_parent()
code = '''
from pathlib import Path
own = Path("/proc/self/oom_score_adj")
own.write_text("300")
print(own.read_text().strip(), flush=True)
while own.read_text().strip() == "300":
    pass
print(own.read_text().strip(), flush=True)
'''
subprocess.run([sys.executable, "-c", code], check=True)
"""
PARENT = """\
from story.surfaces import child_process as child
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


@pytest.mark.parametrize(
    ("cgroup", "files", "left"),
    [
        pytest.param("0::/pod", {"pod/memory.max": "512", "pod/memory.current": "500",
                                 "pod/memory.stat": "anon 1\ninactive_file 100\n"}, 112,
                     id="second"),
        pytest.param("4:cpu,memory:/pod", {
            "memory/memory.limit_in_bytes": "300", "memory/memory.usage_in_bytes": "200",
            "memory/memory.stat": "total_inactive_file 5\n"}, 105, id="first, named from outside"),
        pytest.param("0::/", {"memory.max": "max", "memory.current": "500",
                              "memory.stat": ""}, 4096, id="no limit"),
        pytest.param("", {}, 4096, id="no groups"),
    ],
)  # fmt: skip
def test_the_memory_that_is_left_is_that_of_the_container(
    cgroup: str, files: dict[str, str], left: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"/proc/self/cgroup": cgroup, "/proc/meminfo": "MemAvailable:    4 kB\n"}
    told |= {f"/sys/fs/cgroup/{name}": text for name, text in files.items()}

    def read(path: Path, **_: str) -> str:
        if str(path) not in told:
            raise FileNotFoundError(path)
        return told[str(path)]

    monkeypatch.setattr(Path, "read_text", read)
    assert memory_left() == left


def test_what_does_not_fit_into_memory_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("story.surfaces.child_process.memory_left", lambda: 100)
    with pytest.raises(ChildFailed, match="memory"):
        run_child("no.such.module", seconds=1, memory=101)


def test_what_a_child_starts_cannot_make_itself_less_likely_to_be_chosen(worker: Path) -> None:
    shy = worker / "shy.py"
    shy.write_text(SHY)
    assert run_child("shy", seconds=60).decode().split() == ["300", FIRST_TO_DIE]
