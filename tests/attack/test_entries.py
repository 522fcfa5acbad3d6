"""Whoever can write to a storage or an archive writes nothing outside the data folder.

An entry is not believed: its names are those of tables, its files are compared with their hashes,
and what is no entry stops neither readers nor the next publication.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from story.cli import main
from story.publishing.archive import Archive, StorageFailed, fetch, mirror_of, send
from story.publishing.editions import Editions
from story.publishing.folder import edition_of, folder_of
from story.publishing.history import history
from story.publishing.refresh import record
from story.tables.problem import Problem
from story.text import Text
from tiny_folder import copied

Captured = pytest.CaptureFixture[str]
Said = dict[str, object]
EVIL = b"written by a stranger\n"


@pytest.fixture(autouse=True)
def untold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    problem = (Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", "")),)
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: problem)
    monkeypatch.setattr("story.cli.telling.figure_changes", lambda *_, **__: (), raising=False)
    monkeypatch.setenv("STORY_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A storage with one edition; whoever attacks can write to it."""
    folder = copied(tmp_path)
    record(folder)
    store = tmp_path / "outer" / "store"
    send(folder, f"file://{store}")
    return store


def url(store: Path) -> str:
    return f"file://{store}"


def forged(store: Path, number: int, change: Callable[[Said], object]) -> None:
    """Put an entry on the storage that is like the first but for what is changed."""
    said = json.loads((store / "entries" / "000001.json").read_bytes())
    said["number"] = number
    change(said)
    (store / "entries" / f"{number:06}.json").write_text(json.dumps(said), encoding="utf-8")


def naming(path: str) -> Callable[[Said], object]:
    """Return what lets an entry name a file beside the tables, which holds the stranger's text."""
    name = sha256(EVIL).hexdigest()
    return lambda said: said["files"].update({path: name})  # type: ignore[attr-defined]


def everything(place: Path) -> set[Path]:
    return {one for one in place.rglob("*") if one.is_file()}


def refreshed(store: Path, tmp_path: Path) -> int:
    file = tmp_path / "estimates.csv"
    file.write_text("estimate_id,high\ninstitute-2013,140\n", encoding="utf-8")
    return main(["refresh", str(file), "--data", url(store), "--reason", "Goes on", "--yes"])


@pytest.mark.parametrize(
    "path",
    [
        "../../../x.csv", "../camps.csv", "{outside}/x.csv", "geo/../../x.csv", "geo/..",
        ".editions/standing", ".editions/origin", "geo/a/b", "..\\x.csv", "README.md", "x.py",
        "camps.csv\0.csv", "con.csv/../../x", "\u202ecsv.x", ".bashrc", "",
    ],
)  # fmt: skip
def test_no_name_in_an_entry_leads_out_of_the_tables(
    store: Path, tmp_path: Path, path: str
) -> None:
    (store / "blobs" / sha256(EVIL).hexdigest()).write_bytes(EVIL)
    forged(store, 2, naming(path.format(outside=tmp_path)))
    copy = mirror_of(url(store), tmp_path / "cache")
    before = everything(tmp_path)
    fetch(copy)
    new = everything(tmp_path) - before
    assert all(one.is_relative_to(copy) for one in new)
    assert not any(one.read_bytes() == EVIL for one in new if ".editions" not in one.parts)
    assert Editions(copy, settled=0).current().edition
    assert refreshed(store, tmp_path) == 0
    assert history(folder_of(url(store)))[0].reason == "Goes on"


def test_a_table_that_is_not_known_is_not_written_and_the_edition_before_is_shown(
    store: Path, tmp_path: Path
) -> None:
    (store / "blobs" / sha256(EVIL).hexdigest()).write_bytes(EVIL)
    forged(store, 2, naming("passwords.csv"))
    copy = mirror_of(url(store), tmp_path / "cache")
    fetch(copy)
    assert not (copy / "passwords.csv").exists()
    assert Editions(copy, settled=0).current().edition == history(copy)[-1].edition


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"null", b"[" * 100_000, b'{"number": 2}', b"\xff\xfe\0", b"<html>", b"\0" * 99,
        b'{"number": 1e999}', b'"' + b"x" * 20_000_000 + b'"',
    ],
    ids=range(10),
)  # fmt: skip
def test_a_garbage_entry_stops_neither_readers_nor_the_next_publication(
    store: Path, tmp_path: Path, capsys: Captured, content: bytes
) -> None:
    (store / "entries" / "000002.json").write_bytes(content)
    copy = mirror_of(url(store), tmp_path / "cache")
    fetch(copy)
    assert Editions(copy, settled=0).current().edition == history(copy)[-1].edition
    assert main(["log", "--data", url(store)]) == 0
    assert "Number 2 of the log" in capsys.readouterr().err
    assert refreshed(store, tmp_path) == 0
    other = mirror_of(url(store), tmp_path / "another machine")
    fetch(other)
    assert history(other)[0].reason == "Goes on"
    assert edition_of(other) == history(other)[0].edition


