"""Where the words of a map stand, so that none covers another word, a mark or a key.

Everything is measured in kilometres of the map; words, which are measured in pixels, are turned
into kilometres first. Labels that must appear are set together by trying positions in order
until all fit; the others are set one by one where there is still room, and left out where there
is none. The positions round a point and their order follow Imhof, "Positioning Names on Maps"
(1975): right, left, above, below, then the corners; clear of coasts and borders where it can be.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from story.figures.lettering import text_width

LINE_HEIGHT = 1.25
BOLD = 1.07  # how much wider bold type runs
AIR = 3  # pixels round every label
FAR = (12, 20, 30, 42)  # pixels from a mark to words that need a line to it
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))

Kind = Literal["camp", "country", "sea", "river", "city", "province"]


@dataclass(frozen=True)
class Box:
    """A rectangle on the map, in kilometres."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Say whether the two share any ground."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def within(self, other: "Box") -> bool:
        """Say whether this box lies wholly in the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.bottom <= self.bottom
            and self.top <= other.top
        )

    def distance(self, x: float, y: float) -> float:
        """Return how far a point lies from the box; 0 within it."""
        across = max(self.left - x, 0, x - self.right)
        up = max(self.bottom - y, 0, y - self.top)
        return math.hypot(across, up)

    def grown(self, by: float) -> "Box":
        """Return the box with `by` kilometres more on every side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


@dataclass(frozen=True)
class Label:
    """Words for a point: `strong` comes first and is set bold.

    `plain` may have several lines where there is nothing `strong`. `radius` is how far the point's
    own mark reaches, in pixels; 0 for words that stand for an area, which are centred on the
    point or near it.
    """

    key: str
    kind: Kind
    x: float
    y: float
    strong: str
    plain: str
    size: float
    radius: float
    quiet: bool = False

    def width(self) -> float:
        """Return the width in pixels."""
        gap = " " if self.strong and self.plain else ""
        strong = text_width(self.strong + gap, self.size) * BOLD
        return strong + max(text_width(line, self.size) for line in self.plain.split("\n"))

    def height(self) -> float:
        """Return the height in pixels."""
        return self.size * LINE_HEIGHT * len(self.plain.split("\n"))


@dataclass(frozen=True)
class Placed:
    """A label with the box it fills; `anchor` is the side at which its words begin."""

    label: Label
    box: Box
    anchor: Literal["left", "center", "right"]
    led: bool

    @property
    def at(self) -> tuple[float, float]:
        """Where the words are pinned: their beginning, middle or end, at half height."""
        across = {
            "left": self.box.left,
            "center": (self.box.left + self.box.right) / 2,
            "right": self.box.right,
        }
        return across[self.anchor], (self.box.bottom + self.box.top) / 2


@dataclass(frozen=True)
class Sheet:
    """The part of the map in which words may stand, and what is already on it.

    `suits` says whether a label belongs on a piece of ground at all (the name of a sea does not
    on land); `crosses` whether a coast or border runs through a piece of ground, which is allowed
    but avoided.
    """

    frame: Box
    px_per_km: float
    taken: tuple[Box, ...]
    suits: Callable[[Label, Box], bool]
    crosses: Callable[[Box], bool]

    def free(self, box: Box, placed: Sequence[Placed]) -> bool:
        """Say whether a box fits the frame and meets nothing, the dots of named cities included."""
        dots = (dot(item.label, self.px_per_km) for item in placed if item.label.kind == "city")
        words = (entry.box for entry in placed)
        return box.within(self.frame) and not any(
            box.meets(each) for each in (*self.taken, *words, *dots)
        )


def set_labels(needed: Sequence[Label], wished: Sequence[Label], sheet: Sheet) -> list[Placed]:
    """Place every label of `needed`, then as many of `wished`, in their order, as find room.

    Raises ValueError where the needed ones cannot all stand without touching.
    """
    placed = _all_of([_positions(item, sheet, far=True) for item in needed], [], sheet)
    if placed is None:
        raise ValueError(f"no room for {', '.join(entry.key for entry in needed)}")
    for label in wished:
        found = next((p for p in _positions(label, sheet) if _fits(p, sheet, placed)), None)
        if found:
            placed.append(found)
    return placed


def _all_of(choices: list[list[Placed]], placed: list[Placed], sheet: Sheet) -> list[Placed] | None:
    if not choices:
        return placed
    for position in choices[0]:
        if _fits(position, sheet, placed):
            found = _all_of(choices[1:], [*placed, position], sheet)
            if found is not None:
                return found
    return None


def _fits(position: Placed, sheet: Sheet, placed: Sequence[Placed]) -> bool:
    """Say whether a position is free; a city needs room for its dot as well."""
    label = position.label
    if not sheet.free(position.box, placed) or not sheet.suits(label, position.box):
        return False
    return label.kind != "city" or sheet.free(dot(label, sheet.px_per_km), placed)


def dot(label: Label, px_per_km: float) -> Box:
    """Return the ground that a point's own mark covers."""
    reach = label.radius / px_per_km
    return Box(label.x, label.y, label.x, label.y).grown(reach)


def _positions(label: Label, sheet: Sheet, *, far: bool = False) -> list[Placed]:
    """Return the positions to try, best first: near and clear, near, then further off."""
    scale = sheet.px_per_km
    width, height = label.width() / scale, label.height() / scale
    if not label.radius:
        return list(_round_about(label, width, height))
    found = [
        _beside(label, side, (label.radius + step) / scale, (width, height), led=step >= FAR[0])
        for step in (AIR, AIR + 4, *(FAR if far else ()))
        for side in SIDES
    ]
    return sorted(found, key=lambda item: 2 * item.led + sheet.crosses(item.box))


def _beside(
    label: Label, side: tuple[int, int], reach: float, size: tuple[float, float], *, led: bool
) -> Placed:
    (across, up), (width, height) = side, size
    # A corner lies as far off as a side does.
    out = reach * (0.72 if across and up else 1)
    x, y = label.x + across * out, label.y + up * out
    left = {1: x, 0: x - width / 2, -1: x - width}[across]
    bottom = {1: y, 0: y - height / 2, -1: y - height}[up]
    anchor: Literal["left", "center", "right"] = (
        "left" if across > 0 else "right" if across < 0 else "center"
    )
    return Placed(label, Box(left, bottom, left + width, bottom + height), anchor, led)


def _round_about(label: Label, width: float, height: float) -> Iterator[Placed]:
    """Yield the middle of an area and places round it, the nearest first."""
    grid = [(i * width / 6, j * height / 2) for i in range(-5, 6) for j in range(-7, 8)]
    for across, up in sorted(grid, key=lambda step: (math.hypot(*step), step)):
        x, y = label.x + across - width / 2, label.y + up - height / 2
        yield Placed(label, Box(x, y, x + width, y + height), "center", led=False)
