"""Who met, who said what, and was human rights raised: summits, statements and acts over time."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from story.figures.events.choice import Chosen, choose
from story.figures.events.selection import Crowd, apart
from story.figures.events.time_axis import axis_for
from story.figures.events.timeline_lanes import draw_lanes
from story.figures.events.timeline_list import draw_list
from story.figures.events.words import counts_said, events_headings, events_table, sources_of_events
from story.figures.figure import Figure
from story.figures.scene import PAGE, Sheet
from story.tables import Dataset
from story.text import Language, Phrases, date, joined, number, period

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

    `focus` (event ids) is drawn larger and alone has its titles written, whatever the other
    choices leave out. `kinds` and `answers` keep those codes, `importance` events up to that
    step (3 adds details), `people` those in which any of these took part, `years` those that
    began between two dates, each as precise as one likes ("2017-11"), and `words` those in which
    every word occurs, in either language. Of more events than can be seen the weightiest are
    drawn and the others counted. Raises ValueError for a choice that is not known.
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
    crowd = apart(chosen, axis_for(dataset, chosen.span))
    draw = draw_list if sheet.narrow else draw_lanes
    return Figure(
        name="timeline",
        scene=draw(crowd, language, sheet),
        table=events_table(dataset, crowd.chosen.events, language),
        headings=events_headings(language),
        title=_title(chosen, language),
        reading=_reading(crowd, language, sheet),
        summary=_summary(chosen, language),
        sources=sources_of_events(crowd.chosen.events),
        notes=(*_crowd_notes(crowd, language), *_notes(chosen, language)),
        whole=partial(events_table, dataset, chosen.events, language) if crowd.counted else None,
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


def _reading(crowd: Crowd, language: Language, sheet: Sheet) -> str:
    said = [*_how_to_read(crowd, language, sheet)]
    if crowd.counted:
        said.append(_counts_read(crowd, language, sheet))
    return " ".join(said)


def _counts_read(crowd: Crowd, language: Language, sheet: Sheet) -> str:
    if sheet.narrow:
        return SAY.gettext("The other events are counted under their year.", language)
    return SAY.gettext(
        "Grey columns count the other events, {most} in the tallest.",
        language,
        most=number(crowd.tallest, language),
    )


def _how_to_read(crowd: Crowd, language: Language, sheet: Sheet) -> Iterator[str]:
    events = crowd.chosen.events
    yield SAY.gettext(
        "One mark an event: its shape tells the kind, its filling whether the treatment of North "
        "Koreans was raised.",
        language,
    )
    if "summit" in events.kinds:
        yield SAY.gettext(
            "Meetings of leaders are open rings, because the talks were private; what fills the "
            "ring rests on what was published or told afterwards. The other marks stand for "
            "speeches and acts on record.",
            language,
        )
    if sheet.narrow:
        yield SAY.gettext(
            "Time runs down the page, not to scale. Marks side by side are events whose titles "
            "are in the table.",
            language,
        )
        return
    yield SAY.gettext("How high a mark stands in its lane means nothing.", language)
    if any(event.end_date for event in events):
        yield SAY.gettext("A bar is an event of several days.", language)
    wide = sorted(crowd.axis.wide_years)
    if wide:
        yield SAY.gettext(
            "Crowded years ({years}) are drawn wider.",
            language,
            years=joined([date(f"{year}", language) for year in wide], language),
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


def _crowd_notes(crowd: Crowd, language: Language) -> Iterator[str]:
    if crowd.counted:
        yield SAY.gettext(
            "{shown} of {whole} events have marks of their own and stand in the table, with their "
            "sources: of each kind the weightiest of its time. Choose fewer years or kinds to see "
            "more of them; the download holds all.",
            language,
            shown=number(len(crowd.chosen.events), language),
            whole=number(crowd.whole, language),
        )


def _notes(chosen: Chosen, language: Language) -> Iterator[str]:
    events = chosen.events
    if not events:
        return
    yield SAY.gettext(
        "The events were chosen because they are notable. They are no sample: their numbers do "
        "not say how often the subject was raised.",
        language,
    )
    yield SAY.gettext(
        "“Partly” includes a participant's own unverified account. “Unknown” means that no full "
        "account of the talks is public: silence in press reports is not proof of “no”.",
        language,
    )
    if "family-reunion" in events.kinds:
        yield SAY.gettext(
            "Family reunions count as humanitarian here, not as raising human rights; the op-ed "
            "and Amnesty see this differently.",
            language,
        )
    if chosen.left_out:
        yield SAY.ngettext(
            "{count} more event is a detail and is not drawn.",
            "{count} more events are details and are not drawn.",
            chosen.left_out,
            language,
        )
