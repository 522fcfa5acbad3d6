"""Dates the wrong way round, half given, or said more precisely than they are known."""

from collections.abc import Iterator

from story.tables.checks.span import begins_after
from story.tables.model import Camp, CampPopulation, Estimate, Event, Imagery, Record, Source
from story.tables.problem import Problem, doubtful, error
from story.tables.rows import Tables
from story.text import Phrases

SAY = Phrases("checks")

SPANS: tuple[tuple[type[Record], str, str], ...] = (
    (Estimate, "period_start", "period_end"),
    (CampPopulation, "period_start", "period_end"),
    (Imagery, "imagery_start", "imagery_end"),
    (Event, "start_date", "end_date"),
    (Camp, "established", "closed"),
)
PUBLICATIONS: tuple[tuple[type[Record], str, str], ...] = (
    (Estimate, "period_start", "published"),
    (CampPopulation, "period_start", "published"),
    (Imagery, "imagery_end", "published"),
    (Source, "published", "accessed"),
)
LENGTHS = {"day": len("2013-01-17"), "month": len("2013-01")}


def reversed_dates(tables: Tables) -> Iterator[Problem]:
    """Find periods that end before they begin."""
    for kind, start, end in SPANS:
        table = tables.of(kind)
        for row, item in table.rows:
            if begins_after(getattr(item, start), getattr(item, end)):
                yield error(
                    "dates-reversed",
                    table.spot(row, end),
                    SAY.both(
                        "{end} ({last}) lies before {start} ({first}).",
                        end=end,
                        last=getattr(item, end),
                        start=start,
                        first=getattr(item, start),
                    ),
                    SAY.both("Correct one of the two dates."),
                )


def half_periods(tables: Tables) -> Iterator[Problem]:
    """Find figures that say when their period begins or ends, but not both."""
    for table in (tables.of(Estimate), tables.of(CampPopulation)):
        for row, item in table.rows:
            if bool(item.period_start) != bool(item.period_end):
                missing = "period_end" if item.period_start else "period_start"
                yield error(
                    "half-period",
                    table.spot(row, missing),
                    SAY.both("Only one end of the period is given."),
                    SAY.both("Give both; for one date or year, write it in both cells."),
                )


def published_too_early(tables: Tables) -> Iterator[Problem]:
    """Find rows that appeared before what they describe, or were read before they appeared."""
    for kind, earlier, later in PUBLICATIONS:
        table = tables.of(kind)
        for row, item in table.rows:
            if begins_after(getattr(item, earlier), getattr(item, later)):
                yield doubtful(
                    "published-too-early",
                    table.spot(row, later),
                    SAY.both(
                        "{later} ({last}) lies before {earlier} ({first}).",
                        later=later,
                        last=getattr(item, later),
                        earlier=earlier,
                        first=getattr(item, earlier),
                    ),
                    SAY.both("Check both dates."),
                    about=f"{item.id}/{getattr(item, earlier)}/{getattr(item, later)}",
                )


def precision(tables: Tables) -> Iterator[Problem]:
    """Find events whose date is longer or shorter than the precision claimed for it."""
    table = tables.of(Event)
    for row, item in table.rows:
        wanted = LENGTHS.get(item.date_precision)
        if wanted and len(item.start_date) != wanted:
            yield error(
                "date-precision",
                table.spot(row, "start_date"),
                SAY.both(
                    "The date is not given to the {precision}, as date_precision says.",
                    precision=item.date_precision,
                ),
                SAY.both("Correct date_precision, or give the date as precisely as it says."),
            )
