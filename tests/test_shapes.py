"""A table may grow: an edition is read by the shape it was published with."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.requests import Request

from story.publishing.archive import Archive, Entry, digest
from story.publishing.editions import Editions
from story.publishing.folder import BrokenData, Files, examine, load, read_files, read_published
from story.publishing.intake import Upload
from story.publishing.refresh import back, plan, publish
from story.surfaces.serving import probe, web
from story.tables.model import TABLES, Estimate, Record, Term, columns, former
from story.tables.problem import Problem
from story.text import Text
from tiny_folder import TINY, copied, found

MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEPT = Path(__file__).parent / "kept"
Reshape = Callable[[list[list[str]]], list[list[str]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture(autouse=True)
def untold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no story be told from the tiny tables."""
    problem = Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", ""))
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: (problem,))


def reshaped(folder: Path, table: str, change: Reshape) -> None:
    """Write a table's cells, the heading among them, in another shape."""
    path = folder / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(change(rows))
    path.write_bytes(text.getvalue().encode())


def without(name: str) -> Reshape:
    """Return what takes a column out."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        at = rows[0].index(name)
        return [[*row[:at], *row[at + 1 :]] for row in rows]

    return change


def with_column(name: str, value: str = "said") -> Reshape:
    """Return what puts a column at the end, with a value in every row."""
    return lambda rows: [[*row, value if at else name] for at, row in enumerate(rows)]


def with_cell(name: str, value: str) -> Reshape:
    """Return what writes a value into the first row of a column."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        rows[1][rows[0].index(name)] = value
        return rows

    return change


def keep(folder: Path, reason: str = "As it was") -> None:
    """Keep the folder's files as an edition, as if the rules of its time had allowed them."""
    contents = {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in sorted(folder.glob("*.csv"))
    }
    archive = Archive(folder)
    entry = Entry(
        Files(folder, contents).edition, MOMENT, "Kim", reason, (), "publish",
        files={name: digest(content) for name, content in contents.items()},
    )  # fmt: skip
    with archive.locked():
        archive.commit(entry, {digest(one): one for one in contents.values()})
        archive.settle()


# What is older than the program


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_an_edition_without_a_column_that_may_be_blank_is_read_with_blanks(
    folder: Path, kind: type[Record]
) -> None:
    names = [one.name for one in columns(kind) if one.blank and one.name not in kind.key]
    rules_aside = {"estimates", "events", "camps", "imagery", "sources"}
    for name in names:
        trial = Path(shutil.copytree(folder, folder.parent / f"{kind.table}-{name}"))
        reshaped(trial, kind.table, without(name))
        keep(trial)
        (shown, *_rest) = Editions(trial, settled=0).current().all(kind)
        assert getattr(shown, name) in ("", None, ())
        if kind.table not in rules_aside:
            assert [one[0] for one in found(trial) if one[0] == "error"] == []


def test_files_that_were_never_published_may_lack_a_column_that_may_be_blank(folder: Path) -> None:
    reshaped(folder, "glossary", without("note_ko") if "note_ko" in Term.model_fields else list)
    reshaped(folder, "series", without("note_ko"))
    assert found(folder) == []
    assert load(folder).series[0].note_ko == ""


def test_a_column_that_was_published_and_is_gone_from_the_file_is_an_error(folder: Path) -> None:
    keep(folder)
    reshaped(folder, "series", without("note_ko"))
    assert found(folder) == [("error", "missing-column", "series.csv", 1, "note_ko")]
    assert Editions(folder, settled=0).current().edition == read_published(folder).edition


def test_an_absent_column_that_may_not_be_blank_is_read_as_the_model_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reshaped(folder, "series", without("unit_en"))
    keep(folder)
    with pytest.raises(BrokenData):
        Editions(folder, settled=0).current()
    monkeypatch.setattr(former, "BEFORE", {"series": {"unit_en": "people"}})
    assert Editions(folder, settled=0).current().series[0].unit_en == "people"


