"""North Koreans arriving in the South: a column a year, of final counts only.

Provisional values are small hollow marks beside the column that replaced them. Totals of several
years are never drawn as years. A year without a final count stays blank.
"""

from collections.abc import Iterator

from story.figures.drawing import headed
from story.figures.figure import Figure, sources_of
from story.figures.scene import PAGE, Sheet
from story.figures.series.arrivals_scene import Arrivals, draw_arrivals, first_and_last
from story.figures.series.observed import (
    by_year,
    observations,
    observed_headings,
    observed_table,
    publishers,
    year_of,
)
from story.tables import Dataset
from story.tables.model import Observation, sums
from story.text import Language, Phrases, date, joined, people

SAY = Phrases("arrivals")
SERIES = "nk-arrivals-south-korea"


def arrivals(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    years: tuple[int, int] | None = None,
) -> Figure:
    """Draw the yearly arrivals of `years`, by default of all years that have a final count.

    Raises ValueError for years that run backwards.
    """
    rows = _chosen(dataset, years)
    replaced = tuple(
        observation
        for observation in observations(dataset, SERIES, years, superseded=True)
        if observation.status == "superseded"
    )
    table = observed_table(
        dataset,
        sorted(
            (*rows.final, *rows.provisional, *rows.totals, *replaced), key=lambda row: row.period
        ),
        {
            **{item.id: SAY.gettext("Column", language) for item in rows.final},
            **{entry.id: SAY.gettext("Hollow mark", language) for entry in rows.provisional},
            **{each.id: SAY.gettext("Not drawn", language) for each in (*rows.totals, *replaced)},
        },
        language,
    )
    return Figure(
        name="arrivals",
        scene=headed(
            draw_arrivals(rows, language, sheet),
            SAY.gettext("People from North Korea who arrived in South Korea, by year", language),
        ),
        table=table,
        headings=observed_headings(SAY.gettext("Arrivals", language), language),
        title=_title(rows, language),
        reading=_reading(dataset, rows, language),
        summary=_summary(rows, language),
        sources=sources_of(table),
        notes=(*_notes(rows, language), *_sums(dataset, rows, language)),
    )


def _chosen(dataset: Dataset, years: tuple[int, int] | None) -> Arrivals:
    every = observations(dataset, SERIES)
    inside = observations(dataset, SERIES, years)
    first = min(year_of(item) for item in every if item.status == "final")
    # The totals say why the columns begin where they do, so they stay while that is in view.
    begins = years is None or years[0] <= first
    return Arrivals(
        final=tuple(entry for entry in inside if entry.status == "final"),
        provisional=tuple(each for each in inside if each.status == "provisional"),
        totals=tuple(row for row in every if row.status == "derived" and begins),
    )


def _title(rows: Arrivals, language: Language) -> str:
    if not rows.final:
        return SAY.gettext("No final count of arrivals in these years", language)
    last = _said(rows.final[-1], language, "last")
    if rows.peak == rows.final[-1]:
        return SAY.gettext(
            "{lastpeople} from the North arrived in the South in {lastyear}", language, **last
        )
    return SAY.gettext(
        "Arrivals from the North peaked at {peakpeople} in {peakyear}; in {lastyear} there were "
        "{lastpeople}",
        language,
        **_said(rows.peak, language, "peak"),
        **last,
    )


def _reading(dataset: Dataset, rows: Arrivals, language: Language) -> str:
    said = SAY.gettext("Arrivals from North Korea by year.", language)
    if rows.provisional:
        said = SAY.gettext(
            "Arrivals from North Korea by year; hollow marks are provisional.", language
        )
    if not rows.final:
        return said
    who = joined(publishers(dataset, rows.final, language), language)
    return f"{said} {SAY.gettext('Counted by: {who}.', language, who=who)}"


def _summary(rows: Arrivals, language: Language) -> str:
    if not rows.final:
        return SAY.gettext("No final count of arrivals is recorded for these years.", language)
    if len(rows.final) == 1:
        return f"{_title(rows, language)}."
    said = [
        SAY.gettext(
            "In {firstyear}, {firstpeople} arrived in South Korea from the North; the highest "
            "count shown is {peakpeople} in {peakyear}.",
            language,
            **_said(rows.final[0], language, "first"),
            **_said(rows.peak, language, "peak"),
        )
    ]
    if rows.steepest:
        said.append(
            SAY.gettext(
                "The steepest fall from one year to the next, in proportion, was from "
                "{beforepeople} in {beforeyear} to {afterpeople} in {afteryear}.",
                language,
                **_said(rows.steepest[0], language, "before"),
                **_said(rows.steepest[1], language, "after"),
            )
        )
    last = _said(rows.final[-1], language, "last")
    said.append(SAY.gettext("In {lastyear} the count was {lastpeople}.", language, **last))
    return " ".join(said)


def _said(observation: Observation, language: Language, name: str) -> dict[str, str]:
    return {
        f"{name}year": date(observation.period[:4], language),
        f"{name}people": people(observation.value, language),
    }


def _notes(rows: Arrivals, language: Language) -> tuple[str, ...]:
    notes = [
        SAY.gettext(
            "The year of arrival is not the year of escape, and fewer arrivals do not show that "
            "conditions in the North have improved.",
            language,
        )
    ]
    if rows.totals:
        totals = " ".join(
            SAY.gettext(
                "{people}: {note}", language,
                people=people(total.value, language), note=total.within("note", language),
            )
            for total in rows.totals
        )  # fmt: skip
        notes.append(
            SAY.gettext("Earlier years are published as totals, not drawn. {totals}", language,
                        totals=totals)
        )  # fmt: skip
    if missing := _missing(rows.final):
        listed = joined([date(str(year), language) for year in missing], language)
        notes.append(SAY.gettext("No final count: {years}.", language, years=listed))
    return tuple(notes)


def _sums(dataset: Dataset, rows: Arrivals, language: Language) -> Iterator[str]:
    """Say where the years do not make the publisher's total, and what it corrected."""
    found = sums(dataset.observations, SERIES)
    if found and (newest := max(found, key=lambda entry: entry.total.period)).short:
        yield SAY.gettext(
            "With the values found, the years do not add up: they make {added}, the publisher's "
            "total at the end of {year} is {total}.",
            language,
            added=people(newest.added, language),
            year=date(newest.total.period, language),
            total=people(newest.total.value, language),
        )
    for item in rows.final:
        wrong = [
            other
            for other in dataset.observations
            if (other.series_id, other.period, other.status) == (SERIES, item.period, "superseded")
            and other.value != item.value
        ]
        if item.corrected and wrong:
            yield SAY.gettext(
                "{year}: the publisher corrected {before} to {after} on {corrected}.",
                language,
                year=date(item.period, language),
                before=people(wrong[-1].value, language),
                after=people(item.value, language),
                corrected=date(item.corrected, language),
            )


def _missing(final: tuple[Observation, ...]) -> list[int]:
    if not final:
        return []
    first, last = first_and_last(final)
    return [year for year in range(first, last + 1) if year not in by_year(final)]
