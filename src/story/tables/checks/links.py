"""Ids and the links between rows: each id once, each link to a row that exists."""

from collections.abc import Iterator, Mapping

from story.tables.checks.span import begins_after
from story.tables.model import TABLES, Column, Estimate, Record, Source, columns
from story.tables.problem import Problem, Spot, error, meant, warning
from story.tables.rows import Table, Tables
from story.text import Phrases

SAY = Phrases("checks")

KINDS = {kind.table: kind for kind in TABLES}


def duplicate_ids(tables: Tables) -> Iterator[Problem]:
    """Find rows whose id an earlier row of the same table has."""
    for kind in TABLES:
        seen: dict[tuple[str, ...], int] = {}
        for line in tables.of(kind).lines:
            key = tuple(line.cells.get(name, "") for name in kind.key)
            if not key[0]:
                continue
            first = seen.setdefault(key, line.row)
            if first != line.row:
                yield error(
                    "duplicate-id",
                    Spot(kind.table, line.row, kind.key[0], "/".join(key)),
                    SAY.both("Row {row} has the same {key}.", row=first, key=", ".join(kind.key)),
                    SAY.both("Delete one of the rows, or give this one an id of its own."),
                )


def unknown_references(tables: Tables) -> Iterator[Problem]:
    """Find links to rows that do not exist."""
    for kind in TABLES:
        for column in columns(kind):
            if column.references:
                yield from _unknown(tables.of(kind), column, tables)


def _unknown(table: Table[Record], column: Column, tables: Tables) -> Iterator[Problem]:
    name, _, target = column.references.partition(".")
    pointed = tables.of(KINDS[name])
    if not pointed.whole:
        return
    known = {line.cells.get(target, "") for line in pointed.lines} - {""}
    for line in table.lines:
        for item in _items(column, line.cells):
            if item not in known:
                yield error(
                    "unknown-reference",
                    table.spot(line.row, column.name),
                    SAY.both(
                        "No row of {name}.csv has the {column} “{value}”.",
                        name=name,
                        column=target,
                        value=item,
                    ),
                    meant(
                        item,
                        known,
                        SAY.both("Correct the id, or add the row to {name}.csv.", name=name),
                    ),
                )


def repeated_items(tables: Tables) -> Iterator[Problem]:
    """Find lists that name the same thing twice."""
    for kind in TABLES:
        lists = [column for column in columns(kind) if column.cell.many and column.references]
        for line in tables.of(kind).lines:
            for entry in lists:
                items = _items(entry, line.cells)
                twice = next((item for item in items if items.count(item) > 1), "")
                if twice:
                    yield warning(
                        "repeated-item",
                        tables.of(kind).spot(line.row, entry.name),
                        SAY.both("The list names “{value}” twice.", value=twice),
                        SAY.both("Name it once."),
                    )


def _items(column: Column, cells: Mapping[str, str]) -> list[str]:
    value = cells.get(column.name, "")
    return [item for item in (value.split(";") if column.cell.many else [value]) if item]


def unnamed_messengers(tables: Tables) -> Iterator[Problem]:
    """Find rows known at second hand that do not name through whom, or name the source itself."""
    reported = {
        record.source_id for record in tables.of(Source).records if record.read_as == "reported"
    }
    for kind in TABLES:
        if "via_source_id" not in kind.model_fields:
            continue
        table = tables.of(kind)
        for line in table.lines:
            source, via = line.cells.get("source_id", ""), line.cells.get("via_source_id")
            if source in reported and via == "":
                yield error(
                    "missing-via",
                    table.spot(line.row, "via_source_id"),
                    SAY.both(
                        "“{value}” is known only through others (read_as: reported), "
                        "and the row does not say through whom.",
                        value=source,
                    ),
                    SAY.both("Name the publication it is known through."),
                )
            elif source and source == via:
                yield error(
                    "via-itself",
                    table.spot(line.row, "via_source_id"),
                    SAY.both("The row names the same publication twice."),
                    SAY.both("Empty the cell if the publication itself was read."),
                )


def derivation(tables: Tables) -> Iterator[Problem]:
    """Find estimates derived from themselves, in a circle, or from a later one."""
    table = tables.of(Estimate)
    by_id = {record.estimate_id: record for record in table.records}
    parents = {name: item.derived_from for name, item in by_id.items()}
    in_circle: set[str] = set()
    for row, entry in table.rows:
        spot = table.spot(row, "derived_from")
        circle = _circle(entry.estimate_id, parents)
        if entry.estimate_id in entry.derived_from:
            yield error(
                "derived-from-itself",
                spot,
                SAY.both("The estimate is derived from itself."),
                SAY.both("Name the estimate it repeats, or empty the cell."),
            )
        elif circle and not in_circle & set(circle):
            in_circle |= set(circle)
            yield error(
                "derivation-circle",
                spot,
                SAY.both(
                    "The estimates derive from one another in a circle: {circle}.",
                    circle=" → ".join(circle),
                ),
                SAY.both("Empty the cell of the one that was published first."),
            )
        for parent in (by_id[name] for name in entry.derived_from if name in by_id):
            if begins_after(parent.published, entry.published):
                yield warning(
                    "later-parent",
                    spot,
                    SAY.both(
                        "“{value}” appeared later than this estimate.", value=parent.estimate_id
                    ),
                    SAY.both("Check both dates of publication."),
                )


def _circle(start: str, parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a way from an estimate through its parents back to itself, if there is one."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        for parent in parents.get(way[-1], ()):
            if parent == start and len(way) > 1:
                return (*way, start)
            if parent not in seen:
                seen.add(parent)
                ways.append((*way, parent))
    return ()