def test_a_renamed_column_is_read_under_its_new_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load(folder).series
    reshaped(folder, "series", lambda rows: [[one.replace("label_", "name_") for one in rows[0]],
                                             *rows[1:]])  # fmt: skip
    keep(folder)
    renamed = {"series": {"name_en": "label_en", "name_ko": "label_ko"}}
    monkeypatch.setattr(former, "RENAMED", renamed)
    assert found(folder) == []
    assert Editions(folder, settled=0).current().series == before


def test_a_column_that_is_no_longer_kept_is_set_aside_and_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load(folder).series
    reshaped(folder, "series", with_column("mood"))
    keep(folder)
    monkeypatch.setattr(former, "REMOVED", {"series": frozenset({"mood"})})
    assert found(folder) == [("warning", "former-column", "series.csv", 1, "mood")]
    assert Editions(folder, settled=0).current().series == before
    made = plan(
        folder,
        [Upload("series.csv", _row(folder, "series", note_en="Another.", note_ko="다른 말."))],
    )
    assert made.errors == ()
    assert b"mood" not in made.files.contents["series.csv"]
    publish(made, who="Kim", reason="A note")
    assert b"mood" in Archive(folder).contents(Archive(folder).entry(1))["series.csv"]


def test_a_renamed_code_is_translated_in_single_cells_and_in_lists(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load(folder).estimates
    reshaped(folder, "estimates", with_cell("scope", "kwan-li-so"))
    reshaped(folder, "estimates", with_cell("camps_listed", "14;XXV"))
    keep(folder)
    codes = {"estimates": {"scope": {"kwan-li-so": "kwanliso"}, "camps_listed": {"XXV": "25"}}}
    monkeypatch.setattr(former, "CODES", codes)
    assert found(folder) == []
    assert Editions(folder, settled=0).current().estimates == before


def test_a_table_that_came_later_is_empty_in_what_was_before_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "glossary.csv").unlink()
    keep(folder)
    monkeypatch.setattr(Term, "added", True)
    assert found(folder) == []
    assert Editions(folder, settled=0).current().glossary == ()


def test_a_table_that_came_later_and_was_published_may_not_vanish(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Term, "added", True)
    keep(folder)
    (folder / "glossary.csv").unlink()
    assert found(folder) == [("error", "missing-file", "glossary.csv", 0, "")]


def test_a_table_that_is_no_longer_kept_stays_in_its_edition_and_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "moods.csv").write_text("mood_id\nbad\n", encoding="utf-8")
    keep(folder)
    monkeypatch.setattr(former, "REMOVED_TABLES", frozenset({"moods"}))
    assert found(folder) == [("warning", "former-table", "moods.csv", 0, "")]
    assert Editions(folder, settled=0).current().edition == read_published(folder).edition


@pytest.mark.parametrize(
    ("table", "column", "value", "rule", "shown"),
    [
        ("estimates", "scope", "some-camps", "not-permitted", "some-camps"),
        ("estimates", "low", "-5", "bad-number", -5),
        ("estimates", "low", "some", "bad-number", None),
        ("estimates", "low", "130", "low-above-high", 130),
        ("estimates", "label_en", "", "blank", ""),
        ("estimates", "camps_listed", "14;Camp 25", "bad-digits", ("14", "Camp 25")),
        ("sources", "url", "ftp://example.org", "bad-address", "ftp://example.org"),
    ],
)
def test_what_a_stricter_rule_refuses_stays_readable_and_cannot_be_published_anew(
    folder: Path, table: str, column: str, value: str, rule: str, shown: object
) -> None:
    reshaped(folder, table, with_cell(column, value))
    keep(folder)
    assert ("warning", rule, f"{table}.csv", 2, column) in found(folder)
    kind = next(one for one in TABLES if one.table == table)
    assert getattr(Editions(folder, settled=0).current().all(kind)[0], column) == shown
    anew = plan(
        folder,
        [Upload("series.csv", _row(folder, "series", note_en="Another.", note_ko="다른 말."))],
    )
    assert (rule, table, column) in [
        (one.problem.rule, one.problem.table, one.problem.column) for one in anew.errors
    ]


