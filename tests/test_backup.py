"""A backup proves itself, restores all or nothing, and is believed no more than a stranger."""

import errno
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from story.cli import main
from story.publishing.archive import Archive, Damaged, back_up, inspect, open_backup, restore
from story.publishing.archive.backup import MEMBER
from story.publishing.folder import read_files
from story.publishing.history import history
from story.publishing.intake import Upload
from story.publishing.refresh import bring_up, plan, publish
from test_damage import blob, entry, folder, overwritten, state, untold
from test_durability import Steps, ended, in_a_process, no_space

__all__ = ["folder", "untold"]  # fixtures

Captured = pytest.CaptureFixture[str]
Members = dict[str, bytes]


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder that holds something to be kept."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one.name != "lock" and "staging" not in one.parts
    }


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    return back_up(folder, tmp_path / "backup.zip").path


def grown(folder: Path, high: int = 150) -> None:
    content = f"estimate_id,high\ninstitute-2013,{high}\n".encode()
    publish(plan(folder, [Upload("estimates.csv", content)]), who="Kim", reason="Since")


def doctored(backup: Path, change: Callable[[Members], object], *, honest: bool = False) -> Path:
    """Return a backup in which something was changed; `honest`: its manifest says so too."""
    with zipfile.ZipFile(backup) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    if honest:
        said = json.loads(members["manifest.json"])
        said["members"] = {
            name: sha256(content).hexdigest()
            for name, content in members.items()
            if name != "manifest.json"
        }
        members["manifest.json"] = json.dumps(said).encode()
    made = backup.with_name("doctored.zip")
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made


