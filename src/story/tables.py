"""CSV text to records and back: the dataset, and the only door to the files under `data/`."""

import csv
import hashlib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

import pandas as pd
from pydantic import ValidationError

from story import model
from story.model import TABLES, Record

ROOT = Path(__file__).parents[2]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell or row, said to the person who can mend it.

    `row` is the row number as a spreadsheet shows it (the header is row 1), 0 for the whole file.
    """

    table: str
    row: int
    column: str
    value: str
    message: str
    fix: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True)
class Dataset:
    """Every table of one edition, validated, immutable and shared by all readers.

    `edition` is the first twelve hex digits of the SHA-256 over all tables.
    """

    edition: str
    folder: Path
    sources: tuple[model.Source, ...]
    origins: tuple[model.Origin, ...]
    estimates: tuple[model.Estimate, ...]
    camps: tuple[model.Camp, ...]
    camp_lists: tuple[model.CampList, ...]
    camp_status: tuple[model.CampStatus, ...]
    camp_populations: tuple[model.CampPopulation, ...]
    imagery: tuple[model.Imagery, ...]
    events: tuple[model.Event, ...]
    event_codes: tuple[model.EventCode, ...]
    claims: tuple[model.Claim, ...]
    claim_sources: tuple[model.ClaimSource, ...]
    series: tuple[model.Series, ...]
    observations: tuple[model.Observation, ...]

    @cached_property
    def _index(self) -> Mapping[tuple[type[Record], str], Record]:
        return {(type(one), one.id): one for kind in TABLES for one in self.all(kind)}

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of one table, in the file's order."""
        found: tuple[R, ...] = getattr(self, kind.table)
        return found

    def find(self, kind: type[R], record_id: str) -> R:
        """Return the record of `kind` with this id; raises KeyError where there is none."""
        found = self._index[kind, record_id]
        assert isinstance(found, kind)
        return found

    def frame(self, kind: type[Record]) -> pd.DataFrame:
        """Return one table as text, cell by cell as in its CSV, for searching and downloads."""
        rows = [[cell(getattr(one, name)) for name in kind.model_fields] for one in self.all(kind)]
        return pd.DataFrame(rows, columns=list(kind.model_fields), dtype="str")


class BrokenData(Exception):
    """The tables hold errors; `problems` says all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the data")
        self.problems = problems


def data_folder() -> Path:
    """Return the folder of the tables: `STORY_DATA` where it is set, else `data/`."""
    return Path(os.environ.get("STORY_DATA", ROOT / "data"))


def edition_of(folder: Path) -> str:
    """Return the content hash that names the edition in `folder`."""
    digest = hashlib.sha256()
    for kind in TABLES:
        path = folder / f"{kind.table}.csv"
        digest.update(kind.table.encode() + b"\0")
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:12]


def read(kind: type[R], text: str) -> tuple[tuple[R, ...], tuple[Problem, ...]]:
    """Read one table's CSV text into records and problems; never raises on bad content."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    expected = list(kind.model_fields)
    header = rows[0] if rows else []
    if problems := _header_problems(kind, header, expected):
        return (), problems
    records: list[R] = []
    found: list[Problem] = []
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(header):
            found.append(_width_problem(kind, number, cells, len(header)))
            continue
        row = dict(zip(header, cells, strict=True))
        try:
            records.append(kind.model_validate(row))
        except ValidationError as error:
            found.extend(_cell_problems(kind, number, row, error))
    return tuple(records), tuple(found)


def cell(value: object) -> str:
    """Write one value as a CSV cell: blank for unknown, lists with semicolons."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value}"
    return str(value)


def load(folder: Path | None = None) -> Dataset:
    """Read and validate every table of `folder` (default: `data_folder()`) into a Dataset.

    Raises BrokenData with all problems where a table cannot be read.
    """
    folder = folder or data_folder()
    problems: list[Problem] = []
    tables: dict[str, tuple[Record, ...]] = {}
    for kind in TABLES:
        path = folder / f"{kind.table}.csv"
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            problems.append(_file_problem(kind, "The file is missing.", "Put it back."))
            continue
        except UnicodeDecodeError:
            problems.append(
                _file_problem(kind, "The file is not UTF-8.", "Save it as “CSV UTF-8”.")
            )
            continue
        tables[kind.table], found = read(kind, text)
        problems.extend(found)
    if problems:
        raise BrokenData(tuple(problems))
    return Dataset(edition=edition_of(folder), folder=folder, **tables)  # type: ignore[arg-type]


def _file_problem(kind: type[Record], message: str, fix: str) -> Problem:
    return Problem(kind.table, 0, "", "", message, fix)


def _header_problems(
    kind: type[Record], header: list[str], expected: list[str]
) -> tuple[Problem, ...]:
    missing = [name for name in expected if name not in header]
    unknown = [name for name in header if name not in expected]
    return tuple(
        [
            Problem(kind.table, 1, name, "", f"The column `{name}` is missing.", "Add the column.")
            for name in missing
        ]
        + [
            Problem(kind.table, 1, name, name, f"The column `{name}` is not known.", "Remove it.")
            for name in unknown
        ]
    )


def _width_problem(kind: type[Record], number: int, cells: list[str], width: int) -> Problem:
    return Problem(
        kind.table, number, "", str(len(cells)),
        f"The row has {len(cells)} cells; the header has {width}.",
        "Look for a missing quotation mark or a comma too many.",
    )


def _cell_problems(
    kind: type[Record], number: int, row: Mapping[str, str], error: ValidationError
) -> list[Problem]:
    return [
        Problem(
            kind.table, number, str(one["loc"][0]), row.get(str(one["loc"][0]), ""),
            one["msg"], "Correct the cell.",
        )
        for one in error.errors(include_url=False)
    ]
