"""Editions are kept for good, appear at one instant, and are read whole."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from story.publishing.archive import Archive, Busy, Entry, digest
from story.publishing.editions import Editions
from story.publishing.folder import Files, edition_of, read_files, read_loose_files
from story.publishing.history import history
from story.text import Text
from tiny_folder import change, copied

MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def entry_of(folder: Path, reason: str, **changed: bytes) -> tuple[Entry, dict[str, bytes]]:
    """Return an edition made of the folder's files with some changed, and its bytes by hash."""
    contents = {**read_files(folder).contents}
    contents |= {f"{name}.csv": content for name, content in changed.items()}
    entry = Entry(
        edition=Files(folder, contents).edition,
        at=MOMENT,
        who="Kim",
        reason=reason,
        sentences=(Text("One word.", "낱말 하나."),),
        kind="publish",
        files={name: digest(content) for name, content in contents.items()},
    )
    return entry, {digest(content): content for content in contents.values()}


def published(folder: Path, reason: str, **changed: bytes) -> Archive:
    archive = Archive(folder)
    with archive.locked():
        archive.commit(*entry_of(folder, reason, **changed))
        archive.bring_in_line()
        archive.settle()
    return archive


def altered(folder: Path, low: bytes = b"90") -> bytes:
    return (folder / "estimates.csv").read_bytes().replace(b",80,", b"," + low + b",")


def test_a_folder_in_which_nothing_was_published_has_no_history(folder: Path) -> None:
    assert history(folder) == ()
    assert Archive(folder).last() is None
    assert not (folder / ".editions").exists()


def test_an_edition_is_kept_byte_for_byte_with_its_reason(folder: Path) -> None:
    before = {**read_files(folder).contents}
    published(folder, "The first")
    archive = published(folder, "A correction", estimates=altered(folder))
    newest, oldest = history(folder)
    assert (newest.number, newest.reason, newest.who, newest.at) == (
        2,
        "A correction",
        "Kim",
        MOMENT,
    )
    assert newest.sentences == (Text("One word.", "낱말 하나."),)
    assert archive.contents(oldest) == before
    assert archive.contents(newest)["estimates.csv"] == (folder / "estimates.csv").read_bytes()


def test_what_is_kept_cannot_be_written_and_keeps_no_second_copy(folder: Path) -> None:
    published(folder, "The first")
    archive = published(folder, "A correction", estimates=altered(folder))
    blobs = list((archive.place / "blobs").iterdir())
    assert len(blobs) == len(read_files(folder).contents) + 1
    assert {one.stat().st_mode & 0o777 for one in blobs} == {0o444}
    assert list((archive.place / "staging").iterdir()) == []


def test_until_the_files_have_followed_readers_are_given_what_was_published(folder: Path) -> None:
    published(folder, "The first")
    archive = Archive(folder)
    with archive.locked():
        archive.commit(*entry_of(folder, "A correction", estimates=altered(folder)))
    assert archive.behind()
    assert b",80," in (folder / "estimates.csv").read_bytes()
    assert read_files(folder).contents["estimates.csv"] == altered(folder)
    assert Editions(folder, settled=0).current().estimates[0].low == 90


def test_a_file_edited_while_the_files_were_behind_is_left_alone(folder: Path) -> None:
    published(folder, "The first")
    archive = Archive(folder)
    with archive.locked():
        archive.commit(*entry_of(folder, "A correction", estimates=altered(folder)))
    (folder / "estimates.csv").write_bytes(altered(folder, b"70"))
    with archive.locked():
        archive.bring_in_line()
        archive.settle()
    assert not archive.behind()
    assert b",70," in (folder / "estimates.csv").read_bytes()
    assert read_files(folder).contents["estimates.csv"] != archive.contents(archive.last())


def test_a_file_keeps_the_rights_it_had(folder: Path) -> None:
    (folder / "estimates.csv").chmod(0o640)
    published(folder, "The first")
    published(folder, "A correction", estimates=altered(folder))
    assert (folder / "estimates.csv").stat().st_mode & 0o777 == 0o640


def test_a_published_edition_is_served_at_once_and_a_hand_edit_once_it_is_at_rest(
    folder: Path,
) -> None:
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    published(folder, "The first")
    shelf = Editions(folder, settled=3600)
    shelf.current()
    published(folder, "A correction", estimates=altered(folder))
    assert shelf.current().estimates[0].low == 90
    change(folder, "estimates", "institute-2013", low="70")
    assert shelf.current().estimates[0].low == 90


def test_a_site_started_on_files_broken_by_hand_shows_what_was_published_last(
    folder: Path,
) -> None:
    published(folder, "The first")
    edition = edition_of(folder)
    change(folder, "estimates", "institute-2013", low="130")
    shelf = Editions(folder, settled=0)
    assert shelf.current().edition == edition
    assert [one.rule for one in shelf.status().problems] == ["low-above-high"]


def test_only_one_can_publish_at_a_time(folder: Path) -> None:
    with Archive(folder).locked(), pytest.raises(Busy), Archive(folder).locked(patience=0):
        pass
    with Archive(folder).locked(patience=0):
        assert read_loose_files(folder).edition == edition_of(folder)
