"""The card of an event: what it says and marks, and how a reader walks from one to the next."""

from dataclasses import replace
from functools import cache

import pytest

from story.figures.events.card import event_card
from story.figures.events.timeline import timeline
from story.figures.events.words import SPOKEN_IN_KOREAN
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import Event, EventCode
from story.text import Language

EN, KO = Language.EN, Language.KO
SINGAPORE = "2018-06-12-singapore-summit"


@cache
def data() -> Dataset:
    return load()


@cache
def order() -> list[str]:
    return list(timeline(data(), EN, importance=3).table["event_id"])


def test_a_reader_who_always_steps_on_sees_every_event_once() -> None:
    seen, here = [], order()[0]
    while here:
        seen.append(here)
        here = event_card(data(), EN, here, order()).next
    assert seen == order()


def test_there_is_nothing_before_the_first_nor_after_the_last() -> None:
    assert event_card(data(), EN, order()[0], order()).previous is None
    assert event_card(data(), EN, order()[-1], order()).next is None
    assert event_card(data(), EN, order()[1], order()).previous == order()[0]


def test_an_event_outside_the_order_has_no_neighbours() -> None:
    card = event_card(data(), EN, SINGAPORE, [])
    assert (card.previous, card.next) == (None, None)


def test_an_unknown_event_is_an_error() -> None:
    with pytest.raises(ValueError, match="no-such-event"):
        event_card(data(), EN, "no-such-event", [])


@pytest.mark.parametrize("language", list(Language))
def test_every_event_has_a_card(language: Language) -> None:
    for one in data().events:
        card = event_card(data(), language, one.id, order())
        assert card.title == one.within("title", language)
        assert card.date_text
        assert card.answer_text
        assert card.basis
        assert len(card.actors) == len(one.actors)
        assert card.source.source_id == one.source_id
        assert (card.source.via.source_id if card.source.via else "") == one.via_source_id


def test_words_spoken_in_korean_are_known_to_the_dataset() -> None:
    quoted = {one.id for one in data().events if one.quote}
    assert quoted >= SPOKEN_IN_KOREAN


def test_english_words_are_verbatim_unless_first_spoken_in_korean() -> None:
    for one in data().events:
        quotation = event_card(data(), EN, one.id, []).quotation
        assert (quotation is None) == (not one.quote)
        if quotation:
            assert quotation.words == one.quote
            foreign = bool(one.quote_language) or one.id in SPOKEN_IN_KOREAN
            assert quotation.translated == foreign
            assert bool(quotation.note) == quotation.translated
            assert quotation.original == one.quote_original


def test_korean_words_are_marked_as_a_translation_unless_first_spoken_so() -> None:
    for one in data().events:
        if one.quote_language:
            continue
        quotation = event_card(data(), KO, one.id, []).quotation
        if quotation:
            assert quotation.words == one.quote_ko
            assert quotation.translated
            assert quotation.note
            known = one.id not in SPOKEN_IN_KOREAN
            assert quotation.original == (one.quote if known else "")
            assert quotation.original_language == ("en" if known else "")


def test_two_codings_are_shown_where_they_or_the_final_code_differ() -> None:
    for one in data().events:
        code = data().find(EventCode, one.id)
        card = event_card(data(), EN, one.id, [])
        differ = len({code.first_code, code.second_code, code.final_code}) > 1
        assert (card.coding is not None) == differ
        if card.coding:
            assert card.coding.final == card.answer_text
            assert card.coding.why == code.why_en


def test_a_date_known_to_the_month_names_no_day() -> None:
    month = next(one for one in data().events if one.date_precision == "month")
    assert len(month.start_date) == len("2019-03")
    card = event_card(data(), EN, month.id, [])
    assert card.date_precision_text == "To the month"
    assert data().find(Event, month.id).start_date[:4] in card.date_text


def with_original() -> Dataset:
    quoted = next(one for one in data().events if one.quote and one.id not in SPOKEN_IN_KOREAN)
    spoken = quoted.model_copy(
        update={
            "quote_original": "우리는 다룰 것이다.", "quote_language": "ko", "asked": "Kim Jong Un",
            "asked_ko": "김정은", "answered": "Donald Trump", "answered_ko": "도널드 트럼프",
            "reported_by": "A reporter", "reported_by_ko": "한 기자", "locator": ("minute 3:10",),
        }
    )  # fmt: skip
    kept = tuple(spoken if one.id == spoken.id else one for one in data().events)
    return replace(data(), events=kept)


def test_words_first_spoken_in_korean_are_shown_to_korean_readers_and_translated_for_others() -> (
    None
):
    dataset = with_original()
    event = next(one for one in dataset.events if one.quote_original)
    korean = event_card(dataset, KO, event.id, []).quotation
    english = event_card(dataset, EN, event.id, []).quotation
    assert korean
    assert english
    assert (korean.words, korean.translated, korean.note) == ("우리는 다룰 것이다.", False, "")
    assert (english.words, english.translated) == (event.quote, True)
    assert (english.original, english.original_language) == ("우리는 다룰 것이다.", "ko")


def test_a_card_says_who_was_asked_who_answered_and_on_whose_word_it_rests() -> None:
    dataset = with_original()
    event = next(one for one in dataset.events if one.quote_original)
    card = event_card(dataset, KO, event.id, [])
    assert (card.asked, card.answered, card.reported_by) == ("김정은", "도널드 트럼프", "한 기자")
    assert card.located == "3:10 지점"
