"""References in the formats that readers' tools take, read back by other people's readers."""

import json
import re
import unicodedata
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from story.publishing.folder import load
from story.tables.citation import citation
from story.tables.values import value_text
from story.telling.reference import (
    Reference,
    Site,
    bibtex,
    claim_reference,
    csl_json,
    figure_reference,
    page_reference,
    plain,
    ris,
    source_reference,
    table_reference,
)
from story.text import Language, Text

DATASET = load()
SITE = Site(Text("The example", "보기"), "https://example.org/story/")
LANGUAGES = pytest.mark.parametrize("language", list(Language))
TITLES = st.one_of(
    st.text(),
    st.text(alphabet="{}\\%$#&_~^\"@,=<>[]'- \n\r\t\x0b\x85\u2028\u2029관리소EREN"),
)

# From csl-data.json of the CSL 1.0.2 input schema: the properties used here, with their types.
PLACE = {"type": "string"}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {
                "type": "array",
                "items": {"type": ["string", "number"]},
                "minItems": 1,
                "maxItems": 3,
            },
            "minItems": 1,
            "maxItems": 2,
        }
    },
    "additionalProperties": False,
}
NAME = {"type": "object", "properties": {"literal": PLACE}, "additionalProperties": False}
CSL = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["dataset", "document", "figure", "webpage"]},
            "id": {"type": ["string", "number"]},
            "author": {"type": "array", "items": NAME},
            "issued": DATE,
            "accessed": DATE,
            **dict.fromkeys(("language", "note", "publisher", "title", "URL", "version"), PLACE),
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}
UNLATEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{mark}": mark for mark in "#$%&_"},
}


def figure(title: str = "A finding", language: Language = Language.EN, **changed) -> Reference:
    site = replace(SITE, **changed)
    return figure_reference(DATASET, language, site, "un_record", title, "camps?camp=camp-14")


def every_kind(language: Language) -> list[Reference]:
    return [
        page_reference(DATASET, language, SITE, "camps", "Where the camps are", "camps"),
        figure(language=language),
        table_reference(DATASET, language, SITE, "estimates", "data?table=estimates"),
        *(claim_reference(DATASET, language, SITE, one.id, "claims") for one in DATASET.claims),
        *(source_reference(DATASET, language, one.id) for one in DATASET.sources),
    ]


def on_one_line(text: str) -> str:
    kept = "".join(one for one in text if unicodedata.category(one) != "Cs")
    spaced = "".join(" " if unicodedata.category(one) == "Cc" else one for one in kept)
    return " ".join(spaced.split())


def from_latex(value: str) -> str:
    marks = re.compile("|".join(re.escape(one) for one in UNLATEX))
    return marks.sub(lambda found: UNLATEX[found[0]], value)


