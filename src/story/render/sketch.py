"""A scene as plain outlines and words in pixels, for every medium that is not Plotly.

Pixels are counted from the top left.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from story.figures.lettering import text_width
from story.figures.scene import (
    Align,
    Area,
    At,
    Band,
    Bar,
    Line,
    Mark,
    Path,
    Scene,
    Stand,
    Symbol,
    Text,
    TextLine,
    Token,
)

Point = tuple[float, float]
LINE_HEIGHT = 1.3  # of words, in type sizes
CROSS = ((0, 1), (1, 2), (2, 1), (1, 0), (2, -1), (1, -2), (0, -1), (-1, -2), (-2, -1), (-1, 0),
         (-2, 1), (-1, 2))  # fmt: skip


@dataclass(frozen=True)
class Outline:
    """A line, or an area where `closed`; `fill` and `line` are tokens, blank for none.

    `dash` is in pixels, drawn and left out by turns; `hatch` the width of the strokes that fill an
    area, 0 for a whole one; `fade` the side, `left` or `right`, on which the fill ends in what it
    is `on`. Where `curved`, points after the first come in threes: two that bend the curve and its
    end.
    `id` is the row that the mark stands for, blank where it stands for none.
    """

    points: tuple[Point, ...]
    closed: bool
    fill: Token
    line: Token
    width: float
    dash: str = ""
    hatch: float = 0
    fade: str = ""
    curved: bool = False
    id: str = ""
    on: Token = "paper"


@dataclass(frozen=True)
class Disc:
    """A circle; without colours it is unseen, a place where a mark can be pointed at."""

    x: float
    y: float
    radius: float
    fill: Token
    line: Token
    width: float
    id: str = ""

    @property
    def seen(self) -> bool:
        """Whether anything of it is drawn."""
        return bool(self.fill or self.line)


@dataclass(frozen=True)
class Lettering:
    """Lines of words; `x` and `y` are the place of the corner or edge that is named.

    `ground` is the token laid under the words and `pad` pixels around them, `halo` that of a rim
    around the letters; blank for none.
    """

    x: float
    y: float
    lines: tuple[TextLine, ...]
    size: float
    across: Align
    down: Stand
    ground: Token = ""
    pad: float = 0
    halo: Token = ""

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
    """A drawing `width` by `height` pixels on paper, strokes from the lowest to the uppermost."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]


def sketch(scene: Scene, width: float = 0, height: float = 0) -> Sketch:
    """Return a scene as it stands on its sheet, or in a place of another size in pixels."""
    width, height = width or scene.sheet.width, height or scene.height
    strokes = (stroke for mark in scene.marks for stroke in _strokes(mark, scene, width, height))
    if scene.fit != "stretch":
        # A map has more ground than its sheet shows.
        strokes = (part for stroke in strokes for part in _within(stroke, width, height))
    return Sketch(width, height, tuple(strokes))


def _within(stroke: Stroke, width: float, height: float) -> Iterator[Stroke]:
    """Yield what of a line or an area lies in the picture."""
    if not isinstance(stroke, Outline) or all(
        0 <= x <= width and 0 <= y <= height for x, y in stroke.points
    ):
        yield stroke
        return
    import shapely

    area = stroke.closed and len(stroke.points) > 3
    whole = (
        shapely.make_valid(shapely.Polygon(stroke.points))
        if area
        else shapely.LineString(stroke.points)
    )
    found = shapely.clip_by_rect(whole, 0, 0, width, height)
    for part in getattr(found, "geoms", [found]):
        edge = getattr(part, "exterior", part)
        if not part.is_empty and len(edge.coords) > 1:
            yield replace(stroke, points=tuple((x, y) for x, y in edge.coords))


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


