"""How a camp stands to one publisher's list: on it, not on it, closed, disputed, place inferred.

Nothing here is a finding of ours: a state is worked out from the list itself, from the dated
statements in `camp_status`, from the year of closing on which later accounts agree, and from how
well the place is known.
"""

from dataclasses import dataclass
from typing import Literal

from story.tables import Dataset
from story.tables.model import Camp, CampList, CampStatus, Source

Code = Literal[
    "listed", "listed-inferred", "listed-disputed", "listed-inferred-disputed",
    "disputed", "closed", "unstated", "unnamed",
]  # fmt: skip
CODES: tuple[Code, ...] = (
    "listed", "listed-inferred", "listed-disputed", "listed-inferred-disputed",
    "disputed", "closed", "unstated", "unnamed",
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """A camp under one list. `accounts`: each publisher's latest statement, newest first."""

    camp: Camp
    code: Code
    accounts: tuple[CampStatus, ...]

    @property
    def listed(self) -> bool:
        """Whether the camp is on the list."""
        return self.code.startswith("listed")

    @property
    def inferred(self) -> bool:
        """Whether the camp is on the list but its place is inferred."""
        return "inferred" in self.code

    @property
    def disputed(self) -> bool:
        """Whether accounts differ."""
        return "disputed" in self.code


def states(dataset: Dataset, camp_list: CampList) -> tuple[State, ...]:
    """Return the state of every camp under one list, in the order of the camps."""
    return tuple(_state(dataset, camp, camp_list) for camp in dataset.camps)


def latest_accounts(dataset: Dataset, camp_id: str, until: str = "9999") -> tuple[CampStatus, ...]:
    """Return each publisher's latest statement on a camp up to a date, newest first.

    `until` is an ISO date. A year or month counts as its end, on both sides: what is only known
    to be of 2014 is not taken for earlier than a day of 2014.
    """
    latest: dict[str, CampStatus] = {}
    for row in sorted(dataset.camp_status, key=lambda item: item.as_of):
        if row.camp_id == camp_id and f"{row.as_of}~" <= f"{until}~":
            latest[dataset.find(Source, row.source_id).publisher] = row
    return tuple(sorted(latest.values(), key=lambda entry: entry.as_of, reverse=True))


def _state(dataset: Dataset, camp: Camp, camp_list: CampList) -> State:
    accounts = latest_accounts(dataset, camp.camp_id)
    if camp_list.complete == "no":
        return State(camp, "unnamed", accounts)
    if camp.camp_id in camp_list.camp_ids:
        return State(camp, _listed(dataset, camp, camp_list), accounts)
    return State(camp, _unlisted(camp, accounts), accounts)


def _listed(dataset: Dataset, camp: Camp, camp_list: CampList) -> Code:
    """Judge by what had been said when the list came out: what came later is no dispute then."""
    earlier = latest_accounts(dataset, camp.camp_id, camp_list.as_of)
    closed_before = bool(camp.closed) and camp.closed <= camp_list.as_of
    disputed = closed_before or any(item.status != "operating" for item in earlier)
    inferred = camp.location_precision == "inferred"
    if inferred:
        return "listed-inferred-disputed" if disputed else "listed-inferred"
    return "listed-disputed" if disputed else "listed"


def _unlisted(camp: Camp, accounts: tuple[CampStatus, ...]) -> Code:
    """Judge by all statements: a camp that others describe as open is disputed by its absence."""
    said = {account.status for account in accounts}
    if camp.closed or said == {"closed"}:
        return "closed"
    return "disputed" if said else "unstated"
