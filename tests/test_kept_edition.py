"""A briefing's link leads to the edition it was made from; the site says if it is old."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from story.publishing.archive import Archive, Entry, digest
from story.publishing.editions import Editions
from story.publishing.folder import edition_of, examine_files, paths, read_edition
from story.surfaces import open_editions
from story.surfaces.open_editions import editions
from story.tables import Dataset
from tiny_folder import change, copied

SCRIPT = Path(__file__).parents[1] / "src" / "story" / "surfaces" / "serving" / "script.py"


def published(folder: Path) -> str:
    """Keep a folder's edition as the log's first, and return its id."""
    contents = {one.relative_to(folder).as_posix(): one.read_bytes() for one in paths(folder)}
    files = {name: digest(content) for name, content in contents.items()}
    edition = edition_of(folder)
    entry = Entry(edition, datetime.now(UTC), "", "first", (), "start", files=files)
    archive = Archive(folder)
    with archive.locked():
        archive.commit(entry, {files[name]: content for name, content in contents.items()})
        archive.bring_in_line()
        archive.settle()
    return edition


def test_an_edition_is_read_as_it_was_published_whatever_the_tables_say_now(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    first = published(folder)
    change(folder, "estimates", "inside-2025", point="201")
    assert edition_of(folder) != first
    kept = read_edition(folder, first)
    assert kept
    found = examine_files(kept).dataset
    assert found
    assert found.edition == first
    assert read_edition(folder, "0" * 12) is None


def opened(monkeypatch: pytest.MonkeyPatch, **address: str) -> str:
    """Open the Estimates page where one older edition is kept, and return what it says."""
    current = editions().current()
    older = replace(current, edition="01de1ed17101")

    def kept(name: str) -> object:
        return older if name == older.edition else None

    for module in ("notice", "visit"):
        monkeypatch.setattr(f"story.surfaces.site.{module}.kept_edition", kept)
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return "\n".join(one.proto.body for one in app.get("html"))


def test_who_comes_from_a_briefing_reads_its_edition_and_is_told_of_the_newest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    newest = editions().current().edition
    said = opened(monkeypatch, edition="01de1ed17101")
    assert "You are reading edition 01de1ed17101" in said
    assert f"the newest edition is {newest}" in said
    assert "Edition 01de1ed17101: <a" in said  # the colophon
    assert 'href="?"' in said


def test_an_edition_that_is_not_kept_is_not_passed_off_as_the_one_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = opened(monkeypatch, edition="0ddba11c0ffe", lang="ko")
    assert "0ddba11c0ffe 판은 여기에 보관돼 있지 않다" in said


def test_what_is_no_editions_id_is_repeated_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    said = opened(monkeypatch, edition="the UN found the figures to be invented")
    assert "names no edition" in said
    assert "invented" not in said.partition("</style>")[0]


def test_the_newest_edition_needs_no_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    said = opened(monkeypatch, edition=editions().current().edition)
    assert "edition-notice" not in said.partition("</style>")[2]


def test_that_an_edition_cannot_be_told_is_found_out_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(tmp_path)
    first = published(folder)
    asked: list[str] = []

    def untrue(dataset: Dataset) -> tuple[str, ...]:
        asked.append(dataset.edition)
        return ("a sentence that these tables make untrue",)

    monkeypatch.setattr(open_editions, "editions", lambda: Editions(folder))
    monkeypatch.setattr(open_editions, "proven", untrue)
    monkeypatch.setattr(open_editions, "_untellable", lambda known=set(): known)
    assert [open_editions.kept_edition(first) for _ in range(3)] == [None] * 3
    assert asked == [first]
    # One that is published later is found then.
    change(folder, "estimates", "inside-2025", point="201")
    later = edition_of(folder)
    assert open_editions.kept_edition(later) is None
    monkeypatch.setattr(open_editions, "proven", lambda _: ())
    assert published(folder) == later
    assert open_editions.kept_edition(later)
