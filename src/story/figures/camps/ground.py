"""The ground under the camps: sea, neighbours, land, provinces, rivers, scale and inset.

All of it is plain lines and filled outlines on the sheet's axes; nothing is asked from anywhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import plotly.graph_objects as go

from story.figures.camps.geography import Ground, Window, area, borders, grounds, lines
from story.figures.camps.label_places import Box
from story.figures.camps.sheet import EDGE, Inset, View
from story.figures.style import Look, Palette, blank_plot

Line = list[tuple[float, float]]
Move = Callable[[float, float], tuple[float, float]]
SCALE_KM, INSET_SCALE_KM = 100, 5
CREDIT = "Natural Earth, GeoNames"


@dataclass(frozen=True)
class Strokes:
    """What is drawn on the sheet, in order; its points are rounded to `grain` kilometres.

    Strokes are gathered first: Plotly checks all it has again each time one more is added.
    """

    grain: float
    traces: list[dict[str, object]] = field(default_factory=list)
    shapes: list[dict[str, object]] = field(default_factory=list)

    def rounded(self, km: float) -> float:
        """Return a coordinate as it is drawn."""
        return round(round(km / self.grain) * self.grain, 1)


def sheet_plot(view: View, strokes: Strokes) -> go.Figure:
    """Return a plot of the strokes on the sheet's axes.

    One kilometre is `view.px_per_km` pixels wide and high; the x axis takes in more ground where
    the container is wider than the least frame.
    """
    plot = blank_plot(view.look, view.height)
    sheet = view.sheet
    hidden = {"visible": False, "showgrid": False, "fixedrange": True, "constrain": "range"}
    plot.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={
            **hidden,
            "range": [sheet.left, sheet.right],
            "scaleanchor": "y",
            # On a phone the key and the scales keep to the edge at every width.
            "constraintoward": "left" if view.look.narrow else "center",
        },
        yaxis={**hidden, "range": [sheet.bottom, sheet.top]},
    )
    plot.update_layout(shapes=strokes.shapes)
    plot.add_traces(strokes.traces)
    return plot


def add_ground(strokes: Strokes, view: View) -> None:
    """Draw the ground of the map and of its inset."""
    palette = view.look.palette
    _add_band(strokes, view.frame, palette.sea)
    _add_ground(strokes, view.window, palette)
    if view.inset:
        _add_inset(strokes, view.inset, view.look)


def add_lines(
    strokes: Strokes, drawn: Iterable[Line], colour: str, width: float, *, dash: str = "solid"
) -> None:
    """Draw lines as one trace."""
    line: dict[str, object] = {"color": colour, "width": width, "dash": dash}
    _add_path(strokes, drawn, line)


def add_areas(strokes: Strokes, drawn: Iterable[Line], colour: str, *, edge: str = "") -> None:
    """Fill closed outlines as one trace, with an edge of one pixel where one is named."""
    line: dict[str, object] = {"color": edge or colour, "width": 1 if edge else 0}
    _add_path(strokes, drawn, line, fill="toself", fillcolor=colour)


def add_scale(strokes: Strokes, left: float, y: float, km: float, tick: float, look: Look) -> None:
    """Draw a bar `km` long on the sheet's axes, with ticks at both ends."""
    right = left + km
    bar = [(left, y + tick), (left, y), (right, y), (right, y + tick)]
    add_lines(strokes, [bar], look.palette.ink, 1.2)


def scale_start(view: View) -> tuple[float, float]:
    """Return where the map's own scale bar begins."""
    lift = EDGE + (0 if view.look.narrow else 20)
    return view.frame.left + view.km(EDGE), view.frame.bottom + view.km(lift)


def _add_band(strokes: Strokes, box: Box, colour: str) -> None:
    """Colour a band across the whole plot, however wide its container is."""
    strokes.shapes.append(
        {
            "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": box.bottom, "y1": box.top,
            "fillcolor": colour, "line": {"width": 0}, "layer": "below",
        }
    )  # fmt: skip


def _add_ground(
    strokes: Strokes, window: Window, palette: Palette, move: Move | None = None
) -> None:
    def placed(found: list[Line]) -> list[Line]:
        return [[move(*point) for point in line] for line in found] if move else found

    def cut(taken: Callable[[Ground, Window], list[Line]], ground: Iterable[Ground]) -> list[Line]:
        return placed([line for item in ground for line in taken(item, window)])

    countries = grounds("countries")
    north = [country for country in countries if country.name.en == "North Korea"]
    beyond = [entry for entry in countries if entry not in north]
    add_areas(strokes, cut(area, beyond), palette.neighbour)
    add_areas(strokes, cut(area, north), palette.land)
    add_lines(strokes, placed(borders("provinces", window)), palette.hairline, 1)
    add_lines(strokes, cut(lines, beyond), palette.hairline, 1)
    # The border runs in the rivers: they are water on both sides of its line.
    add_lines(strokes, cut(lines, grounds("rivers")), palette.sea, 5)
    add_lines(strokes, cut(lines, north), palette.quiet, 1)


def _add_inset(strokes: Strokes, inset: Inset, look: Look) -> None:
    palette, box = look.palette, inset.box
    if inset.bleeds:
        _add_band(strokes, box, palette.sea)
    else:
        add_areas(strokes, [outline_of(box)], palette.sea)
    _add_ground(strokes, inset.window, palette, inset.place)
    if inset.bleeds:
        for y in (box.bottom, box.top):
            line = {"color": palette.quiet, "width": 1}
            across = {"xref": "paper", "x0": 0, "x1": 1}
            strokes.shapes.append({"type": "line", **across, "y0": y, "y1": y, "line": line})
    else:
        add_lines(strokes, [outline_of(box)], palette.quiet, 1)
    add_lines(strokes, [outline_of(inset.outline)], palette.ink, 1)


def outline_of(box: Box) -> Line:
    """Return a rectangle as a closed line."""
    return [
        (box.left, box.bottom),
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    ]


def _add_path(
    strokes: Strokes, drawn: Iterable[Line], line: dict[str, object], **dress: object
) -> None:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row in drawn:
        xs += [strokes.rounded(x) for x, _ in row] + [None]
        ys += [strokes.rounded(y) for _, y in row] + [None]
    # Outlines come without the points that would not be seen; what Plotly leaves out depends on
    # where on the sheet they stand.
    line = {**line, "simplify": False}
    trace = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": line, **dress}
    strokes.traces.append({**trace, "x": xs[:-1], "y": ys[:-1]})
