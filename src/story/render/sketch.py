"""A plot as plain outlines and words in pixels, for every medium that is not Plotly.

Only what our figures draw is understood: scatter traces and bars on one pair of axes, layout
shapes, annotations, the ticks of a named axis and the key. Anything else is a ValueError rather
than left out. Pixels are counted from the top left.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any, Literal, TypeAlias

from story.figures.figure import Figure
from story.figures.lettering import text_width

Point = tuple[float, float]
Across = Literal["left", "center", "right"]
Down = Literal["top", "middle", "bottom", "base"]
CLEAR = "rgba(0,0,0,0)"
LINE_HEIGHT = 1.3  # Plotly's, in type sizes
# Of Plotly's key, in pixels: a row, the edge around all, the room of a sign, between two entries.
KEY_LINE, KEY_EDGE, KEY_SIGN, KEY_GAP = 19, 5, 40, 5
FRAME = 1  # pixels Plotly keeps around words for a border, drawn or not
DASHES = {"solid": "", "dot": "3 3", "dash": "9 9"}  # Plotly's, of a line one pixel wide


@dataclass(frozen=True)
class Outline:
    """A line, or an area where `closed`; colours as hex, blank for none.

    `dash` is in pixels, drawn and left out by turns; `hatch` the width of the strokes that fill an
    area, 0 for a whole one; `fade` the side, `left` or `right`, on which the fill ends in paper.
    Where `curved`, points after the first come in threes: two that bend the curve and its end.
    `id` is the record that the mark stands for, blank where it stands for none.
    """

    points: tuple[Point, ...]
    closed: bool
    fill: str
    line: str
    width: float
    dash: str = ""
    hatch: float = 0
    fade: str = ""
    curved: bool = False
    id: str = ""


@dataclass(frozen=True)
class Disc:
    """A circle; without colours it is unseen, a place where a mark can be pointed at."""

    x: float
    y: float
    radius: float
    fill: str
    line: str
    width: float
    id: str = ""

    @property
    def seen(self) -> bool:
        """Whether anything of it is drawn."""
        return bool(self.fill or self.line)


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    bold: bool
    italic: bool
    colour: str


@dataclass(frozen=True)
class Lettering:
    """Lines of words; `x` and `y` are the place of the corner or edge the anchors name.

    `ground` is the colour laid under the words and `pad` pixels around them, blank for none.
    """

    x: float
    y: float
    lines: tuple[tuple[Run, ...], ...]
    size: float
    across: Across
    down: Down
    ground: str = ""
    pad: float = 0

    @property
    def text(self) -> str:
        """All that is said, lines parted by spaces."""
        return " ".join("".join(run.text for run in line) for line in self.lines)

    @property
    def width(self) -> float:
        """The width of the longest line, a little generous."""
        said = ("".join(run.text for run in line) for line in self.lines)
        return max(text_width(line, self.size) for line in said) * 1.06

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.size * LINE_HEIGHT


Stroke: TypeAlias = Outline | Disc | Lettering


@dataclass(frozen=True)
class Sketch:
    """A drawing `width` by `height` pixels on `paper`, strokes from the lowest to the uppermost."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]
    paper: str = ""


def sketch(figure: Figure, width: float, height: float | None = None) -> Sketch:
    """Return a figure's plot as it stands in a container `width` pixels wide.

    `height` is its own unless another is named, which only a plot with two true axes can take.
    """
    # What `to_dict` returns, without a copy of every number: nothing here changes it.
    pen = _Pen({"data": figure.plot._data, "layout": figure.plot._layout}, width, height)
    return Sketch(width, pen.height, tuple(pen.strokes()), _hex(pen.style["paper_bgcolor"]))


