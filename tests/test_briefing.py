"""A briefing says what the chapters say, to whom it was meant for, and nothing it was not asked."""

import re
from collections.abc import Iterator
from html import escape
from itertools import product

import pytest

from story.publishing.folder import load
from story.surfaces.briefing import LENGTHS, Choice, Deck, Misfit, chosen, deck
from story.surfaces.briefing.choice import named
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.programme import programme
from story.surfaces.briefing.slides import slides
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
    slides = [slide for slide in told.slides if slide.kind == "finding"]
    said = [point.text for slide in slides for point in (*slide.points, *slide.more)]
    # A translated quotation is marked as one; the chapters leave that to the surface.
    joined = " ".join(said).replace("(번역)", "")
    assert joined == " ".join(written)


@pytest.mark.parametrize("language", list(Language))
def test_five_minutes_give_a_chapter_one_slide_and_its_main_steps_as_points(
    data: Dataset, decks: dict[tuple[str, Language], Deck], language: Language
) -> None:
    told = decks["5", language]
    findings = [one for one in told.slides if one.kind == "finding"]
    assert [one.chapter for one in findings] == [0, *programme().audiences["public"].short]
    second = tell(data, language).chapters[1]
    shown = next(one for one in findings if one.chapter == 2)
    main = programme().main[2]
    assert shown.title == plain(second.finding)
    assert [one.text for one in shown.points] == [
        plain(step.title) for step in second.steps if step.id in main
    ]


def test_a_longer_briefing_takes_longer(decks: dict[tuple[str, Language], Deck]) -> None:
    for language in Language:
        minutes = [decks[length, language].seconds / 60 for length in ("5", "15", "full")]
        assert minutes == sorted(minutes)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("length", ["5", "15"])
def test_a_length_is_true_to_a_fifth_for_every_audience(
    data: Dataset, titles: dict[int, Text], length: str, language: Language
) -> None:
    for audience in programme().audiences:
        told = deck(data, chosen(titles, language, length=length, audience=audience))
        assert abs(told.seconds / 60 / int(length) - 1) <= 0.2, audience


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


def test_chapters_are_told_in_the_order_in_which_they_are_named(
    data: Dataset, titles: dict[int, Text]
) -> None:
    choice = chosen(titles, EN, chapters=["7", " 1", "2", "2"], length="5")
    assert choice.chapters == (7, 1, 2)
    assert named(titles, choice.name) == choice
    told = deck(data, choice)
    assert [one.chapter for one in told.slides if one.kind == "finding"] == [0, 7, 1, 2]
    assert [one.number for one in told.chapters] == [0, 7, 1, 2]


