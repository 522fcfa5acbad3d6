"""How the map of the camps is laid out on its sheet, in kilometres and pixels at once.

The scale is fixed for each sheet, so that words, which keep their size in pixels, keep their
places at every width: a wider container shows more of the neighbours, not a larger country. The
axes count kilometres of UTM 52N. The inset and the key stand on the same axes: the inset is the
same ground at a larger scale, moved to where there is room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from story.figures.camps.geography import Window, project
from story.figures.camps.label_places import BOLD, Box
from story.figures.camps.names import camp_place
from story.figures.camps.states import CODES, Code, State
from story.figures.lettering import evened, text_width
from story.figures.scene import Sheet
from story.tables.model import Camp
from story.text import Language

KEY_HEAD, KEY_TEXT = 13, 12  # type sizes in pixels
KEY_LINE, KEY_GAP = 16, 5
KEY_SYMBOL = 24  # pixels from the key's edge to its words
EDGE = 12  # pixels between the sheet's edge and what stands in it
INSET_PX_PER_KM = 7.0
UNSEEN = 0.25  # pixels an outline may be off
# Pixels of ground drawn beside the least frame where the container is wider: to its right on a
# phone, whose map keeps to the left edge, and on both sides elsewhere.
BEYOND_PHONE, BEYOND = 580, 1_700


Symbol = Code | Literal["disc"]


@dataclass(frozen=True)
class Spot:
    """Camps that share a published point; the first is the one the mark stands for."""

    states: tuple[State, ...]
    x: float
    y: float

    @property
    def state(self) -> State:
        """The state the mark shows."""
        return self.states[0]

    @property
    def camp(self) -> Camp:
        """The camp the mark stands for."""
        return self.states[0].camp


@dataclass(frozen=True)
class Inset:
    """A part of the map at a larger scale. `box` is where it stands; it shows `window`."""

    box: Box
    centre: tuple[float, float]
    times: float
    place_name: str
    bleeds: bool

    @property
    def outline(self) -> Box:
        """The ground of the inset's own box, in kilometres of the map."""
        across = (self.box.right - self.box.left) / 2 / self.times
        up = (self.box.top - self.box.bottom) / 2 / self.times
        x, y = self.centre
        return Box(x - across, y - up, x + across, y + up)

    @property
    def window(self) -> Window:
        """The ground to draw: more than the box where the inset runs across the whole sheet."""
        ground = self.outline
        right = ground.right + (BEYOND_PHONE / INSET_PX_PER_KM if self.bleeds else 0)
        return Window(ground.left, ground.bottom, right, ground.top, UNSEEN / INSET_PX_PER_KM)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the map stands in the inset."""
        middle_x = (self.box.left + self.box.right) / 2
        middle_y = (self.box.bottom + self.box.top) / 2
        return (
            middle_x + (x - self.centre[0]) * self.times,
            middle_y + (y - self.centre[1]) * self.times,
        )

    def shows(self, x: float, y: float) -> bool:
        """Say whether a point of the map lies within the inset's own box."""
        placed_x, placed_y = self.place(x, y)
        return Box(placed_x, placed_y, placed_x, placed_y).within(self.box)


@dataclass(frozen=True)
class KeyLine:
    """One line of the key; `right` and `down` are pixels from its corner to the line's start."""

    text: str
    right: float
    down: float
    strong: bool = False
    symbol: Symbol | None = None


@dataclass(frozen=True)
class KeyRow:
    """What a row of the key says, before it is broken into lines."""

    text: str
    symbol: Symbol | None = None
    strong: bool = False


@dataclass(frozen=True)
class View:
    """The least frame of the map, what scale it has, and where the key stands."""

    sheet: Sheet
    px_per_km: float
    frame: Box
    key: tuple[KeyLine, ...]
    key_box: Box
    inset: Inset | None

    @property
    def sheet_box(self) -> Box:
        """The map's frame with what stands above and below it."""
        boxes = (self.frame, self.key_box, *((self.inset.box,) if self.inset else ()))
        return Box(
            self.frame.left,
            min(box.bottom for box in boxes),
            self.frame.right,
            max(item.top for item in boxes),
        )

    @property
    def height(self) -> int:
        """The plot's height in pixels."""
        return round((self.sheet_box.top - self.sheet_box.bottom) * self.px_per_km)

    @property
    def grain(self) -> float:
        """What points are rounded to, in kilometres: about a tenth of a pixel."""
        return round(0.1 / self.px_per_km, 1)

    @property
    def window(self) -> Window:
        """The ground to draw: the frame, and as much beside it as the widest plot shows."""
        box, narrow = self.frame, self.sheet.narrow
        left = box.left - self.km(0 if narrow else BEYOND)
        right = box.right + self.km(BEYOND_PHONE if narrow else BEYOND)
        return Window(left, box.bottom, right, box.top, self.km(UNSEEN))

    def km(self, pixels: float) -> float:
        """Return a length in pixels as kilometres of the map."""
        return pixels / self.px_per_km


