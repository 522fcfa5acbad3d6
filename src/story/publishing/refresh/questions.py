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
        answers = dict.fromkeys([self.answer, *(item.answer for item in self.asked if item.answer)])
        said = [choice.said for key in answers for choice in self.choices if choice.key == key]
        return Answer(
            self.question,
            Text(" / ".join(entry.en for entry in said), " / ".join(each.ko for each in said)),
            tuple(doubt.name for doubt in self.asked if doubt.name),
        )


def of_conflicts(
    conflicts: Iterable[Conflict], answers: Mapping[str, str], labels: Labels
) -> Iterator[Question]:
    """Yield a question for each publication that cells of a table would take back."""
    by_group = sorted(conflicts, key=lambda conflict: conflict.group)
    for group, some in groupby(by_group, key=lambda entry: entry.group):
        alike = list(some)
        first = alike[0]
        yield Question(
            group,
            _question(first, len(alike)),
            _choices(first),
            tuple(_asked(item, answers, labels) for item in alike),
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
            tuple(Choice(item.code, item.says) for item in doubt.answers),
            tuple(map(_cell, doubt.problems)),
            doubt.answered,
        )
    alike: dict[tuple[str, ...], list[Located]] = {}
    for entry in listed:
        problem = entry.problem
        if problem.severity == "warning" and not problem.doubt:
            same = problem.table, problem.column, problem.message.en, problem.fix.en
            alike.setdefault((problem.rule, *same), []).append(entry)
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


def _cell(located: Located) -> Asked:
    problem = located.problem
    place = located.place or Place(problem.file, row=problem.row)
    value = Text(problem.value, problem.value)
    return Asked("", place, problem.column, Text("", ""), Text("", ""), value)


def _asked(conflict: Conflict, answers: Mapping[str, str], labels: Labels) -> Asked:
    cells = labels.now.get(conflict.kind, {}).get(conflict.key) or labels.then.get(
        conflict.kind, {}
    ).get(conflict.key)
    names = dict(zip(conflict.kind.key, conflict.key, strict=False))
    then, given = (
        worded(conflict.kind, conflict.column, value or "", labels)
        if conflict.column
        else Text("", "")
        for value in (conflict.now, conflict.given)
    )
    label = labels.row(conflict.kind, cells or names)
    return Asked(
        conflict.name, conflict.place, conflict.column, label, then, given, conflict.answer(answers)
    )


def _choices(conflict: Conflict) -> tuple[Choice, ...]:
    if conflict.what in ("withdrawn", "restored"):
        return (
            Choice(KEEP, SAY.both("Leave it withdrawn")),
            Choice(TAKE, SAY.both("Bring it back, as in the file")),
        )
    if conflict.what in ("corrected", "added"):
        return (
            Choice(KEEP, SAY.both("Leave the row where it is")),
            Choice(TAKE, SAY.both("Withdraw it")),
        )
    return Choice(KEEP, SAY.both("Keep theirs")), Choice(TAKE, SAY.both("Take yours"))


def _question(conflict: Conflict, count: int) -> Text:
    who, when = published(conflict.entry)
    filled = {
        "table": conflict.kind.called, "who": who, "when": when,
        "count": Text(number(count, Language.EN), number(count, Language.KO)),
    }  # fmt: skip
    match conflict.what:
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
        parts.append(", ".join(item for item in (asked.place.file, asked.place.sheet) if item))
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
