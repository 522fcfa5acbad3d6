"""Back to an earlier edition, or one publication among later ones taken back alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from story.publishing.archive import Archive, Entry
from story.publishing.folder import Files, examine_files
from story.publishing.intake import Located
from story.publishing.refresh.base import Base, stands
from story.publishing.refresh.past import Past, rows_in
from story.publishing.refresh.plan import NOTHING, Plan, Stuck, of_story
from story.publishing.refresh.questions import published
from story.publishing.refresh.withdrawing import hanging, named
from story.tables.changes import Changes, Key, Labels, Sheets, compare
from story.tables.headings import heading
from story.tables.model import TABLES, Record, columns
from story.tables.rows import heading_of, write_cells
from story.text import Phrases, Text

SAY = Phrases("refresh")
Rows = dict[type[Record], dict[Key, Mapping[str, str]]]


def back(folder: Path, number: int = 0) -> Plan:
    """Return what would happen if an earlier edition were brought back; nothing is written.

    `number`: its entry in the log; without one, the edition before the one readers are given.
    Raises KeyError where there is none, Damaged where it is not whole.
    """
    base = stands(folder)
    archive = Archive(folder)
    entries = archive.entries()
    entry = _entry(entries, number) if number else _before(entries, base)
    files = Files(folder, archive.contents(entry, offer=True), kept=True)
    found = examine_files(files)
    problems = tuple(Located(error, None) for error in found.errors)
    later = tuple(item for item in entries if item.number > entry.number)
    made = Plan(base, NOTHING, found, files, (*problems, *of_story(base, found)), "undo")
    return replace(made, taken_back=later)


def _entry(entries: tuple[Entry, ...], number: int) -> Entry:
    found = [entry for entry in entries if entry.number == number]
    if not found:
        raise KeyError(number)
    return found[0]


def _before(entries: tuple[Entry, ...], base: Base) -> Entry:
    """Return the last edition in the log that is not the one readers are given now."""
    if entries and entries[-1].edition != base.files.edition:
        return entries[-1]
    if len(entries) < 2:
        raise KeyError(0)
    return entries[-2]


def back_alone(folder: Path, number: int) -> Plan:
    """Return what would happen if one publication were taken back and the later ones kept.

    What others have changed since, and what later rows hang on, stays, and is said. Raises KeyError
    where the log has no such number, or begins with it; Damaged where it or the edition before it
    is not whole.
    """
    base = stands(folder)
    archive = Archive(folder)
    entries = archive.entries()
    if number < 2:
        raise KeyError(number)
    taken = _entry(entries, number)
    then, entry = archive.contents(archive.entry(number - 1)), archive.contents(taken)
    taking = _Taking(base, Past(archive, base.sheets), compare(_sheets(then), _sheets(entry)))
    taking.take()
    contents = taking.contents(then, entry) | taking.maps(then, entry)
    headings = {name: heading_of(content) for name, content in base.files.contents.items()
                if name.endswith(".csv")}  # fmt: skip
    files = Files(folder, contents, base.files.closed, published=headings)
    found = examine_files(files)
    problems = tuple(Located(error, None) for error in found.errors)
    made = Plan(base, NOTHING, found, files, (*problems, *of_story(base, found)), "undo")
    return replace(made, taken_back=(taken,), stuck=tuple(taking.stuck))


def _sheets(contents: Mapping[str, bytes]) -> Sheets:
    return {
        kind: rows_in(kind, contents[name].decode(errors="replace"))
        for kind in TABLES
        if (name := f"{kind.table}.csv") in contents
    }


class _Taking:
    """The tables while one publication is taken out of them."""

    def __init__(self, base: Base, past: Past, changes: Changes) -> None:
        self._base, self._past, self._changes = base, past, changes
        self.rows: Rows = {kind: dict(sheet) for kind, sheet in base.sheets.items()}
        self.stuck: list[Stuck] = []
        self._kept: set[tuple[type[Record], Key]] = set()

    def take(self) -> None:
        """Take back what can be taken back, and note what cannot."""
        for table in self._changes.tables:
            for row in table.changed:
                for column in row.columns:
                    self._cell(table.kind, row.key, column, row.before, row.after)
            for key, cells in table.added.items():
                self._added(table.kind, key, cells)
            for key, cells in table.removed.items():
                self._removed(table.kind, key, cells)
        while self._hold_on():
            pass

    def _cell(
        self, kind: type[Record], key: Key, column: str, before: Mapping[str, str],
        after: Mapping[str, str],
    ) -> None:  # fmt: skip
        stands = self.rows[kind].get(key)
        if stands is None:
            self._since(kind, key, "")
        elif stands.get(column, "") == after.get(column, ""):
            self.rows[kind][key] = {**stands, column: before.get(column, "")}
        elif stands.get(column, "") != before.get(column, ""):
            self._since(kind, key, column)

    def _added(self, kind: type[Record], key: Key, cells: Mapping[str, str]) -> None:
        stands = self.rows[kind].get(key)
        if stands is not None and dict(stands) == dict(cells):
            del self.rows[kind][key]
        elif stands is not None:
            self._since(kind, key, "")

    def _removed(self, kind: type[Record], key: Key, cells: Mapping[str, str]) -> None:
        stands = self.rows[kind].get(key)
        if stands is None:
            self.rows[kind][key] = cells
        elif dict(stands) != dict(cells):
            self._since(kind, key, "")

    def _since(self, kind: type[Record], key: Key, column: str) -> None:
        who, when = published(self._past.author(kind, key, column))
        if key in self.rows[kind]:
            why = SAY.both("{who} changed it {when}; it stays as it is.", who=who, when=when)
        else:
            why = SAY.both("{who} withdrew the row {when}.", who=who, when=when)
        self.stuck.append(Stuck(kind, key, column, why))

    def _hold_on(self) -> bool:
        """Put back rows that later rows hang on, and cells that would point to nothing."""
        for change in self._changes.tables:
            for key, cells in change.added.items():
                if key not in self.rows[change.kind] and self._needed(change.kind, key):
                    self.rows[change.kind][key] = cells
                    return True
            for row in (*change.removed, *(item.key for item in change.changed)):
                if row in self.rows[change.kind] and self._lost(change.kind, row):
                    return True
        return False

    def _needed(self, kind: type[Record], key: Key) -> bool:
        if key not in self._base.sheets.get(kind, {}):
            return False
        rows = hanging(kind, key, self.rows)
        if rows:
            labels = Labels(self.rows, self._base.sheets)
            why = SAY.both("Rows hang on it: {names}.", names=named(rows, self.rows, labels))
            self.stuck.append(Stuck(kind, key, "", why))
        return bool(rows)

    def _lost(self, kind: type[Record], key: Key) -> bool:
        """Whether a row taken back points to nothing; it is then left as it stands."""
        for column in columns(kind):
            if not column.references or (kind, key) in self._kept:
                continue
            table, _, name = column.references.partition(".")
            known = {
                cells.get(name, "")
                for other, sheet in self.rows.items()
                if other.table == table
                for cells in sheet.values()
            }
            value = self.rows[kind][key].get(column.name, "")
            missing = [each for each in value.split(";") if each and each not in known]
            if missing:
                self._leave(kind, key, column.name, missing[0])
                return True
        return False

    def _leave(self, kind: type[Record], key: Key, column: str, value: str) -> None:
        self._kept.add((kind, key))
        why = SAY.both("“{value}”, to which it would point again, is not there.", value=value)
        self.stuck.append(Stuck(kind, key, column, why))
        stands = self._base.sheets.get(kind, {}).get(key)
        if stands is None:
            del self.rows[kind][key]
        else:
            self.rows[kind][key] = stands

    def contents(self, then: Mapping[str, bytes], entry: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files with the tables as they are now.

        A table that is again as it was before the publication is so byte for byte.
        """
        found = dict(self._base.files.contents)
        for kind in TABLES:
            name = f"{kind.table}.csv"
            if then.get(name) == entry.get(name) or name not in then:
                continue
            before = rows_in(kind, then[name].decode(errors="replace"))
            if found.get(name) == entry.get(name) and self.rows[kind] == before:
                found[name] = then[name]
                continue
            sheet = _in_order(self.rows[kind], list(self._base.sheets.get(kind, {})), list(before))
            if list(sheet.items()) != list(self._base.sheets.get(kind, {}).items()):
                found[name] = write_cells(kind, sheet.values()).encode()
        return found

    def maps(self, then: Mapping[str, bytes], entry: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the map's files that the publication changed, as they were before it."""
        found = {}
        for name in sorted({*then, *entry}):
            if name.startswith("geo/") and then.get(name) != entry.get(name) and name in then:
                if self._base.files.contents.get(name) == entry.get(name):
                    found[name] = then[name]
                else:
                    self.stuck.append(Stuck(None, (name,), "", _changed_since()))
        return found


def _in_order(
    rows: Mapping[Key, Mapping[str, str]], order: Sequence[Key], before: Sequence[Key]
) -> Mapping[Key, Mapping[str, str]]:
    """Return rows in their order; one that comes back stands behind the one it stood behind."""
    found = [key for key in order if key in rows]
    place: Key | None = None
    for key in before:
        if key in rows and key not in order:
            found.insert(found.index(place) + 1 if place in found else 0, key)
        if key in rows:
            place = key
    return {key: rows[key] for key in found}


def _changed_since() -> Text:
    return SAY.both("It was changed again since; it stays as it is.")


def stuck_said(plan: Plan) -> Iterator[Text]:
    """Yield what cannot be taken back, cell by cell, with the reason."""
    for item in plan.stuck:
        if item.kind is None:
            yield SAY.both("{row}: {why}", row=item.key[0], why=item.why)
            continue
        cells = plan.labels.now.get(item.kind, {}).get(item.key)
        cells = cells or plan.labels.then.get(item.kind, {}).get(item.key)
        label = plan.labels.row(
            item.kind, cells or dict(zip(item.kind.key, item.key, strict=False))
        )
        row = SAY.both("“{name}”", name=label)
        if item.column:
            yield SAY.both(
                "{table}, {row}, {column}: {why}", table=item.kind.called, row=row,
                column=heading(item.column), why=item.why,
            )  # fmt: skip
        else:
            yield SAY.both("{table}, {row}: {why}", table=item.kind.called, row=row, why=item.why)
