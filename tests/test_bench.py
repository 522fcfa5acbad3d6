"""The bench's own parts that measure nothing: its table, its targets, grown tables, its choices."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import groups
from bench.__main__ import arguments
from bench.grown import COUNTED, grown
from bench.refresh import text, workbook
from bench.report import CLOSES, NOTE, OPENS, noted
from bench.soak import Watched
from bench.table import Row, Target, Unmeasured, markdown, reached

from story.publishing.folder import examine

DATA = Path(__file__).parents[1] / "data"
SLOW = Target("a page, beside an empty one", 1.5)


def row(what: str, ours: float, beside: float, target: Target | None = None) -> Row:
    return Row(what, ours, beside, "ms", "an empty script", target)


def test_a_row_says_its_ratio_and_whether_the_target_is_missed():
    assert row("a", 3, 2, SLOW).met
    assert row("a", 3, 2, SLOW).cells() == (
        "a", "3.0 ms", "2.0 ms", "1.50×", "≤ 1.5×", "an empty script",
    )  # fmt: skip
    assert not row("b", 3.1, 2, SLOW).met
    assert "**missed**" in row("b", 3.1, 2, SLOW).cells()[4]


@pytest.mark.parametrize(
    ("ours", "beside", "said"),
    [(1, 0, "–"), (0, 5, "0.00×"), (1, 3000, "0.00033×"), (9, 2, "4.50×")],
)
def test_no_ratio_is_rounded_to_nothing(ours, beside, said):
    assert row("a", ours, beside).cells()[3] == said


def test_the_table_names_the_group_of_each_row_and_what_could_not_be_measured():
    found = {"visits": [row("a", 1, 2)], "lighthouse": [Unmeasured("all", "npm is missing")]}
    head, rule, first, second = markdown(found).splitlines()
    assert len({len(one) for one in (head, rule, first, second)}) == 1
    assert [one.strip() for one in first.split("|")[1:3]] == ["visits", "a"]
    assert [one.strip() for one in second.split("|")[1:4]] == ["lighthouse", "all", "not measured"]
    assert "npm is missing" in second


def test_each_target_is_said_once_with_the_row_farthest_from_it():
    found = {"visits": [row("a", 1, 1, SLOW), row("b", 4, 1, SLOW), row("c", 9, 1)]}
    *_, said = reached(found).splitlines()
    cells = [one.strip() for one in said.strip("|").split("|")]
    assert cells == [SLOW.asked, "1.5×", "4.00×", "met by 1 of 2", "b"]


def test_a_group_that_fails_keeps_the_rows_it_has(monkeypatch):
    def rows(*, quick: bool) -> Iterator[Row]:
        yield row("a", 1, 2)
        raise FileNotFoundError("wrk is | missing\nand more")

    monkeypatch.setattr("bench.visits.rows", rows)
    told = []
    found = groups.measured("visits", quick=True, tell=told.append)
    assert (
        found == told == [row("a", 1, 2), Unmeasured("the rest of this group", "wrk is / missing")]
    )


def test_a_program_that_is_missing_ends_its_group_alone(monkeypatch):
    def rows(*, quick: bool) -> Iterator[Row]:
        raise SystemExit("This needs nginx.")
        yield

    monkeypatch.setattr("bench.proxy.rows", rows)
    found = groups.measured("proxy", quick=True, tell=lambda _: None)
    assert found == [Unmeasured("all", "This needs nginx.")]


def test_a_group_that_is_not_known_is_named_before_anything_is_measured(capsys):
    assert arguments(["--quick", "visits", "soak"]).groups == ["visits", "soak"]
    assert not arguments([]).quick
    with pytest.raises(SystemExit):
        arguments(["visit"])
    assert "no such group: visit;" in capsys.readouterr().err


def test_the_capacity_note_takes_the_targets_of_a_run_between_its_marks():
    note = f"before\n{OPENS}\nold\n{CLOSES}\nafter\n"
    said = noted(note, {"visits": [row("a", 1, 1, SLOW)]}, 0.5)
    assert said.startswith(f"before\n{OPENS}\n")
    assert said.endswith(f"{CLOSES}\nafter\n")
    assert "old" not in said
    assert SLOW.asked in said
    with pytest.raises(ValueError, match="marks"):
        noted("none", {}, 0.5)
    assert noted(NOTE.read_text(), {"visits": [row("a", 1, 1, SLOW)]}, 0.5)


def test_grown_tables_have_so_many_times_as_many_rows_and_no_new_errors(tmp_path):
    folder = grown(DATA, tmp_path / "data", events=3, estimates=4)

    def records(of: Path, table: str) -> list[dict[str, str]]:
        with (of / table).open(encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))

    today, more = (records(one, "events.csv") for one in (DATA, folder))
    fixed = sum(one["kind"] in COUNTED for one in today)
    assert len(more) == 3 * len(today) - 2 * fixed
    assert len({one["event_id"] for one in more}) == len(more)
    assert len(records(folder, "estimates.csv")) == 4 * len(records(DATA, "estimates.csv"))
    errors = [one for one in examine(folder).problems if one.severity == "error"]
    assert errors == []


def test_a_large_file_is_the_same_as_csv_and_as_a_workbook():
    assert text(3).splitlines()[1] == "us-envoy-in-post,1700-01-01,0,final,,,inside-2025"
    assert len(text(3).splitlines()) == 4
    assert workbook(text(3)).startswith(b"PK")


def test_memory_that_grows_by_a_megabyte_each_visit_is_found():
    counts = list(range(0, 100, 5))
    watched = Watched(counts, [], [100.0 + one for one in counts])
    assert watched.slope == pytest.approx(1000)
    assert watched.after(50) == 150
    assert Watched(counts, [], [80.0] * len(counts)).slope == 0
