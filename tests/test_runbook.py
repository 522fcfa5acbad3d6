"""The runbook's chapter on recovery is run to the letter: each block mends what it speaks of."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from story.cli import main
from story.places import ROOT
from story.publishing.archive import Archive, back_up, inspect
from story.publishing.folder import read_files
from test_damage import blob, entry, overwritten, untold, whole

__all__ = ["untold"]  # a fixture

CHAPTER = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8").partition("## Recovery")[2]
BLOCKS = re.findall(r"^### (.*?)\n.*?```sh\n(.*?)```", CHAPTER, re.MULTILINE | re.DOTALL)


def nothing(folder: Path) -> None:
    """Leave all as it is."""
    del folder


def newest_damaged(folder: Path) -> None:
    overwritten(blob(folder, 6, "camps.csv"), b"cut")
    (folder / ".editions" / "standing").write_bytes(b"?")


def earlier_damaged(folder: Path) -> None:
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    entry(folder, 3).unlink()


def half_gone(folder: Path) -> None:
    shutil.rmtree(folder / ".editions" / "blobs")
    for number in (4, 5, 6):
        entry(folder, number).unlink()
    (folder / ".editions" / "standing").write_text("3")
    (folder / "events.csv").unlink()


# By heading: what happened before, and the statuses with which the commands may end.
BEFORE: dict[str, tuple[Callable[[Path], object], list[int]]] = {
    "Every night: a backup": (nothing, [0, 0]),
    "`/healthz` says `damaged`, or an edition is refused": (newest_damaged, [1, 0, 0]),
    "The folder's own files cannot mend it": (earlier_damaged, [0, 0]),
    "Nobody has it any more": (earlier_damaged, [0, 0, 0]),
    "The folder is lost": (shutil.rmtree, [0, 0, 0]),
    "The folder is older than the backup, or half of it is gone": (half_gone, [0, 0]),
    "An entry appeared that nobody published": (
        lambda folder: overwritten(entry(folder, 7), b'{"number": 7}'), [1, 0, 0],
    ),
    "A new version of the program": (nothing, [0, 0, 0, 0]),
    "Tables on a storage": (shutil.rmtree, [0, 0, 0]),
}  # fmt: skip


def test_every_block_of_the_chapter_is_run() -> None:
    assert [heading for heading, _ in BLOCKS] == list(BEFORE)
    assert CHAPTER.count("```sh") == len(BLOCKS)


@pytest.mark.parametrize(("heading", "block"), BLOCKS, ids=[heading for heading, _ in BLOCKS])
def test_what_the_runbook_says_brings_the_folder_back(
    heading: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = whole(tmp_path / "data")
    edition = read_files(folder).edition
    back_up(folder, tmp_path / "backup.zip")
    happened, statuses = BEFORE[heading]
    happened(folder)
    commands = [shlex.split(line.replace("$PWD", str(tmp_path))) for line in block.splitlines()]
    assert all(one[0] == "story" for one in commands)
    assert [main(one[1:]) for one in commands] == statuses
    assert [one for one in inspect(folder) if not one.known] == []
    entries = Archive(folder).entries()
    if heading == "A new version of the program":
        assert (entries[-1].number, entries[-2].edition) == (7, edition)
    else:
        assert read_files(folder).edition == entries[-1].edition == edition
