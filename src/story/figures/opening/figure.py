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
from story.figures.lettering import evened, held_together, text_width, wrapped
from story.figures.marks import bounds, printed_value
from story.figures.scene import (
    PAGE,
    TARGET,
    Align,
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
ALIGNED: tuple[Align, Align] = ("right", "left")  # the labels above the field


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
        SAY.gettext(
            "Estimated or reported: people held in North Korea’s political prison camps", language
        ),
    )


@dataclass(frozen=True)
class _Measures:
    """Where the two stand, in pixels: the register `wide`, and the field beside or below it."""

    wide: float
    field: tuple[float, float]  # where the field begins, across and down
    size: tuple[float, float]  # how wide and high as many people would be as the most reported
    heads: tuple[float, float]  # how wide a line may be above each


MEASURES = {
    "phone": _Measures(150, (0, 0), (292, 150), (288, 288)),
    "page": _Measures(128, (176, 0), (516, 170), (160, 500)),
}


def _draw(dataset: Dataset, compared: Compared, language: Language, sheet: Sheet) -> Scene:
    """Draw the register as a full area and, on the same scale, a field that stays empty.

    As many pixels a person on both; the published figures are only the field's edges, each named
    where it ends: the lower two above the field, the highest below it.
    """
    measures = MEASURES[sheet.name]
    *lower, highest = sorted(compared.estimates, key=lambda row: bounds(row)[1])
    most = bounds(highest)[1]
    wide, high = measures.size
    pixels = wide * high / most
    drawing = Drawing(sheet, 0, 0, (0, sheet.least))
    counted, held = _groups(dataset, compared, language)
    head = wrapped(counted, measures.heads[0], SMALL)
    drawing.text(_head(head), 4, role="note")
    below = _draw_count(drawing, compared.count, measures, len(head) * LINE + 8, pixels, language)
    top = below + 16 if sheet.narrow else 4
    left, lines = measures.field[0], wrapped(held, measures.heads[1], SMALL)
    drawing.at(At(left, top - 2), _head(lines), "left", "top", role="note")
    top += len(lines) * LINE + 4
    # From the lower's outer edge to the left, from the other's inner edge to the right.
    first, second = lower
    x = left + wide * sqrt(bounds(second)[0] / most)
    label = _label(second, language, sheet.least - x)
    widths = [text_width("".join(run.text for run in line), SMALL) for line in label]
    value = text_width(printed_value(second, language), VALUE[sheet.narrow]) * 1.08
    x = min(x, sheet.least - max(value, *widths) - 4)
    ends = min(left + wide * sqrt(bounds(first)[1] / most), x - 8), x
    labels = _label(first, language, ends[0] - left), label
    top += max(VALUE_LINE + len(label) * LINE for label in labels) + 4
    measures = replace(measures, field=(left, top))
    for row, label, x, align in zip(lower, labels, ends, ALIGNED, strict=True):
        y = top - VALUE_LINE - len(label) * LINE - 4
        _write(drawing, At(x, y), printed_value(row, language), label, row.id, align)
    _draw_field(drawing, compared, measures, most, language)
    label = _label(highest, language, wide)
    _write(drawing, At(left, top + high + 6), printed_value(highest, language), label, highest.id)
    return drawing.scene(top + high + VALUE_LINE + len(label) * LINE + 10)


def _head(lines: list[str]) -> list[TextLine]:
    """Set what comes before the colon, how a group is known, in bold."""
    return two_inks(lines, " ".join(lines).find(":") + 1, bold=True)


def _draw_count(
    drawing: Drawing, count: Observation, measures: _Measures, top: float, pixels: float,
    language: Language,
) -> float:  # fmt: skip
    """Fill as much as the register counts, name it, and return the lower edge of both."""
    said, day = people(count.value, language), date(count.period, language)
    edge = top + count.value * pixels / measures.wide
    corners = (At(0, top), At(measures.wide, edge))
    told = Bar(corners, "quiet", row=count.id, role="range", said=(said, day))
    drawing.add(replace(told, focus=True))
    at = At(measures.wide, top, AIR) if drawing.sheet.narrow else At(0, edge + 6)
    _write(drawing, at, said, plain([day], "quiet"), count.id)
    return max(edge, at.y + VALUE_LINE + LINE)


def _draw_field(
    drawing: Drawing, compared: Compared, measures: _Measures, most: float, language: Language
) -> None:
    """Draw the edges of what is published: ranges as bands, what cannot be checked as a line."""
    left, top = measures.field
    wide, high = measures.size
    drawing.add(
        Path((At(left + wide, top), At(left, top), At(left, top + high)), Line("quiet"),
             role="frame")
    )  # fmt: skip

    def corner(people: float) -> At:
        side = sqrt(people / most)
        return At(left + wide * side, top + high * side)

    for row in compared.estimates:
        low, high_end = bounds(row)
        inner, outer = corner(low), corner(high_end)
        said = (row.within("label", language), printed_value(row, language))
        told = _band(inner, outer, measures, row, said) if low < high_end else _line(
            outer, measures, row, said)  # fmt: skip
        drawing.add(*told)
        if row.id == INQUIRY:
            _draw_op_ed(drawing, compared.op_ed, outer, measures, language)
    empty = wrapped(
        SAY.gettext("Left empty: no one has been let in to count", language),
        corner(min(bounds(row)[0] for row in compared.estimates)).x - left - 12, SMALL,
    )  # fmt: skip
    drawing.at(At(left, top + 8, 8), plain(empty, italic=True), "left", "top", ground=False)


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
) -> None:
    """Mark the op-ed's ceiling on the inquiry's edge, whose top it is, and name it below."""
    left, top = measures.field
    edge = (At(end.x, top), end, At(left, end.y))
    drawing.add(Path(edge, Line("ink", 2.4), row=op_ed.id, role="reference"))
    value = held_together(printed_value(op_ed, language))
    said = f"{op_ed.within('label', language)}: {value}"
    target = Symbol(end, size=TARGET, row=op_ed.id, role="reference")
    drawing.add(replace(target, said=(said,)))
    at = At(left, end.y + 3, 6)
    drawing.at(at, plain([said], italic=True), "left", "top", row=op_ed.id)


def _label(row: Estimate, language: Language, width: float) -> list[TextLine]:
    name, comma, when = row.within("label", language).rpartition(", ")
    lines = evened(f"{name}{comma}{held_together(when)}" if comma else when, width, SMALL)
    return plain(lines, "quiet")


def _write(
    drawing: Drawing, at: At, value: str, lines: list[TextLine], row: str, align: Align = "left"
) -> None:
    """Write a number large, and who says so below it."""
    said = plain([value], bold=True)
    drawing.at(at, said, align, "top", size=VALUE[drawing.sheet.narrow], row=row, ground=False)
    drawing.at(replace(at, y=at.y + VALUE_LINE), lines, align, "top", row=row, ground=False)


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
