"""Who met, who said what, and was human rights raised: summits, statements and acts over time."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from story.figures.events.choice import Chosen, choose
from story.figures.events.meetings import enlarged
from story.figures.events.timeline_scene import draw_timeline, is_crowded, timeline_axis
from story.figures.events.words import counts_said, events_headings, events_table, sources_of_events
from story.figures.figure import Figure
from story.figures.scene import PAGE, Sheet
from story.tables import Dataset
from story.text import Language, Phrases, number, period

SAY = Phrases("timeline")


def timeline(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    focus: Sequence[str] = (),
    kinds: Collection[str] | None = None,
    answers: Collection[str] | None = None,
    importance: int = 2,
    people: Collection[str] | None = None,
    years: tuple[str, str] | None = None,
    words: str = "",
) -> Figure:
    """Draw events at their time, each kind apart; the filling says whether rights were raised.

    `focus` (event ids) alone has its titles written, whatever the other choices leave out;
    without it the meetings of Trump and Kim are enlarged. `kinds` and `answers` keep those codes,
    `importance` events up to that step (3 adds details), `people` those in which any of these took
    part, `years` those that began between two dates, each as precise as one likes ("2017-11"), and
    `words` those in which every word occurs, in either language. More events than can be seen are
    counted, and the table holds the weightiest. Raises ValueError for a choice that is not known.
    """
    chosen = choose(
        dataset,
        focus=focus,
        kinds=kinds,
        answers=answers,
        importance=importance,
        people=people,
        years=years,
        words=words,
    )
    meetings = enlarged(dataset, chosen, language)
    crowded = is_crowded(chosen.events, timeline_axis(chosen, sheet))
    large = [meeting.event.id for meeting in meetings]
    listed = chosen.weightiest(large)
    return Figure(
        name="timeline",
        scene=draw_timeline(chosen, meetings, language, sheet),
        table=events_table(dataset, listed, language, large),
        headings=events_headings(language),
        title=_title(chosen, language),
        reading=_reading(language, crowded=crowded),
        summary=_summary(chosen, language),
        sources=sources_of_events(listed),
        notes=(*_listed_said(chosen, len(listed), language), *_notes(chosen, language)),
        whole=(
            partial(events_table, dataset, chosen.events, language, large)
            if len(listed) < len(chosen.events)
            else None
        ),
    )


def _title(chosen: Chosen, language: Language) -> str:
    events = chosen.events
    if not events:
        return SAY.gettext("No event fits these choices", language)
    if len(events) == 1:
        return events[0].within("title", language)
    spoken, met = events.of_kind("statement").answers, events.of_kind("summit").answers
    if "yes" in spoken and "yes" not in met and len(met) > 1:
        return SAY.gettext(
            "Human rights were raised in public; behind closed doors the record is mixed", language
        )
    return SAY.ngettext(
        "{count} event, and whether human rights was raised",
        "{count} events, and whether human rights was raised",
        len(events),
        language,
    )


def _reading(language: Language, *, crowded: bool) -> str:
    if crowded:
        return SAY.gettext("A column counts the events of one kind at its time.", language)
    return SAY.gettext(
        "A square is an event at its time; its filling: was the treatment of North Koreans raised?",
        language,
    )


def _summary(chosen: Chosen, language: Language) -> str:
    if not chosen.events:
        return SAY.gettext("Nothing is drawn: no event fits these choices.", language)
    return " ".join(_summed_up(chosen, language))


def _summed_up(chosen: Chosen, language: Language) -> Iterator[str]:
    events = chosen.events
    yield SAY.ngettext(
        "{count} event, {period}. Was human rights raised? {answers}.",
        "{count} events, {period}. Was human rights raised? {answers}.",
        len(events),
        language,
        period=period(events[0].start_date[:7], events[-1].start_date[:7], language),
        answers=counts_said(events, language),
    )
    met = events.of_kind("summit")
    if met and len(met) < len(events):
        yield SAY.ngettext(
            "Of these, {count} meeting of leaders: {answers}.",
            "Of these, {count} meetings of leaders: {answers}.",
            len(met),
            language,
            answers=counts_said(met, language),
        )
    if chosen.focus:
        said = [item.within("title", language) for item in chosen.focused]
        yield SAY.gettext("Singled out: {titles}.", language, titles="; ".join(said))


def _listed_said(chosen: Chosen, listed: int, language: Language) -> Iterator[str]:
    if listed < len(chosen.events):
        yield SAY.gettext(
            "The table lists the weightiest {shown} of {whole} events; the download holds all.",
            language,
            shown=number(listed, language),
            whole=number(len(chosen.events), language),
        )


def _notes(chosen: Chosen, language: Language) -> Iterator[str]:
    events = chosen.events
    if not events:
        return
    yield SAY.gettext(
        "Notable events, not a sample: how often the subject was raised cannot be read from them.",
        language,
    )
    yield SAY.gettext(
        "“Partly” can rest on a participant's own word; “unknown” means that no full account is "
        "public, which is not a “no”.",
        language,
    )
    if "family-reunion" in events.kinds:
        yield SAY.gettext(
            "Family reunions count as humanitarian here; the op-ed and Amnesty see this "
            "differently.",
            language,
        )
    if chosen.left_out:
        yield SAY.ngettext(
            "{count} more event is a detail and is not drawn.",
            "{count} more events are details and are not drawn.",
            chosen.left_out,
            language,
        )
