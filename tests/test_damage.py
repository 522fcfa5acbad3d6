"""An archive that is damaged says so, shows what is whole, and can be mended: no traceback."""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from starlette.requests import Request

from story.cli import main
from story.publishing.archive import Archive, Damaged, back_up, inspect, mend, name_of, open_backup
from story.publishing.editions import Editions
from story.publishing.folder import examine_files, read_edition, read_files
from story.publishing.history import history
from story.publishing.intake import Upload
from story.publishing.refresh import NotPublished, Plan, back, bring_up, plan, publish
from story.surfaces.serving import web
from story.tables.problem import Problem
from story.text import Text

KEPT = Path(__file__).parent / "kept" / "364ce9f"
DAMAGES = 1000
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def untold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no story be told from the tiny tables."""
    problem = Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", ""))
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: (problem,))
    monkeypatch.setattr("story.cli.telling.figure_changes", lambda *_, **__: (), raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with six editions in its log; its estimates.csv is as published last."""
    return whole(tmp_path / "data")


def whole(folder: Path) -> Path:
    shutil.copytree(KEPT, folder)
    bring_up(folder)
    return folder


def blob(folder: Path, number: int, file: str) -> Path:
    archive = Archive(folder)
    return archive.place / "blobs" / archive.entry(number).files[file]


def entry(folder: Path, number: int) -> Path:
    return folder / ".editions" / "entries" / f"{number:06}.json"


def rewritten(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    said = json.loads(path.read_text(encoding="utf-8"))
    change(said)
    overwritten(path, json.dumps(said).encode())


def overwritten(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def messages(folder: Path) -> str:
    return " ".join(one.message.en for one in inspect(folder))


# One damage of each kind


def test_a_whole_archive_has_nothing_to_say(folder: Path) -> None:
    assert inspect(folder) == ()


@pytest.mark.parametrize("content", [b"", b"estimate_id,low\n", None], ids=["empty", "cut", "gone"])
def test_a_damaged_file_of_an_edition_is_refused_by_name_and_the_nearest_whole_one_is_offered(
    folder: Path, content: bytes | None
) -> None:
    place = blob(folder, 2, "estimates.csv")
    place.unlink()
    if content is not None:
        place.write_bytes(content)
    (damage,) = inspect(folder)
    assert damage.numbers == (2,)
    assert damage.message.en.startswith("estimates.csv of number 2 is damaged.")
    assert "Readers are not affected." in damage.cost.en
    with pytest.raises(Damaged) as refused:
        back(folder, 2)
    assert "Number 2, edition 35d12855b295, cannot be read: estimates.csv is damaged." in str(
        refused.value
    )
    assert "nearest edition that is whole is number 1, 1bda317395dc" in str(refused.value)
    with pytest.raises(Damaged):
        read_edition(folder, "35d12855b295")


def test_swapped_blobs_are_refused(folder: Path) -> None:
    first, second = blob(folder, 6, "camps.csv"), blob(folder, 6, "events.csv")
    a, b = first.read_bytes(), second.read_bytes()
    overwritten(first, b)
    overwritten(second, a)
    assert len(inspect(folder)) == 2
    with pytest.raises(Damaged, match=r"(camps|events)\.csv is damaged"):
        back(folder, 2)


def test_an_entry_that_names_another_edition_s_files_is_refused(folder: Path) -> None:
    other = Archive(folder).entry(6).files["sources.csv"]
    rewritten(entry(folder, 4), lambda said: said["files"].update({"sources.csv": other}))  # type: ignore[attr-defined]
    assert "Number 4 names other files than those of edition ff29e710d5df." in messages(folder)
    with pytest.raises(Damaged):
        back(folder, 4)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"[" * 9000, b"1e999", b"{}"],
    ids=range(9),
)
def test_a_garbage_entry_is_quarantined_and_stops_neither_readers_nor_the_next_publication(
    folder: Path, content: bytes
) -> None:
    edition = Editions(folder, settled=0).current().edition
    overwritten(entry(folder, 7), content)
    assert "Number 7 of the log" in messages(folder)
    assert Editions(folder, settled=0).current().edition == edition
    assert [one.number for one in history(folder)] == [6, 5, 4, 3, 2, 1]
    publish(change(folder, "124"), who="Kim", reason="Goes on")
    assert history(folder)[0].number == 8
    assert read_files(folder).edition == history(folder)[0].edition
    done = mend(Archive(folder))
    assert [one.en for one in done] == [
        "000007.json was moved to .editions/quarantine/000007.json."
    ]
    assert inspect(folder) == ()


