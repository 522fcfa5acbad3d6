"""The opening comparison: a number that is counted, and one that no one has been let in to count.

Different groups of people share an axis only to show how well each number is known. The
estimates are never merged into one band.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from story.figures.drawing import Drawing, plain
from story.figures.estimates.rows import OP_ED, moment
from story.figures.figure import Figure, sources_of
from story.figures.lettering import wrapped
from story.figures.marks import THICKNESS, Published, bounds, printed_value, published
from story.figures.people_axis import axis_for, draw_scale
from story.figures.scene import PAGE, Align, At, Line, Run, Scene, Sheet, Symbol, TextLine
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.model import Estimate, Observation, Series
from story.text import Language, Phrases, date, joined, people, period

SAY = Phrases("opening")
COUNTED = "separated-families-surviving"
INQUIRY = "un-coi-2014"
# KINU's newest range as the press rounded it: the same number as in the title of the page.
KINU = "kbs-world-2025"
LINE = 16
SIDES = {True: 16, False: 28}  # margins left and right, by `sheet.narrow`
COLUMNS = (172, 172, 230)  # widest labels side by side on a wide picture


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
            "A bar is the range its publisher printed, not a confidence interval; the ring is a "
            "figure that cannot be checked.",
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
            _as_in_the_title(dataset),
            dataset.find(Estimate, INQUIRY),
            _latest(dataset, "daily-nk", "daily-nk"),
        ),
        op_ed=dataset.find(Estimate, OP_ED),
    )


def _as_in_the_title(dataset: Dataset) -> Estimate:
    found = next((row for row in dataset.estimates if row.id == KINU), None)
    return found or _latest(dataset, "kinu-2025", "core")


def _latest(dataset: Dataset, origin_id: str, use: str) -> Estimate:
    rows = [row for row in dataset.estimates if row.origin_id == origin_id and row.use == use]
    return max(rows, key=moment)


def _groups(dataset: Dataset, compared: Compared, language: Language) -> tuple[str, str]:
    series = dataset.find(Series, compared.count.series_id)
    return (
        SAY.gettext("Counted: {who}", language, who=series.within("label", language)),
        SAY.gettext("Estimated or reported: people held in political prison camps", language),
    )


def _draw(dataset: Dataset, compared: Compared, language: Language, sheet: Sheet) -> Scene:
    side = SIDES[sheet.narrow]
    drawing = Drawing(sheet, side, side, axis_for(compared.estimates))
    counted, held = (
        wrapped(said, sheet.least - 8, SMALL) for said in _groups(dataset, compared, language)
    )
    dot_y = len(counted) * LINE + 20
    held_top = dot_y + 24
    top = held_top + len(held) * LINE + 8
    bottom = _lower_edge(drawing, compared, language, top)
    draw_scale(drawing, dot_y - 12, bottom, [bottom + 12], language)
    drawing.text(plain(counted, "quiet", italic=True), 4, role="note")
    _draw_count(drawing, compared.count, dot_y, language)
    drawing.text(plain(held, "quiet", italic=True), held_top, role="note")
    place = _stacked if sheet.narrow else _abreast
    place(drawing, compared, language, top)
    return drawing.scene(bottom + 26)


def _draw_count(drawing: Drawing, count: Observation, y: float, language: Language) -> None:
    said, day = people(count.value, language), date(count.period, language)
    dot = Symbol(At(count.value, y), "circle", 14, "ink", row=count.id, role="point", focus=True)
    drawing.add(replace(dot, said=(said, day)))
    words = (Run(said, bold=True), Run(f"  {day}", "quiet"))
    drawing.at(At(count.value, y, 12), [words], "left", row=count.id)


def _lower_edge(drawing: Drawing, compared: Compared, language: Language, top: float) -> float:
    """Return where the estimates end, which begin at `top`."""
    if not drawing.sheet.narrow:
        return _row_of(drawing, compared, language, top) + 42
    lines = [len(_label(row, language, drawing.axis_width)) for row in compared.estimates]
    return top + sum(lines) * LINE + len(lines) * (12 + 18) + 22


def _row_of(drawing: Drawing, compared: Compared, language: Language, top: float) -> float:
    """Return where the estimates' row lies, under the highest of their labels."""
    labels = [
        _label(row, language, width) for row, width in zip(compared.estimates, COLUMNS, strict=True)
    ]
    return top + max(map(len, labels)) * LINE + 14


def _abreast(drawing: Drawing, compared: Compared, language: Language, top: float) -> None:
    """Draw the estimates in one row, labels above.

    The first label ends and the second starts with its bar, so that neighbours cannot meet.
    """
    y = _row_of(drawing, compared, language, top)
    aligns: tuple[Align, ...] = ("right", "left", "center")
    for row, width, align in zip(compared.estimates, COLUMNS, aligns, strict=True):
        low, high = bounds(row)
        x = {"right": high, "left": low, "center": (low + high) / 2}[align]
        drawing.at(At(x, y, dy=-12), _label(row, language, width), align, "bottom", row=row.id)
        _draw_estimate(drawing, row, y, language)
    _draw_op_ed(drawing, compared.op_ed, y, language)


def _stacked(drawing: Drawing, compared: Compared, language: Language, top: float) -> None:
    """Draw the estimates one below the other, labels above."""
    y = top
    for row in compared.estimates:
        label = _label(row, language, drawing.axis_width)
        drawing.text(label, y, row=row.id)
        y += len(label) * LINE + 12
        _draw_estimate(drawing, row, y, language)
        if row.id == INQUIRY:
            _draw_op_ed(drawing, compared.op_ed, y, language)
            y += 22
        y += 18


def _label(row: Estimate, language: Language, width: float) -> list[TextLine]:
    lines = wrapped(row.within("label", language), width, SMALL)
    return [*plain([printed_value(row, language)], bold=True), *plain(lines, "quiet")]


def _draw_estimate(drawing: Drawing, row: Estimate, y: float, language: Language) -> None:
    said = (row.within("label", language), printed_value(row, language))
    drawing.add(*published(Published(row, y, row.origin_id, said, fade=0, weight="focus")))


def _draw_op_ed(drawing: Drawing, op_ed: Estimate, y: float, language: Language) -> None:
    """Mark the op-ed's ceiling on the inquiry's bar, whose top it is, and name it below."""
    x = bounds(op_ed)[1]
    said = f"{op_ed.within('label', language)}: {printed_value(op_ed, language)}"
    size = THICKNESS["focus"] + 12
    tick = Symbol(At(x, y), "line-ns", size, line=Line("ink", 2), row=op_ed.id, role="reference")
    drawing.add(replace(tick, said=(said,)))
    drawing.at(At(x, y + 22), plain([said], italic=True), row=op_ed.id)


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
        "One dot marks {count} on {day}: {who}. Below it stand separate estimates of the people "
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
