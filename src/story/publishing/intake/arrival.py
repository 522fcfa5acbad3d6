"""What arrives, and what is made of it: rows with the place each came from, notes, problems."""

from collections.abc import Mapping
from dataclasses import dataclass

from story.publishing.intake.grid import Grid
from story.tables.changes import Key
from story.tables.model import Record
from story.tables.problem import Problem
from story.text import Text

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Upload:
    """A file as somebody gives it: its name and its bytes.

    `written`: when, in seconds since 1970, 0 where that is not known.
    """

    name: str
    content: bytes
    written: float = 0.0


@dataclass(frozen=True)
class Limits:
    """How much one file may hold."""

    size: int = 50 * MEGABYTE  # bytes
    rows: int = 200_000
    columns: int = 200


# At the desk, and for the command as long as nobody asks for more.
USUAL = Limits(size=5 * MEGABYTE, rows=20_000)


@dataclass(frozen=True)
class Place:
    """Where something stands in a file somebody gave.

    `sheet` is blank for CSV. `row` as the spreadsheet numbers it, 0 for the whole sheet; `letter`
    of the column, blank for the whole row.
    """

    file: str
    sheet: str = ""
    row: int = 0
    letter: str = ""


@dataclass(frozen=True)
class Located:
    """A problem, and where it stands in the file that somebody gave; None: in the data as it is."""

    problem: Problem
    place: Place | None


@dataclass(frozen=True)
class Note:
    """How something was read that was not written the way the tables are.

    `before` and `after`: the first such cell, as it stood and as it was read, blank where the
    note is about a file or a sheet. `count`: how many cells were read so.
    """

    message: Text
    place: Place
    column: str = ""
    before: str = ""
    after: str = ""
    count: int = 1


@dataclass(frozen=True)
class Row:
    """A row that arrived: its number in the file, and the cells of the columns that are there."""

    number: int
    key: Key
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Arrival:
    """One table that arrived; `letters`: the columns that are there, and where each stands."""

    kind: type[Record]
    file: str
    sheet: str
    letters: Mapping[str, str]
    rows: tuple[Row, ...]

    def place(self, row: int, column: str = "") -> Place:
        """Return the place of a cell, or of a whole row."""
        return Place(self.file, self.sheet, row, self.letters.get(column, ""))


@dataclass(frozen=True)
class Intake:
    """Everything that arrived; `grids`: every sheet as it stood, for a marked copy."""

    arrivals: tuple[Arrival, ...]
    notes: tuple[Note, ...]
    problems: tuple[Located, ...]
    grids: tuple[Grid, ...] = ()