def test_a_garbage_entry_in_place_of_the_last_leaves_readers_the_folder_s_own_files(
    folder: Path,
) -> None:
    edition = Editions(folder, settled=0).current().edition
    overwritten(entry(folder, 6), b"{")
    assert Editions(folder, settled=0).current().edition == edition
    publish(change(folder, "124"), who="Kim", reason="Goes on")
    last, before = history(folder)[:2]
    assert (before.number, before.kind) == (7, "by-hand")
    assert last.number == 8
    assert read_files(folder).edition == last.edition
    assert b",124," in (folder / "estimates.csv").read_bytes()


def test_swapped_entries_are_not_taken_for_one_another(folder: Path) -> None:
    a, b = entry(folder, 2).read_bytes(), entry(folder, 5).read_bytes()
    overwritten(entry(folder, 2), b)
    overwritten(entry(folder, 5), a)
    assert "Number 2 of the log says that it is number 5." in messages(folder)
    assert [one.number for one in history(folder)] == [6, 4, 3, 1]


def test_an_entry_that_is_gone_leaves_a_gap_that_is_said(folder: Path) -> None:
    entry(folder, 3).unlink()
    assert messages(folder) == "Number 3 of the log is missing."
    assert [one.number for one in history(folder)] == [6, 5, 4, 2, 1]


def test_the_last_entries_gone_are_missed_and_their_numbers_not_used_again(folder: Path) -> None:
    entry(folder, 5).unlink()
    entry(folder, 6).unlink()
    assert messages(folder) == "Number 5–6 of the log is missing."
    publish(change(folder, "124"), who="Kim", reason="Goes on")
    assert [one.number for one in history(folder)][:2] == [8, 7]
    assert read_files(folder).edition == history(folder)[0].edition


@pytest.mark.parametrize("noted", [b"", b"six", b"-1", b"999999999999", b"\xff", b"6" * 5000, None])
def test_a_damaged_standing_is_said_and_written_again(folder: Path, noted: bytes | None) -> None:
    edition = read_files(folder).edition
    (folder / ".editions" / "standing").unlink()
    if noted is not None:
        (folder / ".editions" / "standing").write_bytes(noted)
    assert "standing" in messages(folder)
    assert read_files(folder).edition == edition
    mend(Archive(folder))
    bring_up(folder)
    assert inspect(folder) == ()
    assert (folder / ".editions" / "standing").read_text() == "6"
    assert read_files(folder).edition == edition


@pytest.mark.parametrize("name", ["000003 (copy).json", "3.json", ".DS_Store", "٣.json", "x" * 200])
def test_a_foreign_file_is_no_entry_and_is_moved_away_on_request(folder: Path, name: str) -> None:
    place = folder / ".editions" / "entries" / name
    place.write_bytes(entry(folder, 3).read_bytes())
    assert "is no part of an archive" in messages(folder)
    assert len(history(folder)) == 6
    mend(Archive(folder))
    assert inspect(folder) == ()
    assert (folder / ".editions" / "quarantine" / name).exists()


def test_a_folder_in_the_place_of_a_file_is_damage_and_no_traceback(folder: Path) -> None:
    place = blob(folder, 2, "estimates.csv")
    place.unlink()
    place.mkdir()
    assert "estimates.csv of number 2 is damaged." in messages(folder)
    overwritten(entry(folder, 7), b"")
    entry(folder, 7).unlink()
    entry(folder, 7).mkdir()
    assert "Number 7 of the log cannot be opened" in messages(folder)
    assert len(history(folder)) == 6


def test_damage_to_the_newest_edition_is_put_right_from_the_folder_s_own_file(folder: Path) -> None:
    place = blob(folder, 6, "estimates.csv")
    content = place.read_bytes()
    overwritten(place, b"cut")
    (damage,) = inspect(folder)
    assert "The folder's own estimates.csv is as it was published" in damage.cure.en
    mend(Archive(folder))
    assert place.read_bytes() == content
    assert inspect(folder) == ()


