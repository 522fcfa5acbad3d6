"""What this story got wrong: what stood, what is right, since which edition, and why.

Read from the log: a publication that changed what a filled cell of a standing row said has
corrected it, unless whoever published it said that it was right in its time (`update`).
"""

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from story.publishing.archive import Archive, Entry
from story.tables.changes import Key, Labels, Sheets, worded
from story.tables.headings import heading
from story.tables.model import TABLES, Observation, Record, columns
from story.tables.rows import cells_of
from story.text import Language, Phrases, Text, number

SAY = Phrases("corrections")
# How a source was found and read, and where a row is shown: no statement about the world.
BESIDES = frozenset(
    {
        "accessed", "archived_url", "importance", "locator", "other_names", "read_as", "read_from",
        "see_also_ids", "title_ko", "url", "use", "vintage",
    }
)  # fmt: skip
FIRMNESS = {"final": 0, "superseded": 2}
FIELDS = (
    "number", "date", "edition", "table", "row_id", "row_en", "row_ko", "column", "stood", "right",
    "since_date", "since_edition", "reason", "reason_ko",
)  # fmt: skip


Cells: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Corrected:
    """One cell that was wrong; with no `column`, a whole row that was withdrawn.

    `stood` and `right` are as each language writes them, `was` and `now` as the table has them.
    `since`: the first edition on record in which the cell said so. `language`: of its text, where
    it holds text in one.
    """

    table: str
    row_id: str
    row: Text
    column: str
    called: Text
    was: str
    now: str
    stood: Text
    right: Text
    since: Entry
    language: Language | None

    def shown(self, reader: Language, others: Iterable["Corrected"]) -> bool:
        """Whether a reader is shown this cell: of a text in both languages, their own."""
        if self.language in (None, reader):
            return True
        stem = self.column.removesuffix("_ko").removesuffix("_en")
        return not any(
            (other.table, other.row_id, other.language) == (self.table, self.row_id, reader)
            and other.column.removesuffix("_ko").removesuffix("_en") == stem
            for other in others
        )


@dataclass(frozen=True)
class Correction:
    """One publication that corrected something."""

    entry: Entry
    cells: tuple[Corrected, ...]

    def within(self, language: Language) -> tuple[Corrected, ...]:
        """Return the cells that a reader of a language is shown."""
        return tuple(cell for cell in self.cells if cell.shown(language, self.cells))


def corrections(folder: Path) -> tuple[Correction, ...]:
    """Return what was corrected in a data folder, newest first; empty where nothing was."""
    archive = Archive(folder)
    return _found(archive, archive.state()[0])


