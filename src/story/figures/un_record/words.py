"""What is said of the UN record: names, title, summary."""

from collections.abc import Iterable

from story.figures.lettering import held_together
from story.figures.un_record.rows import VOTES, Cell, UnRecord, year_runs
from story.tables.model import Observation
from story.text import Language, Phrases, date, joined, number, period

SAY = Phrases("un_record")
ROW_NAMES = {
    "assembly": "General Assembly resolution",
    "council-open": "Security Council, open meeting",
    "council-closed": "Security Council, closed talks",
    "referral": "Referral to the International Criminal Court",
}
SHORT_NAMES = {
    "assembly": "General Assembly",
    "council-open": "Council open",
    "council-closed": "Closed talks",
    "referral": "Referral to the ICC",
}
STATE_NAMES = {
    "vote": "Recorded vote",
    "without-vote": "Without a vote",
    "committee": "Committee only",
    "open": "Open meeting",
    "dropped": "Bid dropped",
    "blocked": "Request blocked",
    "not-held": "None held",
    "closed": "Closed talks",
    "not-checked": "Not checked",
    "none-recorded": "None recorded in any year",
}
# What stands beside a sign, below the name of its body.
CELL_STATES = {"open": "Held", "closed": "Held"}
SHORT_STATES = {**CELL_STATES, "dropped": "Dropped", "blocked": "Blocked"}


def row_text(row: str, language: Language, *, short: bool = False) -> str:
    """Return a row's name, or a `short` one for the head of a narrow column."""
    return SAY.gettext((SHORT_NAMES if short else ROW_NAMES)[row], language)


def state_text(state: str, language: Language) -> str:
    """Return the words for a cell's state."""
    return SAY.gettext(STATE_NAMES[state], language)


def recorded_text(cell: Cell, language: Language) -> str:
    """Return what is recorded in a cell; of a committee's stage also how the text passed it."""
    if cell.state != "committee":
        return state_text(cell.state, language)
    phrase = (
        "In committee, by recorded vote"
        if cell.record is None or (isinstance(cell.record, Observation) and not cell.record.value)
        else "In committee, without a vote"
    )
    return SAY.gettext(phrase, language)


def votes_text(cell: Cell, language: Language, between: str) -> str:
    """Write a cell's votes: for, against and abstaining in the Assembly, backers in the Council."""
    return between.join(number(vote.value, language) for vote in cell.votes)


def cell_words(cell: Cell, language: Language, *, short: bool = False) -> str:
    """Say beside a cell's sign what was recorded, votes in words; a body's name stands above."""
    numbers = [number(vote.value, language) for vote in cell.votes]
    names = SHORT_STATES if short else CELL_STATES
    said = SAY.gettext({**STATE_NAMES, **names}[cell.state], language)
    if cell.row == "assembly" and len(numbers) == len(VOTES):
        votes = SAY.gettext(
            "{for_} for, {against} against, {abstained} abstained",
            language,
            for_=numbers[0],
            against=numbers[1],
            abstained=numbers[2],
        )
        if cell.state == "committee":
            return SAY.gettext("In committee: {votes}", language, votes=votes)
        return votes
    if cell.row == "council-open" and numbers:
        votes = held_together(SAY.gettext("{count} for", language, count=numbers[0]))
        return f"{said}, {votes}"
    return said


def note_text(cell: Cell, language: Language) -> str:
    """Return the notes that the data give with a cell's values, or the claim behind its row."""
    if cell.row == "referral":
        return "" if cell.record is None else cell.record.within("since", language)
    values = [item for item in (cell.record, *cell.votes) if isinstance(item, Observation)]
    notes = (value.within("note", language) for value in values)
    return " ".join(dict.fromkeys(note for note in notes if note))


def hover(cell: Cell, language: Language) -> str:
    """Say in a line what a cell holds."""
    year = date(str(cell.year), language)
    parts = [f"{year}: {recorded_text(cell, language)}"]
    if cell.row == "referral":
        return f"{row_text(cell.row, language)}: {state_text(cell.state, language)}"
    if cell.votes:
        parts.append(votes_text(cell, language, "–"))
    if cell.event:
        parts.append(cell.event.within("title", language))
    return ". ".join(parts)


def title(rows: UnRecord, language: Language) -> str:
    """State the finding for the rows in focus, or for the Council's open meetings."""
    focus = {cell.row for cell in rows.cells if rows.focused(cell)}
    if focus == {"referral"}:
        return SAY.gettext(
            "No referral to the International Criminal Court is recorded in any year", language
        )
    if focus == {"assembly"} and rows.row("assembly", "vote", "without-vote"):
        return _assembly_sentence(rows, language)
    return _council_sentence(rows, language)


def _assembly_sentence(rows: UnRecord, language: Language) -> str:
    known = rows.row("assembly", "vote", "without-vote")
    without = rows.row("assembly", "without-vote")
    if not without:
        return SAY.gettext(
            "The General Assembly's resolution went to a recorded vote: {years}",
            language,
            years=year_texts(known, language),
        )
    return SAY.gettext(
        "The General Assembly adopted its resolution without a vote in {some} of {all} years on "
        "record",
        language,
        some=len(without),
        all=len(known),
    )


def _council_sentence(rows: UnRecord, language: Language) -> str:
    held = rows.row("council-open", "open")
    known = rows.row("council-open", "open", "dropped", "blocked", "not-held")
    if not known:
        return SAY.gettext("No year of the Security Council's was checked here", language)
    if len(known) == 1 or not held:
        phrase = (
            "The Security Council met openly on North Korean rights: {years}"
            if held
            else "The Security Council held no open meeting on North Korean rights: {years}"
        )
        return SAY.gettext(phrase, language, years=year_texts(known, language))
    return SAY.gettext(
        "The Security Council met openly on North Korean rights in {some} of {all} years on record",
        language,
        some=len(held),
        all=len(known),
    )


def reading(language: Language) -> str:
    """Say what a column is."""
    return SAY.gettext(
        "Each body's action on North Korean rights by year; a line joins years alike.", language
    )


def summary(rows: UnRecord, language: Language) -> str:
    """Say in sentences what the matrix shows."""
    said = [
        SAY.gettext("{sentence}.", language, sentence=sentence)
        for sentence in (
            *([_assembly_sentence(rows, language)]
              if rows.row("assembly", "vote", "without-vote") else []),
            _council_sentence(rows, language),
        )
    ]  # fmt: skip
    for row, state, phrase in (
        ("council-open", "open", "Open meetings: {years}."),
        ("council-closed", "closed", "Closed talks: {years}."),
    ):
        if cells := rows.row(row, state):
            said.append(SAY.gettext(phrase, language, years=year_texts(cells, language)))
    said.append(
        SAY.gettext("No referral to the International Criminal Court is recorded.", language)
    )
    return " ".join(said)


def year_texts(cells: Iterable[Cell], language: Language) -> str:
    """Write the years of cells, runs of years as spans: `2014–2017, 2023 and 2024`."""
    runs: list[str] = []
    for first, last in year_runs(cell.year for cell in cells):
        ends = (first, last)
        if last == first + 1:
            runs.extend(date(str(year), language) for year in ends)
        else:
            runs.append(period(str(first), str(last), language))
    return joined(runs, language)
