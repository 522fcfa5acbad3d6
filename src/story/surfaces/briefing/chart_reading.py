"""Read a figure that PowerPoint has a chart for: its rows, its counts, and how it shows them."""

import datetime
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from story.figures.figure import Figure
from story.figures.people_axis import AXIS_END, TICK
from story.figures.scene import At, Bar, Mark, Path, Scene, Symbol, Text
from story.figures.style import ORIGIN_SYMBOLS
from story.surfaces.briefing.chart_values import (
    DatedCounts,
    DatedPoint,
    DatedSeries,
    RangeChart,
    RangeRow,
    Reference,
    YearlyCounts,
)
from story.text import Language, Phrases
from story.text import Text as BothLanguages

SAY = Phrases("briefing")
FADES = BothLanguages("that fades", "흐려지는")
ID_COLUMNS = ("record_id", "estimate_id", "population_id")


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
    scene = figure.scene
    marks: dict[str, Mark] = {}
    for mark in scene.of("range", "point", "reference"):
        marks.setdefault(mark.row, mark)
    rows = [row for row in figure.table.to_dict("records") if _id(row) in marks]
    rows.sort(key=lambda row: _middle(marks[_id(row)]))
    captions = sorted((mark.at.y, mark.text) for mark in scene.of("note") if isinstance(mark, Text))
    found: list[RangeRow] = []
    group = heading = ""
    for row in rows:
        mark = marks[_id(row)]
        if "group" in row:
            heading, group = (str(row["group"]) if row["group"] != group else ""), row["group"]
            found += [RangeRow(heading)] if heading else []
        else:
            heading = ""
            while captions and captions[0][0] < _middle(mark):
                heading = captions.pop(0)[1]
                found.append(RangeRow(heading))
        found.append(_row(row, mark, heading))
    return RangeChart(tuple(found), top_of(found), _reference(scene))


def top_of(rows: Sequence[RangeRow]) -> float:
    """Return where the axis of people held ends, which is the same in every chart of them."""
    highest = max(row.high for row in rows)
    return float(AXIS_END) if highest > TICK else -(-highest // 10_000) * 10_000


def _row(row: Mapping[Any, Any], mark: Mark, heading: str) -> RangeRow:
    label = str(row.get("label") or row.get("publisher"))
    when = str(row.get("period_text") or "")
    whole = f"{label}, {when}" if when else label
    numbers = [float(row[name]) for name in ("low", "point", "high") if _known(row[name])]
    origin = str(row.get("origin_id") or "")
    return RangeRow(
        # Where the heading has said it, the row says when.
        label=str(row["describes"]) if heading.endswith(whole) else whole,
        printed=str(row["value"]), bound=str(row["bound"]),
        low=min(numbers), high=max(numbers),
        colour=f"origin-{origin}" if origin in ORIGIN_SYMBOLS else "ink",
        symbol=ORIGIN_SYMBOLS.get(origin, "circle") if row["bound"] in ("about", "exactly") else "",
        origin=str(row.get("origin") or ""), focused=mark.focus,
    )  # fmt: skip


def yearly(figure: Figure) -> YearlyCounts:
    """Return the yearly counts, final ones first."""
    scene = figure.scene
    rows = {_id(row): row for row in figure.table.to_dict("records")}
    series: dict[str, dict[int, float]] = {}
    for mark in scene.of("range", "point"):
        row = rows[mark.row]
        series.setdefault(mark.series, {})[int(str(row["period"])[:4])] = float(row["value"])
    first, last = scene.across
    labels = (rows[mark.row] for mark in scene.of("label") if mark.row)
    return YearlyCounts(
        years=tuple(range(math.ceil(first), math.floor(last) + 1)),
        series=tuple(series.items()),
        labels=frozenset(int(str(row["period"])[:4]) for row in labels),
    )


def dated(figure: Figure, language: Language) -> DatedCounts:
    """Return the dated counts and what happened between them."""
    scene = figure.scene
    told = {mark.row: mark for mark in scene.of("label") if isinstance(mark, Text) and mark.row}
    found: list[DatedSeries] = []
    for stretch in _stretches(scene):
        name = SAY.gettext("From one year’s end to the next", language)
        points = tuple(DatedPoint(_day(at.x), at.y) for at in stretch)
        found.append(DatedSeries(name, points, joined=True))
    for mark in scene.of("range"):
        if isinstance(mark, Path):
            name = SAY.gettext("The day is not known within this time", language)
            points = tuple(DatedPoint(_day(at.x), at.y) for at in mark.points)
            found.append(DatedSeries(name, points, mark.line.token, joined=True))
    kinds: dict[str, list[Symbol]] = {}
    for mark in scene.of("point"):
        if isinstance(mark, Symbol):
            kinds.setdefault(mark.series, []).append(mark)
    for name, symbols in kinds.items():
        first = symbols[0]
        # What happened stands under the line of time, at no value.
        happened = first.shape == "line-ns"
        found.append(
            DatedSeries(
                name,
                tuple(_dated_point(symbol, told.get(symbol.row), happened) for symbol in symbols),
                _token(first), hollow=first.fill == "paper", symbol=first.shape, happened=happened,
            )
        )  # fmt: skip
    first_year, last_year = scene.across
    # The figure's axis ends a little after its last year.
    return DatedCounts((math.floor(first_year), math.floor(last_year) - 1), tuple(found))


def _dated_point(symbol: Symbol, label: Text | None, happened: bool) -> DatedPoint:
    below = label is not None and label.stand == "top" and not happened
    said = label.text if label else ""
    return DatedPoint(_day(symbol.at.x), 1 if happened else symbol.at.y, said, below)


def _stretches(scene: Scene) -> Iterator[list[At]]:
    """Yield the lines between counts; years that follow each other are one line."""
    stretch: list[At] = []
    for mark in scene.of("join"):
        if not isinstance(mark, Path):
            continue
        if stretch and stretch[-1] == mark.points[0]:
            stretch.append(mark.points[1])
            continue
        if stretch:
            yield stretch
        stretch = list(mark.points)
    if stretch:
        yield stretch


def _day(moment: float) -> datetime.date:
    """Return the day that the figures draw at a moment in decimal years."""
    year = math.floor(moment)
    first, following = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    return first + round((moment - year) * (following - first).days) * datetime.timedelta(days=1)


def _reference(scene: Scene) -> Reference | None:
    """Return the dotted line of the chart of estimates, where it has one."""
    lines = (mark for mark in scene.of("reference") if isinstance(mark, Path))
    said = (mark for mark in scene.of("reference") if isinstance(mark, Text))
    line, label = next(lines, None), next(said, None)
    return Reference(label.text, line.points[0].x) if line and label else None


def _known(value: object) -> bool:
    return value is not None and value == value and str(value) != "<NA>"


def _id(row: Mapping[Any, Any]) -> str:
    return next((str(row[name]) for name in ID_COLUMNS if name in row), "")


def _middle(mark: Mark) -> float:
    if isinstance(mark, Bar):
        return mark.corners[0].y
    if isinstance(mark, Path):
        return max(at.y for at in mark.points)
    return mark.at.y if isinstance(mark, Symbol) else 0


def _token(mark: Mark) -> str:
    """Return the name of a mark's colour."""
    if isinstance(mark, Symbol) and mark.line and mark.fill in ("", "paper"):
        return mark.line.token
    return mark.fill if isinstance(mark, Bar | Symbol) else ""
