"""Every coded value has its words in both languages, and no words are left over."""

import re

import pytest

from story.publishing.folder import load
from story.tables.model import TABLES, columns
from story.tables.values import VALUES, value_text
from story.text import Language

CODED = {f"{kind.table}.{one.name}": one for kind in TABLES for one in columns(kind) if one.choices}
# The words for origins are rows of their own, in origins.csv.
IN_ORIGINS = {name for name in CODED if name.endswith(".origin_id")}


def test_every_coded_column_has_words_and_no_words_are_left_over() -> None:
    assert set(VALUES) == set(CODED) - IN_ORIGINS


@pytest.mark.parametrize("name", sorted(set(CODED) - IN_ORIGINS))
def test_every_code_has_words_in_both_languages(name: str) -> None:
    codes = {*CODED[name].choices, *([""] if CODED[name].blank else [])}
    assert set(VALUES[name]) == codes
    for code in codes:
        assert not re.search("[가-힣]", value_text(name, code, Language.EN))
        assert re.search("[가-힣]", value_text(name, code, Language.KO))


@pytest.mark.parametrize("name", sorted(set(CODED) - IN_ORIGINS))
def test_no_two_codes_of_a_column_share_their_words(name: str) -> None:
    for language in Language:
        words = [text.within(language) for text in VALUES[name].values()]
        assert len(set(words)) == len(words)


def test_every_origin_has_a_row_that_names_it() -> None:
    assert {one.origin_id for one in load().origins} == set(CODED["origins.origin_id"].choices)


def test_an_unknown_value_is_refused() -> None:
    with pytest.raises(KeyError):
        value_text("estimates.bound", "roughly", Language.EN)