def read_bibtex(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert len(library.blocks) == 1
    fields = {field.key: field.value for field in entry.fields}
    return {"type": entry.entry_type, "key": entry.key, **fields}


def read_ris(text: str) -> dict[str, object]:
    (entry,) = rispy.loads(text)
    return entry


def read_csl(text: str) -> dict[str, object]:
    items = json.loads(text)
    Draft7Validator(CSL).validate(items)
    return items[0]


def test_a_line_of_text_names_site_title_edition_and_address() -> None:
    assert plain(replace(figure(), edition="abc"), Language.EN) == (
        "The example, “A finding” (figure), edition abc, "
        "https://example.org/story/camps?camp=camp-14"
    )
    assert plain(replace(figure("발견", Language.KO), edition="abc"), Language.KO) == (
        "보기, 「발견」(그림), abc 판, https://example.org/story/camps?camp=camp-14"
    )


@LANGUAGES
def test_every_format_holds_the_edition_the_address_and_the_language(language: Language) -> None:
    edition, address = DATASET.edition, "https://example.org/story/camps?camp=camp-14"
    one = figure("Title", language)
    bib, line, csl = read_bibtex(bibtex(one)), read_ris(ris(one)), read_csl(csl_json(one))
    assert (bib["version"], line["edition"], csl["version"]) == (edition,) * 3
    assert (bib["url"], line["urls"], csl["URL"]) == (address, [address], address)
    assert (bib["language"], line["language"], csl["language"]) == (str(language),) * 3
    name = SITE.name.within(language)
    assert (bib["author"], line["authors"]) == (f"{{{name}}}", [name])
    assert csl["author"] == [{"literal": name}]
    assert (bib["publisher"], line["publisher"], csl["publisher"]) == (f"{{{name}}}", name, name)
    assert edition in bib["note"]


def test_a_date_is_given_only_where_one_is_known() -> None:
    undated = figure()
    assert {"year", "date", "urldate"} & set(read_bibtex(bibtex(undated))) == set()
    assert {"year", "date", "access_date"} & set(read_ris(ris(undated))) == set()
    assert {"issued", "accessed"} & set(read_csl(csl_json(undated))) == set()
    dated = figure(issued="2026-02")
    assert ", February 2026, " in plain(dated, Language.EN)
    assert read_bibtex(bibtex(dated))["date"] == "2026-02"
    assert (read_ris(ris(dated))["year"], read_ris(ris(dated))["date"]) == ("2026", "2026/02//")
    assert read_csl(csl_json(dated))["issued"] == {"date-parts": [[2026, 2]]}


def test_without_an_address_of_the_site_links_stay_relative() -> None:
    assert figure(base="").address == "camps?camp=camp-14"


def test_the_same_part_of_another_edition_has_another_key() -> None:
    one = figure()
    assert one.key == f"the-example-figure-un-record-{DATASET.edition}"
    assert re.fullmatch("[a-z0-9-]+", one.key)


def test_a_page_that_is_named_like_the_site_says_its_name_once() -> None:
    page = page_reference(DATASET, Language.EN, SITE, "overview", "The example", "")
    assert plain(page, Language.EN) == (
        f"The example, edition {DATASET.edition}, https://example.org/story/"
    )


@LANGUAGES
def test_a_claim_is_cited_with_our_assessment(language: Language) -> None:
    for claim in DATASET.claims:
        said = claim_reference(DATASET, language, SITE, claim.id, f"claims#{claim.id}").title
        assert claim.within("claim", language) in said
        assert value_text("claims.assessment", claim.assessment, language) in said


@LANGUAGES
def test_a_source_reads_in_plain_text_as_it_does_in_the_lists(language: Language) -> None:
    for source in DATASET.sources:
        one = source_reference(DATASET, language, source.id)
        assert plain(one, language) == citation(DATASET, language, source.id)


def test_a_source_known_through_another_names_both_and_no_day_of_reading() -> None:
    row = next(one for one in DATASET.estimates if one.via_source_id)
    one = source_reference(DATASET, Language.EN, row.source_id, row.via_source_id)
    whole = citation(DATASET, Language.EN, row.source_id, row.via_source_id)
    assert plain(one, Language.EN) == whole
    assert one.accessed == ""
    assert "As reported by" in read_csl(csl_json(one))["note"]


@LANGUAGES
def test_every_reference_can_be_read_by_other_tools(language: Language) -> None:
    for one in every_kind(language):
        title = on_one_line(one.title)
        assert read_csl(csl_json(one))["title"] == title
        assert read_ris(ris(one))["title"] == title
        assert from_latex(read_bibtex(bibtex(one))["title"]) == f"{{{title}}}"


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(KeyError):
        claim_reference(DATASET, Language.EN, SITE, "c99", "claims")
    with pytest.raises(KeyError):
        table_reference(DATASET, Language.EN, SITE, "passwords", "data")
    with pytest.raises(KeyError):
        source_reference(DATASET, Language.EN, "nobody")


@given(TITLES)
@example("{")
@example("}} @misc{other, title = {x")
@example("50% of $5 & #1_a ~b ^c \\d")
@example("\\")
def test_bibtex_keeps_any_title_and_ends_where_it_should(title: str) -> None:
    text = bibtex(figure(title))
    assert text.count("{") == text.count("}")
    assert from_latex(read_bibtex(text)["title"]) == f"{{{on_one_line(title)}}}"


@given(TITLES)
@example("one\nER  - \nTY  - BOOK")
@example("one\u2028ER  - ")
def test_ris_keeps_any_title_on_its_line(title: str) -> None:
    text = ris(figure(title))
    lines = text.split("\r\n")
    assert lines[-2:] == ["ER  - ", ""]
    assert lines[0] == "TY  - FIGURE"
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert lines == [*text.splitlines(), ""]
    assert read_ris(text).get("title", "") == on_one_line(title)


@given(TITLES)
def test_csl_json_keeps_any_title(title: str) -> None:
    text = csl_json(figure(title))
    text.encode()
    assert read_csl(text).get("title", "") == on_one_line(title)


@given(TITLES)
def test_a_line_of_text_stays_a_line(title: str) -> None:
    said = plain(figure(title), Language.EN)
    assert said.splitlines() == [said]
    said.encode()


@pytest.mark.parametrize("written", [bibtex, ris, csl_json])
def test_hangul_stays_as_it_is(written) -> None:
    assert "정치범수용소" in written(figure("정치범수용소", Language.KO))


def test_an_address_cannot_break_out_of_its_field() -> None:
    one = replace(figure(), address="https://example.org/a}{b\\c d\n?x=1&y=%20#z")
    assert read_bibtex(bibtex(one))["url"] == "https://example.org/a%7D%7Bb%5Cc%20d%20?x=1&y=%20#z"
    assert "\n" not in read_csl(csl_json(one))["URL"]
