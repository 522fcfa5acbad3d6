"""The mark of an event: its outline tells the kind, its filling whether human rights was raised.

Full, half and struck out stand for yes, partly and no; a dotted outline for unknown, a small one
for not applicable. A summit is an open ring with the filling at its core: the talks were
private, and whatever fills the core rests on what was published or told afterwards.

Nothing is told by colour.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from story.figures.events.words import hover
from story.figures.scene import TARGET, Area, At, Line, Mark, Path, Role, Symbol
from story.tables.model import Event
from story.text import Language

SIZE = 13  # pixels; the side of a square
FOCUS_SIZE = 17
RING = 1.34  # the diameter of a summit's ring, in sizes
CORE = 0.62
SMALLER = 0.66  # a mark to which the question does not apply
STROKE = 1.5
INK = Line("ink", STROKE)

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


def reach(kind: str, size: float = SIZE) -> float:
    """Return how far a mark of this kind reaches from its middle, in pixels."""
    if kind == "summit":
        return size * RING / 2 + STROKE
    return max(max(abs(x), abs(y)) for x, y in OUTLINES[kind]) * size / 2 + STROKE


def glyph(
    kind: str, answer: str, at: At, size: float = SIZE, *, role: Role = "point"
) -> list[Mark]:
    """Return the marks of one event's sign; a bare outline, for keys, without answer."""
    pen = _Pen(at, role)
    half = size / 2 * (SMALLER if answer == "not-applicable" else 1)
    outline = _scaled(OUTLINES[kind], half * (RING if kind == "summit" else 1))
    core = _scaled(CIRCLE, half * CORE) if kind == "summit" else outline
    match answer:
        case "yes":
            shell = [] if core is outline else [pen.area(outline)]
            return [*shell, pen.area(core, fill="ink")]
        case "partly":
            shell = [pen.area(around) for around in dict.fromkeys((outline, core))]
            half_full = pen.area(_left_half(core), fill="ink")
            return [*shell, replace(half_full, line=None)]
        case "no":
            return [pen.area(outline), pen.strike(_edge(outline))]
        case "unknown":
            return [pen.area(outline, line=Line("quiet", STROKE, (2, 2)))]
        case "not-applicable":
            return [pen.area(outline, line=Line("quiet", 1.3))]
        case _:
            return [pen.area(outline)]


def target(event: Event, at: At, language: Language, *, focus: bool = False) -> Symbol:
    """Return the clear place over an event's sign that answers who points at it."""
    said = hover(event, language)
    return Symbol(at, size=TARGET, row=event.id, role="target", said=said, focus=focus)


@dataclass(frozen=True)
class _Pen:
    at: At
    role: Role

    def area(self, points: Sequence[Point], *, fill: str = "paper", line: Line = INK) -> Area:
        return Area(tuple(self._off(x, y) for x, y in points), fill, line, role=self.role)

    def strike(self, half: float) -> Path:
        """Strike the sign out, from below left to above right, `half` pixels each way."""
        ends = (self._off(-half, half), self._off(half, -half))
        return Path(ends, Line("ink", STROKE), role=self.role)

    def _off(self, x: float, y: float) -> At:
        return replace(self.at, dx=self.at.dx + x, dy=self.at.dy + y)


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
