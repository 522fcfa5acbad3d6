"""The story is told in a language: every fact filled in, with its sources, and marked."""

from pathlib import Path

import pytest

from chapter_folder import TINY, change, write_chapters
from story.figures import figure_function
from story.figures.figure import Figure
from story.publishing.folder import load
from story.surfaces.html import render
from story.surfaces.links import SiteLinks
from story.surfaces.passages import Teller
from story.telling.facts import FactError, SourceRef
from story.telling.narrative import (
    BrokenStory,
    ClaimMark,
    FactSpan,
    QuoteSpan,
    SourceMark,
    Story,
    Words,
    plain,
    tell,
)
from story.text import Language


@pytest.fixture
def chapters(tmp_path: Path) -> Path:
    return write_chapters(tmp_path / "chapters")


def told(chapters: Path, language: Language = Language.EN) -> Story:
    return tell(load(TINY), language, folder=chapters)


def test_a_passage_is_words_facts_and_marks(chapters: Path) -> None:
    record = ("estimates.institute-2013",)
    sources = (SourceRef("institute-2013", "paper-2013"),)
    assert told(chapters).opening.paragraphs[0] == (
        Words("A study gave "),
        FactSpan("80–120", record, sources),
        Words("."),
        SourceMark(record, sources),
        Words(" "),
        ClaimMark("c01"),
    )


def test_a_quotation_says_whether_it_is_translated(chapters: Path) -> None:
    for language in Language:
        passage = told(chapters, language).opening.steps[0].paragraphs[0]
        (quote,) = (one for one in passage if isinstance(one, QuoteSpan))
        assert quote.language is language
        assert quote.translated is (language is Language.KO)
        assert quote.text.startswith("“")


def test_plain_text_has_no_marks(chapters: Path) -> None:
    assert plain(told(chapters).opening.paragraphs[0]) == "A study gave 80–120. "


def test_steps_have_ids_and_figures_ready_to_draw(chapters: Path) -> None:
    (step,) = told(chapters).opening.steps
    assert step.id == "0.1"
    assert plain(step.title) == "A step of 2019"
    drawn = figure_function(step.figure.name)(load(TINY), Language.EN, **step.figure.choices)
    assert isinstance(drawn, Figure)


def test_speaker_notes_are_told_to_speakers_only(chapters: Path) -> None:
    assert told(chapters).opening.speaker_notes == ()
    story = tell(load(TINY), Language.EN, folder=chapters, speaker_notes=True)
    assert plain(story.opening.speaker_notes) == "Not for readers."


def test_an_answer_brings_its_sources(chapters: Path) -> None:
    (answer,) = told(chapters).opening.answers
    assert plain(answer.answer) == "Because of 200."
    assert answer.records == ("estimates.inside-2025",)
    assert answer.sources == (SourceRef("inside-2025"),)


def test_markdown_reaches_the_page_as_html_and_a_slide_as_words(chapters: Path) -> None:
    change(
        chapters,
        "A study gave",
        "- A *study*\n- [gave](https://example.org/?a&b) <b>\n\nA study gave",
    )
    story = told(chapters)
    assert plain(story.opening.paragraphs[0]) == "A study\ngave <b>\n"
    teller = Teller(load(TINY), Language.EN, SiteLinks(Language.EN), 0)
    spans = teller.passages(story.opening.paragraphs)
    html, plainly = (
        render(
            "edition/chapter_end", Language.EN, asks=[], requests=[], answers=[],
            marks=[], claims=[], number=1, end="end",
            so_what=said, uncertainty=spans[1],
        )
        for said in (spans[0], spans[1])
    )  # fmt: skip
    assert '<div class="so-what"><ul>' in html
    assert "<li>A <em>study</em>" in html
    assert (
        '<a href="https://example.org/?a&amp;b" rel="noopener noreferrer" target="_blank">gave</a>'
        " &lt;b&gt;" in html
    )
    assert '<p class="so-what">A study gave 80–120.' in plainly


def test_the_ledger_finds_its_way_back(chapters: Path) -> None:
    change(chapters, "claims: ['c01']", "claims: ['c01', 'c02']")
    change(chapters, "[^events.2019-03-statement]", "[^events.2019-03-statement][@c01]")
    story = told(chapters)
    assert story.claim_places() == {"c01": ("opening", "0.1"), "c02": ("opening",)}
    assert story.title_of("opening") == "A title"
    assert story.title_of("0.1") == "A step of 2019"


def test_the_story_says_which_edition_it_tells(chapters: Path) -> None:
    assert told(chapters).edition == load(TINY).edition
    assert told(chapters, Language.KO).language is Language.KO


def test_a_story_that_cannot_be_told_is_not(chapters: Path) -> None:
    change(chapters, "institute-2013.range", "institute-1913.range")
    with pytest.raises(FactError):
        told(chapters)
    change(chapters, "::: so-what", "::: so-whatever")
    with pytest.raises(BrokenStory, match="so-whatever"):
        told(chapters)


def test_a_story_needs_an_opening(tmp_path: Path) -> None:
    with pytest.raises(BrokenStory, match="no opening"):
        told(tmp_path)


def test_a_chapter_that_is_not_there_is_an_error(chapters: Path) -> None:
    with pytest.raises(KeyError):
        told(chapters).chapter("ninth")
