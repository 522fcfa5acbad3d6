"""Proofreading refuses a broken chapter of each kind, and says where and how to mend it."""

from pathlib import Path

import pytest

from chapter_folder import TINY, change, found, write_chapters
from story.cli import main
from story.publishing.folder import load
from story.telling.narrative import plain, tell
from story.telling.paraphrase import hash_of, runs
from story.telling.proof import copying, proofread
from story.text import Language
from tiny_folder import change as refresh
from tiny_folder import copied

STATES = "A study gave {{ estimates.institute-2013.range }}."


@pytest.fixture
def chapters(tmp_path: Path) -> Path:
    return write_chapters(tmp_path / "chapters")


def test_a_sound_chapter_has_no_problem(chapters: Path) -> None:
    assert found(chapters) == ()


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("institute-2013.range", "institute-2014.range", "unknown-fact", 16),
        ("institute-2013.range", "institute-2013.range | oddly", "unknown-filter", 16),
        ("[^estimates.institute-2013]", "[^paper-1913]", "unknown-fact", 16),
        ("[^estimates.institute-2013]", "[^origins.kinu-2013]", "no-source", 16),
        ("[@c01]", "[@c99]", "unknown-claim", 16),
        ("claims: ['c01']", "claims: ['c99']", "unknown-claim", 1),
        ("name: 'estimates'", "name: 'estimate'", "unknown-figure", 23),
        ("focus: ['time-2019-oped']", "focus: ['nobody']", "refused-choice", 23),
        ("focus: ['time-2019-oped']", "shape: 'round'", "refused-choice", 23),
        (STATES, f"{STATES} It was 7 then.", "typed-number", 16),
        (STATES, f"{STATES} 십이만 명이다.", "typed-number", 16),
        (STATES, f"{STATES} Some fifty thousand.", "typed-number", 16),
        ("alt: 'Rows'", "alt: ''", "nothing-said", 26),
        ("annotation: 'A note'", "annotation: ' '", "nothing-said", 12),
        (STATES, f"{STATES} {{{{ not closed.", "broken-mark", 16),
        (STATES, f"{STATES} An *emphasis without end.", "broken-mark", 16),
        (STATES, f"{STATES} [See](estimates).", "unknown-link", 16),
        (STATES, f"{STATES} [See](javascript:alert).", "broken-mark", 16),
        (STATES, f"{STATES} Some `code`.", "unknown-markdown", 16),
        ("sentence: 'A study gave'", "sentence: 'Nobody said'", "no-such-sentence", 7),
        ("sentence: 'A study gave'", "sentence: 'A '", "no-such-sentence", 7),
        ("high < estimates", "high > estimates", "condition-fails", 7),
        ("high < estimates", "high is estimates", "unreadable-condition", 7),
        ("sources: ['estimates.inside-2025']", "sources: ['nobody']", "unknown-fact", 48),
    ],
)  # fmt: skip
def test_a_broken_chapter_is_refused_in_both_languages(
    chapters: Path, old: str, new: str, rule: str, line: int
) -> None:
    change(chapters, old, new)
    assert {(one.file, one.row, one.rule) for one in found(chapters)} == {
        ("0-opening.en.md", line, rule),
        ("0-opening.ko.md", line, rule),
    }
    for one in found(chapters):
        assert one.message.ko.strip()
        assert one.fix.ko.strip()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{{ estimates.inside-2025.point }}", "{{ estimates.time-2019-oped.high }}"),
        ("[^events.2019-03-statement]", ""),
        ("[^events.2019-03-statement]", "[^paper-2013]"),
        ("[@c01]", "[@c02]"),
        ("claims: ['c02']", "claims: []"),
        ("years: [2012, 2025]", "years: [2011, 2025]"),
        ("name: 'arrivals'", "name: 'envoy'"),
        ("::: uncertainty\n\nNobody has counted.\n\n:::\n", ""),
        ("inside-2025.point'", "inside-2025.point and 1 = 1'"),
    ],
)
def test_the_languages_must_state_the_same(chapters: Path, old: str, new: str) -> None:
    change(chapters, old, new, "ko")
    rules = [(one.file, one.rule) for one in found(chapters)]
    assert set(rules) == {("0-opening.ko.md", "languages-differ")}


def test_the_languages_may_write_a_fact_each_in_its_own_way(chapters: Path) -> None:
    change(chapters, "institute-2013.range }}", "institute-2013.range | people }}", "ko")
    assert found(chapters) == ()


