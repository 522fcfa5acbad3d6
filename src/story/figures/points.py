"""The points of a figure, in words: one short announcement for each mark drawn.

They are made from what readers are shown anyway, the columns with headings, so that a figure need
not say anything twice. A mark is known by the row it stands for.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from story.figures.figure import Figure
from story.text import Language, Phrases

SAY = Phrases("points")
WORDS = 25  # an announcement is heard, and longer ones are not listened to
# Prose, and what only repeats the drawing: too long to be heard, and in the table below.
SILENT = frozenset(
    (
        "note", "source", "source_text", "basis", "quote_text", "accounts", "drawn_text",
        "rating_text",
    )
)  # fmt: skip
# Cells that say too little without their heading.
HEADED = frozenset(
    (
        "describes", "origin", "repeats_of", "camps_counted", "answer_text", "votes_text",
        "value_text",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Point:
    """One mark drawn: the id of its record, what it is called, and what is said of it."""

    id: str
    name: str
    detail: str

    @property
    def text(self) -> str:
        """The announcement: `KINU, January 2013: 80,000–120,000 people; for 2013`."""
        return f"{self.name}: {self.detail}" if self.detail else self.name


def points(figure: Figure, language: Language) -> tuple[Point, ...]:
    """Return the figure's marks in the order of its table, each once.

    `language` is the one the figure was made in. Raises ValueError where a mark has no row.
    """
    drawn = set(figure.scene.rows())
    columns = _id_columns(figure.table, drawn)
    found: dict[str, Point] = {}
    for row in figure.table.to_dict("records"):
        record = next((str(row[name]) for name in columns if row[name] in drawn), "")
        if record and record not in found:
            found[record] = _point(record, row, figure.headings, language)
    missing = drawn - set(found)
    if missing:
        raise ValueError(f"{figure.name} draws marks without a row: {', '.join(sorted(missing))}")
    return tuple(found.values())


def _id_columns(table: pd.DataFrame, drawn: set[str]) -> tuple[str, ...]:
    """Return the fewest columns of ids that name every mark.

    Other columns may hold such an id as well, but as a reference: an estimate and the source that
    printed it can share one.
    """
    ids = {str(name): drawn & set(table[name]) for name in table if str(name).endswith("_id")}
    chosen: list[str] = []
    left = set(drawn)
    while left and ids:
        best = max(ids, key=lambda name: len(left & ids[name]))
        chosen.append(best)
        left -= ids.pop(best)
    return tuple(chosen)


def _point(
    record: str, row: Mapping[Hashable, Any], headings: Mapping[str, str], language: Language
) -> Point:
    spoken = {column: _cell(row[column]) for column in headings if column not in SILENT}
    name, *parts = [
        _said(column, cell, headings[column], language) for column, cell in spoken.items() if cell
    ]
    # A mark of which nothing else is known has only prose to tell what it is.
    parts = parts or [cell for column in headings if (cell := _cell(row[column])) and cell != name]
    room = WORDS - len(name.split())
    kept = []
    for part in parts:
        if len(part.split()) <= room:
            kept.append(part)
            room -= len(part.split())
    return Point(record, name, ("; " if language is Language.EN else ". ").join(kept))


def _cell(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()  # NaN is not itself


def _said(column: str, cell: str, heading: str, language: Language) -> str:
    """Return a cell in words that can be understood without the table around it."""
    if column == "value" and not cell.endswith(("people", "명")):
        return SAY.gettext("{value} people", language, value=cell)
    if column not in HEADED:
        return cell
    if language is Language.EN:
        return f"{heading[:1].lower()}{heading[1:]} {cell}"
    return f"{heading} {cell}" if heading.endswith("?") else f"{heading}: {cell}"
