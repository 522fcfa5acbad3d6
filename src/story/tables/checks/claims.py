"""Claims: each assessment rests on a source, and opinions are not scored."""

from collections.abc import Iterator

from story.tables.checks.asking import asking, nobody_asked
from story.tables.model import Claim, ClaimSource
from story.tables.problem import Problem, error
from story.tables.rows import Tables
from story.text import Phrases

SAY = Phrases("checks")

OPINIONS = ("opinion", "recommendation")


def primary_sources(tables: Tables) -> Iterator[Problem]:
    """Find claims whose assessment rests on no source."""
    if not tables.of(ClaimSource).whole:
        return
    lines = tables.of(ClaimSource).lines
    primary = {line.cells.get("claim_id") for line in lines if line.cells.get("role") == "primary"}
    unread = {line.row for line in lines} - {row for row, _ in tables.of(ClaimSource).rows}
    primary |= {line.cells.get("claim_id") for line in lines if line.row in unread}
    table = tables.of(Claim)
    for row, item in table.rows:
        if item.claim_id not in primary:
            yield error(
                "no-primary-source",
                table.spot(row, "claim_id"),
                SAY.both("No row of claim_sources.csv gives a primary source for this claim."),
                SAY.both("Add the source the assessment rests on, with the role primary."),
            )


def opinions(tables: Tables) -> Iterator[Problem]:
    """Find opinions that were scored, and facts that were not."""
    table = tables.of(Claim)
    for row, item in table.rows:
        if (item.kind in OPINIONS) != (item.assessment == "opinion"):
            yield error(
                "scored-opinion",
                table.spot(row, "assessment"),
                SAY.both(
                    "Opinions and recommendations, and nothing else, have the assessment “opinion”."
                ),
                SAY.both("Correct the kind or the assessment."),
            )


def questions(tables: Tables) -> Iterator[Problem]:
    """Find claims of which our text speaks of a question and not of whom it was put to."""
    table = tables.of(Claim)
    for row, item in table.rows:
        if not item.asked and (words := asking((item.evidence_en, item.since_en))):
            yield nobody_asked(table.spot(row, "asked"), words)
