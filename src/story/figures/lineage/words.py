"""What the lineage says of a figure and of a lane, and how heavy a figure is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from story.figures.drawing import Drawing
from story.figures.lettering import held_together
from story.figures.lineage.rows import Lane, Lineage, is_derived
from story.figures.marks import origin_symbol, printed_value
from story.figures.scene import At
from story.tables import Dataset
from story.tables.model import Estimate, Origin
from story.text import Language, Phrases

SAY = Phrases("lineage")


def name_of(row: Estimate, language: Language) -> str:
    """Write `KINU, January 2013`, its date unbreakable."""
    name, comma, when = row.within("label", language).rpartition(", ")
    return f"{name}{comma}{held_together(when) if comma else when}"


def name_and_value(row: Estimate, language: Language) -> str:
    """Write `KINU, January 2013: 80,000–120,000`, its date and its value unbreakable."""
    return f"{name_of(row, language)}: {held_together(printed_value(row, language))}"


def count_said(lane: Lane, language: Language) -> str:
    """Write `14 figures; 12 repeat or build on others`."""
    figures = SAY.ngettext("{count} figure", "{count} figures", lane.whole, language)
    if not lane.derived:
        return figures
    return SAY.ngettext(
        "{figures}; {count} repeats or builds on another",
        "{figures}; {count} repeat or build on others",
        lane.derived,
        language,
        figures=figures,
    )


def hover(dataset: Dataset, row: Estimate, language: Language) -> tuple[str, ...]:
    """Return what a figure says when pointed at: who, how many, from whom."""
    origin = dataset.find(Origin, row.origin_id).within("label", language)
    lines = [row.within("label", language), printed_value(row, language)]
    if row.derived_from:
        lines.append(parents_said(dataset, row.derived_from, language))
    return (*lines, origin)


def symbol_size(lineage: Lineage, lane: Lane, row: Estimate) -> float:
    """Return a figure's size in pixels: a lane's head, the chain in focus, others, repeats."""
    if row is lane.head:
        return 13.0
    if row.id in lineage.chain:
        return 11.0
    return 6.0 if is_derived(row) else 8.5


def parents_said(dataset: Dataset, parents: Iterable[str], language: Language) -> str:
    """Name the figures that one repeats or builds on."""
    labels = [name_of(dataset.find(Estimate, parent), language) for parent in parents]
    return SAY.gettext("Repeats or builds on: {parents}", language, parents="; ".join(labels))


def more_said(rows: Sequence[Estimate], taken: bool, language: Language) -> str:
    """Say how many small marks stand in a run, and whether they take up a figure named."""
    if taken:
        return SAY.ngettext(
            "{count} more repeats or builds on it",
            "{count} more repeat or build on it",
            len(rows),
            language,
        )
    if all(row.use == "daily-nk" for row in rows):
        return SAY.ngettext("{count} more", "{count} more", len(rows), language)
    return SAY.ngettext(
        "{count} more that names no other figure",
        "{count} more that name no other figure",
        len(rows),
        language,
    )


def add_figure(
    drawing: Drawing, lineage: Lineage, lane: Lane, row: Estimate, at: At, said: tuple[str, ...]
) -> None:
    """Draw a figure's symbol, which says `said` when pointed at."""
    dot = origin_symbol(row.origin_id, at, symbol_size(lineage, lane, row))
    focus = row.id in lineage.chain
    drawing.add(replace(dot, row=row.id, role="point", focus=focus, said=said))
