"""Events: their places, quotations, actors and codes."""

from collections.abc import Iterator

from story.tables.checks.asking import asking, nobody_asked
from story.tables.model import Event, EventCode
from story.tables.problem import Problem, Spot, error, warning
from story.tables.rows import Tables
from story.text import Phrases

SAY = Phrases("checks")

LONGEST_QUOTE = 25
PUBLIC_DECIMALS = 2


def points(tables: Tables) -> Iterator[Problem]:
    """Find half points, and points more precise than the town or site they stand for."""
    table = tables.of(Event)
    for row, item in table.rows:
        if (item.lat is None) != (item.lon is None):
            yield error(
                "half-point",
                table.spot(row, "lon" if item.lon is None else "lat"),
                SAY.both("Only one of latitude and longitude is given."),
                SAY.both("Give both, or empty both."),
            )
        for name in ("lat", "lon"):
            _, _, decimals = table.spot(row, name).value.partition(".")
            if len(decimals) > PUBLIC_DECIMALS:
                yield warning(
                    "too-precise",
                    table.spot(row, name),
                    SAY.both("The coordinate is more precise than the town or site it stands for."),
                    SAY.both("Round it to two decimals."),
                )


def quotations(tables: Tables) -> Iterator[Problem]:
    """Find quotations without a speaker, speakers without one, and quotations that are too long."""
    table = tables.of(Event)
    for row, item in table.rows:
        if bool(item.quote) != bool(item.speaker):
            missing = "speaker" if item.quote else "quote"
            yield error(
                "speaker-and-quote",
                table.spot(row, missing),
                SAY.both("A quotation needs a speaker, and a speaker a quotation."),
                SAY.both("Fill both cells, or empty both."),
            )
        if len(item.quote.split()) > LONGEST_QUOTE:
            yield _too_long(table.spot(row, "quote"), item.quote)


def _too_long(spot: Spot, quote: str) -> Problem:
    return error(
        "long-quote",
        spot,
        SAY.both(
            "The quotation has {words} words; {most} are the most.",
            words=len(quote.split()),
            most=LONGEST_QUOTE,
        ),
        SAY.both("Shorten it, and mark what is left out."),
    )


def original_words(tables: Tables) -> Iterator[Problem]:
    """Find words in another language that do not say which, or that translate no quotation."""
    table = tables.of(Event)
    for row, item in table.rows:
        if bool(item.quote_original) != bool(item.quote_language):
            missing = "quote_language" if item.quote_original else "quote_original"
            yield error(
                "words-and-language",
                table.spot(row, missing),
                SAY.both("Words in another language need their language, and a language words."),
                SAY.both("Fill both cells, or empty both."),
            )
        elif item.quote_language == "en":
            yield error(
                "english-original",
                table.spot(row, "quote_language"),
                SAY.both("English words stand in quote; this cell is for another language."),
                SAY.both("Empty quote_original and quote_language."),
            )
        elif item.quote_original and not item.quote:
            yield error(
                "no-translation",
                table.spot(row, "quote"),
                SAY.both("The words are given in the original, but not in English."),
                SAY.both("Write the translation in quote and quote_ko."),
            )
        elif len(item.quote_original.split()) > LONGEST_QUOTE:
            yield _too_long(table.spot(row, "quote_original"), item.quote_original)


def questions(tables: Tables) -> Iterator[Problem]:
    """Find questions and requests that name nobody to whom they were put, and stray answers."""
    table = tables.of(Event)
    for row, item in table.rows:
        texts = (item.title_en, item.summary_en, item.rights_basis_en)
        if not item.asked and (word := asking(texts)):
            yield nobody_asked(table.spot(row, "asked"), word)
        elif item.answered and not item.asked:
            yield error(
                "answer-without-question",
                table.spot(row, "asked"),
                SAY.both("The row says who answered, but not who was asked."),
                SAY.both("Write who was asked: it need not be the one who answered."),
            )


def actors(tables: Tables) -> Iterator[Problem]:
    """Find events whose actors are not as many in Korean as in English."""
    table = tables.of(Event)
    for row, item in table.rows:
        if item.actors and item.actors_ko and len(item.actors) != len(item.actors_ko):
            yield error(
                "actors",
                table.spot(row, "actors_ko"),
                SAY.both(
                    "actors names {english}, actors_ko {korean}.",
                    english=len(item.actors),
                    korean=len(item.actors_ko),
                ),
                SAY.both("Name the same in both cells, in the same order."),
            )


def codes(tables: Tables) -> Iterator[Problem]:
    """Find events without a code, with another code than the final one, or unexplained codes."""
    table, coded = tables.of(Event), tables.of(EventCode)
    codings = {record.event_id: record for record in coded.records}
    rows_coded = {line.cells.get("event_id") for line in coded.lines}
    for row, event in table.rows:
        coding = codings.get(event.event_id)
        if coded.whole and event.event_id not in rows_coded:
            yield error(
                "uncoded-event",
                table.spot(row, "event_id"),
                SAY.both("The event has no row in event_codes.csv."),
                SAY.both("Add a row with its codes to event_codes.csv."),
            )
        if coding and coding.final_code != event.rights_raised:
            yield error(
                "other-code",
                table.spot(row, "rights_raised"),
                SAY.both(
                    "event_codes.csv has the final code “{code}” for this event.",
                    code=coding.final_code,
                ),
                SAY.both("Correct one of the two."),
            )
    for row, coding in coded.rows:
        if {coding.first_code, coding.second_code} != {coding.final_code} and not coding.why_en:
            yield error(
                "unexplained-code",
                coded.spot(row, "why_en"),
                SAY.both(
                    "The codings differ from one another or from the final code, and no "
                    "reason is given."
                ),
                SAY.both("Say why the final code was chosen."),
            )
