"""The opening comparison: a number that is counted, and one that no one has been let in to count.

Different groups of people share a scale, as many pixels a person, only to show how well each number
is known. Nobody who is held is drawn: the field of the estimates is empty, and they are its edges.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

import pandas as pd

from story.figures.drawing import AIR, Drawing, plain, two_inks
from story.figures.estimates.rows import OP_ED, moment
from story.figures.figure import Figure, sources_of
from story.figures.lettering import evened, held_together, wrapped
from story.figures.marks import bounds, printed_value
from story.figures.scene import (
    PAGE,
    TARGET,
    At,
    Bar,
    Line,
    Mark,
    Path,
    Scene,
    Sheet,
    Symbol,
    TextLine,
)
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.model import Estimate, Observation, Series
from story.text import Language, Phrases, date, joined, people, period

SAY = Phrases("opening")
COUNTED = "separated-families-surviving"
INQUIRY = "un-coi-2014"
LINE, VALUE_LINE = 16, 21  # line heights
VALUE = {True: 15, False: 16}  # type size of a number, by `sheet.narrow`
ROW = 4  # pixels; how high the last row of the register is, which is not whole


@dataclass(frozen=True)
class Compared:
    """What is set side by side: the count, three estimates, and the op-ed's ceiling."""

    count: Observation
    estimates: tuple[Estimate, Estimate, Estimate]
    op_ed: Estimate


def opening(dataset: Dataset, language: Language, sheet: Sheet = PAGE) -> Figure:
    """Draw the count of waiting families above three estimates of the people held."""
    compared = _compared(dataset)
    table = _table(dataset, compared, language)
    return Figure(
        name="opening",
        scene=_draw(dataset, compared, language, sheet),
        table=table,
        headings={
            "label": SAY.gettext("Who says so, and when", language),
            "value": SAY.gettext("Number", language),
            "describes": SAY.gettext("For", language),
            "group": SAY.gettext("Who is counted", language),
        },
        title=SAY.gettext(
            "One group is counted to the person; of the other there are only estimates", language
        ),
        reading=SAY.gettext(
            "A band is a printed range, not a confidence interval; a broken line or a ring cannot "
            "be checked.",
            language,
        ),
        summary=_summary(dataset, compared, language),
        sources=sources_of(table),
        notes=(
            SAY.gettext(
                "The count is of registered applicants, not of all separated families.", language
            ),
            SAY.gettext(
                "The estimates do not count the same camps, and are not to be averaged or joined.",
                language,
            ),
        ),
    )


def _compared(dataset: Dataset) -> Compared:
    year_ends = [
        observation
        for observation in dataset.observations
        if observation.series_id == COUNTED
        and observation.status == "final"
        and observation.period.endswith("-12-31")
    ]
    return Compared(
        count=max(year_ends, key=lambda end: end.period),
        estimates=(
            _latest(dataset, "kinu-2025", "core"),
            dataset.find(Estimate, INQUIRY),
            _latest(dataset, "daily-nk", "daily-nk"),
        ),
        op_ed=dataset.find(Estimate, OP_ED),
    )


def _latest(dataset: Dataset, origin_id: str, use: str) -> Estimate:
    rows = [row for row in dataset.estimates if row.origin_id == origin_id and row.use == use]
    return max(rows, key=moment)


def _groups(dataset: Dataset, compared: Compared, language: Language) -> tuple[str, str]:
    series = dataset.find(Series, compared.count.series_id)
    return (
        SAY.gettext("Counted: {who}", language, who=series.within("label", language)),
        SAY.gettext("Estimated or reported: people held in political prison camps", language),
    )


@dataclass(frozen=True)
class _Measures:
    """Where the two stand, in pixels: the register `wide`, and the field beside or below it."""

    wide: float
    field: tuple[float, float]  # where the field begins
    size: tuple[float, float]  # how wide and high as many people would be as the most reported
    heads: tuple[float, float]  # how wide a line may be above each

    @property
    def labels(self) -> float:
        """Where the labels at the right of the field begin."""
        return self.field[0] + self.size[0] + AIR + 4


MEASURES = {
    "phone": _Measures(150, (0, 118), (140, 240), (288, 288)),
    "page": _Measures(128, (176, 42), (268, 250), (160, 500)),
}


