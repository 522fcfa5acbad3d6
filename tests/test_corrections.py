"""The corrections: what stood, what is right, since which edition and why, read from the log."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from story.publishing.corrections import corrections, corrections_csv
from story.publishing.folder import data_folder, edition_of
from story.publishing.history import history
from story.publishing.intake import Upload
from story.publishing.refresh import Plan, back, plan, publish
from story.surfaces.corrections import contact, told
from story.surfaces.edition.feed import corrections_feed
from story.tables.problem import Problem
from story.text import Language, Text
from tiny_folder import copied

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LANGUAGES = pytest.mark.parametrize("language", Language)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the miniature, from which no story can be told."""
    untold = (Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", "")),)
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: untold)
    return copied(tmp_path)


def meant(folder: Path, upload: Upload, withdrawn: frozenset[str] = frozenset()) -> Plan:
    """Return the plan of a file of which every doubtful value is said to be meant."""
    asked = plan(folder, [upload], withdrawn=withdrawn).questions
    keys = {one.name: {choice.key for choice in one.choices} for one in asked}
    yes = {name: next(iter(found & {"take", "as-written"})) for name, found in keys.items()}
    return plan(folder, [upload], withdrawn=withdrawn, answers=yes)


def refresh(folder: Path, name: str, text: str, reason: str = "Because", **how):
    """Publish a file an hour after the publication before."""
    made = meant(folder, Upload(f"{name}.csv", text.encode()))
    hours = len(list((folder / ".editions").glob("entries/*.json")))
    return publish(made, who="Kim", reason=reason, at=NOON + timedelta(hours=hours), **how)


def said(folder: Path, language: Language = Language.EN) -> list[list[tuple[str, str, str]]]:
    return [
        [
            (cell.called.within(language), cell.stood.within(language), cell.right.within(language))
            for cell in one.within(language)
        ]
        for one in corrections(folder)
    ]


def test_a_folder_without_a_log_has_no_corrections(folder: Path) -> None:
    assert corrections(folder) == ()


def test_a_value_that_changed_is_a_correction_with_both_values_and_its_reason(
    folder: Path,
) -> None:
    entry = refresh(
        folder, "estimates", "estimate_id,high\ninstitute-2013,1300\n", "A slip of typing",
        reason_ko="오타",
    )  # fmt: skip
    (only,) = corrections(folder)
    assert only.entry.edition == entry.edition
    assert [only.entry.why(one) for one in Language] == ["A slip of typing", "오타"]
    assert said(folder) == [[("upper figure", "120", "1,300")]]
    assert said(folder, Language.KO) == [[("상한", "120", "1300")]]


def test_a_correction_names_the_edition_since_which_it_was_wrong(folder: Path) -> None:
    refresh(folder, "estimates", "estimate_id,high\ninstitute-2013,1300\n")
    second = corrections(folder)[0].entry
    refresh(folder, "estimates", "estimate_id,low\ninstitute-2013,90\n")
    refresh(folder, "estimates", "estimate_id,high\ninstitute-2013,130\n")
    newest, between, oldest = corrections(folder)
    assert [cell.since.edition for cell in newest.cells] == [second.edition]
    assert [cell.since.number for cell in between.cells] == [1]
    assert [cell.since.number for cell in oldest.cells] == [1]


def test_what_was_right_in_its_time_is_no_correction(folder: Path) -> None:
    refresh(folder, "estimates", "estimate_id,high\ninstitute-2013,1300\n", update=True)
    assert corrections(folder) == ()


def test_rows_and_cells_that_were_added_and_how_a_source_was_read_are_no_corrections(
    folder: Path,
) -> None:
    refresh(folder, "sources", "source_id,accessed,read_from\npaper-2013,2026-11-25,publisher\n")
    refresh(folder, "estimates", "estimate_id,locator\ninstitute-2013,page 12\n")
    assert corrections(folder) == ()


def test_a_publishers_correction_is_told_as_one_value_in_place_of_another(folder: Path) -> None:
    text = (folder / "observations.csv").read_text(encoding="utf-8")
    right = text.replace(
        "south-korea,2024,10,final,,", "south-korea,2024,9,final,2026-02-04,2026-02-04"
    ).replace("cumulative,2024,100,", "cumulative,2024,99,")
    right += "nk-arrivals-south-korea,2024,10,superseded,2026-01-20,,,,paper-2013,,\n"
    made = meant(
        folder, Upload("observations.csv", right.encode()), withdrawn=frozenset({"observations"})
    )
    publish(made, who="Kim", reason="The ministry corrected it", at=NOON)
    assert said(folder) == [[("value", "10", "9"), ("value", "100", "99")]]


