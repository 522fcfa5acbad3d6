"""A figure is one value in three equal forms: scene, table and summary, with its sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from story.figures.scene import Scene
from story.tables.formulas import inert


@dataclass(frozen=True)
class Figure:
    """What a figure function returns; every surface shows or offers all of it.

    `scene`: what is drawn. `table`: a frame with one row a mark drawn, column names as in
    the data (machine names, with `source_id` and the row's id), ready to be written as CSV.
    `headings`: the table's columns a reader is shown, in order, with their words. `title`: the
    finding, as a sentence. `reading`: what is drawn and how to read it. `summary`: one to three
    sentences generated from the data. `notes`: cautions that must stand beside the figure.
    `sources`: ids of the sources drawn from, in order of first use. `annotation`: what a chapter
    says at this state of the figure, blank outside the story. `whole` makes the table with every
    row, where there are more than can be drawn one by one and `table` has only those.
    """

    name: str
    scene: Scene
    table: pd.DataFrame
    headings: Mapping[str, str]
    title: str
    reading: str
    summary: str
    sources: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())
    annotation: str = ""
    whole: Callable[[], pd.DataFrame] | None = None

    def every_row(self) -> pd.DataFrame:
        """Return the table with what is only counted in the drawing."""
        return self.whole() if self.whole else self.table

    @cached_property
    def csv(self) -> bytes:
        """The table as a CSV file, with a byte order mark so that Excel reads the Korean.

        Nothing in it runs as a formula.
        """
        return self.rows_csv(self.every_row())

    def rows_csv(self, rows: pd.DataFrame) -> bytes:
        """Return rows of the table as a CSV file, as `csv` does."""
        safe = rows.map(lambda cell: inert(cell) if isinstance(cell, str) else cell)
        return safe.to_csv(index=False).encode("utf-8-sig")


def sources_of(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids in a table's `source_id` and `via_source_id`, each once, in order."""
    columns = [c for c in ("source_id", "via_source_id") if c in table]
    ids = (str(value) for row in table[columns].itertuples(index=False) for value in row)
    return tuple(dict.fromkeys(item for item in ids if item and item != "nan"))
