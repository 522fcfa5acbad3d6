"""The timeline: which events are drawn, that nothing hides anything, and what is said about it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, box_of, texts
from scenes import drawn as marks_drawn
from story.figures.events.choice import choose
from story.figures.events.days import days_of
from story.figures.events.glyphs import (
    FOCUS_SIZE,
    OUTLINES,
    SIZE,
    SMALLER,
    glyph,
    reach,
)
from story.figures.events.index import ANSWERS, KINDS, index_of
from story.figures.events.time_axis import axis_for
from story.figures.events.timeline import timeline
from story.figures.events.words import date_text
from story.figures.figure import Figure
from story.figures.lettering import evened, text_width, wrapped
from story.figures.scene import PAGE, PHONE, Area, At, Mark, Path, Sheet, Symbol
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import Event
from story.text import Language, date

EN, KO = Language.EN, Language.KO
CHAPTER = ("2017-11", "2019-06")
FINDING = "behind closed doors the record is mixed"
WIDE_WIDTHS = (696, 880, 1256, 1896)


@cache
def data() -> Dataset:
    return load()


@cache
def event(event_id: str) -> Event:
    return data().find(Event, event_id)


def drawn(figure: Figure) -> list[str]:
    return list(figure.table["event_id"])


@dataclass(frozen=True)
class Box:
    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def marks(figure: Figure, width: float, focus: frozenset[str] = frozenset()) -> list[Box]:
    found = []
    for mark in marks_drawn(figure.scene):
        assert isinstance(mark, Symbol)
        size = FOCUS_SIZE if mark.row in focus else SIZE
        if event(mark.row).rights_raised == "not-applicable":
            size *= SMALLER
        half = reach(event(mark.row).kind, size)
        x, y = figure.scene.at(mark.at, width)
        found.append(Box(mark.row, x - half, y - half, x + half, y + half))
    return found


def words(figure: Figure, width: float) -> Iterator[Box]:
    """Yield what the words beside the marks cover; a little less than was reckoned with."""
    for text in texts(figure.scene, "label", "axis"):
        left, top, right, bottom = box_of(text, figure.scene, width)
        yield Box(text.text, left, top + 1, right, bottom - 1)


def touching(boxes: list[Box]) -> list[tuple[str, str]]:
    return [(a.what, b.what) for a, b in itertools.combinations(boxes, 2) if a.meets(b)]


def test_the_published_view_leaves_details_out_and_says_how_many() -> None:
    figure = timeline(data(), EN)
    details = [one.id for one in data().events if one.importance == "3"]
    assert set(drawn(figure)) == {one.id for one in data().events} - set(details)
    assert any(note.startswith(f"{len(details)} more events") for note in figure.notes)


def test_details_appear_when_asked_for() -> None:
    assert set(drawn(timeline(data(), EN, importance=3))) == {one.id for one in data().events}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_mark_carries_its_event_and_has_a_row_in_the_table(sheet: Sheet) -> None:
    figure = timeline(data(), KO, sheet, importance=3)
    plotted = [mark.row for mark in marks_drawn(figure.scene)]
    assert all(mark.said for mark in marks_drawn(figure.scene))
    assert sorted(plotted) == sorted(drawn(figure))
    assert set(figure.headings) <= set(figure.table.columns)
    assert all(figure.table["source_id"])
    assert figure.sources


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("importance", [1, 2, 3])
@pytest.mark.parametrize("width", WIDE_WIDTHS)
def test_nothing_hides_anything_on_a_wide_page(
    language: Language, importance: int, width: int
) -> None:
    figure = timeline(data(), language, importance=importance)
    assert touching([*marks(figure, width), *words(figure, width)]) == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("importance", [1, 2, 3])
def test_nothing_hides_anything_on_a_phone(language: Language, importance: int) -> None:
    figure = timeline(data(), language, PHONE, importance=importance)
    assert touching([*marks(figure, 296), *words(figure, 296)]) == []


@settings(max_examples=20, deadline=None)
@given(
    kinds=st.sets(st.sampled_from(KINDS), min_size=1),
    years=st.tuples(st.integers(2013, 2019), st.integers(2019, 2026)),
    focus=st.lists(st.sampled_from(sorted(one.id for one in load().events)), max_size=4),
    sheet=st.sampled_from(SHEETS),
    language=st.sampled_from(list(Language)),
)
def test_nothing_hides_anything_whatever_is_chosen(
    kinds: set[str], years: tuple[int, int], focus: list[str], sheet: Sheet, language: Language
) -> None:
    span = (f"{years[0]}", f"{years[1]}")
    figure = timeline(data(), language, sheet, focus=focus, kinds=kinds, years=span, importance=3)
    for width in (296,) if sheet.narrow else WIDE_WIDTHS:
        covered = [*marks(figure, width, frozenset(focus)), *words(figure, width)]
        assert touching(covered) == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("sheet", "width"), [(PHONE, 296), (PAGE, 696), (PAGE, 1896)])
def test_words_stay_inside_the_picture(language: Language, sheet: Sheet, width: int) -> None:
    figure = timeline(data(), language, sheet, importance=3)
    for box in words(figure, width):
        assert 0 <= box.left <= box.right <= width, box
        assert 0 <= box.top <= box.bottom <= figure.scene.height, box
    assert all(text.size >= 12 for text in texts(figure.scene))


def test_the_focus_alone_has_its_titles_written_and_is_drawn_larger() -> None:
    focus = ["2018-06-12-singapore-summit", "2018-09-29-fell-in-love"]
    figure = timeline(data(), EN, focus=focus, years=CHAPTER)
    said = {box.what for box in words(figure, 696)}
    titles = {one.title_en: one.id for one in data().events}
    assert {titles[one] for one in said if one in titles} == set(focus)
    assert touching([*marks(figure, 696, frozenset(focus)), *words(figure, 696)]) == []


def test_the_focus_is_drawn_whatever_else_is_left_out() -> None:
    detail = next(one for one in data().events if one.importance == "3")
    figure = timeline(data(), EN, focus=[detail.id], kinds=(), years=("2025", "2025"))
    assert drawn(figure) == [detail.id]


def test_few_events_all_have_their_titles() -> None:
    figure = timeline(data(), EN, words="Salmon")
    said = " ".join(box.what for box in words(figure, 696))
    assert all(title in said for title in figure.table["title"])


@pytest.mark.parametrize(
    ("looked_for", "found"),
    [
        ("Salmon", "2022-08-01-salmon-starts"),
        ("salmón", "2022-08-01-salmon-starts"),
        ("살몬", "2022-08-01-salmon-starts"),
        ("김정은 싱가포르", "2018-06-12-singapore-summit"),
        ("kim SINGAPORE", "2018-06-12-singapore-summit"),
        ("fell in love", "2018-09-29-fell-in-love"),
    ],
)
def test_words_are_found_in_either_language_and_without_accents(
    looked_for: str, found: str
) -> None:
    for language in Language:
        assert found in drawn(timeline(data(), language, words=looked_for, importance=3))


def test_words_that_occur_nowhere_leave_nothing_and_that_is_said() -> None:
    for sheet in SHEETS:
        figure = timeline(data(), EN, sheet, words="xyzzy")
        assert drawn(figure) == []
        assert "No event fits" in figure.title
        assert set(figure.headings) <= set(figure.table.columns)


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from(KINDS)), st.sets(st.sampled_from(ANSWERS)))
def test_kinds_and_answers_keep_those_codes(kinds: set[str], answers: set[str]) -> None:
    chosen = choose(data(), kinds=kinds, answers=answers)
    expected = {
        one.id for one in data().events if one.kind in kinds and one.rights_raised in answers
    }
    assert {one.id for one in chosen.events} == expected


@pytest.mark.parametrize("name", ["Kim Jong Un", "김정은"])
def test_people_are_known_by_either_name(name: str) -> None:
    found = drawn(timeline(data(), EN, people=[name], importance=3))
    assert set(found) == {one.id for one in data().events if "Kim Jong Un" in one.actors}


def test_years_take_dates_as_precise_as_one_likes() -> None:
    figure = timeline(data(), EN, years=CHAPTER, importance=3)
    expected = {one.id for one in data().events if "2017-11" <= one.start_date[:7] <= "2019-06"}
    assert set(drawn(figure)) == expected
    day = timeline(data(), EN, years=("2018-06-12", "2018-06-12"), importance=3)
    assert {event(one).start_date for one in drawn(day)} == {"2018-06-12"}


@pytest.mark.parametrize(
    ("choice", "known"),
    [
        ({"kinds": ["party"]}, "known: summit, statement"),
        ({"answers": ["maybe"]}, "known: yes, partly, no"),
        ({"importance": 4}, "known: 1, 2, 3"),
        ({"people": ["Nobody"]}, "Kim Jong Un"),
        ({"focus": ["no-such-event"]}, "2018-06-12-singapore-summit"),
        ({"years": ("2019", "2018")}, "forwards"),
        ({"years": ("soon", "later")}, "no date"),
    ],
)
def test_an_unknown_choice_names_the_known_ones(choice: dict[str, object], known: str) -> None:
    with pytest.raises(ValueError, match=known):
        timeline(data(), EN, **choice)


def without_colour(marks: list[Mark]) -> tuple[object, ...]:
    found = []
    for mark in marks:
        assert isinstance(mark, Area | Path)
        full = isinstance(mark, Area) and mark.fill == "ink"
        found.append((mark.points, mark.line.dash if mark.line else None, full))
    return tuple(found)


def test_kind_and_answer_can_be_told_without_colour() -> None:
    drawings = [
        without_colour(glyph(kind, answer, At(0, 0))) for kind in KINDS for answer in ANSWERS
    ]
    assert len(set(drawings)) == len(drawings)
    assert set(OUTLINES) == set(KINDS)


def test_a_meeting_of_leaders_is_always_an_open_ring() -> None:
    for answer in ANSWERS:
        ring = glyph("summit", answer, At(0, 0))[0]
        assert isinstance(ring, Area)
        assert ring.fill == "paper"
        assert ring.line


def test_a_day_that_is_not_known_is_marked_so() -> None:
    vague = [one for one in data().events if one.date_precision != "day"]
    for sheet in SHEETS:
        figure = timeline(data(), EN, sheet, importance=3, focus=["2018-06-12-singapore-summit"])
        signs = [box for box in words(figure, 696) if box.what == "~"]
        assert len(signs) == len(vague) > 0


def test_an_event_of_several_days_has_a_bar_as_long_as_it_lasted() -> None:
    figure = timeline(data(), EN, importance=3)
    axis = axis_for(data(), index_of(data()).span)
    spans = [mark for mark in figure.scene.of("range") if isinstance(mark, Path)]
    bars = {(one.points[0].x, one.points[1].x) for one in spans if one.line.width == 3}
    assert bars == {axis.reach(one) for one in data().events if one.end_date}


def test_dates_are_written_only_as_precisely_as_known() -> None:
    for one in data().events:
        if one.date_precision == "month" and not one.end_date:
            assert date_text(one, EN) == date(one.start_date[:7], EN)
        if one.date_precision == "approximate":
            assert date_text(one, EN).startswith("about ")
            assert date_text(one, KO).endswith("쯤")


def test_time_runs_forwards_and_fills_the_axis() -> None:
    axis = axis_for(data(), index_of(data()).span)
    first, last = axis.span.first.toordinal(), axis.span.last.toordinal() + 1
    shares = [axis.share(day) for day in range(first, last + 1)]
    assert shares == sorted(set(shares))
    assert (shares[0], shares[-1]) == (0, 1)


def test_crowded_years_are_wider_and_that_is_said() -> None:
    figure = timeline(data(), EN)
    axis = axis_for(data(), index_of(data()).span)
    years = {int(tick.iso): tick.share for tick in axis.years()}
    length = {year: years[year + 1] - share for year, share in years.items() if year + 1 in years}
    others = [length[year] for year in length if year not in axis.wide_years]
    assert axis.wide_years
    for year in axis.wide_years:
        assert length[year] > max(others)
        assert f"{year}" in figure.reading
    assert "wider" not in timeline(data(), EN, years=CHAPTER).reading


def test_the_axis_holds_still_while_the_reader_chooses() -> None:
    def place(figure: Figure, event_id: str) -> float:
        (mark,) = (one for one in marks_drawn(figure.scene) if one.row == event_id)
        assert isinstance(mark, Symbol)
        return mark.at.x

    dmz = "2019-06-30-dmz"
    everywhere = {
        place(figure, dmz)
        for figure in (
            timeline(data(), EN),
            timeline(data(), EN, kinds=["summit"]),
            timeline(data(), EN, importance=3, answers=["unknown"]),
        )
    }
    assert len(everywhere) == 1


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(KINDS), min_size=1), st.integers(2013, 2026), st.integers(0, 4))
def test_the_finding_is_said_only_where_it_holds(kinds: set[str], first: int, more: int) -> None:
    figure = timeline(data(), EN, PHONE, kinds=kinds, years=(f"{first}", f"{first + more}"))
    events = [event(one) for one in drawn(figure)]
    met = {one.rights_raised for one in events if one.kind == "summit"}
    raised = any(one.kind == "statement" and one.rights_raised == "yes" for one in events)
    assert (FINDING in figure.title) == (raised and len(met) > 1 and "yes" not in met)


def test_the_published_title_is_a_finding() -> None:
    assert FINDING in timeline(data(), EN).title
    assert FINDING in timeline(data(), EN, years=CHAPTER).title


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rate_is_ever_given(language: Language, sheet: Sheet) -> None:
    figure = timeline(data(), language, sheet)
    said = " ".join([figure.title, figure.reading, figure.summary, *figure.notes])
    assert "%" not in said
    assert "per cent" not in said
    assert "sample" in said or "표본" in said


def test_the_summary_counts_every_answer() -> None:
    figure = timeline(data(), EN)
    for answer, words_for in zip(ANSWERS, ("Yes", "Partly", "No", "Unknown"), strict=False):
        count = sum(event(one).rights_raised == answer for one in drawn(figure))
        assert f"{words_for} {count}" in figure.summary


def test_a_quotation_in_korean_is_the_original_or_is_marked_as_a_translation() -> None:
    quotes = [one for one in timeline(data(), KO).table["quote_text"] if one]
    originals = {one.quote_original for one in data().events if one.quote_original}
    spoken = [one for one in quotes if any(each in one for each in originals)]
    assert spoken
    assert len(spoken) < len(quotes)
    assert all(one.endswith("(번역)") != (one in spoken) for one in quotes)


def test_a_span_of_a_month_ends_on_its_last_day() -> None:
    assert [days_of(iso).last.day for iso in ("2020-02", "2019-02", "2019", "2019-02-03")] == [
        29, 28, 31, 3,
    ]  # fmt: skip


@given(st.lists(st.text("abc가나", min_size=1, max_size=9), min_size=1, max_size=12))
def test_evened_lines_are_no_more_and_no_longer(said: list[str]) -> None:
    text = " ".join(said)
    plain, even = wrapped(text, 60, 12), evened(text, 60, 12)
    assert " ".join(even) == text
    assert len(even) == len(plain)
    assert max(text_width(one, 12) for one in even) <= max(text_width(one, 12) for one in plain)