def test_one_row_that_a_stricter_rule_refuses_keeps_its_place(folder: Path) -> None:
    before = [one.id for one in load(folder).estimates]
    reshaped(folder, "estimates", with_cell("scope", "some-camps"))
    keep(folder)
    assert [one.id for one in Editions(folder, settled=0).current().estimates] == before


def test_a_file_edited_by_hand_is_read_by_the_rules_of_today(folder: Path) -> None:
    reshaped(folder, "estimates", with_cell("scope", "some-camps"))
    keep(folder)
    reshaped(folder, "series", with_cell("note_en", "Edited."))
    assert ("error", "not-permitted", "estimates.csv", 2, "scope") in found(folder)
    assert Editions(folder, settled=0).current().edition == read_published(folder).edition


def test_an_edition_of_an_older_shape_differs_from_the_same_in_a_new_one_in_nothing(
    folder: Path,
) -> None:
    reshaped(folder, "series", without("note_ko"))
    keep(folder)
    rows = list(csv.DictReader(io.StringIO((TINY / "series.csv").read_text(encoding="utf-8"))))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows([row | {"note_ko": ""} for row in rows])
    made = plan(folder, [Upload("series.csv", text.getvalue().encode())])
    assert made.empty or not made.changes


# What is newer than the program


def newer(folder: Path, table: str = "series") -> None:
    """Publish what only a newer version of the program knows."""
    reshaped(folder, table, with_column("mood"))
    keep(folder, "By a newer version")


def test_on_a_newer_shape_the_last_edition_that_can_be_read_is_kept(folder: Path) -> None:
    keep(folder)
    edition = read_published(folder).edition
    newer(folder)
    shelf = Editions(folder, settled=0)
    assert shelf.current().edition == edition
    (problem,) = shelf.status().problems
    assert problem.rule == "newer-shape"
    assert "“mood”" in problem.message.en
    assert problem.fix.en.startswith("Bring the program up to date.")


def test_a_replica_of_an_older_version_stays_ready_and_says_that_it_is_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder)
    newer(folder)
    shelf = Editions(folder, settled=0)  # as one that starts now
    for part in (web, probe):
        monkeypatch.setattr(part, "editions", lambda: shelf)
    monkeypatch.setattr(probe, "readiness", lambda: probe.Readiness(warm=True))
    assert probe.ready(Request({"type": "http"})).status_code == 200
    answer = web.health(Request({"type": "http"}))
    said = json.loads(bytes(answer.body))
    assert (answer.status_code, said["status"]) == (200, "stale")
    assert [one["column"] for one in said["problems"]] == ["mood"]


def test_a_replica_of_a_newer_version_is_ready_on_an_older_edition(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reshaped(folder, "series", without("note_ko"))
    keep(folder)
    shelf = Editions(folder, settled=0)
    monkeypatch.setattr(probe, "editions", lambda: shelf)
    monkeypatch.setattr(probe, "readiness", lambda: probe.Readiness(warm=True))
    assert probe.ready(Request({"type": "http"})).status_code == 200


def test_a_newer_table_is_said_and_the_edition_before_is_shown(folder: Path) -> None:
    keep(folder)
    edition = read_published(folder).edition
    archive = Archive(folder)
    contents = {**archive.contents(archive.last()), "moods.csv": b"mood_id\nbad\n"}
    entry = Entry(
        Files(folder, contents).edition, MOMENT, "Lee", "A new table", (), "publish",
        files={name: digest(content) for name, content in contents.items()},
    )  # fmt: skip
    with archive.locked():
        archive.commit(entry, {digest(one): one for one in contents.values()})
    shelf = Editions(folder, settled=0)
    assert shelf.current().edition == edition
    assert [(one.rule, one.table) for one in shelf.status().problems] == [("newer-shape", "moods")]


@pytest.mark.parametrize("given", ["series", "glossary"])
def test_nothing_is_published_over_what_a_newer_version_published(folder: Path, given: str) -> None:
    keep(folder)
    newer(folder)
    made = plan(folder, [Upload(f"{given}.csv", _row(folder, given))])
    assert [one.problem.rule for one in made.errors] == ["newer-shape"]


def test_an_older_file_put_back_by_hand_does_not_hide_a_newer_edition(folder: Path) -> None:
    keep(folder)
    before = (folder / "series.csv").read_bytes()
    newer(folder)
    (folder / "series.csv").write_bytes(before)
    assert [one.rule for one in examine(folder).errors] == ["newer-shape"]


# What commit 364ce9f kept


def landed(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT / "364ce9f", tmp_path / "364ce9f"))


