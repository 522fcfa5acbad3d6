"""Records that more than one surface quotes by name."""

from story.tables import Dataset
from story.tables.model import Observation


def followed_to(dataset: Dataset) -> str:
    """Return the day to which events are followed: the last day of the last event, ISO 8601."""
    return max((event.end_date or event.start_date for event in dataset.events), default="")


def latest_final(dataset: Dataset, series_id: str) -> Observation:
    """Return a series' last final value; raises KeyError where it has none."""
    found = [
        observation
        for observation in dataset.observations
        if observation.series_id == series_id and observation.status == "final"
    ]
    if not found:
        raise KeyError(series_id)
    return max(found, key=lambda item: item.period)
