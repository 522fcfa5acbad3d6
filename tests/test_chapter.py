"""A chapter's Markdown becomes a value; nothing is filled in, and nothing is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapter_folder import OPENING, write_chapters
from story.telling.chapter import (
    ClaimOf,
    Fact,
    Sources,
    Tag,
    counts,
    read_folder,
    read_manuscript,
    tokens,
    words,
)
from story.telling.chapter.keys import Unreadable
from story.text import Language


def test_a_chapter_is_read_into_its_parts() -> None:
    read = read_manuscript("0-opening.ko.md", OPENING)
    assert (read.number, read.slug, read.language) == (0, "opening", Language.KO)
    assert read.title.text == "A title"
    assert read.claims == ("c01",)
    assert not read.content_note
    assert [one.text[:12] for one in read.paragraphs] == ["A study gave"]
    assert read.figure.name == "arrivals"
    assert [step.figure.name for step in read.steps] == ["estimates"]
    assert read.steps[0].figure.choices == {"focus": ("time-2019-oped",), "years": (2012, 2025)}
    assert read.speaker_notes.text == "Not for readers."
    assert [one.sources for one in read.answers] == [("estimates.inside-2025",)]
    assert read.asks_heading is not None
    assert [one.ask.text for one in read.asks] == ["A visit"]
    assert [one.sentence for one in read.conditions] == ["A study gave"]


def test_every_passage_knows_the_line_it_stands_on() -> None:
    lines = OPENING.splitlines()
    for place, prose in read_manuscript("0-opening.en.md", OPENING).prose():
        if prose:
            assert prose.text[:10] in lines[prose.line - 1], place


def test_a_passage_may_run_over_several_lines() -> None:
    read = read_manuscript("0-opening.en.md", OPENING.replace("A study gave {", "A study\ngave {"))
    assert read.paragraphs[0].text.startswith("A study gave")


def test_marks_are_told_from_words() -> None:
    said = 'Up to {{ a.b.c | find "# |]" }}.[^a.b paper] [@c01] End'
    assert tokens(said) == (
        "Up to ",
        Fact('a.b.c | find "# |]"'),
        ".",
        Sources(("a.b", "paper")),
        " ",
        ClaimOf("c01"),
        " End",
    )
    assert words(said) == "Up to .  End"


def test_emphasis_links_and_lists_are_told_from_words() -> None:
    assert tokens("So *many* [said](https://example.org/a).") == (
        "So ", Tag("em", True), "many", Tag("em", False), " ",
        Tag("a", True, "https://example.org/a"), "said", Tag("a", False), ".",
    )  # fmt: skip
    text = OPENING.replace("A study gave", "- One study.\n- Two.\n\nA study gave")
    read = read_manuscript("0-opening.en.md", text)
    names = [token.name for token in tokens(read.paragraphs[0].text) if isinstance(token, Tag)]
    assert names == ["ul", "li", "li", "li", "li", "ul"]
    assert words(read.paragraphs[0].text) == "One study.\nTwo.\n"
    assert read.paragraphs[1].text.startswith("A study gave")


def test_a_value_is_read_as_it_is_written() -> None:
    read = read_manuscript("0-opening.en.md", OPENING.replace("'A title'", "2019-03-01"))
    assert read.title.text == "2019-03-01"


@given(
    st.from_regex(r"[^\W_](?:[^\W_]|[ ,;:’%])*", fullmatch=True).filter(lambda s: s == s.strip())
)
def test_words_without_marks_stay_as_they_are(text: str) -> None:
    assert words(text) == text
    assert tokens(text) == (text,)


@pytest.mark.parametrize("name", ["opening.en.md", "1-Opening.en.md", "1-opening.fr.md"])
def test_a_file_of_another_name_is_no_chapter(name: str) -> None:
    with pytest.raises(Unreadable):
        read_manuscript(name, OPENING)


def test_chapters_are_counted_without_the_opening(tmp_path: Path) -> None:
    folder = write_chapters(tmp_path / "chapters")
    for language in Language:
        (folder / f"1-first.{language}.md").write_text(OPENING, encoding="utf-8")
    manuscripts, problems = read_folder(folder)
    assert problems == ()
    assert counts(manuscripts)["count.chapters"] == 1
