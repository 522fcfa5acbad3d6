from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.cli import main
from story.cli.sources import uses
from story.publishing.folder import load
from story.surfaces.html import render
from story.tables.citation import (
    citation,
    cite,
    located,
    row_citation,
    short_citation,
    short_publisher,
)
from story.tables.model import Source
from story.tables.model.column import PARTS
from story.telling.reference import bibtex, csl_json, ris, source_reference
from story.text import Language, date

DATASET = load()
LANGUAGES = pytest.mark.parametrize("language", list(Language))
SOURCES = st.sampled_from(DATASET.sources)
RELAYED = [
    one
    for one in (*DATASET.observations, *DATASET.estimates, *DATASET.claim_sources)
    if one.via_source_id
]


def source(**changed):
    row = {
        "source_id": "some-source",
        "publisher": "Some Institute",
        "publisher_ko": "어느 연구원",
        "publisher_type": "research",
        "title": "A title",
        "published": "2025-10-17",
        "url": "https://example.org/a",
        "archived_url": "",
        "accessed": "2026-01-01",
        "language": "en",
        "read_as": "original",
        "note_en": "",
        "note_ko": "",
    }
    return Source.model_validate(row | changed)


class Shelf:
    """A dataset that holds sources only."""

    def __init__(self, *sources):
        self.sources = {one.id: one for one in sources}

    def find(self, kind, source_id):
        return self.sources[source_id]


def test_a_reference_says_who_what_when_where_and_how_it_was_read():
    assert citation(Shelf(source()), Language.EN, "some-source") == (
        "Some Institute, “A title”, 17 October 2025, https://example.org/a. Read in the original."
    )


def test_a_korean_reference_is_written_the_korean_way():
    assert citation(Shelf(source()), Language.KO, "some-source") == (
        "어느 연구원, 「A title」, 2025년 10월 17일, https://example.org/a. 원문을 읽음."
    )


def test_a_report_known_at_second_hand_names_both_publications():
    first = source(read_as="reported", url="")
    second = source(source_id="paper", publisher="The Paper", title="News", published="2025-10")
    assert citation(Shelf(first, second), Language.EN, "some-source", "paper") == (
        "Some Institute, “A title”, 17 October 2025. Known only through other accounts. "
        "As reported by The Paper, “News”, October 2025, https://example.org/a. "
        "Read in the original."
    )


@LANGUAGES
def test_an_undated_source_is_said_to_be_undated(language):
    said = {Language.EN: "undated", Language.KO: "날짜 미상"}[language]
    shelf = Shelf(source(published=""))
    assert cite(shelf, language, "some-source").date_text == said
    assert said in citation(shelf, language, "some-source")
    assert short_citation(shelf, language, "some-source").endswith(f", {said}")


def test_a_description_keeps_its_brackets_and_is_marked_as_english():
    parts = cite(Shelf(source(title="[Some report]", language="ko")), Language.KO, "some-source")
    assert (parts.title, parts.title_language, parts.described) == ("[Some report]", "en", True)
    assert "「" not in citation(Shelf(source(title="[Some report]")), Language.KO, "some-source")


def test_a_title_that_merely_begins_with_a_bracket_is_a_title():
    parts = cite(Shelf(source(title="[백서] 제목", language="ko")), Language.KO, "some-source")
    assert (parts.title_language, parts.described) == ("ko", False)


def test_an_unknown_source_is_refused():
    with pytest.raises(KeyError):
        citation(DATASET, Language.EN, "no-such-source")


@pytest.mark.parametrize(
    ("publisher", "short"),
    [
        ("Korea Institute for National Unification (KINU)", "KINU"),
        ("Committee for Human Rights in North Korea (HRNK)", "HRNK"),
        ("Altoona Mirror (AP)", "Altoona Mirror (AP)"),
        ("Voice of America (Korean)", "Voice of America (Korean)"),
        ("UN Human Rights Office (OHCHR)", "UN Human Rights Office (OHCHR)"),
        ("Daily NK", "Daily NK"),
    ],
)
def test_only_a_publishers_own_initials_stand_for_it(publisher, short):
    assert short_publisher(source(publisher=publisher), Language.EN) == short


def test_a_short_reference_goes_to_the_month():
    assert short_citation(Shelf(source()), Language.EN, "some-source") == (
        "Some Institute, October 2025"
    )
    assert short_citation(Shelf(source()), Language.KO, "some-source") == (
        "어느 연구원, 2025년 10월"
    )


def test_a_running_release_takes_the_date_of_the_report_it_is_known_by():
    shelf = Shelf(source(published=""), source(source_id="paper", publisher="The Paper"))
    assert short_citation(shelf, Language.EN, "some-source", "paper") == (
        "Some Institute, as reported by The Paper, October 2025"
    )


@LANGUAGES
@given(one=SOURCES)
def test_every_source_can_be_cited_with_its_publisher_and_date(language, one):
    said = citation(DATASET, language, one.id)
    assert said.startswith(one.within("publisher", language))
    assert one.titled(language) in said
    assert one.url in said
    assert (date(one.published, language) if one.published else ", ") in said