@pytest.mark.parametrize("number", [7, 999_999, 99_999_999_999])
def test_garbage_far_beyond_the_log_costs_nothing_and_moves_no_number(
    store: Path, tmp_path: Path, number: int
) -> None:
    (store / "entries" / f"{number:06}.json").write_bytes(b"{")
    copy = mirror_of(url(store), tmp_path / "cache")
    fetch(copy)
    assert refreshed(store, tmp_path) == 0
    assert [one.number for one in history(folder_of(url(store)))] == [2, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"edition": "../../x"}, {"edition": "UN finds the figures invented"}, {"kind": "newest"},
        {"at": "yesterday"}, {"at": "9999-12-31T23:59:59-23:59"}, {"number": "2"}, {"number": True},
        {"who": None}, {"reason": {"en": "x"}}, {"reason": "\ud800"}, {"sentences": [1]},
        {"files": []}, {"files": {}}, {"files": {"camps.csv": "../x"}},
        {"aside": {"../x": "0" * 64}}, {"sentences": "x"}, {"answers": [{}]},
    ],
    ids=str,
)  # fmt: skip
def test_an_entry_in_which_anything_is_amiss_is_no_entry(
    store: Path, tmp_path: Path, change: Said
) -> None:
    forged(store, 2, lambda said: said.update(change))
    copy = mirror_of(url(store), tmp_path / "cache")
    fetch(copy)
    assert [one.number for one in history(copy)] == [1]
    assert Editions(copy, settled=0).current().edition == history(copy)[0].edition
    assert refreshed(store, tmp_path) == 0


def test_a_blob_that_is_not_its_name_is_never_shown_and_a_later_edition_is_reached(
    store: Path, tmp_path: Path
) -> None:
    name = sha256(EVIL).hexdigest()
    (store / "blobs" / name).write_bytes(b"something else\n")
    forged(store, 2, lambda said: said["files"].update({"camps.csv": name}))  # type: ignore[attr-defined]
    copy = mirror_of(url(store), tmp_path / "cache")
    with pytest.raises(StorageFailed, match=f"damaged object, blobs/{name}"):
        fetch(copy)
    assert [one.number for one in history(copy)] == [1]
    edition = Editions(copy, settled=0).current().edition
    assert edition == history(copy)[0].edition
    assert refreshed(store, tmp_path) == 0
    other = mirror_of(url(store), tmp_path / "another machine")
    fetch(other)
    assert edition_of(other) == history(other)[0].edition
    assert history(other)[0].number == 3


def test_a_link_in_the_place_of_the_map_writes_nothing_elsewhere(
    store: Path, tmp_path: Path
) -> None:
    content = b"{}"
    (store / "blobs" / sha256(content).hexdigest()).write_bytes(content)
    copy = mirror_of(url(store), tmp_path / "cache")
    fetch(copy)
    outside = tmp_path / "outside"
    outside.mkdir()
    (copy / "geo").symlink_to(outside)
    forged(store, 2, lambda said: said["files"].update(  # type: ignore[attr-defined]
        {"geo/x.geojson": sha256(content).hexdigest()}))  # fmt: skip
    fetch(copy)
    assert list(outside.iterdir()) == []


def test_every_command_answers_in_words_whatever_lies_in_the_archive(
    store: Path, tmp_path: Path, capsys: Captured
) -> None:
    for number, content in enumerate((b"", b"{", b"null", b"\xff"), start=2):
        (store / "entries" / f"{number:06}.json").write_bytes(content)
    folder = folder_of(url(store))
    fetch(folder)
    (folder / ".editions" / "standing").write_bytes(b"\xff")
    for name in Archive(folder).last().files.values():  # type: ignore[union-attr]
        place = folder / ".editions" / "blobs" / name
        place.unlink()
        place.write_bytes(b"cut")
    for command in (
        ["log"], ["log", "--json"], ["undo"], ["undo", "--to", "1"], ["undo", "--to", "3"],
    ):  # fmt: skip
        for language in ("en", "ko"):
            status = main([*command, "--data", url(store), "--lang", language])
            said = capsys.readouterr()
            assert status in (0, 1)
            assert "Traceback" not in said.err + said.out
            assert said.err + said.out
