"""Nobody's work vanishes: a file is compared with what it was begun from and what came since."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from story.publishing.archive import Archive
from story.publishing.folder import edition_of
from story.publishing.history import history
from story.publishing.intake import Upload, edition_heading, edition_in
from story.publishing.refresh import (
    NothingToPublish,
    Plan,
    back,
    back_alone,
    plan,
    publish,
    stands,
    stuck_said,
)
from story.publishing.refresh.past import rows_in
from story.publishing.workbook import csv_template, marked_copy, template
from story.tables.changes import Sheet
from story.tables.model import Estimate, Observation, Record
from story.tables.problem import Problem
from story.tables.rows import write_cells
from story.text import Language, Text
from tiny_folder import TINY, copied

MOMENT = datetime(2026, 11, 30, 12, tzinfo=UTC)
HIGH = "estimates/institute-2013/high"
UNTOLD = (Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", "")),)
Folder = Path
Typed = dict[tuple[str, str], str]
OBSERVATIONS = (TINY / "observations.csv").read_text("utf-8").splitlines(keepends=True)
VOTES = next(one for one in OBSERVATIONS if one.startswith("unga-resolution-votes-for,2014"))
EARLIER = next(one for one in OBSERVATIONS if "cumulative,2023,90," in one).replace(
    "2023,90", "2022,80"
)
Whole = Callable[..., bytes]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: UNTOLD)
    return copied(tmp_path)


def whole(folder: Path, table: str = "estimates", **changed: str) -> bytes:
    """Return a table as it lies in the folder, with cells `row__column` changed."""
    rows = list(csv.DictReader(io.StringIO((folder / f"{table}.csv").read_text("utf-8"))))
    for place, value in changed.items():
        key, _, column = place.partition("__")
        next(row for row in rows if key.replace("_", "-") in row.values())[column] = value
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def colleague(folder: Path, text: str, table: str = "estimates", who: str = "Kim") -> None:
    """Let somebody else publish, whatever they are asked."""
    given = [Upload(f"{table}.csv", text.encode())]
    asked = {one.name: one.choices[-1].key for one in plan(folder, given).questions}
    publish(plan(folder, given, answers=asked), who=who, reason="A correction", at=MOMENT)


def cells(folder: Path, kind: type[Record] = Estimate):
    return rows_in(kind, (folder / f"{kind.table}.csv").read_text("utf-8"))


def test_last_months_whole_table_does_not_take_back_a_correction(folder: Folder) -> None:
    old = whole(folder, inside_2025__note_en="My own change.")
    colleague(folder, "estimate_id,high\ninstitute-2013,130\n")
    made = plan(folder, [Upload("estimates.csv", old)])
    (conflict,) = made.conflicts
    assert (conflict.what, conflict.name, conflict.now, conflict.given) == (
        "back", HIGH, "130", "120",
    )  # fmt: skip
    (doubt,) = made.questions
    assert doubt.question.en == (
        "Estimates: this brings back what Kim corrected on 30 November 2026 (no 2); cells: 1."
    )
    assert doubt.question.ko == (
        "추정치: 2026년 11월 30일(기록 2번) Kim이(가) 고친 값이 고치기 전으로 돌아갑니다(1칸)."
    )
    assert (doubt.asked[0].place.row, doubt.asked[0].then.en, doubt.asked[0].given.en) == (
        2, "130", "120",
    )  # fmt: skip
    publish(made, who="Lee", reason="Notes", at=MOMENT)
    after = cells(folder)
    assert after[("institute-2013",)]["high"] == "130"
    assert after[("inside-2025",)]["note_en"] == "My own change."
    assert history(folder)[0].answers[0].cells == (HIGH,)
    assert history(folder)[0].answers[0].answer.en == "Keep theirs"


def test_the_writer_may_take_their_own_cell_by_its_name_or_all_of_a_publication(
    folder: Folder,
) -> None:
    old = whole(folder)
    colleague(folder, "estimate_id,high,low\ninstitute-2013,130,90\n")
    by_name = plan(folder, [Upload("estimates.csv", old)], answers={HIGH: "take"})
    assert by_name.changes.of(Estimate).changed[0].columns == ("high",)
    (doubt,) = by_name.questions
    assert [one.answer for one in doubt.asked] == ["keep", "take"]
    together = plan(folder, [Upload("estimates.csv", old)], answers={doubt.name: "take"})
    assert together.changes.of(Estimate).changed[0].columns == ("low", "high")


def test_a_cell_that_two_have_changed_keeps_the_newer_publication(folder: Folder) -> None:
    base = edition_of(folder)
    colleague(folder, "estimate_id,high\ninstitute-2013,130\n")
    mine = Upload(f"estimates-{base}.csv", b"estimate_id,high\ninstitute-2013,150\n")
    made = plan(folder, [mine])
    assert [(one.what, one.base, one.now, one.given) for one in made.conflicts] == [
        ("both", "120", "130", "150")
    ]
    assert made.empty
    taken = plan(folder, [mine], answers={HIGH: "take"})
    assert taken.changes.of(Estimate).changed[0].after["high"] == "150"


def test_what_was_published_before_may_be_meant_again_and_is_named(folder: Folder) -> None:
    colleague(folder, "estimate_id,high\ninstitute-2013,130\n")
    mine = Upload(f"estimates-{edition_of(folder)}.csv", b"estimate_id,high\ninstitute-2013,120\n")
    made = plan(folder, [mine])
    assert [(one.what, one.default) for one in made.conflicts] == [("again", "take")]
    assert made.changes.of(Estimate).changed[0].after["high"] == "120"
    assert "brings back what Kim corrected" in made.questions[0].question.en


def test_a_row_that_was_withdrawn_stays_withdrawn(folder: Folder) -> None:
    old = whole(folder, "observations")
    key, gone = list(cells(folder, Observation).items())[-1]
    rest = "".join(old.decode().splitlines(keepends=True)[:-1]).encode()
    made = plan(folder, [Upload("observations.csv", rest)], withdrawn=frozenset({"observations"}))
    publish(made, who="Kim", reason="Wrong", at=MOMENT)
    again = plan(folder, [Upload("observations.csv", old)])
    assert ([one.what for one in again.conflicts], again.empty) == (["withdrawn"], True)
    name = again.conflicts[0].name
    assert name == "/".join(part for part in ("observations", *key) if part)
    taken = plan(folder, [Upload("observations.csv", old)], answers={name: "take"})
    assert taken.changes.of(Observation).added[key] == gone


def test_missing_rows_that_others_added_or_corrected_stay(folder: Folder) -> None:
    mine = [one for one in OBSERVATIONS if "unga-resolution-votes-for,2014" not in one]
    colleague(folder, OBSERVATIONS[0] + EARLIER, "observations")
    colleague(folder, f"{OBSERVATIONS[0]}{VOTES.replace('116', '117')}", "observations")
    sent = [Upload("observations.csv", "".join(mine).encode())]
    made = plan(folder, sent, withdrawn=frozenset({"observations"}))
    assert sorted(one.what for one in made.conflicts) == ["added", "corrected"]
    assert made.empty
    names = {one.name: "take" for one in made.conflicts}
    taken = plan(folder, sent, withdrawn=frozenset({"observations"}), answers=names)
    assert len(taken.changes.of(Observation).removed) == 2


def test_a_heading_alone_withdraws_nothing(folder: Folder) -> None:
    heading = (folder / "observations.csv").read_bytes().splitlines(keepends=True)[0]
    made = plan(
        folder, [Upload("observations.csv", heading)], withdrawn=frozenset({"observations"})
    )
    assert made.empty
    assert "nothing is withdrawn" in made.intake.notes[-1].message.en


def test_a_withdrawal_names_what_hangs_on_it_and_suggests_no_other(folder: Folder) -> None:
    lines = (folder / "sources.csv").read_text("utf-8").splitlines(keepends=True)
    part = "".join(one for one in lines if not one.startswith("institute-2013"))
    made = plan(folder, [Upload("sources.csv", part.encode())], withdrawn=frozenset({"sources"}))
    (error,) = [one.problem for one in made.errors]
    assert error.rule == "withdrawn-with-rows"
    label = cells(folder)[("institute-2013",)]["label_en"]
    assert f"Estimates: “{label}”" in error.message.en
    assert "Did you mean" not in error.fix.en


def test_one_table_given_twice_is_one_sentence_and_the_newer_is_used_on_an_answer(
    folder: Folder,
) -> None:
    older = Upload("old.csv", b"estimate_id,high\ninstitute-2013,130\n", written=1.0)
    newer = Upload("new.csv", b"estimate_id,high\ninstitute-2013,140\n", written=2.0)
    made = plan(folder, [newer, older])
    assert made.errors == ()
    (doubt,) = made.questions
    assert doubt.question.en == (
        "Estimates was given twice, in new.csv · old.csv, and 1 cells differ. "
        "Use the newer, new.csv?"
    )
    with pytest.raises(NothingToPublish):
        publish(made, who="Kim", reason="Because")
    chosen = plan(folder, [newer, older], answers={"estimates-twice": "new.csv"})
    assert chosen.changes.of(Estimate).changed[0].after["high"] == "140"
    assert publish(chosen, who="Kim", reason="Because", at=MOMENT).answers[0].answer.en == (
        "Use new.csv"
    )


def test_one_table_given_twice_alike_is_read_once(folder: Folder) -> None:
    same = b"estimate_id,high\ninstitute-2013,130\n"
    made = plan(folder, [Upload("one.csv", same), Upload("two.csv", same)])
    assert (made.errors, made.questions) == ((), ())
    assert made.intake.notes[-1].message.en == "Estimates: given twice and the same; read once."


def test_a_warning_must_be_answered_before_publishing_and_is_kept(folder: Folder) -> None:
    made = plan(folder, [Upload("e.csv", b"estimate_id,point\ninside-2025,201\n")])
    (doubt,) = made.open
    assert [one.key for one in doubt.choices] == ["as-written"]
    with pytest.raises(NothingToPublish, match="questions"):
        publish(made, who="Kim", reason="Because")
    answered = plan(
        folder, [Upload("e.csv", b"estimate_id,point\ninside-2025,201\n")],
        answers={doubt.name: "as-written"},
    )  # fmt: skip
    entry = publish(answered, who="Kim", reason="Because", at=MOMENT)
    assert (entry.answers[0].question, entry.answers[0].answer.en) == (
        doubt.question,
        "It is so: publish it as it is written.",
    )
    assert Archive(folder).entries()[-1] == entry


def test_an_edition_is_read_from_workbooks_csv_and_names(folder: Folder) -> None:
    base, now = edition_of(folder), stands(folder).sheets
    book = template(Estimate, now, base)
    text = csv_template(Estimate, now, base)
    assert edition_in("renamed.xlsx", book) == base
    assert edition_in("renamed.csv", text) == base
    assert edition_in("renamed.csv", text.decode("utf-8-sig").encode("utf-16")) == base
    assert edition_in(f"estimates-{base} (1).csv", b"estimate_id\n") == base
    assert edition_in("estimates.csv", b"estimate_id\n") == ""
    assert edition_in("broken.xlsx", b"PK\x03\x04") == ""


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_template_sent_back_late_takes_back_nothing(form: str, folder: Folder) -> None:
    base, now = edition_of(folder), stands(folder).sheets
    content = (template if form == "xlsx" else csv_template)(Estimate, now, base)
    colleague(folder, "estimate_id,high\ninstitute-2013,130\n")
    colleague(folder, "estimate_id,high\ninstitute-2013,140\n")
    made = plan(folder, [Upload(f"estimates.{form}", content)])
    assert (made.empty, [one.what for one in made.conflicts]) == (True, ["back"])
    assert (
        f"begun from edition {base} (no 1); published since: 2" in made.intake.notes[-1].message.en
    )


def test_a_marked_copy_keeps_the_edition_of_its_file(folder: Folder) -> None:
    base = edition_of(folder)
    sent = f"estimate_id,high,{edition_heading(base)}\ninstitute-2013,12x,\n".encode()
    made = plan(folder, [Upload("mine.csv", sent)])
    copy = marked_copy(made.intake.grids, made.problems, Language.EN, made.edition)
    assert edition_in("copy.xlsx", copy) == base
    assert load_workbook(io.BytesIO(copy))


# Two writers against a model: each holds the table as it was when they last fetched it, changes
# cells of it, and sends it whole, with or without its edition. What is published stays with
# whoever published last, unless a question names the cell.
KEYS = ("institute-2013", "inside-2025")
COLUMNS = ("note_en", "note_ko")
STEPS = st.lists(
    st.tuples(
        st.sampled_from("ab"),  # who
        st.booleans(),  # whether they fetch the table first
        st.booleans(),  # whether the file says its edition
        st.dictionaries(
            st.tuples(st.sampled_from(KEYS), st.sampled_from(COLUMNS)),
            st.sampled_from(("one", "two", "three")), max_size=3,
        ),
        st.booleans(),  # whether they take their own where they are asked
    ),
    min_size=2, max_size=6,
)  # fmt: skip


@dataclass
class Desk:
    """A folder, what each writer holds, and every value a cell ever had: the model."""

    folder: Path
    held: dict[str, tuple[str, Sheet]]
    had: dict[tuple[str, str], set[str]]

    def send(self, who: str, typed: Typed, *, says: bool, taking: bool) -> None:
        edition, base = self.held[who]
        mine = {key: dict(row) for key, row in base.items()}
        for (key, column), value in typed.items():
            mine[(key,)][column] = value
        name = f"estimates-{edition}.csv" if says else "estimates.csv"
        upload = Upload(name, write_cells(Estimate, mine.values()).encode())
        now = cells(self.folder)
        asked = {one.name for one in untold(self.folder, upload, {}).conflicts}
        made = untold(self.folder, upload, dict.fromkeys(asked, "take" if taking else "keep"))
        assert made.errors == ()
        if not made.empty:
            publish(made, who=who, reason="Mine")
        after = cells(self.folder)
        for key, column in product(KEYS, COLUMNS):
            was, sent, is_now, began = (rows[(key,)][column] for rows in (now, mine, after, base))
            if f"estimates/{key}/{column}" in asked:
                assert is_now == (sent if taking else was)
            else:
                # Nobody was asked: nothing is lost, and what is new is the writer's own.
                assert is_now == sent
                assert is_now == was or (
                    sent != began and is_now not in self.had.get((key, column), set())
                )
            self.had.setdefault((key, column), set()).update({was, is_now})


@settings(max_examples=20)
@given(STEPS)
def test_no_cell_goes_back_without_being_named(tmp_path_factory, steps) -> None:
    folder = copied(tmp_path_factory.mktemp("two"))
    desk = Desk(folder, dict.fromkeys("ab", (edition_of(folder), cells(folder))), {})
    for who, fetches, says, typed, taking in steps:
        if fetches:
            desk.held[who] = (edition_of(folder), cells(folder))
        desk.send(who, typed, says=says, taking=taking)


def untold(folder: Path, upload: Upload, answers: dict[str, str]) -> Plan:
    """Return a plan of tables from which no story is told: finding that out takes a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: UNTOLD)
        return plan(folder, [upload], answers=answers)


