"""Rules across cells, rows and tables: what the types of single cells cannot say.

Each rule is a function from the tables, as far as they could be read, to problems. A rule that
needs every row of a table stays silent where a row could not be read: that row has a problem of
its own, and mending it must not bring up problems that were never there.
"""

from collections.abc import Callable, Iterable

from story.tables.checks import (
    camps,
    claims,
    dates,
    events,
    figures,
    links,
    series,
    sources,
    totals,
    words,
)
from story.tables.problem import Problem
from story.tables.rows import Tables

RULES: tuple[Callable[[Tables], Iterable[Problem]], ...] = (
    words.unwanted_characters,
    words.one_language,
    words.untranslated,
    links.duplicate_ids,
    links.unknown_references,
    links.repeated_items,
    links.unnamed_messengers,
    links.derivation,
    figures.bounds,
    figures.order,
    figures.zero,
    figures.use,
    figures.camps_counted,
    figures.ratings,
    sources.reached,
    sources.descriptions,
    totals.parts,
    dates.reversed_dates,
    dates.half_periods,
    dates.published_too_early,
    dates.precision,
    camps.points,
    camps.areas,
    camps.lists,
    events.points,
    events.quotations,
    events.original_words,
    events.questions,
    events.actors,
    events.codes,
    claims.primary_sources,
    claims.opinions,
    claims.questions,
    series.flags,
    series.votes,
    series.families,
    series.arrivals,
    series.years_add_up,
    series.printings,
    series.corrections,
)


def check(tables: Tables) -> tuple[Problem, ...]:
    """Return every problem the rules find, errors and warnings, in the order of the rules."""
    return tuple(problem for rule in RULES for problem in rule(tables))