@LANGUAGES
@given(one=st.sampled_from(RELAYED))
def test_a_second_hand_citation_always_names_both(language, one):
    first = DATASET.find(Source, one.source_id).within("publisher", language)
    second = DATASET.find(Source, one.via_source_id).within("publisher", language)
    said = citation(DATASET, language, one.source_id, one.via_source_id)
    assert said.startswith(first)
    assert second in said.removeprefix(first)


@given(one=SOURCES)
def test_nothing_is_added_to_what_a_source_gives(one):
    parts = cite(DATASET, Language.EN, one.id)
    assert (parts.title, parts.url, parts.note) == (one.title, one.url, one.note_en)
    assert parts.via is None


def test_a_korean_work_known_by_its_english_title_is_marked_as_english() -> None:
    dataset = load()
    named = [
        one
        for one in dataset.sources
        if one.language == "ko" and one.title.isascii() and not one.title_ko
    ]
    assert named
    for one in named:
        assert cite(dataset, Language.KO, one.id).title_language == "en"


@pytest.mark.parametrize(
    ("place", "en", "ko"),
    [
        (
            "publisher",
            "Read in the original (at the publisher's own page).",
            "원문을 읽음(발행 기관의 페이지).",
        ),
        ("reprint", "Read in the original (in a reprint).", "원문을 읽음(전재된 페이지)."),
        ("stored-copy", "Read in the original (in a stored copy).", "원문을 읽음(보존된 사본)."),
        ("print", "Read in the original (in print).", "원문을 읽음(인쇄물)."),
        ("", "Read in the original.", "원문을 읽음."),
    ],
)
def test_a_reference_says_where_it_was_read(place, en, ko):
    shelf = Shelf(source(read_from=place))
    assert citation(shelf, Language.EN, "some-source").endswith(en)
    assert citation(shelf, Language.KO, "some-source").endswith(ko)


@pytest.mark.parametrize("place", ["", "publisher", "reprint", "stored-copy", "print"])
def test_a_day_of_access_is_given_for_the_publishers_own_page_alone(place):
    reference = source_reference(Shelf(source(read_from=place)), Language.EN, "some-source")
    assert reference.accessed == ("2026-01-01" if place == "publisher" else "")
    exports = (bibtex(reference), ris(reference), csl_json(reference))
    given = [
        word in text for word, text in zip(("urldate", "Y2  -", "accessed"), exports, strict=True)
    ]
    assert given == [place == "publisher"] * 3


def test_a_described_item_is_described_in_the_readers_language():
    shelf = Shelf(source(title="[A register]", title_ko="[등록 현황]"))
    assert [cite(shelf, one, "some-source").title for one in Language] == [
        "[A register]", "[등록 현황]",
    ]  # fmt: skip
    assert [cite(shelf, one, "some-source").title_language for one in Language] == ["en", "ko"]


def test_a_real_title_is_never_translated():
    shelf = Shelf(source(title="A title", title_ko="제목"))
    assert cite(shelf, Language.KO, "some-source").title == "A title"


@pytest.mark.parametrize(
    ("locator", "en", "ko"),
    [
        (("page 12",), "p. 12", "12쪽"),
        (("paragraph 775-777", "table 3"), "para. 775-777, table 3", "775-777항, 표 3"),
        (("minute 14:30",), "minute 14:30", "14:30 지점"),
        ((), "", ""),
    ],
)
def test_the_place_in_a_source_is_written_in_both_languages(locator, en, ko):
    assert [located(locator, one) for one in Language] == [en, ko]


def test_every_kind_of_place_has_its_words():
    for part in PARTS:
        assert all("7" in located((f"{part} 7",), one) for one in Language)


def test_the_reference_of_a_row_names_the_place_in_what_was_read():
    row = next(one for one in load().estimates if one.via_source_id)
    placed = row.model_copy(update={"locator": ("page 12",)})
    said = row_citation(load(), Language.EN, row)
    assert row_citation(load(), Language.EN, placed) == f"{said}, p. 12"


def test_an_archived_copy_is_shown_wherever_its_source_is() -> None:
    dataset = load()
    address = "https://archive.example/2026/page"
    source = dataset.sources[0].model_copy(update={"archived_url": address})
    kept = replace(dataset, sources=(source, *dataset.sources[1:]))
    for language, words in ((Language.EN, "archived copy"), (Language.KO, "보존된 사본")):
        assert f"{words} {address}" in citation(kept, language, source.id)
        shown = render(
            "site/sources", language, count="", citations=[cite(kept, language, source.id)]
        )
        assert f'<a href="{address}" rel="noopener noreferrer" target="_blank">{words}</a>' in shown


def test_sources_without_an_address_or_copy_are_listed_the_most_used_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["sources"]) == 0
    english = capsys.readouterr().out
    used = uses(load())
    listed = [line.partition(" ")[0] for line in english.splitlines() if "[no " in line]
    assert [used[name] for name in listed] == sorted((used[name] for name in listed), reverse=True)
    assert set(listed) == {
        item.id for item in load().sources if not (item.url and item.archived_url)
    }
    assert main(["sources", "--lang", "ko"]) == 0
    assert "주소 없음" in capsys.readouterr().out
