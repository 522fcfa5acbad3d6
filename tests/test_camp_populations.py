"""The figures for single camps: side by side, each with its publisher and time, never joined."""

import pytest

from scenes import SHEETS, drawn, marks_of, places, said, texts
from story.figures.estimates.camp_population_rows import NEVER, ORIGINS, USES, origin_of
from story.figures.estimates.camp_populations import camp_populations
from story.figures.marks import bounds, printed_value
from story.figures.scene import Path, Sheet
from story.publishing.folder import load
from story.tables.model import CampPopulation, Estimate
from story.text import Language

DATA = load()
SINGLE = [one for one in DATA.camp_populations if one.camp_id]
COUNTED = {one.camp_id for one in SINGLE if one.use in ("core", "daily-nk")}


def test_one_row_of_the_table_is_one_mark() -> None:
    for sheet in SHEETS:
        figure = camp_populations(DATA, Language.EN, sheet)
        assert sorted(figure.scene.rows()) == sorted(figure.table.population_id)
        assert all(marks_of(figure.scene, row) for row in figure.table.population_id)
        assert figure.table.population_id.is_unique


def test_every_core_figure_for_one_camp_is_drawn() -> None:
    drawn = set(camp_populations(DATA, Language.EN).table.population_id)
    assert {one.id for one in SINGLE if one.use == "core"} <= drawn


def test_what_misleads_as_printed_is_never_drawn_whatever_is_asked_for() -> None:
    drawn = camp_populations(DATA, Language.EN, uses=USES).table
    assert not set(drawn.use) & set(NEVER)
    for use in NEVER:
        with pytest.raises(ValueError, match="core"):
            camp_populations(DATA, Language.EN, uses=(use,))


def test_figures_for_several_camps_are_left_out_and_counted() -> None:
    figure = camp_populations(DATA, Language.EN, uses=USES)
    blank = [one for one in DATA.camp_populations if not one.camp_id]
    assert not set(figure.table.population_id) & {one.id for one in blank}
    assert any(note.startswith(f"{len(blank)} more figures") for note in figure.notes)


def test_without_a_camp_chosen_only_the_newest_of_the_long_series_is_drawn() -> None:
    table = camp_populations(DATA, Language.EN).table
    series = table[table.use == "daily-nk"]
    assert series.camp_id.is_unique
    for row in series.itertuples():
        others = [
            one.period_end for one in SINGLE if one.camp_id == row.camp_id and one.use == row.use
        ]
        assert row.period_end == max(others)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_how_far_figures_for_one_year_lie_apart_is_said_of_open_camps(sheet: Sheet) -> None:
    notes = [text.text for text in texts(camp_populations(DATA, Language.EN, sheet).scene, "note")]
    drawn = set(camp_populations(DATA, Language.EN).table.population_id)
    figures = [one for one in SINGLE if one.id in drawn and one.camp_id == "camp-25"]
    year = max(one.period_end[:4] for one in figures)
    ends = [bounds(one) for one in figures if one.period_end[:4] == year]
    times = int(max(low for low, _ in ends) / min(high for _, high in ends))
    assert times > 1
    assert notes == [f"for {year}, one figure is more than {times} times another"]


@pytest.mark.parametrize("camp_id", sorted(COUNTED))
def test_a_chosen_camp_stands_alone_with_every_date(camp_id: str) -> None:
    figure = camp_populations(DATA, Language.EN, focus=[camp_id])
    expected = {
        one.id for one in SINGLE if one.camp_id == camp_id and one.use in ("core", "daily-nk")
    }
    assert set(figure.table.population_id) == expected


def test_camp_25_shows_how_far_apart_its_figures_are() -> None:
    figure = camp_populations(DATA, Language.EN, focus=["camp-25"])
    rows = [one for one in SINGLE if one.id in set(figure.table.population_id)]
    low, high = min(bounds(one)[0] for one in rows), max(bounds(one)[1] for one in rows)
    assert high > 10 * low
    assert f"{low:,} to {high:,}" in figure.title
    assert any("capacity" in note for note in figure.notes)