def corrections_csv(found: Iterable[Correction]) -> str:
    """Return the corrections as CSV, a row a cell, in both languages."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for item in found:
        entry = item.entry
        for cell in item.cells:
            writer.writerow(
                (
                    entry.number, entry.at.date(), entry.edition, cell.table, cell.row_id,
                    cell.row.en, cell.row.ko, cell.column, cell.was, cell.now,
                    cell.since.at.date(), cell.since.edition, entry.reason, entry.reason_ko,
                )
            )  # fmt: skip
    return text.getvalue()


@lru_cache(maxsize=8)
def _found(archive: Archive, last: int) -> tuple[Correction, ...]:
    reading = _Reading(archive)
    log = [entry for entry in archive.entries() if entry.number <= last]
    found = [reading.correction(before, after) for before, after in pairwise(log)]
    return tuple(item for item in reversed(found) if item.cells)


class _Reading:
    """The log, read from its beginning: what each edition says, and since when."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._log = archive.entries()
        self._sheets: dict[tuple[type[Record], str], Mapping[Key, Cells]] = {}
        self._since: dict[tuple[object, ...], Entry] = {}

    def correction(self, before: Entry, after: Entry) -> Correction:
        """Return what an entry corrected; entries are to be asked for in order.

        A table that is damaged in one of the two is compared with nothing.
        """
        changed = [
            kind for kind in TABLES
            if before.files.get(f"{kind.table}.csv") != after.files.get(f"{kind.table}.csv")
            and self._whole(kind, before)
            and self._whole(kind, after)
        ]  # fmt: skip
        cells: list[Corrected] = []
        for kind in changed:
            labels = Labels(self._all(after), self._all(before))
            cells += self._of_table(kind, before, after, labels)
        return Correction(after, () if after.update else tuple(cells))

    def _of_table(
        self, kind: type[Record], before: Entry, after: Entry, labels: Labels
    ) -> Iterator[Corrected]:
        old, new = self._sheet(kind, before), self._sheet(kind, after)
        for key in new.keys() - old.keys():
            self._since[kind, key] = after
        for key, was in old.items():
            now = new.get(key)
            if now is None:
                yield self._withdrawn(kind, key, was, labels)
                continue
            for column in columns(kind):
                name = column.name
                then, here = was.get(name, ""), now.get(name, "")
                if then == here:
                    continue
                if then.strip() and name not in BESIDES and here != "superseded":
                    yield self._cell(kind, key, name, (then, here), labels, now)
                self._since[kind, key, name] = after

    def _cell(
        self,
        kind: type[Record],
        key: Key,
        name: str,
        values: tuple[str, str],
        labels: Labels,
        row: Cells,
    ) -> Corrected:
        stood, right = (_said(kind, name, value, labels) for value in values)
        if _is_text(kind, name):
            stood, right = _differing(stood, right)
        tongue = name.rpartition("_")[2]
        paired = f"{name}_ko" in kind.model_fields
        return Corrected(
            kind.table, "/".join(key), labels.row(kind, row), name, heading(name), *values,
            stood, right, self._began(kind, key, name),
            Language(tongue) if tongue in set(Language) else Language.EN if paired else None,
        )  # fmt: skip

    def _withdrawn(self, kind: type[Record], key: Key, row: Cells, labels: Labels) -> Corrected:
        name = labels.row(kind, row)
        return Corrected(
            kind.table, "/".join(key), name, "", SAY.both("the whole row"), name.en, "",
            name, SAY.both("withdrawn"), self._began(kind, key, ""), None,
        )  # fmt: skip

    def _began(self, kind: type[Record], key: Key, name: str) -> Entry:
        """Return the first edition that says what a cell says, the first on record at the least."""
        found = self._since.get((kind, key, name)) or self._since.get((kind, key))
        return found or self._log[0]

    def _sheet(self, kind: type[Record], entry: Entry) -> Mapping[Key, Cells]:
        kept = entry.files.get(f"{kind.table}.csv", "")
        if (kind, kept) not in self._sheets:
            text = self._text(kept)
            rows = list(cells_of(kind, text))
            self._sheets[kind, kept] = (
                _values(rows) if kind is Observation else {_key(kind, row): row for row in rows}
            )
        return self._sheets[kind, kept]

    def _text(self, kept: str) -> str:
        try:
            return self._archive.content(kept).decode() if kept else ""
        except ValueError:  # damaged, or no text
            return ""

    def _whole(self, kind: type[Record], entry: Entry) -> bool:
        kept = entry.files.get(f"{kind.table}.csv", "")
        return not kept or self._archive.has(kept)

    def _all(self, entry: Entry) -> Sheets:
        return {kind: self._sheet(kind, entry) for kind in TABLES}


def _key(kind: type[Record], cells: Cells) -> Key:
    return tuple(cells.get(name, "") for name in kind.key)


def _values(rows: Iterable[Cells]) -> Mapping[Key, Cells]:
    """Return the values of the series by series and period, as far as they are in force.

    Of several for one period the firmest is: what another status or printing says is told from it
    by its own value, so that a value which is replaced is not taken for one that was withdrawn.
    """
    found: dict[Key, Cells] = {}
    firmest = sorted(rows, key=lambda row: FIRMNESS.get(row.get("status", ""), 1))
    for item in firmest:
        key = (item.get("series_id", ""), item.get("period", ""))
        taken = key in found or item.get("status") == "superseded"
        found[(*key, item.get("value", "")) if taken else key] = item
    return found


def _said(kind: type[Record], name: str, value: str, labels: Labels) -> Text:
    form = next(column.cell.form for column in columns(kind) if column.name == name)
    if not value:
        return SAY.both("nothing")
    if form == "number":
        try:
            return Text(*(number(float(value), item) for item in Language))
        except ValueError:
            return Text(value, value)
    return worded(kind, name, value, labels)


def _is_text(kind: type[Record], name: str) -> bool:
    return next(column.cell.form for column in columns(kind) if column.name == name) == "text"


def _differing(stood: Text, right: Text) -> tuple[Text, Text]:
    """Return only the sentences that differ, in each language."""
    pairs = [_sentences(stood.within(item), right.within(item)) for item in Language]
    unsaid, gone = SAY.both("not said"), SAY.both("taken out")
    return (
        Text(pairs[0][0] or unsaid.en, pairs[1][0] or unsaid.ko),
        Text(pairs[0][1] or gone.en, pairs[1][1] or gone.ko),
    )


def _sentences(before: str, after: str) -> tuple[str, str]:
    old, new = (re.split(r"(?<=[.!?])\s+", item) for item in (before, after))
    kept: tuple[list[str], list[str]] = ([], [])
    for step, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step != "equal":
            kept[0].extend(old[a:b])
            kept[1].extend(new[c:d])
    return " ".join(kept[0]), " ".join(kept[1])
