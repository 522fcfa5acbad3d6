"""Read a figure that PowerPoint has a chart for: its rows, its counts, and how it shows them."""

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any

from story.figures.figure import Figure
from story.figures.style import LIGHT
from story.surfaces.briefing.chart_values import (
    DatedCounts,
    DatedPoint,
    DatedSeries,
    RangeChart,
    RangeRow,
    Reference,
    YearlyCounts,
)
from story.text import Language, Phrases, Text

SAY = Phrases("briefing")
DASH = "2px,3px"
FADES = Text("that fades", "흐려지는")
FOCUS = 13  # pixels: the thickness of a bar in focus
NAMES = {
    **{value: name for name, value in LIGHT.origins.items()},
    LIGHT.ink: "ink", LIGHT.quiet: "quiet", LIGHT.accent: "accent", LIGHT.paper: "paper",
}  # fmt: skip


def chart_of(figure: Figure, language: Language) -> RangeChart | YearlyCounts | DatedCounts | None:
    """Return what PowerPoint's chart of a figure holds, None where it has no chart for it."""
    match figure.name:
        case "opening" | "estimates" | "camp_populations":
            return ranges(figure)
        case "arrivals":
            return yearly(figure)
        case "families":
            return dated(figure, language)
    return None


def reading_of(figure: Figure, chart: object, language: Language) -> list[str]:
    """Say how a figure is read, sentence by sentence, where PowerPoint draws it."""
    said = [part for part in re.split(r"(?<=[.!?])\s+", figure.reading) if part]
    if not isinstance(chart, RangeChart):
        return said
    kept = [sentence for sentence in said if FADES.within(language) not in sentence]
    if any(row.is_open for row in chart.rows):
        # No line fades in PowerPoint: there such an end is dotted.
        dotted = "A short dotted line: no bound was printed on that side."
        kept.insert(1, SAY.gettext(dotted, language))
    return kept


def ranges(figure: Figure) -> RangeChart:
    """Return the rows of published figures in the order drawn."""
    marks = _marks(figure)
    rows = [item for item in figure.table.to_dict("records") if _id(item) in marks]
    rows.sort(key=lambda entry: marks[_id(entry)][0])
    captions = _captions(figure)
    found: list[RangeRow] = []
    for row in rows:
        y, colour, symbol, focused = marks[_id(row)]
        heading = ""
        while captions and captions[0][0] < y:
            heading = captions.pop(0)[1]
            found.append(RangeRow(heading))
        label = str(row.get("label") or row.get("publisher"))
        when = str(row.get("period_text") or "")
        whole = f"{label}, {when}" if when else label
        numbers = [float(row[name]) for name in ("low", "point", "high") if _known(row[name])]
        found.append(
            RangeRow(
                # Where the heading has said it, the row says when.
                label=str(row["describes"]) if heading.endswith(whole) else whole,
                printed=str(row["value"]), bound=str(row["bound"]),
                low=min(numbers), high=max(numbers), colour=colour, symbol=symbol,
                origin=str(row.get("origin") or ""), focused=focused,
            )
        )  # fmt: skip
    return RangeChart(tuple(found), float(figure.plot.layout.xaxis.range[1]), _reference(figure))


def yearly(figure: Figure) -> YearlyCounts:
    """Return the yearly counts, final ones first."""
    plot = figure.plot
    first, last = plot.layout.xaxis.range
    return YearlyCounts(
        years=tuple(range(math.ceil(first), math.floor(last) + 1)),
        series=tuple(
            (trace.name, {int(x): float(y) for x, y in zip(trace.x, trace.y, strict=True)})
            for trace in plot.data
        ),
        labels=frozenset(round(note.x) for note in plot.layout.annotations),
    )


