"""Killed, refused by the disk or raced at any instant: all of one edition, and the log agrees."""

import errno
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from story.publishing.archive import Archive, digest
from story.publishing.folder import edition_of, examine, read_files, read_loose_files
from story.publishing.history import history
from story.publishing.intake import Upload
from story.publishing.refresh import NotPublished, Plan, bring_up, plan, publish
from story.tables.problem import Problem
from story.text import Text
from tiny_folder import copied

pytestmark = pytest.mark.slow

KILLS = 200
STEPS = ("open", "write", "fsync", "link", "replace", "unlink", "chmod")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory where there is one: what a process leaves there outlives it too."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory) as made:
        yield Path(made)


@pytest.fixture
def folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one edition in its log; no story is told from it."""
    untold = (Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", "")),)
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: untold)
    folder = copied(place)
    publish(of(folder, 121), who="Kim", reason="The first")
    return folder


def of(folder: Path, high: int) -> Plan:
    """Return the plan of a change to two tables that belong together."""
    day = f"2026-11-{high % 28 + 1:02}"
    return plan(
        folder,
        [
            Upload("estimates.csv", f"estimate_id,high\ninstitute-2013,{high}\n".encode()),
            Upload("sources.csv", f"source_id,accessed\npaper-2013,{day}\n".encode()),
        ],
    )


def in_a_process(run: Callable[[], object]) -> int:
    """Run something in a process of its own that ends without cleaning up; return its id."""
    child = os.fork()
    if child == 0:
        try:
            run()
        finally:
            os._exit(0)
    return child


def ended(child: int) -> bool:
    """Wait for a process; whether it came to its own end."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def assert_whole(folder: Path, *editions: str) -> str:
    """Assert that readers see one of these editions whole and that the log and the files follow."""
    seen = read_files(folder)
    assert seen.edition in editions
    assert examine(folder).errors == ()
    last = Archive(folder).last()
    assert last is not None
    assert last.edition == seen.edition
    bring_up(folder)
    assert not Archive(folder).behind()
    assert read_loose_files(folder).edition == seen.edition
    return seen.edition


def assert_all_kept(folder: Path) -> None:
    """Assert that every edition of the log can be read byte for byte."""
    archive = Archive(folder)
    for one in history(folder):
        for name, content in archive.contents(one).items():
            assert digest(content) == one.files[name]


def test_killed_at_any_of_two_hundred_instants_an_edition_is_whole(folder: Path) -> None:
    chance = random.Random(4)
    start = time.monotonic()
    publish(of(folder, 122), who="Kim", reason="To see how long it takes")
    lasting = time.monotonic() - start
    outcomes = {True: 0, False: 0}
    for number in range(KILLS):
        before = edition_of(folder)
        made = of(folder, 200 + number)
        child = in_a_process(lambda made=made: publish(made, who="Kim", reason="Killed"))
        time.sleep(chance.uniform(0, 1.2 * lasting))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        too_early = assert_whole(folder, before, made.files.edition) == before
        outcomes[too_early] += 1
        # So that as many come before as after, however busy the machine is.
        lasting *= 1.03 if too_early else 0.97
    assert min(outcomes.values()) > KILLS // 10, "the kills came too early, or too late"
    assert_all_kept(folder)


class Steps:
    """Counts the steps a process takes to the disk, and ends or refuses them from one on."""

    def __init__(self, at: int, happening: Callable[[str, tuple[Any, ...]], None]) -> None:
        self.at = at
        self.happening = happening
        self.taken = 0
        self.real = {name: getattr(os, name) for name in STEPS}

    def __enter__(self) -> "Steps":
        for name in STEPS:
            setattr(os, name, self._counted(name))
        return self

    def __exit__(self, *_: object) -> None:
        for name, real in self.real.items():
            setattr(os, name, real)

    def _counted(self, name: str) -> Callable[..., Any]:
        def step(*given: Any, **more: Any) -> Any:
            if name != "open" or given[1] & (os.O_WRONLY | os.O_RDWR):
                self.taken += 1
                if self.taken > self.at:
                    self.happening(name, given)
            return self.real[name](*given, **more)

        return step


