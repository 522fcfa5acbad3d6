"""The camps' marks: ink alone, told apart by shape, so that no colour claims an origin.

A solid disc is on the list; half a disc is on the list with an inferred place; a dashed ring
says that accounts differ, round a solid disc or by itself; a thin hollow ring was closed; a ring
with a dot stands under a list that names no camps. All are the same size: none says how many
people are held.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from story.figures.camps.ground import Ground
from story.figures.camps.sheet import Symbol
from story.figures.scene import At, Line, Role
from story.figures.scene import Symbol as Disc

RADIUS = 6.5  # pixels; a dashed ring round a disc reaches further
RING = 10.0
STEPS = 32


@dataclass(frozen=True)
class Mark:
    """A symbol at its place on the sheet; `ids` are the camps it stands for.

    `faint` marks stand back from those in focus; a mark without ids belongs to the key.
    """

    symbol: Symbol
    x: float
    y: float
    ids: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    faint: bool = False
    focus: bool = False


def reach(symbol: Symbol) -> float:
    """Return how far a symbol reaches from its middle, in pixels."""
    return RING + 1 if symbol.endswith("disputed") and symbol != "disputed" else RADIUS + 1


def spread(marks: Sequence[Mark], px_per_km: float) -> list[Mark]:
    """Return the marks moved apart until none covers another; those that stand free stay.

    Marks that are too close push each other away, a fraction of a pixel at a time, so that they
    keep the order in which they lie.
    """
    at = [(mark.x, mark.y) for mark in marks]
    least = {
        (i, j): (reach(marks[i].symbol) + reach(marks[j].symbol) + 1) / px_per_km
        for i, j in combinations(range(len(marks)), 2)
    }
    step = 0.25 / px_per_km
    for _ in range(400):
        close = [(i, j) for (i, j), gap in least.items() if math.dist(at[i], at[j]) < gap]
        for i, j in close:
            turn = math.atan2(at[j][1] - at[i][1], at[j][0] - at[i][0])
            across, up = step * math.cos(turn), step * math.sin(turn)
            at[i] = at[i][0] - across, at[i][1] - up
            at[j] = at[j][0] + across, at[j][1] + up
        if not close:
            break
    return [replace(mark, x=x, y=y) for mark, (x, y) in zip(marks, at, strict=True)]


def add_marks(ground: Ground, marks: Sequence[Mark], px_per_km: float) -> None:
    """Draw the marks, each with the first of its camps as its row."""
    for mark in marks:
        _add_under(ground, mark, px_per_km)
    own = [mark for mark in marks if mark.symbol != "disc"]
    # Those on the list are drawn last, so that they lie on top where marks touch.
    own.sort(key=lambda mark: mark.symbol.startswith("listed"))
    for keyed in (True, False):
        ground.add(*(_point(mark) for mark in own if bool(mark.ids) != keyed))
    for mark in own:
        _add_over(ground, mark, px_per_km)


def _point(mark: Mark) -> Disc:
    """Return a mark's disc; a disputed ring is drawn dashed over it, which has no edge then."""
    solid = mark.symbol in ("listed", "listed-disputed")
    edge = "paper" if mark.symbol == "disputed" else _ink(mark)
    return Disc(
        At(mark.x, mark.y), "circle", RADIUS * 2, _ink(mark) if solid else "paper",
        Line(edge, 1.2 if mark.symbol == "closed" else 1.8),
        row=mark.ids[0] if mark.ids else "", role="point" if mark.ids else "key",
        focus=mark.focus, said=mark.said,
    )  # fmt: skip


def _add_under(ground: Ground, mark: Mark, px_per_km: float) -> None:
    role: Role = "point" if mark.ids else "key"
    if mark.symbol == "disc":
        ground.areas([_arc(mark, RADIUS, px_per_km)], "hairline", Line("quiet"), role)
    elif reach(mark.symbol) > RING:
        ground.areas([_arc(mark, RING, px_per_km)], "paper", role=role)
        ground.lines([_arc(mark, RING, px_per_km)], Line(_ink(mark), 1.8, (3, 3)), role)
    if mark.focus:
        around = _arc(mark, reach(mark.symbol) + 4, px_per_km)
        ground.lines([around], Line("accent", 2), role)


def _add_over(ground: Ground, mark: Mark, px_per_km: float) -> None:
    role: Role = "point" if mark.ids else "key"
    if "inferred" in mark.symbol:
        half = _arc(mark, RADIUS, px_per_km, first=90, last=270)
        ground.areas([[*half, half[0]]], _ink(mark), role=role)
    elif mark.symbol == "disputed":
        ground.lines([_arc(mark, RADIUS, px_per_km)], Line(_ink(mark), 1.8, (3, 3)), role)
    elif mark.symbol == "unnamed":
        ground.areas([_arc(mark, 2, px_per_km)], _ink(mark), role=role)


def _ink(mark: Mark) -> str:
    return "quiet" if mark.faint else "ink"


def _arc(
    mark: Mark, radius: float, px_per_km: float, first: float = 0, last: float = 360
) -> list[tuple[float, float]]:
    reach_km = radius / px_per_km
    turns = [math.radians(first + (last - first) * i / STEPS) for i in range(STEPS + 1)]
    return [(mark.x + reach_km * math.cos(a), mark.y + reach_km * math.sin(a)) for a in turns]
