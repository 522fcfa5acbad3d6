"""The notes beside the UN record: the focus explained, and what was not checked."""

from collections.abc import Iterable

from story.figures.un_record.rows import VOTES, UnRecord
from story.figures.un_record.words import ROW_NAMES, row_text, year_texts
from story.tables.model import Event, Observation
from story.text import Language, Phrases, date

SAY = Phrases("un_record")
VOTE_NAMES = dict(
    zip(VOTES, ("Assembly votes in favour", "Assembly votes against", "Abstentions"), strict=True)
)


def notes(rows: UnRecord, language: Language) -> tuple[str, ...]:
    """Return what must stand beside the matrix: the focus explained, and what is not known."""
    return (
        *_focus_notes(rows, language),
        *_unchecked_notes(rows, language),
        *_earlier_note(rows, language),
        *_value_notes(rows, language),
        *_first_meeting_note(rows, language),
        SAY.gettext(
            "That no referral is recorded rests on claim {claim} of the ledger.",
            language,
            claim=rows.referral.id,
        ),
    )


def quoted_events(rows: UnRecord) -> list[Event]:
    """Return the events the notes quote: of single cells in focus, and of the first meeting."""
    first = _first_meeting(rows)
    return [*_focus_events(rows), *([first] if first else [])]


def _focus_events(rows: UnRecord) -> list[Event]:
    return [cell.event for cell in rows.cells if cell.id in rows.focus and cell.event]


def _focus_notes(rows: UnRecord, language: Language) -> Iterable[str]:
    for event in _focus_events(rows):
        yield SAY.gettext(
            "{date}: {summary}",
            language,
            date=date(event.start_date, language),
            summary=event.within("summary", language),
        )


def _unchecked_notes(rows: UnRecord, language: Language) -> Iterable[str]:
    listed = [
        SAY.gettext(
            "{row} ({years})",
            language,
            row=row_text(name, language),
            years=year_texts(cells, language),
        )
        for name in ("assembly", "council-open", "council-closed")
        if (cells := rows.row(name, "not-checked"))
    ]
    if listed:
        yield SAY.gettext("Not checked: {cells}.", language, cells="; ".join(listed))


def _earlier_note(rows: UnRecord, language: Language) -> Iterable[str]:
    if rows.earlier:
        yield SAY.gettext(
            "Years before {year} were checked only in part and are not drawn.",
            language,
            year=date(str(rows.years[0]), language),
        )


def _value_notes(rows: UnRecord, language: Language) -> Iterable[str]:
    """Say what qualifies a value: a vote counted otherwise, a committee's stage only."""
    for cell in rows.row("assembly"):
        values = [item for item in (cell.record, *cell.votes) if isinstance(item, Observation)]
        named: dict[str, list[Observation]] = {}
        for value in values:
            if value.note_en and (value.status != "final" or value in cell.votes):
                named.setdefault(value.within("note", language), []).append(value)
        for note, given in named.items():
            one_vote = len(given) == 1 and given[0] in cell.votes
            name = VOTE_NAMES[given[0].series_id] if one_vote else ROW_NAMES["assembly"]
            yield SAY.gettext(
                "{row}, {year}: {note}",
                language,
                row=SAY.gettext(name, language),
                year=date(str(cell.year), language),
                note=note,
            )


def _first_meeting(rows: UnRecord) -> Event | None:
    """Return the event of the first open meeting, where years before it are not checked."""
    cells = rows.row("council-open")
    first = next((cell for cell in cells if cell.state != "not-checked"), None)
    return first.event if first and first != cells[0] and first.state == "open" else None


def _first_meeting_note(rows: UnRecord, language: Language) -> Iterable[str]:
    if event := _first_meeting(rows):
        yield SAY.gettext(
            "{date}: {title}.",
            language,
            date=date(event.start_date, language),
            title=event.within("title", language),
        )
