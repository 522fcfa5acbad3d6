"""What differs between two states of the tables: nothing of it missed, and said in words."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.places import ROOT
from story.publishing.folder import examine
from story.tables.changes import Labels, Sheets, apply, compare, sentences, sheets_of
from story.tables.headings import heading
from story.tables.model import TABLES, Estimate, Source, columns
from tiny_folder import TINY, add, change, copied, remove

CELLS = st.dictionaries(st.sampled_from(["low", "high", "note_en"]), st.text(max_size=3))
SHEETS = st.dictionaries(
    st.sampled_from([Estimate, Source]),
    st.dictionaries(st.tuples(st.text("abc", min_size=1, max_size=2)), CELLS, max_size=6),
)


def rows(folder: Path) -> Sheets:
    return sheets_of(examine(folder).tables)


def said(folder: Path) -> list[str]:
    before, after = rows(TINY), rows(folder)
    return [one.en for one in sentences(compare(before, after), Labels(after, before))]


def ordered(sheets: Sheets) -> list[object]:
    return [(kind, list(sheets.get(kind, {}).items())) for kind in TABLES]


@given(SHEETS)
def test_a_state_does_not_differ_from_itself(sheets: Sheets) -> None:
    assert not compare(sheets, sheets)


@given(SHEETS, SHEETS)
def test_a_difference_applied_gives_the_other_state_in_its_order(
    before: Sheets, after: Sheets
) -> None:
    assert ordered(apply(compare(before, after), before)) == ordered(after)


def test_every_cell_that_differs_is_found(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder, "estimates", "institute-2013", high="130", note_en="Other.")
    add(folder, "sources", "paper-2013", source_id="paper-2014")
    remove(folder, "imagery", rows_of("imagery")[0])
    found = compare(rows(TINY), rows(folder))
    estimates = found.of(Estimate)
    assert estimates is not None
    assert [(one.key, one.columns) for one in estimates.changed] == [
        (("institute-2013",), ("high", "note_en"))
    ]
    sources = found.of(Source)
    assert sources is not None
    assert list(sources.added) == [("paper-2014",)]
    assert [one.kind.table for one in found.tables] == ["sources", "estimates", "imagery"]


def rows_of(table: str) -> list[str]:
    with (TINY / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row[0] for row in csv.reader(file)][1:]


def test_rows_with_one_id_are_all_compared(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    add(folder, "sources", "paper-2013")
    sources = compare(rows(TINY), rows(folder)).of(Source)
    assert sources is not None
    assert list(sources.added) == [("paper-2013", "#2")]


def test_a_number_that_moved_is_said_with_how_far(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder, "estimates", "institute-2013", high="130")
    label = next(one for one in rows(TINY)[Estimate].values())["label_en"]
    assert said(folder) == [f"Estimates, “{label}”: the upper figure was 120 and is now 130 (+10)."]


def test_codes_and_sources_are_said_in_words(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder, "estimates", "institute-2013", use="context", via_source_id="")
    (sentence,) = said(folder)
    assert "the use in the charts was “In the main chart” and is now “Context”" in sentence
    assert "the source it is known through was “" in sentence
    assert sentence.endswith("” and is now blank.")


def test_many_changed_rows_are_one_sentence() -> None:
    before = rows(ROOT / "data")
    sources = {key: {**cells, "accessed": "2026-11-24"} for key, cells in before[Source].items()}
    after = {**before, Source: sources}
    (sentence,) = sentences(compare(before, after), Labels(after, before))
    assert sentence.en.startswith(
        f"Sources: changed the date it was read of {len(sources)} rows, among them “"
    )


def test_an_added_row_is_called_by_its_name_in_both_languages(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    add(
        folder, "estimates", "institute-2013",
        estimate_id="new-2020", label_en="A new one", label_ko="새 추정치",
    )  # fmt: skip
    before, after = rows(TINY), rows(folder)
    (text,) = sentences(compare(before, after), Labels(after, before))
    assert text.en == "Estimates: added “A new one”."
    assert text.ko == "추정치: ‘새 추정치’ 추가."


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.table)
def test_every_table_and_column_has_a_name_for_readers(kind) -> None:
    assert kind.called.en
    assert kind.called.ko
    for one in columns(kind):
        assert heading(one.name).en
        assert heading(one.name).ko