def end_half_way(steps: dict[str, Any]) -> Callable[[str, tuple[Any, ...]], None]:
    """Return what ends the process at a step, a write when half of it is on the disk."""

    def happening(name: str, given: tuple[Any, ...]) -> None:
        if name == "write":
            steps["write"](given[0], given[1][: len(given[1]) // 2])
        os._exit(9)

    return happening


def no_space(name: str, _given: tuple[Any, ...]) -> None:
    if name != "unlink":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def every_step(folder: Path) -> Iterator[tuple[int, Path, Plan]]:
    """Yield every number of a step that a publication takes, each with a folder of its own."""
    trial = Path(shutil.copytree(folder, folder.parent / "trial"))
    made = of(trial, 150)
    with Steps(1_000_000, no_space) as counted:
        publish(made, who="Kim", reason="Counted")
    for number in range(counted.taken):
        one = Path(shutil.copytree(folder, folder.parent / f"step-{number}"))
        yield number, one, of(one, 150)


def test_ended_at_any_step_to_the_disk_an_edition_is_whole(folder: Path) -> None:
    seen = set()
    for number, one, made in every_step(folder):
        before = edition_of(one)

        def run(made: Plan = made, number: int = number) -> None:
            real = {name: getattr(os, name) for name in STEPS}
            with Steps(number, end_half_way(real)):
                publish(made, who="Kim", reason="Ended")

        assert not ended(in_a_process(run))
        seen.add(assert_whole(one, before, made.files.edition) == before)
    assert seen == {True, False}


def test_on_a_disk_that_is_full_from_any_step_on_nothing_is_half_published(folder: Path) -> None:
    outcomes = set()
    for number, one, made in every_step(folder):
        before, files = edition_of(one), everything(one)
        outcome = ""
        try:
            with Steps(number, no_space):
                publish(made, who="Kim", reason="Full")
        except NotPublished as told:
            outcome = told.why.en
        outcomes.add(outcome)
        if outcome:
            assert edition_of(one) == before
            assert everything(one) == files
        assert_whole(one, before, made.files.edition)
    assert outcomes == {
        "",
        "The data folder could not be written (the disk is full); nothing was published.",
    }


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file but what is about to be removed or holds no data."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and "staging" not in one.parts and one.name != "lock"
    }


def test_within_a_quota_that_is_too_small_nothing_is_published(folder: Path) -> None:
    before = everything(folder)
    made = of(folder, 150)
    too_little = len(made.files.contents["estimates.csv"]) - 1

    def run() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (too_little, too_little))
        with pytest.raises(NotPublished, match="File too large"):
            publish(made, who="Kim", reason="Too much")

    assert ended(in_a_process(lambda: run() or os._exit(0)))
    assert everything(folder) == before


def test_who_reads_while_others_publish_sees_one_edition_at_a_time(folder: Path) -> None:
    # Each another number: what brings an earlier one back is asked about.
    def run() -> None:
        for number in range(30):
            publish(of(folder, 150 + number), who="Kim", reason="Again")

    child = in_a_process(run)
    seen = []
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        seen.append(read_files(folder).edition)
    assert set(seen) <= {one.edition for one in history(folder)}
    assert len(set(seen)) > 1
    assert len(history(folder)) == 32


def test_of_processes_that_publish_at_once_one_is_first(folder: Path) -> None:
    plans = [of(folder, 160 + number) for number in range(5)]
    children = [
        in_a_process(lambda made=made: publish(made, who="Kim", reason="Mine")) for made in plans
    ]
    for one in children:
        os.waitpid(one, 0)
    assert len(history(folder)) == 3
    assert_whole(folder, *(made.files.edition for made in plans))
