"""How fresh each table is, by the log and by the days on which its sources were read."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from story.places import ROOT
from story.publishing.archive import Entry
from story.publishing.folder import load
from story.publishing.freshness import freshness
from story.surfaces.edition.feed import feed
from story.tables.model import Camp, CampStatus, Claim, EventCode, Source, Term
from story.text import Language, Text
from tiny_folder import TINY, change, copied

MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = MOMENT.date()
OWN, PAGE = "http://127.0.0.1/changes.atom", "http://127.0.0.1/changes"


def entry(number: int, day: int, **files: str) -> Entry:
    at = MOMENT.replace(day=day)
    hashes = {f"{name}.csv": value for name, value in files.items()}
    return Entry(f"edition-{number}", at, "Kim", "Why", (), "publish", number, hashes)


def of(kind, entries=(), today: date = TODAY, folder: Path = TINY):
    found = freshness(load(folder), entries, today)
    return next(one for one in found if one.kind is kind)


def test_a_table_was_refreshed_with_the_last_edition_that_changed_it() -> None:
    log = [
        entry(3, 22, camp_status="b", sources="z"),
        entry(2, 21, camp_status="b", sources="a"),
        entry(1, 20, camp_status="a", sources="a"),
    ]
    assert of(CampStatus, log).refreshed == date(2026, 11, 21)
    assert of(Source, log).refreshed == date(2026, 11, 22)
    assert of(Camp, log).refreshed is None


def test_a_table_was_checked_when_its_newest_source_was_read(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder, "sources", "paper-2013", accessed="2027-01")
    newest = max(one.checked for one in freshness(load(folder), (), MOMENT.date()) if one.checked)
    assert newest == date(2027, 1, 1)


def test_every_table_of_the_story_with_an_interval_has_been_checked() -> None:
    found = freshness(load(ROOT / "data"), (), MOMENT.date())
    assert [one.kind for one in found if one.kind.interval and not one.checked] == []
    assert [one.kind for one in found if one.overdue] == []


@pytest.mark.parametrize("kind", [CampStatus, Claim, EventCode, Source])
def test_a_table_is_overdue_after_its_interval(kind) -> None:
    last = of(kind).checked
    assert last
    assert not of(kind, today=last + timedelta(days=kind.interval)).overdue
    assert of(kind, today=last + timedelta(days=kind.interval + 1)).overdue


def test_a_refresh_ends_being_overdue() -> None:
    late = date(2030, 1, 2)
    log = [entry(2, 1, camp_status="b"), entry(1, 1, camp_status="a")]
    refreshed = [Entry(**{**vars(one), "at": datetime(2030, 1, 1, tzinfo=UTC)}) for one in log]
    assert of(CampStatus, today=late).overdue
    assert not of(CampStatus, refreshed, today=late).overdue


def test_a_table_without_an_interval_is_never_overdue() -> None:
    assert not of(Term, today=date(2100, 1, 1)).overdue


def test_a_feed_holds_no_character_that_xml_forbids_and_no_name() -> None:
    one = Entry(
        "abc", MOMENT, "kim@example.org", "Why \x00\x1b<b>", (Text("It’s &.", "그것."),), "publish"
    )
    written = feed([one], Language.EN, OWN, PAGE).decode()
    assert "Why &lt;b&gt;\nIt’s &amp;." in written
    assert "kim@example.org" not in written
    assert 'xml:lang="en"' in written
    assert "<updated>2026-11-24T12:00:00Z</updated>" in written


def test_a_feed_without_editions_is_one_all_the_same() -> None:
    assert b"<entry" not in feed([], Language.KO, OWN, PAGE)