def test_a_backup_restored_into_a_new_folder_is_the_folder(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    restore(open_backup(backup), new)
    assert everything(new) == everything(folder)
    assert state(new) == state(folder)
    assert inspect(new) == ()
    grown(new)  # and it goes on from there
    assert history(new)[0].number == 7


def test_a_backup_is_readable_by_its_owner_alone(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_lost_files_editions_and_entries_gets_them_back(
    folder: Path, backup: Path
) -> None:
    before = everything(folder)
    shutil.rmtree(folder / ".editions" / "blobs")
    entry(folder, 6).unlink()
    overwritten(entry(folder, 2), b"{")
    (folder / "camps.csv").unlink()
    restore(open_backup(backup), folder)
    bring_up(folder)
    assert inspect(folder) == ()
    after = everything(folder)
    assert {name: after.get(name) for name in before} == before


def test_a_damaged_archive_is_not_backed_up(folder: Path, tmp_path: Path) -> None:
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    with pytest.raises(Damaged, match=r"estimates.csv of number 2 is damaged.*Nothing was backed"):
        back_up(folder, tmp_path / "backup.zip")
    assert list(tmp_path.iterdir()) == [folder]


def test_what_is_known_to_be_lost_does_not_stop_a_backup(folder: Path, tmp_path: Path) -> None:
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    assert main(["doctor", str(folder), "--mend"]) == 0
    made = back_up(folder, tmp_path / "backup.zip")
    new = tmp_path / "new"
    assert made.lost == 1
    restore(open_backup(made.path), new)
    assert read_files(new).edition == read_files(folder).edition


def test_a_backup_that_has_more_is_not_replaced_by_one_that_has_less(
    folder: Path, backup: Path, capsys: Captured
) -> None:
    before = backup.read_bytes()
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    assert main(["doctor", str(folder), "--mend"]) == 0
    with pytest.raises(Damaged, match=r"holds what this backup would not, such as blobs/"):
        back_up(folder, backup)
    assert backup.read_bytes() == before
    assert main(["backup", str(backup.with_name("less.zip")), "--data", str(folder)]) == 0
    assert "It lacks 1 file of editions" in capsys.readouterr().out
    assert main(["doctor", str(folder), "--mend", "--from", str(backup)]) == 0
    grown(folder)
    assert len(back_up(folder, backup).log) == 7


def test_a_file_that_is_no_backup_is_not_replaced_by_one(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "estimates.csv"
    table.write_text("estimate_id,high\n", encoding="utf-8")
    with pytest.raises(Damaged, match=r"is there already, and is no backup"):
        back_up(folder, table)
    assert table.read_text(encoding="utf-8") == "estimate_id,high\n"


def test_publications_since_the_backup_are_not_taken_away(folder: Path, backup: Path) -> None:
    grown(folder)
    before = everything(folder)
    with pytest.raises(Damaged, match=r"has number 7 in its log .* has not.*--mend --from"):
        restore(open_backup(backup), folder)
    assert everything(folder) == before


@pytest.fixture
def another(folder: Path, tmp_path: Path) -> Path:
    """A backup of a folder that went another way since number 6."""
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    grown(other, 160)
    grown(folder, 150)
    return back_up(other, tmp_path / "other.zip").path


def test_another_log_is_not_mixed_with_this_one(folder: Path, another: Path) -> None:
    before = everything(folder)
    with pytest.raises(Damaged, match=r"another log than other\.zip, from number 7 on"):
        restore(open_backup(another), folder)
    assert everything(folder) == before


def test_a_backup_of_another_folder_mends_nothing(
    folder: Path, another: Path, capsys: Captured
) -> None:
    overwritten(blob(folder, 2, "estimates.csv"), b"cut")
    before = everything(folder)
    assert main(["doctor", str(folder), "--from", str(another), "--mend"]) == 1
    assert "another log than other.zip, from number 7 on" in capsys.readouterr().err
    assert everything(folder) == before


def test_an_entry_that_somebody_edited_is_found_by_its_backup_and_put_back(
    folder: Path, backup: Path, capsys: Captured
) -> None:
    path = entry(folder, 4)
    before = path.read_bytes()
    overwritten(path, before.replace("출처를".encode(), b"UN "))
    assert main(["doctor", str(folder), "--from", str(backup)]) == 1
    said = capsys.readouterr().out
    assert "Number 4 of the log says something else than backup.zip: it was edited." in said
    assert main(["doctor", str(folder), "--from", str(backup), "--mend"]) == 0
    assert path.read_bytes() == before
    assert b"UN " in (folder / ".editions" / "quarantine" / path.name).read_bytes()


def test_a_file_edited_by_hand_stays_and_is_said(
    folder: Path, backup: Path, capsys: Captured
) -> None:
    path = folder / "glossary.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    entry(folder, 6).unlink()
    edited = path.read_bytes()
    assert main(["restore", str(backup), "--data", str(folder)]) == 0
    assert "edited by hand and stay as they are" in capsys.readouterr().err
    assert path.read_bytes() == edited


# All or nothing


def test_ended_at_any_step_a_new_folder_is_there_whole_or_not_at_all(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    opened = open_backup(backup)
    whole = everything(folder)
    with Steps(10**6, no_space) as counted:
        restore(opened, tmp_path / "counted")
    seen = set()
    for number in range(0, counted.taken, 7):
        new = tmp_path / f"new-{number}"

        def run(new: Path = new, number: int = number) -> None:
            with Steps(number, lambda *_: os._exit(9)):
                restore(opened, new)

        assert not ended(in_a_process(run))
        seen.add(new.exists())
        if new.exists():
            assert everything(new) == whole
    restore(opened, tmp_path / "after all")
    assert False in seen


def test_ended_at_any_step_a_damaged_folder_shows_a_whole_edition_and_can_be_restored_again(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    before = state(folder)
    opened = open_backup(backup)
    known = {edition for _, _, edition in before}
    entry(folder, 6).unlink()
    overwritten(entry(folder, 2), b"{")
    for name in ("sources.csv", "camps.csv"):
        blob(folder, 5, name).unlink()
    for number in range(0, 40, 3):
        trial = Path(shutil.copytree(folder, tmp_path / f"trial-{number}"))

        def run(trial: Path = trial, number: int = number) -> None:
            with Steps(number, lambda *_: os._exit(9)):
                restore(opened, trial)

        ended(in_a_process(run))
        assert read_files(trial).edition in known
        restore(opened, trial)
        bring_up(trial)
        assert state(trial) == before
        assert inspect(trial) == ()


def test_on_a_full_disk_no_backup_takes_its_name(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.zip"
    with Steps(10**6, no_space) as counted:
        back_up(folder, target)
    before = target.read_bytes()
    refused = 0
    for number in range(counted.taken):
        target.write_bytes(before)
        try:
            with Steps(number, no_space):
                back_up(folder, target)
        except OSError as full:
            refused += full.errno == errno.ENOSPC
        # Refused at the very last step, the new one is there, and whole.
        assert target.read_bytes() == before or open_backup(target).log
        assert sorted(one.name for one in tmp_path.iterdir()) == ["backup.zip", "data"]
    assert refused > 2


# Doctored files

STRANGE = [
    "../x.csv", "/tmp/x.csv", "..\\x.csv", ".editions/../../x", ".editions/origin",
    ".editions/lock",
    ".editions/entries/1.json", ".editions/blobs/x", "app.py", ".bashrc", "geo/../../x", "geo/a/b",
    "C:/x.csv", ".editions/staging/entry", "sub/camps.csv",
]  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("honest", [True, False])
def test_a_member_that_no_data_folder_has_is_refused_and_nothing_is_written(
    backup: Path, tmp_path: Path, name: str, honest: bool
) -> None:
    made = doctored(backup, lambda members: members.update({name: b"x"}), honest=honest)
    with pytest.raises(Damaged, match="no whole backup: it should not hold"):
        open_backup(made)
    assert main(["restore", str(made), "--data", str(tmp_path / "new")]) == 1
    assert not (tmp_path / "new").exists()


def first(members: Members, part: str) -> str:
    return next(one for one in members if one.startswith(f".editions/{part}/"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: m.update({first(m, "blobs"): b"x"}), "is not what it was"),
        (lambda m: m.update({"camps.csv": b"x"}), "is not what it was"),
        (lambda m: m.pop(first(m, "blobs")), "should not hold, or lacks"),
        (lambda m: m.pop("manifest.json"), "it has no manifest"),
        (lambda m: m.update({"manifest.json": b"{"}), "its manifest cannot be read"),
        (lambda m: m.update({"manifest.json": b"[]"}), "its manifest cannot be read"),
        (
            lambda m: m.update(
                {"manifest.json": m["manifest.json"].replace(b'"story": 1', b'"story": 2')}
            ),
            "a newer version of the program made it",
        ),
    ],
)
def test_a_backup_that_was_changed_is_refused(
    backup: Path, change: Callable[[Members], object], said: str
) -> None:
    with pytest.raises(Damaged, match=said):
        open_backup(doctored(backup, change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: m.pop(first(m, "blobs")), "lacks files of number"),
        (lambda m: m.update({first(m, "entries"): b"{"}), "of the log cannot be read"),
        (
            lambda m: m.update(
                {
                    first(m, "entries"): m[first(m, "entries")].replace(
                        b'"edition": "', b'"edition": "0'
                    )
                }
            ),
            "of the log cannot be read",
        ),
        (
            lambda m: m.update(
                {
                    ".editions/entries/000002.json": m[".editions/entries/000002.json"].replace(
                        b"35d12855b295", b"000000000000"
                    )
                }
            ),
            "number 2 in it is not the edition it says",
        ),
    ],
)
def test_a_forger_who_mends_the_manifest_too_is_still_found_out(
    backup: Path, change: Callable[[Members], object], said: str
) -> None:
    with pytest.raises(Damaged, match=said):
        open_backup(doctored(backup, change, honest=True))


def test_a_file_that_is_twice_in_it_is_refused(backup: Path) -> None:
    with zipfile.ZipFile(backup, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("camps.csv", b"other")
    with pytest.raises(Damaged, match="twice"):
        open_backup(backup)


def test_a_file_that_unpacks_to_more_than_any_table_is_refused_before_it_is_unpacked(
    backup: Path,
) -> None:
    bomb = b"\0" * (MEMBER + 1)
    made = backup.with_name("bomb.zip")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("geo/bomb.geojson", bomb)
    assert made.stat().st_size < 100_000
    with pytest.raises(Damaged, match="too large"):
        open_backup(made)


@pytest.mark.parametrize("length", [0, 1, 500, 5000, 20000])
def test_a_backup_that_was_cut_short_is_refused(
    backup: Path, tmp_path: Path, length: int, capsys: Captured
) -> None:
    backup.write_bytes(backup.read_bytes()[:length])
    for language in ("en", "ko"):
        new = str(tmp_path / "new")
        assert main(["restore", str(backup), "--data", new, "--lang", language]) == 1
    said = capsys.readouterr().err
    assert "backup.zip is no whole backup: it cannot be unpacked." in said
    assert "backup.zip 파일은 온전한 백업이 아닙니다" in said


def test_every_single_byte_of_a_backup_counts(backup: Path) -> None:
    content = backup.read_bytes()
    opened = open_backup(backup)
    silent = 0
    for at in range(0, len(content), 997):
        backup.write_bytes(content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :])
        try:
            found = open_backup(backup)
        except Damaged:
            continue
        # A time or an attribute of the zip's directory: nothing that is restored.
        assert found.members == opened.members
        silent += 1
    assert silent < len(content) // 997 // 2


# The commands


def test_the_commands_say_what_they_did_in_both_languages(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    file, new = str(tmp_path / "b.zip"), str(tmp_path / "new")
    assert main(["backup", file, "--data", str(folder)]) == 0
    assert "6 editions" in capsys.readouterr().out
    assert main(["restore", file, "--data", new, "--check"]) == 0
    assert not Path(new).exists()
    assert main(["restore", file, "--data", new]) == 0
    assert "was restored." in capsys.readouterr().out
    assert main(["restore", file, "--data", new]) == 0
    assert "The folder had everything already." in capsys.readouterr().out
    assert main(["doctor", new]) == 0
    assert "6 editions, each whole." in capsys.readouterr().out
    overwritten(blob(Path(new), 2, "estimates.csv"), b"cut")
    assert main(["doctor", new, "--lang", "ko"]) == 1
    assert "2번의 estimates.csv 파일이 손상됐습니다." in capsys.readouterr().out
    assert main(["doctor", new, "--json"]) == 1
    (damage,) = json.loads(capsys.readouterr().out)["damages"]
    assert (damage["kind"], damage["numbers"]) == ("blob", [2])
    assert main(["backup", file, "--data", new]) == 1
    assert "Nothing was backed up" in capsys.readouterr().err
    assert main(["doctor", new, "--mend", "--from", file]) == 0
    assert "was put back." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["restore", "nowhere.zip"], "nowhere.zip cannot be opened"),
        (["restore", "nowhere.zip", "--lang", "ko"], "열 수 없습니다: 그런 파일이나 폴더가 없음."),
        (["diff", "no.csv", "--data", "{folder}", "--lang", "ko"], "그런 파일이나 폴더가 없음."),
        (["backup", "/nowhere/b.zip", "--data", "{folder}"], "/nowhere/b.zip cannot be written"),
        (["doctor", "{folder}", "--mend", "--from", "nowhere.zip"], "nowhere.zip cannot be used"),
        (["doctor", "nowhere"], "There is no folder nowhere."),
        (["upgrade", "nowhere"], "There is no folder nowhere."),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, capsys: Captured, command: list[str], said: str
) -> None:
    assert main([one.format(folder=folder) for one in command]) in (1, 2)
    assert said in capsys.readouterr().err


def test_a_number_of_the_log_is_unchanged_by_a_restore(folder: Path, backup: Path) -> None:
    restore(open_backup(backup), folder)
    assert [one.number for one in Archive(folder).entries()] == [1, 2, 3, 4, 5, 6]
