"""A plan said in full, for a terminal."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from story.cli.parts import LONGEST_VALUE, complain, printable, shortened
from story.publishing.effects import (
    FigureChange,
    SentenceChange,
    drawn_anew,
    figure_changes,
    sentence_changes,
)
from story.publishing.intake import Located, Note
from story.publishing.refresh import Asked, Plan, Question, stuck_said, where
from story.tables.changes import Key, marked_words, worded
from story.tables.headings import heading
from story.tables.model import Record
from story.tables.problem import Problem
from story.text import Language, Phrases

SAY = Phrases("cli")

MOST = 200  # cells that are listed one by one
MOST_PROBLEMS = 50


def told(made: Plan, language: Language) -> str:
    """Say a plan in full: how the files were read, what is wrong, what would change."""
    parts = [
        _section(SAY.gettext("How it was read", language), _notes(made, language)),
        _section(SAY.gettext("Errors", language), _problems(made.broken, language)),
        _section(SAY.gettext("Questions", language), _questions(made, language)),
        _section(SAY.gettext("What this takes back", language), _taken_back(made, language)),
        _section(
            SAY.gettext("What cannot be taken back", language),
            [f"  {printable(said.within(language))}" for said in stuck_said(made)],
        ),
        _section(
            SAY.gettext("What would change", language),
            [f"  {printable(sentence.within(language))}" for sentence in made.sentences],
        ),
        _section(SAY.gettext("Cell by cell", language), list(_cells(made, language))),
    ]
    if not made.errors and not made.empty:
        parts += _effects(made, language)
    parts.append(_outcome(made, language))
    return "\n\n".join(part for part in parts if part)


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title.upper(), *lines]) if lines else ""


def _notes(made: Plan, language: Language) -> list[str]:
    lines = [_note(note, language) for note in made.intake.notes]
    lines += [f"  {printable(absence.within(language))}" for absence in made.absences]
    if made.base.broken:
        lines.append(
            "  "
            + SAY.gettext(
                "{files} edited by hand and not shown to readers, because of errors; publishing "
                "sets the files aside in the log.",
                language, files=", ".join(made.base.broken),
            )
        )  # fmt: skip
    if not made.base.told:
        lines.append(
            "  "
            + SAY.gettext("The story's chapters are not told from these tables.", language)
        )  # fmt: skip
    return lines


def _note(note: Note, language: Language) -> str:
    place = ", ".join(part for part in (note.place.file, note.place.sheet) if part)
    said = f"  {place}: {note.message.within(language)}"
    if not note.column:
        return said
    cells = SAY.ngettext("{count} cell", "{count} cells", note.count, language)
    first = f"{note.place.letter}{note.place.row}"
    change = f"{first} “{shortened(note.before)}” → “{shortened(note.after)}”"
    return f"{said} ({note.column}, {cells}: {change})"


def _questions(made: Plan, language: Language) -> list[str]:
    lines = []
    for question in made.questions[:MOST_PROBLEMS]:
        lines += ["", f"  {printable(question.question.within(language))}"]
        cells = [_asked(cell, question, language) for cell in question.asked]
        lines += [f"    {cell}" for cell in cells[:MOST_PROBLEMS] if cell]
        lines += _more(len(cells) - MOST_PROBLEMS, language)
        for each in question.choices:
            chosen = " *" if each.key == question.answer else ""
            said = printable(each.said.within(language))
            lines.append(f"    --answer {question.name}={each.key}   {said}{chosen}")
    return [*lines, *_more(len(made.questions) - MOST_PROBLEMS, language)]


def _asked(cell: Asked, question: Question, language: Language) -> str:
    said = printable(where(cell, language))
    then, given = (printable(item.within(language)) for item in (cell.then, cell.given))
    if then or (given and cell.name):
        said += f": “{then}” → “{given}”"
    elif given:
        said += f" = {given}"
    if cell.answer and cell.answer != question.answer:
        choice = next(entry for entry in question.choices if entry.key == cell.answer)
        said += f" ({choice.said.within(language)})"
    return f"{said}  [{cell.name}]" if cell.name else said


def _more(count: int, language: Language) -> list[str]:
    if count <= 0:
        return []
    more = SAY.ngettext("{count} more; --json has all.", "{count} more; --json has all.",
                        count, language)  # fmt: skip
    return [f"  … {more}"]


def _taken_back(made: Plan, language: Language) -> list[str]:
    lines = []
    for item in made.taken_back:
        who = f", {item.who}" if item.who else ""
        why = f": {printable(item.why(language))}" if item.reason else ""
        lines.append(f"  {item.number}  {item.at:%Y-%m-%d %H:%M} UTC{who}{why}")
        lines += [f"      · {printable(said.within(language))}" for said in item.sentences]
    return lines


def _problems(found: tuple[Located, ...], language: Language) -> list[str]:
    lines = []
    for file, some in groupby(
        found[:MOST_PROBLEMS], key=lambda each: each.place.file if each.place else each.problem.file
    ):
        lines += ["", file, *(_problem(item, language) for item in some)]
    if rest := Counter(entry.problem.rule for entry in found[MOST_PROBLEMS:]):
        lines += ["", f"  … {SAY.gettext('And of these kinds:', language)}"]
        lines += [f"    {count} × {rule}" for rule, count in rest.most_common()]
    return lines


def _file(located: Located) -> str:
    return located.place.file if located.place else located.problem.file


def _problem(located: Located, language: Language) -> str:
    problem, place = located.problem, located.place
    row = place.row if place else problem.row
    parts = [place.sheet] if place and place.sheet else []
    parts += [_row(problem, row, language)] if row else []
    if place and place.letter:
        parts.append(SAY.gettext("column {letter}", language, letter=place.letter))
    parts += [problem.column] if problem.column else []
    where = ", ".join(parts) or SAY.gettext("the whole file", language)
    value = f" = {shortened(problem.value)}" if problem.value not in ("", problem.column) else ""
    advice = f"{problem.message.within(language)} {problem.fix.within(language)}"
    return f"  {where}{value}\n    {printable(advice)}"


def _row(problem: Problem, row: int, language: Language) -> str:
    if problem.file.endswith(".md"):
        return SAY.gettext("line {row}", language, row=row)
    return SAY.gettext("row {row}", language, row=row)


def _cells(made: Plan, language: Language) -> Iterator[str]:
    """Yield one line a row added or withdrawn, and one a cell changed."""
    count = 0
    for line in _every_cell(made, language):
        count += 1
        if count <= MOST:
            yield line
    if count > MOST:
        rest = SAY.ngettext(
            "{count} more line; --json has all.", "{count} more lines; --json has all.",
            count - MOST, language,
        )  # fmt: skip
        yield f"  … {rest}"


def _every_cell(made: Plan, language: Language) -> Iterator[str]:
    for item in made.changes.tables:
        table = f"{item.kind.table}.csv"
        for sign, rows in (("+", item.added), ("-", item.removed)):
            for key, cells in rows.items():
                yield f"  {sign} {table} {_id(key)}"
                for column, value in cells.items():
                    if value and sign == "+":
                        said = printable(_cell(made, item.kind, column, cells, language))
                        yield f"      {column} ({heading(column).within(language)}): {said}"
        for row in item.changed:
            for column in row.columns:
                name = f"{column} ({heading(column).within(language)})"
                then, now = (
                    printable(_cell(made, item.kind, column, cells, language))
                    for cells in (row.before, row.after)
                )
                yield f"  ~ {table} {_id(row.key)}: {name}: {_moved(then, now)}"


def _id(key: Key) -> str:
    return "/".join(part for part in key if part)


def _moved(then: str, now: str) -> str:
    """Say what changed of a cell; of a long text the whole, with the words that changed marked."""
    if max(len(then), len(now)) <= LONGEST_VALUE or not then or not now:
        return f"“{then}” → “{now}”"
    marks = {"": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(marks[sign].format(text) for sign, text in marked_words(then, now))


def _cell(
    made: Plan, kind: type[Record], column: str, cells: Mapping[str, str], language: Language
) -> str:
    return worded(kind, column, cells.get(column, ""), made.labels).within(language)


def _effects(made: Plan, language: Language) -> list[str]:
    before, after = made.base.found.dataset, made.found.dataset
    if not before or not after:
        return []
    if made.read is None or drawn_anew(made.read):
        complain(SAY.gettext("Drawing the figures as they are and as they would be …", language))
    figures = figure_changes(before, after, language, changes=made.read)
    reading = sentence_changes(before, after) if made.base.told else ()
    return [
        _section(
            SAY.gettext("Figures that change", language), [_figure(figure) for figure in figures]
        ),
        _section(
            SAY.gettext("Sentences of the story that change", language),
            [_sentence(item) for item in reading],
        ),
    ]  # fmt: skip


def _figure(change: FigureChange) -> str:
    before, after = printable(change.before.title), printable(change.after.title)
    if before == after:
        return f"  {change.name}: {after}"
    return f"  {change.name}\n    - {before}\n    + {after}"


def _sentence(change: SentenceChange) -> str:
    lines = [f"  [{change.language}] {printable(change.chapter)}"]
    lines += [f"    - {printable(change.before)}"] if change.before else []
    lines += [f"    + {printable(change.after)}"] if change.after else []
    return "\n".join(lines)


def _outcome(made: Plan, language: Language) -> str:
    errors = SAY.ngettext("{count} error", "{count} errors", len(made.errors), language)
    warnings = SAY.ngettext("{count} warning", "{count} warnings", len(made.warnings), language)
    if made.open and not made.broken:
        return SAY.ngettext(
            "{count} question to be answered before this can be published.",
            "{count} questions to be answered before this can be published.",
            len(made.open), language,
        )  # fmt: skip
    if made.errors:
        return SAY.gettext(
            "{errors}, {warnings}: this cannot be published.", language,
            errors=errors, warnings=warnings,
        )  # fmt: skip
    if made.empty:
        return SAY.gettext("Nothing would change.", language)
    return SAY.gettext(
        "{errors}, {warnings}. Edition {before} would become {after}.", language,
        errors=errors, warnings=warnings, before=made.base.files.edition, after=made.files.edition,
    )  # fmt: skip
