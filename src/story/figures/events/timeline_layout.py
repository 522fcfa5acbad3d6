"""Where every mark and title of the timeline stands, so that none hides another.

An event stands at its time, in its kind's lane, as high in the lane as there is room for its
mark and, beside it, its title. How high means nothing. The container's width is not known: a
place is a share of the width and some pixels, and two boxes are kept apart at the narrowest and
at the widest. Places move evenly with the width, so they are apart at every width between.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from story.figures.events.choice import Chosen
from story.figures.events.days import is_vague
from story.figures.events.glyphs import FOCUS_SIZE, SIZE, reach
from story.figures.events.index import KINDS
from story.figures.events.time_axis import TimeAxis
from story.figures.lettering import evened, text_width
from story.tables.model import Event
from story.text import Language

LEAST_WIDTH = 696  # 720 less the page's own margins
MOST_WIDTH = 1920
LEAST_LANE = 34
TYPE, LINE = 12, 15.6
BOLD = 1.08
EDGE = 0.025  # of the time, before its first day and after its last: room for half a mark
AIR = 3  # pixels between a mark and its title
PAD = 5  # pixels inside a lane, above and below
STEP = 3  # pixels between two heights tried
TITLE_WIDTHS = (300, 220, 170, 130)
MOST_TITLES = 34
TILDE = 11  # pixels for the sign of a day that is not known

Side = Literal["left", "right"]
Widths = tuple[float, float]


@dataclass(frozen=True)
class Reach:
    """A place across the axis: `share` of the time from its start to its end, and pixels."""

    share: float
    pixels: float

    def at(self, width: float) -> float:
        """Return the place in pixels in an axis `width` pixels wide, edges included."""
        return (self.share + EDGE) / (1 + 2 * EDGE) * width + self.pixels

    def on(self, pixels: float) -> "Reach":
        """Return the place some pixels further right."""
        return Reach(self.share, self.pixels + pixels)


@dataclass(frozen=True)
class Box:
    """What a mark or a title covers; `top` and `bottom` in pixels."""

    left: Reach
    right: Reach
    top: float
    bottom: float

    def held(self, widths: Widths) -> "Held":
        """Return the box in pixels, in an axis at its narrowest and at its widest."""
        left, widest_left = (self.left.at(width) for width in widths)
        right, widest_right = (self.right.at(width) for width in widths)
        return Held(left, widest_left, right, widest_right, self.top, self.bottom)

    def down(self, by: float) -> "Box":
        """Return the box some pixels further down."""
        return replace(self, top=self.top + by, bottom=self.bottom + by)


class Held(NamedTuple):
    """What a box covers in pixels: of the narrowest axis, of the widest, and downwards."""

    left: float
    widest_left: float
    right: float
    widest_right: float
    top: float
    bottom: float

    def passes(self, other: "Held") -> bool:
        """Tell whether the two stay apart at every width, however high they stand."""
        return (self.right <= other.left and self.widest_right <= other.widest_left) or (
            other.right <= self.left and other.widest_right <= self.widest_left
        )


@dataclass(frozen=True)
class Placed:
    """An event's mark at `share` of the time and `y` pixels, and its title on one side of it.

    `first` and `last` are the shares between which it lasted or may have been. `drop` is how far
    below the mark's middle the title's stands, for a bar so long that it leaves no room at its
    ends. `boxes` are what the mark and, if there is one, the title cover.
    """

    event: Event
    share: float
    first: float
    last: float
    size: float
    y: float = 0
    lines: tuple[str, ...] = ()
    side: Side = "right"
    drop: float = 0
    boxes: tuple[Box, ...] = ()

    @property
    def ends(self) -> tuple[Reach, Reach]:
        """Where the mark begins and ends, with its bar and the sign of a day not known."""
        out = reach(self.event.kind, self.size)
        left = Reach(self.first, -out - (TILDE if is_vague(self.event) else 0))
        return left, Reach(self.last, out)

    @property
    def title_from(self) -> Reach:
        """Where the title begins, or where it ends if it stands on the left."""
        left, right = self.ends
        if self.drop:
            return left
        return left.on(-AIR) if self.side == "left" else right.on(AIR)

    def down(self, y: float) -> "Placed":
        """Return the event set `y` pixels further down."""
        return replace(self, y=self.y + y, boxes=tuple(box.down(y) for box in self.boxes))


@dataclass(frozen=True)
class Lane:
    """One kind of event from `top` to `bottom`."""

    kind: str
    placed: tuple[Placed, ...]
    top: float
    bottom: float


def titled(chosen: Chosen) -> frozenset[str]:
    """Return the events whose titles are written: the focus, else the weightiest that fit.

    Key events first, of more than fit some from all the time; main events and details too where
    few are drawn.
    """
    if chosen.focus:
        return chosen.focus
    ids: frozenset[str] = frozenset()
    for importance in ("1", "2", "3"):
        more = ids | {event.id for event in chosen.events if event.importance == importance}
        if ids and len(more) > MOST_TITLES:
            break
        ids = more
    if len(ids) > MOST_TITLES:
        every = -(-len(ids) // MOST_TITLES)
        return frozenset([item.id for item in chosen.events if item.id in ids][::every])
    return ids


def lanes(
    chosen: Chosen, axis: TimeAxis, width: float, top: float, language: Language, foot: float = 0
) -> list[Lane]:
    """Lay the lanes out under one another from `top`; `width` is the axis at its narrowest.

    `foot` is the room left free in each below its marks.
    """
    with_title = titled(chosen)
    widths = (width, width + MOST_WIDTH - LEAST_WIDTH)
    found: list[Lane] = []
    for kind in KINDS:
        events = [item for item in chosen.events if item.kind == kind]
        if not events:
            continue
        shares = [axis.of(entry) for entry in events]
        placed: list[Placed] = []
        taken: list[Held] = []
        # Those with a title first: a mark alone finds room anywhere.
        for event in sorted(events, key=lambda event: event.id not in with_title):
            bare = _bare(event, axis, focused=event.id in chosen.focus)
            title = event.within("title", language) if event.id in with_title else ""
            tries = _tries(bare, title, shares, width) if title else [bare]
            placed.append(_first_free(tries, taken, widths, top + PAD))
            taken += [box.held(widths) for box in placed[-1].boxes]
        bottom = PAD + max(box.bottom for each in placed for box in each.boxes) + foot
        found.append(Lane(kind, tuple(placed), top, max(bottom, top + LEAST_LANE)))
        top = found[-1].bottom
    return found


def _bare(event: Event, axis: TimeAxis, *, focused: bool) -> Placed:
    """Return an event's mark without a title, as if its middle were at 0."""
    share = axis.of(event)
    first, last = axis.reach(event)
    if not event.end_date and not is_vague(event):
        first = last = share
    size = FOCUS_SIZE if focused else SIZE
    bare = Placed(event, share, min(first, share), last, size)
    left, right = bare.ends
    half = reach(event.kind, size) + AIR / 2
    return replace(bare, boxes=(Box(left.on(-AIR / 2), right.on(AIR / 2), -half, half),))


