"""A picture as a value: marks at their places on one sheet, each with what it stands for.

A figure function draws a scene and a writer in `render/` sets it for a medium: as SVG, as PNG, as a
Plotly figure, as PowerPoint's shapes. No writer has to find out what a mark is: it says so. It is
painted by token, a name of `style.TOKENS`; what colour that is, the writer knows.

The idea is Vega's scenegraph: a tree of marks with roles and data behind each (vega-scenegraph).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Token: TypeAlias = str  # a name of `style.TOKENS`, or blank for nothing
Role = Literal[
    "range", "point", "reference", "join", "axis", "grid", "label", "key", "title", "note",
    "ground", "frame", "target",
]  # fmt: skip
Shape = Literal[
    "circle", "square", "diamond", "diamond-wide", "triangle-up", "triangle-down", "x",
    "line-ns", "line-ew", "circle-cross",
]  # fmt: skip
Align = Literal["left", "center", "right"]
Stand = Literal["top", "middle", "bottom"]
TARGET = 24  # pixels; how large a mark is to a finger


@dataclass(frozen=True)
class Sheet:
    """What a picture is drawn for: it is chosen, never scaled to fit.

    `width` is in pixels; `least` the narrowest place on a page that the picture must serve, whose
    width only the browser knows. `narrow`: labels stand above their marks, not beside them.
    """

    name: Literal["phone", "page"]
    width: float
    least: float
    narrow: bool


PHONE = Sheet("phone", 360, 296, narrow=True)  # 320 less the page's own margins
PAGE = Sheet("page", 840, 696, narrow=False)  # 720 less the page's own margins


@dataclass(frozen=True)
class At:
    """A place: `x` on the scene's scale across and `y` on that down, and pixels from there.

    `dx` counts to the right and `dy` down.
    """

    x: float
    y: float
    dx: float = 0
    dy: float = 0


@dataclass(frozen=True)
class Line:
    """How a line is drawn: its width and dashes, drawn and left out by turns, are in pixels."""

    token: Token = "ink"
    width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What every mark may tell: whose row of the figure's table it stands for, and its role.

    `said` is what it says when it is pointed at, in plain lines, the first of several as its head.
    `series` is the name under which the key explains it.
    """

    row: str = ""
    role: Role = "ground"
    focus: bool = False
    said: tuple[str, ...] = ()
    series: str = ""


@dataclass(frozen=True)
class Path(Mark):
    """A line through points; `curved`: those after the first come in threes, as in SVG's C."""

    points: tuple[At, ...]
    line: Line = Line()
    curved: bool = False


@dataclass(frozen=True)
class Area(Mark):
    """A closed outline; `hatch` is the width of the strokes that fill it, 0 for a plain fill."""

    points: tuple[At, ...]
    fill: Token = ""
    line: Line | None = None
    hatch: float = 0


@dataclass(frozen=True)
class Bar(Mark):
    """A rectangle from corner to corner; `fade` is the side on which it ends in what it is `on`."""

    corners: tuple[At, At]
    fill: Token = ""
    line: Line | None = None
    hatch: float = 0
    fade: Literal["", "left", "right"] = ""
    on: Token = "paper"


@dataclass(frozen=True)
class Band(Mark):
    """A stripe across the whole picture, between two heights on the scale down."""

    top: float
    bottom: float
    fill: Token = ""
    line: Line | None = None


@dataclass(frozen=True)
class Symbol(Mark):
    """A sign of one size at every width; without fill and line it is a place to point at."""

    at: At
    shape: Shape = "circle"
    size: float = 11
    fill: Token = ""
    line: Line | None = None


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    token: Token = "ink"
    bold: bool = False
    italic: bool = False


TextLine: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Text(Mark):
    """Lines of words; `at` is the corner or edge that `align` and `stand` name.

    `pad` pixels are kept around them. With `ground`, what they stand `on` lies beneath, so that no
    line runs through the words; with `halo`, a rim of it lies around the letters alone.
    """

    at: At
    lines: tuple[TextLine, ...]
    size: float = 12
    align: Align = "left"
    stand: Stand = "top"
    ground: bool = False
    pad: float = 0
    on: Token = "paper"
    role: Role = field(default="label", kw_only=True)
    halo: bool = field(default=False, kw_only=True)

    @property
    def text(self) -> str:
        """All that is said, lines parted by spaces."""
        return " ".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True)
class Scene:
    """Marks from the lowest to the uppermost on a sheet, `height` pixels high.

    The plot area lies within the margins `left`, `right`, `top` and `bottom`, in pixels. `across`
    are the values at its left and right end, `down` those at its top and bottom.

    `fit` says what a container of another width does: it stretches what stands on the scale
    across; or both scales are the same length a unit whatever the width, and the picture keeps to
    the left or to the center, with more of it to be seen in a wider place.
    """

    sheet: Sheet
    height: float
    across: tuple[float, float]
    down: tuple[float, float]
    marks: tuple[Mark, ...]
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0
    fit: Literal["stretch", "left", "center"] = "stretch"

    def at(self, mark: At, width: float, height: float | None = None) -> tuple[float, float]:
        """Return a place in pixels from the top left of a picture of this size."""
        high = (height or self.height) - self.top - self.bottom
        y = self.top + (mark.y - self.down[0]) / (self.down[1] - self.down[0]) * high + mark.dy
        return self._across(mark.x, width, high) + mark.dx, y

    def _across(self, value: float, width: float, high: float) -> float:
        first, last = self.across
        wide = width - self.left - self.right
        if self.fit == "stretch":
            return self.left + (value - first) / (last - first) * wide
        unit = high / abs(self.down[1] - self.down[0])
        spare = 0 if self.fit == "left" else (wide - (last - first) * unit) / 2
        return self.left + spare + (value - first) * unit

    def rows(self) -> tuple[str, ...]:
        """Return the id of every row that is drawn, each once, in the order of drawing."""
        return tuple(dict.fromkeys(mark.row for mark in self.marks if mark.row))

    def of(self, *roles: Role) -> Iterator[Mark]:
        """Yield the marks of these roles."""
        return (mark for mark in self.marks if mark.role in roles)
