from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, box_of, drawn, meet, texts
from story.figures.scene import Bar
from story.figures.un_record.figure import un_record
from story.figures.un_record.rows import REFERRAL_CLAIM, ROWS, VOTES, record
from story.publishing.folder import load
from story.tables.model import Claim
from story.text import Language

DATASET = load()
LANGUAGES = pytest.mark.parametrize("language", list(Language))
SERIES_OF = {
    "assembly": ("unga-resolution-without-vote", *VOTES),
    "council-open": ("unsc-open-meeting",),
    "council-closed": ("unsc-closed-discussion",),
}


def values(*series):
    return {
        (one.series_id, int(one.period[:4])): one
        for one in DATASET.observations
        if one.series_id in series
    }


def states(figure):
    return dict(zip(figure.table.cell_id, figure.table.state, strict=True))


def symbols(figure):
    """Return what is drawn for each cell: its symbol, or `hatched`."""
    rows = figure.table[figure.table.row != "referral"]
    cells = dict(zip(rows.record_id, rows.cell_id, strict=True))
    return {
        cells.get(mark.row, mark.row): "hatched"
        if isinstance(mark, Bar)
        else (mark.shape, mark.fill not in ("", "paper"))
        for mark in drawn(figure.scene)
        if mark.role != "target"
    }


def test_a_year_without_a_value_is_not_checked_and_hatched_never_none():
    figure = un_record(DATASET, Language.EN)
    years = {int(year) for year in figure.table[figure.table.row != "referral"].year}
    for row, series in SERIES_OF.items():
        known = {year for _, year in values(*series)}
        for year in years:
            unchecked = states(figure)[f"{row}-{year}"] == "not-checked"
            assert unchecked == (year not in known)
            assert (symbols(figure)[f"{row}-{year}"] == "hatched") == unchecked


def test_the_hatching_is_a_pattern_and_not_a_colour():
    scene = un_record(DATASET, Language.EN).scene
    bars = [mark for mark in drawn(scene) if isinstance(mark, Bar)]
    assert bars
    assert all(bar.hatch for bar in bars)
    assert "Not checked" in [text.text for text in texts(scene)]


def test_what_is_known_from_the_committee_only_has_a_mark_of_its_own():
    figure = un_record(DATASET, Language.EN, years=(2005, 2025))
    known = values(*SERIES_OF["assembly"])
    interim = {f"assembly-{year}" for (_, year), one in known.items() if one.status == "interim"}
    assert interim
    found = {cell for cell, state in states(figure).items() if state == "committee"}
    assert found == interim
    drawn = symbols(figure)
    others = {drawn[cell] for cell in drawn if cell not in interim}
    assert not {drawn[cell] for cell in interim} & others


def test_every_state_has_a_shape_of_its_own():
    figure = un_record(DATASET, Language.EN, years=(2005, 2025))
    shapes = {(states(figure)[cell], symbol) for cell, symbol in symbols(figure).items()}
    assert len(shapes) == len({state for state, _ in shapes}) == len({one for _, one in shapes})


def test_the_manner_of_adoption_follows_the_value():
    known = values("unga-resolution-without-vote")
    found = states(un_record(DATASET, Language.EN, years=(2005, 2025)))
    for (_, year), one in known.items():
        if one.status == "final":
            assert found[f"assembly-{year}"] == ("without-vote" if one.value else "vote")


@LANGUAGES
def test_a_vote_is_written_for_against_abstaining(language):
    known = values(*VOTES)
    table = un_record(DATASET, language, years=(2005, 2025)).table.set_index("cell_id")
    for year in {year for _, year in known}:
        written = "–".join(f"{known[name, year].value:.0f}" for name in VOTES)
        assert table.votes_text[f"assembly-{year}"] == written


def test_a_bid_without_enough_backers_and_a_request_refused_are_told_apart():
    found = {cell.id: cell for cell in record(DATASET, (), None).cells}
    dropped = [cell for cell in found.values() if cell.state == "dropped"]
    blocked = [cell for cell in found.values() if cell.state == "blocked"]
    assert dropped
    assert blocked
    for cell in dropped:
        assert cell.votes
    for cell in (*dropped, *blocked):
        assert cell.event.rights_raised == "no"
        assert cell.event.start_date.startswith(str(cell.year))


def test_a_year_in_which_none_was_held_by_inference_is_not_a_failed_bid():
    derived = values("unsc-open-meeting")
    found = states(un_record(DATASET, Language.EN))
    inferred = [year for (_, year), one in derived.items() if one.status == "derived"]
    assert inferred
    assert all(found[f"council-open-{year}"] == "not-held" for year in inferred)


@LANGUAGES
def test_the_referral_row_rests_on_a_claim_with_its_sources(language):
    figure = un_record(DATASET, language)
    rows = figure.table[figure.table.row == "referral"]
    since = [
        one.source_id
        for one in DATASET.claim_sources
        if one.claim_id == REFERRAL_CLAIM and one.role == "since"
    ]
    assert list(rows.source_id) == since
    assert set(since) <= set(figure.sources)
    claim = DATASET.find(Claim, REFERRAL_CLAIM)
    assert "referral" in claim.since_en
    assert any(REFERRAL_CLAIM in note for note in figure.notes)


