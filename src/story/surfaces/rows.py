"""A figure's table as a reader is shown it."""

import pandas as pd

from story.figures.figure import Figure


def table_rows(figure: Figure) -> list[list[str]]:
    """Return the cells a reader is shown, as text, blank where a value is unknown."""
    shown = figure.table[list(figure.headings)].astype("object")
    return [
        ["" if pd.isna(cell) else str(cell) for cell in row]
        for row in shown.itertuples(index=False)
    ]
