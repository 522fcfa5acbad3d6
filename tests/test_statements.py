"""The statements: a mark each, in the year they were made and the row of their code."""

import itertools
from functools import cache

import pytest

from scenes import SHEETS, drawn
from story.figures.events.index import ANSWERS
from story.figures.events.statements import statements
from story.figures.events.statements_scene import PITCH, SIZE
from story.figures.figure import Figure
from story.figures.scene import Sheet, Symbol
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import Event
from story.text import Language

EN, KO = Language.EN, Language.KO


@cache
def data() -> Dataset:
    return load()


def event(event_id: str) -> Event:
    return data().find(Event, event_id)


def marks(figure: Figure) -> dict[str, tuple[float, float]]:
    found = [mark for mark in drawn(figure.scene) if isinstance(mark, Symbol)]
    assert len({mark.row for mark in found}) == len(found)
    return {mark.row: (mark.at.x, mark.at.y) for mark in found}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_statement_has_one_mark_and_one_row(sheet: Sheet) -> None:
    figure = statements(data(), KO, sheet)
    expected = [one.id for one in data().events if one.kind == "statement"]
    assert sorted(marks(figure)) == sorted(figure.table["event_id"]) == sorted(expected)


def test_a_mark_stands_in_its_year() -> None:
    for event_id, (x, _) in marks(statements(data(), EN)).items():
        assert x == int(event(event_id).start_date[:4])


def test_codes_stand_apart_in_their_order() -> None:
    placed = marks(statements(data(), EN))
    rows = {
        code: [y for one, (_, y) in placed.items() if event(one).rights_raised == code]
        for code in ANSWERS
    }
    for upper, lower in itertools.pairwise(code for code in ANSWERS if rows[code]):
        assert max(rows[upper]) < min(rows[lower])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_mark_hides_another_and_a_stack_counts_its_statements(sheet: Sheet) -> None:
    placed = marks(statements(data(), EN, sheet))
    stacks: dict[tuple[str, float], list[float]] = {}
    for one, (x, y) in placed.items():
        stacks.setdefault((event(one).rights_raised, x), []).append(y)
    assert PITCH > SIZE
    for heights in stacks.values():
        floor = max(heights)
        assert sorted(floor - y for y in heights) == [PITCH * one for one in range(len(heights))]


def test_a_year_without_statements_stays_blank() -> None:
    figure = statements(data(), EN)
    first, last = figure.scene.across
    years = {x for x, _ in marks(figure).values()}
    assert set(range(round(first + 0.5), round(last + 0.5))) - years


def test_years_keep_what_was_said_within_them() -> None:
    figure = statements(data(), EN, years=("2018-06", "2018-06"))
    assert {event(one).start_date[:7] for one in figure.table["event_id"]} == {"2018-06"}


@pytest.mark.parametrize(
    ("choice", "known"),
    [
        ({"years": ("2020", "2010")}, "forwards"),
    ],
)
def test_an_unknown_choice_names_the_known_ones(choice: dict[str, object], known: str) -> None:
    with pytest.raises(ValueError, match=known):
        statements(data(), EN, **choice)


@pytest.mark.parametrize("language", list(Language))
def test_the_list_is_said_to_be_chosen_and_no_rate_is_given(language: Language) -> None:
    figure = statements(data(), language)
    assert "sampled" in figure.notes[0] or "표본" in figure.notes[0]
    said = " ".join([figure.title, figure.reading, figure.summary, *figure.notes])
    assert "%" not in said
    assert "per cent" not in said


def test_the_finding_is_said_only_where_both_are_drawn() -> None:
    finding = "Some statements raised human rights, others left it out"
    assert statements(data(), EN).title == finding
    before = statements(data(), EN, years=("2017", "2017"))
    assert "no" not in set(before.table["rights_raised"])
    assert before.title != finding


def test_nothing_chosen_is_said() -> None:
    figure = statements(data(), EN, years=("1990", "1991"))
    assert figure.table.empty
    assert "No statement fits" in figure.title
