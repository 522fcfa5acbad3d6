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

from story.figures.camps.ground import Strokes, add_areas, add_lines
from story.figures.camps.sheet import Symbol
from story.figures.style import Look

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
    hover: str = ""
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


def add_marks(strokes: Strokes, marks: Sequence[Mark], px_per_km: float, look: Look) -> None:
    """Draw the marks. Every point carries the ids of its camps as `customdata`."""
    for mark in marks:
        _add_under(strokes, mark, px_per_km, look)
    own = [mark for mark in marks if mark.symbol != "disc"]
    # Those on the list are drawn last, so that they lie on top where marks touch.
    own.sort(key=lambda mark: mark.symbol.startswith("listed"))
    for keyed in (False, True):
        group = [mark for mark in own if bool(mark.ids) != keyed]
        if group:
            _add_points(strokes, group, look)
    for mark in own:
        _add_over(strokes, mark, px_per_km, look)


def _add_points(strokes: Strokes, marks: Sequence[Mark], look: Look) -> None:
    palette = look.palette
    solid = {"listed", "listed-disputed"}
    colours = [_ink(mark, look) if mark.symbol in solid else palette.paper for mark in marks]
    edges = {
        "color": [_edge(mark, look) for mark in marks],
        "width": [1.2 if mark.symbol == "closed" else 1.8 for mark in marks],
    }
    strokes.traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [mark.x for mark in marks],
            "y": [mark.y for mark in marks],
            "marker": {"size": RADIUS * 2, "opacity": 1, "color": colours, "line": edges},
            **(_told(marks) if marks[0].ids else {"hoverinfo": "skip", "name": "key marks"}),
        }
    )


def _told(marks: Sequence[Mark]) -> dict[str, object]:
    return {
        "customdata": [list(mark.ids) for mark in marks],
        "hovertext": [mark.hover for mark in marks],
        "hoverinfo": "text",
        "name": "camps",
    }


def _add_under(strokes: Strokes, mark: Mark, px_per_km: float, look: Look) -> None:
    palette = look.palette
    if mark.symbol == "disc":
        add_areas(strokes, [_arc(mark, RADIUS, px_per_km)], palette.hairline, edge=palette.quiet)
    elif reach(mark.symbol) > RING:
        add_areas(strokes, [_arc(mark, RING, px_per_km)], palette.paper)
        add_lines(strokes, [_arc(mark, RING, px_per_km)], _ink(mark, look), 1.8, dash="3px,3px")
    if mark.focus:
        add_lines(strokes, [_arc(mark, reach(mark.symbol) + 4, px_per_km)], palette.accent, 2)


def _add_over(strokes: Strokes, mark: Mark, px_per_km: float, look: Look) -> None:
    if "inferred" in mark.symbol:
        half = _arc(mark, RADIUS, px_per_km, first=90, last=270)
        add_areas(strokes, [[*half, half[0]]], _ink(mark, look))
    elif mark.symbol == "disputed":
        add_lines(strokes, [_arc(mark, RADIUS, px_per_km)], _ink(mark, look), 1.8, dash="3px,3px")
    elif mark.symbol == "unnamed":
        add_areas(strokes, [_arc(mark, 2, px_per_km)], _ink(mark, look))


def _ink(mark: Mark, look: Look) -> str:
    return look.palette.quiet if mark.faint else look.palette.ink


def _edge(mark: Mark, look: Look) -> str:
    """A disputed ring is drawn dashed over the point, which has no edge of its own."""
    return look.palette.paper if mark.symbol == "disputed" else _ink(mark, look)


def _arc(
    mark: Mark, radius: float, px_per_km: float, first: float = 0, last: float = 360
) -> list[tuple[float, float]]:
    reach_km = radius / px_per_km
    turns = [math.radians(first + (last - first) * i / STEPS) for i in range(STEPS + 1)]
    return [(mark.x + reach_km * math.cos(a), mark.y + reach_km * math.sin(a)) for a in turns]