def test_a_claim_that_a_chapter_declares_is_told_in_it(chapters: Path) -> None:
    change(chapters, "claims: ['c01']", "claims: ['c01', 'c02']")
    assert {(one.file, one.row, one.rule, one.value) for one in found(chapters)} == {
        ("0-opening.en.md", 1, "untold-claim", "c02"),
        ("0-opening.ko.md", 1, "untold-claim", "c02"),
    }
    change(chapters, "[@c01]", "[@c01][@c02]")
    assert found(chapters) == ()


def test_a_chapter_in_one_language_is_refused(chapters: Path) -> None:
    (chapters / "0-opening.ko.md").unlink()
    (only,) = found(chapters)
    assert (only.file, only.rule) == ("0-opening.en.md", "missing-language")
    assert "0-opening.ko.md" in only.fix.en


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("Ask who says so.\n\n:::", "Ask who says so.", "not-closed", 29),
        ("---\n\n```figure", "\n```figure", "not-closed", 1),
        ("{{ computed.last-event }}'\n```", "{{ computed.last-event }}'", "not-closed", 62),
        ("::: so-what", "::: so-whatever", "unknown-block", 29),
        ("## A step", "# A step", "unknown-block", 18),
        ("The minister", "> The minister", "unknown-block", 20),
        ("alt: 'Rows'\n", "", "missing-key", 23),
        ("alt: 'Rows'", "alt: 'It's'", "broken-block", 26),
        ("alt: 'Rows'", "alt: 'Rows'\nsize: 'big'", "unknown-key", 27),
        ("alt: 'Rows'", "alt: 'Rows'\nalt: 'Others'", "broken-block", 27),
        ("choices: {", "choices: [", "broken-block", 24),
        ("years: [2012, 2025] }", "}\nchoices: all", "broken-block", 25),
        (
            "name: 'arrivals'",
            "name: 'arrivals'\n```\n```figure\nname: 'envoy'",
            "missing-block",
            14,
        ),
        ("```answer", "```answer-sheet", "unknown-block", 47),
    ],
)
def test_a_chapter_that_cannot_be_read_says_the_line(
    chapters: Path, old: str, new: str, rule: str, line: int
) -> None:
    change(chapters, old, new, "en")
    unreadable = [one for one in found(chapters) if one.file == "0-opening.en.md"]
    assert [(one.row, one.rule) for one in unreadable] == [(line, rule)]


def test_a_refresh_changes_the_sentence_with_the_number(tmp_path: Path, chapters: Path) -> None:
    data = copied(tmp_path)
    refresh(data, "estimates", "institute-2013", low="90", high="150")
    story = tell(load(data), Language.EN, folder=chapters)
    assert plain(story.opening.paragraphs[0]).startswith("A study gave 90–150.")
    assert proofread(load(data), chapters) == ()


def test_a_refresh_that_makes_a_sentence_untrue_in_kind_names_it(
    tmp_path: Path, chapters: Path
) -> None:
    data = copied(tmp_path)
    refresh(data, "estimates", "institute-2013", high="300")
    problems = proofread(load(data), chapters)
    assert [(one.file, one.rule, one.value) for one in problems] == [
        ("0-opening.en.md", "condition-fails", "A study gave 80–300."),
        ("0-opening.ko.md", "condition-fails", "A study gave 80~300."),
    ]


def test_a_run_of_the_article_s_words_is_refused(
    chapters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "These eight words stand for those of somebody else."
    hashes = frozenset(hash_of(run) for run in runs(sentence))
    monkeypatch.setattr(copying, "article_hashes", lambda: hashes)
    change(chapters, "Nobody has counted.", sentence, "en")
    (only,) = found(chapters)
    assert (only.file, only.rule, only.column) == ("0-opening.en.md", "copied-words", "uncertainty")


def test_the_command_checks_the_chapters_it_is_given(
    chapters: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(TINY), "--chapters", str(chapters)]) == 0
    change(chapters, "[@c01]", "[@c99]")
    assert main(["check", str(TINY), "--chapters", str(chapters), "--lang", "ko"]) == 1
    said = capsys.readouterr().out
    assert "0-opening.en.md" in said
    assert "16번째 줄" in said


def test_the_command_does_not_hold_other_tables_against_the_story() -> None:
    assert main(["check", str(TINY)]) == 0


def test_the_command_says_that_there_are_no_chapters(tmp_path: Path) -> None:
    assert main(["check", str(TINY), "--chapters", str(tmp_path / "none")]) == 2