def spots(camp_states: Sequence[State]) -> list[Spot]:
    """Return one spot for each published point; camps without one are not among them."""
    shared: dict[tuple[float, float], list[State]] = {}
    for state in camp_states:
        if state.camp.lat is not None and state.camp.lon is not None:
            shared.setdefault((state.camp.lat, state.camp.lon), []).append(state)
    return [
        Spot(tuple(sorted(group, key=lambda item: not item.listed)), *project(*point))
        for point, group in shared.items()
    ]


def cluster(all_spots: Sequence[Spot], within_km: float = 12) -> list[Spot]:
    """Return the spots that have another so near that their marks would touch."""
    return [
        spot
        for spot in all_spots
        if any(
            other is not spot and max(abs(spot.x - other.x), abs(spot.y - other.y)) < within_km
            for other in all_spots
        )
    ]


def view_for(
    sheet: Sheet, language: Language, key: Sequence[KeyRow], close: Sequence[Spot]
) -> View:
    """Lay the sheet out; `close` are the spots for an inset, none for a map without one."""
    scale = 0.5 if sheet.narrow else 0.95
    # The narrow frame is a whole number of pixels high, and points are rounded to tenths of one, so
    # that the ground is the same path in every picture, whatever stands above it, and a page can
    # share one.
    frame = Box(79, 4_104, 655, 4_792) if sheet.narrow else Box(-8, 4_105, 725, 4_792)
    room = (frame.right - frame.left) * scale - 2 * EDGE if sheet.narrow else 300
    lines, width, height = _key(key, room)
    edge = EDGE / scale
    if sheet.narrow:
        bottom = frame.top
        key_box = Box(frame.left + edge, bottom, frame.right - edge, bottom + (height + 8) / scale)
    else:
        top = frame.top - edge
        left = frame.left + edge
        key_box = Box(left, top - height / scale, left + width / scale, top)
    inset = _inset(close, frame, scale, sheet, language) if close else None
    return View(sheet, scale, frame, tuple(lines), key_box, inset)


def used_codes(all_spots: Sequence[Spot]) -> list[Code]:
    """Return the codes drawn, in the order of the key."""
    found = {spot.state.code for spot in all_spots}
    return [code for code in CODES if code in found]


def _inset(
    close: Sequence[Spot], frame: Box, scale: float, sheet: Sheet, language: Language
) -> Inset:
    xs, ys = [item.x for item in close], [entry.y for entry in close]
    # A little north of the middle, where the town stands after which the camps are named.
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2 + 1.5
    if sheet.narrow:
        box = Box(frame.left, frame.bottom - 200 / scale, frame.right, frame.bottom)
    else:
        right, bottom = frame.right - EDGE / scale, frame.bottom + 30 / scale
        box = Box(right - 250 / scale, bottom, right, bottom + 244 / scale)
    name = camp_place(close[0].camp, language)
    return Inset(box, middle, INSET_PX_PER_KM / scale, name, bleeds=sheet.narrow)


def _key(rows: Sequence[KeyRow], room: float) -> tuple[list[KeyLine], float, float]:
    """Return the key's lines with its width and height in pixels."""
    lines: list[KeyLine] = []
    down, widest = 0.0, 0.0
    for row in rows:
        size = KEY_HEAD if row.strong else KEY_TEXT
        wider = BOLD if row.strong else 1
        right = KEY_SYMBOL if row.symbol else 0
        for number, part in enumerate(evened(row.text, (room - right) / wider, size)):
            symbol = None if number else row.symbol
            lines.append(KeyLine(part, right, down + KEY_LINE / 2, row.strong, symbol))
            widest = max(widest, right + text_width(part, size) * wider)
            down += KEY_LINE
        down += KEY_GAP
    return lines, widest, down
