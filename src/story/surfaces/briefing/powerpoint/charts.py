"""Native charts, one a figure: what is drawn and what stands beside it follows the cells behind.

Published figures are an XY chart, a row of the sheet a series: a range is a thick line between its
bounds, so that ranges and dots share one chart, which PowerPoint's bars and dots cannot. Labels
are PowerPoint's “value from cells”.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE

from story.figures.lettering import wrapped
from story.surfaces.briefing.chart_values import (
    DatedCounts,
    DatedSeries,
    RangeChart,
    RangeRow,
    YearlyCounts,
)
from story.surfaces.briefing.fitting import POINTS
from story.surfaces.briefing.powerpoint.chart_xml import (
    Axis,
    Box,
    Label,
    NativeChart,
    cell_labels,
    key,
    labels_of,
    marker,
    numbers_in,
    own_value,
    serial,
    space,
    titled,
    words_in,
    xy_series,
)
from story.surfaces.briefing.powerpoint.sheet import Cells, Column, Sheet
from story.surfaces.briefing.powerpoint.theme import line, solid
from story.surfaces.briefing.powerpoint.words import LEAST
from story.text import Language, Phrases

SAY = Phrases("briefing")
MARKERS = {
    "circle": "circle", "square": "square", "diamond": "diamond", "diamond-wide": "diamond",
    "triangle-up": "triangle", "triangle-down": "triangle", "line-ns": "dash",
}  # fmt: skip
FADE = 0.09  # the length of an open end, as a share of the axis: it means nothing but “open”
SHARES = (0.24, 0.28, 0.32, 0.36, 0.4, 0.44, 0.48, 0.52)  # of its width, for row labels
HEAD = LEAST * 1.9 / POINTS  # inches above the rows, for the numbers of the axis
TIGHT = 1.17  # a line’s height, in type sizes
ROOMY = 0.62  # inches; no row is higher
AFTER = 0.02  # and what is left free at its right
# LibreOffice sets a gap between Hangul and other letters; bold letters run wider.
GENEROUS = {Language.EN: 1.03, Language.KO: 1.2}
# The second point of a row that is open on a side has no mark.
BARE_END = (
    '<c:dPt><c:idx val="1"/><c:marker><c:symbol val="none"/></c:marker>'
    '<c:bubble3D val="0"/></c:dPt>'
)
ACROSS, DOWN, SECOND, SECOND_DOWN = 10, 20, 30, 40  # ids of axes


def add(shapes: Any, box: Box, chart: NativeChart) -> Any:
    """Add a chart to a slide; `box` in EMU."""
    return shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box, chart)


def ranges(chart: RangeChart, size: tuple[float, float], language: Language) -> NativeChart:
    """Return the chart of published figures for a place of `size`, in inches."""
    width, height = size
    rows = chart.rows
    head = HEAD / height
    share, lines = _laid_out(rows, width, language)
    beside = _reference_label(chart, width, share, language)
    # In points: the lines of each row and as much between as is left.
    needed = [len(item) * LEAST * TIGHT for item in lines]
    spare = height * (1 - head) * POINTS - sum(needed) - len(beside) * LEAST * TIGHT
    heights = [need + max(0.0, spare / len(rows)) for need in needed]
    tops = [sum(heights[:at]) for at in range(len(rows) + 1)]
    end = tops[-1] + len(beside) * LEAST * TIGHT
    sheet = Sheet()
    labels = sheet.add(SAY.gettext("Publication", language), ("\n".join(item) for item in lines))
    printed = sheet.add(SAY.gettext("As printed", language), (item.printed for item in rows))
    lows = sheet.add(
        SAY.gettext("Lower bound as printed", language),
        (item.low if item.is_range else None for item in rows),
    )
    ends = sheet.add(
        SAY.gettext("Upper bound or single figure", language),
        (item.end if item.printed else None for item in rows),
    )
    tail = chart.top * FADE
    tails = sheet.add(
        SAY.gettext("Where the dotted line ends", language),
        (
            item.end + tail * (1 if item.opens_right else -1) if item.is_open else None
            for item in rows
        ),
        f"=D{{row}}+SIGN({{value}}-D{{row}})*{tail:g}",
    )
    middles = [top + high / 2 for top, high in zip(tops, heights, strict=False)]
    places = sheet.add(SAY.gettext("Height", language), middles)
    again = sheet.add(SAY.gettext("Height", language), middles, "=F{row}")
    edge = sheet.add(SAY.gettext("Left edge", language), [0.0] * len(rows))
    series = [
        xy_series(
            0, titled(labels.name, labels.heading), edge[:], places[:],
            labels=cell_labels(
                labels[:],
                [
                    Label(at, "l", row.focused) if row.printed else Label(at, "r", across=-share)
                    for at, row in enumerate(rows)
                ],
                language,
            ),
        )
    ]  # fmt: skip
    if chart.reference:
        said = SAY.gettext("Dotted line", language)
        across = sheet.add(said, (chart.reference.value, chart.reference.value))
        down = sheet.add(SAY.gettext("Height", language), (0.0, tops[-1]))
        words = sheet.add(SAY.gettext("What it is", language), ("", "\n".join(beside)))
        series.append(
            xy_series(
                1, titled(across.name, chart.reference.label), across[:], down[:],
                look=line("ink", 1.25, "sysDot"),
                labels=cell_labels(words[:], [Label(1, "b")], language),
            )
        )  # fmt: skip
    # LibreOffice loses a series that is longer than one before it: those of two points come first.
    cells = _RowCells(labels, printed, lows, ends, tails, places, again)
    for at in sorted(range(len(rows)), key=lambda at: rows[at].is_point):
        if rows[at].printed:
            series.append(_row(len(series), rows[at], at, cells, min(heights), language))
    plot = (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{"".join(series)}<c:axId val="{ACROSS}"/><c:axId val="{DOWN}"/></c:scatterChart>'
    )
    axes = (
        Axis("valAx", ACROSS, DOWN, "t", 0, chart.top, step=_step(chart.top), grid=True),
        Axis("valAx", DOWN, ACROSS, "l", 0, end, turned=True, hidden=True),
    )
    inner = (share, head, 1 - share - AFTER, 1 - head)
    return NativeChart(space(plot, axes, language, inner=inner), sheet.written())


def columns(chart: YearlyCounts, language: Language) -> NativeChart:
    """Return the chart of yearly counts: solid columns, hollow ones for what was provisional."""
    sheet = Sheet()
    years = sheet.add(SAY.gettext("Year", language), (str(year) for year in chart.years))
    series = []
    for at, (name, counts) in enumerate(chart.series):
        column = sheet.add(name, (counts.get(year) for year in chart.years))
        tones = ("", "ink") if at else ("quiet", "quiet")
        look = f"<c:spPr>{solid(tones[0])}{line(tones[1], 1)}</c:spPr>"
        told = frozenset[int]() if at else chart.labels
        shown = (place for place, year in enumerate(chart.years) if year in told)
        labels = "".join(own_value(place, "outEnd", language) for place in shown)
        series.append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{titled(column.name, name)}{look}'
            f'<c:invertIfNegative val="0"/>{labels_of(labels)}<c:cat>{words_in(years[:])}</c:cat>'
            f"<c:val>{numbers_in(column[:])}</c:val></c:ser>"
        )
    plot = '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
    plot += f'{"".join(series)}<c:gapWidth val="45"/><c:overlap val="0"/>'
    plot += f'<c:axId val="{ACROSS}"/><c:axId val="{DOWN}"/></c:barChart>'
    axes = (
        Axis("catAx", ACROSS, DOWN, "b"),
        Axis("valAx", DOWN, ACROSS, "l", 0, grid=True, between=True),
    )
    listed = key(language) if len(chart.series) > 1 else ""
    return NativeChart(space(plot, axes, language, listed), sheet.written())


def dated(chart: DatedCounts, language: Language) -> NativeChart:
    """Return the chart of counts on an axis of real dates, each series one of the chart's."""
    days = sorted({point.day for series in chart.series for point in series.points})
    sheet = Sheet()
    dates = sheet.add(SAY.gettext("Date", language), days)
    counts: list[str] = []
    events: list[str] = []
    unlisted: list[int] = []
    for at, series in enumerate(chart.series):
        of = {point.day: point for point in series.points}
        column = sheet.add(series.name, (of[day].value if day in of else None for day in days))
        if any(series.name == earlier.name for earlier in chart.series[:at]):
            unlisted.append(at)
        said = {days.index(point.day): point for point in series.points if point.label}
        words = sheet.add(
            SAY.gettext("Beside it", language),
            (of[day].label if day in of else "" for day in days),
        ) if said else None  # fmt: skip
        beside = [Label(place, "b" if point.below else "t") for place, point in said.items()]
        labels = cell_labels(words[:], beside, language) if words else ("", "")
        drawn = line(series.colour, 1.5) if series.joined else line("", 1)
        (events if series.happened else counts).append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{titled(column.name, series.name)}'
            f"<c:spPr>{drawn}</c:spPr>{_dated_marker(series)}{labels[0]}"
            f"<c:cat>{numbers_in(dates[:], 'yyyy')}</c:cat><c:val>{numbers_in(column[:])}</c:val>"
            f'<c:smooth val="0"/>{labels[1]}</c:ser>'
        )
    plot = _lines(counts, ACROSS, DOWN) + (_lines(events, SECOND, SECOND_DOWN) if events else "")
    first, last = serial(date(chart.years[0], 1, 1)), serial(date(chart.years[1] + 1, 1, 1))
    axes = [
        Axis("dateAx", ACROSS, DOWN, "b", first, last),
        Axis("valAx", DOWN, ACROSS, "l", 0, grid=True),
    ]
    if events:
        # One round is one on a scale that nobody sees, so that its mark stands at the foot.
        axes.append(Axis("dateAx", SECOND, SECOND_DOWN, "b", first, last, hidden=True))
        axes.append(Axis("valAx", SECOND_DOWN, SECOND, "r", 0, 16, hidden=True))
    return NativeChart(space(plot, axes, language, key(language, unlisted)), sheet.written())