def test_a_publication_does_not_trust_a_blob_that_is_there(folder: Path) -> None:
    place = blob(folder, 6, "camps.csv")
    content = place.read_bytes()
    overwritten(place, b"cut")
    publish(change(folder, "124"), who="Kim", reason="Goes on")
    assert place.read_bytes() == content
    assert inspect(folder) == ()


def test_where_the_newest_edition_is_damaged_and_the_files_too_the_newest_whole_one_is_shown(
    folder: Path,
) -> None:
    for name in ("sources.csv", "estimates.csv"):
        overwritten(folder / name, b"garbage\n")
    overwritten(blob(folder, 6, "sources.csv"), b"garbage\n")
    shelf = Editions(folder, settled=0)
    assert shelf.current().edition == Archive(folder).entry(5).edition
    assert shelf.status().problems


def test_an_interrupted_publication_that_is_damaged_too_shows_the_newest_whole_edition(
    folder: Path,
) -> None:
    (folder / ".editions" / "standing").write_text("4")
    overwritten(folder / "sources.csv", b"half")
    overwritten(blob(folder, 6, "sources.csv"), b"garbage\n")
    assert read_files(folder).edition == Archive(folder).entry(5).edition
    bring_up(folder)
    assert Editions(folder, settled=0).current().edition == Archive(folder).entry(5).edition


def test_what_nothing_can_mend_is_noted_and_no_longer_news(folder: Path) -> None:
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    entry(folder, 3).unlink()
    done = [one.en for one in mend(Archive(folder))]
    assert any("Nothing here can mend" in one for one in done)
    assert any("nobody has number 3" in one for one in done)
    assert [one.known for one in inspect(folder)] == [True]
    with pytest.raises(Damaged):
        back(folder, 2)


def test_what_was_given_up_and_turns_up_later_is_mended(folder: Path, tmp_path: Path) -> None:
    made = back_up(folder, tmp_path / "backup.zip")
    before = state(folder)
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    entry(folder, 3).unlink()
    mend(Archive(folder))
    mend(Archive(folder), [open_backup(made.path)])
    assert state(folder) == before
    assert list((folder / ".editions" / "quarantine").iterdir()) == []


def test_the_health_of_a_site_names_what_is_damaged_while_readers_have_theirs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Editions(folder, settled=0)
    monkeypatch.setattr(web, "editions", lambda: shelf)
    monkeypatch.setattr(web, "_newest_source", lambda: None)

    def said() -> tuple[int, dict[str, object]]:
        answer = web.health(Request({"type": "http"}))
        return answer.status_code, json.loads(bytes(answer.body))

    assert said()[1]["archive"] == []
    assert said()[1]["status"] == "ok"
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    status, health = said()
    assert (status, health["status"]) == (200, "damaged")
    (damage,) = health["archive"]  # type: ignore[misc]
    assert damage["numbers"] == [2]  # type: ignore[index]
    assert damage["message"].startswith("estimates.csv of number 2 is damaged.")  # type: ignore[index]
    mend(Archive(folder))
    assert said()[1]["status"] == "ok"


def test_a_backup_mends_what_nothing_else_can(folder: Path, tmp_path: Path) -> None:
    made = back_up(folder, tmp_path / "backup.zip")
    before = state(folder)
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    entry(folder, 3).unlink()
    overwritten(entry(folder, 4), b"{")
    rewritten(entry(folder, 5), lambda said: said.update(edition="0" * 12))
    mend(Archive(folder), [open_backup(made.path)])
    assert inspect(folder) == ()
    assert state(folder) == before


# Any damage


def change(folder: Path, high: str) -> Plan:
    content = f"estimate_id,high\ninstitute-2013,{high}\n".encode()
    return plan(folder, [Upload("estimates.csv", content)])


def state(folder: Path) -> list[tuple[int, str, str]]:
    """Return the log, with what each edition's files really are."""
    archive = Archive(folder)
    return [(one.number, one.reason, name_of(archive.contents(one))) for one in archive.entries()]


