"""What the lineage says of a figure, of a family and of an origin."""

from collections.abc import Iterable

from story.figures.estimates.rows import moment
from story.figures.lettering import held_together
from story.figures.lineage.rows import Family, Lane
from story.figures.marks import printed_value
from story.tables import Dataset
from story.tables.model import Estimate, Origin
from story.text import Language, Phrases, number, period

SAY = Phrases("lineage")


def name_of(row: Estimate, language: Language) -> tuple[str, str]:
    """Return a figure's publisher and its date, unbreakable: `KINU` and `January 2013`."""
    name, comma, when = row.within("label", language).rpartition(", ")
    return (name, held_together(when)) if comma else (when, "")


def headline(family: Family, language: Language) -> str:
    """Write `14 figures, one parent`."""
    if not family.size:
        return SAY.gettext("No other figure goes back to this one", language)
    return SAY.ngettext(
        "{count} figure, one parent", "{count} figures, one parent", family.size, language
    )


def counted_said(language: Language) -> str:
    """Say what every number of the picture counts."""
    return SAY.gettext("People held in North Korea’s political prison camps", language)


def rows_said(family: Family, language: Language) -> str:
    """Say how the rows add up to the headline, blank where nothing goes back to the figure."""
    if not family.size:
        return ""
    return SAY.ngettext(
        "First the parent, then the {count} that goes back to it",
        "First the parent, then the {count} that go back to it", family.size, language,
    )  # fmt: skip


def others_said(family: Family, language: Language) -> str:
    """Say what the figures that are not on the line made of the bound that the line lost."""
    root, last = family.root, family.line[-1]
    count, kept = family.rest, family.with_low
    if root.low is None or last.low is not None:
        return SAY.ngettext(
            "{count} more goes back to it", "{count} more go back to it", count, language
        )
    if kept == count:
        return SAY.ngettext(
            "The {count} other gave a lower bound", "The {count} others all gave a lower bound",
            count, language,
        )  # fmt: skip
    return SAY.gettext(
        "{kept} of the {count} others gave a lower bound", language,
        kept=number(kept, language), count=number(count, language),
    )  # fmt: skip


def apart_said(language: Language) -> str:
    """Head the figures that are not of the family."""
    return SAY.gettext("Outside this family: figures by origin", language)


def apart_read(language: Language) -> str:
    """Say how the small pictures of the other origins are read."""
    return SAY.gettext(
        "People held, the earliest figure on top; a line leads to a figure that repeats or builds "
        "on another.",
        language,
    )


def lost_said(parent: Estimate, row: Estimate, language: Language) -> str:
    """Name the bound that a figure does not carry on from its parent, blank where it has all."""
    lost = [
        end
        for end, kept in ((parent.low, row.low), (parent.high, row.high))
        if end is not None and kept is None
    ]
    if not lost:
        return ""
    if len(lost) > 1:
        return SAY.gettext("The range is left out", language)
    return SAY.gettext(
        "{number} is left out", language, number=held_together(number(lost[0], language))
    )


def count_said(lane: Lane, language: Language) -> str:
    """Write `12 figures, 9 of them repeats`."""
    figures = SAY.ngettext("{count} figure", "{count} figures", lane.whole, language)
    if not lane.derived:
        return figures
    return SAY.ngettext(
        "{figures}, {count} a repeat",
        "{figures}, {count} of them repeats",
        lane.derived,
        language,
        figures=figures,
    )


def years_said(lane: Lane, language: Language) -> str:
    """Write when the figures of a lane appeared: `1982–2013`."""
    years = sorted(moment(row)[:4] for row in lane.rows)
    return held_together(period(years[0], years[-1], language))


def hover(dataset: Dataset, row: Estimate, language: Language) -> tuple[str, ...]:
    """Return what a figure says when pointed at: who, how many, from whom."""
    origin = dataset.find(Origin, row.origin_id).within("label", language)
    lines = [row.within("label", language), printed_value(row, language)]
    if row.derived_from:
        lines.append(parents_said(dataset, row.derived_from, language))
    return (*lines, origin)


def parents_said(
    dataset: Dataset, parents: Iterable[str], language: Language, *, more: bool = False
) -> str:
    """Name the figures that one repeats or builds on; `more`: beside one that is known."""
    labels = [dataset.find(Estimate, parent).within("label", language) for parent in parents]
    said = "Also builds on: {parents}" if more else "Repeats or builds on: {parents}"
    return SAY.gettext(said, language, parents="; ".join(labels))