def test_a_row_that_was_withdrawn_is_a_correction(folder: Path) -> None:
    text = (folder / "camp_lists.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    without_the_last = Upload("camp_lists.csv", "".join(text[:-1]).encode())
    made = meant(folder, without_the_last, withdrawn=frozenset({"camp_lists"}))
    publish(made, who="Kim", reason="It was of another camp", at=NOON)
    assert [[cell[2] for cell in one] for one in said(folder)] == [["withdrawn"]]


def test_an_edition_that_was_brought_back_corrects_what_had_replaced_it(folder: Path) -> None:
    refresh(folder, "estimates", "estimate_id,high\ninstitute-2013,1300\n", update=True)
    publish(back(folder), who="Lee", reason="It was right", at=NOON + timedelta(days=1))
    assert said(folder) == [[("upper figure", "1,300", "120")]]


@LANGUAGES
def test_of_a_long_text_only_the_sentences_that_differ_are_told(
    folder: Path, language: Language
) -> None:
    row = "c01,It stays as it is. It was {0}.,그대로다. {0}명이다."
    text = f"claim_id,evidence_en,evidence_ko\n{row}\n"
    refresh(folder, "claims", text.format(224), update=True)
    refresh(folder, "claims", text.format(223))
    right = {Language.EN: "It was {}.", Language.KO: "{}명이다."}[language]
    assert [cell[1:] for cell in said(folder, language)[0]] == [
        (right.format(224), right.format(223))
    ]


def test_readers_of_one_language_are_told_of_a_text_that_was_wrong_in_the_other_only(
    folder: Path,
) -> None:
    refresh(folder, "claims", "claim_id,claim_ko\nc01,다시 풀어 쓴 주장이다.\n")
    (only,) = corrections(folder)
    assert [cell.language for cell in only.within(Language.EN)] == [Language.KO]
    assert [cell.column for cell in only.within(Language.KO)] == ["claim_ko"]


def test_the_file_holds_every_cell_with_both_values_and_both_reasons(folder: Path) -> None:
    refresh(
        folder, "estimates", "estimate_id,low,high\ninstitute-2013,90,1300\n", "Why, and how",
        reason_ko="까닭",
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(corrections_csv(corrections(folder)))))
    assert [(one["column"], one["stood"], one["right"]) for one in rows] == [
        ("low", "80", "90"), ("high", "120", "1300"),
    ]  # fmt: skip
    assert {(one["reason"], one["reason_ko"], one["row_id"]) for one in rows} == {
        ("Why, and how", "까닭", "institute-2013")
    }


@LANGUAGES
def test_the_feed_and_the_page_tell_every_correction(folder: Path, language: Language) -> None:
    refresh(folder, "estimates", "estimate_id,high\ninstitute-2013,1300\n", "A <slip>")
    written = corrections_feed(corrections(folder), language, "https://a/x", "https://a/c").decode()
    assert written.count("<entry>") == 1
    assert "A &lt;slip&gt;" in written
    assert "https://a/c#correction-2" in written
    (shown,) = told(folder, language)["corrections"]
    assert (shown["cells"][0]["stood"], shown["number"]) == ("120", 2)


@pytest.mark.parametrize(
    ("named", "href"),
    [
        ("desk@example.org", "mailto:desk@example.org"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/report", "https://example.org/report"),
    ],
)
def test_errors_are_reported_where_the_operator_says(
    monkeypatch: pytest.MonkeyPatch, named: str, href: str
) -> None:
    monkeypatch.setenv("STORY_CONTACT", named)
    found = contact()
    assert found is not None
    assert found.href == href


@pytest.mark.parametrize("named", ["", "  ", "nobody", "javascript:alert(1)", "a@b", "https://"])
def test_without_an_address_readers_are_shown_none(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("STORY_CONTACT", named)
    assert contact() is None


def test_the_tables_of_the_repository_were_published_with_a_reason() -> None:
    newest = history(data_folder())[0]
    assert newest.edition == edition_of(data_folder()), "edited by hand: use `story refresh`"
    assert all(newest.why(language) for language in Language)