def dated(figure: Figure, language: Language) -> DatedCounts:
    """Return the dated counts and what happened between them."""
    plot = figure.plot
    named = {_look(trace): trace.name for trace in plot.data if trace.showlegend is not False}
    told = {(round(note.x, 3), note.y): note for note in plot.layout.annotations}
    found: list[DatedSeries] = []
    stretch: list[DatedPoint] = []
    for trace in plot.data:
        if trace.type != "scatter" or not any(x is not None for x in trace.x):
            continue
        happened = trace.yaxis == "y2"
        points = []
        for x, y in zip(trace.x, trace.y, strict=True):
            note = told.get((round(x, 3), 0.3 if happened else y))
            said = note.text if note and trace.mode == "markers" else ""
            below = bool(note and note.yanchor == "top" and not happened)
            points.append(DatedPoint(_day(x), 1 if happened else float(y), _plain(said), below))
        if trace.mode == "lines":
            joined = LIGHT.ink == trace.line.color
            name = (
                SAY.gettext("From one year’s end to the next", language) if joined
                else SAY.gettext("The day is not known within this time", language)
            )  # fmt: skip
            if joined and stretch and stretch[-1].day == points[0].day:
                # Two years that follow each other are one line.
                stretch.append(points[1])
                found[-1] = DatedSeries(name, tuple(stretch), NAMES[trace.line.color], joined=True)
                continue
            stretch = list(points) if joined else []
            found.append(DatedSeries(name, tuple(points), NAMES[trace.line.color], joined=True))
            continue
        name = named.get(_look(trace)) or trace.name
        ink = trace.marker.line.color or trace.marker.color
        symbol = str(trace.marker.symbol or "circle")
        hollow = bool(trace.marker.line.color) and trace.marker.color != trace.marker.line.color
        found.append(
            DatedSeries(
                name, tuple(points), NAMES[ink], hollow=hollow and not happened,
                symbol="triangle-down" if trace.marker.angle else symbol, happened=happened,
            )
        )  # fmt: skip
    first, last = plot.layout.xaxis.range
    # The figure's axis ends a little after its last year.
    return DatedCounts((math.floor(first), math.floor(last) - 1), tuple(found))


def _day(moment: float) -> datetime.date:
    """Return the day that the figures draw at a moment in decimal years."""
    year = math.floor(moment)
    first, following = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    return first + round((moment - year) * (following - first).days) * datetime.timedelta(days=1)


def _reference(figure: Figure) -> Reference | None:
    """Return the dotted line of the chart of estimates, where it has one."""
    for shape in figure.plot.layout.shapes:
        if shape.type == "line" and shape.line.dash == DASH and shape.x0 == shape.x1:
            notes = figure.plot.layout.annotations
            said = (note.text for note in notes if note.x == shape.x0 and "<i>" in note.text)
            label = _plain(next(said, ""))
            return Reference(label, float(shape.x0)) if label else None
    return None


def _known(value: object) -> bool:
    return value is not None and value == value and str(value) != "<NA>"


def _id(row: Mapping[Any, Any]) -> str:
    names = ("record_id", "estimate_id", "population_id")
    return next((str(row[name]) for name in names if name in row), "")


def _marks(figure: Figure) -> dict[str, tuple[float, str, str, bool]]:
    """Return for each record drawn its height, colour, symbol and whether it is in focus."""
    found: dict[str, tuple[float, str, str, bool]] = {}
    for trace in figure.plot.data:
        if trace.customdata is None or not trace.name:
            continue
        colour = trace.marker.color
        colour = colour if isinstance(colour, str) else colour[-1]
        if not isinstance(colour, str) or not colour.startswith("#"):
            continue
        bar = trace.type == "bar"
        focused = trace.width == FOCUS if bar else float(trace.marker.size or 0) > FOCUS
        symbol = "" if bar else str(trace.marker.symbol or "")
        row = str(trace.customdata[0][0])
        found[row] = (float(trace.y[0]), NAMES[colour.upper()], symbol, focused)
    return found


def _captions(figure: Figure) -> list[tuple[float, str]]:
    """Return the lines in italics that part the rows, with their heights."""
    notes = (
        (float(note.y), _plain(note.text))
        for note in figure.plot.layout.annotations
        if note.text.startswith("<i>") and note.xref == "paper"
    )
    return sorted(notes)


def _look(trace: Any) -> tuple[object, ...]:  # noqa: ANN401 - whatever Plotly holds
    marker = trace.marker
    return (trace.mode, marker.color, str(marker.symbol).replace("-down", "-up"))


def _plain(said: str) -> str:
    for tag in ("<i>", "</i>", "<b>", "</b>"):
        said = said.replace(tag, "")
    return said.replace("<br>", " ")
