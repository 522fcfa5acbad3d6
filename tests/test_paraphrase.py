"""No run of eight words of the article stands anywhere in the repository."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.places import ROOT
from story.publishing.folder import load
from story.telling.narrative import plain, tell
from story.telling.paraphrase import HASHES, RUN, article_hashes, copied, hash_of, runs
from story.text import Language

TEXTS = {".cfg", ".cff", ".css", ".csv", ".geojson", ".html", ".in", ".ini", ".js", ".json", ".md",
         ".po", ".py", ".svg", ".toml", ".txt", ".yaml", ".yml", ""}  # fmt: skip
FOLDERS = ("src", "data", "docs", "tests", "pages", "scripts", "bench", "deploy")
WORD = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8)


def texts() -> list[Path]:
    """Return every text of the repository: its top files and the folders that make it up."""
    top = [path for path in ROOT.iterdir() if path.is_file()]
    inside = [path for name in FOLDERS for path in (ROOT / name).rglob("*") if path.is_file()]
    return [
        path
        for path in (*top, *inside)
        if path.suffix in TEXTS and path != HASHES and "__pycache__" not in path.parts
    ]


def test_no_text_of_the_repository_copies_the_article() -> None:
    hashes = article_hashes()
    found = {
        str(path.relative_to(ROOT)): runs_found
        for path in texts()
        if (runs_found := copied(path.read_text(encoding="utf-8", errors="replace"), hashes))
    }
    assert found == {}


@pytest.mark.parametrize("language", Language)
def test_no_chapter_copies_the_article_once_its_facts_are_filled_in(language: Language) -> None:
    hashes = article_hashes()
    story = tell(load(), language, speaker_notes=True)
    for chapter in (story.opening, *story.chapters):
        passages = [passage for _, passage in chapter.marked()]
        passages += [chapter.so_what, chapter.uncertainty_note, chapter.speaker_notes]
        passages += [part for one in chapter.answers for part in (one.question, one.answer)]
        assert [copied(plain(one), hashes) for one in passages] == [()] * len(passages)


def test_the_list_holds_hashes_only() -> None:
    assert article_hashes()
    for one in article_hashes():
        assert len(one) == 16
        int(one, 16)


@given(st.lists(WORD, min_size=RUN, max_size=RUN), st.lists(WORD, max_size=5))
def test_a_run_is_found_whatever_stands_around_it(run: list[str], around: list[str]) -> None:
    hashes = frozenset({hash_of(" ".join(run))})
    text = " ".join([*around, *run, *around])
    assert " ".join(run) in copied(text, hashes)


def test_case_punctuation_and_apostrophes_do_not_hide_a_run() -> None:
    hashes = frozenset(hash_of(run) for run in runs("dont say in ones own words what is"))
    assert copied("“Don’t say—in one's own\nwords: WHAT is.”", hashes)


def test_seven_words_are_nobody_s() -> None:
    assert list(runs("seven words may well be anybody s")) == []
