"""Questions that somebody answers before a change is published; the log keeps the answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from story.publishing.archive import Answer, Entry
from story.publishing.intake import Located, Place, doubts
from story.publishing.refresh.conflicts import KEEP, TAKE, Conflict
from story.tables.changes import Labels, worded
from story.tables.headings import heading
from story.tables.problem import AS_WRITTEN, Problem, doubt_key
from story.text import Language, Phrases, Text, date, number

SAY = Phrases("refresh")


@dataclass(frozen=True)
class Choice:
    """One answer: what is typed for it, and what it says."""

    key: str
    said: Text


@dataclass(frozen=True)
class Asked:
    """A cell or a row that a question is about.

    `name`: by which it may be answered apart from its like, blank where it may not. `then` and
    `given`: what is published, and what the file says; blank where that is in the question.
    """

    name: str
    place: Place | None
    column: str
    label: Text
    then: Text
    given: Text
    answer: str = ""


@dataclass(frozen=True)
class Question:
    """A question with its answers; equal doubts are one.

    `answer`: what was answered, else what is done without an answer; blank where one is needed.
    """

    name: str
    question: Text
    choices: tuple[Choice, ...]
    asked: tuple[Asked, ...]
    answer: str

    @property
    def open(self) -> bool:
        """Whether nothing can be published before this is answered."""
        return not self.answer

    def kept(self) -> Answer:
        """Return what the log keeps of it."""
        answers = dict.fromkeys([self.answer, *(one.answer for one in self.asked if one.answer)])
        said = [one.said for key in answers for one in self.choices if one.key == key]
        return Answer(
            self.question,
            Text(" / ".join(one.en for one in said), " / ".join(one.ko for one in said)),
            tuple(one.name for one in self.asked if one.name),
        )


def of_conflicts(
    conflicts: Iterable[Conflict], answers: Mapping[str, str], labels: Labels
) -> Iterator[Question]:
    """Yield a question for each publication that cells of a table would take back."""
    by_group = sorted(conflicts, key=lambda one: one.group)
    for group, some in groupby(by_group, key=lambda one: one.group):
        alike = list(some)
        first = alike[0]
        yield Question(
            group,
            _question(first, len(alike)),
            _choices(first),
            tuple(_asked(one, answers, labels) for one in alike),
            answers.get(group) or first.default,
        )


def of_problems(problems: Iterable[Located], answers: Mapping[str, str]) -> Iterator[Question]:
    """Yield a question for each doubt, and for each other warning; equal ones are one question."""
    listed = list(problems)
    for doubt in doubts(listed):
        problem = doubt.first.problem
        yield Question(
            doubt.key,
            _advice(problem),
            tuple(Choice(one.code, one.says) for one in doubt.answers),
            tuple(map(_cell, doubt.problems)),
            doubt.answered,
        )
    alike: dict[tuple[str, ...], list[Located]] = {}
    for one in listed:
        problem = one.problem
        if problem.severity == "warning" and not problem.doubt:
            same = problem.table, problem.column, problem.message.en, problem.fix.en
            alike.setdefault((problem.rule, *same), []).append(one)
    for about, some in alike.items():
        key = doubt_key(*about)
        answer = answers.get(key, "")
        yield Question(
            key,
            _advice(some[0].problem),
            (Choice(AS_WRITTEN.code, AS_WRITTEN.says),),
            tuple(map(_cell, some)),
            answer if answer == AS_WRITTEN.code else "",
        )


def _advice(problem: Problem) -> Text:
    return Text(
        f"{problem.message.en} {problem.fix.en}".strip(),
        f"{problem.message.ko} {problem.fix.ko}".strip(),
    )


def _cell(one: Located) -> Asked:
    problem = one.problem
    place = one.place or Place(problem.file, row=problem.row)
    value = Text(problem.value, problem.value)
    return Asked("", place, problem.column, Text("", ""), Text("", ""), value)


def _asked(one: Conflict, answers: Mapping[str, str], labels: Labels) -> Asked:
    cells = labels.now.get(one.kind, {}).get(one.key) or labels.then.get(one.kind, {}).get(one.key)
    names = dict(zip(one.kind.key, one.key, strict=False))
    then, given = (
        worded(one.kind, one.column, value or "", labels) if one.column else Text("", "")
        for value in (one.now, one.given)
    )
    label = labels.row(one.kind, cells or names)
    return Asked(one.name, one.place, one.column, label, then, given, one.answer(answers))


def _choices(one: Conflict) -> tuple[Choice, ...]:
    if one.what in ("withdrawn", "restored"):
        return (
            Choice(KEEP, SAY.both("Leave it withdrawn")),
            Choice(TAKE, SAY.both("Bring it back, as in the file")),
        )
    if one.what in ("corrected", "added"):
        return (
            Choice(KEEP, SAY.both("Leave the row where it is")),
            Choice(TAKE, SAY.both("Withdraw it")),
        )
    return Choice(KEEP, SAY.both("Keep theirs")), Choice(TAKE, SAY.both("Take yours"))


def _question(one: Conflict, count: int) -> Text:
    who, when = published(one.entry)
    filled = {
        "table": one.kind.called, "who": who, "when": when,
        "count": Text(number(count, Language.EN), number(count, Language.KO)),
    }  # fmt: skip
    match one.what:
        case "back" | "again":
            said = "{table}: this brings back what {who} corrected {when}; cells: {count}."
        case "both":
            said = "{table}: you changed what {who} changed {when} too; cells: {count}."
        case "withdrawn" | "restored":
            said = "{table}: this brings back what {who} withdrew {when}; rows: {count}."
        case "corrected":
            said = "{table}: your file lacks what {who} corrected {when}; rows: {count}."
        case "added":
            said = "{table}: your file lacks what {who} added {when}; rows: {count}."
    return SAY.both(said, **filled)


def published(entry: Entry | None) -> tuple[Text, Text]:
    """Return who published an entry, and when, with its number; None: edited by hand since."""
    if entry is None:
        return SAY.both("somebody"), SAY.both("by hand, since the last publication")
    day = Text(*(date(entry.at.date().isoformat(), each) for each in Language))
    who = Text(entry.who, entry.who) if entry.who else SAY.both("a colleague")
    return who, SAY.both("on {day} (no {number})", day=day, number=entry.number)


def where(asked: Asked, language: Language) -> str:
    """Return the place of a cell in words: its file, row and column, and the row's name."""
    parts = []
    if asked.place:
        parts.append(", ".join(one for one in (asked.place.file, asked.place.sheet) if one))
        if asked.place.row:
            parts.append(SAY.gettext("row {row}", language, row=asked.place.row))
        if asked.place.letter:
            parts.append(SAY.gettext("column {letter}", language, letter=asked.place.letter))
    label = asked.label.within(language)
    if label:
        parts.append(SAY.gettext("“{name}”", language, name=label))
    if asked.column:
        parts.append(heading(asked.column).within(language))
    return ", ".join(parts)
