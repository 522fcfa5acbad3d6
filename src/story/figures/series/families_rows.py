"""The counts of waiting families: which are year-ends, where each stands, how sure it is said."""

from dataclasses import dataclass

from story.figures.series.observed import place, year_of
from story.tables.model import Event, Observation
from story.text import Language, Phrases, number

SAY = Phrases("families")
YEAR_END = "-12-31"


@dataclass(frozen=True)
class Families:
    """The counts by date, and the reunions of the same years."""

    counts: tuple[Observation, ...]
    reunions: tuple[Event, ...]
    years: tuple[int, int]

    @property
    def year_ends(self) -> tuple[Observation, ...]:
        """Final counts, all of them of the last day of a year, in order."""
        return tuple(count for count in self.counts if count.status == "final")

    def of(self, *statuses: str) -> tuple[Observation, ...]:
        """Return the counts of these statuses."""
        return tuple(count for count in self.counts if count.status in statuses)


def at_year_end(observation: Observation) -> bool:
    """Tell whether a count is of the last day of its year; a final one always is."""
    return observation.status == "final" or observation.period.endswith(YEAR_END)


def moment(observation: Observation) -> float:
    """Return where a count is drawn, in decimal years: the middle of what is known of its date."""
    first, last = place(
        f"{year_of(observation)}{YEAR_END}" if at_year_end(observation) else observation.period
    )
    return (first + last) / 2


def counted(observation: Observation, language: Language) -> str:
    """Write a count as sure as it is: `42,624`, `about 68,200`, `fewer than 60,000`."""
    phrase = {"rounded": "about {count}", "upper-bound": "fewer than {count}"}
    said = number(observation.value, language)
    return SAY.gettext(phrase.get(observation.status, "{count}"), language, count=said)


def starred(observation: Observation) -> bool:
    """Tell whether a year-end count has no day of its own in the data, which a note explains."""
    return observation.status == "final" and not observation.period.endswith(YEAR_END)
