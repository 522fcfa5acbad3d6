"""The timeline: which events are drawn, that nothing hides anything, and what is said about it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import SHEETS, box_of, texts
from scenes import drawn as marks_drawn
from story.figures.events.answer_signs import PITCH, SIZE, sign
from story.figures.events.choice import choose
from story.figures.events.days import days_of
from story.figures.events.index import ANSWERS, KINDS, index_of, trump_kim_meetings
from story.figures.events.meetings import MOST_LINES
from story.figures.events.time_axis import axis_for
from story.figures.events.timeline import timeline
from story.figures.events.words import date_text
from story.figures.figure import Figure
from story.figures.lettering import evened, text_width, wrapped
from story.figures.scene import PAGE, PHONE, Area, At, Mark, Path, Sheet, Symbol
from story.figures.style import LIGHT, colour_of
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


def marks(figure: Figure, width: float) -> list[Box]:
    """Return what the signs of the events cover, those that are enlarged twice."""
    found = []
    for mark in marks_drawn(figure.scene):
        assert isinstance(mark, Symbol)
        x, y = figure.scene.at(mark.at, width)
        found.append(Box(mark.row, *(x - SIZE / 2, y - SIZE / 2, x + SIZE / 2, y + SIZE / 2)))
    return found


def of(figure: Figure, event_id: str) -> At:
    """Return the place of an event's sign in its lane, the lowest of its signs."""
    places = [
        mark.at
        for mark in marks_drawn(figure.scene)
        if mark.row == event_id and isinstance(mark, Symbol)
    ]
    return max(places, key=lambda at: at.y)


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
    assert sorted(set(plotted)) == sorted(drawn(figure))
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
        covered = [*marks(figure, width), *words(figure, width)]
        assert touching(covered) == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("sheet", "width"), [(PHONE, 296), (PAGE, 696), (PAGE, 1896)])
def test_words_stay_inside_the_picture(language: Language, sheet: Sheet, width: int) -> None:
    figure = timeline(data(), language, sheet, importance=3)
    for box in words(figure, width):
        assert 0 <= box.left <= box.right <= width, box
        assert 0 <= box.top <= box.bottom <= figure.scene.height, box
    assert all(text.size >= 12 for text in texts(figure.scene))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_focus_alone_has_its_titles_and_the_colour(sheet: Sheet) -> None:
    focus = ["2018-06-12-singapore-summit", "2018-09-29-fell-in-love"]
    figure = timeline(data(), EN, sheet, focus=focus, years=CHAPTER)
    titles = {one.title_en: one.id for one in data().events}
    said = {text.text for text in texts(figure.scene)}
    assert {titles[one] for one in said if one in titles} == set(focus)
    assert not any("Outcome" in text.text for text in texts(figure.scene))
    of_focus = {(of(figure, one).x, of(figure, one).y) for one in focus}
    hued = {
        (mark.points[0].x, mark.points[0].y)
        for mark in figure.scene.of("point")
        if isinstance(mark, Area) and mark.line and mark.line.token == "accent"
    }
    assert hued == of_focus


def test_the_focus_is_drawn_whatever_else_is_left_out() -> None:
    detail = next(one for one in data().events if one.importance == "3")
    figure = timeline(data(), EN, focus=[detail.id], kinds=(), years=("2025", "2025"))
    assert drawn(figure) == [detail.id]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_meetings_are_enlarged_with_what_was_said_written_and_is_known(
    sheet: Sheet, language: Language
) -> None:
    figure = timeline(data(), language, sheet)
    said = " ".join(text.text for text in texts(figure.scene))
    meetings = trump_kim_meetings(data())
    assert len(meetings) == 3
    for meeting in meetings:
        for column in ("place", "summary", "rights_basis"):
            assert meeting.within(column, language) in said
        assert date_text(meeting, language) in said
    spoken = event("2018-06-12-singapore-press")
    assert spoken.within("title", language) in said
    frames = [mark for mark in figure.scene.of("frame") if isinstance(mark, Area)]
    places = {(at.x, at.y) for at in (of(figure, one.id) for one in meetings)}
    assert {(mark.points[0].x, mark.points[0].y) for mark in frames} == places


