"""What a withdrawal means: the rows that hang on a row that goes, by name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from story.publishing.intake import Located
from story.tables.changes import Changes, Key, Labels, Sheets
from story.tables.model import TABLES, Column, Record, columns
from story.tables.problem import Problem, Spot, error
from story.text import Language, Phrases, Text, joined, number

SAY = Phrases("refresh")
FEW = 12  # rows that are named
UNKNOWN = "unknown-reference"


def hanging(kind: type[Record], key: Key, sheets: Sheets) -> tuple[tuple[type[Record], Key], ...]:
    """Return the rows that point to a row, by table and key."""
    if len(kind.key) > 1:
        return ()
    target = f"{kind.table}.{kind.key[0]}"
    return tuple(
        (other, row)
        for other in TABLES
        for row, cells in sheets.get(other, {}).items()
        if any(
            key[0] in cells.get(column.name, "").split(";")
            for column in columns(other)
            if column.references == target
        )
    )


def named(rows: Iterable[tuple[type[Record], Key]], sheets: Sheets, labels: Labels) -> Text:
    """Return rows by their names, table by table; of many the first and how many more."""
    listed = list(rows)
    parts = []
    for kind in dict.fromkeys(kind for kind, _ in listed):
        some = [key for other, key in listed if other is kind]
        names = [labels.row(kind, sheets[kind][key]) for key in some[:FEW]]
        quoted = [SAY.both("“{name}”", name=name) for name in names]
        each = Text(
            *(joined([item.within(tongue) for item in quoted], tongue) for tongue in Language)
        )
        if len(some) > FEW:
            more = Text(*(number(len(some) - FEW, tongue) for tongue in Language))
            each = SAY.both("{names} and {count} more", names=each, count=more)
        parts.append(SAY.both("{table}: {names}", table=kind.called, names=each))
    return Text("; ".join(part.en for part in parts), "; ".join(entry.ko for entry in parts))


def missing_said(
    missing: Mapping[type[Record], tuple[Key, ...]], sheets: Sheets, labels: Labels
) -> Iterator[Text]:
    """Yield what it means that rows are not in the files: that they stay, and what hangs on them.

    Of a file that holds only a few of the rows, how many it leaves alone.
    """
    for kind, keys in missing.items():
        count = Text(*(number(len(keys), each) for each in Language))
        if len(keys) > FEW:
            yield SAY.both(
                "{table}: rows that are not in the file and stay as they are: {count}.",
                table=kind.called, count=count,
            )  # fmt: skip
            continue
        resting = [row for key in keys for row in hanging(kind, key, sheets)]
        said = SAY.both(
            "Not in the file, and staying: {names}.",
            names=named([(kind, key) for key in keys], sheets, labels),
        )
        if resting:
            rest = SAY.both(
                "Rows that hang on them: {names}.",
                names=named(dict.fromkeys(resting), sheets, labels),
            )
            said = Text(f"{said.en} {rest.en}", f"{said.ko} {rest.ko}")
        yield said


def of_withdrawals(
    problems: Iterable[Located], changes: Changes, after: Sheets, labels: Labels
) -> Iterator[Located]:
    """Yield the problems, those of rows that lost what they point to as one for each row that goes.

    Such a row is not told to point to another: what it rests on was withdrawn on purpose.
    """
    gone = {
        (f"{table.kind.table}.{table.kind.key[0]}", key[0]): (table.kind, key)
        for table in changes.tables
        if len(table.kind.key) == 1
        for key in table.removed
    }
    said: set[tuple[type[Record], Key]] = set()
    for problem in problems:
        lost = list(_lost(problem.problem, gone)) if problem.problem.rule == UNKNOWN else []
        if not lost:
            yield problem
        for row in lost:
            if row not in said:
                said.add(row)
                yield Located(_cannot(*row, changes, after, labels), None)


def _lost(
    problem: Problem, gone: Mapping[tuple[str, str], tuple[type[Record], Key]]
) -> Iterator[tuple[type[Record], Key]]:
    column = _column(problem)
    for item in problem.value.split(";") if column else ():
        if column and (column.references, item) in gone:
            yield gone[column.references, item]


def _cannot(
    kind: type[Record], key: Key, changes: Changes, after: Sheets, labels: Labels
) -> Problem:
    found = changes.of(kind)
    cells = found.removed[key] if found else {}
    return error(
        "withdrawn-with-rows",
        Spot(kind.table, 0, kind.key[0], "/".join(key)),
        SAY.both(
            "{table}: “{row}” would be withdrawn, and these rows hang on it: {names}.",
            table=kind.called, row=labels.row(kind, cells),
            names=named(hanging(kind, key, after), after, labels),
        ),
        SAY.both("Leave the row in its file, or withdraw or change these rows with it."),
    )  # fmt: skip


def _column(problem: Problem) -> Column | None:
    kind = next((item for item in TABLES if item.table == problem.table), None)
    described = columns(kind) if kind else ()
    return next((entry for entry in described if entry.name == problem.column), None)


def with_missing_tables(problems: Iterable[Located], given: frozenset[str]) -> Iterator[Located]:
    """Yield the problems; a row that is not there yet may come with its table.

    `given`: the tables that were given.
    """
    for item in problems:
        problem = item.problem
        column = _column(problem)
        if problem.rule != UNKNOWN or not column:
            yield item
            continue
        table = column.references.partition(".")[0]
        if table in given:
            yield item
            continue
        advice = SAY.both("If it is new, give {file} together with this.", file=f"{table}.csv")
        both = Text(f"{problem.fix.en} {advice.en}", f"{problem.fix.ko} {advice.ko}")
        yield replace(item, problem=replace(problem, fix=both))
