"""A plot as plain outlines and words in pixels, for a medium that has no Plotly.

Only what our figures draw is understood: scatter traces and bars on one pair of axes, layout
shapes, annotations, the ticks of a named axis and the key. Pixels are counted from the top left.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Literal, TypeAlias

from story.figures.figure import Figure
from story.figures.lettering import text_width

Point = tuple[float, float]
CLEAR = "rgba(0,0,0,0)"
LINE_HEIGHT = 1.3  # Plotly's, in type sizes
KEY_LINE = 19
BENDS = 8  # straight pieces of a curve


@dataclass(frozen=True)
class Outline:
    """A line, or an area where `closed`; colours as hex, blank for none."""

    points: tuple[Point, ...]
    closed: bool
    fill: str
    line: str
    width: float
    dashed: bool = False
    hatched: bool = False


@dataclass(frozen=True)
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str
    line: str
    width: float


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    bold: bool
    italic: bool
    colour: str


@dataclass(frozen=True)
class Lettering:
    """Lines of words; `x` and `y` are the place of the corner or edge the anchors name."""

    x: float
    y: float
    lines: tuple[tuple[Run, ...], ...]
    size: float
    across: Literal["left", "center", "right"]
    down: Literal["top", "middle", "bottom"]
    ground: str = ""

    @property
    def width(self) -> float:
        """The width of the longest line, a little generous."""
        said = ("".join(run.text for run in line) for line in self.lines)
        return max(text_width(one, self.size) for one in said) * 1.06

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.size * LINE_HEIGHT


Stroke: TypeAlias = Outline | Disc | Lettering


@dataclass(frozen=True)
class Sketch:
    """A drawing `width` by `height` pixels, strokes from the lowest to the uppermost."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]


def sketch(figure: Figure, width: float) -> Sketch:
    """Return a figure's plot as it stands in a container `width` pixels wide."""
    drawn = figure.plot.to_dict()
    pen = _Pen(drawn, width)
    return Sketch(width, pen.height, tuple(pen.strokes()))


