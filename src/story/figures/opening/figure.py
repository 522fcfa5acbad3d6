"""The opening comparison: a number that is counted, and one that no one has been let in to count.

Different groups of people share an axis only to show how well each number is known. The
estimates are never merged into one band.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from story.figures.drawing import SMALL, Drawing
from story.figures.estimates.layout import LEAST_WIDTH
from story.figures.estimates.rows import OP_ED, moment
from story.figures.figure import Figure, sources_of
from story.figures.lettering import wrapped
from story.figures.marks import THICKNESS, Mark, bounds, mark_traces, printed_value
from story.figures.people_axis import axis_for, draw_scale
from story.figures.style import PUBLISHED, Look
from story.tables import Dataset
from story.tables.model import Estimate, Observation, Series
from story.text import Language, Phrases, date, joined, people, period

SAY = Phrases("opening")
COUNTED = "separated-families-surviving"
INQUIRY = "un-coi-2014"
# KINU's newest range as the press rounded it: the same number as in the title of the page.
KINU = "kbs-world-2025"
LINE = 16
SIDES = {True: 16, False: 28}  # margins left and right, by `look.narrow`
COLUMNS = (172, 172, 230)  # widest labels side by side on a wide picture


@dataclass(frozen=True)
class Compared:
    """What is set side by side: the count, three estimates, and the op-ed's ceiling."""

    count: Observation
    estimates: tuple[Estimate, Estimate, Estimate]
    op_ed: Estimate


def opening(dataset: Dataset, language: Language, look: Look = PUBLISHED) -> Figure:
    """Draw the count of waiting families above three estimates of the people held."""
    compared = _compared(dataset)
    table = _table(dataset, compared, language)
    return Figure(
        name="opening",
        plot=_draw(dataset, compared, language, look),
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


def _draw(dataset: Dataset, compared: Compared, language: Language, look: Look) -> go.Figure:
    width = LEAST_WIDTH[look.narrow]
    axis = axis_for(compared.estimates)
    side = SIDES[look.narrow]
    drawing = Drawing(look, side, side, width - 2 * side, axis)
    counted, held = (
        wrapped(said, width - 8, SMALL) for said in _groups(dataset, compared, language)
    )
    dot_y = len(counted) * LINE + 20
    held_top = dot_y + 24
    marks_top = held_top + len(held) * LINE + 8
    place = _stacked if look.narrow else _abreast
    bottom = place(drawing, compared, language, marks_top)
    draw_scale(drawing, dot_y - 12, bottom, [bottom + 12], language)
    drawing.text(counted, 4, look.palette.quiet, italic=True)
    _draw_count(drawing, compared.count, dot_y, language)
    drawing.text(held, held_top, look.palette.quiet, italic=True)
    return drawing.plot(bottom + 26)


def _draw_count(drawing: Drawing, count: Observation, y: float, language: Language) -> None:
    palette = drawing.look.palette
    said = f"<b>{people(count.value, language)}</b>"
    day = f'<span style="color:{palette.quiet}">{date(count.period, language)}</span>'
    drawing.traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [count.value],
            "y": [y],
            "marker": {"symbol": "circle", "size": 14, "color": palette.ink, "opacity": 1},
            "customdata": [[count.id]],
            "hovertext": [f"{people(count.value, language)}<br>{date(count.period, language)}"],
            "hoverinfo": "text",
            "name": count.id,
        }
    )
    drawing.at(count.value, y, f"{said}  {day}", palette.ink, xanchor="left", xshift=12)


def _abreast(drawing: Drawing, compared: Compared, language: Language, top: float) -> float:
    """Draw the estimates in one row, labels above. Return the row's lower edge.

    The first label ends and the second starts with its bar, so that neighbours cannot meet.
    """
    labels = [
        _label(drawing, row, language, width)
        for row, width in zip(compared.estimates, COLUMNS, strict=True)
    ]
    y = top + max(label.count("<br>") + 1 for label in labels) * LINE + 14
    for row, label, anchor in zip(
        compared.estimates, labels, ("right", "left", "center"), strict=True
    ):
        low, high = bounds(row)
        x = {"right": high, "left": low, "center": (low + high) / 2}[anchor]
        ink = drawing.look.palette.ink
        drawing.at(x, y - 12, label, ink, xanchor=anchor, yanchor="bottom", align=anchor)
        _draw_estimate(drawing, row, y, language)
    _draw_op_ed(drawing, compared.op_ed, y, language)
    return y + 42


def _stacked(drawing: Drawing, compared: Compared, language: Language, top: float) -> float:
    """Draw the estimates one below the other, labels above. Return the lower edge."""
    y = top
    for row in compared.estimates:
        label = _label(drawing, row, language, drawing.axis_width)
        drawing.html(label, y, drawing.look.palette.ink)
        y += (label.count("<br>") + 1) * LINE + 12
        _draw_estimate(drawing, row, y, language)
        if row.id == INQUIRY:
            _draw_op_ed(drawing, compared.op_ed, y, language)
            y += 22
        y += 18
    return y


def _label(drawing: Drawing, row: Estimate, language: Language, width: float) -> str:
    lines = wrapped(row.within("label", language), width, SMALL)
    quiet = drawing.look.palette.quiet
    rest = "<br>".join(f'<span style="color:{quiet}">{escape(line)}</span>' for line in lines)
    return f"<b>{printed_value(row, language)}</b><br>{rest}"


def _draw_estimate(drawing: Drawing, row: Estimate, y: float, language: Language) -> None:
    hover = f"<b>{escape(row.within('label', language))}</b><br>{printed_value(row, language)}"
    mark = Mark(row, y, row.origin_id, hover, fade=0, weight="focus")
    drawing.traces.extend(mark_traces(mark, drawing.look))


def _draw_op_ed(drawing: Drawing, op_ed: Estimate, y: float, language: Language) -> None:
    """Mark the op-ed's ceiling on the inquiry's bar, whose top it is, and name it below."""
    ink = drawing.look.palette.ink
    x = bounds(op_ed)[1]
    said = f"{op_ed.within('label', language)}: {printed_value(op_ed, language)}"
    drawing.traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [x],
            "y": [y],
            "marker": {
                "symbol": "line-ns-open",
                "size": THICKNESS["focus"] + 12,
                "color": ink,
                "line": {"width": 2},
                "opacity": 1,
            },
            "customdata": [[op_ed.id]],
            "hovertext": [escape(said)],
            "hoverinfo": "text",
            "name": op_ed.id,
        }
    )
    drawing.at(x, y + 22, f"<i>{escape(said)}</i>", ink)


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