def placed(strokes: Iterable[Stroke], x: float, y: float, scale: float = 1) -> Iterator[Stroke]:
    """Yield strokes as they stand with their corner at (x, y), `scale` times as large."""

    def at(point: Point) -> Point:
        return x + point[0] * scale, y + point[1] * scale

    for stroke in strokes:
        match stroke:
            case Outline():
                dash = " ".join(f"{float(part) * scale:.3g}" for part in stroke.dash.split())
                yield replace(
                    stroke, points=tuple(map(at, stroke.points)), width=stroke.width * scale,
                    dash=dash, hatch=stroke.hatch * scale,
                )  # fmt: skip
            case Disc():
                cx, cy = at((stroke.x, stroke.y))
                yield replace(
                    stroke, x=cx, y=cy, radius=stroke.radius * scale, width=stroke.width * scale
                )
            case Lettering():
                tx, ty = at((stroke.x, stroke.y))
                yield replace(stroke, x=tx, y=ty, size=stroke.size * scale, pad=stroke.pad * scale)


class _Pen:
    def __init__(self, drawn: Mapping[str, Any], width: float, height: float | None) -> None:
        layout = self.layout = drawn["layout"]
        self.traces = drawn["data"]
        self.style = layout.get("template", {}).get("layout", {})
        margin = {**self.style.get("margin", {}), **layout.get("margin", {})}
        self.height: float = height or layout["height"]
        self.left: float = margin["l"]
        self.wide: float = width - margin["l"] - margin["r"]
        entries = list(self._entries()) if layout.get("showlegend") else []
        self.key = list(_rows(entries, self.wide))
        self.top: float = max(margin["t"], self._key_room(margin)) if self.key else margin["t"]
        self.high: float = self.height - self.top - margin["b"]
        self.x_axis, self.y_axis = (
            [float(end) for end in layout[item].get("range", (0, 1))] for item in ("xaxis", "yaxis")
        )
        if layout["xaxis"].get("scaleanchor"):
            self._square()

    def _key_room(self, margin: Mapping[str, float]) -> float:
        """Return the margin that Plotly makes above the plot for its key, of which it has rows."""
        lift = self.layout["legend"]["y"] - 1
        room = len(self.key) * KEY_LINE + 2 * KEY_EDGE + min(12, *(margin[side] for side in "lrtb"))
        needed: float = (room + lift * (self.height - margin["b"])) / (1 + lift)
        return needed

    def _square(self) -> None:
        """Give both axes the same scale, as Plotly does by showing more of the roomier one."""
        spans = [abs(axis[1] - axis[0]) for axis in (self.x_axis, self.y_axis)]
        scale = min(self.wide / spans[0], self.high / spans[1])
        toward = self.layout["xaxis"].get("constraintoward")
        for axis, room, whole in (
            (self.x_axis, self.wide, toward == "left"), (self.y_axis, self.high, False)
        ):  # fmt: skip
            spare = math.copysign(room / scale, axis[1] - axis[0]) - (axis[1] - axis[0])
            before = 0 if whole else spare / 2
            axis[0], axis[1] = axis[0] - before, axis[1] + spare - before

    def strokes(self) -> Iterator[Stroke]:
        shapes = self.layout.get("shapes", ())
        yield from (
            s for shape in shapes if shape.get("layer") == "below" for s in self._shape(shape)
        )
        yield from self._ticks()
        yield from self._scale()
        # Plotly lays bars under everything else, in whatever order they are named.
        for trace in sorted(self.traces, key=lambda trace: trace["type"] != "bar"):
            yield from self._bar(trace) if trace["type"] == "bar" else self._scatter(trace)
        yield from (s for item in shapes if item.get("layer") != "below" for s in self._shape(item))
        yield from (self._annotation(entry) for entry in self.layout.get("annotations", ()))
        yield from self._key()

    def x(self, value: float, ref: str = "x") -> float:
        if ref == "paper":
            return self.left + value * self.wide
        first, last = self.x_axis
        return self.left + (value - first) / (last - first) * self.wide

    def y(self, value: float, ref: str = "y") -> float:
        if ref == "paper":
            return self.top + (1 - value) * self.high
        other = self.layout["yaxis2"] if ref == "y2" else {}
        first, last = (float(end) for end in other.get("range", self.y_axis))
        bottom, top = other.get("domain") or self.layout["yaxis"].get("domain", (0, 1))
        share: float = bottom + (value - first) / (last - first) * (top - bottom)
        return self.top + (1 - share) * self.high

    # Traces

    def _scatter(self, trace: Mapping[str, Any]) -> Iterator[Stroke]:
        mode = trace.get("mode", "lines")
        xs, ys = list(trace["x"]), list(trace["y"])
        if "lines" in mode:
            yield from self._lines(trace, xs, ys)
        for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
            if x is None or y is None:
                continue
            place = (self.x(x), self.y(y, trace.get("yaxis", "y")))
            if "markers" in mode:
                yield from _mark(place, _nth(trace["marker"], at), _record(trace, at))
            if "text" in mode:
                yield self._word(trace, at, place)

    def _lines(self, trace: Mapping[str, Any], xs: list[Any], ys: list[Any]) -> Iterator[Outline]:
        line = trace.get("line", {})
        filled = trace.get("fill") == "toself"
        for run in _runs(xs, ys):
            placed = tuple((self.x(x), self.y(y)) for x, y in run)
            for points in self._within(placed, closed=filled):
                yield Outline(
                    points, closed=filled,
                    fill=_hex(trace.get("fillcolor", "")) if filled else "",
                    line=_hex(line.get("color", "")) if line.get("width", 1) else "",
                    width=line.get("width", 1),
                    dash=_dash(line.get("dash", "solid")),
                )  # fmt: skip

    def _within(self, points: tuple[Point, ...], *, closed: bool) -> Iterator[tuple[Point, ...]]:
        """Yield what of a line or an area lies in the plot area."""
        box = (self.left, self.top, self.left + self.wide, self.top + self.high)
        if all(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points):
            yield points
            return
        import shapely

        area = closed and len(points) > 3
        whole = shapely.make_valid(shapely.Polygon(points)) if area else shapely.LineString(points)
        found = shapely.clip_by_rect(whole, *box)
        for part in getattr(found, "geoms", [found]):
            edge = getattr(part, "exterior", part)
            if not part.is_empty and len(edge.coords) > 1:
                yield tuple((x, y) for x, y in edge.coords)

    def _word(self, trace: Mapping[str, Any], at: int, place: Point) -> Lettering:
        font = {**self._font(), **_nth(trace.get("textfont", {}), at)}
        position = trace.get("textposition", "middle center")
        position = position if isinstance(position, str) else position[at]
        down, across = position.split()
        said = trace["text"][at]
        said = f"<i>{said}</i>" if font.get("style") == "italic" else said
        size = font["size"]
        # Plotly names the side of the point on which the words stand, and keeps them off its mark.
        marked = "markers" in trace.get("mode", "")
        off = _nth(trace["marker"], at).get("size", 6) / 1.6 + 1 if marked else 0
        x = place[0] + {"left": -off, "right": off}.get(across, 0)
        words = _read(said, font["color"])
        more = (len(words) - 1) * LINE_HEIGHT * size
        feet = {"top": -0.25 * size - more - off, "bottom": 0.75 * size + off}
        return Lettering(
            x, place[1] + feet.get(down, 0.25 * size - more / 2), words, size,
            {"left": "right", "right": "left"}.get(across, "center"),  # type: ignore[arg-type]
            "base",
        )  # fmt: skip

    def _bar(self, trace: Mapping[str, Any]) -> Iterator[Outline]:
        if fade := (trace.get("meta") or {}).get("fade"):
            yield self._fading(trace, fade)
            return
        flat = trace.get("orientation") == "h"
        lengths = list(trace["x" if flat else "y"])
        places = list(trace["y" if flat else "x"])
        bases = _each(trace.get("base", 0), len(lengths))
        widths = _each(trace["width"], len(lengths))
        for at, (place, length, base, width) in enumerate(
            zip(places, lengths, bases, widths, strict=True)
        ):
            if place is None or length is None:
                continue
            across, along = (place - width / 2, place + width / 2), (base, base + length)
            xs, ys = (along, across) if flat else (across, along)
            marker = _nth(trace["marker"], at)
            pattern = marker.get("pattern", {})
            line = marker.get("line", {})
            yield Outline(
                self._box(xs, ys), closed=True,
                fill=_hex(pattern.get("fgcolor", "") or marker.get("color", "")),
                line=_hex(line.get("color", "")) if line.get("width") else "",
                width=line.get("width", 0), hatch=_hatch(pattern), id=_record(trace, at),
            )  # fmt: skip

    def _fading(self, trace: Mapping[str, Any], fade: str) -> Outline:
        """Return the bars of a fade as one area: the longest holds them all, the last is full."""
        base, length = _one(trace["base"], 0), trace["x"][0]
        y, half = trace["y"][0], trace["width"] / 2
        colour = trace["marker"]["color"][-1]
        return Outline(
            self._box((base, base + length), (y - half, y + half)), closed=True, fill=_hex(colour),
            line="", width=0, fade=fade, id=_record(trace, 0),
        )  # fmt: skip

    def _box(self, xs: Sequence[float], ys: Sequence[float]) -> tuple[Point, ...]:
        (left, right), (top, bottom) = (sorted(map(self.x, xs)), sorted(map(self.y, ys)))
        return ((left, top), (right, top), (right, bottom), (left, bottom))

    # Layout

    def _shape(self, shape: Mapping[str, Any]) -> Iterator[Stroke]:
        line = shape.get("line", {})
        width = line.get("width", 2)
        fill, colour = _hex(shape.get("fillcolor", "")), _hex(line.get("color", ""))
        colour = colour if width else ""
        dash = _dash(line.get("dash", "solid"))
        if shape["type"] == "path":
            for points, closed, curved in _paths(shape["path"]):
                placed = tuple(self._placed(shape, x, y) for x, y in points)
                yield Outline(
                    placed, closed, fill if closed else "", colour, width, dash, curved=curved
                )
            return
        (x0, y0), (x1, y1) = (
            self._placed(shape, shape[f"x{end}"], shape[f"y{end}"]) for end in (0, 1)
        )
        if shape["type"] == "circle":
            radius = abs(x1 - x0) / 2
            yield Disc((x0 + x1) / 2, (y0 + y1) / 2, radius, fill, colour, width)
        elif shape["type"] == "line":
            yield Outline(((x0, y0), (x1, y1)), False, "", colour, width, dash)
        else:
            corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
            yield Outline(corners, True, fill, colour, width, dash)

    def _placed(self, shape: Mapping[str, Any], x: float, y: float) -> Point:
        across, down = shape.get("xref", "x"), shape.get("yref", "y")
        if shape.get("xsizemode") == "pixel":
            return self.x(shape["xanchor"], across) + x, self.y(y, down)
        return self.x(x, across), self.y(y, down)

    def _annotation(self, note: Mapping[str, Any]) -> Lettering:
        font = {**self._font(), **note.get("font", {})}
        across, down = note.get("xanchor", "center"), note.get("yanchor", "middle")
        pad = note.get("borderpad", 1) + FRAME
        x = self.x(note["x"], note.get("xref", "x")) + note.get("xshift", 0)
        y = self.y(note["y"], note.get("yref", "y")) - note.get("yshift", 0)
        return Lettering(
            x + {"left": pad, "right": -pad}.get(across, 0),
            y + {"top": pad, "bottom": -pad}.get(down, 0),
            _read(note["text"], font["color"]), font["size"], across, down,
            _hex(note.get("bgcolor", "")), pad,
        )  # fmt: skip

    def _ticks(self) -> Iterator[Stroke]:
        axis = {**self.style.get("xaxis", {}), **self.layout["xaxis"]}
        if axis.get("visible") is False or not axis.get("tickvals"):
            return
        font = {**self._font(), **axis.get("tickfont", {})}
        bottom = self.y(self.y_axis[0]) if self.y_axis[0] < self.y_axis[1] else self._foot
        minor = axis.get("minor", {})
        marks = axis if axis.get("ticks") else minor if minor.get("ticks") else {}
        if self.layout["xaxis"].get("linecolor"):
            ends = ((self.left, bottom), (self.left + self.wide, bottom))
            yield Outline(ends, False, "", _hex(axis["linecolor"]), 1)
        for value in marks.get("tickvals", ()):
            x = self.x(value)
            down = ((x, bottom), (x, bottom + marks["ticklen"]))
            yield Outline(down, False, "", _hex(marks["tickcolor"]), 1)
        foot = bottom + 1 + font["size"] * (1.2 if marks else 1)
        foot += axis.get("ticklabelstandoff", 0) + (marks["ticklen"] if marks is axis else 0)
        for value, said in zip(axis["tickvals"], axis["ticktext"], strict=True):
            if said:
                words = _read(said, font["color"])
                yield Lettering(self.x(value), foot, words, font["size"], "center", "base")

    @property
    def _foot(self) -> float:
        return self.top + self.high

    def _scale(self) -> Iterator[Stroke]:
        """Draw the upright axis: its line and ticks, or a rule across, and a number at each."""
        axis = {**self.style.get("yaxis", {}), **self.layout["yaxis"]}
        if axis.get("visible") is False or not axis.get("tickvals"):
            return
        font = {**self._font(), **axis.get("tickfont", {})}
        ticked = axis.get("ticklen", 5) if axis.get("ticks") else 0
        places = [self.y(value) for value in axis["tickvals"]]
        if ticked:
            ends = ((self.left, min(places)), (self.left, max(places)))
            yield Outline(ends, False, "", _hex(axis["linecolor"]), 1)
        for y in places:
            if ticked:
                yield Outline(
                    ((self.left - ticked, y), (self.left, y)), False, "", _hex(axis["tickcolor"]), 1
                )
            elif axis.get("showgrid") and abs(y - self._foot) > 1:
                ends = ((self.left, y), (self.left + self.wide, y))
                yield Outline(ends, False, "", _hex(axis["gridcolor"]), 1)
        x = self.left - 1 - (ticked + 0.2 * font["size"] if ticked else 0)
        for y, said in zip(places, axis["ticktext"], strict=True):
            if said:
                foot = y + 0.35 * font["size"]
                words = _read(said, font["color"])
                yield Lettering(x, foot, words, font["size"], "right", "base")

    def _font(self) -> dict[str, Any]:
        return {**self.style.get("font", {}), **self.layout.get("font", {})}

    def _entries(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for trace in self.traces:
            if trace.get("name") and trace.get("showlegend") is not False:
                marker = _nth(trace.get("marker", {}), 0)
                shape = {"symbol": "square"} if trace["type"] == "bar" else {}
                yield trace["name"], {**marker, **shape}

    def _key(self) -> Iterator[Stroke]:
        if not self.key:
            return
        font = {**self._font(), **self.layout["legend"].get("font", {})}
        bottom = self.top - (self.layout["legend"]["y"] - 1) * self.high - KEY_EDGE
        for number, row in enumerate(self.key):
            y = bottom - (len(self.key) - number - 0.5) * KEY_LINE
            for x, said, marker in row:
                yield from _sign((self.left + x + KEY_SIGN / 2, y), marker)
                words = _read(said, font["color"])
                x, foot = self.left + x + KEY_SIGN, y + 0.38 * font["size"]
                yield Lettering(x, foot, words, font["size"], "left", "base")


def _rows(entries: Sequence[tuple[str, Mapping[str, Any]]], room: float
          ) -> Iterator[list[tuple[float, str, Mapping[str, Any]]]]:  # fmt: skip
    """Set the key's entries in one row, or in columns; each entry with its place from the left."""
    if not entries:
        return
    # Our widths are generous, and here nothing runs out of the picture: it only wraps too early.
    widths = [KEY_SIGN + 0.96 * text_width(said, 12) + KEY_GAP for said, _ in entries]
    if sum(widths) - KEY_GAP <= room:
        places = [sum(widths[:at]) for at in range(len(widths))]
        yield [(x, *entry) for x, entry in zip(places, entries, strict=True)]
        return
    column = max(widths)
    count = max(1, int((room + KEY_GAP) // column))
    for first in range(0, len(entries), count):
        yield [(at * column, *entry) for at, entry in enumerate(entries[first : first + count])]


def _sign(place: Point, marker: Mapping[str, Any]) -> Iterator[Stroke]:
    """Draw an entry's sign: a mark, or a small field for hatching."""
    x, y = place
    pattern = marker.get("pattern", {})
    if not pattern.get("shape"):
        yield from _mark(place, {**marker, "size": min(marker.get("size", 10), 11)})
        return
    corners = ((x - 6, y - 6), (x + 6, y - 6), (x + 6, y + 6), (x - 6, y + 6))
    yield Outline(corners, True, _hex(pattern["fgcolor"]), "", 0, hatch=_hatch(pattern))


def _record(trace: Mapping[str, Any], at: int) -> str:
    """Return the id of the record that a point stands for: the first that it carries."""
    carried = trace.get("customdata")
    if carried is None:
        return ""
    return str(carried[at] if isinstance(carried[at], str) else carried[at][0])


def _hatch(pattern: Mapping[str, Any]) -> float:
    """Return the width of a pattern's strokes, 0 for none."""
    return float(pattern["size"] * pattern["solidity"]) if pattern.get("shape") else 0


def _dash(named: str) -> str:
    """Return Plotly's dash as pixels, drawn and left out by turns; blank for a whole line."""
    return DASHES[named] if named in DASHES else named.replace("px", "").replace(",", " ")


def _mark(place: Point, marker: Mapping[str, Any], record: str = "") -> Iterator[Stroke]:
    symbol = marker.get("symbol") or "circle"
    colour = _hex(marker.get("color", ""))
    line = marker.get("line", {})
    # An open symbol takes its line from the marker's colour.
    opened = "-open" in symbol
    edge = colour if opened else _hex(line.get("color", ""))
    width = line.get("width", 1 if opened else 0)
    edge = edge if width else ""
    fill = "" if opened else colour
    x, y = place
    radius = marker.get("size", 6) / 2
    name = symbol.removesuffix("-open")
    if name.startswith("circle") and (fill or edge or record):
        yield Disc(x, y, radius, fill, edge, width, record)
    if not fill and not edge:
        return
    turn = math.radians(marker.get("angle", 0))
    for points, closed in _outlines(name, radius):
        turned = (_turned(point, turn, marker.get("standoff", 0)) for point in points)
        placed = tuple((x + dx, y + dy) for dx, dy in turned)
        if closed:
            yield Outline(placed, True, fill, edge, width, id=record)
        else:
            yield Outline(placed, False, "", edge or colour, width or 1, id=record)


def _turned(point: Point, turn: float, standoff: float) -> Point:
    """Return a corner moved off its place and turned about it, as Plotly does."""
    x, y = point[0], point[1] + standoff
    if not turn:
        return x, y
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def _outlines(name: str, r: float) -> Iterator[tuple[tuple[Point, ...], bool]]:
    """Yield the lines of one of Plotly's symbols around its middle (its own proportions)."""
    wide, arm = r * 1.4, r * 0.8 / 2**0.5
    areas: dict[str, tuple[Point, ...]] = {
        "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "diamond": ((0, -r * 1.3), (r * 1.3, 0), (0, r * 1.3), (-r * 1.3, 0)),
        "diamond-wide": ((0, -r), (wide, 0), (0, r), (-wide, 0)),
        "triangle-up": ((0, -r), (r * 2 / 3**0.5, r / 2), (-r * 2 / 3**0.5, r / 2)),
        "triangle-down": ((0, r), (r * 2 / 3**0.5, -r / 2), (-r * 2 / 3**0.5, -r / 2)),
        "x": tuple((arm * a, arm * b) for a, b in CROSS),
    }
    lines: dict[str, tuple[tuple[Point, ...], ...]] = {
        "circle": (),
        "line-ns": (((0, -wide), (0, wide)),),
        "line-ew": (((-wide, 0), (wide, 0)),),
        "circle-cross": (((-r, 0), (r, 0)), ((0, -r), (0, r))),
    }
    if name not in areas and name not in lines:
        raise ValueError(f"the symbol {name} is not known here")
    if name in areas:
        yield areas[name], True
    for line in lines.get(name, ()):
        yield line, False


# The corners of Plotly's x, a cross with broad arms, in arms from its middle.
CROSS = ((0, 1), (1, 2), (2, 1), (1, 0), (2, -1), (1, -2), (0, -1), (-1, -2), (-2, -1), (-1, 0),
         (-2, 1), (-1, 2))  # fmt: skip


def _runs(xs: Sequence[Any], ys: Sequence[Any]) -> Iterator[list[Point]]:
    """Yield the stretches of a line between its gaps."""
    run: list[Point] = []
    for x, y in [*zip(xs, ys, strict=True), (None, None)]:
        if x is not None and y is not None and x == x and y == y:
            run.append((float(x), float(y)))
        elif run:
            yield run
            run = []


def _paths(path: str) -> Iterator[tuple[list[Point], bool, bool]]:
    """Read a path of M, L, H, V, C and Z: points, whether closed, whether a curve.

    A stretch is either straight or curved; raises ValueError for one that is both.
    """
    for stretch in re.findall("M[^M]*", path):
        points: list[Point] = []
        kinds = re.sub("[^A-DF-Za-df-z]", "", stretch)[1:]
        curved = "C" in kinds
        if set(kinds) - (set("CZ") if curved else set("LHVZ")):
            raise ValueError(f"the path {stretch} is not known here")
        for command, said in re.findall(r"([A-Z])([^A-Z]*)", stretch):
            numbers = [float(item) for item in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", said)]
            if command == "H":
                points += [(x, points[-1][1]) for x in numbers]
            elif command == "V":
                points += [(points[-1][0], y) for y in numbers]
            else:
                points += zip(numbers[::2], numbers[1::2], strict=True)
        yield points, kinds.endswith("Z"), curved


def _read(marked_up: str, colour: str) -> tuple[tuple[Run, ...], ...]:
    """Read the few tags our figures use: <b>, <i>, <br>, and <span> with a colour."""
    lines: list[list[Run]] = [[]]
    bold = italic = False
    colours = [colour]
    for tag, said in re.findall(r"<([^>]*)>|([^<]+)", marked_up):
        match tag.split(" ")[0]:
            case "":
                lines[-1].append(Run(unescape(said), bold, italic, _hex(colours[-1])))
            case "b" | "/b":
                bold = tag == "b"
            case "i" | "/i":
                italic = tag == "i"
            case "br":
                lines.append([])
            case "span":
                found = re.search(r"#[0-9A-Fa-f]{6}", tag)
                colours.append(found[0] if found else colours[-1])
            case "/span":
                colours.pop()
    return tuple(tuple(line) for line in lines)


def _nth(style: Mapping[str, Any], at: int) -> dict[str, Any]:
    """Return a style's values for one point, where some are lists with a value a point."""
    return {
        name: _nth(value, at) if isinstance(value, Mapping) else _one(value, at)
        for name, value in style.items()
    }


def _one(value: Any, at: int) -> Any:  # noqa: ANN401 - whatever Plotly holds
    listed = not isinstance(value, str) and hasattr(value, "__getitem__")
    return value[at if at < len(value) else 0] if listed and len(value) else value


def _each(value: Any, count: int) -> list[Any]:  # noqa: ANN401 - whatever Plotly holds
    if isinstance(value, int | float):
        return [value] * count
    return [_one(value, at) for at in range(count)]


def _hex(colour: str) -> str:
    """Return a colour as `RRGGBB`, blank for none or a clear one."""
    return colour[1:] if colour.startswith("#") else ""
