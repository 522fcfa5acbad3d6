"""Context series: values that must be possible, and values that must agree with others."""

from collections.abc import Iterator

from story.tables.checks.span import begins_after
from story.tables.model import Observation, Series, sums
from story.tables.problem import Problem, amount, error
from story.tables.rows import Tables
from story.text import Phrases

SAY = Phrases("checks")

FLAG_UNIT = "1 = "
WITHOUT_VOTE = "unga-resolution-without-vote"
VOTES = (
    "unga-resolution-votes-for",
    "unga-resolution-votes-against",
    "unga-resolution-abstentions",
)
UN_MEMBERS = 193
REGISTERED = "separated-families-registered"
ALIVE = "separated-families-surviving"
DECEASED = "separated-families-deceased"
REGISTER_SLIP = 5
"""How far the register's own totals have missed one another."""
ARRIVALS = "nk-arrivals-south-korea"
CUMULATIVE = "nk-arrivals-south-korea-cumulative"


def flags(tables: Tables) -> Iterator[Problem]:
    """Find values other than 0 and 1 in series that only say yes or no."""
    yes_or_no = {
        record.series_id
        for record in tables.of(Series).records
        if record.unit_en.startswith(FLAG_UNIT)
    }
    table = tables.of(Observation)
    for row, item in table.rows:
        if item.series_id in yes_or_no and item.value not in (0, 1):
            yield error(
                "flag",
                table.spot(row, "value"),
                SAY.both("The value of this series is 0 or 1."),
                SAY.both("Write 1 for yes, 0 for no; leave out a year that was not checked."),
            )


def votes(tables: Tables) -> Iterator[Problem]:
    """Find recorded votes with a part missing, too many votes, or a vote where there was none."""
    table = tables.of(Observation)
    if not table.complete:
        return
    seen = {(item.series_id, item.period): (row, item) for row, item in table.rows}
    periods = dict.fromkeys(record.period for record in table.records if record.series_id in VOTES)
    for period in periods:
        cast = [seen[name, period] for name in VOTES if (name, period) in seen]
        spot = table.spot(cast[0][0], "value")
        manner = seen.get((WITHOUT_VOTE, period))
        if len(cast) < len(VOTES):
            yield error(
                "votes",
                spot,
                SAY.both(
                    "A vote has three values (for, against, abstentions); {period} has {count}.",
                    period=period,
                    count=len(cast),
                ),
                SAY.both("Add what is missing, or delete the rest."),
            )
        elif sum(entry.value for _, entry in cast) > UN_MEMBERS:
            yield error(
                "votes",
                spot,
                SAY.both("There are more votes than member states."),
                SAY.both("Correct the values of this vote."),
            )
        elif manner and manner[1].value == 1:
            yield error(
                "votes",
                table.spot(manner[0], "value"),
                SAY.both(
                    "The series says that there was no vote in {period}, but votes are given.",
                    period=period,
                ),
                SAY.both("Correct the value, or delete the votes."),
            )


def families(tables: Tables) -> Iterator[Problem]:
    """Find registers of separated families that are not the alive and the deceased together."""
    table = tables.of(Observation)
    if not table.complete:
        return
    seen = {(record.series_id, record.period): record for record in table.records}
    for row, item in table.rows:
        alive, dead = seen.get((ALIVE, item.period)), seen.get((DECEASED, item.period))
        if item.series_id != REGISTERED or not alive or not dead:
            continue
        added = alive.value + dead.value
        slip = REGISTER_SLIP + sum(_rounding(value) for value in (item, alive, dead))
        if abs(item.value - added) > slip:
            yield error(
                "families",
                table.spot(row, "value"),
                SAY.both(
                    "{registered} people are registered, but the alive and the deceased add "
                    "up to {added}.",
                    registered=amount(item.value),
                    added=amount(added),
                ),
                SAY.both(
                    "Check the three values of {period} against their sources.", period=item.period
                ),
            )


def _rounding(observation: Observation) -> float:
    """Return by how much a rounded value may differ from the number behind it."""
    if observation.status not in ("rounded", "upper-bound"):
        return 0
    digits = f"{observation.value:.0f}"
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) / 2


