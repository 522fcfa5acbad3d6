"""Values that can be read and are permitted, and yet are hardly what somebody meant.

Only what is new is looked at: a value that stood before, or that was answered for, is no doubt
again. Each doubt is settled by somebody who says that it is so, or by mending the file.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from story.tables.checks.span import begins_after
from story.tables.model import (
    TABLES,
    CampList,
    CampPopulation,
    CampStatus,
    Estimate,
    Event,
    Imagery,
    Observation,
    Record,
    Series,
    Source,
    columns,
)
from story.tables.model.column import ISO_DATE
from story.tables.problem import Problem, amount, doubtful
from story.tables.rows import Line, Table, Tables
from story.text import Phrases, Text

SAY = Phrases("checks")

TIMES = 10  # a value that many times its neighbours, or a tenth of them, is asked about
MAN = 10_000  # 만: `12` may stand for 12만
FEW = 20  # below, tenfold is no more than a busy year
NEAR = 3  # within this factor of its neighbours, the value with four zeros more is the likelier
FIGURES = ("low", "point", "high")
# What a row speaks of can hardly lie after its source appeared.
SPEAKS_OF: Mapping[type[Record], tuple[str, ...]] = {
    Estimate: ("period_start", "published"),
    CampList: ("as_of",),
    CampStatus: ("as_of",),
    CampPopulation: ("period_start", "published"),
    Imagery: ("imagery_start",),
    Event: ("start_date",),
    Observation: ("period",),
}
CHECK = SAY.both("Correct it, or say that it is so.")


def doubts(before: Tables, after: Tables, today: date) -> tuple[Problem, ...]:
    """Return what of `after` is to be asked about: only of cells that `before` does not have."""
    return tuple(
        problem
        for kind in TABLES
        for rule in (_unusual, _out_of_time, _same_but_for_the_id, *RULES.get(kind, ()))
        for problem in rule(_New(kind, before, after, today))
    )


@dataclass(frozen=True)
class _New:
    """One table, and which of its cells are new."""

    kind: type[Record]
    before: Tables
    after: Tables
    today: date

    @property
    def table(self) -> Table[Record]:
        return self.after.of(self.kind)

    @property
    def stood(self) -> Mapping[tuple[str, ...], Mapping[str, str]]:
        return {_key(self.kind, line): line.cells for line in self.before.of(self.kind).lines}

    def lines(self) -> Iterator[tuple[Line, Mapping[str, str], frozenset[str]]]:
        """Yield each row with new cells, as it stood before, and the names of those cells."""
        stood = self.stood
        for line in self.table.lines:
            then = stood.get(_key(self.kind, line), {})
            names = frozenset(
                name for name, value in line.cells.items() if value != then.get(name, "")
            )
            if names:
                yield line, then, names

    def doubt(self, rule: str, line: Line, name: str, message: Text, fix: Text = CHECK) -> Problem:
        about = "/".join((*_key(self.kind, line), line.cells.get(name, "")))
        return doubtful(rule, self.table.spot(line.row, name), message, fix, about=about)


def _key(kind: type[Record], line: Line) -> tuple[str, ...]:
    return tuple(line.cells.get(name, "") for name in kind.key)


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _unusual(new: _New) -> Iterator[Problem]:
    """Ask about numbers outside what the column usually holds."""
    limited = [(column, column.usual) for column in columns(new.kind) if column.usual]
    if not limited:
        return
    for line, _, names in new.lines():
        for item, (least, most) in limited:
            value = _number(line.cells.get(item.name, ""))
            if item.name in names and value is not None and not least <= value <= most:
                yield new.doubt("unusual", line, item.name, _outside(value, least, most))


def _outside(value: float, least: float | None, most: float | None) -> Text:
    if most is None:
        return SAY.both(
            "{value} is less than what is to be expected here ({least}).",
            value=amount(value), least=amount(least or 0),
        )  # fmt: skip
    return SAY.both(
        "{value} lies outside what is to be expected here ({least} to {most}).",
        value=amount(value), least=amount(least or 0), most=amount(most),
    )  # fmt: skip


def _out_of_time(new: _New) -> Iterator[Problem]:
    """Ask about dates after today, and about rows that speak of a time after their source."""
    dated = [column.name for column in columns(new.kind) if column.cell.form == "date"]
    published = _published(new.after) if new.kind in SPEAKS_OF else {}
    for line, _, names in new.lines():
        for name in dated:
            value = _date(line, name)
            if name in names and begins_after(value, new.today.isoformat()):
                yield new.doubt(
                    "after-today", line, name,
                    SAY.both("{value} has not come yet.", value=value),
                )  # fmt: skip
        source = published.get(line.cells.get("source_id", ""), "")
        for name in SPEAKS_OF.get(new.kind, ()):
            value = _date(line, name)
            touched = name in names or "source_id" in names
            if touched and begins_after(value[:4], source[:4]):
                yield new.doubt(
                    "after-source", line, name,
                    SAY.both(
                        "{value} lies after the source appeared ({published}).",
                        value=value, published=source,
                    ),
                )  # fmt: skip


def _date(line: Line, name: str) -> str:
    """Return a cell's date; blank where it holds none, which is a problem of its own."""
    value = line.cells.get(name, "")
    return value if re.fullmatch(ISO_DATE, value) else ""


def _published(tables: Tables) -> Mapping[str, str]:
    return {
        line.cells.get("source_id", ""): line.cells.get("published", "")
        for line in tables.of(Source).lines
    }


