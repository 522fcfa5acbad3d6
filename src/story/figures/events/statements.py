"""What was said, by year and by whether it raised human rights: one mark a statement."""

from collections.abc import Collection, Iterator
from functools import partial

from story.figures.choices import checked
from story.figures.events.choice import choose
from story.figures.events.index import Events
from story.figures.events.selection import MOST
from story.figures.events.statements_scene import draw_columns, draw_stacks, tallest
from story.figures.events.words import counts_said, events_headings, events_table, sources_of_events
from story.figures.figure import Figure
from story.figures.scene import PAGE, Sheet
from story.tables import Dataset
from story.text import Language, Phrases, date, number, period

SAY = Phrases("statements")
STATEMENTS = ("statement",)


def statements(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    speaker: str | None = None,
    years: tuple[str, str] | None = None,
    kinds: Collection[str] = STATEMENTS,
) -> Figure:
    """Draw one mark a statement, stacked by year and code.

    `speaker` keeps the statements whose words are quoted from one speaker, named in either
    language; `years` those made between two dates, each as precise as one likes; `kinds` may
    add other kinds of events. More than can be seen one by one are counted. Raises ValueError for
    a choice that is not known.
    """
    chosen = choose(dataset, kinds=kinds, years=years)
    events = chosen.events if speaker is None else _quoting(chosen.events, speaker)
    span = events.span if events and not years else chosen.span
    many = len(events) > MOST
    draw = draw_columns if many else draw_stacks
    return Figure(
        name="statements",
        scene=draw(events, span, language, sheet),
        table=events_table(dataset, events[:MOST], language),
        headings=events_headings(language),
        title=_title(events, kinds, language),
        reading=_counts_read(events, language) if many else _reading(kinds, language),
        summary=" ".join(_summary(events, language)),
        sources=sources_of_events(events[:MOST]),
        notes=(*_rows_said(events, language), *_notes(events, language)),
        whole=partial(events_table, dataset, events, language) if many else None,
    )


def _quoting(events: Events, speaker: str) -> Events:
    index = events.of
    checked("speaker", [speaker], index.quoted)
    return events.where(index.by_any(index.quoted, [speaker]))


def _title(events: Events, kinds: Collection[str], language: Language) -> str:
    if not events:
        return SAY.gettext("No statement fits these choices", language)
    if set(kinds) != set(STATEMENTS):
        return SAY.ngettext(
            "{count} event by year, and whether human rights was raised",
            "{count} events by year, and whether human rights was raised",
            len(events),
            language,
        )
    if {"yes", "no"} <= events.answers.keys():
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


def _counts_read(events: Events, language: Language) -> str:
    return SAY.gettext(
        "There are too many for a mark each: a column counts those of one year, {most} in the "
        "tallest. Its row tells whether they raised the treatment of North Koreans.",
        language,
        most=number(tallest(events), language),
    )


def _rows_said(events: Events, language: Language) -> Iterator[str]:
    if len(events) > MOST:
        yield SAY.gettext(
            "The table shows the first {shown} of {whole} rows, with their sources; the download "
            "holds all.",
            language,
            shown=number(MOST, language),
            whole=number(len(events), language),
        )


def _summary(events: Events, language: Language) -> Iterator[str]:
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
            answers=counts_said(those, language),
        )
        for year, those in events.by_year().items()
    ]
    if len(by_year) > 1:
        yield SAY.gettext("{years}.", language, years="; ".join(by_year))


def _notes(events: Events, language: Language) -> Iterator[str]:
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