def _strokes(mark: Mark, scene: Scene, width: float, height: float) -> Iterator[Stroke]:
    def at(place: At) -> Point:
        return scene.at(place, width, height)

    match mark:
        case Path():
            points = tuple(map(at, mark.points))
            yield _outline(points, "", mark.line, closed=False, curved=mark.curved, id=mark.row)
        case Area():
            points = tuple(map(at, mark.points))
            yield _outline(points, mark.fill, mark.line, hatch=mark.hatch, id=mark.row)
        case Bar():
            corners = rectangle(*map(at, mark.corners))
            yield _outline(
                corners, mark.fill, mark.line, hatch=mark.hatch, fade=mark.fade, id=mark.row,
                on=mark.on,
            )  # fmt: skip
        case Band():
            (_, top), (_, bottom) = (at(At(0, y)) for y in (mark.top, mark.bottom))
            yield _outline(rectangle((0, top), (width, bottom)), mark.fill, mark.line)
        case Symbol():
            yield from _symbol(mark, at(mark.at))
        case Text():
            x, y = at(mark.at)
            x += {"left": mark.pad, "right": -mark.pad, "center": 0}[mark.align]
            y += {"top": mark.pad, "bottom": -mark.pad, "middle": 0}[mark.stand]
            ground = mark.on if mark.ground else ""
            halo = mark.on if mark.halo else ""
            yield Lettering(
                x, y, mark.lines, mark.size, mark.align, mark.stand, ground, mark.pad, halo
            )


def rectangle(corner: Point, other: Point) -> tuple[Point, ...]:
    """Return the four corners of a rectangle, clockwise from the top left."""
    (left, right), (top, bottom) = (sorted(ends) for ends in zip(corner, other, strict=True))
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _outline(
    points: tuple[Point, ...], fill: Token, line: Line | None, *, closed: bool = True,
    curved: bool = False, hatch: float = 0, fade: str = "", id: str = "",  # noqa: A002
    on: Token = "paper",
) -> Outline:  # fmt: skip
    line = line or Line("", 0)
    dash = " ".join(f"{part:g}" for part in line.dash)
    return Outline(points, closed, fill, line.token, line.width, dash, hatch, fade, curved, id, on)


def _symbol(mark: Symbol, place: Point) -> Iterator[Stroke]:
    line = mark.line or Line("", 0)
    x, y = place
    radius = mark.size / 2
    if mark.shape in ("circle", "circle-cross"):
        yield Disc(x, y, radius, mark.fill, line.token, line.width, mark.row)
    for points, closed in outlines(mark.shape, radius):
        moved = tuple((x + dx, y + dy) for dx, dy in points)
        fill = mark.fill if closed else ""
        yield _outline(moved, fill, mark.line, closed=closed, id=mark.row)


def outlines(shape: str, r: float) -> Iterator[tuple[tuple[Point, ...], bool]]:
    """Yield the lines of a symbol around its middle, and whether they close; Plotly's proportions.

    A circle has none. Raises ValueError for a shape that is not known.
    """
    wide, arm = r * 1.4, r * 0.8 / math.sqrt(2)
    areas: dict[str, tuple[Point, ...]] = {
        "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "diamond": ((0, -r * 1.3), (r * 1.3, 0), (0, r * 1.3), (-r * 1.3, 0)),
        "diamond-wide": ((0, -r), (wide, 0), (0, r), (-wide, 0)),
        "triangle-up": ((0, -r), (r * 2 / 3**0.5, r / 2), (-r * 2 / 3**0.5, r / 2)),
        "triangle-down": ((0, r), (r * 2 / 3**0.5, -r / 2), (-r * 2 / 3**0.5, -r / 2)),
        "x": tuple((arm * a, arm * b) for a, b in CROSS),
    }
    lines: dict[str, tuple[tuple[Point, ...], ...]] = {
        "line-ns": (((0, -wide), (0, wide)),),
        "line-ew": (((-wide, 0), (wide, 0)),),
        "circle-cross": (((-r, 0), (r, 0)), ((0, -r), (0, r))),
    }
    if shape not in areas and shape not in lines and shape != "circle":
        raise ValueError(f"the shape {shape!r} is not known here")
    if shape in areas:
        yield areas[shape], True
    for points in lines.get(shape, ()):
        yield points, False