SHAPE = json.loads((KEPT / "364ce9f.shape.json").read_text(encoding="utf-8"))
TODAY = {kind.table: {one.name: one for one in columns(kind)} for kind in TABLES}


def test_every_table_and_column_of_the_landed_version_is_one_of_today_or_written_down() -> None:
    for table, shape in SHAPE.items():
        if table in former.REMOVED_TABLES:
            continue
        gone = former.REMOVED.get(table, frozenset())
        renamed = former.RENAMED.get(table, {})
        assert {renamed.get(one, one) for one in shape} - gone <= TODAY[table].keys()


def test_what_came_after_the_landed_version_may_be_absent_in_its_editions() -> None:
    for kind in TABLES:
        assert kind.added == (kind.table not in SHAPE)
        renamed = former.RENAMED.get(kind.table, {})
        known = {renamed.get(one, one) for one in SHAPE.get(kind.table, ())}
        for one in columns(kind):
            excused = one.blank or one.name in known or kind.added
            assert excused or one.name in former.BEFORE.get(kind.table, {}), one.name


def test_every_code_of_the_landed_version_is_one_of_today_or_translated() -> None:
    for table, shape in SHAPE.items():
        for name, said in shape.items():
            now = former.RENAMED.get(table, {}).get(name, name)
            if not said["choices"] or now not in TODAY.get(table, {}):
                continue
            codes = former.CODES.get(table, {}).get(now, {})
            assert {codes.get(one, one) for one in said["choices"]} <= {*TODAY[table][now].choices}


def test_what_is_written_down_leads_to_what_there_is() -> None:
    for table, renamed in former.RENAMED.items():
        assert {*renamed.values()} <= TODAY[table].keys()
        assert not renamed.keys() & TODAY[table].keys()
    for table, gone in former.REMOVED.items():
        assert not gone & TODAY[table].keys()
    assert not former.REMOVED_TABLES & TODAY.keys()
    for table, codes in former.CODES.items():
        for name, translated in codes.items():
            assert {*translated.values()} <= {*TODAY[table][name].choices}
            assert not translated.keys() & {*TODAY[table][name].choices}


def test_every_edition_of_the_landed_version_is_read_as_it_was(tmp_path: Path) -> None:
    folder = landed(tmp_path)
    archive = Archive(folder)
    entries = archive.entries()
    assert [one.kind for one in entries] == [
        "start", "publish", "by-hand", "publish", "undo", "publish",
    ]  # fmt: skip
    for one in entries:
        files = Files(folder, archive.contents(one), kept=True)
        assert files.edition == one.edition
    assert [one.high for one in Editions(folder, settled=0).current().all(Estimate)][:1] == [122]


def test_every_edition_of_the_landed_version_can_be_brought_back(tmp_path: Path) -> None:
    for number in range(1, 6):
        folder = landed(tmp_path / str(number))
        made = back(folder, number)
        assert made.errors == ()
        publish(made, who="Kim", reason="Back")
        archive = Archive(folder)
        assert archive.last().edition == archive.entry(number).edition
        assert read_files(folder).contents == archive.contents(archive.entry(number))


def _row(folder: Path, table: str, **cells: str) -> bytes:
    """Return the first row of a table, with other cells, as a file somebody would give."""
    text = (folder / f"{table}.csv").read_text(encoding="utf-8")
    first = next(csv.DictReader(io.StringIO(text, newline="")))
    names = [name for name in first if name != "mood"]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerow(first | cells)
    return out.getvalue().encode()
