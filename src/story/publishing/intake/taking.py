"""Take files in: decode, split, recognise, and read each cell the way the tables write it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from story.publishing.intake.arrival import (
    Arrival,
    Intake,
    Limits,
    Located,
    Note,
    Place,
    Row,
    Upload,
)
from story.publishing.intake.cells import Read, Reader, how_read, reader_of
from story.publishing.intake.decoding import WORD, decode
from story.publishing.intake.doubts import Answers, Refusal, settled
from story.publishing.intake.grid import Grid, Merged, Raw, column_letter, split
from story.publishing.intake.lost import lost_characters
from story.publishing.intake.opened import Refused
from story.publishing.intake.recognising import Recognised, nearest, recognise, unrecognised
from story.publishing.intake.sheets import BLANK, Body, body_of, spread, struck, unstruck
from story.publishing.intake.workbook import is_workbook, read_workbook, refuse_other
from story.tables.changes import Key, Sheet, Sheets
from story.tables.model import Observation, Record, Series, columns, identifying
from story.tables.problem import Answer, Problem, Spot, doubtful, error
from story.tables.rows import other_width, unsplittable
from story.text import Language, Phrases, Text, number

SAY = Phrases("intake")
WEIGHED = 400  # rows of a file by which its encoding is weighed
PER_CENT = ("per cent", "percent", "%")
FIGURES = ("low", "point", "high")


def take(
    uploads: Iterable[Upload],
    now: Sheets,
    *,
    encoding: str = "",
    limits: Limits | None = None,
    answers: Answers | None = None,
) -> Intake:
    """Read the files; what they hold never raises.

    `now`: the rows of the tables as they are, to compare with. `encoding` of the CSV files,
    where somebody says it. `answers`: what was answered to doubts, by their keys.
    """
    taking = _Taking(now, encoding, limits or Limits(), answers or {})
    for upload in uploads:
        taking.file(upload)
    return Intake(
        tuple(taking.arrivals),
        tuple(taking.notes.values()),
        tuple(taking.problems),
        tuple(taking.grids),
    )


@dataclass
class _Known:
    """What the data holds, as evidence of how a file is stored."""

    now: Sheets
    file: str

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(
            word.casefold()
            for sheet in self.now.values()
            for cells in sheet.values()
            for value in cells.values()
            for word in WORD.findall(value)
        )

    def knows(self, word: str) -> bool:
        return word.casefold() in self._words

    def matches(self, text: str) -> int:
        grid = split(self.file, text, WEIGHED)
        found = recognise(grid)
        if not found or not set(identifying(found.kind)) <= set(found.columns.values()):
            return 0
        sheet = self.now.get(found.kind, {})
        key_of = keys_of(found.kind, set(found.columns.values()), sheet)
        count = 0
        for row, raw in grid.rows:
            if row <= found.row:
                continue
            cells = {
                name: raw[at].text.strip() for at, name in found.columns.items() if at < len(raw)
            }
            if not set(identifying(found.kind)) <= set(cells):
                continue
            stored = sheet.get(key_of(cells), {})
            count += sum(
                not value.isascii() and stored.get(name) == value for name, value in cells.items()
            )
        return count


@dataclass
class _Taking:
    """What has been read so far."""

    now: Sheets
    encoding: str
    limits: Limits
    answers: Answers
    arrivals: list[Arrival] = field(default_factory=list)
    notes: dict[tuple[object, ...], Note] = field(default_factory=dict)
    problems: list[Located] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    def file(self, given: Upload) -> None:
        if len(given.content) > self.limits.size:
            self._refuse_size(given)
            return
        grids = self._grids(given)
        if grids is None:
            return
        self.grids += grids
        known = [(grid, found) for grid in grids if (found := recognise(grid))]
        for grid, found in known:
            self._sheet(grid, found)
        if not known:
            self.problems += [Located(*why) for why in unrecognised(grids, given.name)]
            return
        for grid in grids:
            if grid.rows and all(grid is not table for table, _ in known):
                self._left_out(grid)

    def _left_out(self, grid: Grid) -> None:
        near = nearest(grid)
        said = SAY.both("The sheet “{sheet}” is none of the tables and was left out.",
                        sheet=grid.sheet)  # fmt: skip
        if near:
            said = SAY.both(
                "The sheet “{sheet}” is none of the tables and was left out; the nearest is "
                "{table}.csv, of which it lacks {missing}.",
                sheet=grid.sheet, table=near[0].table, missing=", ".join(near[2]) or "–",
            )  # fmt: skip
        self._note(said, Place(grid.file, grid.sheet))

    def _grids(self, given: Upload) -> list[Grid] | None:
        try:
            refuse_other(given.name, given.content)
            if is_workbook(given.content):
                return read_workbook(given.name, given.content, self.limits)
        except Refused as refused:
            self._refuse(given.name, *refused.why)
            return None
        decoded = decode(given.content, self.encoding, _Known(self.now, given.name))
        if decoded.refusal:
            chosen = self._undecided(given, decoded.refusal)
            if not chosen:
                return None
            decoded = decode(given.content, chosen)
        if decoded.how:
            self._note(decoded.how, Place(given.name))
        return [split(given.name, decoded.text, self.limits.rows)]

    def _undecided(self, given: Upload, why: Refusal) -> str:
        """Say why a file cannot be decoded; return the encoding that was chosen, if one was."""
        if not why.answers:
            self._refuse(given.name, why.rule, why.message, why.fix)
            return ""
        digest = hashlib.sha256(given.content).hexdigest()
        problem = settled(
            doubtful(
                why.rule, Spot(given.name), why.message, why.fix,
                about=digest, answers=why.answers, severity="error",
            ),
            self.answers,
        )  # fmt: skip
        self.problems.append(Located(problem, Place(given.name)))
        return problem.answered

    def _refuse(self, file: str, rule: str, message: Text, fix: Text) -> None:
        self.problems.append(Located(error(rule, Spot(file), message, fix), Place(file)))

    def _refuse_size(self, given: Upload) -> None:
        size, limit = (
            f"{bytes_ / 1_000_000:.1f} MB" for bytes_ in (len(given.content), self.limits.size)
        )
        self._refuse(
            given.name,
            "too-large",
            SAY.both("The file has {size}; at most {limit} are read.", size=size, limit=limit),
            SAY.both("Send only the rows that are new or changed."),
        )

    def _note(self, message: Text, place: Place, column: str = "", *cells: str) -> None:
        """Note how something was read; cells of one column that were read alike are counted."""
        key = (message, place.file, place.sheet, column)
        found = self.notes.get(key)
        before, after = cells or ("", "")
        self.notes[key] = (
            replace(found, count=found.count + 1)
            if found
            else Note(message, place, column, before, after)
        )

    def _sheet(self, grid: Grid, found: Recognised) -> None:
        for said in (*grid.notes, *found.notes):
            self._note(said, Place(grid.file, grid.sheet))
        for problem, letter in found.problems:
            self.problems.append(Located(problem, Place(grid.file, grid.sheet, found.row, letter)))
        described = {column.name: column for column in columns(found.kind)}
        readers = {
            at: reader_of(found.kind, described[name], from_1904=grid.looks.from_1904)
            for at, name in found.columns.items()
        }
        body = body_of(grid, found, readers)
        if len(body.rows) > self.limits.rows:
            self._refuse_rows(grid, found)
            return
        if grid.broken:
            problem = unsplittable(found.kind, grid.broken)
            place = Place(grid.file, grid.sheet, grid.broken)
            self.problems.append(Located(problem, place))
        arrival = Arrival(found.kind, grid.file, grid.sheet, found.letters, ())
        if set(identifying(found.kind)) <= set(found.columns.values()):
            table = _Table(self, grid, found, arrival, readers, body)
            self.arrivals.append(replace(arrival, rows=tuple(table.rows())))
        if body.following:
            self._following(body.following)

    def _following(self, grid: Grid) -> None:
        """Read another table that begins below the first."""
        found = recognise(grid)
        place = Place(grid.file, grid.sheet, grid.rows[0][0])
        if found:
            self._note(
                SAY.both("Another table begins in row {row}: {table}.",
                         row=place.row, table=found.kind.called),
                place,
            )  # fmt: skip
            self._sheet(grid, found)
            return
        problem = error(
            "another-table",
            Spot(grid.file),
            SAY.both("Columns are named again in row {row}, and it is not clear of which table.",
                     row=place.row),
            SAY.both("Put each table into a sheet or a file of its own."),
        )  # fmt: skip
        self.problems.append(Located(problem, place))

    def _refuse_rows(self, grid: Grid, found: Recognised) -> None:
        limit = self.limits.rows
        problem = error(
            "too-many-rows",
            Spot(found.kind.table),
            SAY.both(
                "The sheet has more than {limit} rows.",
                limit=Text(number(limit, Language.EN), number(limit, Language.KO)),
            ),
            SAY.both("Send only the rows that are new or changed."),
        )
        self.problems.append(Located(problem, Place(grid.file, grid.sheet)))


@dataclass
class _Table:
    """One table while its rows are read."""

    taking: _Taking
    grid: Grid
    found: Recognised
    arrival: Arrival
    readers: Mapping[int, Reader]
    body: Body
    covered: dict[tuple[int, int], Raw] = field(default_factory=dict)

    @property
    def kind(self) -> type[Record]:
        return self.found.kind

    def rows(self) -> Iterator[Row]:
        """Yield the rows that arrived; what cannot be read becomes a problem."""
        self._say_what_is_left_out()
        self.covered, across = spread(self.grid, self.found, self.body.rows)
        for merged in across:
            self._merged_across(merged)
        sheet = self.taking.now.get(self.kind, {})
        key_of = keys_of(self.kind, set(self.found.columns.values()), sheet)
        width = max(self.found.columns) + 1
        for row, cells in self.body.rows:
            raw = list(cells)
            if any(item.text.strip() for item in raw[self.found.width :]):
                self._outside(row, raw)
                continue
            short = len(raw) < width and not self.arrival.sheet
            raw += [BLANK] * (width - len(raw))
            yield from self._row(row, raw, sheet, key_of, short=short, given=len(cells))

    def _outside(self, row: int, raw: Sequence[Raw]) -> None:
        """Say that something stands beside the table; of CSV, that a comma is too many."""
        if not self.arrival.sheet:
            self._problem(row, other_width(self.kind, row, len(raw), self.found.width))
            return
        at = next(at for at in range(self.found.width, len(raw)) if raw[at].text.strip())
        letter = column_letter(at + 1)
        problem = error(
            "outside",
            Spot(self.kind.table, row, "", raw[at].text),
            SAY.both("Something stands beside the table, in {letter}{row}: “{value}”.",
                     letter=letter, row=row, value=raw[at].text),
            SAY.both("Move it into a column of the table, or delete it."),
        )  # fmt: skip
        place = Place(self.grid.file, self.grid.sheet, row, letter)
        self.taking.problems.append(Located(problem, place))

    def _say_what_is_left_out(self) -> None:
        body, place = self.body, self.arrival.place
        if body.second:
            said = SAY.both("Row {row} is a second heading and was left out.", row=body.second)
            self.taking._note(said, place(body.second))
        for row in body.again:
            self.taking._note(SAY.both("The heading stands again among the rows and was left out."),
                              place(row))  # fmt: skip
        for row, text in body.notes:
            said = SAY.both("Row {row} is a note, no row of the table, and was left out: “{text}”.",
                            row=row, text=text.strip())  # fmt: skip
            self.taking._note(said, place(row))
        rows = [row for row, _ in body.rows]
        others = len(body.notes) + len(body.again) + bool(body.second)
        last = rows[-1] if rows else 0
        counted = [row for row, _ in body.notes if row < last]
        within = len(counted) + len([row for row in body.again if row < last]) + bool(body.second)
        if rows and last - self.found.row - len(rows) - min(within, others) > 0:
            self.taking._note(SAY.both("Empty rows between others were left out."), place(0))

    def _row(
        self,
        row: int,
        raw: list[Raw],
        sheet: Sheet,
        key_of: Callable[[Mapping[str, str]], Key],
        *,
        short: bool,
        given: int,
    ) -> Iterator[Row]:
        out = struck(raw[: max(self.found.columns) + 1])
        if out:
            raw = unstruck(raw)
        if out and not self._kept(
            row, "struck-row", SAY.both("The row is struck out."),
            SAY.both("Delete the row, or take the line away."),
        ):  # fmt: skip
            return
        read = self._keys(row, raw, sheet)
        key = key_of({name: item.text for name, item in read.items()})
        now = sheet.get(key, {})
        percent = self._in_per_cent(key)
        for at, reader in self.readers.items():
            name = reader.column.name
            if name not in read:
                read[name] = self._cell(row, at, raw, now, percent=percent)
        if short and not self._short_enough(row, read, now, given):
            return
        self._check_wording(row, read, now)
        cells = {name: entry.text for name, entry in read.items()}
        if not self._shown(row, cells, now):
            return
        self._show_columns(row, read, now)
        for name, each in read.items():
            self._look_for_losses(row, name, each, now.get(name, ""))
        yield Row(row, key, {name: cell.text for name, cell in read.items()})

    def _keys(self, row: int, raw: list[Raw], sheet: Sheet) -> dict[str, Read]:
        """Read the cells by which the row is known."""
        found: dict[str, Read] = {}
        places = {self.readers[at].column.name: at for at in self.readers}
        for name in self.kind.key:
            if name in places:
                stands = partial(self._stands, name, dict(found), sheet)
                found[name] = self._cell(row, places[name], raw, {}, stands=stands)
        return found

    def _stands(self, name: str, found: Mapping[str, Read], sheet: Sheet) -> frozenset[str]:
        """Return what stands in a column of the key, with what is read of the key so far."""
        at = self.kind.key.index(name)
        before = {self.kind.key.index(item): read.text for item, read in found.items()}
        return frozenset(
            key[at]
            for key in sheet
            if len(key) == len(self.kind.key)
            and all(key[place] == text for place, text in before.items())
        )

    def _cell(
        self,
        row: int,
        at: int,
        raw: Sequence[Raw],
        now: Mapping[str, str],
        *,
        percent: bool = False,
        stands: Callable[[], frozenset[str]] | None = None,
    ) -> Read:
        reader = self.readers[at]
        name = reader.column.name
        cell = raw[at]
        standing = now.get(name, "")
        read = reader.read(cell, standing, percent=percent)
        if (row, at) in self.covered and not cell.text:
            cell = self.covered[row, at]
            read = self._merged(row, reader, cell, standing, percent=percent)
        if read.refusal and stands:
            known = stands()
            of_rows = [answer.value for answer in read.refusal.answers if answer.value in known]
            if len(of_rows) == 1 and of_rows[0]:
                read = Read(of_rows[0], (*read.how, "as-stands"))
        if read.refusal:
            read = self._refused(row, cell, name, read, read.refusal)
        for how in read.how:
            self.taking._note(
                how_read()[how], self.arrival.place(row, name), name, cell.text, read.text
            )
        return read

    def _merged(self, row: int, reader: Reader, cell: Raw, now: str, *, percent: bool) -> Read:
        """Read a cell that is covered by a merged one above it."""
        read = reader.read(cell, now, percent=percent)
        if read.refusal:
            return read
        if reader.column.name in self.kind.key or read.text == now:
            return replace(read, how=("merged",))
        refusal = Refusal(
            "merged-cell",
            SAY.both("The cell is merged with those above it, which hold “{value}”.",
                     value=cell.text),
            SAY.both("Take the merge apart, and write into each cell what it holds."),
            (
                Answer("each", SAY.both("Each of them holds it."), read.text),
                Answer("first", SAY.both("Only the first holds it, the others are blank."), ""),
            ),
            like=f"merged {cell.text}",
            decided=False,
        )  # fmt: skip
        return Read("", refusal=refusal)

    def _merged_across(self, merged: Merged) -> None:
        letters = [column_letter(item) for item in (merged.left, merged.right)]
        problem = error(
            "merged-across",
            Spot(self.kind.table, merged.top),
            SAY.both("Cells of several columns are merged ({first}{top} to {last}{bottom}).",
                     first=letters[0], top=merged.top, last=letters[1], bottom=merged.bottom),
            SAY.both("Take the merge apart, and write into each cell what it holds."),
        )  # fmt: skip
        place = Place(self.grid.file, self.grid.sheet, merged.top, letters[0])
        self.taking.problems.append(Located(problem, place))

    def _refused(self, row: int, cell: Raw, name: str, read: Read, why: Refusal) -> Read:
        """Say why a cell cannot be read; where that was answered, return it as answered."""
        spot = Spot(self.kind.table, row, name, cell.text)
        if not why.answers:
            self._problem(row, error(why.rule, spot, why.message, why.fix))
            return read
        problem = self._doubt(why.rule, spot, why.message, why.fix, why.like, why.answers)
        self._problem(row, problem)
        if not problem.answered:
            return read
        chosen = next(answer for answer in why.answers if answer.code == problem.answered)
        return Read(read.text if chosen.value is None else chosen.value, read.how)

    def _doubt(
        self, rule: str, spot: Spot, message: Text, fix: Text, like: str,
        answers: tuple[Answer, ...],
    ) -> Problem:  # fmt: skip
        about = "\0".join((self.grid.file, self.grid.sheet, like))
        return settled(
            doubtful(rule, spot, message, fix, about=about, answers=answers, severity="error"),
            self.taking.answers,
        )

    def _kept(self, row: int, rule: str, message: Text, fix: Text, column: str = "") -> bool:
        """Ask whether something is to be read at all; return whether it is."""
        answers = (
            Answer("leave-out", SAY.both("Leave it out: what is in the data stays.")),
            Answer("read", SAY.both("Read it like the others.")),
        )
        key = self.kind.key[0]
        spot = Spot(self.kind.table, row, column, self._cell_text(row, column or key))
        problem = self._doubt(rule, spot, message, fix, column, answers)
        self._problem(row, problem)
        return problem.answered == "read"

    def _cell_text(self, row: int, name: str) -> str:
        at = next((at for at, column in self.found.columns.items() if column == name), -1)
        cells = next((cells for number, cells in self.body.rows if number == row), ())
        return cells[at].text if 0 <= at < len(cells) else ""

    def _shown(self, row: int, cells: Mapping[str, str], now: Mapping[str, str]) -> bool:
        """Whether a row is shown, or changes nothing, or is to be read although it is hidden."""
        looks = self.grid.looks
        if all(now.get(name, "") == value for name, value in cells.items()):
            return True
        if looks.state:
            said = (
                SAY.both("The sheet is hidden so that Excel does not offer to show it.")
                if looks.state == "very-hidden"
                else SAY.both("The sheet is hidden.")
            )
            fix = SAY.both("Show the sheet, or delete it.")
            return self._kept(row, "hidden-sheet", said, fix)
        if row in looks.hidden_rows:
            said = (
                SAY.both("The row is hidden by a filter.")
                if looks.filtered
                else SAY.both("The row is hidden.")
            )
            fix = SAY.both("Show the row (clear the filter), or delete it.")
            return self._kept(row, "hidden-row", said, fix)
        return True

    def _show_columns(self, row: int, read: dict[str, Read], now: Mapping[str, str]) -> None:
        """Ask about cells of hidden columns that would change something; in place."""
        for at, name in self.found.columns.items():
            if at + 1 not in self.grid.looks.hidden_columns or name in self.kind.key:
                continue
            if read[name].text == now.get(name, ""):
                continue
            said = SAY.both("The column is hidden.")
            fix = SAY.both("Show the column, or delete it.")
            if not self._kept(row, "hidden-column", said, fix, name):
                read[name] = Read(now.get(name, ""))

    def _short_enough(
        self, row: int, read: dict[str, Read], now: Mapping[str, str], given: int
    ) -> bool:
        """Whether the cells that a row lacks at its end are blank anyway."""
        absent = [name for at, name in self.found.columns.items() if at >= given]
        if any(now.get(name) for name in absent):
            self._problem(row, other_width(self.kind, row, given, self.found.width))
            return False
        return bool(read)

    def _in_per_cent(self, key: Key) -> bool:
        if self.kind is not Observation:
            return False
        series = self.taking.now.get(Series, {}).get((key[0],), {})
        return series.get("unit_en", "").casefold().startswith(PER_CENT)

    def _check_wording(self, row: int, read: dict[str, Read], now: Mapping[str, str]) -> None:
        """Compare the word beside a number with the row's wording; `약 12만` goes with about."""
        for name in list(read):
            word = read[name].bound
            if not word:
                continue
            bound = read["bound"].text if "bound" in read else now.get("bound", "")
            rounded = read["status"].text if "status" in read else now.get("status", "")
            if bound == word or (word == "about" and rounded == "rounded" and "bound" not in now):
                self.taking._note(
                    how_read()["worded"], self.arrival.place(row, name), name,
                    self._cell_text(row, name), read[name].text,
                )  # fmt: skip
            elif "bound" in read and not bound and name in FIGURES:
                read["bound"] = Read(word)
                self.taking._note(
                    SAY.both("The wording was taken from the word beside the number."),
                    self.arrival.place(row, "bound"), "bound", "", word,
                )  # fmt: skip
            else:
                self._problem(
                    row,
                    error(
                        "wording",
                        Spot(self.kind.table, row, name, self._cell_text(row, name)),
                        SAY.both("The word beside the number would be lost: the row does not say "
                                 "“{word}”.", word=word),
                        SAY.both("Say it in the column “bound” or in a note, and write digits "
                                 "alone."),
                    ),
                )  # fmt: skip

    def _look_for_losses(self, row: int, name: str, read: Read, now: str) -> None:
        if read.refusal or read.text == now:
            return
        if "?" not in read.text and now.isascii() and not now.startswith(read.text):
            return
        if (
            next(reader.form for reader in self.readers.values() if reader.column.name == name)
            == "address"
        ):
            return
        spot = Spot(self.kind.table, row, name, read.text)
        if problem := lost_characters(spot, now):
            self._problem(row, problem)

    def _problem(self, row: int, problem: Problem) -> None:
        place = self.arrival.place(row, problem.column)
        self.taking.problems.append(Located(problem, place))


def keys_of(
    kind: type[Record], given: set[str], sheet: Sheet
) -> Callable[[Mapping[str, str]], Key]:
    """Return how a row's key is read from a file with these columns.

    A file without one of the key's columns that may be blank (`vintage`) speaks of the row that
    stands, where there is only one with the rest of the key.
    """
    parts = [at for at, name in enumerate(kind.key) if name in given]
    standing: dict[Key, list[Key]] = {}
    if len(parts) < len(kind.key):
        for key in sheet:
            standing.setdefault(tuple(key[at] for at in parts), []).append(key)

    def key_of(cells: Mapping[str, str]) -> Key:
        found = standing.get(tuple(cells.get(kind.key[at], "") for at in parts), [])
        return found[0] if len(found) == 1 else tuple(cells.get(name, "") for name in kind.key)

    return key_of