def test_nothing_joins_two_figures() -> None:
    for sheet in SHEETS:
        scene = camp_populations(DATA, Language.EN, sheet).scene
        assert not list(scene.of("join"))
        heights: dict[float, str] = {}
        for mark in drawn(scene):
            assert not isinstance(mark, Path)
            (y,) = {place.y for place in places(mark)}
            assert heights.setdefault(y, mark.row) == mark.row


def test_each_figure_is_written_as_it_was_printed_with_publisher_and_time() -> None:
    for language in Language:
        figure = camp_populations(DATA, language)
        words = said(figure.scene)
        for row in figure.table.itertuples():
            assert printed_value(DATA.find(CampPopulation, row.population_id), language) in words
            assert row.publisher
            assert row.period_text


def test_colour_claims_an_origin_only_where_the_same_publication_s_total_has_it() -> None:
    for source_id, origin in ORIGINS.items():
        totals = {
            one.origin_id
            for one in DATA.estimates
            if one.source_id == source_id and one.use == "core"
        }
        assert totals == {origin}
    for one in SINGLE:
        certain = one.use == "daily-nk" or one.source_id in ORIGINS
        assert (origin_of(one) != "other") == certain


def test_kinu_s_missing_camp_is_named_and_not_worked_out() -> None:
    figure = camp_populations(DATA, Language.EN)
    assert (
        "KINU: no figure for Camp 16 (Hwasong) is in the accounts used, so none is drawn."
        in figure.notes
    )
    kinu = figure.table[figure.table.source_id == "kinu-2025"]
    assert "camp-16" not in set(kinu.camp_id)


def test_a_publisher_known_through_another_is_credited_so() -> None:
    table = camp_populations(DATA, Language.EN).table
    for row in table[table.via_source_id != ""].itertuples():
        assert "as reported by" in row.source
    words = said(camp_populations(DATA, Language.EN, focus=["camp-25"]).scene)
    assert "as reported by NKNGO" in words


def test_the_axis_begins_at_zero_and_reaches_every_figure() -> None:
    for focus in ((), ("camp-25",)):
        figure = camp_populations(DATA, Language.EN, focus=focus)
        first, last = figure.scene.across
        assert first == 0
        assert last >= figure.table.highest.max()


def test_the_title_holds_for_what_is_drawn() -> None:
    table = camp_populations(DATA, Language.EN).table
    ends = table.groupby("camp_id").agg(low=("lowest", "min"), high=("highest", "max"))
    assert (ends.high / ends.low).max() >= 3
    alone = camp_populations(DATA, Language.EN, focus=["camp-11"])
    assert len(alone.table) == 1
    assert "one published figure" in alone.title


def test_no_choice_leaves_an_empty_figure_unexplained() -> None:
    figure = camp_populations(DATA, Language.EN, focus=["camp-11"], uses=("repeat",))
    assert figure.table.empty
    assert "Nothing is drawn" in figure.summary
    assert {"population_id", "source_id"} <= set(figure.table.columns)


def test_unknown_choices_are_refused_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match="camp-14"):
        camp_populations(DATA, Language.EN, focus=["camp-99"])
    with pytest.raises(ValueError, match="daily-nk"):
        camp_populations(DATA, Language.EN, uses=("most",))


@pytest.mark.parametrize("language", list(Language))
def test_the_figure_is_whole_in_both_languages(language: Language) -> None:
    figure = camp_populations(DATA, language)
    assert set(figure.headings) <= set(figure.table.columns)
    assert set(figure.sources) <= {one.source_id for one in DATA.sources}
    assert figure.title
    assert figure.summary
    assert figure.reading


def test_totals_are_never_among_the_figures_for_one_camp() -> None:
    totals = {one.id for one in DATA.all(Estimate)}
    drawn = set(camp_populations(DATA, Language.EN).table.population_id)
    assert not drawn & totals
