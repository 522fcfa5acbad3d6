"""Records that more than one surface quotes by name."""

from story.tables import Dataset
from story.tables.model import Event, Observation


def followed_to(dataset: Dataset) -> str:
    """Return the day to which events are followed: the last day of the last event, ISO 8601."""
    return max((one.end_date or one.start_date for one in dataset.events), default="")


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
    return dataset.once(_trump_kim_meetings)


def _trump_kim_meetings(dataset: Dataset) -> tuple[Event, ...]:
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
