"""Native charts with their data behind them: printed ranges and dots, yearly counts, dated counts.

A range is a stacked bar whose first series, the lower bound, has no fill. Dots are an XY chart
laid over it with the same plot area, since PowerPoint's bars have no dots; its last series has
no mark and carries what was printed as labels.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.util import Inches, Pt

from story.figures.figure import Figure
from story.figures.lettering import wrapped
from story.surfaces.briefing.fitting import POINTS, lines_of, width_of
from story.surfaces.briefing.powerpoint.words import colour, run, text_box
from story.surfaces.briefing.ranges import Line, Reference, lines, reference, top_of
from story.text import Language, Phrases

SAY = Phrases("briefing")
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
Box = tuple[float, float, float, float]
STYLES = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "diamond-wide": XL_MARKER_STYLE.DIAMOND,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "line-ns-open": XL_MARKER_STYLE.DASH,
}
# Korean too counts by thousands here: no number format divides by ten thousand.
NUMBERS = "#,##0"
LABELS = 0.4  # the share of a chart's width that row labels may take
FOOT = 0.05


def ranges(shapes: Any, figure: Figure, box: Box, language: Language) -> list[Any]:
    """Add the charts of published figures: ranges, and the dots over them. Returns both."""
    found = lines(figure)
    size = _size(box[3] / max(len(found), 1))
    labels = _labels(found, box[2], size, language)
    plot = (labels, _head(box, size), 1 - labels - 0.12, 1 - _head(box, size) - FOOT)
    top = top_of(figure)
    bars = _bars(shapes, found, box, plot, top, size, language)
    dots = _dots(shapes, found, reference(figure), box, plot, top, size, language)
    row = box[3] * plot[3] / max(len(found), 1)
    for at, item in enumerate(found):
        if not item.printed:
            place = (box[0], box[1] + box[3] * plot[1] + at * row, box[2], row)
            heading = text_box(shapes, place, item.label, anchor="bottom")
            run(heading.text_frame.paragraphs[0], item.label, language, size=min(size, 11),
                tone="quiet", italic=True)  # fmt: skip
    return [bars, dots]


def columns(shapes: Any, figure: Figure, box: Box, language: Language) -> Any:
    """Add the chart of yearly counts: solid columns, hollow ones for what was provisional."""
    plot = figure.plot
    first, last = plot.layout.xaxis.range
    years = list(range(math.ceil(first), math.floor(last) + 1))
    data = CategoryChartData(number_format="#,##0")
    data.categories = [str(year) for year in years]
    for trace in plot.data:
        values = {int(x): float(y) for x, y in zip(trace.x, trace.y, strict=True)}
        data.add_series(trace.name, [values.get(year) for year in years])
    frame = _chart(shapes, XL_CHART_TYPE.COLUMN_CLUSTERED, box, data)
    chart = frame.chart
    told = {round(annotation.x): annotation.text for annotation in plot.layout.annotations}
    for at, series in enumerate(chart.plots[0].series):
        series.format.line.color.rgb = colour("quiet" if at == 0 else "ink")
        if at == 0:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour("quiet")
            for place, year in enumerate(years):
                if year in told:
                    _label(series.points[place], told[year], language, 12,
                           XL_LABEL_POSITION.OUTSIDE_END)  # fmt: skip
        else:
            series.format.fill.background()
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 0
    _axes(chart, 12, language)
    chart.category_axis.tick_labels.font.size = Pt(10)
    if len(plot.data) > 1:
        _key(chart, 12)
    return frame


def dated(shapes: Any, figure: Figure, box: Box, language: Language) -> Any:
    """Add the chart of counts by date, each series of the plot a series of the chart."""
    plot = figure.plot
    entries = [row for row in plot.data if row.showlegend is not False]
    names = {_look(entry): entry.name for entry in entries}
    data = XyChartData(number_format="#,##0")
    drawn = [item for item in plot.data if any(x is not None for x in item.x) and _counts(item)]
    # The longest first: LibreOffice loses a series that is shorter than a later one.
    drawn.sort(key=lambda one: -len(one.x))
    for each in drawn:
        series = data.add_series(names.get(_look(each)) or each.name or _joining(language))
        for x, y in zip(each.x, each.y, strict=True):
            series.add_data_point(float(x), 0 if each.yaxis == "y2" else float(y))
    frame = _chart(shapes, XL_CHART_TYPE.XY_SCATTER, box, data)
    chart = frame.chart
    told = {
        (round(annotation.x, 3), annotation.y): annotation for annotation in plot.layout.annotations
    }
    for one, series in zip(drawn, chart.plots[0].series, strict=True):
        _trace(series, one)
        for at, (x, y) in enumerate(zip(one.x, one.y, strict=True)):
            note = told.get((round(x, 3), 0.3 if one.yaxis == "y2" else y))
            if note and one.mode == "markers":
                below = note.yanchor == "top" and one.yaxis != "y2"
                where = XL_LABEL_POSITION.BELOW if below else XL_LABEL_POSITION.ABOVE
                _label(series.points[at], note.text, language, 12, where)
    _axes(chart, 12, language)
    years = chart.category_axis
    years.minimum_scale, years.maximum_scale = (float(one) for one in plot.layout.xaxis.range)
    years.maximum_scale = round(plot.layout.xaxis.range[1])
    years.major_unit = 1
    years.tick_labels.number_format, years.tick_labels.number_format_is_linked = "0", False
    chart.value_axis.minimum_scale = 0
    _key(chart, 12)
    lines_only = [at for at, one in enumerate(drawn) if one.mode == "lines"]
    for at in lines_only:
        _unlisted(chart, at)
    return frame


def _bars(
    shapes: Any, found: Sequence[Line], box: Box, plot: Box, top: float, size: float,
    language: Language,
) -> Any:  # fmt: skip
    data = CategoryChartData(number_format="#,##0")
    # A heading stands across the rows, in a box of its own: as a label it would be squeezed.
    room = (box[2] * plot[0] - 0.15) * POINTS
    # Broken here, so that no program shrinks the plot for a label that it does not break itself.
    labels = ["\n".join(wrapped(item.label, room, size * 1.15)) for item in found]
    data.categories = [
        label if entry.printed else " " for entry, label in zip(found, labels, strict=True)
    ]
    ranged = [each if each.is_range else None for each in found]
    lower_bounds = [one.low if one else None for one in ranged]
    lengths = [one.high - one.low if one else None for one in ranged]
    data.add_series(SAY.gettext("Lower bound as printed", language), lower_bounds)
    data.add_series(SAY.gettext("From the lower to the upper bound", language), lengths)
    frame = _chart(shapes, XL_CHART_TYPE.BAR_STACKED, box, data)
    chart = frame.chart
    lower, upper = chart.plots[0].series
    lower.format.fill.background()
    lower.format.line.fill.background()
    for at, one in enumerate(found):
        if one.is_range:
            fill = upper.points[at].format.fill
            fill.solid()
            fill.fore_color.rgb = colour(one.colour)
    chart.plots[0].gap_width, chart.plots[0].overlap = 90, 100
    _axes(chart, size, language)
    chart.category_axis.reverse_order = True
    _every(chart)
    values = chart.value_axis
    values.minimum_scale, values.maximum_scale = 0, top
    values.major_unit = _step(top)
    values.tick_labels.font.size = Pt(max(size, 10))
    _fixed(chart, plot)
    return frame


def _dots(
    shapes: Any, found: Sequence[Line], reference: Reference | None, box: Box,
    plot: Box, top: float, size: float, language: Language,
) -> Any:  # fmt: skip
    told = [(at, item) for at, item in enumerate(found) if item.printed]
    # The longest first: LibreOffice loses a series that is shorter than a later one.
    groups = sorted(_groups(found, language), key=lambda group: -len(group[2]))
    data = XyChartData(number_format="#,##0")
    _series(data, SAY.gettext("What was printed", language), told)
    for name, _, members in groups:
        _series(data, name, members)
    if reference:
        series = data.add_series(reference.label)
        series.add_data_point(reference.value, 0)
        series.add_data_point(reference.value, len(found))
    frame = _chart(shapes, XL_CHART_TYPE.XY_SCATTER, box, data)
    chart = frame.chart
    printed, *made = chart.plots[0].series
    _printed(printed, [entry for _, entry in told], language, size)
    for (_, first, _), series in zip(groups, made, strict=False):
        _marked(series, first, size)
    if reference:
        _ruled(made[-1])
    for axis, last in ((chart.category_axis, top), (chart.value_axis, float(len(found)))):
        axis.minimum_scale, axis.maximum_scale = 0, last
        axis.has_major_gridlines = False
        axis.visible = False
    chart.value_axis.reverse_order = True
    chart.has_legend = False
    _fixed(chart, plot)
    return frame


def _series(data: Any, name: str, members: Sequence[tuple[int, Line]]) -> None:
    """Add rows as a series: the value across, the middle of the row down."""
    series = data.add_series(name)
    for at, item in members:
        series.add_data_point(item.end, at + 0.5)


def _printed(series: Any, rows: Sequence[Line], language: Language, size: float) -> None:
    """Let a series without marks carry what was printed."""
    series.marker.style = XL_MARKER_STYLE.NONE
    for place, row in enumerate(rows):
        # Two spaces that hold, so that the words stand clear of the mark.
        said = f"\u00a0\u00a0{row.printed}"
        where = XL_LABEL_POSITION.RIGHT
        _label(series.points[place], said, language, size, where, bold=row.focused)


def _ruled(series: Any) -> None:
    """Draw a series of two points as a dotted line."""
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb = colour("ink")
    series.format.line.width = Pt(1)
    series.format.line.dash_style = MSO_LINE_DASH_STYLE.ROUND_DOT


def _groups(found: Sequence[Line], language: Language
            ) -> Iterator[tuple[str, Line, list[tuple[int, Line]]]]:  # fmt: skip
    """Yield the rows drawn as dots or stops by name of their series, one series a kind of mark."""
    kinds: dict[tuple[str, str, str], list[tuple[int, Line]]] = {}
    for at, item in enumerate(found):
        if item.printed and not item.is_range:
            kinds.setdefault((item.bound, item.symbol, item.colour), []).append((at, item))
    for (bound, _, _), members in kinds.items():
        name = {
            "up-to": SAY.gettext("“Up to”: no lower bound was printed", language),
            "at-least": SAY.gettext("“At least”: no upper bound was printed", language),
            "more-than": SAY.gettext("“More than”: no upper bound was printed", language),
        }.get(bound) or SAY.gettext("Single figure", language)
        origin = members[0][1].origin
        yield (f"{name} ({origin})" if origin else name), members[0][1], members


def _marked(series: Any, line: Line, size: float) -> None:
    """Draw a dot in its origin's shape, or a stop with a dotted tail where one side is open."""
    marker = series.marker
    opened = line.symbol.endswith("-open")
    marker.style = STYLES.get(line.symbol.removesuffix("-open"), XL_MARKER_STYLE.CIRCLE)
    marker.size = round(size) if line.is_point else round(size) + 3
    marker.format.line.color.rgb = colour(line.colour)
    marker.format.line.width = Pt(1.75)
    if opened:
        marker.format.fill.background()
    else:
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = colour(line.colour)
    if not line.is_point:
        marker.style = XL_MARKER_STYLE.DIAMOND
        marker.size = max(5, round(size) - 3)
        _tail(series, line)