@cache
def known() -> frozenset[str]:
    """Every edition that was ever published."""
    return frozenset(one.edition for one in Archive(KEPT).entries())


def cut(path: Path, content: bytes, _: bytes, chance: random.Random) -> None:
    path.write_bytes(content[: chance.randrange(len(content) + 1)])


def one_byte(path: Path, content: bytes, _: bytes, chance: random.Random) -> None:
    at = chance.randrange(len(content) + 1)
    path.write_bytes(content[:at] + chance.randbytes(1) + content[at + 1 :])


def strange_name(path: Path, content: bytes, _: bytes, chance: random.Random) -> None:
    path.write_bytes(content)
    (path.parent / chance.choice(["x", "000099.json", "1.json", "ab" * 32])).write_bytes(content)


HARMS: tuple[Callable[[Path, bytes, bytes, random.Random], object], ...] = (
    lambda _path, _content, _other, _chance: None,  # gone
    lambda path, _content, _other, _chance: path.mkdir(),
    lambda path, _content, other, _chance: path.write_bytes(other),  # swapped
    lambda path, _content, _other, chance: path.write_bytes(chance.randbytes(99)),
    lambda path, content, _other, _chance: path.write_bytes(b"\0" * len(content)),
    lambda path, _content, _other, _chance: path.symlink_to("/dev/null"),
    lambda path, _content, _other, _chance: path.symlink_to("nowhere"),
    cut,
    one_byte,
    strange_name,
)


def damaged_somehow(folder: Path, chance: random.Random) -> None:
    """Do what disks, colleagues and attackers do to one to three files of an archive."""
    place = folder / ".editions"
    files = sorted(one for one in place.rglob("*") if one.is_file() and one.name != "lock")
    contents = {one: one.read_bytes() for one in files}
    for path in chance.sample(files, chance.randint(1, 3)):
        path.unlink()
        chance.choice(HARMS)(path, contents[path], contents[chance.choice(files)], chance)


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    where = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with TemporaryDirectory(dir=where) as made:
        yield Path(made)


def test_a_thousand_random_damages_give_readers_a_known_edition_and_everyone_words(
    memory: Path,
) -> None:
    start = whole(memory / "start")
    backup = back_up(start, memory / "backup.zip")
    before, edition = state(start), read_files(start).edition
    for seed in range(DAMAGES):
        chance = random.Random(seed)
        folder = Path(shutil.copytree(start, memory / "trial"))
        damaged_somehow(folder, chance)
        files = read_files(folder)
        assert files.edition in known(), seed
        assert all(isinstance(one.message.ko, str) for one in inspect(folder)), seed
        archive = Archive(folder)
        for one in history(folder):
            with suppress(Damaged):
                assert name_of(archive.contents(one)) in known(), seed
        if seed % 40 == 0:
            for one in history(folder):
                with suppress(Damaged):
                    assert back(folder, one.number).files.edition in known(), seed
            assert examine_files(files).dataset, seed
            mended(folder, open_backup(backup.path), before, edition, seed)
        shutil.rmtree(folder)


def mended(folder: Path, backup: object, before: object, edition: str, seed: int) -> None:
    """See that a backup brings everything back, or that a publication goes on without one."""
    other = Path(shutil.copytree(folder, folder.parent / "other", symlinks=True))
    with suppress(NotPublished):
        publish(change(other, "150"), who="Kim", reason="Goes on")
        assert Archive(other).last().reason == "Goes on", seed  # type: ignore[union-attr]
        assert b",150," in read_files(other).contents["estimates.csv"], seed
    shutil.rmtree(other)
    mend(Archive(folder), [backup])  # type: ignore[list-item]
    bring_up(folder)
    assert [one for one in inspect(folder) if not one.known] == [], seed
    assert set(before) <= set(state(folder)), seed  # type: ignore[call-overload]
    assert read_files(folder).edition == edition, seed


def test_undo_names_the_numbers_that_are_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry(folder, 3).unlink()
    assert main(["undo", "--only", "3", "--data", str(folder)]) == 1
    assert "It has the numbers 1, 2, 4, 5, 6." in capsys.readouterr().err