def _tries(bare: Placed, title: str, shares: Sequence[float], width: float) -> list[Placed]:
    """Return the ways to set a title that stay inside the picture, the preferred first."""
    tries = []
    for side in _sides(bare.share, shares):
        for room in TITLE_WIDTHS:
            item = replace(bare, lines=tuple(evened(title, room, TYPE)), side=side)
            box = _title_box(item)
            if box.left.at(width) >= 0 and box.right.at(width) <= width:
                tries.append(replace(item, boxes=(*bare.boxes, box)))
    return tries or [_below(bare, title)]


def _below(bare: Placed, title: str) -> Placed:
    """Set a title under its mark: only a bar almost as long as the axis leaves no room beside."""
    lines = tuple(evened(title, TITLE_WIDTHS[0], TYPE))
    drop = reach(bare.event.kind, bare.size) + AIR + len(lines) * LINE / 2
    item = replace(bare, lines=lines, drop=drop)
    return replace(item, boxes=(*bare.boxes, _title_box(item)))


def _sides(share: float, shares: Sequence[float]) -> tuple[Side, Side]:
    """Prefer the side on which fewer marks of the lane stand."""
    before = sum(item < share for item in shares)
    after = sum(entry > share for entry in shares)
    return ("left", "right") if before < after else ("right", "left")


def _title_box(placed: Placed) -> Box:
    bold = BOLD if placed.size == FOCUS_SIZE else 1
    wide = max(text_width(line, TYPE) for line in placed.lines) * bold
    half = len(placed.lines) * LINE / 2 + 1
    # Air at the far end, so that the next mark is not taken for the title's own.
    if placed.side == "left":
        return Box(placed.title_from.on(-wide - 2 * AIR), placed.title_from, -half, half)
    start, end = placed.title_from, placed.title_from.on(wide + 4 * AIR)
    return Box(start, end, placed.drop - half, placed.drop + half)


def _first_free(
    tries: Sequence[Placed], taken: Sequence[Held], widths: Widths, top: float
) -> Placed:
    """Return the highest place that is free; of two as high, the one that was tried first."""
    best, least = tries[0], math.inf
    for item in tries:
        y = _free(item, taken, widths, top, least)
        if y < least:
            best, least = item, y
    return best.down(least)


def _free(placed: Placed, taken: Sequence[Held], widths: Widths, top: float, least: float) -> float:
    """Return how far down a place is free, `least` where that is no higher."""
    mine = [box.held(widths) for box in placed.boxes]
    highest = min(box.top for box in mine)
    # Only what stands in its way across the axis can stand in its way down the lane.
    across = [(box, other) for box in mine for other in taken if not box.passes(other)]
    y = top
    while y < least and (
        highest + y < top
        or any(box.bottom + y > other.top and other.bottom > box.top + y for box, other in across)
    ):
        y += STEP
    return min(y, least)