def _tail(series: Any, line: Line) -> None:
    """Add error bars of a set length on the open side: they say that no end was printed there."""
    side = "minus" if line.bound == "up-to" else "plus"
    bars = etree.fromstring(
        f'<c:errBars xmlns:c="{CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
        f'main"><c:errDir val="x"/><c:errBarType val="{side}"/><c:errValType val="fixedVal"/>'
        f'<c:noEndCap val="1"/><c:val val="{line.fade:.0f}"/><c:spPr><a:ln w="25400">'
        f'<a:solidFill><a:srgbClr val="{line.colour}"/></a:solidFill><a:prstDash val="sysDot"/>'
        "</a:ln></c:spPr></c:errBars>"
    )
    series._element.find(f"{{{CHART}}}xVal").addprevious(bars)


def _chart(shapes: Any, kind: Any, box: Box, data: Any) -> Any:
    frame = shapes.add_chart(kind, *(Inches(item) for item in box), data)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = False
    chart.font.color.rgb = colour("ink")
    space = chart._chartSpace
    # Without a fill, so that the chart below shows through and the page is the ground.
    clear = etree.fromstring(
        f'<c:spPr xmlns:c="{CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    )
    space.find(f"{{{CHART}}}chart").addnext(clear)
    return frame


def _axes(chart: Any, size: float, language: Language) -> None:
    for axis in (chart.category_axis, chart.value_axis):
        axis.tick_labels.font.size = Pt(size)
        axis.tick_labels.font.color.rgb = colour("ink")
        axis.format.line.color.rgb = colour("hairline")
        axis.has_major_gridlines = False
    values = chart.value_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = colour("hairline")
    values.format.line.fill.background()
    values.tick_labels.number_format = NUMBERS
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.font.color.rgb = colour("quiet")
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _every(chart: Any) -> None:
    """Have every category named, however close they stand."""
    axis = chart.category_axis._element
    skip = etree.SubElement(axis, f"{{{CHART}}}tickLblSkip")
    skip.set("val", "1")
    axis.find(f"{{{CHART}}}noMultiLvlLbl").addprevious(skip)


def _label(
    point: Any, said: str, language: Language, size: float, where: Any, *, bold: bool = False
) -> None:
    label = point.data_label
    plain = said.replace("<b>", "").replace("</b>", "")
    frame = label.text_frame
    frame.word_wrap = False
    run(frame.paragraphs[0], plain, language, size=size, tone="ink", bold=bold or plain != said)
    label.position = where


def _fixed(chart: Any, plot: Box) -> None:
    """Set the inner plot area, in shares of the chart, so that two charts lie on each other."""
    area = chart._chartSpace.find(f".//{{{CHART}}}plotArea")
    for item in area.findall(f"{{{CHART}}}layout"):
        area.remove(item)
    parts = "".join(
        f'<c:{name} val="{value:.4f}"/>' for name, value in zip("xywh", plot, strict=True)
    )
    area.insert(
        0,
        etree.fromstring(
            f'<c:layout xmlns:c="{CHART}"><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{parts}</c:manualLayout></c:layout>'
        ),
    )


def _key(chart: Any, size: float) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(size)
    chart.legend.font.color.rgb = colour("quiet")


def _unlisted(chart: Any, at: int) -> None:
    """Leave a series out of the key."""
    entry = etree.fromstring(
        f'<c:legendEntry xmlns:c="{CHART}"><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
    )
    chart.legend._element.find(f"{{{CHART}}}legendPos").addnext(entry)


def _trace(series: Any, trace: Any) -> None:
    """Dress a series as the plot does: a line, or hollow or solid marks."""
    if trace.mode == "lines":
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.rgb = colour(trace.line.color.removeprefix("#"))
        series.format.line.width = Pt(1.5)
        return
    series.format.line.fill.background()
    marker = series.marker
    symbol = trace.marker.symbol or "circle"
    marker.style = STYLES.get(symbol, XL_MARKER_STYLE.CIRCLE)
    marker.size = 9
    ink = trace.marker.line.color or trace.marker.color
    marker.format.line.color.rgb = colour(ink.removeprefix("#"))
    if trace.marker.color == trace.marker.line.color or not trace.marker.line.color:
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = colour(ink.removeprefix("#"))
    else:
        marker.format.fill.background()


def _counts(trace: Any) -> bool:
    return trace.type == "scatter" and trace.mode in ("markers", "lines")


def _look(trace: Any) -> tuple[object, ...]:
    marker = trace.marker
    return (trace.mode, marker.color, str(marker.symbol).replace("-down", "-up"))


def _joining(language: Language) -> str:
    return SAY.gettext("From one year’s end to the next", language)


def _size(row: float) -> float:
    """Return a type size in points for rows `row` inches high."""
    return min(12.0, max(8.0, round(row * 72 * 0.62 * 2) / 2))


def _labels(found: Sequence[Line], width: float, size: float, language: Language) -> float:
    """Return the share of the chart's width that its row labels need, in two lines at most."""
    # LibreOffice sets a gap between Hangul and other letters, and leaves out what does not fit.
    size = size * 1.4 if language is Language.KO else size
    for share in (0.24, 0.28, 0.32, 0.36):
        room = width * share - 0.12
        if all(lines_of(item.label, room, size) <= 1 for item in found if item.printed):
            return share
    longest = max(width_of(entry.label, size) for entry in found if entry.printed)
    return min(LABELS, max(0.3, longest / 2 / width + 0.04))


def _head(box: Box, size: float) -> float:
    return (max(size, 10) * 2.0 / 72) / box[3]


def _step(top: float) -> float:
    return next(item for item in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
                if top / item <= 6)  # fmt: skip


def said_of(figure: Figure, language: Language) -> str:
    """Say what the overlay holds, for who cannot see it."""
    return SAY.gettext("Single figures and printed values of: {title}", language,
                       title=figure.title)  # fmt: skip
