"""What was said, by year and by whether it raised human rights: one mark a statement."""

from collections.abc import Iterator
from functools import partial

from story.figures.drawing import headed
from story.figures.events.choice import choose
from story.figures.events.index import Events
from story.figures.events.statements_scene import draw_statements
from story.figures.events.words import counts_said, events_headings, events_table, sources_of_events
from story.figures.figure import Figure
from story.figures.scene import PAGE, Sheet
from story.tables import Dataset
from story.text import Language, Phrases, date, number, period

SAY = Phrases("statements")


def statements(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    years: tuple[str, str] | None = None,
) -> Figure:
    """Draw one mark a statement, stacked by year and code.

    `years` keeps the statements made between two dates, each as precise as one likes. More than
    can be seen one by one are counted, and the table holds the weightiest. Raises ValueError for
    years that run backwards.
    """
    chosen = choose(dataset, kinds=("statement",), years=years)
    events = chosen.events
    span = events.span if events and not years else chosen.span
    listed = chosen.weightiest()
    whole = len(listed) == len(events)
    return Figure(
        name="statements",
        scene=headed(
            draw_statements(events, span, language, sheet),
            SAY.gettext(
                "Statements by year: did they raise the treatment of North Koreans?", language
            ),
        ),
        table=events_table(dataset, listed, language),
        headings=events_headings(language),
        title=_title(events, language),
        reading=_reading(language, many=not whole),
        summary=" ".join(_summary(events, language)),
        sources=sources_of_events(listed),
        notes=(*_rows_said(events, len(listed), language), *_notes(events, language)),
        whole=None if whole else partial(events_table, dataset, events, language),
    )


def _title(events: Events, language: Language) -> str:
    if not events:
        return SAY.gettext("No statement fits these choices", language)
    if {"yes", "no"} <= events.answers.keys():
        return SAY.gettext("Some statements raised human rights, others left it out", language)
    return SAY.ngettext(
        "{count} statement by year, and whether it raised human rights",
        "{count} statements by year, and whether they raised human rights",
        len(events),
        language,
    )


def _reading(language: Language, *, many: bool) -> str:
    if many:
        return SAY.gettext(
            "A column counts a year's statements; its row: did they raise the treatment of North "
            "Koreans?",
            language,
        )
    return SAY.gettext(
        "A square is a statement; its row: did it raise the treatment of North Koreans?", language
    )


def _rows_said(events: Events, listed: int, language: Language) -> Iterator[str]:
    if listed < len(events):
        yield SAY.gettext(
            "The table lists the weightiest {shown} of {whole} statements; the download holds all.",
            language,
            shown=number(listed, language),
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
        "Chosen as notable, not sampled: no rate and no trend can be read from them.", language
    )
    yield SAY.gettext(
        "“Partly” includes one detainee or abductees alone, and a participant's own unverified "
        "account.",
        language,
    )
