"""The published figures for each camp, side by side and never joined."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from story.figures.camps.names import camp_name
from story.figures.estimates.camp_population_rows import SERIES, Group, groups, publisher, table_row
from story.figures.estimates.camp_population_scene import draw
from story.figures.figure import Figure, sources_of
from story.figures.marks import bounds, printed_value
from story.figures.scene import PAGE, Sheet
from story.tables import Dataset
from story.tables.citation import row_citation
from story.tables.model import Camp, CampPopulation
from story.text import Language, Phrases, joined, number

SAY = Phrases("camp_populations")
DEFAULT_USES = ("core", "daily-nk")
TIMES = 3  # from here on, "many times over" is no exaggeration


def camp_populations(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    focus: Sequence[str] = (),
    uses: Iterable[str] = DEFAULT_USES,
) -> Figure:
    """Draw what has been published about how many people each camp holds.

    `focus` (camp ids) leaves out every other camp and shows the one long series, Daily NK's, at
    all its dates; without it only the newest is drawn. `uses` keeps figures of these uses: core,
    daily-nk, context, repeat; those that mislead as printed are never drawn. Raises ValueError
    for a camp or use that is not known.
    """
    found = groups(dataset, focus, uses)
    table = _table(dataset, found, language)
    return Figure(
        name="camp_populations",
        scene=draw(dataset, found, language, sheet, relayed=bool(focus)),
        table=table,
        headings=_headings(language),
        title=_title(found, language),
        reading=_reading(language),
        summary=" ".join(_summary(dataset, found, language)),
        sources=sources_of(table),
        notes=tuple(_notes(dataset, found, focus, language)),
    )


def _table(dataset: Dataset, found: Sequence[Group], language: Language) -> pd.DataFrame:
    rows = [
        table_row(dataset, group.camp, figure, language)
        for group in found
        for figure in group.figures
    ]
    if rows:
        return pd.DataFrame(rows)
    empty = table_row(dataset, dataset.camps[0], dataset.camp_populations[0], language)
    return pd.DataFrame(columns=list(empty))


def _headings(language: Language) -> dict[str, str]:
    return {
        "camp": SAY.gettext("Camp", language),
        "publisher": SAY.gettext("Published by", language),
        "value": SAY.gettext("Figure", language),
        "period_text": SAY.gettext("For", language),
        "note": SAY.gettext("Note", language),
        "source": SAY.gettext("Source", language),
    }


def _title(found: Sequence[Group], language: Language) -> str:
    if not found:
        return SAY.gettext("No figure for a single camp fits these choices", language)
    if len(found) == 1:
        return _single_title(found[0], language)
    if max(group.ratio for group in found) >= TIMES:
        return SAY.gettext("For one and the same camp, figures differ many times over", language)
    return SAY.gettext("What has been published about each camp", language)


def _single_title(group: Group, language: Language) -> str:
    low, high = bounds(group.lowest)[0], bounds(group.highest)[1]
    values = {"camp": camp_name(group.camp, language), "low": _people(low, language)}
    if low == high:
        return SAY.gettext("{camp}: one published figure, {low}", language, **values)
    return SAY.gettext(
        "{camp}: published figures run from {low} to {high}",
        language,
        **values,
        high=_people(high, language),
    )


def _people(value: int, language: Language) -> str:
    """Write a number as a figure's label has it: without the noun in English."""
    return SAY.gettext("{number}", language, number=_counted(number(value, language)))


def _counted(said: str) -> str:
    return f"{said} " if said.endswith("만") else said


def _reading(language: Language) -> str:
    return SAY.gettext(
        "A bar is the printed range, not a confidence interval; colour only where the origin is "
        "certain.",
        language,
    )


def _summary(dataset: Dataset, found: Sequence[Group], language: Language) -> Iterator[str]:
    if not found:
        yield SAY.gettext("Nothing is drawn: no figure fits these choices.", language)
        return
    rows = sum(len(group.figures) for group in found)
    yield SAY.ngettext(
        "{count} published figure for {camps}.",
        "{count} published figures for {camps}.",
        rows,
        language,
        camps=_camps_said(found, language),
    )
    # A camp that closed was emptied: that its figures differ says little.
    open_still = [group for group in found if not group.camp.closed] or found
    widest = max(open_still, key=lambda group: group.ratio)
    if widest.ratio > 1:
        yield _spread(dataset, widest, language, alone=len(found) == 1)


def _camps_said(found: Sequence[Group], language: Language) -> str:
    if len(found) == 1:
        return camp_name(found[0].camp, language)
    return SAY.ngettext("{count} camp", "{count} camps", len(found), language)


def _spread(dataset: Dataset, group: Group, language: Language, *, alone: bool) -> str:
    lowest = _said(dataset, group.lowest, language)
    highest = _said(dataset, group.highest, language)
    if alone:
        return SAY.gettext(
            "They run from {lowest} to {highest}.", language, lowest=lowest, highest=highest
        )
    return SAY.gettext(
        "For {camp} they run from {lowest} to {highest}.",
        language,
        camp=camp_name(group.camp, language),
        lowest=lowest,
        highest=highest,
    )


def _said(dataset: Dataset, figure: CampPopulation, language: Language) -> str:
    return SAY.gettext(
        "{value} ({source})",
        language,
        value=printed_value(figure, language),
        source=row_citation(dataset, language, figure),
    )


def _notes(
    dataset: Dataset, found: Sequence[Group], focus: Sequence[str], language: Language
) -> Iterator[str]:
    yield SAY.gettext(
        "No trend can be read for any camp across publishers: they use different methods, dates "
        "and boundaries.",
        language,
    )
    if not focus:
        yield from _earlier(dataset, found, language)
        yield from _missing(dataset, found, language)
        elsewhere = sum(not population.camp_id for population in dataset.camp_populations)
        yield SAY.ngettext(
            "{count} more figure is for several camps together or for another site and is not "
            "drawn.",
            "{count} more figures are for several camps together or for other sites and are not "
            "drawn.",
            elsewhere,
            language,
        )
        return
    for group in found:
        newest = [item for item in group.figures if item.use == SERIES][-1:]
        for figure in group.figures:
            if figure.use != SERIES or figure in newest:
                yield _note(dataset, figure, language)


def _earlier(dataset: Dataset, found: Sequence[Group], language: Language) -> Iterator[str]:
    """Say whose earlier figures are left out where all camps are drawn."""
    series = [figure for group in found for figure in group.figures if figure.use == SERIES]
    if series:
        yield SAY.gettext(
            "{publisher}: only the newest figure is drawn; choose a camp to see the others.",
            language,
            publisher=publisher(dataset, series[0], language),
        )


def _note(dataset: Dataset, figure: CampPopulation, language: Language) -> str:
    return SAY.gettext(
        "{source}: {note}",
        language,
        source=row_citation(dataset, language, figure),
        note=figure.within("note", language),
    )


def _missing(dataset: Dataset, found: Sequence[Group], language: Language) -> Iterator[str]:
    """Name the camps on a publisher's list that have no figure of its, where others have."""
    for camp_list in dataset.camp_lists:
        drawn = [
            figure
            for group in found
            for figure in group.figures
            if figure.source_id == camp_list.source_id
        ]
        counted = {row.camp_id for row in drawn}
        without = [item for item in camp_list.camp_ids if item not in counted]
        if len(counted) > 1 and without:
            yield SAY.gettext(
                "{publisher}: no figure for {camps} is in the accounts used, so none is drawn.",
                language,
                publisher=publisher(dataset, drawn[0], language),
                camps=joined(
                    [camp_name(dataset.find(Camp, entry), language) for entry in without], language
                ),
            )
