"""The chapters as they stand, with the data as they stand."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import pytest

from story.figures import figure_function
from story.publishing.folder import load
from story.surfaces import pages
from story.tables import Dataset
from story.tables.model import Claim
from story.telling.chapter import CHAPTERS, Manuscript, read_folder
from story.telling.narrative import FactSpan, QuoteSpan, SourceMark, Story, Words, plain, tell
from story.telling.narrative.passage import Segment
from story.telling.proof import proofread
from story.text import PARTICLES, Language, particle

STEPPED = {1, 2, 3, 4, 6}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load()


@pytest.fixture(scope="module")
def manuscripts() -> tuple[Manuscript, ...]:
    return read_folder(CHAPTERS)[0]


@pytest.fixture(scope="module", params=list(Language))
def story(request: pytest.FixtureRequest, dataset: Dataset) -> Story:
    return tell(dataset, request.param)


def test_the_chapters_have_no_problem(dataset: Dataset) -> None:
    assert proofread(dataset) == ()


def test_there_are_an_opening_and_seven_chapters_in_both_languages(story: Story) -> None:
    assert story.opening.number == 0
    assert [one.number for one in story.chapters] == list(range(1, 8))


def test_the_chapters_with_steps_have_at_least_three(story: Story) -> None:
    for one in story.chapters:
        assert bool(one.steps) == (one.number in STEPPED)
        assert bool(one.paragraphs) != bool(one.steps)
        assert len(one.steps) >= 3 or one.number not in STEPPED


def test_every_step_can_be_drawn(story: Story, dataset: Dataset) -> None:
    drawn = set()
    for chapter in (story.opening, *story.chapters):
        for figure in (chapter.figure, *(step.figure for step in chapter.steps)):
            made = figure_function(figure.name)(dataset, story.language, **figure.choices)
            assert len(made.table) > 0
            drawn.add(figure.name)
    assert "timeline" in drawn


def test_every_claim_of_the_article_has_a_place(story: Story, dataset: Dataset) -> None:
    assert set(story.claim_places()) == {one.id for one in dataset.all(Claim)}


def test_every_quotation_is_followed_by_a_source_mark(story: Story) -> None:
    for chapter in story.chapters:
        for anchor, passage in chapter.marked():
            quoted = {
                record for one in passage if isinstance(one, QuoteSpan) for record in one.records
            }
            marked = {
                record for one in passage if isinstance(one, SourceMark) for record in one.records
            }
            assert quoted <= marked, anchor


def test_every_step_with_a_fact_has_a_source_mark(story: Story) -> None:
    for chapter in (story.opening, *story.chapters):
        for anchor, passage in chapter.marked():
            if any(getattr(one, "sources", ()) for one in passage):
                assert any(isinstance(one, SourceMark) for one in passage), anchor


def test_a_content_note_stands_before_the_chapters_on_the_camps(story: Story) -> None:
    assert [one.number for one in story.chapters if one.content_note] == [2, 3]


def test_the_comparisons_state_their_conditions(manuscripts: tuple[Manuscript, ...]) -> None:
    for one in manuscripts:
        assert len(one.conditions) >= 2, one.file


def test_the_asks_are_a_table_with_a_heading(story: Story) -> None:
    last = story.chapters[-1]
    assert last.asks_heading
    for ask in last.asks:
        for part in (ask.ask, ask.then, ask.latest, ask.checked):
            assert plain(part).strip()


def test_every_chapter_prepares_a_speaker(story: Story) -> None:
    for one in (story.opening, *story.chapters):
        assert plain(one.so_what)
        assert plain(one.uncertainty_note)
        assert one.answers
        assert one.speaker_notes == ()


# What only somebody who speaks can be told to do.
ORDERS = {
    Language.EN: r"(?:^|[.;:!?,] )(?:and |then )?(?:say|avoid|read|point at|fall back|name a"
    r"|let the|leave|begin with|close on|end on|keep the|give the|check|ask the room|invite"
    r"|make the|turn to)\b",
    Language.KO: r"말한다|말하십시오|말하지 않는다|물러선다|읽어 준다|보여 준다\.$|덧붙인다"
    r"|강조한다|피한다|맺는다|확인한다\.$|제안한다|넘어간다",
}


def heard(story: Story) -> Iterator[tuple[str, str]]:
    """Yield everything that an audience reads or hears, with the chapter it stands in."""
    for one in (story.opening, *story.chapters):
        bare = replace(one, speaker_notes=(), answers=())
        for passage in passages(bare):
            yield one.slug, plain(passage)
        for figure in (one.figure, *(step.figure for step in one.steps)):
            yield one.slug, figure.alt


def test_no_order_to_the_speaker_reaches_the_audience(story: Story) -> None:
    orders = re.compile(ORDERS[story.language], re.IGNORECASE | re.MULTILINE)
    said = [(slug, text) for slug, text in heard(story) if orders.search(text)]
    assert said == []


def test_the_speakers_advice_is_what_the_test_of_orders_would_find(
    manuscripts: tuple[Manuscript, ...],
) -> None:
    for one in manuscripts:
        advice = one.speaker_notes.text
        assert re.search(ORDERS[one.language], advice, re.IGNORECASE | re.MULTILINE), one.file


def test_every_chapter_has_a_finding_and_every_answer_one_of_a_breath(story: Story) -> None:
    for one in story.chapters:
        assert plain(one.finding), one.slug
    for one in (story.opening, *story.chapters):
        for answer in one.answers:
            assert 0 < len(plain(answer.short).split()) <= 25, plain(answer.short)


def test_lawmakers_press_and_diplomats_are_asked_for_something(story: Story) -> None:
    asked = [request for one in story.chapters for request in one.requests]
    assert [request.audience for request in asked] == ["lawmakers", "press", "diplomats"]
    for request in asked:
        assert any(isinstance(one, SourceMark) for one in request.grounds)


def test_titles_are_findings_without_a_full_stop(story: Story) -> None:
    for one in story.chapters:
        for title in (one.title, *(step.title for step in one.steps)):
            assert not plain(title).endswith(".")


def test_every_particle_after_a_number_or_name_from_the_data_has_its_form() -> None:
    pairs = {form: name for name, forms in PARTICLES.items() for form in forms if name != "(이)"}
    wrong = []
    for told in passages(tell(load(), Language.KO)):
        spoken = [one for one in told if isinstance(one, Words | FactSpan | QuoteSpan)]
        for value, after in pairwise(spoken):
            found = re.match(r"(으로|[로은는이가을를과와])(?=[ ,.]|$)", after.text)
            if found and not isinstance(value, Words) and isinstance(after, Words):
                right = particle(value.text, pairs[found[1]])
                if right not in (found[1], pairs[found[1]]):
                    wrong.append((value.text, found[1], right))
    assert wrong == []


def passages(part: object) -> Iterator[tuple[Segment, ...]]:
    """Yield every passage within a story, however deep."""
    if isinstance(part, tuple) and part and all(isinstance(one, Segment) for one in part):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from passages(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from passages(getattr(part, field.name))


@pytest.mark.parametrize("language", list(Language))
def test_every_chapter_has_a_page_of_its_name_and_title(language: Language) -> None:
    told = tell(load(), language).chapters
    assert [one.slug for one in told] == [page.name for page in pages.CHAPTERS]
    assert [plain(one.title) for one in told] == [
        page.title.within(language) for page in pages.CHAPTERS
    ]
    assert [page.file for page in pages.CHAPTERS if not page.file.is_file()] == []
