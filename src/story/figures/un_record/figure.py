"""The UN record: what the Assembly and the Council did about North Korean rights, year by year.

How the Assembly's resolution was adopted, whether the Council met in public or in private, and
whether it referred the situation to the International Criminal Court. A year without a record
was not checked: it is hatched, never drawn as "none".
"""

from collections.abc import Sequence

import pandas as pd

from story.figures.drawing import headed
from story.figures.figure import Figure, sources_of
from story.figures.scene import PAGE, Sheet
from story.figures.un_record.notes import notes, quoted_events
from story.figures.un_record.rows import ROWS, Cell, UnRecord, record
from story.figures.un_record.scene import draw_un_record
from story.figures.un_record.words import (
    note_text,
    reading,
    recorded_text,
    row_text,
    state_text,
    summary,
    title,
    votes_text,
)
from story.tables import Dataset
from story.tables.citation import row_citation, short_citation
from story.tables.model import ClaimSource, Observation
from story.text import Language, Phrases, date, period

SAY = Phrases("un_record")


def un_record(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    focus: Sequence[str] = (),
    years: tuple[int, int] | None = None,
) -> Figure:
    """Draw the matrix of bodies and `years`, with the rows or cells in `focus` framed.

    Rows are `assembly`, `council-open`, `council-closed` and `referral`; a cell is a row with a
    year, such as `assembly-2014`. Raises ValueError for a focus that is neither and for years
    that run backwards.
    """
    rows = record(dataset, focus, years)
    table = _table(dataset, rows, language)
    cited = (
        item
        for event in quoted_events(rows)
        for item in (event.source_id, event.via_source_id)
        if item
    )
    return Figure(
        name="un_record",
        scene=headed(
            draw_un_record(rows, language, sheet),
            SAY.gettext("What UN bodies did on human rights in North Korea, by year", language),
        ),
        table=table,
        headings={
            "row_text": SAY.gettext("Body", language),
            "year_text": SAY.gettext("Year", language),
            "state_text": SAY.gettext("Recorded", language),
            "votes_text": SAY.gettext("Votes", language),
            "note": SAY.gettext("Note", language),
            "source_text": SAY.gettext("Source", language),
        },
        title=title(rows, language),
        reading=reading(language),
        summary=summary(rows, language),
        sources=tuple(dict.fromkeys((*sources_of(table), *cited))),
        notes=notes(rows, language),
    )


def _table(dataset: Dataset, rows: UnRecord, language: Language) -> pd.DataFrame:
    cells = [cell for row in ROWS if row != "referral" for cell in rows.row(row)]
    years = [_cell_row(dataset, cell, language) for cell in cells]
    return pd.DataFrame([*years, *_referral_rows(dataset, rows, language)])


def _cell_row(dataset: Dataset, cell: Cell, language: Language) -> dict[str, object]:
    source, via = cell.sources
    values = [item for item in (cell.record, *cell.votes) if isinstance(item, Observation)]
    return {
        "record_id": values[0].id if values else "",
        "cell_id": cell.id,
        "event_id": cell.event.id if cell.event else "",
        "row": cell.row,
        "year": str(cell.year),
        "state": cell.state,
        "source_id": source,
        "via_source_id": via,
        "row_text": row_text(cell.row, language),
        "year_text": date(str(cell.year), language),
        "state_text": recorded_text(cell, language),
        "votes_text": votes_text(cell, language, "–"),
        "note": note_text(cell, language),
        "source_text": short_citation(dataset, language, source, via) if source else "",
    }


def _referral_rows(dataset: Dataset, rows: UnRecord, language: Language) -> list[dict[str, object]]:
    """One row a source of the claim's account of what followed; the years are one statement."""
    claim = rows.referral
    first, last = (str(year) for year in rows.years)
    return [
        {
            "record_id": claim.id,
            "cell_id": "referral",
            "event_id": "",
            "row": "referral",
            "year": f"{first}/{last}",
            "state": "none-recorded",
            "source_id": item.source_id,
            "via_source_id": item.via_source_id,
            "row_text": row_text("referral", language),
            "year_text": period(first, last, language),
            "state_text": state_text("none-recorded", language),
            "votes_text": "",
            "note": claim.within("since", language),
            "source_text": row_citation(dataset, language, item),
        }
        for item in _since(dataset, claim.id)
    ]


def _since(dataset: Dataset, claim_id: str) -> list[ClaimSource]:
    return [
        source
        for source in dataset.claim_sources
        if source.claim_id == claim_id and source.role == "since"
    ]
