"""What figures may read is told from their source: they read no column that is not told so."""

from dataclasses import replace

import pytest

from story.figures import NAMES, figure_function
from story.figures.columns_read import may_read
from story.places import ROOT
from story.publishing.effects import figure_changes
from story.publishing.folder import load
from story.publishing.intake import Upload
from story.publishing.refresh import Plan, plan
from story.tables import Dataset
from story.tables.model import TABLES, Record
from story.telling import chapter
from story.text import Language

REAL = load(ROOT / "data")
STATES = {
    (call.name, repr(call.choices)): call
    for manuscript in chapter.read_folder(chapter.CHAPTERS)[0]
    for _, call in manuscript.figures()
}


def noting(kind: type[Record], read: set[tuple[str, str]]) -> type[Record]:
    class Noting(kind):
        def __getattribute__(self, name: str):
            # A key never changes: a row with another is another row.
            if name in kind.model_fields and name not in kind.key:
                read.add((kind.table, name))
            return super().__getattribute__(name)

    return Noting


def watched(dataset: Dataset, read: set[tuple[str, str]]) -> Dataset:
    classes = {kind: noting(kind, read) for kind in TABLES}
    return replace(
        dataset,
        **{
            kind.table: tuple(
                classes[kind].model_construct(**dict(one)) for one in dataset.all(kind)
            )
            for kind in TABLES
        },
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_reads_no_column_that_its_source_does_not_name(name: str) -> None:
    read: set[tuple[str, str]] = set()
    draw = figure_function(name)
    for language in Language:
        draw(watched(REAL, read), language)
    for (figure, _), call in STATES.items():
        if figure == name:
            draw(watched(REAL, read), Language.EN, **call.choices)
    assert read
    assert {(table, column) for table, column in read if not may_read(name, table, column)} == set()


def changed(table: str, row: str, column: str, value: str) -> Plan:
    kind = next(one for one in TABLES if one.table == table)
    text = f"{','.join((*kind.key, column))}\n{row},{value}\n"
    return plan(ROOT / "data", [Upload(f"{table}.csv", text.encode())])


def test_a_word_that_no_figure_reads_draws_none(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw(name: str):
        drawn.append(name)
        return figure_function(name)

    monkeypatch.setattr("story.publishing.effects.figure_function", draw)
    monkeypatch.setattr("story.telling.proof.drawing.figure_function", draw)
    term = REAL.glossary[0]
    made = changed("glossary", term.id, "meaning_en", "Another meaning.")
    assert made.errors == ()
    figures = figure_changes(
        made.base.found.dataset, made.found.dataset, Language.EN, changes=made.read
    )
    assert (figures, drawn) == ((), [])


def test_a_figure_that_reads_what_changed_is_found() -> None:
    event = REAL.events[-1]
    made = changed("events", event.id, "title_en", "Another title.")
    before, after = made.base.found.dataset, made.found.dataset
    some = figure_changes(before, after, Language.EN, changes=made.read)
    every = figure_changes(before, after, Language.EN)
    assert [one.name for one in some] == [one.name for one in every] != []