def arrivals(tables: Tables) -> Iterator[Problem]:
    """Find cumulative arrivals that are not the year before plus the year's own."""
    table = tables.of(Observation)
    if not table.complete:
        return
    final = {
        (record.series_id, record.period): record.value
        for record in table.records
        if record.status == "final"
    }
    for row, item in table.rows:
        if (
            item.series_id != CUMULATIVE
            or item.status != "final"
            or len(item.period) != len("2013")
        ):
            continue
        before = final.get((CUMULATIVE, f"{int(item.period) - 1}"))
        new = final.get((ARRIVALS, item.period))
        if before is not None and new is not None and before + new != item.value:
            yield error(
                "arrivals",
                table.spot(row, "value"),
                SAY.both(
                    "The total of the year before and the year's arrivals make {added}, not "
                    "{total}.",
                    added=amount(before + new),
                    total=amount(item.value),
                ),
                SAY.both("Check the three values against their sources."),
            )


def years_add_up(tables: Tables) -> Iterator[Problem]:
    """Find running totals that the years do not add up to, where every year says it is final."""
    table = tables.of(Observation)
    if not table.complete:
        return
    rows = {item.id: row for row, item in table.rows}
    for name in dict.fromkeys(record.series_id for record in table.records):
        apart = 0.0
        for entry in sums(table.records, name):
            before, apart = apart, entry.short
            # The same gap in the year that follows has the same cause.
            if not apart or apart == before or entry.provisional:
                continue
            yield error(
                "years-add-up",
                table.spot(rows[entry.total.id], "value"),
                SAY.both(
                    "The years up to {year} add up to {added}; this total says {total}.",
                    year=entry.total.period,
                    added=amount(entry.added),
                    total=amount(entry.total.value),
                ),
                SAY.both(
                    "Check the years against the publisher's present table; a year that is not "
                    "from it has the status provisional."
                ),
            )


def printings(tables: Tables) -> Iterator[Problem]:
    """Find years with two values in force, and replaced values that say too little."""
    table = tables.of(Observation)
    if not table.complete:
        return
    standing = {
        (record.series_id, record.period)
        for record in table.records
        if record.status != "superseded"
    }
    seen: dict[tuple[str, str, str], int] = {}
    for row, item in table.rows:
        if item.status != "superseded":
            first = seen.setdefault((item.series_id, item.period, item.status), row)
            if first != row:
                yield error(
                    "two-in-force",
                    table.spot(row, "status"),
                    SAY.both(
                        "Row {row} gives another value for {period} that is in force.",
                        row=first,
                        period=item.period,
                    ),
                    SAY.both("Write superseded for the value of the older table."),
                )
        elif not item.vintage:
            yield error(
                "no-vintage",
                table.spot(row, "vintage"),
                SAY.both("The value was superseded, but the row does not say when it was printed."),
                SAY.both("Write the date of the table or report that gave it."),
            )
        elif (item.series_id, item.period) not in standing:
            yield error(
                "nothing-in-force",
                table.spot(row, "status"),
                SAY.both("No row gives the value that superseded this one."),
                SAY.both("Add the row of the later table, or correct the status."),
            )


def corrections(tables: Tables) -> Iterator[Problem]:
    """Find values that a publisher corrected without the value that was wrong."""
    table = tables.of(Observation)
    if not table.complete:
        return
    for row, item in table.rows:
        if not item.corrected:
            continue
        wrong = [
            other
            for other in table.records
            if (other.series_id, other.period, other.status)
            == (item.series_id, item.period, "superseded")
            and other.value != item.value
        ]
        spot = table.spot(row, "corrected")
        if item.status == "superseded":
            yield error(
                "corrected-and-superseded",
                spot,
                SAY.both("The date of a correction stands in the row of the right value."),
                SAY.both("Write it there, and empty this cell."),
            )
        elif not wrong:
            yield error(
                "one-value-only",
                spot,
                SAY.both(
                    "The publisher corrected the value of {period}, but what it had printed "
                    "before is not given.",
                    period=item.period,
                ),
                SAY.both(
                    "Add a row with the wrong value, the status superseded and its vintage, or "
                    "empty the cell."
                ),
            )
        elif all(begins_after(other.vintage, item.corrected) for other in wrong):
            yield error(
                "corrected-too-early",
                spot,
                SAY.both(
                    "The value was corrected ({corrected}) before the wrong one was printed "
                    "({vintage}).",
                    corrected=item.corrected,
                    vintage=wrong[0].vintage,
                ),
                SAY.both("Correct one of the two dates."),
            )