def _same_but_for_the_id(new: _New) -> Iterator[Problem]:
    """Ask about new rows that say what another row says: one that was renamed, or sent twice."""
    said: dict[tuple[str, ...], tuple[str, ...]] = {}
    stood = new.stood
    first = new.kind.key[0]
    texts = [
        column.name
        for column in columns(new.kind)
        if column.cell.form == "text" and column.name not in new.kind.key
    ]
    if len(new.kind.key) > 1:
        return
    for key, cells in stood.items():
        said.setdefault(_says(new.kind, cells), key)
    for line in new.table.lines:
        key = _key(new.kind, line)
        other = said.setdefault(_says(new.kind, line.cells), key)
        # Rows of codes alone may well be alike.
        if key not in stood and other != key and any(line.cells.get(text) for text in texts):
            yield new.doubt(
                "same-row", line, first,
                SAY.both(
                    "The row says the same as “{other}”, but for the id: was it renamed?",
                    other="/".join(other),
                ),
                SAY.both(
                    "An id is never changed, other rows point to it. Take the row out and keep "
                    "“{other}”, or say that both are meant.",
                    other="/".join(other),
                ),
            )  # fmt: skip


def _says(kind: type[Record], cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in kind.model_fields if name not in kind.key)


def _figures(new: _New) -> Iterator[Problem]:
    """Ask about figures of people that are far from what stood there and from all others."""
    others = [
        value
        for line in new.before.of(new.kind).lines
        for name in FIGURES
        if (value := _number(line.cells.get(name, "")))
    ]
    for line, then, names in new.lines():
        for name in FIGURES:
            value = _number(line.cells.get(name, ""))
            if name not in names or value is None:
                continue
            own = [item for figure in FIGURES if (item := _number(then.get(figure, "")))]
            yield from _far(new, line, name, value, own or others)


def _observed(new: _New) -> Iterator[Problem]:
    """Ask about values against the habits of their series, and far from those around them."""
    habits = {record.series_id: record.habit for record in new.after.of(Series).records}
    units = {item.series_id: item.unit_en for item in new.after.of(Series).records}
    for line, then, names in new.lines():
        value = _number(line.cells.get("value", ""))
        series = line.cells.get("series_id", "")
        if value is None or not names & {"value", "series_id", "period"} or series not in habits:
            continue
        habit = habits[series]
        if value < habit.least or (habit.most is not None and value > habit.most):
            yield new.doubt("unusual", line, "value", _outside(value, habit.least, habit.most))
        elif habit.whole and not value.is_integer():
            yield new.doubt(
                "not-whole", line, "value",
                SAY.both("The series counts “{unit}”: {value} is not a whole number.",
                         unit=units[series], value=line.cells["value"]),
            )  # fmt: skip
        around = _around(new, line, series)
        if then:
            around = [entry for entry in [_number(then.get("value", ""))] if entry] or around
        if habit.rising:
            yield from _falling(new, line, series, value)
        yield from _far(new, line, "value", value, around)


def _around(new: _New, line: Line, series: str) -> list[float]:
    """Return the values of the series nearest before and after a row's period."""
    period = line.cells.get("period", "")
    known = sorted(
        (item.cells.get("period", ""), value)
        for item in new.before.of(Observation).lines
        if item.cells.get("series_id") == series
        and (value := _number(item.cells.get("value", ""))) is not None
        and _key(Observation, item) != _key(Observation, line)
    )
    earlier = [value for when, value in known if when <= period]
    later = [value for when, value in known if when > period]
    return [*earlier[-1:], *later[:1]]


def _falling(new: _New, line: Line, series: str, value: float) -> Iterator[Problem]:
    period = line.cells.get("period", "")
    for item in new.after.of(Observation).lines:
        other = _number(item.cells.get("value", ""))
        when = item.cells.get("period", "")
        replaced = item.cells.get("status") == "superseded"
        if (
            item.cells.get("series_id") != series
            or other is None
            or replaced
            or item.row == line.row
        ):
            continue
        if (begins_after(period, when) and value < other) or (
            begins_after(when, period) and value > other
        ):
            yield new.doubt(
                "falling", line, "value",
                SAY.both(
                    "The series only rises, but {other} in {period} does not fit with {value}.",
                    other=amount(other), period=when, value=amount(value),
                ),
            )  # fmt: skip
            return


def _far(
    new: _New, line: Line, name: str, value: float, around: Sequence[float]
) -> Iterator[Problem]:
    """Ask about a value ten times those around it, or a tenth; and whether 만 was left out."""
    near = [abs(item) for item in around if item]
    if not near or not value:
        return
    least, most = min(near), max(near)
    shown = amount(least) if least == most else SAY.both(
        "{least} to {most}", least=amount(least), most=amount(most)
    )  # fmt: skip
    if least / NEAR <= value * MAN <= most * NEAR and value * TIMES <= least:
        yield new.doubt(
            "ten-thousands", line, name,
            SAY.both(
                "{value}, where {around} stands beside it: was {man} meant?",
                value=amount(value), around=shown, man=amount(value * MAN),
            ),
            SAY.both("Write {value:.0f} with all its zeros, or say that it is so.",
                     value=value * MAN),
        )  # fmt: skip
    elif max(value, most) >= FEW and (value >= most * TIMES or value * TIMES <= least):
        yield new.doubt(
            "ten-times", line, name,
            SAY.both(
                "{value} is ten times what stands beside it, or a tenth of it ({around}).",
                value=amount(value), around=shown,
            ),
        )  # fmt: skip


Rule = Callable[[_New], Iterator[Problem]]
RULES: Mapping[type[Record], tuple[Rule, ...]] = {
    Estimate: (_figures,),
    CampPopulation: (_figures,),
    Observation: (_observed,),
}
