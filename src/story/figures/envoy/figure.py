"""The post of US envoy for North Korean human rights: when it was filled, and when vacant.

The strip runs from the first value on record to the day of the last; it says nothing of what came
before or after. Vacancies are hatched.
"""

import pandas as pd

from story.figures.drawing import headed
from story.figures.envoy.rows import Envoy, Spell, envoy_rows
from story.figures.envoy.scene import draw_envoy
from story.figures.envoy.words import notes, reading, span_line, state_text, summary, title
from story.figures.figure import Figure, sources_of
from story.figures.scene import PAGE, Sheet
from story.tables import Dataset
from story.tables.citation import row_citation
from story.tables.model import Event, Observation
from story.text import Language, Phrases

SAY = Phrases("envoy")


def envoy(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    years: tuple[int, int] | None = None,
) -> Figure:
    """Draw the post's spells within `years`, by default within all years on record.

    Raises ValueError for years that run backwards, and where no event dates a change.
    """
    rows = envoy_rows(dataset, years)
    table = _table(dataset, rows, language)
    ends = [spell.closed for spell in rows.spells if spell.closed]
    quoted: list[Observation | Event] = [rows.last, *rows.others, *ends]
    quoted += [rows.op_ed] if rows.op_ed else []
    cited = (item for row in quoted for item in (row.source_id, row.via_source_id) if item)
    return Figure(
        name="envoy",
        scene=headed(
            draw_envoy(rows, language, sheet),
            SAY.gettext("The post of US special envoy for North Korean human rights", language),
        ),
        table=table,
        headings={
            "state_text": SAY.gettext("Post", language),
            "holder": SAY.gettext("Envoy", language),
            "period_text": SAY.gettext("When", language),
            "note": SAY.gettext("Note", language),
            "source_text": SAY.gettext("Source", language),
        },
        title=title(rows, language),
        reading=reading(language),
        summary=summary(rows, language),
        sources=tuple(dict.fromkeys((*sources_of(table), *cited))),
        notes=notes(rows, language),
    )


def _table(dataset: Dataset, rows: Envoy, language: Language) -> pd.DataFrame:
    columns = (
        "record_id", "filled", "start", "end", "source_id", "via_source_id",
        "state_text", "holder", "period_text", "note", "source_text",
    )  # fmt: skip
    cells = [_row(dataset, rows, spell, language) for spell in rows.spells]
    return pd.DataFrame([[cell[name] for name in columns] for cell in cells], columns=list(columns))


def _row(dataset: Dataset, rows: Envoy, spell: Spell, language: Language) -> dict[str, object]:
    rests_on = spell.opened or spell.value
    note = spell.opened.within("title", language) if spell.opened else None
    return {
        "record_id": spell.id,
        "filled": spell.filled,
        "start": spell.start,
        "end": spell.end,
        "source_id": rests_on.source_id,
        "via_source_id": rests_on.via_source_id,
        "state_text": state_text(spell, language),
        "holder": spell.holder(language),
        "period_text": span_line(spell, rows, language),
        "note": note or spell.value.within("note", language),
        "source_text": row_citation(dataset, language, rests_on),
    }
