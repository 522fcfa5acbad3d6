"""A briefing says what the chapters say, to whom it was meant for, and nothing it was not asked."""

from itertools import product

import pytest

from story.publishing.folder import load
from story.surfaces.briefing import LENGTHS, Choice, Deck, Misfit, chosen, deck
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.programme import programme
from story.surfaces.briefing.speaking import seconds
from story.surfaces.briefing.wording import edition_words
from story.tables import Dataset
from story.telling.narrative import plain, tell
from story.text import Language, Text, date

EN, KO = Language.EN, Language.KO


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load()


@pytest.fixture(scope="module")
def titles(data: Dataset) -> dict[int, Text]:
    return chapter_titles(data)


@pytest.fixture(scope="module")
def decks(data: Dataset, titles: dict[int, Text]) -> dict[tuple[str, Language], Deck]:
    """Return the public's briefing of every length in both languages."""
    return {
        (length, language): deck(data, chosen(titles, language, length=length))
        for length, language in product(LENGTHS, Language)
    }


@pytest.mark.parametrize("language", list(Language))
def test_the_whole_briefing_says_every_sentence_of_the_chapters_and_no_other(
    data: Dataset, decks: dict[tuple[str, Language], Deck], language: Language
) -> None:
    story = tell(data, language)
    chapters = (story.opening, *story.chapters)
    written = [
        plain(paragraph)
        for chapter in chapters
        for part in (chapter.steps or (chapter,))
        for paragraph in part.paragraphs
    ]
    told = decks["full", language]
    said = [point.text for slide in told.slides for point in slide.points]
    # A translated quotation is marked as one; the chapters leave that to the surface.
    joined = " ".join(said).replace("(번역)", "")
    assert joined == " ".join(written)


@pytest.mark.parametrize("language", list(Language))
def test_five_minutes_give_a_chapter_one_slide_and_its_steps_as_points(
    data: Dataset, decks: dict[tuple[str, Language], Deck], language: Language
) -> None:
    told = decks["5", language]
    findings = [one for one in told.slides if one.kind == "finding"]
    assert [one.chapter for one in findings] == [0, *programme().audiences["public"].short]
    second = tell(data, language).chapters[1]
    shown = next(one for one in findings if one.chapter == 2)
    assert [one.text for one in shown.points] == [plain(step.title) for step in second.steps]


def test_a_longer_briefing_takes_longer(decks: dict[tuple[str, Language], Deck]) -> None:
    for language in Language:
        minutes = [decks[length, language].seconds / 60 for length in ("5", "15", "full")]
        assert minutes == sorted(minutes)
        assert minutes[0] <= 7
        assert minutes[1] <= 16


def test_the_pace_is_that_of_words_in_english_and_of_syllables_in_korean() -> None:
    assert seconds("one two three four five six seven eight nine ten " * 13, EN) == 60
    assert seconds("가나다라마 바사아자차 " * 30, KO) == 60


def test_the_programme_names_only_steps_chapters_and_asks_that_there_are(data: Dataset) -> None:
    story = tell(data, EN)
    steps = {chapter.number: [one.id for one in chapter.steps] for chapter in story.chapters}
    for number, main in programme().main.items():
        assert [one for one in steps[number] if one in main] == list(main)
    assert {n: p for n, p in programme().pictures.items() if p not in steps[n]} == {}
    for audience in programme().audiences.values():
        assert list(audience.chapters) == sorted(set(audience.chapters) & set(steps))
        assert set(audience.short) <= set(audience.chapters)
        assert set(audience.asks) <= set(range(1, len(story.chapters[6].asks) + 1))
    # A chapter with steps has main ones, or a quarter of an hour would pass it over.
    assert set(programme().main) == {number for number, some in steps.items() if some}


def test_chapters_can_be_named_in_any_order_and_are_told_in_the_storys(
    titles: dict[int, Text],
) -> None:
    assert chosen(titles, EN, chapters=["7", " 2", "2"]).chapters == (2, 7)


