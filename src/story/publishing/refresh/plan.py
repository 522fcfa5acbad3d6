"""A change before it is made: what it would do, and everything that stands in its way."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from story.publishing.archive import Archive, Entry, Kind
from story.publishing.effects import judged_anew
from story.publishing.folder import Examination, Files, examine_files
from story.publishing.intake import (
    Answers,
    Arrival,
    Doubt,
    Intake,
    Limits,
    Located,
    Note,
    Place,
    Upload,
    doubts,
    edition_in,
    settled,
    take,
)
from story.publishing.refresh.base import Base, stands
from story.publishing.refresh.conflicts import KEEP, Conflict, base_of, find_conflicts
from story.publishing.refresh.merging import Merged, merge
from story.publishing.refresh.past import Past
from story.publishing.refresh.questions import Question, of_conflicts, of_problems
from story.publishing.refresh.twice import sort_out
from story.publishing.refresh.withdrawing import missing_said, of_withdrawals, with_missing_tables
from story.tables.changes import Changes, Key, Labels, Sheets, compare, sentences, sheets_of
from story.tables.checks import sense
from story.tables.model import Record
from story.tables.problem import Problem
from story.telling.proof import proofread
from story.text import Phrases, Text

SAY = Phrases("refresh")
NOTHING = Intake((), (), ())


@dataclass(frozen=True)
class Stuck:
    """A cell, or a row (`column` blank), that cannot be taken back alone, and why."""

    kind: type[Record] | None
    key: Key
    column: str
    why: Text


@dataclass(frozen=True)
class Plan:
    """What would be published: `files`, in place of `base`.

    `problems`: errors keep it from being published, warnings should be looked at. `kind`: how the
    log will call it. `questions`: what is asked before it is published, answered or not.
    `conflicts`: the cells that others published otherwise. `missing`: rows of the tables that
    arrived which are not in the files and stay, by table. `begun`: the edition that each file says
    it was begun from. `taken_back`: the publications whose work goes, and `stuck`: what of one of
    them cannot go.
    """

    base: Base
    intake: Intake
    found: Examination
    files: Files
    problems: tuple[Located, ...]
    kind: Kind = "publish"
    questions: tuple[Question, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    missing: Mapping[type[Record], tuple[Key, ...]] = field(default_factory=dict)
    begun: Mapping[str, str] = field(default_factory=dict)
    taken_back: tuple[Entry, ...] = ()
    stuck: tuple[Stuck, ...] = ()

    @property
    def errors(self) -> tuple[Located, ...]:
        """What keeps the change from being published."""
        return tuple(problem for problem in self.problems if problem.problem.severity == "error")

    @property
    def edition(self) -> str:
        """The edition that the files were begun from; blank where they do not say one alone."""
        said = {self.begun.get(grid.file, "") for grid in self.intake.grids}
        return said.pop() if len(said) == 1 else ""

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions without whose answers it is not published."""
        return tuple(question for question in self.questions if question.open)

    @property
    def broken(self) -> tuple[Located, ...]:
        """What no answer settles: it has to be put right in the files."""
        return tuple(error for error in self.errors if not error.problem.doubt)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The questions that somebody has to answer before it is published, and their answers."""
        return doubts(self.problems)

    @property
    def unanswered(self) -> tuple[Doubt, ...]:
        """The questions that have no answer yet."""
        return tuple(doubt for doubt in self.doubts if not doubt.answered)

    @property
    def warnings(self) -> tuple[Located, ...]:
        """What should be looked at, but may be the truth."""
        return tuple(problem for problem in self.problems if problem.problem.severity == "warning")

    @cached_property
    def changes(self) -> Changes:
        """What would change, row by row."""
        return compare(self.base.sheets, sheets_of(self.found.tables))

    @property
    def read(self) -> Changes | None:
        """What of the tables changes; None where the map does too, which figures draw as well."""
        names = {*self.base.files.contents, *self.files.contents}
        same = all(
            self.base.files.contents.get(name) == self.files.contents.get(name)
            for name in names
            if name.startswith("geo/")
        )
        return self.changes if same else None

    @cached_property
    def labels(self) -> Labels:
        """The names of the rows."""
        return Labels(sheets_of(self.found.tables), self.base.sheets)

    @cached_property
    def sentences(self) -> tuple[Text, ...]:
        """What would change, in sentences."""
        return in_sentences(self.changes, self.labels, self.base.files, self.files)

    @cached_property
    def absences(self) -> tuple[Text, ...]:
        """What it means that rows of the tables are not in the files, in sentences."""
        return tuple(missing_said(self.missing, self.base.sheets, self.labels))

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return self.files.edition == self.base.files.edition


def in_sentences(changes: Changes, labels: Labels, before: Files, after: Files) -> tuple[Text, ...]:
    """Return what changed in the tables, and whether the map or only the writing did."""
    said = list(sentences(changes, labels))
    maps = {
        name
        for name in {*before.contents, *after.contents}
        if name.startswith("geo/") and before.contents.get(name) != after.contents.get(name)
    }
    if maps:
        said.append(SAY.both("The outlines of the map changed."))
    if not said and before.edition != after.edition:
        said.append(SAY.both("The files were written anew; nothing they say changed."))
    return tuple(said)


def plan(
    folder: Path,
    uploads: Iterable[Upload],
    *,
    withdrawn: frozenset[str] = frozenset(),
    encoding: str = "",
    limits: Limits | None = None,
    answers: Answers | None = None,
    today: date | None = None,
) -> Plan:
    """Return what would happen if these files were published; nothing is written.

    `withdrawn`: the tables of which rows that are missing in the files are to be taken out.
    `encoding`: of the CSV files, where somebody says it. `answers`: to questions, by their names.
    """
    given, answers = tuple(uploads), answers or {}
    base = stands(folder)
    past = Past(Archive(folder), base.sheets)
    intake = take(given, base.sheets, encoding=encoding, limits=limits, answers=answers)
    begun = _begun(given)
    used = sort_out(intake.arrivals, _age(given, begun, past), answers)
    empty = frozenset(item for item in withdrawn if not _rows(used.arrivals, item))
    withdrawn -= empty
    bases = [
        (
            arrival,
            base_of(
                arrival,
                begun.get(arrival.file, ""),
                past,
                base.sheets,
                base.files.edition,
                whole=arrival.kind.table in withdrawn,
            ),
        )
        for arrival in used.arrivals
    ]
    conflicts = find_conflicts(bases, past, base.sheets, withdrawn)
    left = {conflict.cell for conflict in conflicts if conflict.answer(answers) == KEEP}
    merged = merge(base.files, base.sheets, used.arrivals, withdrawn, left)
    found = examine_files(merged.files)
    after = sheets_of(found.tables)
    labels = Labels(after, base.sheets)
    problems = [*intake.problems, *merged.problems, *_of_newer(base)]
    problems += with_missing_tables(
        of_withdrawals(
            _of_tables(base, found, merged, problems), compare(base.sheets, after), after, labels
        ),
        frozenset(entry.kind.table for entry in intake.arrivals),
    )
    doubtful = sense.doubts(base.found.tables, found.tables, today or datetime.now(UTC).date())
    unread = {problem.place for problem in intake.problems if problem.problem.severity == "error"}
    problems += [
        each for each in _placed(doubtful, merged) if each.place not in unread or not each.place
    ]
    problems = [Located(settled(located.problem, answers), located.place) for located in problems]
    problems += of_story(base, found, maps=False)
    notes = (
        *intake.notes,
        *used.notes,
        *_of_bases(given, begun, past, base),
        *_of_empty(used.arrivals, empty),
    )
    questions = (
        *used.questions,
        *of_conflicts(conflicts, answers, labels),
        *of_problems(problems, answers),
    )
    return Plan(
        base, replace(intake, notes=notes), found, merged.files, tuple(problems),
        questions=questions, conflicts=conflicts, begun=begun,
        missing=_missing(used.arrivals, base.sheets, withdrawn),
    )  # fmt: skip


def _begun(uploads: Iterable[Upload]) -> dict[str, str]:
    """Return the edition each file says it was begun from, of those that say one."""
    said = {upload.name: edition_in(upload.name, upload.content) for upload in uploads}
    return {name: edition for name, edition in said.items() if edition}


def _age(
    uploads: Iterable[Upload], begun: Mapping[str, str], past: Past
) -> Callable[[Arrival], tuple[float, ...]]:
    """Return what tells an older file from a newer: its edition, then when it was written."""
    written = {upload.name: upload.written for upload in uploads}

    def age(arrival: Arrival) -> tuple[float, ...]:
        entry = past.entry(begun.get(arrival.file, ""))
        return entry.number if entry else 0, written.get(arrival.file, 0.0)

    return age


def _rows(arrivals: Iterable[Arrival], table: str) -> bool:
    """Whether any row of a table arrived: a heading alone takes nothing out."""
    return any(arrival.kind.table == table and arrival.rows for arrival in arrivals)


def _of_empty(arrivals: Iterable[Arrival], empty: frozenset[str]) -> Iterator[Note]:
    for arrival in arrivals:
        if arrival.kind.table in empty:
            said = SAY.both("The file has a heading and no rows; nothing is withdrawn for that.")
            yield Note(said, Place(arrival.file, arrival.sheet))


def _of_bases(
    uploads: Iterable[Upload], begun: Mapping[str, str], past: Past, base: Base
) -> Iterator[Note]:
    """Say of each file how it was compared, where it was begun from an earlier edition."""
    for upload in uploads:
        edition = begun.get(upload.name, "")
        if not edition or edition == base.files.edition:
            continue
        entry = past.entry(edition)
        if entry is None:
            said = SAY.both(
                "The file was begun from edition {edition}, which this log does not have; its "
                "cells were compared with what each was before.",
                edition=edition,
            )  # fmt: skip
        else:
            since = past.since(entry.number)
            said = SAY.both(
                "The file was begun from edition {edition} (no {number}); published since: "
                "{count}. Its cells were compared with both.",
                edition=edition, number=entry.number, count=len(since),
            )  # fmt: skip
        yield Note(said, Place(upload.name))


def _missing(
    arrivals: Iterable[Arrival], now: Sheets, withdrawn: frozenset[str]
) -> Mapping[type[Record], tuple[Key, ...]]:
    """Return the rows of each table that arrived which are not in its files, and stay."""
    listed = list(arrivals)
    found = {}
    for kind in dict.fromkeys(item.kind for item in listed):
        there = {row.key for entry in listed if entry.kind is kind for row in entry.rows}
        absent = tuple(key for key in now.get(kind, {}) if key not in there)
        if absent and kind.table not in withdrawn:
            found[kind] = absent
    return found


def _of_tables(
    base: Base, found: Examination, merged: Merged, known: Iterable[Located]
) -> Iterator[Located]:
    """Yield the problems of the merged tables at their places in the files that were given.

    A cell of which a problem is known already has no second one, and warnings about rows that
    stood before are left out.
    """
    spoilt = {item.place for item in known if item.problem.severity == "error"}
    before = {_signature(warning) for warning in base.found.warnings}
    for problem in found.problems:
        came = merged.came.get((problem.table, problem.row))
        place = came.place(problem.column) if came else None
        if (place and place in spoilt) or (
            problem.severity == "warning" and _signature(problem) in before
        ):
            continue
        if problem.rule == "newer-shape":
            continue  # said of what stands
        yield Located(problem, place)


def _of_newer(base: Base) -> Iterator[Located]:
    """Yield why nothing can be published on an edition of which a newer version knows more."""
    for error in base.found.errors:
        if error.rule == "newer-shape":
            yield Located(error, None)


def _placed(problems: Iterable[Problem], merged: Merged) -> Iterator[Located]:
    """Yield problems of the merged tables at their places in the files that were given."""
    for problem in problems:
        came = merged.came.get((problem.table, problem.row))
        yield Located(problem, came.place(problem.column) if came else None)


def _signature(problem: Problem) -> tuple[str, ...]:
    return problem.rule, problem.table, problem.column, problem.value, problem.message.en


def of_story(base: Base, found: Examination, *, maps: bool = True) -> Iterator[Located]:
    """Yield the sentences of the story that the new tables would make untrue.

    `maps`: whether the map's files may differ too, and every figure has to be drawn.
    """
    if base.told and found.dataset:
        changes = compare(base.sheets, sheets_of(found.tables))
        drawn = True if maps else judged_anew(changes)
        for item in proofread(found.dataset, drawn=drawn):
            yield Located(item, None)
