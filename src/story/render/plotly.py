"""A scene as a Plotly figure, for hovering, choosing and walking: no other file knows Plotly.

Marks that stand for a row are Plotly's bars and points, which it finds under a pointer; all else
are shapes and words of the layout. The figure is written as JSON at once: Plotly's objects would
check each value and Streamlit would copy and write them at each visit, which takes longer than all
else a page does.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, cast

import orjson
import plotly.graph_objects as go

from story.figures.lettering import wrapped
from story.figures.scene import Area, At, Band, Bar, Line, Mark, Path, Scene, Symbol, Text
from story.figures.style import SANS, Palette, colour_of, mixed
from story.render.sketch import outlines

Json = dict[str, Any]
CLEAR = "rgba(0,0,0,0)"
FRAME = 1  # pixels Plotly keeps around words for a border, drawn or not
FADE_STEPS = 40
THIN = 5  # pixels; on a bar as thin as this, fewer steps are seen
HOVER_SIZE = 13
HOVER_ROOM = {True: 210, False: 420}  # pixels of a line that is said, by `sheet.narrow`
HATCH_SIZE = 8  # pixels after which hatching repeats


class Plot(go.Figure):  # type: ignore[misc]  # Plotly is not typed
    """A scene in the colours of `palette`, to be shown and no longer to be drawn on.

    Raises ValueError for a place that Plotly cannot take: a mark of its own some pixels beside a
    value of a scale that stretches.
    """

    def __init__(self, scene: Scene, palette: Palette) -> None:
        # Not Plotly's own, which would check all of it: this is JSON already.
        writer = _Writer(scene, palette)
        data, layout = writer.written()
        self._written: Json = {
            "data": [_fragments(trace) for trace in data],
            # Its height is asked for by name.
            "layout": {**_fragments(layout), "height": scene.height},
        }

    def to_dict(self) -> Json:
        """Return the figure as Plotly's writer takes it, each part as JSON."""
        return self._written

    @property
    def height(self) -> int:
        """The height in pixels it was laid out for."""
        return cast(int, self._written["layout"]["height"])

    def __repr__(self) -> str:
        return "Plot()"


def fade_steps(thick: float) -> int:
    """Return of how many bars an open end is made that is so many pixels thick."""
    return FADE_STEPS if thick > THIN else FADE_STEPS // 4


def _fragments(values: Json) -> Json:
    return {name: orjson.Fragment(orjson.dumps(value)) for name, value in values.items()}


