"""Take files in: decode, split, recognise, and read each cell the way the tables write it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from story.changes import Key, Sheet, Sheets
from story.intake.arrival import Arrival, Intake, Limits, Located, Note, Place, Row, Upload
from story.intake.cells import Read, Reader, Refusal, how_read, reader_of
from story.intake.decoding import decode
from story.intake.doubts import Answers, settled
from story.intake.grid import Grid, Raw, split
from story.intake.lost import lost_characters
from story.intake.recognising import Recognised, recognise, unrecognised
from story.intake.workbook import Refused, is_workbook, read_workbook
from story.model import Record, columns, identifying
from story.problem import Problem, Spot, doubtful, error
from story.rows import other_width, unsplittable
from story.text import Language, Phrases, Text, number

SAY = Phrases("intake")
BLANK = Raw("")


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
    for one in uploads:
        taking.file(one)
    return Intake(
        tuple(taking.arrivals),
        tuple(taking.notes.values()),
        tuple(taking.problems),
        tuple(taking.grids),
    )


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
        known = [(one, found) for one in grids if (found := recognise(one))]
        for grid, found in known:
            self._sheet(grid, found)
        if not known:
            problem, place = unrecognised(grids[0] if grids else Grid(given.name, "", ()))
            self.problems.append(Located(problem, place))
            return
        for grid in grids:
            if grid.rows and grid not in [one for one, _ in known]:
                self._note(
                    SAY.both(
                        "The sheet “{sheet}” is none of the tables and was left out.",
                        sheet=grid.sheet,
                    ),
                    Place(grid.file, grid.sheet),
                )

    def _grids(self, given: Upload) -> list[Grid] | None:
        if is_workbook(given.content):
            try:
                return read_workbook(given.name, given.content, self.limits)
            except Refused as refused:
                self._refuse(given.name, *refused.why)
                return None
        decoded = decode(given.content, self.encoding, self._texts())
        if decoded.refusal:
            self._refuse(given.name, *decoded.refusal)
            return None
        if decoded.how:
            self._note(decoded.how, Place(given.name))
        return [split(given.name, decoded.text, self.limits.rows)]

    def _texts(self) -> Iterator[str]:
        """Yield the texts of the tables as they are."""
        for sheet in self.now.values():
            for cells in sheet.values():
                yield from cells.values()

    def _refuse(self, file: str, rule: str, message: Text, fix: Text) -> None:
        self.problems.append(Located(error(rule, Spot(file), message, fix), Place(file)))

    def _refuse_size(self, given: Upload) -> None:
        size, limit = (
            f"{one / 1_000_000:.1f} MB" for one in (len(given.content), self.limits.size)
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
        body = [one for one in grid.rows if one[0] > found.row and _written(one[1])]
        if len(body) > self.limits.rows:
            self._refuse_rows(grid, found)
            return
        if grid.broken:
            problem = unsplittable(found.kind, grid.broken)
            place = Place(grid.file, grid.sheet, grid.broken)
            self.problems.append(Located(problem, place))
        arrival = Arrival(found.kind, grid.file, grid.sheet, found.letters, ())
        if set(identifying(found.kind)) <= set(found.columns.values()):
            rows = tuple(self._rows(arrival, found, body))
            self.arrivals.append(replace(arrival, rows=rows))

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

    def _rows(
        self, arrival: Arrival, found: Recognised, body: Sequence[tuple[int, Sequence[Raw]]]
    ) -> Iterator[Row]:
        kind = found.kind
        described = {one.name: reader_of(kind, one) for one in columns(kind)}
        readers = {at: described[name] for at, name in found.columns.items()}
        sheet = self.now.get(kind, {})
        key_of = _keys(kind, set(found.columns.values()), sheet)
        last = body[-1][0] if body else 0
        width = max(found.columns) + 1
        gaps = last - found.row - len(body)
        if gaps > 0:
            self._note(SAY.both("Empty rows between others were left out."), arrival.place(0))
        for row, raw in body:
            if (len(raw) < width and not arrival.sheet) or _written(raw[found.width :]):
                self._problem(arrival, row, other_width(kind, row, len(raw), found.width))
                continue
            read = self._cells(arrival, row, raw, readers)
            key = key_of({name: one.text for name, one in read.items()})
            now = sheet.get(key, {})
            for name, one in read.items():
                self._look_for_losses(arrival, row, name, one, now.get(name, ""))
            yield Row(row, key, {name: one.text for name, one in read.items()})

    def _cells(
        self, arrival: Arrival, row: int, raw: Sequence[Raw], readers: dict[int, Reader]
    ) -> dict[str, Read]:
        found: dict[str, Read] = {}
        for at, reader in readers.items():
            cell = raw[at] if at < len(raw) else BLANK
            read = reader.read(cell)
            name = reader.column.name
            if read.refusal:
                read = self._refused(arrival, row, cell, name, read, read.refusal)
            found[name] = read
            for how in read.how:
                self._note(how_read()[how], arrival.place(row, name), name, cell.text, read.text)
        return found

    def _refused(
        self, arrival: Arrival, row: int, cell: Raw, name: str, read: Read, why: Refusal
    ) -> Read:
        """Say why a cell cannot be read; where that was answered, return it as answered."""
        spot = Spot(arrival.kind.table, row, name, cell.text)
        if not why.answers:
            self._problem(arrival, row, error(why.rule, spot, why.message, why.fix))
            return read
        about = "\0".join((arrival.file, arrival.sheet, why.like))
        problem = settled(
            doubtful(
                why.rule, spot, why.message, why.fix,
                about=about, answers=why.answers, severity="error",
            ),
            self.answers,
        )  # fmt: skip
        self._problem(arrival, row, problem)
        if not problem.answered:
            return read
        chosen = next(one for one in why.answers if one.code == problem.answered)
        return Read(read.text if chosen.value is None else chosen.value, read.how)

    def _look_for_losses(self, arrival: Arrival, row: int, name: str, read: Read, now: str) -> None:
        if read.refusal or ("?" not in read.text and (now.isascii() or read.text == now)):
            return
        spot = Spot(arrival.kind.table, row, name, read.text)
        if read.text != now and (problem := lost_characters(spot, now)):
            self._problem(arrival, row, problem)

    def _problem(self, arrival: Arrival, row: int, problem: Problem) -> None:
        self.problems.append(Located(problem, arrival.place(row, problem.column)))


def _keys(kind: type[Record], given: set[str], sheet: Sheet) -> Callable[[Mapping[str, str]], Key]:
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
        found = standing.get(tuple(cells[kind.key[at]] for at in parts), [])
        return found[0] if len(found) == 1 else tuple(cells.get(name, "") for name in kind.key)

    return key_of


def _written(cells: Sequence[Raw]) -> bool:
    return any(one.text and not one.text.isspace() for one in cells)
