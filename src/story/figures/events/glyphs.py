"""The mark of an event: its outline tells the kind, its filling whether human rights was raised.

Full, half and struck out stand for yes, partly and no; a dotted outline for unknown, a small one
for not applicable. A summit is an open ring with the filling at its core: the talks were
private, and whatever fills the core rests on what was published or told afterwards.

Marks are drawn as layout shapes, because Plotly's own markers are never half filled or dotted.
An axis that counts pixels from the top is assumed for y. Nothing is told by colour.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from story.figures.style import Look

SIZE = 13  # pixels; the side of a square
FOCUS_SIZE = 17
RING = 1.34  # the diameter of a summit's ring, in sizes
CORE = 0.62
SMALLER = 0.66  # a mark to which the question does not apply
STROKE = 1.5

Point = tuple[float, float]


def _round(corners: int, turned: float = 0) -> tuple[Point, ...]:
    steps = (2 * math.pi * i / corners + turned for i in range(corners))
    return tuple((math.sin(angle), -math.cos(angle)) for angle in steps)


CIRCLE = _round(36)
# Corners round the middle, y downwards, in half sizes; areas look alike.
OUTLINES: dict[str, tuple[Point, ...]] = {
    "summit": CIRCLE,
    "statement": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "un-action": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "law-policy": ((0, -1.12), (1.2, 0.88), (-1.2, 0.88)),
    "detention-case": ((0, 1.12), (-1.2, -0.88), (1.2, -0.88)),
    "report": ((-0.75, -1.1), (0.3, -1.1), (0.75, -0.55), (0.75, 1.1), (-0.75, 1.1)),
    "envoy": (
        (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4), (0.4, 1.1),
        (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
    ),
    "family-reunion": CIRCLE,
}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """Where a mark's middle is: `right` pixels from `x` of the axis `xref`, `y` pixels down."""

    x: float
    y: float
    xref: str = "x"
    right: float = 0


def reach(kind: str, size: float = SIZE) -> float:
    """Return how far a mark of this kind reaches from its middle, in pixels."""
    if kind == "summit":
        return size * RING / 2 + STROKE
    return max(max(abs(x), abs(y)) for x, y in OUTLINES[kind]) * size / 2 + STROKE


def mark_shapes(
    kind: str, answer: str, spot: Spot, look: Look, size: float = SIZE
) -> list[dict[str, object]]:
    """Return the layout shapes of one event's mark; a bare outline, for keys, without answer."""
    ink, quiet = look.palette.ink, look.palette.quiet
    pen = _Pen(spot, look.palette.paper)
    half = size / 2 * (SMALLER if answer == "not-applicable" else 1)
    outline = _scaled(OUTLINES[kind], half * (RING if kind == "summit" else 1))
    core = _scaled(CIRCLE, half * CORE) if kind == "summit" else outline
    match answer:
        case "yes":
            shell = [] if core is outline else [pen.line(outline, ink)]
            return [*shell, pen.line(core, ink, fill=ink)]
        case "partly":
            shell = [pen.line(fromkey, ink) for fromkey in dict.fromkeys((outline, core))]
            return [*shell, pen.line(_left_half(core), ink, fill=ink, width=0)]
        case "no":
            return [pen.line(outline, ink), pen.stroke(_edge(outline), ink)]
        case "unknown":
            return [replace(pen, dash="2px,2px").line(outline, quiet)]
        case "not-applicable":
            return [pen.line(outline, quiet, width=1.3)]
        case _:
            return [pen.line(outline, ink)]


@dataclass(frozen=True)
class _Pen:
    spot: Spot
    paper: str
    dash: str = "solid"

    def line(
        self, points: Sequence[Point], colour: str, *, fill: str = "", width: float = STROKE
    ) -> dict[str, object]:
        return {
            "type": "path",
            "path": "M" + "L".join(self._at(x, y) for x, y in points) + "Z",
            "fillcolor": fill or self.paper,
            "line": {"color": colour, "width": width, "dash": self.dash},
            **self._place(),
        }

    def stroke(self, half: float, colour: str) -> dict[str, object]:
        """Strike the mark out, from below left to above right, `half` pixels each way."""
        return {
            "type": "path",
            "path": f"M{self._at(-half, half)}L{self._at(half, -half)}",
            "line": {"color": colour, "width": STROKE},
            **self._place(),
        }

    def _at(self, x: float, y: float) -> str:
        return f"{self.spot.right + x:.1f},{self.spot.y + y:.1f}"

    def _place(self) -> dict[str, object]:
        return {
            "xref": self.spot.xref,
            "yref": "y",
            "xsizemode": "pixel",
            "xanchor": self.spot.x,
            "layer": "above",
        }


def _scaled(points: Sequence[Point], by: float) -> tuple[Point, ...]:
    return tuple((x * by, y * by) for x, y in points)


def _left_half(points: Sequence[Point]) -> tuple[Point, ...]:
    """Cut an outline along its upright middle and keep the left (Sutherland and Hodgman, 1974)."""
    kept: list[Point] = []
    for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True):
        if x0 <= 0:
            kept.append((x0, y0))
        if x0 * x1 < 0:
            kept.append((0, y0 + (y1 - y0) * x0 / (x0 - x1)))
    return tuple(kept)


def _edge(points: Sequence[Point]) -> float:
    """Return how far right, and up, the diagonal from the middle meets an outline."""
    for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True):
        off0, off1 = x0 + y0, x1 + y1  # 0 on the diagonal from below left to above right
        if off0 * off1 <= 0 and off0 != off1:
            x = x0 + (x1 - x0) * off0 / (off0 - off1)
            if x > 0:
                return x
    raise ValueError("an outline must go round the middle")
