"""What the UN's bodies did in each year, cell by cell, as far as it is recorded.

A cell is named `<row>-<year>`, such as `assembly-2014`. A year without a value was not checked:
that is never the same as "none".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from story.figures.series.observed import by_year, observations
from story.tables import Dataset
from story.tables.model import Claim, Event, Observation

ROWS = ("assembly", "council-open", "council-closed", "referral")
STATES = (
    "vote", "without-vote", "committee", "open", "dropped", "blocked", "not-held", "closed",
    "not-checked", "none-recorded",
)  # fmt: skip
VOTES = (
    "unga-resolution-votes-for",
    "unga-resolution-votes-against",
    "unga-resolution-abstentions",
)
SERIES = ("unga-resolution-without-vote", *VOTES, "unsc-open-meeting", "unsc-closed-discussion")
# The claim whose account of what followed says whether the Council referred the situation.
REFERRAL_CLAIM = "c16"


@dataclass(frozen=True)
class Cell:
    """One body in one year: what is recorded, on which values, with which event.

    `votes` are for, against and abstaining in the Assembly, or those for a Council meeting.
    """

    row: str
    year: int
    state: str
    record: Observation | Claim | None = None
    votes: tuple[Observation, ...] = ()
    event: Event | None = None

    @property
    def id(self) -> str:
        """The cell's name, as a focus names it."""
        return f"{self.row}-{self.year}"

    @property
    def sources(self) -> tuple[str, str]:
        """The source the cell rests on and the one it is known through; blank where not checked."""
        rests_on = self.record if isinstance(self.record, Observation) else None
        rests_on = rests_on or (self.votes[0] if self.votes else None)
        return (rests_on.source_id, rests_on.via_source_id) if rests_on else ("", "")


@dataclass(frozen=True)
class UnRecord:
    """The cells of every row and year, the names of those in focus, and years known before."""

    cells: tuple[Cell, ...]
    years: tuple[int, int]
    focus: frozenset[str]
    referral: Claim
    earlier: tuple[int, ...] = ()

    def row(self, name: str, *states: str) -> list[Cell]:
        """Return a row's cells, by year, those of `states` where any are named."""
        return [c for c in self.cells if c.row == name and (not states or c.state in states)]

    def focused(self, cell: Cell) -> bool:
        """Tell whether a cell or its whole row is in focus."""
        return cell.id in self.focus or cell.row in self.focus


def record(dataset: Dataset, focus: Sequence[str], years: tuple[int, int] | None) -> UnRecord:
    """Return the cells of `years`, by default of the last years on end with any value.

    Raises ValueError for years that run backwards and for a focus that is no row or cell.
    """
    values = {name: by_year(observations(dataset, name)) for name in SERIES}
    known = sorted({year for found in values.values() for year in found})
    first, last = years or year_runs(known)[-1]
    if first > last:
        raise ValueError(f"years must run forwards, not {first} to {last}")
    span = range(first, last + 1)
    unknown = [item for item in focus if item not in ROWS and item not in _cell_names(span)]
    if unknown:
        raise ValueError(
            f"unknown focus {', '.join(unknown)}; known: {', '.join(ROWS)}, "
            f"or one of these with a year, such as {ROWS[0]}-{first}"
        )
    referral = dataset.find(Claim, REFERRAL_CLAIM)
    backers = by_year(observations(dataset, "unsc-procedural-votes-for"))
    events = _events(dataset)
    cells = (
        cell
        for year in span
        for cell in (
            _assembly(year, values, events),
            _open(year, values["unsc-open-meeting"], backers, events),
            _closed(year, values["unsc-closed-discussion"], events),
            Cell("referral", year, "none-recorded", referral),
        )
    )
    earlier = tuple(year for year in known if year < first)
    return UnRecord(tuple(cells), (first, last), frozenset(focus), referral, earlier)


def _cell_names(years: Iterable[int]) -> set[str]:
    return {f"{row}-{year}" for row in ROWS for year in years}


def _events(dataset: Dataset) -> Mapping[tuple[str, int], Event]:
    """Find the event behind each cell.

    The coding tells the Council's meetings apart: what it held in public is `yes`, what was
    prevented `no`, closed talks `partly`.
    """
    rows = {"yes": "council-open", "no": "council-open", "partly": "council-closed"}
    found: dict[tuple[str, int], Event] = {}
    for event in dataset.events:
        year = int(event.start_date[:4])
        if event.kind != "un-action":
            continue
        if event.id.endswith("unga-resolution"):
            found["assembly", year] = event
        elif "unsc" in event.id and event.rights_raised in rows:
            found[rows[event.rights_raised], year] = event
    return found


def _assembly(
    year: int,
    values: Mapping[str, Mapping[int, Observation]],
    events: Mapping[tuple[str, int], Event],
) -> Cell:
    manner = values[SERIES[0]].get(year)
    votes = tuple(values[name][year] for name in VOTES if year in values[name])
    event = events.get(("assembly", year))
    if manner is None and not votes:
        return Cell("assembly", year, "not-checked", event=event)
    if any(item.status != "final" for item in (manner, *votes) if item):
        return Cell("assembly", year, "committee", manner, votes, event)
    voted = manner is None or manner.value == 0
    return Cell("assembly", year, "vote" if voted else "without-vote", manner, votes, event)


def _open(
    year: int,
    held: Mapping[int, Observation],
    backers: Mapping[int, Observation],
    events: Mapping[tuple[str, int], Event],
) -> Cell:
    item = held.get(year)
    event = events.get(("council-open", year))
    votes = (backers[year],) if year in backers else ()
    if item is None:
        return Cell("council-open", year, "not-checked", event=event)
    if item.value:
        return Cell("council-open", year, "open", item, votes, event)
    sought = event is not None and event.rights_raised == "no"
    state = "not-held" if not sought else "dropped" if votes else "blocked"
    return Cell("council-open", year, state, item, votes, event)


def _closed(
    year: int, held: Mapping[int, Observation], events: Mapping[tuple[str, int], Event]
) -> Cell:
    if year not in held:
        return Cell("council-closed", year, "not-checked")
    event = events.get(("council-closed", year))
    state = "closed" if held[year].value else "not-held"
    return Cell("council-closed", year, state, held[year], event=event)


def year_runs(years: Iterable[int]) -> list[tuple[int, int]]:
    """Return years as runs of consecutive ones, both ends included."""
    runs: list[tuple[int, int]] = []
    for year in sorted(years):
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs
