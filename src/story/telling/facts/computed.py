"""Facts that stand in no single cell: counts of rows, extremes and gaps, each by a name.

What one arithmetic step on two cells gives needs no name: the filters say it in the chapter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from story.figures.events.index import trump_kim_meetings
from story.tables import Dataset
from story.tables.model import CampPopulation, Estimate, Observation, Record, Series, sums
from story.tables.values import VALUES
from story.telling.facts.finding import find_in_words
from story.telling.facts.named import followed_to
from story.telling.facts.values import Value, When

ASSEMBLY = "unga-resolution-without-vote"
ARRIVALS = "nk-arrivals-south-korea"


@dataclass(frozen=True)
class Computed:
    """A value and the records it was worked out from."""

    value: Value
    records: tuple[Record, ...]


def _claims(dataset: Dataset, *assessments: str) -> Computed:
    found = tuple(claim for claim in dataset.claims if claim.assessment in assessments)
    return Computed(len(found), found)


def _of(assessment: str) -> Callable[[Dataset], Computed]:
    return lambda dataset: _claims(dataset, assessment)


def _every_claim(dataset: Dataset) -> Computed:
    return _claims(dataset, *VALUES["claims.assessment"])


def _supported_in_all(dataset: Dataset) -> Computed:
    return _claims(dataset, "supported", "supported-with-context")


def _repeating(dataset: Dataset) -> Computed:
    found = tuple(estimate for estimate in dataset.estimates if estimate.use == "repeat")
    return Computed(len(found), found)


def _every_estimate(dataset: Dataset) -> Computed:
    return Computed(len(dataset.estimates), dataset.estimates)


def _of_few_origins(dataset: Dataset) -> Computed:
    found = tuple(estimate for estimate in dataset.estimates if estimate.origin_id != "other")
    return Computed(len(found), found)


def _meetings(dataset: Dataset) -> Computed:
    found = trump_kim_meetings(dataset)
    return Computed(len(found), found)


def _before_kinu(dataset: Dataset) -> list[Estimate]:
    change = dataset.find(Estimate, "kinu-2013").published
    return [
        estimate
        for estimate in dataset.estimates
        if estimate.use == "core" and estimate.published[: len(change)] < change
    ]


def _highest_before_kinu(dataset: Dataset) -> Computed:
    return _extreme(_before_kinu(dataset), highest=True)


def _lowest_before_kinu(dataset: Dataset) -> Computed:
    return _extreme(_before_kinu(dataset), highest=False)


def _last_before_kinu(dataset: Dataset) -> Computed:
    last = max(_before_kinu(dataset), key=lambda entry: entry.published)
    return Computed(When(last.published), (last,))


def _newest_core(dataset: Dataset) -> Computed:
    core = (estimate for estimate in dataset.estimates if estimate.use == "core")
    newest = max(core, key=lambda entry: entry.published)
    return Computed(When(newest.published), (newest,))


def _daily_nk(dataset: Dataset, *, highest: bool) -> Computed:
    return _extreme(
        [estimate for estimate in dataset.estimates if estimate.use == "daily-nk"], highest=highest
    )


def _of_camp(dataset: Dataset, camp_id: str, *uses: str, highest: bool) -> Computed:
    rows = [population for population in dataset.camp_populations if population.camp_id == camp_id]
    return _extreme([row for row in rows if not uses or row.use in uses], highest=highest)


def _extreme(rows: Sequence[Estimate | CampPopulation], *, highest: bool) -> Computed:
    """Return the highest or lowest number printed in any of the rows, with its row."""
    printed = [
        (number, row)
        for row in rows
        for number in (row.low, row.point, row.high)
        if number is not None
    ]
    number, row = (max if highest else min)(printed, key=lambda entry: entry[0])
    return Computed(number, (row,))


def _arrivals_short(dataset: Dataset) -> Computed:
    """By how much the years of arrival fall short of the ministry's newest total."""
    newest = max(sums(dataset.observations, ARRIVALS), key=lambda entry: entry.total.period)
    return Computed(newest.short, (newest.total, *newest.years))


def _last_provisional_arrivals(dataset: Dataset) -> Computed:
    rows = [value for value in _values(dataset, ARRIVALS) if value.status == "provisional"]
    last = max(rows, key=lambda row: row.period)
    return Computed(When(last.period), (last,))


def _assembly_not_checked(dataset: Dataset) -> Computed:
    rows = _values(dataset, ASSEMBLY)
    # In 2008 only the committee's vote is known: that is not the same as not checked.
    known = {item.period for item in (*rows, *_values(dataset, "unga-resolution-votes-for"))}
    span = range(int(min(known)), int(max(known)) + 1)
    missing = tuple(When(str(year)) for year in span if str(year) not in known)
    return Computed(missing, rows)


def _assembly_committee_only(dataset: Dataset) -> Computed:
    rows = tuple(value for value in _values(dataset, ASSEMBLY) if value.status == "interim")
    return Computed(tuple(When(row.period) for row in rows), rows)


def _council_not_checked(dataset: Dataset) -> Computed:
    rows = _values(dataset, "unsc-open-meeting")
    last = max(rows, key=lambda row: row.period)
    return Computed(When(str(int(last.period) + 1)), (last,))


def _council_votes_needed(dataset: Dataset) -> Computed:
    votes = dataset.find(Series, "unsc-procedural-votes-for")
    return Computed(find_in_words(votes.unit_en, "(# needed)"), (votes,))


def _coding_agreement(dataset: Dataset) -> Computed:
    twice = tuple(code for code in dataset.event_codes if code.independent)
    agreed = sum(item.first_code == item.second_code for item in twice)
    return Computed(100 * agreed / len(twice), twice)


def _coded_by_one_reader(dataset: Dataset) -> Computed:
    rows = tuple(code for code in dataset.event_codes if not code.independent)
    return Computed(len(rows), rows)


def _last_event(dataset: Dataset) -> Computed:
    day = followed_to(dataset)
    last = next(event for event in dataset.events if day in (event.end_date, event.start_date))
    return Computed(When(day), (last,))


def _last_envoy_event(dataset: Dataset) -> Computed:
    last = max(
        (event for event in dataset.events if event.kind == "envoy"),
        key=lambda entry: entry.start_date,
    )
    return Computed(When(last.start_date), (last,))


def _values(dataset: Dataset, series_id: str) -> tuple[Observation, ...]:
    return tuple(
        observation
        for observation in dataset.observations
        if observation.series_id == series_id and observation.status != "superseded"
    )


COMPUTED: Mapping[str, Callable[[Dataset], Computed]] = {
    "count.claims": _every_claim,
    **{f"count.claims-{item}": _of(item) for item in VALUES["claims.assessment"]},
    "count.claims-supported-in-all": _supported_in_all,
    "count.estimates": _every_estimate,
    "count.estimates-of-few-origins": _of_few_origins,
    "count.estimates-repeating": _repeating,
    "count.trump-kim-meetings": _meetings,
    "computed.lowest-before-kinu-2013": _lowest_before_kinu,
    "computed.highest-before-kinu-2013": _highest_before_kinu,
    "computed.last-before-kinu-2013": _last_before_kinu,
    "computed.newest-core-estimate": _newest_core,
    "computed.daily-nk-lowest": partial(_daily_nk, highest=False),
    "computed.daily-nk-highest": partial(_daily_nk, highest=True),
    "computed.daily-nk-camp-15-lowest": lambda data: _of_camp(
        data, "camp-15", "daily-nk", highest=False
    ),
    "computed.daily-nk-camp-15-highest": lambda data: _of_camp(
        data, "camp-15", "daily-nk", highest=True
    ),
    "computed.camp-25-lowest": lambda data: _of_camp(data, "camp-25", highest=False),
    "computed.camp-25-highest": lambda data: _of_camp(data, "camp-25", highest=True),
    "computed.arrivals-short": _arrivals_short,
    "computed.arrivals-provisional-to": _last_provisional_arrivals,
    "computed.assembly-years-not-checked": _assembly_not_checked,
    "computed.assembly-years-from-committee": _assembly_committee_only,
    "computed.council-first-year-not-checked": _council_not_checked,
    "computed.council-votes-needed": _council_votes_needed,
    "computed.coding-agreement": _coding_agreement,
    "count.events-coded-by-one-reader": _coded_by_one_reader,
    "computed.last-event": _last_event,
    "computed.last-envoy-event": _last_envoy_event,
}
