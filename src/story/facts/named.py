"""Records that more than one surface quotes by name."""

from dataclasses import dataclass

from story.model import Estimate, Event, Observation
from story.tables import Dataset

WAITING_FAMILIES = "separated-families-surviving"


@dataclass(frozen=True)
class Opening:
    """The four records of the opening: one count, and three published estimates.

    They describe different groups and stand together only to compare how well each is known.
    """

    counted: Observation
    lower: Estimate
    ceiling: Estimate
    total: Estimate


def opening(dataset: Dataset) -> Opening:
    """Return the records the opening quotes; raises KeyError where one is gone."""
    return Opening(
        counted=latest_final(dataset, WAITING_FAMILIES),
        lower=dataset.find(Estimate, "kbs-world-2025"),
        ceiling=dataset.find(Estimate, "time-2019-oped"),
        total=dataset.find(Estimate, "daily-nk-2025"),
    )


def latest_final(dataset: Dataset, series_id: str) -> Observation:
    """Return a series' last final value; raises KeyError where it has none."""
    found = [
        one for one in dataset.observations if one.series_id == series_id and one.status == "final"
    ]
    if not found:
        raise KeyError(series_id)
    return max(found, key=lambda one: one.period)


def trump_kim_meetings(dataset: Dataset) -> tuple[Event, ...]:
    """Return the meetings of Trump and Kim in person, by date."""
    return tuple(
        sorted(
            (
                one
                for one in dataset.events
                if one.kind == "summit" and {"Donald Trump", "Kim Jong Un"} <= set(one.actors)
            ),
            key=lambda one: one.start_date,
        )
    )