def test_a_meeting_that_is_not_chosen_is_not_enlarged() -> None:
    later = timeline(data(), EN, years=("2019-01", "2019-12"))
    said = " ".join(text.text for text in texts(later.scene))
    assert "Hanoi, Vietnam" in said
    assert "Sentosa" not in said
    assert "Hanoi, Vietnam" not in " ".join(
        text.text for text in texts(timeline(data(), EN, kinds=["envoy"]).scene)
    )


def test_a_long_account_of_a_meeting_ends_in_an_ellipsis_and_stays_in_its_column() -> None:
    long = replace(
        data(),
        edition="long",
        events=tuple(
            one.model_copy(update={"summary_en": "so it went on " * 99, "place_ko": "긴이름" * 14})
            if one.id == "2018-06-12-singapore-summit"
            else one
            for one in data().events
        ),
    )
    for sheet in SHEETS:
        for language in Language:
            figure = timeline(long, language, sheet)
            parts = [text for text in texts(figure.scene) if len(text.lines) > 1]
            assert max(len(text.lines) for text in parts) <= MOST_LINES
        assert any(text.lines[-1][0].text == "…" for text in texts(timeline(long, EN, sheet).scene))


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
        full = isinstance(mark, Area) and mark.fill == "accent"
        found.append((mark.points, mark.line.dash if mark.line else None, full))
    return tuple(found)


def test_every_answer_can_be_told_without_colour() -> None:
    drawings = [without_colour(sign(answer, At(0, 0))) for answer in ANSWERS]
    assert len(set(drawings)) == len(drawings)


def test_the_answers_are_steps_of_one_hue() -> None:
    fills = [
        {mark.fill for mark in sign(answer, At(0, 0)) if isinstance(mark, Area)}
        for answer in ("yes", "partly", "no")
    ]
    assert fills == [{"accent"}, {"wash-accent", "accent"}, {"paper"}]
    assert colour_of("wash-accent", LIGHT) not in (LIGHT.accent.lower(), LIGHT.paper.lower())


def test_the_lane_of_summits_says_that_the_talks_were_private() -> None:
    for sheet in SHEETS:
        assert "private talks" in [text.text for text in texts(timeline(data(), EN, sheet).scene)]


def test_dates_are_written_only_as_precisely_as_known() -> None:
    for one in data().events:
        if one.date_precision == "month" and not one.end_date:
            assert date_text(one, EN) == date(one.start_date[:7], EN)
        if one.date_precision == "approximate":
            assert date_text(one, EN).startswith("about ")
            assert date_text(one, KO).endswith("쯤")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_time_is_to_scale(sheet: Sheet) -> None:
    figure = timeline(data(), EN, sheet, importance=3)
    axis = axis_for(index_of(data()).span, sheet.least, PITCH)
    assert figure.scene.across == (axis.first, axis.last)
    for one in data().events:
        if one.date_precision == "day":
            month = (int(one.start_date[:4]) - 1970) * 12 + int(one.start_date[5:7]) - 1
            place = of(figure, one.id).x
            assert place - axis.every / 2 <= month < place + axis.every / 2
    unit = sheet.least / (axis.last - axis.first)
    assert axis.every * unit >= PITCH - 0.5


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_stack_is_as_high_as_its_events_are_many(sheet: Sheet) -> None:
    figure = timeline(data(), EN, sheet, importance=3)
    places: dict[tuple[str, float], list[float]] = {}
    for one in drawn(figure):
        at = of(figure, one)
        places.setdefault((event(one).kind, at.x), []).append(at.y)
    for heights in places.values():
        steps = [round(max(heights) - height, 6) for height in sorted(heights, reverse=True)]
        assert steps == [PITCH * level for level in range(len(heights))]


@pytest.mark.parametrize("span", [("2018-06-12", "2018-06-12"), ("2018", "2018"), ("1950", "2090")])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_span_has_its_time_written_without_words_that_touch(
    span: tuple[str, str], sheet: Sheet
) -> None:
    for language in Language:
        figure = timeline(data(), language, sheet, years=span, importance=3)
        written = [box_of(text, figure.scene, sheet.least) for text in texts(figure.scene, "axis")]
        assert written
        boxes = [Box("", *box) for box in written]
        assert touching(boxes) == []


def test_the_axis_holds_still_while_the_reader_chooses() -> None:
    dmz = "2019-06-30-dmz"
    everywhere = {
        of(figure, dmz).x
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
