"""What was made once for the next use, by one or by several at a time."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from story.places import write_whole


def test_two_that_write_a_file_at_once_both_succeed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, move, written = tmp_path / "figure.json", os.replace, Barrier(2, timeout=10)

    def together(half: str, target: Path) -> None:
        written.wait()
        move(half, target)

    monkeypatch.setattr(os, "replace", together)
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda content: write_whole(file, content), (b"one", b"two")))
    assert file.read_bytes() in (b"one", b"two")
    assert os.listdir(tmp_path) == ["figure.json"]
