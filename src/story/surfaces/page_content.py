"""What pages say beside their figures, made from the data: shared by the site and the edition."""

import re
from collections.abc import Iterable

import pandas as pd

from story.figures.events.agreement import agreement
from story.figures.events.index import trump_kim_meetings
from story.figures.figure import Figure
from story.surfaces.links import Links
from story.surfaces.pages import OP_ED
from story.surfaces.passages import Teller, anchor_of
from story.tables import Dataset
from story.tables.citation import cite
from story.tables.model import Claim, Event, Record, Source, Term
from story.tables.rows import cell
from story.tables.values import VALUES, value_text
from story.telling.facts.named import followed_to
from story.telling.ledger import tally
from story.telling.narrative import Chapter, Story, plain
from story.text import Language, Phrases, date, held, number, period

SAY = Phrases("site")
ANSWERS = "events.rights_raised"
LISTED = 60  # codings that differ


def strip(dataset: Dataset, language: Language) -> list[str]:
    """Return the tally of assessments in words, counted from the table."""
    labels = VALUES["claims.assessment"]
    total = len(dataset.claims)
    return [
        SAY.ngettext("{count} claim or argument", "{count} claims and arguments", total, language),
        *(
            SAY.gettext(
                "{label}: {count}", language, label=labels[name].within(language), count=count
            )
            for name, count in tally(dataset).items()
        ),
    ]


def claims_standfirst(dataset: Dataset, language: Language) -> str:
    """Say what the page of the claims holds."""
    return SAY.gettext(
        "The op-ed of {date} divided into {count} claims and arguments, each paraphrased "
        "and set beside the evidence of its time and what has happened since. The assessments "
        "are ours.",
        language,
        count=len(dataset.claims),
        date=date(dataset.find(Source, OP_ED).published, language),
    )


def followed_words(dataset: Dataset, language: Language) -> str:
    """Say to which day events are followed: the story's own end."""
    return SAY.gettext(
        "Events are followed to {date}.", language, date=date(followed_to(dataset), language)
    )


def claim_places(story: Story, links: Links) -> dict[str, list[dict[str, str]]]:
    """Return where the story rests on each claim: the way to each passage and its title."""
    return {
        claim: passage_places(story, links, Claim.table, claim) for claim in story.claim_places()
    }


def passage_places(story: Story, links: Links, table: str, row: str) -> list[dict[str, str]]:
    """Return where the story rests on a row: the way to each passage and its title."""
    return [
        {"href": passage_way(story, links, anchor), "title": story.title_of(anchor)}
        for anchor in story.places_of(table, row)
    ]


def passage_way(story: Story, links: Links, anchor: str) -> str:
    """Return the way to a passage by its anchor: a chapter's slug or a step's id."""
    chapter = story.chapter_of(anchor)
    # The opening begins the first page: it has no anchor of its own.
    return links.page(chapter.slug, anchor_of(anchor)) if chapter else links.page("overview")


def opening_lines(opening: Chapter) -> list[str]:
    """Return the title's two sentences, each to stand on lines of its own."""
    first, _, rest = held(plain(opening.title)).partition(". ")
    return [f"{first}. {rest.partition('. ')[0]}.", rest.partition(". ")[2]]