@pytest.mark.parametrize(
    ("given", "english", "korean"),
    [
        ({"chapters": ["8"]}, "There is no chapter “8”. There are: 1 (Two", "‘8’ 장은 없습니다."),
        ({"chapters": ["two"]}, "There is no chapter “two”.", "‘two’ 장은 없습니다."),
        ({"chapters": ["²"]}, "There is no chapter “²”.", "‘²’ 장은 없습니다."),
        ({"length": "10"}, "There is no length “10”. There are: 5 (", "‘10’ 길이는 없습니다."),
        ({"audience": "all"}, "public (The public), lawmakers", "‘all’ 청중은 없습니다."),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_met_is_answered_with_those_that_can(
    titles: dict[int, Text], given: dict[str, object], english: str, korean: str
) -> None:
    with pytest.raises(Misfit) as misfit:
        chosen(titles, EN, **given)  # type: ignore[arg-type]
    assert english in misfit.value.message.en
    assert korean in misfit.value.message.ko


def test_notes_come_only_when_they_are_asked_for(
    data: Dataset, titles: dict[int, Text], decks: dict[tuple[str, Language], Deck]
) -> None:
    assert {one.notes for told in decks.values() for one in told.slides} == {""}
    noted = deck(data, chosen(titles, EN, length="15", notes=True))
    assert sum(bool(one.notes) for one in noted.slides) == 8
    assert noted.seconds > decks["15", EN].seconds


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("length", LENGTHS)
def test_the_numbers_of_sources_on_the_slides_run_without_gaps(
    decks: dict[tuple[str, Language], Deck], length: str, language: Language
) -> None:
    told = decks[length, language]
    met = list(dict.fromkeys(n for slide in told.slides for n in slide.cited))
    assert met == list(range(1, len(met) + 1))
    assert [one.number for one in told.shown] == met


def test_every_slide_with_a_figure_names_what_it_is_drawn_from(
    decks: dict[tuple[str, Language], Deck],
) -> None:
    for told in decks.values():
        for slide in told.slides:
            if slide.figure:
                assert slide.figure.title == slide.title
                assert slide.figure.annotation
                assert [one.source_id for one in slide.drawn_from] == list(slide.figure.sources)


def test_an_audience_sees_the_asks_it_can_do_something_about(
    data: Dataset, titles: dict[int, Text]
) -> None:
    def asked(choice: Choice) -> list[str]:
        slides = deck(data, choice).slides
        table = next((one for one in slides if one.kind == "asks"), None)
        return [row[0][0].text for row in table.rows[1:]] if table else []

    assert asked(chosen(titles, EN, audience="press", length="5")) == []
    assert len(asked(chosen(titles, EN, audience="lawmakers", length="5"))) == 2
    assert asked(chosen(titles, EN, chapters=["3"], length="5")) == []


def test_a_slide_leads_to_the_site_at_its_own_edition(
    data: Dataset, titles: dict[int, Text]
) -> None:
    told = deck(data, chosen(titles, KO, length="5"), site="https://example.org")
    assert told.link("2.4") == f"https://example.org/?edition={data.edition}&lang=ko#step-2.4"
    assert told.link("waiting-list").endswith("#waiting-list")
    assert deck(data, chosen(titles, KO, length="5")).link("2.4") == ""


@pytest.mark.parametrize("language", list(Language))
def test_a_slide_is_as_of_its_own_newest_publication_and_no_later(
    data: Dataset, decks: dict[tuple[str, Language], Deck], language: Language
) -> None:
    made = decks["full", language]
    published = {one.id: one.published for one in data.sources}
    for slide in made.slides:
        full = [*slide.drawn_from, *(made.source(n).full for n in slide.cited)]
        own = [one.source_id for one in full] + [one.via.source_id for one in full if one.via]
        newest = max((published[one] for one in own), default="")
        assert made.as_of_slide(slide) == (date(newest, language) if newest else "")


@pytest.mark.parametrize("language", list(Language))
def test_a_briefing_says_to_which_event_the_story_is_followed(
    data: Dataset, decks: dict[tuple[str, Language], Deck], language: Language
) -> None:
    last = max(one.end_date or one.start_date for one in data.events)
    assert date(last, language) in edition_words(decks["full", language])
