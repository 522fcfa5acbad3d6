"""Readers get the newest good edition, whatever happens to the files."""

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from story.publishing import editions
from story.publishing.editions import Editions
from story.publishing.folder import BrokenData, Files, read_files
from story.tables.dataset import Dataset
from story.tables.problem import Problem, Spot, error
from story.text import Text
from tiny_folder import change, copied

Reader = Callable[[Path], Files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture
def shelf(folder: Path) -> Editions:
    return Editions(folder, settled=0)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Record every time the files are read."""
    seen: list[Path] = []

    def counted(folder: Path) -> Files:
        seen.append(folder)
        return read_files(folder)

    monkeypatch.setattr(editions, "read_files", counted)
    return seen


def mend(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", low="80")


def breakage(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", low="130")


def test_an_edition_is_read_once_and_shared(shelf: Editions, readings: list[Path]) -> None:
    first = shelf.current()
    assert shelf.current() is first
    assert shelf.status().edition == first.edition
    assert len(readings) == 1


def test_nothing_is_read_before_the_first_visit(folder: Path, readings: list[Path]) -> None:
    Editions(folder)
    assert readings == []


def test_a_change_on_disk_is_a_new_edition_at_the_next_visit(shelf: Editions, folder: Path) -> None:
    before = shelf.current()
    change(folder, "estimates", "institute-2013", low="90")
    after = shelf.current()
    assert after.edition != before.edition
    assert after.estimates[0].low == 90
    assert before.estimates[0].low == 80


def test_files_written_again_unchanged_leave_the_edition_as_it_is(
    shelf: Editions, folder: Path
) -> None:
    before = shelf.current()
    os.utime(folder / "estimates.csv", (0, 0))
    assert shelf.current() is before


def test_a_new_map_is_a_new_edition(shelf: Editions, folder: Path) -> None:
    before = shelf.current()
    (folder / "geo").mkdir()
    (folder / "geo" / "country.json").write_text("{}", encoding="utf-8")
    assert shelf.current().edition != before.edition


def test_broken_files_leave_the_last_good_edition_and_say_why(
    shelf: Editions, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = shelf.current()
    breakage(folder)
    with caplog.at_level(logging.WARNING):
        assert shelf.current() is before
    status = shelf.status()
    assert status.edition == before.edition
    assert [(one.rule, one.row, one.column) for one in status.problems] == [
        ("low-above-high", 2, "low")
    ]
    (logged,) = caplog.messages
    assert "estimates.csv, row 2, column low" in logged
    assert before.edition in logged


def test_one_broken_content_is_logged_once_and_read_once(
    shelf: Editions, folder: Path, caplog: pytest.LogCaptureFixture, readings: list[Path]
) -> None:
    shelf.current()
    breakage(folder)
    for _ in range(3):
        shelf.current()
        shelf.status()
    os.utime(folder / "estimates.csv", (0, 0))
    shelf.current()
    assert len(caplog.messages) == 1
    assert len(readings) == 3


def test_a_warning_does_not_keep_an_edition_from_readers(shelf: Editions, folder: Path) -> None:
    change(folder, "estimates", "inside-2025", point="201")
    assert shelf.current().estimates[2].point == 201
    assert shelf.status().problems == ()


def test_mended_files_clear_the_problems_and_keep_the_shared_edition(
    shelf: Editions, folder: Path
) -> None:
    before = shelf.current()
    breakage(folder)
    shelf.current()
    mend(folder)
    assert shelf.current() is before
    assert shelf.status().problems == ()


def test_files_mended_to_something_new_are_a_new_edition(shelf: Editions, folder: Path) -> None:
    before = shelf.current()
    breakage(folder)
    shelf.current()
    change(folder, "estimates", "institute-2013", low="70")
    assert shelf.current().edition != before.edition
    assert shelf.status().problems == ()


def test_a_file_taken_away_leaves_the_last_good_edition(shelf: Editions, folder: Path) -> None:
    before = shelf.current()
    (folder / "camps.csv").unlink()
    assert shelf.current() is before
    assert [one.rule for one in shelf.status().problems] == ["missing-file"]


def test_data_that_was_never_good_is_raised_and_mended_data_is_served(
    shelf: Editions, folder: Path, readings: list[Path]
) -> None:
    breakage(folder)
    for _ in range(2):
        with pytest.raises(BrokenData) as broken:
            shelf.current()
        assert [one.rule for one in broken.value.problems] == ["low-above-high"]
    assert len(readings) == 1
    status = shelf.status()
    assert (status.edition, status.loaded_at) == (None, None)
    assert len(status.problems) == 1
    mend(folder)
    assert shelf.current().edition == shelf.status().edition


def test_an_empty_folder_is_broken_data_and_no_other_error(tmp_path: Path) -> None:
    with pytest.raises(BrokenData) as broken:
        Editions(tmp_path).current()
    assert {one.rule for one in broken.value.problems} == {"missing-file"}


def test_a_file_that_is_still_being_written_is_not_taken(folder: Path) -> None:
    shelf = Editions(folder, settled=3600)
    before = shelf.current()
    change(folder, "estimates", "institute-2013", low="90")
    assert shelf.current() is before
    assert shelf.status().problems == ()
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    assert shelf.current().estimates[0].low == 90


def test_a_file_that_changes_while_it_is_read_is_not_taken(
    shelf: Editions, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shelf.current()
    change(folder, "estimates", "institute-2013", low="90")

    def overtaken(given: Path) -> Files:
        files = read_files(given)
        change(folder, "estimates", "institute-2013", low="100")
        return files

    monkeypatch.setattr(editions, "read_files", overtaken)
    assert shelf.current() is before
    monkeypatch.setattr(editions, "read_files", read_files)
    assert shelf.current().estimates[0].low == 100


def test_a_first_visit_reads_again_when_files_change_under_it(
    shelf: Editions, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lows = iter(["90", "100"])

    def overtaken(given: Path) -> Files:
        files = read_files(given)
        low = next(lows, None)
        if low:
            change(folder, "estimates", "institute-2013", low=low)
        return files

    monkeypatch.setattr(editions, "read_files", overtaken)
    assert shelf.current().estimates[0].low == 100


def test_many_first_visits_at_once_read_the_files_once(
    shelf: Editions, readings: list[Path]
) -> None:
    start = threading.Barrier(8)

    def visit(_: int) -> Dataset:
        start.wait()
        return shelf.current()

    with ThreadPoolExecutor(8) as visitors:
        given = list(visitors.map(visit, range(8)))
    assert len({id(dataset) for dataset in given}) == 1
    assert len(readings) == 1


def test_a_reader_is_not_kept_waiting_while_another_reads_the_files(
    shelf: Editions, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shelf.current()
    change(folder, "estimates", "institute-2013", low="90")
    reading, go_on = threading.Event(), threading.Event()

    def slow(given: Path) -> Files:
        reading.set()
        assert go_on.wait(10)
        return read_files(given)

    monkeypatch.setattr(editions, "read_files", slow)
    with ThreadPoolExecutor(1) as other:
        awaited = other.submit(shelf.current)
        assert reading.wait(10)
        assert shelf.current() is before
        go_on.set()
        assert awaited.result(10).estimates[0].low == 90


def test_readers_and_a_writer_at_once_meet_only_whole_editions(
    shelf: Editions, folder: Path
) -> None:
    shelf.current()
    lows = {80, 90, 100}
    done = threading.Event()
    met: set[int | None] = set()

    def read() -> None:
        while not done.is_set():
            met.add(shelf.current().estimates[0].low)

    with ThreadPoolExecutor(4) as readers:
        reading = [readers.submit(read) for _ in range(4)]
        for turn in range(30):
            change(folder, "estimates", "institute-2013", low=str(80 + turn % 3 * 10))
        done.set()
        for one in reading:
            one.result(10)
    assert met <= lows


def test_sound_tables_that_make_a_sentence_untrue_do_not_become_an_edition(folder: Path) -> None:
    words = Text("The sentence is no longer true.", "문장이 더는 사실이 아니다.")
    untrue = error("failed", Spot("1-example.en.md", 3), words, words)
    verdicts: list[tuple[Problem, ...]] = [(), (untrue,)]
    shelf = Editions(folder, settled=0, proof=lambda _: verdicts.pop(0))
    first = shelf.current()
    change(folder, "estimates", "institute-2013", low="79")
    assert shelf.current() is first
    assert shelf.status().problems == (untrue,)
