"""The published figures for single camps: which are drawn, in what groups, under what names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from story.figures.camps.names import camp_name, number_of
from story.figures.marks import bounds, printed_value
from story.tables import Dataset
from story.tables.citation import row_citation, short_publisher
from story.tables.model import Camp, CampList, CampPopulation, Estimate, OriginId, Source
from story.text import Language, period

SERIES = "daily-nk"  # one outlet's figures for the same camp at several dates
NEVER = ("trap", "other-scope")  # misleading as printed, or of another kind of prison
USES = tuple(
    arg for arg in get_args(CampPopulation.model_fields["use"].annotation) if arg not in NEVER
)
# Sources whose origin is certain because the same publication's total has it; all others are
# drawn in the colour that claims none.
ORIGINS: dict[str, OriginId] = {
    "kinu-2025": "kinu-2025",
    "rok-government-2009": "seoul-intelligence",
    "ansp-1982": "seoul-intelligence",
}


@dataclass(frozen=True)
class Group:
    """One camp with its figures, oldest first, those of the one series last."""

    camp: Camp
    figures: tuple[CampPopulation, ...]

    @property
    def lowest(self) -> CampPopulation:
        """The figure with the lowest number."""
        return min(self.figures, key=lambda figure: bounds(figure)[0])

    @property
    def highest(self) -> CampPopulation:
        """The figure with the highest number."""
        return max(self.figures, key=lambda figure: bounds(figure)[1])

    @property
    def ratio(self) -> float:
        """How many times as high the highest number is as the lowest; 1 where that is zero."""
        low, high = bounds(self.lowest)[0], bounds(self.highest)[1]
        return high / low if low else 1


def groups(dataset: Dataset, focus: Sequence[str], uses: Iterable[str]) -> list[Group]:
    """Return the camps that have figures of these uses; only those in `focus` where it is given.

    Without `focus` only the newest figure of the series is kept for each camp. Figures for
    several camps together, or for other sites, belong to no group. Raises ValueError for a camp
    or use that is not known.
    """
    uses = tuple(uses)
    _check(focus, [item.camp_id for item in dataset.camps], "camp")
    _check(uses, USES, "use")
    found = []
    for camp in sorted(dataset.camps, key=number_of):
        figures = [
            population
            for population in dataset.camp_populations
            if population.camp_id == camp.camp_id and population.use in uses
        ]
        if figures and (not focus or camp.camp_id in focus):
            found.append(Group(camp, _ordered(figures, whole=bool(focus))))
    return found


def _check(chosen: Sequence[str], known: Sequence[str], kind: str) -> None:
    for item in chosen:
        if item not in known:
            raise ValueError(f"no {kind} is called {item!r}; there are {', '.join(known)}")


def _ordered(figures: list[CampPopulation], *, whole: bool) -> tuple[CampPopulation, ...]:
    by_date = sorted(figures, key=lambda figure: (figure.period_end or figure.published, figure.id))
    series = [item for item in by_date if item.use == SERIES]
    others = [entry for entry in by_date if entry.use != SERIES]
    return (*others, *(series if whole else series[-1:]))


def origin_of(figure: CampPopulation) -> OriginId:
    """Return the origin of a figure where it is certain, else `other`."""
    return "daily-nk" if figure.use == SERIES else ORIGINS.get(figure.source_id, "other")


def publisher(dataset: Dataset, figure: CampPopulation, language: Language) -> str:
    """Return the publisher by the name it has in the other figures, as far as it is in them."""
    labels: list[CampList | Estimate] = [*dataset.camp_lists]
    labels += [estimate for estimate in dataset.estimates if estimate.use == "core"]
    for label in labels:
        name, comma, _ = label.within("label", language).rpartition(", ")
        if comma and label.source_id == figure.source_id:
            return name
    return short_publisher(dataset.find(Source, figure.source_id), language)


def described(figure: CampPopulation, language: Language) -> str:
    """Return what time a figure describes; blank where the source does not say."""
    return period(figure.period_start, figure.period_end, language)


def table_row(
    dataset: Dataset, camp: Camp, figure: CampPopulation, language: Language
) -> dict[str, object]:
    """Return one row of the table: one mark drawn."""
    low, high = bounds(figure)
    return {
        "population_id": figure.population_id,
        "camp_id": camp.camp_id,
        "camp": camp_name(camp, language),
        "publisher": publisher(dataset, figure, language),
        "period_text": described(figure, language),
        "value": printed_value(figure, language),
        "period_start": figure.period_start,
        "period_end": figure.period_end,
        "published": figure.published,
        "low": figure.low,
        "point": figure.point,
        "high": figure.high,
        "bound": figure.bound,
        "lowest": low,
        "highest": high,
        "use": figure.use,
        "origin_id": origin_of(figure),
        "note": figure.within("note", language),
        "source": row_citation(dataset, language, figure),
        "source_id": figure.source_id,
        "via_source_id": figure.via_source_id,
    }