class _Writer:
    def __init__(self, scene: Scene, palette: Palette) -> None:
        self.scene = scene
        self.palette = palette
        self.stretches = scene.fit == "stretch"
        self.high = scene.height - scene.top - scene.bottom
        self.unit = self.high / abs(scene.down[1] - scene.down[0])  # pixels, where it is fixed
        self.bars: list[Json] = []
        self.points: list[Json] = []
        self.shapes: list[Json] = []
        self.words: list[Json] = []

    def written(self) -> tuple[list[Json], Json]:
        """Return the traces and the layout."""
        for mark in self.scene.marks:
            self.add(mark)
        traces = [*self.bar_traces(), *self.point_trace()]
        return traces, {**self.layout(), "shapes": self.shapes, "annotations": self.words}

    def add(self, mark: Mark) -> None:
        match mark:
            case Bar() if mark.row or mark.said:
                self.bars.extend(self.bar(mark))
            case Symbol() if mark.row:
                self.points.append(self.point(mark))
            case Text():
                self.words.append(self.text(mark))
            case _:
                self.decoration(mark)

    def decoration(self, mark: Mark) -> None:
        """Add a mark that is seen and not pointed at."""
        match mark:
            case Path():
                self.path(mark.points, "", mark.line, closed=False, curved=mark.curved)
            case Area():
                self.path(mark.points, mark.fill, mark.line)
            case Bar():
                self.box(mark)
            case Band():
                self.band(mark)
            case Symbol():
                self.sign(mark)

    # Places

    def x(self, at: At) -> float:
        """Return a place across, as a share of the plot area or on an axis of fixed scale."""
        first, last = self.scene.across
        if self.stretches:
            return round((at.x - first) / (last - first), 6)
        return round(at.x + at.dx / self.unit, 3)

    def y(self, at: At) -> float:
        """Return a place down: a share of the picture, or on an axis of fixed scale."""
        if self.stretches:
            return round(1 - self.pixels(at) / self.scene.height, 6)
        first, last = self.scene.down
        return round(at.y + (at.dy / self.unit) * (1 if last > first else -1), 3)

    def pixels(self, at: At) -> float:
        """Return a place down in pixels from the top of the picture."""
        first, last = self.scene.down
        return self.scene.top + (at.y - first) / (last - first) * self.high + at.dy

    def of_trace(self, at: At) -> tuple[float, float]:
        """Return a place of a mark of Plotly's own, which has no pixels beside its value."""
        if not self.stretches:
            return self.x(at), self.y(at)
        if at.dx:
            raise ValueError(f"a mark that is pointed at stands {at.dx} pixels beside its value")
        return at.x, round(self.pixels(at), 2)

    # Marks that stand for a row

    def bar(self, mark: Bar) -> Iterator[Json]:
        (x0, y0), (x1, y1) = (self.of_trace(corner) for corner in mark.corners)
        given: Json = {
            "y": (y0 + y1) / 2, "thick": abs(y1 - y0), "row": mark.row, "said": self.said(mark),
            "hatch": mark.hatch, "ink": self.colour(mark.fill),
            "color": self.colour(mark.line.token) if mark.line else CLEAR,
            "width": mark.line.width if mark.line else 0,
        }  # fmt: skip
        if not mark.fade:
            colour = CLEAR if mark.hatch else given["ink"]
            yield {**given, "base": x0, "x": x1 - x0, "colour": colour}
            return
        # Each bar runs from its step to the stop, over the paler ones: side by side they show
        # seams.
        steps = fade_steps(given["thick"])
        for step in range(steps):
            length = (x1 - x0) * (1 - step / steps)
            base = x1 - length if mark.fade == "left" else x0
            shade = mixed(given["ink"], self.colour(mark.on), (step + 1) / steps)
            yield {**given, "base": base, "x": length, "colour": shade}

    def bar_traces(self) -> Iterator[Json]:
        """Yield the plain bars, then the hatched ones: Plotly's hatching is a whole trace's."""
        for hatch in sorted({bar["hatch"] for bar in self.bars}):
            bars = [bar for bar in self.bars if bar["hatch"] == hatch]
            marker: Json = {
                "color": [bar["colour"] for bar in bars],
                "line": {name: [bar[name] for bar in bars] for name in ("color", "width")},
            }
            if hatch:
                # A colour for each bar would be taken for its strokes.
                marker["color"] = CLEAR
                marker["pattern"] = {
                    "shape": "/", "size": HATCH_SIZE, "solidity": hatch / HATCH_SIZE,
                    "fgcolor": bars[0]["ink"], "bgcolor": CLEAR,
                }  # fmt: skip
            yield {
                "type": "bar", "orientation": "h", "marker": marker,
                **{name: [bar[name] for bar in bars] for name in ("base", "x", "y")},
                "width": [bar["thick"] for bar in bars],
                **_told(bars),
            }  # fmt: skip

    def point(self, mark: Symbol) -> Json:
        x, y = self.of_trace(mark.at)
        unseen = not mark.fill and not mark.line
        opened = bool(mark.line) and not mark.fill
        line = mark.line or Line("", 0)
        colour = line.token if opened else mark.fill
        return {
            "x": x, "y": y, "row": mark.row, "said": self.said(mark), "size": mark.size,
            "symbol": f"{mark.shape}-open" if opened else mark.shape,
            "colour": CLEAR if unseen else self.colour(colour),
            "color": self.colour(line.token), "width": line.width,
        }  # fmt: skip

    def point_trace(self) -> Iterator[Json]:
        points = self.points
        if points:
            lines = {name: [point[name] for point in points] for name in ("color", "width")}
            marker = {
                "opacity": 1, "color": [point["colour"] for point in points], "line": lines,
                **{name: [point[name] for point in points] for name in ("symbol", "size")},
            }  # fmt: skip
            yield {
                "type": "scatter", "mode": "markers", "cliponaxis": False, "marker": marker,
                **{name: [point[name] for point in points] for name in ("x", "y")},
                **_told(points),
            }  # fmt: skip

    def said(self, mark: Mark) -> str:
        """Return what a mark says, marked up and broken to fit; the first of several is bold."""
        room = HOVER_ROOM[self.scene.sheet.narrow]
        lines = [
            [escape(part, quote=False) for part in wrapped(line, room, HOVER_SIZE)]
            for line in mark.said
        ]
        if len(lines) > 1:
            lines[0] = [f"<b>{part}</b>" for part in lines[0]]
        return "<br>".join(part for line in lines for part in line)

    # Shapes

    def shape(self, given: Json, fill: str, line: Line | None) -> None:
        """Add a shape; those before the first mark of a row lie under all of these."""
        drawn: Json = {"width": 0}
        if line:
            drawn = {"color": self.colour(line.token), "width": line.width}
        if line and line.dash:
            drawn["dash"] = ",".join(f"{part:g}px" for part in line.dash)
        refs = {"xref": "paper", "yref": "paper"} if self.stretches else {"xref": "x", "yref": "y"}
        over = self.bars or self.points
        self.shapes.append(
            {
                **refs, **given, "line": drawn, "fillcolor": self.colour(fill),
                "layer": "above" if over else "below",
            }
        )  # fmt: skip

    def path(
        self, points: Sequence[At], fill: str, line: Line | None, *, closed: bool = True,
        curved: bool = False,
    ) -> None:  # fmt: skip
        """Add a line or an area."""
        if not self.stretches or not any(at.dx for at in points):
            drawn = _steps([(self.x(at), self.y(at)) for at in points], closed, curved)
            self.shape({"type": "path", "path": drawn}, fill, line)
        elif len({at.x for at in points}) == 1:
            drawn = _steps([(round(at.dx, 1), self.y(at)) for at in points], closed, curved)
            anchor = {"xsizemode": "pixel", "xanchor": self.x(points[0])}
            self.shape({"type": "path", "path": drawn, **anchor}, fill, line)
        else:
            self.rule(points, line)

    def rule(self, points: Sequence[At], line: Line | None) -> None:
        """Add a line along the scale that begins or ends some pixels beside it, in its parts."""
        first, last = points
        self.path((At(first.x, first.y), At(last.x, last.y)), "", line, closed=False)
        for end in points:
            if end.dx:
                self.path((end, At(end.x, end.y)), "", line, closed=False)

    def box(self, mark: Bar) -> None:
        first, last = mark.corners
        corners = (
            first, At(last.x, first.y, last.dx, first.dy),
            last, At(first.x, last.y, first.dx, last.dy),
        )  # fmt: skip
        if not mark.hatch:
            self.path(corners, mark.fill, mark.line)
            return
        # A sign in a key: Plotly has no hatched shapes.
        wide, high = last.dx - first.dx, last.dy - first.dy
        for a, b, c, d in ((0, 0.5, 0.5, 0), (0, 1, 1, 0), (0.5, 1, 1, 0.5)):
            ends = tuple(
                At(first.x, first.y, first.dx + across * wide, first.dy + down * high)
                for across, down in ((a, b), (c, d))
            )
            self.path(ends, "", Line(mark.fill, mark.hatch), closed=False)

    def band(self, mark: Band) -> None:
        top, bottom = (self.y(At(0, y)) for y in (mark.top, mark.bottom))
        kind = "line" if top == bottom else "rect"
        down = {"type": kind, "xref": "paper", "y0": top, "y1": bottom}
        self.shape({**down, "x0": 0, "x1": 1}, mark.fill, mark.line)
        # What is beside the plot area has no place on Plotly's paper but in pixels from it.
        for edge, wide in ((0, -self.scene.left), (1, self.scene.right)):
            if wide:
                beside = {"xsizemode": "pixel", "xanchor": edge, "x0": 0, "x1": wide}
                self.shape({**down, **beside}, mark.fill, mark.line)

    def sign(self, mark: Symbol) -> None:
        """Add a symbol that stands for no row."""
        at, r = mark.at, mark.size / 2
        if mark.shape.startswith("circle"):
            box = (At(at.x, at.y, at.dx - r, at.dy - r), At(at.x, at.y, at.dx + r, at.dy + r))
            ends: Json
            if self.stretches:
                ends = {"x0": round(at.dx - r, 1), "x1": round(at.dx + r, 1)}
                ends |= {"xsizemode": "pixel", "xanchor": self.x(at)}
            else:
                ends = {"x0": self.x(box[0]), "x1": self.x(box[1])}
            ends |= {"y0": self.y(box[0]), "y1": self.y(box[1])}
            self.shape({"type": "circle", **ends}, mark.fill, mark.line)
        for points, closed in outlines(mark.shape, r):
            moved = [At(at.x, at.y, at.dx + x or 1e-6, at.dy + y) for x, y in points]
            self.path(moved, mark.fill if closed else "", mark.line, closed=closed)

    # Words

    def text(self, mark: Text) -> Json:
        pad = max(0, mark.pad - FRAME)
        spare = mark.pad - pad - FRAME
        shift = {"left": spare, "right": -spare, "center": 0}[mark.align]
        drop = {"top": spare, "bottom": -spare, "middle": 0}[mark.stand]
        plain = mark.lines[0][0]
        ref = "paper" if self.stretches else None
        return {
            "xref": ref or "x", "yref": ref or "y", "x": self.x(mark.at), "y": self.y(mark.at),
            "xshift": (mark.at.dx if self.stretches else 0) + shift, "yshift": -drop,
            "xanchor": mark.align, "yanchor": mark.stand, "align": mark.align,
            "text": "<br>".join(self.marked_up(line, plain.token) for line in mark.lines),
            "showarrow": False, "borderpad": pad,
            "bgcolor": self.colour(mark.on) if mark.ground else CLEAR,
            "font": {"size": mark.size, "color": self.colour(plain.token)} | self.halo(mark),
        }  # fmt: skip

    def halo(self, mark: Text) -> Json:
        if not mark.halo:
            return {}
        colour = self.colour(mark.on)
        return {"shadow": ", ".join(f"{x}px {y}px 1px {colour}" for x in (-1, 1) for y in (-1, 1))}

    def marked_up(self, line: Sequence[Any], token: str) -> str:
        said = ""
        for run in line:
            # Plotly knows few entities; quotation marks are safe as they are.
            text = escape(run.text, quote=False)
            text = f"<b>{text}</b>" if run.bold else text
            text = f"<i>{text}</i>" if run.italic else text
            if run.token != token:
                text = f'<span style="color:{self.colour(run.token)}">{text}</span>'
            said += text
        return said

    def colour(self, token: str) -> str:
        return colour_of(token, self.palette) if token else CLEAR

    def layout(self) -> Json:
        scene, palette = self.scene, self.palette
        hidden = {"visible": False, "fixedrange": True}
        across: Json = {**hidden, "range": list(scene.across)}
        # From top to bottom of the picture: Plotly draws no point outside of its plot area.
        down: Json = {**hidden, "range": [scene.height, 0]}
        if not self.stretches:
            across |= {"scaleanchor": "y", "constrain": "range", "constraintoward": scene.fit}
            down |= {"range": [scene.down[1], scene.down[0]], "constrain": "range"}
        return {
            "autosize": True, "barmode": "overlay", "bargap": 0, "showlegend": False,
            "margin": {"l": scene.left, "r": scene.right, "t": 0, "b": 0, "pad": 0},
            "xaxis": across, "yaxis": down,
            "paper_bgcolor": palette.paper, "plot_bgcolor": palette.paper,
            "font": {"family": SANS, "size": 13, "color": palette.ink},
            "dragmode": False, "hovermode": "closest", "separators": ".,",
            "hoverlabel": {
                "bgcolor": palette.paper, "bordercolor": palette.quiet, "align": "left",
                "font": {"family": SANS, "color": palette.ink, "size": HOVER_SIZE},
            },
        }  # fmt: skip


def _told(marks: Sequence[Json]) -> Json:
    """Return whose rows marks are, and what they say when pointed at."""
    return {
        "customdata": [[mark["row"]] for mark in marks],
        "hovertext": [mark["said"] for mark in marks],
        "hoverinfo": "text",
    }


def _steps(points: Sequence[tuple[float, float]], closed: bool, curved: bool) -> str:
    said = [f"{x:g},{y:g}" for x, y in points]
    rest = "C" + " ".join(said[1:]) if curved else "".join(f"L{place}" for place in said[1:])
    return f"M{said[0]}{rest}{'Z' if closed else ''}"
