"""Check, compare, publish, take back: a bad file changes nothing, and nothing is ever lost."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from story.places import ROOT
from story.publishing.archive import Archive
from story.publishing.editions import Editions
from story.publishing.folder import edition_of, load
from story.publishing.history import history
from story.publishing.intake import Upload
from story.publishing.refresh import (
    NothingToPublish,
    NotPublished,
    Overtaken,
    back,
    bring_up,
    plan,
    publish,
    stands,
)
from story.tables.documents import documents
from story.tables.problem import Problem
from story.text import Text
from tiny_folder import change, copied

MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
GOOD = b"estimate_id,high\ninstitute-2013,130\n"
BETTER = b"estimate_id,high\ninstitute-2013,140\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the miniature, from which no story can be told: finding that out takes a while."""
    untold = (Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", "")),)
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: untold)
    return copied(tmp_path)


def planned(folder: Path, content: bytes = GOOD, name: str = "estimates.csv", **how):
    return plan(folder, [Upload(name, content)], **how)


def published(folder: Path, content: bytes = GOOD, reason: str = "Because", **how):
    return publish(planned(folder, content, **how), who="Kim", reason=reason, at=MOMENT)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def rules(made) -> list[str]:
    return [one.problem.rule for one in made.problems]


def test_a_published_change_is_in_the_files_and_in_the_log(folder: Path) -> None:
    entry = published(folder)
    assert b",130," in (folder / "estimates.csv").read_bytes()
    newest, first = history(folder)
    assert (newest.kind, newest.who, newest.reason, newest.at) == (
        "publish", "Kim", "Because", MOMENT,
    )  # fmt: skip
    assert first.kind == "start"
    assert newest == entry
    assert newest.edition == edition_of(folder)
    assert "120 and is now 130 (+10)" in newest.sentences[0].en
    assert "120 → 130(+10)" in newest.sentences[0].ko


def test_only_what_changed_is_written(folder: Path) -> None:
    before = everything(folder)
    published(folder)
    after = everything(folder)
    assert {name for name in before if before[name] != after[name]} == {"estimates.csv"}


