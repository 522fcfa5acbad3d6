"""What is kept on disk is bounded, and a disk that refuses costs only the keeping."""

import errno
import logging
import os
from pathlib import Path

import pytest

from story.surfaces import disk_cache
from story.surfaces.disk_cache import DiskCache


def size(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("made")
        return b"a picture"

    assert [DiskCache(tmp_path, 100).get("key", make) for _ in range(3)] == [b"a picture"] * 3
    assert made == ["made"]


def test_a_cache_takes_no_more_room_than_it_was_given(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, room=1000)
    for number in range(50):
        cache.put(str(number), bytes(100))
        assert size(tmp_path) <= 1000
    assert cache.find("49") == bytes(100)
    assert cache.find("0") is None


def test_what_another_run_left_counts(tmp_path: Path) -> None:
    DiskCache(tmp_path, room=10_000).put("old", bytes(900))
    DiskCache(tmp_path, room=1000).put("new", bytes(200))
    assert size(tmp_path) <= 1000


def test_what_is_asked_for_stays_longest(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, room=1000)
    for number, name in enumerate("abcdefghi"):
        cache.put(name, bytes(100))
        os.utime(cache._file(name), (number, number))
    cache.find("a")
    cache.put("j", bytes(150))
    assert cache.find("a")
    assert cache.find("b") is None


def test_what_is_larger_than_all_the_room_is_not_kept(tmp_path: Path) -> None:
    assert not DiskCache(tmp_path, room=10).put("key", bytes(11))
    assert size(tmp_path) == 0


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_on_a_full_disk_what_was_made_is_given_all_the_same_and_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(disk_cache, "write_whole", full)
    caplog.set_level(logging.WARNING)
    cache = DiskCache(tmp_path, room=1000)
    assert [cache.get(name, lambda: b"made") for name in "abc"] == [b"made"] * 3
    assert [one.getMessage() for one in caplog.records] == [
        f"Nothing can be kept in {tmp_path}: No space left on device"
    ]


def test_a_file_in_the_place_of_a_folder_costs_only_the_keeping(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("not a folder")
    assert DiskCache(tmp_path / "cache", 100).get("key", lambda: b"made") == b"made"
