"""Every published figure for the people held: a range, a dot or an open-ended bar each."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from story.figures.estimates.rows import Rows, choose, table_of
from story.figures.estimates.scene import draw
from story.figures.estimates.selection import highest, lowest
from story.figures.figure import Figure, sources_of
from story.figures.marks import bounds, printed_value
from story.figures.scene import PAGE, Sheet
from story.tables import Dataset
from story.tables.model import CampPopulation, Estimate, Origin
from story.text import Language, Phrases, number, people

SAY = Phrases("estimates")
DEFAULT_USES = ("core", "daily-nk")


def estimates(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    focus: Sequence[str] = (),
    origins: Iterable[str] | None = None,
    repeats: bool = False,
    scope: str = "kwanliso",
    years: tuple[int, int] | None = None,
    events: bool = False,
    uses: Iterable[str] = DEFAULT_USES,
) -> Figure:
    """Draw the published figures, one row a publication, ordered by date.

    `focus` (estimate ids) is drawn heavier, whatever the other choices leave out; with
    `uses=()` nothing else is drawn. `origins` keeps some origins, `years` (first, last) the
    years of publication (for Daily NK, those described), `repeats` adds figures that repeat
    another. `scope` shows one group of people alone: kwanliso, christians-only or wider.
    `events` adds the main summits between the rows. Rows that mislead as printed are never
    drawn. Raises ValueError for a choice that is not known.
    """
    focus = tuple(focus)
    rows = choose(
        dataset,
        focus=focus,
        origins=origins,
        repeats=repeats,
        scope=scope,
        years=years,
        events=events,
        uses=uses,
    )
    shown = rows.seen(focus)
    table = table_of(dataset, shown, language)
    whole = not focus and origins is None and years is None
    return Figure(
        name="estimates",
        scene=draw(dataset, shown, focus, language, sheet),
        table=table,
        headings=_headings(language),
        title=_title(rows, language, whole=whole),
        reading=_reading(shown, language),
        summary=" ".join(_summary(dataset, rows, language)),
        sources=sources_of(table),
        notes=(*_shown_said(rows, shown, language), *_notes(dataset, rows, shown, language)),
        whole=partial(table_of, dataset, rows, language) if rows.exceeds(shown) else None,
    )


def _headings(language: Language) -> dict[str, str]:
    return {
        "label": SAY.gettext("Published by", language),
        "value": SAY.gettext("Figure", language),
        "describes": SAY.gettext("For", language),
        "origin": SAY.gettext("Goes back to", language),
        "repeats_of": SAY.gettext("Repeats or builds on", language),
        "camps_counted": SAY.gettext("Camps counted", language),
        "rating_text": SAY.gettext("Our rating", language),
        "note": SAY.gettext("Note", language),
    }


def _title(rows: Rows, language: Language, *, whole: bool) -> str:
    drawn = rows.drawn
    if not drawn:
        return SAY.gettext("No published figure fits these choices", language)
    if rows.scope == "christians-only":
        return SAY.gettext("Figures for Christians held count another group", language)
    if rows.scope == "wider":
        return SAY.gettext("A wider count takes in more than the political prison camps", language)
    if len(drawn) == 1:
        said, value = drawn[0].within("label", language), printed_value(drawn[0], language)
        return SAY.gettext(
            "One published figure: {label}, {value}", language, label=said, value=value
        )
    if all(bounds(row) == bounds(drawn[0]) for row in drawn):
        return SAY.gettext("The figures shown are one and the same number", language)
    if whole:
        return SAY.gettext("Published estimates of the people held do not agree", language)
    return SAY.gettext("The published figures shown do not agree", language)


def _reading(rows: Rows, language: Language) -> str:
    said = [
        "A bar is the printed range, not a confidence interval.",
        "A bar that fades has no printed end there.",
    ]
    if any(row.use == "repeat" for row in rows.drawn):
        said.append("Thin marks repeat an earlier figure.")
    return " ".join(SAY.gettext(sentence, language) for sentence in said)


def _summary(dataset: Dataset, rows: Rows, language: Language) -> Iterator[str]:
    if not rows.drawn:
        yield SAY.gettext("Nothing is drawn: no published figure fits these choices.", language)
        return
    if len(rows.drawn) == 1:
        yield _single_said(dataset, rows.drawn[0], language)
        return
    if rows.main:
        yield _origins_said(rows, language)
        yield _extremes_said(rows.main, language)
    if rows.daily_nk:
        yield _daily_nk_said(rows.daily_nk, language)


def _single_said(dataset: Dataset, row: Estimate, language: Language) -> str:
    origin = dataset.find(Origin, row.origin_id).within("label", language)
    return SAY.gettext(
        "One published figure: {figure}. Origin: {origin}.",
        language,
        figure=_said(row, language),
        origin=origin,
    )


def _origins_said(rows: Rows, language: Language) -> str:
    origins = {row.origin_id for row in rows.main} - {"other"}
    figures = SAY.ngettext(
        "{count} published figure", "{count} published figures", len(rows.main), language
    )
    unstated = sum(row.origin_id == "other" for row in rows.main)
    if not origins:
        return SAY.gettext("{figures}; no origin is stated.", language, figures=figures)
    back = SAY.ngettext("{count} origin", "{count} origins", len(origins), language)
    if not unstated:
        return SAY.gettext(
            "{figures} go back to {origins}.", language, figures=figures, origins=back
        )
    return SAY.gettext(
        "{figures} go back to {origins}, or in {unstated} of them to none that is stated.",
        language,
        figures=figures,
        origins=back,
        unstated=number(unstated, language),
    )


def _extremes_said(rows: Sequence[Estimate], language: Language) -> str:
    """Name the lowest and highest number that were printed as such, with publisher and date."""
    low, high = lowest(rows), highest(rows)
    if low is high:
        return _said(low, language)
    # What is printed as “at least” may be more than the highest number there is.
    above = [
        row for row in rows
        if row.bound in ("at-least", "more-than") and bounds(row)[0] >= bounds(high)[1]
    ]  # fmt: skip
    said = {"lowest": _said(low, language), "highest": _said(high, language)}
    if above:
        most = max(above, key=lambda row: (bounds(row)[0], row.published))
        return SAY.gettext(
            "The lowest is {lowest}; the highest is {highest}, and {open} names no upper end.",
            language,
            **said,
            open=_said(most, language),
        )
    return SAY.gettext("The lowest is {lowest}; the highest is {highest}.", language, **said)


def _said(row: Estimate, language: Language) -> str:
    label, value = row.within("label", language), printed_value(row, language)
    return SAY.gettext("{value} ({label})", language, value=value, label=label)


def _daily_nk_said(rows: Sequence[Estimate], language: Language) -> str:
    low = min(rows, key=lambda row: bounds(row)[0])
    high = max(rows, key=lambda row: bounds(row)[1])
    return SAY.gettext(
        "Apart from these stands Daily NK's series from unnamed people inside, "
        "between {lowest} and {highest}.",
        language,
        lowest=_said(low, language),
        highest=_said(high, language),
    )


def _shown_said(rows: Rows, shown: Rows, language: Language) -> Iterator[str]:
    """Say how many of how many are drawn, where not all are."""
    if rows.exceeds(shown):
        yield SAY.gettext(
            "{shown} of {whole} published figures are drawn and stand in the table, with their "
            "sources: of each stretch of time the lowest and the highest, and the first of each "
            "origin. Choose fewer years or origins to see more of them; the download holds all.",
            language,
            shown=number(len(shown.drawn), language),
            whole=number(len(rows.drawn), language),
        )


def _notes(dataset: Dataset, rows: Rows, shown: Rows, language: Language) -> Iterator[str]:
    if not rows.drawn:
        return
    if shown.broken:
        yield SAY.gettext(
            "A fall is not good news by itself: researchers put it down to camps closing, "
            "transfers and deaths.",
            language,
        )
    if rows.scope == "kwanliso":
        yield SAY.gettext(
            "The publishers do not count the same camps. No figure here covers other prisons.",
            language,
        )
    else:
        yield SAY.gettext("Never to be added to totals of the camps or set beside them.", language)
    if rows.hidden:
        yield SAY.ngettext(
            "{count} more figure repeats another and is not drawn.",
            "{count} more figures repeat another and are not drawn.",
            len(rows.hidden),
            language,
        )
    # Publications of one name and time say the same.
    yield from dict.fromkeys(_daily_nk_notes(dataset, shown.daily_nk, language))


def _daily_nk_notes(
    dataset: Dataset, rows: Sequence[Estimate], language: Language
) -> Iterator[str]:
    """Say where Daily NK's totals and camps do not add up, and which total was left out."""
    for row in rows:
        for trap in dataset.once(_traps):
            if _same_time(trap, row) and trap.point and row.point:
                yield SAY.gettext(
                    "{label}: a total of {larger} was also printed; it includes {extra} at a site "
                    "outside the camps counted here, and is not drawn.",
                    language,
                    label=row.within("label", language),
                    larger=people(trap.point, language),
                    extra=people(trap.point - row.point, language),
                )
        listed = _listed(dataset, row)
        if listed and row.point and listed != row.point:
            yield SAY.gettext(
                "{label}: the camps listed add up to {sum}; the total reported, {total}, is drawn.",
                language,
                label=row.within("label", language),
                sum=people(listed, language),
                total=people(row.point, language),
            )


def _traps(dataset: Dataset) -> tuple[Estimate, ...]:
    return tuple(row for row in dataset.estimates if row.use == "trap")


def _same_time(estimate: Estimate | CampPopulation, row: Estimate) -> bool:
    same = estimate.period_start == row.period_start and estimate.period_end == row.period_end
    return same and getattr(estimate, "origin_id", row.origin_id) == row.origin_id


def _listed(dataset: Dataset, row: Estimate) -> int:
    """Add up the camps that the same publication prints for the same time."""
    return sum(
        camp.point or 0
        for camp in dataset.camp_populations
        if camp.use == "daily-nk" and _same_time(camp, row) and camp.source_id == row.source_id
    )
