"""The glossary: each word explained in both languages, with the sources of what it states."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from story.publishing.folder import load
from story.surfaces.pages import PAGES
from story.surfaces.site.glossary import terms
from story.tables.model import Term
from story.tables.values import VALUES
from story.text import Language
from test_site import open_page, texts
from tiny_folder import change, copied, found

DATASET = load()
TERMS = pytest.mark.parametrize("term", DATASET.glossary, ids=lambda term: term.id)
HANGUL = re.compile("[가-힣]")


def glossary(**address: str) -> AppTest:
    return open_page(next(page for page in PAGES if page.name == "data"), **address)


def section(app: AppTest) -> str:
    said = texts(app)
    start = said.index('<dl class="glossary">')
    return said[start : said.index("</dl>", start)]


def listed(app: AppTest) -> list[str]:
    return re.findall(r'id="term-([a-z0-9-]+)"', section(app))


@TERMS
def test_a_term_stands_in_both_languages(term: Term) -> None:
    assert HANGUL.search(term.term_ko)
    assert not HANGUL.search(term.term_en)
    assert HANGUL.search(term.meaning_ko)
    assert not HANGUL.search(term.meaning_en)
    assert term.romanised.isascii()


@TERMS
def test_a_meaning_is_whole_sentences_and_not_its_own_explanation(term: Term) -> None:
    assert term.meaning_en.endswith(".")
    assert term.meaning_ko.endswith(".")
    assert term.id not in term.see_also_ids


@TERMS
def test_a_date_in_a_meaning_has_a_source(term: Term) -> None:
    if re.search(r"\b(19|20)\d\d\b", term.meaning_en):
        assert term.source_ids


@TERMS
def test_both_languages_give_the_same_years(term: Term) -> None:
    years = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
    assert sorted(set(years.findall(term.meaning_en))) == sorted(
        set(years.findall(term.meaning_ko))
    )


def test_our_assessments_are_called_what_the_ledger_calls_them() -> None:
    for code, said in VALUES["claims.assessment"].items():
        term = DATASET.find(Term, code)
        assert (term.term_en, term.term_ko) == (said.en, said.ko)


def test_no_two_terms_share_a_name() -> None:
    for language in Language:
        names = [term.within("term", language) for term in DATASET.glossary]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("spelling", ["kwanliso", "Kwan-li-so", "KWALLISO", "관리소"])
def test_a_camp_word_is_found_in_any_spelling(spelling: str) -> None:
    hits = [term.id for term in terms(DATASET, spelling)]
    assert "kwanliso" in hits
    assert len(hits) < len(DATASET.glossary)


@pytest.mark.parametrize("spelling", ["Powisong", "Powisŏng", "bowiseong"])
def test_accents_do_not_matter_in_a_search(spelling: str) -> None:
    hits = [term.id for term in terms(DATASET, spelling)]
    assert hits == ["ministry-of-state-security"]


def test_the_page_lists_every_term_in_the_order_of_its_language() -> None:
    for language in Language:
        names = {term.id: term.within("term", language) for term in DATASET.glossary}
        shown = listed(glossary(lang=str(language)))
        assert shown == sorted(names, key=lambda one: names[one].casefold())


def test_the_page_shows_only_the_terms_looked_for() -> None:
    assert listed(glossary(term="powisŏng")) == ["ministry-of-state-security"]
    page = glossary()
    search = next(field for field in page.text_input if field.label == "Search the glossary")
    nothing = search.set_value("no such word at all").run()
    assert listed(nothing) == []
    assert f"0 of {len(DATASET.glossary)} terms" in texts(nothing)
    # Of a link only words that are found are taken: a sentence in it is not said on the page.
    assert len(listed(glossary(term="no such word at all"))) == len(DATASET.glossary)


def test_the_korean_original_is_marked_as_korean_and_its_romanisation_as_such() -> None:
    term = DATASET.find(Term, "total-control-zone")
    said = section(glossary())
    assert f'<span lang="ko">{term.term_ko}</span>' in said
    assert f'<i lang="ko-Latn">{term.romanised}</i>' in said
    korean = section(glossary(lang="ko"))
    assert f'<span lang="en">{term.term_en}</span>' in korean


def test_every_link_of_the_glossary_leads_to_a_term() -> None:
    said = section(glossary())
    assert set(re.findall(r'href="#term-([a-z0-9-]+)"', said)) <= set(
        re.findall(r'id="term-([a-z0-9-]+)"', said)
    )


def test_a_link_to_a_term_that_is_not_there_is_an_error(tmp_path) -> None:
    folder = copied(tmp_path)
    change(folder, "glossary", "camp", see_also_ids="nothing", source_ids="nobody")
    assert found(folder) == [
        ("error", "unknown-reference", "glossary.csv", 2, "see_also_ids"),
        ("error", "unknown-reference", "glossary.csv", 2, "source_ids"),
    ]


def test_a_term_in_one_language_only_is_an_error(tmp_path) -> None:
    folder = copied(tmp_path)
    change(folder, "glossary", "origin", term_en="Origin", term_ko="")
    assert ("error", "glossary.csv", "term_ko") in {
        (severity, file, column) for severity, _, file, _, column in found(folder)
    }
