"""The cells behind a chart: what the office edits, and what the chart then follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook

# Korean too counts by thousands here: no number format divides by ten thousand.
NUMBERS = "#,##0"
Cell = str | float | date | None


@dataclass(frozen=True)
class Column:
    """A column of the sheet behind a chart; `formula` is written into each cell that has a value.

    `{row}` in a formula is the row's number, `{value}` what the cell holds now.
    """

    at: int
    heading: str
    values: tuple[Cell, ...]
    formula: str = ""

    @property
    def letter(self) -> str:
        """The name of the column."""
        return chr(ord("A") + self.at)

    @property
    def name(self) -> str:
        """The address of its heading."""
        return f"Sheet1!${self.letter}$1"

    def __getitem__(self, rows: slice) -> "Cells":
        """Return some of its cells."""
        first, last, _ = rows.indices(len(self.values))
        return Cells((self,), first, last)


@dataclass(frozen=True)
class Cells:
    """Cells of one column from row `first` on, or those of one row in columns side by side."""

    columns: tuple[Column, ...]
    first: int
    last: int = 0

    @property
    def address(self) -> str:
        """Where they are, as a formula says it."""
        first, *_, last = (*self.columns, self.columns[-1])
        end = max(self.last, self.first + 1)
        return f"Sheet1!${first.letter}${self.first + 2}:${last.letter}${end + 1}"

    @property
    def values(self) -> tuple[Cell, ...]:
        """What they hold."""
        if len(self.columns) > 1:
            return tuple(column.values[self.first] for column in self.columns)
        return self.columns[0].values[self.first : self.last]


class Sheet:
    """The cells behind a chart, column by column."""

    def __init__(self) -> None:
        self.columns: list[Column] = []

    def add(self, heading: str, values: Iterable[Cell], formula: str = "") -> Column:
        """Add a column and return it."""
        made = Column(len(self.columns), heading, tuple(values), formula)
        self.columns.append(made)
        return made

    def written(self) -> bytes:
        """Return the workbook. No cell that begins with `=` is a formula unless it is ours."""
        made = BytesIO()
        with Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("Sheet1")
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            number = book.add_format({"num_format": NUMBERS})
            for column in self.columns:
                sheet.set_column(column.at, column.at, 34 if column.at == 0 else 18)
                sheet.write_string(0, column.at, column.heading)
                for row, value in enumerate(column.values, start=1):
                    if isinstance(value, str):
                        sheet.write_string(row, column.at, value)
                    elif isinstance(value, date):
                        sheet.write_datetime(row, column.at, value, day)
                    elif value is not None and column.formula:
                        written = column.formula.format(row=row + 1, value=value)
                        sheet.write_formula(row, column.at, written, number, value)
                    elif value is not None:
                        sheet.write_number(row, column.at, value, number)
        return made.getvalue()
