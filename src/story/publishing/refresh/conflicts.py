"""Three-way, cell by cell: what a file says, what it was begun from, and what is published now.

A file that was begun from an earlier edition holds cells that others have corrected since. Where it
says its edition, that is the base. Where it does not, a cell that would be again what it was before
goes back; and the base is the edition that the file is most like.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from story.publishing.archive import Entry
from story.publishing.intake import Arrival, Place
from story.publishing.refresh.past import Past
from story.tables.changes import Key, Sheet, Sheets
from story.tables.model import Record

# A cell: `back` to what it was before, `both` have changed it, `again` on purpose what it was.
# A row: `withdrawn` by others, `restored` on purpose; `corrected` or `added` by others, and missing
# in a file whose missing rows are to go.
What = Literal["back", "both", "again", "withdrawn", "restored", "corrected", "added"]
KEEP, TAKE = "keep", "take"
ON_PURPOSE = frozenset({"again", "restored"})


@dataclass(frozen=True)
class Base:
    """What a file was begun from: rows of its table. `said`: whether the file says so itself."""

    sheet: Sheet
    said: bool


@dataclass(frozen=True)
class Conflict:
    """A cell, or a row (`column` blank), that would take back what was published by others.

    `base`, `now` and `given`: its values, None where there is no such row. `entry`: the
    publication since which it is as it is now, None where the files were edited by hand since.
    """

    what: What
    kind: type[Record]
    key: Key
    column: str
    base: str | None
    now: str | None
    given: str | None
    entry: Entry | None
    place: Place | None

    @property
    def cell(self) -> tuple[type[Record], Key, str]:
        """Its table, row and column."""
        return self.kind, self.key, self.column

    @property
    def name(self) -> str:
        """The name by which it is answered: table, row and column."""
        return "/".join(part for part in (self.kind.table, *self.key, self.column) if part)

    @property
    def group(self) -> str:
        """The name of the question that it shares with its like."""
        return f"{self.kind.table}-{self.what}-{self.entry.number if self.entry else 0}"

    @property
    def default(self) -> str:
        """What is done where nobody answers: the newer publication stays."""
        return TAKE if self.what in ON_PURPOSE else KEEP

    def answer(self, answers: Mapping[str, str]) -> str:
        """Return `keep` (what is published stays) or `take` (what the file says is taken)."""
        return answers.get(self.name) or answers.get(self.group) or self.default


def find_conflicts(
    begun: Iterable[tuple[Arrival, Base]], past: Past, now: Sheets, withdrawn: frozenset[str]
) -> tuple[Conflict, ...]:
    """Return everything in the files, each with its base, that others published otherwise."""
    given = list(begun)
    found = [item for arrival, base in given for item in _of_file(arrival, base, past, now)]
    for kind in dict.fromkeys(arrival.kind for arrival, _ in given):
        if kind.table in withdrawn:
            some = [entry for entry in given if entry[0].kind is kind]
            found += _of_missing(kind, some, past, now)
    return tuple(found)


def base_of(
    arrival: Arrival, edition: str, past: Past, now: Sheets, current: str, *, whole: bool
) -> Base:
    """Return what a file was begun from: the edition it says, else the one it is most like.

    `current`: the edition that readers are given. `whole`: whether missing rows are to go.
    """
    if edition == current:
        return Base(now.get(arrival.kind, {}), said=True)
    if edition and (entry := past.entry(edition)):
        return Base(past.sheet(arrival.kind, entry.number), said=True)
    nearest = past.nearest(arrival, whole=whole)
    return Base(now.get(arrival.kind, {}) if nearest is None else nearest, said=False)


def _of_file(arrival: Arrival, base: Base, past: Past, now: Sheets) -> Iterator[Conflict]:
    kind, sheet = arrival.kind, now.get(arrival.kind, {})
    for row in arrival.rows:
        stands = sheet.get(row.key)
        if stands is None:
            if past.had(kind, row.key):
                gone: What = "restored" if base.said and row.key not in base.sheet else "withdrawn"
                yield Conflict(
                    gone, kind, row.key, "", None, None, "",
                    past.author(kind, row.key), arrival.place(row.number),
                )  # fmt: skip
            continue
        for column, value in row.cells.items():
            then = stands.get(column, "")
            what = _what(arrival, row.key, column, value, then, base, past)
            if value != then and what:
                cells = base.sheet.get(row.key)
                yield Conflict(
                    what, kind, row.key, column,
                    None if cells is None else cells.get(column, ""), then, value,
                    past.author(kind, row.key, column), arrival.place(row.number, column),
                )  # fmt: skip


def _what(
    arrival: Arrival, key: Key, column: str, given: str, now: str, base: Base, past: Past
) -> What | None:
    """Return what a cell that the file would change does to others' work, None for nothing."""
    if given == now:
        return None
    cells = base.sheet.get(key)
    then = None if cells is None else cells.get(column, "")
    before = given in past.was(arrival.kind, key, column)
    if then == now:
        if not before:
            return None
        return "again" if base.said else "back"
    return "back" if given == then or (before and not base.said) else "both"


def _of_missing(
    kind: type[Record], begun: list[tuple[Arrival, Base]], past: Past, now: Sheets
) -> Iterator[Conflict]:
    """Find rows that would be withdrawn although others added or corrected them since."""
    there = {row.key for arrival, _ in begun for row in arrival.rows}
    for key, cells in now.get(kind, {}).items():
        if key in there:
            continue
        states = [base.sheet.get(key) for _, base in begun]
        what: What
        if any(state is None for state in states):
            what = "added"
        elif any(item != cells for item in states):
            what = "corrected"
        else:
            continue
        yield Conflict(what, kind, key, "", "", "", None, past.author(kind, key), None)
