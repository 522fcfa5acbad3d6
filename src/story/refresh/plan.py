"""A change before it is made: what it would do, and everything that stands in its way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from story.archive import Archive, Entry, Kind
from story.changes import Changes, Labels, compare, sentences, sheets_of
from story.checks import sense
from story.intake import (
    Answers,
    Doubt,
    Intake,
    Limits,
    Located,
    Upload,
    doubts,
    settled,
    take,
)
from story.problem import Problem
from story.proof import proofread
from story.refresh.base import Base, stands
from story.refresh.merging import Merged, merge
from story.tables import Examination, Files, examine_files
from story.text import Phrases, Text

SAY = Phrases("refresh")
NOTHING = Intake((), (), ())


@dataclass(frozen=True)
class Plan:
    """What would be published: `files`, in place of `base`.

    `problems`: errors keep it from being published, warnings should be looked at. `kind`: how the
    log will call it.
    """

    base: Base
    intake: Intake
    found: Examination
    files: Files
    problems: tuple[Located, ...]
    kind: Kind = "publish"

    @property
    def errors(self) -> tuple[Located, ...]:
        """What keeps the change from being published."""
        return tuple(one for one in self.problems if one.problem.severity == "error")

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The questions that somebody has to answer before it is published, and their answers."""
        return doubts(self.problems)

    @property
    def unanswered(self) -> tuple[Doubt, ...]:
        """The questions that have no answer yet."""
        return tuple(one for one in self.doubts if not one.answered)

    @property
    def warnings(self) -> tuple[Located, ...]:
        """What should be looked at, but may be the truth."""
        return tuple(one for one in self.problems if one.problem.severity == "warning")

    @cached_property
    def changes(self) -> Changes:
        """What would change, row by row."""
        return compare(self.base.sheets, sheets_of(self.found.tables))

    @cached_property
    def labels(self) -> Labels:
        """The names of the rows."""
        return Labels(sheets_of(self.found.tables), self.base.sheets)

    @cached_property
    def sentences(self) -> tuple[Text, ...]:
        """What would change, in sentences."""
        return in_sentences(self.changes, self.labels, self.base.files, self.files)

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
    `encoding`: of the CSV files, where somebody says it. `answers`: what was answered to doubts.
    """
    base = stands(folder)
    answered = answers or {}
    intake = take(uploads, base.sheets, encoding=encoding, limits=limits, answers=answered)
    merged = merge(base.files, base.sheets, intake.arrivals, withdrawn)
    found = examine_files(merged.files)
    problems = (*intake.problems, *merged.problems, *_of_newer(base))
    problems = (*problems, *_of_tables(base, found, merged, problems))
    doubtful = sense.doubts(base.found.tables, found.tables, today or datetime.now(UTC).date())
    problems = (*problems, *_placed(doubtful, merged))
    problems = tuple(Located(settled(one.problem, answered), one.place) for one in problems)
    return Plan(base, intake, found, merged.files, (*problems, *_of_story(base, found)))


def back(folder: Path, number: int = 0) -> Plan:
    """Return what would happen if an earlier edition were brought back; nothing is written.

    `number`: its entry in the log; without one, the edition before the one readers are given.
    Raises KeyError where there is none, Damaged where it is not whole.
    """
    base = stands(folder)
    archive = Archive(folder)
    entry = _entry(archive.entries(), number) if number else _before(archive.entries(), base)
    files = Files(folder, archive.contents(entry, offer=True), kept=True)
    found = examine_files(files)
    problems = tuple(Located(one, None) for one in found.errors)
    return Plan(base, NOTHING, found, files, (*problems, *_of_story(base, found)), "undo")


def _entry(entries: tuple[Entry, ...], number: int) -> Entry:
    found = [one for one in entries if one.number == number]
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


def _of_tables(
    base: Base, found: Examination, merged: Merged, known: Iterable[Located]
) -> Iterator[Located]:
    """Yield the problems of the merged tables at their places in the files that were given.

    A cell of which a problem is known already has no second one, and warnings about rows that
    stood before are left out.
    """
    spoilt = {one.place for one in known if one.problem.severity == "error"}
    before = {_signature(one) for one in base.found.warnings}
    for one in found.problems:
        came = merged.came.get((one.table, one.row))
        place = came.place(one.column) if came else None
        if (place and place in spoilt) or (one.severity == "warning" and _signature(one) in before):
            continue
        if one.rule == "newer-shape":
            continue  # said of what stands
        yield Located(one, place)


def _of_newer(base: Base) -> Iterator[Located]:
    """Yield why nothing can be published on an edition of which a newer version knows more."""
    for one in base.found.errors:
        if one.rule == "newer-shape":
            yield Located(one, None)


def _placed(problems: Iterable[Problem], merged: Merged) -> Iterator[Located]:
    """Yield problems of the merged tables at their places in the files that were given."""
    for one in problems:
        came = merged.came.get((one.table, one.row))
        yield Located(one, came.place(one.column) if came else None)


def _signature(problem: Problem) -> tuple[str, ...]:
    return problem.rule, problem.table, problem.column, problem.value, problem.message.en


def _of_story(base: Base, found: Examination) -> Iterator[Located]:
    """Yield the sentences of the story that the new tables would make untrue."""
    if base.told and found.dataset:
        for one in proofread(found.dataset):
            yield Located(one, None)