class _Pen:
    def __init__(self, drawn: Mapping[str, Any], width: float) -> None:
        layout = self.layout = drawn["layout"]
        self.traces = drawn["data"]
        self.style = layout.get("template", {}).get("layout", {})
        margin = {**self.style.get("margin", {}), **layout.get("margin", {})}
        entries = list(self._entries()) if layout.get("showlegend") else []
        self.key = list(_rows(entries, width - margin["l"] - margin["r"]))
        over = max(0, len(self.key) * KEY_LINE + 8 - margin["t"])
        self.height: float = layout["height"] + over
        self.left: float = margin["l"]
        self.top: float = margin["t"] + over
        self.wide: float = width - margin["l"] - margin["r"]
        self.high: float = layout["height"] - margin["t"] - margin["b"]
        self.x_axis, self.y_axis = (
            [float(end) for end in layout[one]["range"]] for one in ("xaxis", "yaxis")
        )
        if layout["xaxis"].get("scaleanchor"):
            self._square()

    def _square(self) -> None:
        """Give both axes the same scale, as Plotly does by showing more of the roomier one."""
        for axis, room in ((self.x_axis, self.wide), (self.y_axis, self.high)):
            scale = min(
                self.wide / (self.x_axis[1] - self.x_axis[0]),
                self.high / (self.y_axis[1] - self.y_axis[0]),
            )
            spare = room / scale - (axis[1] - axis[0])
            axis[0], axis[1] = axis[0] - spare / 2, axis[1] + spare / 2

    def strokes(self) -> Iterator[Stroke]:
        shapes = self.layout.get("shapes", ())
        yield from (s for one in shapes if one.get("layer") == "below" for s in self._shape(one))
        yield from self._ticks()
        yield from self._scale()
        for trace in self.traces:
            yield from self._bar(trace) if trace["type"] == "bar" else self._scatter(trace)
        yield from (s for one in shapes if one.get("layer") != "below" for s in self._shape(one))
        yield from (self._annotation(one) for one in self.layout.get("annotations", ()))
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
                yield from _mark(place, _nth(trace["marker"], at))
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
                    dashed=line.get("dash", "solid") != "solid",
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
        # Plotly names the side of the point on which the words stand.
        return Lettering(
            place[0], place[1], _read(said, font["color"]), font["size"],
            {"left": "right", "right": "left"}.get(across, "center"),  # type: ignore[arg-type]
            {"top": "bottom", "bottom": "top"}.get(down, "middle"),  # type: ignore[arg-type]
        )  # fmt: skip

    def _bar(self, trace: Mapping[str, Any]) -> Iterator[Outline]:
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
                width=line.get("width", 0), hatched=bool(pattern.get("shape")),
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
        dashed = line.get("dash", "solid") != "solid"
        if shape["type"] == "path":
            for points, closed in _paths(shape["path"]):
                placed = tuple(self._placed(shape, x, y) for x, y in points)
                yield Outline(placed, closed, fill if closed else "", colour, width, dashed)
            return
        (x0, y0), (x1, y1) = (
            self._placed(shape, shape[f"x{end}"], shape[f"y{end}"]) for end in (0, 1)
        )
        if shape["type"] == "circle":
            radius = abs(x1 - x0) / 2
            yield Disc((x0 + x1) / 2, (y0 + y1) / 2, radius, fill, colour, width)
        elif shape["type"] == "line":
            yield Outline(((x0, y0), (x1, y1)), False, "", colour, width, dashed)
        else:
            corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
            yield Outline(corners, True, fill, colour, width, dashed)

    def _placed(self, shape: Mapping[str, Any], x: float, y: float) -> Point:
        across, down = shape.get("xref", "x"), shape.get("yref", "y")
        if shape.get("xsizemode") == "pixel":
            return self.x(shape["xanchor"], across) + x, self.y(y, down)
        return self.x(x, across), self.y(y, down)

    def _annotation(self, note: Mapping[str, Any]) -> Lettering:
        font = {**self._font(), **note.get("font", {})}
        return Lettering(
            self.x(note["x"], note.get("xref", "x")) + note.get("xshift", 0),
            self.y(note["y"], note.get("yref", "y")) - note.get("yshift", 0),
            _read(note["text"], font["color"]), font["size"],
            note.get("xanchor", "center"), note.get("yanchor", "middle"),
            _hex(note.get("bgcolor", "")),
        )  # fmt: skip

    def _ticks(self) -> Iterator[Stroke]:
        axis = {**self.style.get("xaxis", {}), **self.layout["xaxis"]}
        if axis.get("visible") is False or not axis.get("tickvals"):
            return
        font = {**self._font(), **axis.get("tickfont", {})}
        bottom = self.y(self.y_axis[0]) if self.y_axis[0] < self.y_axis[1] else self._foot
        if axis.get("linecolor") and axis.get("ticks"):
            ends = ((self.left, bottom), (self.left + self.wide, bottom))
            yield Outline(ends, False, "", _hex(axis["linecolor"]), 1)
        below = bottom + axis.get("ticklen", 0) + axis.get("ticklabelstandoff", 0) + 3
        for value, said in zip(axis["tickvals"], axis["ticktext"], strict=True):
            x = self.x(value)
            if axis.get("ticks"):
                down = ((x, bottom), (x, bottom + axis.get("ticklen", 0)))
                yield Outline(down, False, "", _hex(axis["tickcolor"]), 1)
            if said:
                yield Lettering(x, below, _read(said, font["color"]), font["size"], "center", "top")

    @property
    def _foot(self) -> float:
        return self.top + self.high

    def _scale(self) -> Iterator[Stroke]:
        """Draw the upright axis: a rule and a number at each of its ticks."""
        axis = {**self.style.get("yaxis", {}), **self.layout["yaxis"]}
        if axis.get("visible") is False or not axis.get("tickvals"):
            return
        font = {**self._font(), **axis.get("tickfont", {})}
        for value, said in zip(axis["tickvals"], axis["ticktext"], strict=True):
            y = self.y(value)
            ends = ((self.left, y), (self.left + self.wide, y))
            yield Outline(ends, False, "", _hex(axis["gridcolor"]), 1)
            words = _read(said, font["color"])
            yield Lettering(self.left - 6, y, words, font["size"], "right", "middle")

    def _font(self) -> dict[str, Any]:
        return {**self.style.get("font", {}), **self.layout.get("font", {})}

    def _entries(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for trace in self.traces:
            if trace.get("name") and trace.get("showlegend") is not False:
                yield trace["name"], _nth(trace.get("marker", {}), 0)

    def _key(self) -> Iterator[Stroke]:
        font = {**self._font(), **self.layout.get("legend", {}).get("font", {})}
        for number, row in enumerate(self.key):
            y = self.top - 8 - (len(self.key) - number - 0.5) * KEY_LINE
            for x, said, marker in row:
                yield from _sign((self.left + x + 8, y), marker)
                words = _read(said, font["color"])
                yield Lettering(self.left + x + 20, y, words, font["size"], "left", "middle")


def _rows(entries: Sequence[tuple[str, Mapping[str, Any]]], room: float
          ) -> Iterator[list[tuple[float, str, Mapping[str, Any]]]]:  # fmt: skip
    """Set the key's entries in rows, each entry with its place from the left."""
    row: list[tuple[float, str, Mapping[str, Any]]] = []
    at = 0.0
    for said, marker in entries:
        width = text_width(said, 12) + 40
        if row and at + width > room:
            yield row
            row, at = [], 0.0
        row.append((at, said, marker))
        at += width
    if row:
        yield row


def _sign(place: Point, marker: Mapping[str, Any]) -> Iterator[Stroke]:
    """Draw an entry's sign: a mark, or a small field for hatching."""
    x, y = place
    pattern = marker.get("pattern", {})
    if not pattern.get("shape"):
        yield from _mark(place, {**marker, "size": min(marker.get("size", 10), 11)})
        return
    corners = ((x - 6, y - 6), (x + 6, y - 6), (x + 6, y + 6), (x - 6, y + 6))
    yield Outline(corners, True, _hex(pattern["fgcolor"]), "", 0, hatched=True)


def _mark(place: Point, marker: Mapping[str, Any]) -> Iterator[Stroke]:
    symbol = marker.get("symbol") or "circle"
    colour = _hex(marker.get("color", ""))
    line = marker.get("line", {})
    # An open symbol takes its line from the marker's colour.
    opened = "-open" in symbol
    edge = colour if opened else _hex(line.get("color", ""))
    width = line.get("width", 1 if opened else 0)
    edge = edge if width else ""
    fill = "" if opened else colour
    if not fill and not edge:
        return
    x, y = place
    radius = marker.get("size", 6) / 2
    name = symbol.removesuffix("-open")
    if name.startswith("circle"):
        yield Disc(x, y, radius, fill, edge, width)
    for points, closed in _outlines(name, radius):
        placed = tuple((x + dx, y + dy) for dx, dy in points)
        if closed:
            yield Outline(placed, True, fill, edge, width)
        else:
            yield Outline(placed, False, "", edge or colour, width or 1)


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
    for one in lines.get(name, ()):
        yield one, False


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


def _paths(path: str) -> Iterator[tuple[list[Point], bool]]:
    """Read a path of M, L, C and Z; curves become straight pieces."""
    points: list[Point] = []
    for command, said in re.findall(r"([MLCZ])([^MLCZ]*)", path):
        numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", said)]
        given = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M" and points:
            yield points, False
            points = []
        if command == "C":
            points += _bent(points[-1], *given)
        elif command == "Z":
            yield points, True
            points = []
        else:
            points += given
    if points:
        yield points, False


def _bent(a: Point, b: Point, c: Point, d: Point) -> Iterator[Point]:
    for step in range(1, BENDS + 1):
        t = step / BENDS
        s = 1 - t
        weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
        yield (
            sum(w * one[0] for w, one in zip(weights, (a, b, c, d), strict=True)),
            sum(w * one[1] for w, one in zip(weights, (a, b, c, d), strict=True)),
        )


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