def _draw(dataset: Dataset, compared: Compared, language: Language, sheet: Sheet) -> Scene:
    """Draw the register as a full area and, on the same scale, a field that stays empty.

    As many pixels a person on both; the published figures are only the field's edges.
    """
    measures = MEASURES[sheet.name]
    most = max(bounds(row)[1] for row in compared.estimates)
    pixels = measures.size[0] * measures.size[1] / most
    drawing = Drawing(sheet, 0, 0, (0, sheet.least), fit="left")
    counted, held = _groups(dataset, compared, language)
    head = wrapped(counted, measures.heads[0], SMALL)
    drawing.text(_head(head), 4, role="note")
    _draw_count(drawing, compared.count, measures, len(head) * LINE + 8, pixels, language)
    left, top = measures.field
    lines = wrapped(held, measures.heads[1], SMALL)
    drawing.text(_head(lines), top - len(lines) * LINE - 4, indent=left, role="note")
    _draw_field(drawing, compared, measures, pixels, language)
    return drawing.scene(top + measures.size[1] + 16)


def _head(lines: list[str]) -> list[TextLine]:
    """Set what comes before the colon, how a group is known, in bold."""
    return two_inks(lines, " ".join(lines).find(":") + 1, bold=True)


def _draw_count(
    drawing: Drawing, count: Observation, measures: _Measures, top: float, pixels: float,
    language: Language,
) -> None:  # fmt: skip
    """Fill as much as the register counts, to the last: its last row is not whole."""
    said, day = people(count.value, language), date(count.period, language)
    rows, rest = divmod(count.value * pixels / measures.wide, ROW)
    edge = top + rows * ROW
    told = Bar((At(0, top), At(0, top)), "quiet", row=count.id, role="range", said=(said, day))
    for right, upper, lower in (
        (measures.wide, top, edge), (measures.wide * rest / ROW, edge, edge + ROW)
    ):  # fmt: skip
        drawing.add(replace(told, corners=(At(0, upper), At(right, lower)), focus=True))
    beside = drawing.sheet.narrow
    at = At(measures.wide + AIR, top) if beside else At(0, edge + ROW + 6)
    _write(drawing, at, said, plain([day], "quiet"), count.id)


def _draw_field(
    drawing: Drawing, compared: Compared, measures: _Measures, pixels: float, language: Language
) -> None:
    """Draw the edges of what is published: ranges as bands, what cannot be checked as a line."""
    left, top = measures.field
    wide, high = measures.size
    drawing.add(
        Path((At(left + wide, top), At(left, top), At(left, top + high)), Line("quiet"),
             role="frame")
    )  # fmt: skip
    most = wide * high / pixels

    def corner(people: float) -> At:
        side = sqrt(people / most)
        return At(left + wide * side, top + high * side)

    labels: list[tuple[float, Estimate, list[TextLine]]] = []
    for row in compared.estimates:
        low, high_end = bounds(row)
        inner, outer = corner(low), corner(high_end)
        said = (row.within("label", language), printed_value(row, language))
        told = _band(inner, outer, measures, row, said) if low < high_end else _line(
            outer, measures, row, said)  # fmt: skip
        drawing.add(*told)
        label = _label(row, language, drawing.sheet.least - measures.labels)
        if row.id == INQUIRY:
            label += _draw_op_ed(drawing, compared.op_ed, outer, measures, language)
        labels.append(((inner.y + outer.y) / 2, row, label))
    empty = wrapped(
        SAY.gettext("Empty: no one has been let in to count", language),
        corner(bounds(compared.estimates[0])[0]).x - left - 12, SMALL,
    )  # fmt: skip
    drawing.at(At(left + 8, top + 8), plain(empty, italic=True), "left", "top", ground=False)
    _write_labels(drawing, labels, measures, language)


def _band(
    inner: At, outer: At, measures: _Measures, row: Estimate, said: tuple[str, ...]
) -> Iterator[Mark]:
    """Yield a range as the room between two corners, open towards the field's own corner."""
    left, top = measures.field
    token = f"wash-{row.origin_id}"
    for corners in ((At(left, inner.y), outer), (At(inner.x, top), At(outer.x, inner.y))):
        yield Bar(corners, token, row=row.id, role="range", focus=True, said=said)
    for end in (inner, outer):
        edge = (At(end.x, top), end, At(left, end.y))
        yield Path(edge, Line(f"origin-{row.origin_id}", 2), row=row.id, role="range")


def _line(end: At, measures: _Measures, row: Estimate, said: tuple[str, ...]) -> Iterator[Mark]:
    """Yield a single figure that cannot be checked as a broken line."""
    left, top = measures.field
    edge = (At(end.x, top), end, At(left, end.y))
    yield Path(edge, Line(f"origin-{row.origin_id}", 2, (5, 4)), row=row.id, role="range")
    yield Symbol(end, size=TARGET, row=row.id, role="point", said=said)