# One publication taken back among later ones.


def test_one_publication_is_taken_back_and_the_later_ones_stay(folder: Folder) -> None:
    colleague(folder, "estimate_id,high\ninstitute-2013,130\n")
    colleague(folder, "estimate_id,low\ninstitute-2013,90\n")
    made = back_alone(folder, 2)
    assert (made.errors, made.stuck) == ((), ())
    publish(made, who="Lee", reason="Wrong", at=MOMENT)
    after = cells(folder)[("institute-2013",)]
    assert (after["low"], after["high"]) == ("90", "120")
    assert history(folder)[0].kind == "undo"


def test_a_cell_that_was_changed_again_stays_and_is_said(folder: Folder) -> None:
    colleague(folder, "estimate_id,low,high\ninstitute-2013,90,130\n")
    colleague(folder, "estimate_id,high\ninstitute-2013,140\n", who="Park")
    made = back_alone(folder, 2)
    (said,) = stuck_said(made)
    assert said.en.endswith(
        "upper figure: Park changed it on 30 November 2026 (no 3); it stays as it is."
    )
    after = made.changes.of(Estimate).changed[0].after
    assert (after["low"], after["high"]) == ("80", "140")


def test_a_row_on_which_later_rows_hang_stays_and_names_them(folder: Folder) -> None:
    heading, *rows = (folder / "sources.csv").read_text("utf-8").splitlines(keepends=True)
    new = next(one for one in rows if one.startswith("paper-2013")).replace(
        "paper-2013", "paper-2014", 1
    )
    colleague(folder, heading + new, "sources")
    colleague(folder, "estimate_id,source_id\ninstitute-2013,paper-2014\n")
    made = back_alone(folder, 2)
    (said,) = stuck_said(made)
    assert "Rows hang on it: Estimates: “" in said.en
    assert made.empty
    publish(back_alone(folder, 3), who="Lee", reason="First this", at=MOMENT)
    assert back_alone(folder, 2).stuck == ()


def test_the_last_publication_taken_back_alone_is_the_edition_before(folder: Folder) -> None:
    colleague(folder, "estimate_id,high\ninstitute-2013,130\n")
    lines = whole(folder, "observations").decode().splitlines(keepends=True)
    given = [Upload("observations.csv", "".join(lines[:3] + lines[4:]).encode())]
    made = plan(folder, given, withdrawn=frozenset({"observations"}))
    before = edition_of(folder)
    publish(made, who="Kim", reason="Because", at=MOMENT)
    assert back_alone(folder, 3).files.edition == before == back(folder).files.edition


def test_what_an_undo_takes_back_is_known(folder: Folder) -> None:
    for high in ("130", "140", "150"):
        colleague(folder, f"estimate_id,high\ninstitute-2013,{high}\n")
    assert [one.number for one in back(folder, 2).taken_back] == [3, 4]
    for number in (0, 1, 9):
        with pytest.raises(KeyError):
            back_alone(folder, number)