def test_rows_that_are_missing_stay_unless_they_are_to_go(folder: Path) -> None:
    whole = (folder / "observations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    part = "".join(whole[:-1]).encode()
    assert planned(folder, part, "observations.csv").empty
    made = planned(folder, part, "observations.csv", withdrawn=frozenset({"observations"}))
    (changed,) = made.changes.tables
    assert len(changed.removed) == 1


def test_a_new_row_stands_behind_the_row_it_follows_in_its_file(folder: Path) -> None:
    lines = (folder / "sources.csv").read_text(encoding="utf-8").splitlines()
    new = lines[2].split(",")
    new[0] = "new-one"
    text = "\n".join([lines[0], lines[1], ",".join(new), *lines[2:]]) + "\n"
    made = planned(folder, text.encode(), "sources.csv")
    assert made.errors == ()
    after = made.files.contents["sources.csv"].decode().splitlines()
    assert [one.split(",")[0] for one in after] == [one.split(",")[0] for one in text.splitlines()]


def test_a_problem_is_placed_in_the_file_that_was_given(folder: Path) -> None:
    made = planned(folder, b"high;estimate_id\n;institute-2013\n130;inside-2025\n")
    (error,) = [one for one in made.errors if one.problem.column == "high"][:1]
    assert (error.place.file, error.place.letter) == ("estimates.csv", "A")
    assert error.place.row in (2, 3)


def test_an_unknown_source_gets_the_closest_one(folder: Path) -> None:
    made = planned(folder, b"estimate_id,source_id\ninstitute-2013,institute-2031\n")
    (error,) = made.errors
    assert (error.problem.rule, error.place.row, error.place.letter) == (
        "unknown-reference",
        2,
        "B",
    )
    assert error.problem.fix.en == (
        "Did you mean “institute-2013”? If it is new, give sources.csv together with this."
    )


def test_a_row_that_is_not_there_gets_the_closest_id(folder: Path) -> None:
    made = planned(folder, b"estimate_id,high\ninstitut-2013,130\n")
    (error,) = made.errors
    assert error.problem.rule == "unknown-row"
    assert error.problem.fix.en == "Did you mean “institute-2013”?"


def test_one_id_in_two_rows_of_a_file_is_an_error(folder: Path) -> None:
    made = planned(folder, GOOD + b"institute-2013,140\n")
    (error,) = [one for one in made.errors if one.problem.rule == "duplicate-id"]
    assert (error.place.file, error.place.row) == ("estimates.csv", 3)
    assert "Row 2 of estimates.csv" in error.problem.message.en


def test_warnings_that_were_there_before_are_not_said_again(folder: Path) -> None:
    change(folder, "estimates", "inside-2025", point="201")
    assert [one.severity for one in stands(folder).found.problems] == ["warning"]
    assert planned(folder).problems == ()


@pytest.mark.parametrize(
    "content", [b"estimate_id,high\ninstitute-2013,1e9\n", b"\x80", b"", b"PK\x03\x04x"]
)
def test_a_refused_file_leaves_every_byte_on_disk_as_it_was(folder: Path, content: bytes) -> None:
    published(folder)
    before = everything(folder)
    made = planned(folder, content)
    assert made.errors
    with pytest.raises(NothingToPublish):
        publish(made, who="Kim", reason="Because")
    assert everything(folder) == before


def test_nothing_is_published_where_nothing_would_change(folder: Path) -> None:
    made = planned(folder, (folder / "estimates.csv").read_bytes())
    assert made.empty
    assert made.sentences == ()
    with pytest.raises(NothingToPublish):
        publish(made, who="Kim", reason="Because")
    assert history(folder) == ()


def test_several_tables_are_published_as_one_edition(folder: Path) -> None:
    uploads = [
        Upload("estimates.csv", GOOD),
        Upload("sources.csv", b"source_id,accessed\npaper-2013,2026-11-24\n"),
    ]
    publish(plan(folder, uploads), who="Kim", reason="Both")
    newest, first = history(folder)
    changed = {name for name in newest.files if newest.files[name] != first.files[name]}
    assert changed == {"estimates.csv", "sources.csv"}


def test_undo_brings_back_the_edition_before_byte_for_byte(folder: Path) -> None:
    before = everything(folder)
    published(folder)
    publish(back(folder), who="Lee", reason="A mistake", at=MOMENT)
    after = everything(folder)
    assert {name: after[name] for name in before} == before
    assert [one.kind for one in history(folder)] == ["undo", "publish", "start"]


def test_undoing_again_brings_back_what_was_undone(folder: Path) -> None:
    published(folder)
    changed = edition_of(folder)
    publish(back(folder), who="Lee", reason="")
    publish(back(folder), who="Lee", reason="")
    assert edition_of(folder) == changed


def test_any_edition_of_the_log_can_be_brought_back(folder: Path) -> None:
    first = edition_of(folder)
    published(folder)
    published(folder, BETTER)
    publish(back(folder, 1), who="Lee", reason="")
    assert edition_of(folder) == first


def test_there_is_nothing_to_undo_before_anything_was_published(folder: Path) -> None:
    for number in (0, 7):
        with pytest.raises(KeyError):
            back(folder, number)


def test_a_good_edit_by_hand_is_recorded_before_it_is_built_upon(folder: Path) -> None:
    published(folder)
    change(folder, "estimates", "institute-2013", low="70")
    published(folder, BETTER)
    kinds = [one.kind for one in history(folder)]
    assert kinds == ["publish", "by-hand", "publish", "start"]
    by_hand = history(folder)[1]
    assert "80 and is now 70" in by_hand.sentences[0].en
    assert load(folder).estimates[0].low == 70
    assert load(folder).estimates[0].high == 140


def test_undo_after_an_edit_by_hand_brings_back_what_was_published(folder: Path) -> None:
    published(folder)
    edition = edition_of(folder)
    change(folder, "estimates", "institute-2013", low="70")
    publish(back(folder), who="Lee", reason="")
    assert edition_of(folder) == edition
    assert history(folder)[1].kind == "by-hand"


def test_a_bad_edit_by_hand_is_set_aside_and_kept(folder: Path) -> None:
    published(folder)
    change(folder, "estimates", "institute-2013", low="999")
    bad = (folder / "estimates.csv").read_bytes()
    made = planned(folder, b"source_id,accessed\npaper-2013,2026-11-24\n", "sources.csv")
    assert made.base.broken == ("estimates.csv",)
    entry = publish(made, who="Kim", reason="Because")
    assert Archive(folder).content(entry.aside["estimates.csv"]) == bad
    assert load(folder).estimates[0].low == 80


def test_files_that_were_never_good_can_be_put_right(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", low="999")
    made = planned(folder, b"estimate_id,low\ninstitute-2013,80\n")
    assert made.errors == ()
    entry = publish(made, who="Kim", reason="Because")
    assert load(folder).estimates[0].low == 80
    assert set(entry.aside) >= {"estimates.csv"}


def test_the_second_to_publish_is_told_what_changed_under_them(folder: Path) -> None:
    mine, theirs = planned(folder), planned(folder, BETTER)
    publish(theirs, who="Lee", reason="Was first")
    after = everything(folder)
    with pytest.raises(Overtaken) as told:
        publish(mine, who="Kim", reason="Because")
    assert "Lee has published since you looked: “Was first”" in told.value.why.en
    assert "120 and is now 140" in told.value.changes[0].en
    assert everything(folder) == after


def test_an_edit_by_hand_in_between_is_told_too(folder: Path) -> None:
    mine = planned(folder)
    change(folder, "estimates", "institute-2013", low="70")
    with pytest.raises(Overtaken) as told:
        publish(mine, who="Kim", reason="Because")
    assert "80 and is now 70" in told.value.changes[0].en
    assert b",70," in (folder / "estimates.csv").read_bytes()


def test_of_many_who_publish_at_once_one_is_first_and_the_log_agrees(folder: Path) -> None:
    published(folder)
    plans = [
        planned(folder, f"estimate_id,high\ninstitute-2013,{150 + number}\n".encode())
        for number in range(6)
    ]
    outcomes: list[str] = []

    def run(number: int) -> None:
        try:
            publish(plans[number], who=f"editor {number}", reason="Mine")
            outcomes.append("published")
        except Overtaken:
            outcomes.append("overtaken")

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["overtaken"] * 5 + ["published"]
    assert history(folder)[0].edition == edition_of(folder)
    assert len(history(folder)) == 3


def test_a_folder_that_cannot_be_written_is_said_and_left_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied")

    made = planned(folder)
    before = everything(folder)
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(NotPublished) as told:
        publish(made, who="Kim", reason="Because")
    assert "permission was denied" in told.value.why.en
    assert "권한이 없음" in told.value.why.ko
    assert everything(folder) == before


def test_a_running_site_shows_the_new_edition_on_the_next_visit(folder: Path) -> None:
    shelf = Editions(folder, settled=3600)
    shelf.current()
    entry = published(folder)
    assert shelf.current().edition == entry.edition


def test_the_documents_of_a_folder_follow_its_tables(folder: Path) -> None:
    for name, text in documents(load(folder)).items():
        (folder / name).write_text(text, encoding="utf-8")
    published(folder, b"origin_id,label_en\nkinu-2013,Another name\n")
    for name, text in documents(load(folder)).items():
        assert (folder / name).read_text(encoding="utf-8") == text


def test_what_an_interrupted_publication_left_to_do_is_done_later(folder: Path) -> None:
    published(folder)
    archive = Archive(folder)
    (archive.place / "standing").write_text("1")
    (folder / "estimates.csv").write_bytes(archive.contents(archive.entry(1))["estimates.csv"])
    assert archive.behind()
    bring_up(folder)
    assert not archive.behind()
    assert b",130," in (folder / "estimates.csv").read_bytes()


def test_a_change_that_makes_a_sentence_untrue_is_refused() -> None:
    made = planned(ROOT / "data", b"estimate_id,high\nkinu-2013,130000\n")
    assert {one.problem.rule for one in made.errors} == {"condition-fails"}
    assert {one.problem.file for one in made.errors} == {
        "2-the-number.en.md", "2-the-number.ko.md",
    }  # fmt: skip