def _draw_op_ed(
    drawing: Drawing, op_ed: Estimate, end: At, measures: _Measures, language: Language
) -> list[TextLine]:
    """Mark the op-ed's ceiling on the inquiry's edge, whose top it is; return its words."""
    left, top = measures.field
    edge = (At(end.x, top), end, At(left, end.y))
    drawing.add(Path(edge, Line("ink", 2.4), row=op_ed.id, role="reference"))
    value = held_together(printed_value(op_ed, language))
    said = f"{op_ed.within('label', language)}: {value}"
    target = Symbol(end, size=TARGET, row=op_ed.id, role="reference")
    drawing.add(replace(target, said=(said,)))
    room = drawing.sheet.least - measures.labels
    return plain(evened(said, room, SMALL), italic=True)


def _label(row: Estimate, language: Language, width: float) -> list[TextLine]:
    name, comma, when = row.within("label", language).rpartition(", ")
    lines = evened(f"{name}{comma}{held_together(when)}" if comma else when, width, SMALL)
    return plain(lines, "quiet")


def _write(drawing: Drawing, at: At, value: str, lines: list[TextLine], row: str) -> None:
    """Write a number large, and who says so below it."""
    said = plain([value], bold=True)
    drawing.at(at, said, "left", "top", size=VALUE[drawing.sheet.narrow], row=row, ground=False)
    drawing.at(replace(at, y=at.y + VALUE_LINE), lines, "left", "top", row=row, ground=False)


def _write_labels(
    drawing: Drawing, labels: list[tuple[float, Estimate, list[TextLine]]], measures: _Measures,
    language: Language,
) -> None:  # fmt: skip
    """Write the labels at the right, each as near to its edge as the ones below it allow."""
    floor = measures.field[1] + measures.size[1] + 8
    for y, row, lines in reversed(labels):
        high = VALUE_LINE + len(lines) * LINE
        top = min(y - VALUE_LINE / 2, floor - high)
        side = sqrt(bounds(row)[1] / max(bounds(other)[1] for _, other, _ in labels))
        start = At(measures.field[0] + measures.size[0] * side, y)
        middle = At(measures.labels - 4, top + VALUE_LINE / 2)
        token = f"origin-{row.origin_id}"
        drawing.add(Path((start, middle), Line(token), role="join"))
        value = printed_value(row, language)
        _write(drawing, At(measures.labels, top), value, lines, row.id)
        floor = top - 6


def _table(dataset: Dataset, compared: Compared, language: Language) -> pd.DataFrame:
    """Return one row a mark: `record_id`, `low`, `point`, `high`, `bound`, readable columns."""
    count, (counted, held) = compared.count, _groups(dataset, compared, language)
    series = dataset.find(Series, count.series_id)
    first = {
        "record_id": count.id,
        "label": series.within("label", language),
        "value": people(count.value, language),
        "describes": date(count.period, language),
        "group": counted,
        "origin_id": "",
        "low": None,
        "point": int(count.value),
        "high": None,
        "bound": "exactly",
        "period_start": count.period,
        "period_end": count.period,
        "published": "",
        "source_id": count.source_id,
        "via_source_id": count.via_source_id,
    }
    copied = ("low", "point", "high", "bound", "period_start", "period_end", "published")
    rows = [
        {
            "record_id": row.id,
            "label": row.within("label", language),
            "value": printed_value(row, language),
            "describes": period(row.period_start, row.period_end, language),
            "group": held,
            "origin_id": row.origin_id,
            **{name: getattr(row, name) for name in copied},
            "source_id": row.source_id,
            "via_source_id": row.via_source_id,
        }
        for row in (*compared.estimates, compared.op_ed)
    ]
    table = pd.DataFrame.from_records([first, *rows])
    return table.astype(dict.fromkeys(("low", "point", "high"), "Int64"))


def _summary(dataset: Dataset, compared: Compared, language: Language) -> str:
    series = dataset.find(Series, compared.count.series_id)
    return SAY.gettext(
        "{count} are counted on {day}: {who}. Beside them stand separate estimates of the people "
        "held in political prison camps: {estimates}. The op-ed's figure, {op_ed}, is marked at "
        "the top of the range of the UN inquiry.",
        language,
        count=people(compared.count.value, language),
        day=date(compared.count.period, language),
        who=series.within("label", language),
        estimates=joined(list(_estimates_said(compared, language)), language),
        op_ed=printed_value(compared.op_ed, language),
    )


def _estimates_said(compared: Compared, language: Language) -> Iterator[str]:
    for row in compared.estimates:
        yield SAY.gettext(
            "{value} ({label})",
            language,
            value=printed_value(row, language),
            label=row.within("label", language),
        )