def _reference_label(
    chart: RangeChart, width: float, share: float, language: Language
) -> list[str]:
    """Return what the dotted line is, in lines that fit below it; none without one."""
    if not chart.reference:
        return []
    left = share + (1 - share - AFTER) * chart.reference.value / chart.top
    room = 2 * min(left, 1 - left) * width - 0.1
    return wrapped(chart.reference.label, room * POINTS, LEAST * GENEROUS[language])


def depth(chart: RangeChart) -> float:
    """Return how many rows deep a chart of published figures is."""
    return len(chart.rows) + (0.9 if chart.reference else 0)


def _lines(series: Sequence[str], across: int, down: int) -> str:
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{"".join(series)}<c:marker val="1"/><c:axId val="{across}"/><c:axId val="{down}"/>'
        "</c:lineChart>"
    )


def _dated_marker(series: DatedSeries) -> str:
    if series.joined:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    symbol = MARKERS[series.symbol.removesuffix("-open")]
    if series.hollow and symbol == "circle":
        # LibreOffice fills every mark: what is hollow has a shape of its own too.
        symbol = "diamond"
    fill = "" if series.hollow else series.colour
    return marker(symbol, 9, fill, series.colour)


@dataclass(frozen=True)
class _RowCells:
    """The columns that the rows of a chart of published figures are drawn from."""

    labels: Column
    printed: Column
    lows: Column
    ends: Column
    tails: Column
    places: Column
    again: Column