@pytest.mark.parametrize(
    ("given", "english", "korean"),
    [
        ({"chapters": ["8"]}, "There is no chapter “8”. There are: 1 (Two", "‘8’ 장은 없습니다."),
        ({"chapters": ["two"]}, "There is no chapter “two”.", "‘two’ 장은 없습니다."),
        ({"chapters": ["²"]}, "There is no chapter “²”.", "‘²’ 장은 없습니다."),
        ({"length": "10"}, "There is no length “10”. There are: 5 (", "‘10’ 길이는 없습니다."),
        ({"paper": "a5"}, "There is no paper “a5”. There are: a4 (A4), letter", "‘a5’ 용지는"),
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
    assert noted.seconds == decks["15", EN].seconds  # advice is not said


def test_answers_of_every_chapter_come_along_with_the_notes_whatever_is_told(
    data: Dataset, titles: dict[int, Text], decks: dict[tuple[str, Language], Deck]
) -> None:
    story = tell(data, EN)
    all_of_them = [
        plain(answer.question)
        for chapter in (story.opening, *story.chapters)
        for answer in chapter.answers
    ]
    noted = deck(data, chosen(titles, EN, chapters=["7"], length="5", notes=True))
    assert [reply.question for reply in noted.replies] == all_of_them
    assert decks["full", EN].replies == ()


@pytest.mark.parametrize("language", list(Language))
def test_an_audience_with_a_request_reads_it_on_the_second_slide(
    data: Dataset, titles: dict[int, Text], language: Language
) -> None:
    for audience in ("lawmakers", "press", "diplomats"):
        for length in LENGTHS:
            told = deck(data, chosen(titles, language, length=length, audience=audience))
            assert told.slides[1].kind == "request"
            assert told.slides[1].cited
    law = deck(data, chosen(titles, language, length="5", audience="lawmakers")).slides[1]
    bill = next(one for one in data.events if one.id == "2025-11-07-nkhra-2025-bill")
    assert date(bill.start_date, language) in " ".join(one.text for one in law.points)
    public = deck(data, chosen(titles, language))
    assert "request" not in {one.kind for one in public.slides}


def spoken(told: Deck) -> Iterator[tuple[str, str, str]]:
    """Yield of each slide its id, its title with the first sentence, and all that it says."""
    for slide in told.slides:
        if slide.kind in ("finding", "request"):
            said = [point.text for point in (*slide.points, *slide.more)]
            first = "\n".join([slide.title, *said[:1]])
            yield slide.id, first, " ".join([slide.title, *said, slide.annotation, slide.closing])


# A pronoun is open where no name stands before it in what is read first.
OPEN = {
    EN: r"(?m)^(?:He|She|It|They|His|Her|Its|Their|This|These|That|Those)\b"
    r"|[.?!:] (?:He|She|They|His|Her|Their)\b",
    KO: r"(?m)(?:^|[.?] )(?:그는|그의|그가|그녀|이는|이들은|그들은|그 뒤로?|그 이전|이 숫자"
    r"|이것은)(?= |$)",
}
ELSEWHERE = {
    EN: r"\b(?:below|above|this page|previous (?:slide|chapter)|next chapter)\b",
    KO: r"아래에 있다|위에서 본|이 페이지|앞 장|다음 장",
}
# Who is called by a short name has been named in full, here or on a slide before.
NAMED = {
    EN: {
        r"\bBencosme\b": "Francisco Bencosme",
        r"(?<!Young )\bKim\b(?! Jong Un)": "Kim Jong Un|Trump–Kim",
        r"\bTrump\b": "President Trump|Trump–Kim",
        r"\bICC\b": "International Criminal Court",
        r"\b[Tt]he Council\b": "Security Council",
        r"\bthe op-ed\b": "TIME published the op-ed",
        r"\bKINU\b": "South Korea’s KINU|KINU’s|KINU as|\\(KINU\\)|by KINU|KINU links",
        r"\bHRNK\b": "US-based HRNK",
    },
    KO: {
        "벤코스메": "프란시스코 벤코스메",
        "김 위원장": "김정은",
        r"\bICC\b": "국제형사재판소",
        "기고문": "타임\\(TIME\\)",
        "OHCHR": "유엔 인권최고대표사무소",
        "HRNK": "북한인권위원회",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", list(Language))
def test_every_slide_stands_alone_whatever_is_told(
    data: Dataset, titles: dict[int, Text], language: Language
) -> None:
    choices = [
        chosen(titles, language, length=length, audience=audience)
        for length, audience in product(LENGTHS, programme().audiences)
    ]
    choices += [chosen(titles, language, chapters=[str(number)]) for number in titles]
    wrong = set()
    for choice in choices:
        before = ""
        for place, first, said in spoken(deck(data, choice)):
            before += f" {said}"
            for found in (
                *re.findall(OPEN[language], first),
                *re.findall(ELSEWHERE[language], said),
            ):
                wrong.add((choice.name, place, found))
            for short, full in NAMED[language].items():
                if re.search(short, said) and not re.search(full, before):
                    wrong.add((choice.name, place, short))
    assert wrong == set()


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


def test_every_slide_that_shows_a_finding_names_a_source_at_its_foot(
    data: Dataset, titles: dict[int, Text]
) -> None:
    told = deck(data, chosen(titles, KO, chapters=["2"]))  # one of its slides cites none itself
    findings = [slide for slide in told.slides if slide.kind == "finding"]
    assert any(not slide.cited for slide in findings)
    feet = re.findall(r"<footer>\s*<p>(.+?)</p>", slides(told))[1 : len(findings) + 1]
    for slide, foot in zip(findings, feet, strict=True):
        publishers = {told.source(number).short for number in slide.cited_on_it}
        publishers |= {source.publisher for source in slide.drawn_from}
        assert any(escape(name) in foot for name in publishers), slide.title


def test_a_picture_on_a_slide_is_as_large_as_its_place_and_keeps_its_own_marks(
    decks: dict[tuple[str, Language], Deck],
) -> None:
    drawn = re.findall(r"<svg [^>]*>", slides(decks["5", EN]))
    assert drawn
    assert not [lead for lead in drawn if " width=" in lead or "preserveAspectRatio" not in lead]


def test_an_audience_sees_the_asks_it_can_do_something_about(
    data: Dataset, titles: dict[int, Text]
) -> None:
    def asked(choice: Choice) -> list[str]:
        slides = deck(data, choice).slides
        table = next((one for one in slides if one.kind == "asks"), None)
        return [row[0][0].text for row in table.rows[1:]] if table else []

    assert asked(chosen(titles, EN, audience="press", length="5")) == []
    assert len(asked(chosen(titles, EN, audience="lawmakers", length="15"))) == 2
    assert asked(chosen(titles, EN, chapters=["3"], length="5")) == []


def test_a_slide_leads_to_the_site_at_its_own_edition(
    data: Dataset, titles: dict[int, Text]
) -> None:
    told = deck(data, chosen(titles, KO, length="5"), site="https://example.org")
    assert told.link("2.4") == (
        f"https://example.org/the-number?edition={data.edition}&lang=ko#step-2.4"
    )
    assert told.link("waiting-list").startswith("https://example.org/waiting-list?")
    assert deck(data, chosen(titles, KO, length="5")).link("2.4") == ""


@pytest.mark.parametrize("language", list(Language))
def test_a_slide_is_as_of_its_own_newest_publication_and_no_later(
    data: Dataset, decks: dict[tuple[str, Language], Deck], language: Language
) -> None:
    made = decks["full", language]
    published = {one.id: one.published for one in data.sources}
    for slide in made.slides:
        full = [*slide.drawn_from, *(made.source(n).full for n in slide.cited_on_it)]
        own = [one.source_id for one in full] + [one.via.source_id for one in full if one.via]
        newest = max((published[one] for one in own), default="")
        assert made.as_of_slide(slide) == (date(newest, language) if newest else "")


@pytest.mark.parametrize("language", list(Language))
def test_a_briefing_says_to_which_event_the_story_is_followed(
    data: Dataset, decks: dict[tuple[str, Language], Deck], language: Language
) -> None:
    last = max(one.end_date or one.start_date for one in data.events)
    assert date(last, language) in edition_words(decks["full", language])
