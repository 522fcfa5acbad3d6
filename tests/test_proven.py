"""What was proven once of an edition is not proven again by the same code."""

from pathlib import Path

import pytest

from story.publishing.folder import load
from story.surfaces import open_editions
from story.tables import Dataset
from story.tables.problem import Problem, Spot, error
from story.text import Text

SAID = Text("A cell is empty.", "칸이 비어 있다.")
WRONG = error("empty", Spot("estimates", 2), SAID, SAID)


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Problem, ...]]:
    """Return the verdicts that are still to be given, in turn; nothing is remembered yet."""
    verdicts: list[tuple[Problem, ...]] = [(), ()]

    def proofread(_: Dataset, *, drawn: bool) -> tuple[Problem, ...]:
        return verdicts.pop(0)

    monkeypatch.setenv("STORY_CACHE", str(tmp_path))
    monkeypatch.setattr(open_editions, "proofread", proofread)
    return verdicts


def test_sound_tables_are_proven_once(proofs: list[tuple[Problem, ...]]) -> None:
    assert [open_editions.proven(load()), open_editions.proven(load())] == [(), ()]
    assert len(proofs) == 1


def test_other_code_proves_anew(
    proofs: list[tuple[Problem, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_editions.proven(load())
    monkeypatch.setattr(open_editions, "code", lambda: "0" * 64)
    proofs[0] = (WRONG,)
    assert open_editions.proven(load()) == (WRONG,)


def test_what_is_wrong_is_never_remembered(proofs: list[tuple[Problem, ...]]) -> None:
    proofs[:] = [(WRONG,), (WRONG,)]
    assert [open_editions.proven(load()), open_editions.proven(load())] == [(WRONG,), (WRONG,)]


def test_a_cache_that_refuses_writing_costs_no_edition(
    proofs: list[tuple[Problem, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("STORY_CACHE", str(tmp_path / "file"))
    assert open_editions.proven(load()) == ()