def _row(
    number: int, row: RangeRow, at: int, cells: _RowCells, unit: float, language: Language
) -> str:
    """Return a row as a series: a thick line, a mark with a dotted line, or a mark."""
    title = titled(cells.labels[at : at + 1].address, row.label)
    both = Cells((cells.places, cells.again), at)
    size = min(12.0, unit * 0.6)
    if row.is_range:
        said = cell_labels(
            Cells((cells.labels, cells.printed), at),
            [Label(1, "r", row.focused, apart=True)], language,
        )  # fmt: skip
        ends = Cells((cells.lows, cells.ends), at)
        look = line(row.colour, min(15.0, unit * 0.5))
        return xy_series(number, title, ends, both, look=look, labels=said)
    if row.is_open:
        last = int(row.opens_right)
        said = cell_labels(
            Cells((cells.labels, cells.printed) if last else (cells.printed, cells.lows), at),
            [Label(last, "r", row.focused, apart=True)], language,
        )  # fmt: skip
        mark = marker("diamond", max(7, size - 2), row.colour, row.colour)
        return xy_series(
            number, title, Cells((cells.ends, cells.tails), at), both,
            look=line(row.colour, 2, "sysDot"), mark=f"{mark}{BARE_END}", labels=said,
        )  # fmt: skip
    symbol = MARKERS[row.symbol.removesuffix("-open")]
    fill = "" if row.symbol.endswith("-open") else row.colour
    here = slice(at, at + 1)
    said = cell_labels(cells.printed[here], [Label(0, "r", row.focused, apart=True)], language)
    return xy_series(
        number, title, cells.ends[here], cells.places[here],
        mark=marker(symbol, size, fill, row.colour), labels=said,
    )  # fmt: skip


def _laid_out(
    rows: Sequence[RangeRow], width: float, language: Language
) -> tuple[float, list[list[str]]]:
    """Return the share of the width for row labels, and these in lines, as few as can be."""
    found = [(share, [_broken(row, width, share, language) for row in rows]) for share in SHARES]
    return min(found, key=lambda item: (sum(map(len, item[1])), item[0]))


def _broken(row: RangeRow, width: float, share: float, language: Language) -> list[str]:
    """Break a label here, so that no program shrinks the plot for one that it does not break."""
    room = width * (share if row.printed else 1 - AFTER) - 0.15
    return wrapped(row.label, room * POINTS, LEAST * GENEROUS[language])


def _step(top: float) -> float:
    return next(item for item in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
                if top / item <= 6)  # fmt: skip
