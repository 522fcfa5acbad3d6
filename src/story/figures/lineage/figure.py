"""The life of a number: which published figures go back to which origin."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import pandas as pd

from story.figures.estimates.rows import estimate_cells
from story.figures.figure import Figure, sources_of
from story.figures.lineage.rows import Lineage, is_derived, line_of_descent, trace_lineage
from story.figures.lineage.scene import draw
from story.figures.lineage.words import SAY
from story.figures.marks import printed_value
from story.figures.scene import PAGE, Sheet
from story.tables import Dataset
from story.tables.model import Estimate
from story.text import Language, joined, number


def lineage(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    focus: Sequence[str] = (),
    origins: Iterable[str] | None = None,
) -> Figure:
    """Draw every dated figure for the camp system in its origin's lane, joined to its parents.

    `focus` (estimate ids) is named and drawn heavier, with all it goes back to; `origins` keeps
    some lanes. Raises ValueError for a choice that is not known.
    """
    found = trace_lineage(dataset, tuple(focus), origins)
    shown = found.seen()
    table = _table(dataset, shown, language)
    return Figure(
        name="lineage",
        scene=draw(dataset, shown, language, sheet),
        table=table,
        headings={
            "label": SAY.gettext("Published by", language),
            "value": SAY.gettext("Figure", language),
            "describes": SAY.gettext("For", language),
            "repeats_of": SAY.gettext("Repeats or builds on", language),
            "origin": SAY.gettext("Goes back to", language),
        },
        title=_title(found, language),
        reading=_reading(language),
        summary=" ".join(_summary(dataset, found, language)),
        sources=sources_of(table),
        notes=(*_shown_said(found, shown, language), *_notes(found, shown, language)),
        whole=None if shown is found else partial(_table, dataset, found, language),
    )


def _table(dataset: Dataset, found: Lineage, language: Language) -> pd.DataFrame:
    """Return one row a mark, lane by lane, then the figures without a date.

    Columns as in the table of `estimates`, with `drawn_as` first (an origin's head), `repeat`
    (repeats or builds on another), `own` or `not-drawn`.
    """
    heads = {lane.head.id for lane in found.lanes}
    kinds = [
        (row, "first" if row.id in heads else "repeat" if is_derived(row) else "own")
        for row in found.rows
    ]
    kinds += [(row, "not-drawn") for row in found.undated]
    records = [estimate_cells(dataset, row, kind, language) for row, kind in kinds]
    numbers = dict.fromkeys(("low", "point", "high", "camps_counted"), "Int64")
    return pd.DataFrame.from_records(records).astype(numbers)


def _stated(found: Lineage) -> int:
    return sum(lane.origin.origin_id != "other" for lane in found.lanes)


def _title(found: Lineage, language: Language) -> str:
    derived = sum(lane.derived for lane in found.lanes)
    if _stated(found) > 1 and derived > len(found.lanes):
        return SAY.gettext("Few origins, many repeats", language)
    if derived and len(found.lanes) == 1:
        return SAY.gettext("One origin, and what was made of it", language)
    return SAY.gettext("Where the published figures come from", language)


def _reading(language: Language) -> str:
    return SAY.gettext(
        "Lines lead a printed bound on to the figure that repeats it: descent, not a trend. Thin "
        "marks are repeats.",
        language,
    )


def _summary(dataset: Dataset, found: Lineage, language: Language) -> Iterator[str]:
    stated = [lane for lane in found.lanes if lane.origin.origin_id != "other"]
    if not stated:
        yield SAY.gettext("The figures shown state no origin.", language)
        return
    yield SAY.gettext(
        "{figures} go back to {origins}; {derived} of them repeat or build on another figure.",
        language,
        figures=SAY.ngettext(
            "{count} published figure",
            "{count} published figures",
            sum(lane.whole for lane in stated),
            language,
        ),
        origins=SAY.ngettext("{count} origin", "{count} origins", len(stated), language),
        derived=sum(lane.derived for lane in stated),
    )
    family = found.family
    if family.size:
        yield SAY.ngettext(
            "{count} of them goes back to one, {label}: {value}.",
            "{count} of them go back to one, {label}: {value}.",
            family.size, language, label=family.root.within("label", language),
            value=printed_value(family.root, language),
        )  # fmt: skip
    last = family.line[-1].id
    if line := line_of_descent(found, last):
        yield _descent_said(dataset, last, line, language)


def _descent_said(dataset: Dataset, row_id: str, line: list[str], language: Language) -> str:
    label, *above = (
        dataset.find(Estimate, item).within("label", language) for item in (row_id, *line)
    )
    return SAY.gettext(
        "{label}, leads back to {line}.",
        language,
        label=label,
        line=SAY.gettext("; ", language).join(above),
    )


def _shown_said(found: Lineage, shown: Lineage, language: Language) -> Iterator[str]:
    """Say how many of how many are drawn, where not all are."""
    if shown is not found:
        yield SAY.gettext(
            "{shown} of {whole} figures are drawn and stand in the table: of each origin the "
            "first, the lowest and the highest of each stretch of time, and what these go back "
            "to. Choose fewer origins to see more of them; the download holds all.",
            language,
            shown=number(len(shown.rows), language),
            whole=number(len(found.rows), language),
        )


def _notes(found: Lineage, shown: Lineage, language: Language) -> Iterator[str]:
    yield SAY.gettext(
        "Count origins, not repeats: a figure often repeated is not better founded for it.",
        language,
    )
    unnamed = sum(row.use == "repeat" and not row.derived_from for row in found.rows)
    if unnamed:
        yield SAY.ngettext(
            "{count} repeats the figure in general use at the time and names no other.",
            "{count} repeat the figure in general use at the time and name no other.",
            unnamed,
            language,
        )
    if shown.undated:
        yield SAY.gettext(
            "In the table only, having no date: {labels}.",
            language,
            labels=joined([row.within("label", language) for row in shown.undated], language),
        )
