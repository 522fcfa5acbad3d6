"""Published figures: which cells a wording fills, and which chart a row may stand in."""

from collections.abc import Iterator
from itertools import pairwise

from story.tables.model import CampPopulation, Estimate
from story.tables.problem import Problem, doubtful, error, warning
from story.tables.rows import Table, Tables
from story.text import Phrases

SAY = Phrases("checks")

CELLS = ("low", "point", "high")
FILLS = {
    "range": ("low", "high"),
    "about": ("point",),
    "exactly": ("point",),
    "up-to": ("high",),
    "at-least": ("low",),
    "more-than": ("low",),
}
TOTALS = ("core", "daily-nk", "repeat")

Figures = Table[Estimate] | Table[CampPopulation]


def _figures(tables: Tables) -> tuple[Figures, Figures]:
    return tables.of(Estimate), tables.of(CampPopulation)


def bounds(tables: Tables) -> Iterator[Problem]:
    """Find figures whose wording and filled cells disagree: up-to fills high, and so on."""
    for table in _figures(tables):
        for row, item in table.rows:
            filled = tuple(name for name in CELLS if getattr(item, name) is not None)
            wanted = FILLS[item.bound]
            if filled != wanted:
                yield error(
                    "bound",
                    table.spot(row, "bound"),
                    SAY.both(
                        "“{bound}” goes with {wanted}, but the cells filled are: {filled}.",
                        bound=item.bound,
                        wanted=", ".join(wanted),
                        filled=", ".join(filled) or "–",
                    ),
                    SAY.both(
                        "Fill {wanted} and empty the others, or correct the bound.",
                        wanted=", ".join(wanted),
                    ),
                )


def order(tables: Tables) -> Iterator[Problem]:
    """Find figures that are not in ascending order from low through point to high."""
    for table in _figures(tables):
        for row, item in table.rows:
            given = [
                (name, getattr(item, name)) for name in CELLS if getattr(item, name) is not None
            ]
            for (lesser, low), (greater, high) in pairwise(given):
                if low > high:
                    yield error(
                        "low-above-high",
                        table.spot(row, lesser),
                        SAY.both(
                            "{lesser} ({low}) is greater than {greater} ({high}).",
                            lesser=lesser,
                            low=low,
                            greater=greater,
                            high=high,
                        ),
                        SAY.both("Swap or correct the two."),
                    )


def zero(tables: Tables) -> Iterator[Problem]:
    """Find figures of zero people: unknown is blank."""
    for table in _figures(tables):
        for row, item in table.rows:
            for name in CELLS:
                if getattr(item, name) == 0:
                    yield doubtful(
                        "zero",
                        table.spot(row, name),
                        SAY.both("The figure is zero."),
                        SAY.both("Leave the cell blank where the number is not known."),
                        about=f"{item.id}/{name}",
                    )


def use(tables: Tables) -> Iterator[Problem]:
    """Find estimates that would stand beside figures they cannot be compared with."""
    table = tables.of(Estimate)
    for row, item in table.rows:
        spot = table.spot(row, "use")
        if item.scope != "kwanliso" and item.use in TOTALS:
            yield error(
                "use-of-other-scope",
                spot,
                SAY.both(
                    "“{use}” is for figures of the camps as a whole, but the scope is “{scope}”.",
                    use=item.use,
                    scope=item.scope,
                ),
                SAY.both("Use other-scope, context or trap, or correct the scope."),
            )
        elif item.scope == "kwanliso" and item.use == "other-scope":
            yield error(
                "use-of-other-scope",
                spot,
                SAY.both(
                    "“other-scope” is for figures of other groups, but the scope is “kwanliso”."
                ),
                SAY.both("Correct the use or the scope."),
            )
        elif (item.use == "daily-nk") != (item.origin_id == "daily-nk") and item.use in TOTALS:
            yield error(
                "use-of-daily-nk",
                spot,
                SAY.both(
                    "Daily NK's figures stand in a panel of their own: use and origin_id "
                    "must both be “daily-nk”."
                ),
                SAY.both("Correct the use or the origin."),
            )


def camps_counted(tables: Tables) -> Iterator[Problem]:
    """Find estimates that name more camps than they count, or fewer where the row is charted."""
    table = tables.of(Estimate)
    for row, item in table.rows:
        listed, counted = len(item.camps_listed), item.camps_counted
        if not listed or counted is None or listed == counted:
            continue
        found = error if listed > counted else warning
        if listed > counted or item.use != "trap":
            yield found(
                "camps-counted",
                table.spot(row, "camps_counted"),
                SAY.both(
                    "{counted} camps are counted, but {listed} are listed.",
                    counted=counted,
                    listed=listed,
                ),
                SAY.both("Correct the number or the list."),
            )


def ratings(tables: Tables) -> Iterator[Problem]:
    """Find estimates of which we rate the evidence or the agreement, but not both."""
    table = tables.of(Estimate)
    for row, item in table.rows:
        if bool(item.evidence) != bool(item.agreement):
            yield error(
                "half-rating",
                table.spot(row, "agreement" if item.evidence else "evidence"),
                SAY.both("Only one of evidence and agreement is rated."),
                SAY.both("Rate both, or empty both."),
            )