def after_notes(chapter: Chapter, story: Story) -> Chapter:
    """Return the next chapter without a content note: where a reader may skip to."""
    later = [item for item in story.chapters if item.number > chapter.number]
    return next((entry for entry in later if not entry.content_note), chapter)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text; a point after a capital letter ends none."""
    return re.split(r"(?<=[^A-Z][.?!])\s+", text, maxsplit=1)[0]


def chapter_end(chapter: Chapter, teller: Teller) -> dict[str, object]:
    """Return the values of `templates/chapter_end.html`."""
    heading = chapter.asks_heading
    return {
        "end": f"{chapter.slug}-end",
        "so_what": teller.passage(chapter.so_what),
        "uncertainty": teller.passage(chapter.uncertainty_note),
        "asks_heading": [plain(item) for item in heading.cells] if heading else [],
        "asks": [teller.passages(row.cells) for row in chapter.asks],
        "requests": [
            {"ask": teller.passage(item.ask), "grounds": teller.passage(item.grounds)}
            for item in chapter.requests
        ],
        "answers": [
            {
                "id": f"{chapter.slug}-answer-{place}",
                "question": teller.passage(answer.question),
                "answer": teller.passage(answer.answer),
            }
            for place, answer in enumerate(chapter.answers, start=1)
        ],
    }


def table_rows(figure: Figure) -> list[list[str]]:
    """Return the cells a reader is shown, as text, blank where a value is unknown."""
    shown = figure.table[list(figure.headings)].astype("object")
    return [
        ["" if pd.isna(cell) else str(cell) for cell in row]
        for row in shown.itertuples(index=False)
    ]


def sources_counted(count: int, language: Language) -> str:
    """Say how many publications a figure draws from."""
    return SAY.ngettext(
        "Source: {count} publication", "Sources: {count} publications", count, language
    )


def meetings(dataset: Dataset, language: Language) -> list[dict[str, object]]:
    """Return the meetings of Donald Trump and Kim Jong Un, for `templates/parts/meetings.html`."""
    return [_meeting(meeting, dataset, language) for meeting in trump_kim_meetings(dataset)]


def _meeting(event: Event, dataset: Dataset, language: Language) -> dict[str, object]:
    return {
        "title": event.within("title", language),
        "date": period(event.start_date, event.end_date or event.start_date, language),
        "answer": value_text(ANSWERS, event.rights_raised, language),
        "basis": event.within("rights_basis", language),
        "source": cite(dataset, language, event.source_id, event.via_source_id),
    }


def codings_that_differ(dataset: Dataset, language: Language) -> list[dict[str, str]]:
    """Return the events on which the two codings differ, in words; of many the weightiest."""

    def worded(code: str) -> str:
        return value_text(ANSWERS, code, language)

    differed = [(item, dataset.find(Event, item.event_id)) for item in agreement(dataset).differed]
    weighed = sorted(differed, key=lambda each: each[1].importance)
    shown = differed if len(differed) <= LISTED else weighed[:LISTED]
    return [
        {
            "title": event.within("title", language),
            "first": worded(entry.first_code),
            "second": worded(entry.second_code),
            "final": worded(entry.final_code),
            "why": entry.within("why", language),
        }
        for entry, event in shown
    ]


def codings_counted(dataset: Dataset, language: Language) -> str:
    """Say how many of the codings that differ are listed; blank where all are."""
    whole = len(agreement(dataset).differed)
    if whole <= LISTED:
        return ""
    return SAY.gettext(
        "The {shown} weightiest of {whole} events are listed; event_codes.csv, among the data, "
        "holds all.",
        language,
        shown=number(LISTED, language),
        whole=number(whole, language),
    )


def glossary(
    dataset: Dataset, language: Language, terms: Iterable[Term]
) -> list[dict[str, object]]:
    """Return terms for `templates/parts/glossary.html`, in the order of the reader's language."""
    entries = [_term(term, dataset, language) for term in terms]
    return sorted(entries, key=lambda entry: str(entry["term"]).casefold())


def _term(term: Term, dataset: Dataset, language: Language) -> dict[str, object]:
    other = Language.KO if language is Language.EN else Language.EN
    return {
        "id": term.term_id,
        "term": term.within("term", language),
        "other": term.within("term", other),
        "other_language": other,
        "romanised": term.romanised,
        "meaning": term.within("meaning", language),
        "see_also": [
            (item, dataset.find(Term, item).within("term", language)) for item in term.see_also_ids
        ],
        "sources": [cite(dataset, language, entry) for entry in term.source_ids],
    }


def columns(kind: type[Record], language: Language) -> list[str]:
    """Return a table's columns without those written for readers of the other language."""
    fields = list(kind.model_fields)
    if language is Language.EN:
        return [name for name in fields if not name.endswith("_ko")]
    return [
        name
        for name in fields
        if not (name.endswith("_en") and f"{name[:-3]}_ko" in fields) and f"{name}_ko" not in fields
    ]


def readable(record: Record, column: str, language: Language) -> str:
    """Return a cell as a reader is shown it, codes in words."""
    value = getattr(record, column)
    name = f"{record.table}.{column}"
    if name in VALUES:
        return value_text(name, str(value), language)
    return "; ".join(map(str, value)) if isinstance(value, tuple) else cell(value)


def meaning(kind: type[Record], column: str, language: Language) -> str:
    """Return what a column means."""
    field = kind.model_fields[column]
    extra = field.json_schema_extra
    korean = extra.get("ko") if isinstance(extra, dict) else None
    return str(korean) if language is Language.KO and korean else field.description or ""
