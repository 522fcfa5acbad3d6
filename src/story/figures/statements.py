"""What was said, by year and by whether it raised human rights: one mark a statement."""

from collections.abc import Collection, Iterator

from story.figures.event_choice import began, choose
from story.figures.event_words import counts_said, events_headings, events_table
from story.figures.figure import Figure, sources_of
from story.figures.statements_plot import draw_stacks
from story.figures.style import PUBLISHED, Look
from story.model import Event
from story.tables import Dataset
from story.text import Language, Phrases, date, period

SAY = Phrases("statements")
STATEMENTS = ("statement",)


def statements(
    dataset: Dataset,
    language: Language,
    look: Look = PUBLISHED,
    *,
    speaker: str | None = None,
    years: tuple[str, str] | None = None,
    kinds: Collection[str] = STATEMENTS,
) -> Figure:
    """Draw one mark a statement, stacked by year and code.

    `speaker` keeps the statements whose words are quoted from one speaker, named in either
    language; `years` those made between two dates, each as precise as one likes; `kinds` may
    add other kinds of events. Raises ValueError for a choice that is not known.
    """
    speakers = {name for one in dataset.events for name in (one.speaker, one.speaker_ko) if name}
    if speaker is not None and speaker not in speakers:
        raise ValueError(f"unknown speaker {speaker}; known: {', '.join(sorted(speakers))}")
    chosen = choose(dataset, kinds=kinds, years=years)
    events = tuple(
        one for one in chosen.events if speaker is None or speaker in (one.speaker, one.speaker_ko)
    )
    starts = [began(one) for one in events]
    span = starts[0].with_(starts) if starts and not years else chosen.span
    table = events_table(dataset, events, language)
    return Figure(
        name="statements",
        plot=draw_stacks(events, span, language, look),
        table=table,
        headings=events_headings(language),
        title=_title(events, kinds, language),
        reading=_reading(kinds, language),
        summary=" ".join(_summary(events, language)),
        sources=sources_of(table),
        notes=tuple(_notes(events, language)),
    )


def _title(events: tuple[Event, ...], kinds: Collection[str], language: Language) -> str:
    if not events:
        return SAY.gettext("No statement fits these choices", language)
    if set(kinds) != set(STATEMENTS):
        return SAY.ngettext(
            "{count} event by year, and whether human rights was raised",
            "{count} events by year, and whether human rights was raised",
            len(events),
            language,
        )
    if {"yes", "no"} <= {one.rights_raised for one in events}:
        return SAY.gettext("Some statements raised human rights, others left it out", language)
    return SAY.ngettext(
        "{count} statement by year, and whether it raised human rights",
        "{count} statements by year, and whether they raised human rights",
        len(events),
        language,
    )


def _reading(kinds: Collection[str], language: Language) -> str:
    if set(kinds) != set(STATEMENTS):
        return SAY.gettext(
            "One mark an event: its shape tells the kind, its row whether the treatment of North "
            "Koreans was raised. Stacks stand in the year and grow upwards by date.",
            language,
        )
    return SAY.gettext(
        "One square a statement. Its row tells whether it raised the treatment of North Koreans. "
        "Stacks stand in the year and grow upwards by date.",
        language,
    )


def _summary(events: tuple[Event, ...], language: Language) -> Iterator[str]:
    if not events:
        yield SAY.gettext("Nothing is drawn: no statement fits these choices.", language)
        return
    yield SAY.ngettext(
        "{count} mark, {period}. Was human rights raised? {answers}.",
        "{count} marks, {period}. Was human rights raised? {answers}.",
        len(events),
        language,
        period=period(events[0].start_date[:4], events[-1].start_date[:4], language),
        answers=counts_said(events, language),
    )
    by_year = [
        SAY.gettext(
            "{year}: {answers}",
            language,
            year=date(f"{year}", language),
            answers=counts_said([one for one in events if began(one).first.year == year], language),
        )
        for year in sorted({began(one).first.year for one in events})
    ]
    if len(by_year) > 1:
        yield SAY.gettext("{years}.", language, years="; ".join(by_year))


def _notes(events: tuple[Event, ...], language: Language) -> Iterator[str]:
    if not events:
        return
    yield SAY.gettext(
        "The list was chosen, not sampled: what is on it was notable. No rate and no trend can "
        "be read from it.",
        language,
    )
    yield SAY.gettext(
        "What was said is coded, not whether it was meant or had any effect. “Partly” includes "
        "one detainee or abductees alone, and a participant's own unverified account.",
        language,
    )