def test_a_cell_in_focus_is_framed_and_explained():
    cell = next(one for one in record(DATASET, (), None).cells if one.state == "dropped")
    figure = un_record(DATASET, Language.EN, focus=[cell.id])
    ((top, bottom),) = frames(figure)
    assert top < cell.year < bottom
    assert any(cell.event.summary_en in note for note in figure.notes)
    assert cell.event.source_id in figure.sources


def test_a_body_in_focus_is_framed_from_end_to_end():
    figure = un_record(DATASET, Language.EN, focus=["assembly"], years=(2010, 2014))
    ((top, bottom),) = frames(figure)
    assert top < 2010
    assert bottom > 2014


def test_the_grid_starts_where_every_year_was_checked_and_says_so():
    first, last = record(DATASET, (), None).years
    known = {year for series in SERIES_OF.values() for _, year in values(*series)}
    assert first - 1 not in known
    assert set(range(first, last + 1)) <= known
    assert min(known) < first
    for language in Language:
        assert any(str(first) in note for note in un_record(DATASET, language).notes)


@LANGUAGES
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_votes_are_said_in_words_where_they_stand(language, sheet):
    known = values(*VOTES)
    figure = un_record(DATASET, language, sheet)
    said = {text.row: text.text for text in texts(figure.scene) if text.row}
    by_cell = figure.table.set_index("cell_id").record_id
    first, last = record(DATASET, (), None).years
    voted = {year for _, year in known if first <= year <= last}
    assert voted
    for year in voted:
        words = said[by_cell[f"assembly-{year}"]]
        for name in VOTES:
            assert f"{known[name, year].value:.0f}" in words
        assert words.replace(",", "").split()[0].isdigit() or "찬성" in words


@LANGUAGES
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_words_of_the_record_meet_others(language, sheet):
    for years in (None, (2005, 2025)):
        scene = un_record(DATASET, language, sheet, years=years).scene
        boxes = [box_of(text, scene, sheet.least, line=1.1) for text in texts(scene)]
        for one, other in combinations(boxes, 2):
            assert not meet(one, other)


def frames(figure):
    """Return from where to where each frame around what is in focus reaches."""
    return [
        tuple(corner.y for corner in mark.corners)
        for mark in figure.scene.of("frame")
        if isinstance(mark, Bar) and mark.line and mark.line.token == "accent"
    ]


@pytest.mark.parametrize(
    ("focus", "years"),
    [
        (["assembly-2014", "council-open-2014"], (2005, 2014)),
        (["assembly"], (2005, 2025)),
        (["council-open", "council-closed"], (2014, 2024)),
        (["council-open-2018", "council-open-2019"], (2014, 2024)),
        (["referral"], (2005, 2025)),
        (["referral-2014"], None),
    ],
)
@LANGUAGES
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_views_the_story_asks_for_can_be_drawn(focus, years, language, sheet):
    figure = un_record(DATASET, language, sheet, focus=focus, years=years)
    assert figure.title
    assert figure.summary
    assert not figure.table.empty
    assert all(text.size >= 12 for text in texts(figure.scene))


@LANGUAGES
def test_the_title_follows_the_focus(language):
    titles = {
        focus: un_record(DATASET, language, focus=[focus]).title
        for focus in ("assembly", "council-open", "referral")
    }
    assert len(set(titles.values())) == len(titles)


def test_an_unknown_focus_is_refused_and_the_rows_are_named():
    with pytest.raises(ValueError, match="unknown focus court; known: assembly, council-open"):
        un_record(DATASET, Language.EN, focus=["court"])
    with pytest.raises(ValueError, match="unknown focus assembly-1999"):
        un_record(DATASET, Language.EN, focus=["assembly-1999"])


def test_years_that_run_backwards_are_refused():
    with pytest.raises(ValueError, match="must run forwards"):
        un_record(DATASET, Language.EN, years=(2020, 2010))


def test_the_years_run_down_the_page():
    for sheet in SHEETS:
        scene = un_record(DATASET, Language.EN, sheet).scene
        years = [text for text in texts(scene, "axis") if text.text.isdigit()]
        assert len(years) > 10
        assert [text.at.y for text in years] == [int(text.text) for text in years]
        heights = [scene.at(text.at, sheet.least)[1] for text in years]
        assert heights == sorted(heights)


def test_a_value_that_is_withdrawn_becomes_not_checked():
    gone = "unsc-open-meeting"
    kept = tuple(
        one for one in DATASET.observations if not (one.series_id == gone and one.period == "2015")
    )
    figure = un_record(replace(DATASET, observations=kept), Language.EN)
    assert states(figure)["council-open-2015"] == "not-checked"
    assert any("2015" in note and "Not checked" in note for note in figure.notes)


@settings(max_examples=10, deadline=None)
@given(
    st.integers(2000, 2026),
    st.integers(0, 12),
    st.sampled_from(SHEETS),
    st.sampled_from(list(Language)),
)
def test_any_span_of_years_has_a_cell_for_each_body_and_year(first, length, sheet, language):
    figure = un_record(DATASET, language, sheet, years=(first, first + length))
    cells = {f"{row}-{year}" for row in ROWS[:3] for year in range(first, first + length + 1)}
    assert set(figure.table.cell_id) == cells | {"referral"}
    assert set(symbols(figure)) == cells
