"""Changes in sentences, for readers of the change log and for staff before they publish."""

from collections.abc import Iterator, Sequence

from story.tables.changes.compare import Cells, Changes, RowChange, TableChanges
from story.tables.changes.labels import Labels
from story.tables.headings import heading
from story.tables.model import Column, Record, columns
from story.tables.values import VALUES
from story.text import Language, Phrases, Text, date, joined, number

SAY = Phrases("changes")
FEW = 4  # rows that are named one by one
SHORT = 60  # characters of a text that is shown before and after


def sentences(changes: Changes, labels: Labels) -> tuple[Text, ...]:
    """Return what changed, in sentences, table by table."""
    return tuple(said for table in changes.tables for said in _of_table(table, labels))


def worded(kind: type[Record], column: str, value: str, labels: Labels) -> Text:
    """Return a cell's value as each language writes it; blank where it is blank."""
    described = next((item for item in columns(kind) if item.name == column), None)
    if described is None or not value:
        return Text(value, value)
    known = VALUES.get(f"{kind.table}.{column}", {})
    if value in known:
        return known[value]
    return _by_form(described, value, labels)


def _by_form(column: Column, value: str, labels: Labels) -> Text:
    both = (Language.EN, Language.KO)
    try:
        if column.cell.form == "date":
            return Text(*(date(value, item) for item in both))
        if column.cell.form == "count":
            return Text(*(number(int(value), entry) for entry in both))
    except ValueError:
        return Text(value, value)
    if column.references:
        items = [labels.item(column.references, part) for part in value.split(";")]
        return _listed(items)
    return Text(value, value)


def _listed(items: Sequence[Text]) -> Text:
    return Text(
        joined([item.en for item in items], Language.EN),
        joined([entry.ko for entry in items], Language.KO),
    )


def _of_table(changes: TableChanges, labels: Labels) -> Iterator[Text]:
    kind = changes.kind
    table = kind.called
    if changes.added:
        names = _names(kind, list(changes.added.values()), labels)
        yield SAY.both("{table}: added {names}.", table=table, names=names)
    if changes.removed:
        names = _names(kind, list(changes.removed.values()), labels)
        yield SAY.both("{table}: withdrew {names}.", table=table, names=names)
    if changes.changed and len(changes.changed) <= FEW:
        for row in changes.changed:
            yield SAY.both(
                "{table}, “{row}”: {what}.",
                table=table,
                row=labels.row(kind, row.after),
                what=_semicolons([_moved(kind, row, name, labels) for name in row.columns]),
            )
    elif changes.changed:
        yield _many(changes, labels)
    if changes.order and not (changes.added or changes.removed or changes.changed):
        yield SAY.both("{table}: the rows stand in another order.", table=table)


def _many(changes: TableChanges, labels: Labels) -> Text:
    """Return one sentence for many changed rows: which columns, and the first rows' names."""
    touched = dict.fromkeys(name for row in changes.changed for name in row.columns)
    rows = [row.after for row in changes.changed]
    return SAY.both(
        "{table}: changed the {columns} of {names}.",
        table=changes.kind.called,
        columns=_listed([heading(name) for name in touched]),
        names=_names(changes.kind, rows, labels),
    )


def _names(kind: type[Record], rows: Sequence[Cells], labels: Labels) -> Text:
    named = [labels.row(kind, cells) for cells in rows[:FEW]]
    quoted = _listed([SAY.both("“{name}”", name=item) for item in named])
    if len(rows) <= FEW:
        return quoted
    return SAY.both(
        "{count} rows, among them {names}",
        count=Text(number(len(rows), Language.EN), number(len(rows), Language.KO)),
        names=quoted,
    )


def _semicolons(parts: Sequence[Text]) -> Text:
    return Text("; ".join(part.en for part in parts), "; ".join(item.ko for item in parts))


def _moved(kind: type[Record], row: RowChange, column: str, labels: Labels) -> Text:
    """Say how one cell changed."""
    then, now = row.before.get(column, ""), row.after.get(column, "")
    what = heading(column)
    if not then or not now:
        return _filled(what, worded(kind, column, then or now, labels), gone=not now)
    if max(len(then), len(now)) > SHORT:
        return SAY.both("the {what} was reworded", what=what)
    said = (worded(kind, column, then, labels), worded(kind, column, now, labels))
    by = _difference(kind, column, then, now)
    if by:
        return SAY.both(
            "the {what} was {then} and is now {now} ({by})",
            what=what, then=said[0], now=said[1], by=by,
        )  # fmt: skip
    if said[0] == said[1]:  # Two sources of one publisher are told apart by their ids.
        said = (Text(then, then), Text(now, now))
    return SAY.both(
        "the {what} was “{then}” and is now “{now}”", what=what, then=said[0], now=said[1]
    )


def _filled(what: Text, value: Text, *, gone: bool) -> Text:
    if max(len(value.en), len(value.ko)) > SHORT:
        if gone:
            return SAY.both("the {what} was taken out", what=what)
        return SAY.both("the {what} was written", what=what)
    if gone:
        return SAY.both("the {what} was “{value}” and is now blank", what=what, value=value)
    return SAY.both("the {what} was blank and is now “{value}”", what=what, value=value)


def _difference(kind: type[Record], column: str, then: str, now: str) -> Text | None:
    """Return by how much a number moved, with its sign; None for what is no number."""
    form = next((item.cell.form for item in columns(kind) if item.name == column), "")
    if form not in ("count", "number"):
        return None
    try:
        by = round(float(now) - float(then), 6)
    except ValueError:
        return None
    sign = "+" if by > 0 else "−"
    return Text(*(f"{sign}{number(abs(by), entry)}" for entry in (Language.EN, Language.KO)))
