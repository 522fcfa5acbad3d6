"""Totals that must equal their parts: a system's figure and those of its camps."""

from collections import defaultdict
from collections.abc import Iterator

from story.tables.model import CampPopulation, Estimate
from story.tables.problem import Problem, amount, error, warning
from story.tables.rows import Table, Tables
from story.text import Phrases

SAY = Phrases("checks")

FEWEST_PARTS = 2
PUBLISHED_SLIP = 0.02
"""How far a publisher's own table may miss its total and still be shown, with a footnote."""


def parts(tables: Tables) -> Iterator[Problem]:
    """Find totals that the same publication's figures for every camp do not add up to.

    A figure and its parts are those of one source and one period. They are compared where every
    camp counted has a part, or where the total is a floor built from the parts there are.
    """
    if not tables.complete(Estimate, CampPopulation):
        return
    groups: dict[tuple[str, str, str], list[CampPopulation]] = defaultdict(list)
    for part in tables.of(CampPopulation).records:
        groups[part.source_id, part.period_start, part.period_end].append(part)
    table = tables.of(Estimate)
    for row, item in table.rows:
        found = groups.get((item.source_id, item.period_start, item.period_end), [])
        if item.scope != "kwanliso" or len(found) < FEWEST_PARTS:
            continue
        if item.bound == "at-least" or len(found) >= (item.camps_counted or len(found) + 1):
            yield from _compared(table, row, item, found)
        elif item.bound == "about" and item.camps_counted:
            yield _missing_part(table, row, len(found), item.camps_counted)


def _compared(
    table: Table[Estimate], row: int, estimate: Estimate, found: list[CampPopulation]
) -> Iterator[Problem]:
    for name in ("low", "point", "high"):
        total, given = getattr(estimate, name), [_part(part, name) for part in found]
        if total is None or None in given:
            continue
        added = sum(value for value in given if value is not None)
        if added == total:
            continue
        slip = abs(added - total) <= PUBLISHED_SLIP * total
        yield (warning if slip else error)(
            "parts",
            table.spot(row, name),
            SAY.both(
                "The figures of the single camps in camp_populations.csv add up to "
                "{added}, the total is {total}.",
                added=amount(added),
                total=amount(total),
            ),
            SAY.both("If the publisher printed it so, keep it and say so in a footnote.")
            if slip
            else SAY.both("Correct the total or the parts."),
        )


def _part(part: CampPopulation, name: str) -> int | None:
    """Return what a part adds to the low, point or high of a total."""
    if part.point is not None:
        return part.point
    value: int | None = getattr(part, name)
    return value


def _missing_part(table: Table[Estimate], row: int, found: int, counted: int) -> Problem:
    return warning(
        "missing-part",
        table.spot(row, "camps_counted"),
        SAY.both(
            "camp_populations.csv has a figure for {found} of the {counted} camps counted.",
            found=found,
            counted=counted,
        ),
        SAY.both("Add what is missing, or correct the source or period of the parts."),
    )
