import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.search import WordIndex, folded, matches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salmón", "salmon"),
        ("Yodŏk", "yodok"),
        ("YODOK", "yodok"),
        ("Ch'oma-bong", "choma-bong"),
        ("Ch’oma-bong", "choma-bong"),
        ("정치범수용소", "정치범수용소"),
        ("25호", "25호"),
        ("Straße", "strasse"),
        ("™", "tm"),
    ],
)
def test_case_accents_and_apostrophes_are_folded_away(text, expected):
    assert folded(text) == expected


def test_every_word_must_occur_but_in_any_text_and_order():
    texts = ["Elizabeth Salmón", "Statement in Seoul"]
    assert matches("seoul salmon", texts)
    assert not matches("seoul darusman", texts)


def test_a_part_of_a_korean_word_is_found():
    assert matches("수용소", ["정치범수용소에 갇힌 사람"])


def test_a_word_does_not_run_across_two_texts():
    assert not matches("ab", ["a", "b"])


@pytest.mark.parametrize("nothing", ["", "   ", "'"])
def test_no_words_match_everything(nothing):
    assert matches(nothing, [])


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(), st.lists(st.text()))
def test_a_text_is_found_by_itself(text, others):
    assert matches(text, [*others, text])


@given(st.text(), st.text())
def test_upper_and_lower_case_find_the_same(words, text):
    assert matches(words.lower(), [text]) == matches(words.lower(), [text.casefold()])


@given(st.lists(st.lists(st.text(), max_size=3), max_size=5), st.text(max_size=5))
def test_an_index_finds_what_is_found_by_reading_each_text(items, words):
    read = [place for place, texts in enumerate(items) if matches(words, texts)]
    assert WordIndex(items).matching(words).tolist() == read


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("salmon", [0]),
        ("수용소", [1]),
        ("IN SEOUL", [0, 2]),
        ("seoul salmon", [0]),
        ("seoulsalmon", []),
        ("", [0, 1, 2]),
    ],
)
def test_an_index_forgives_as_reading_does(words, places):
    items = [["Elizabeth Salmón", "Statement in Seoul"], ["정치범수용소에"], ["in seoul's streets"]]
    assert WordIndex(items).matching(words).tolist() == places
