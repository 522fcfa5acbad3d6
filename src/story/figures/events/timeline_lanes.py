"""The timeline on a wide page: time runs to the right, each kind of event in its own lane."""

from dataclasses import dataclass, replace

from story.figures.drawing import Drawing, plain
from story.figures.events.choice import Chosen
from story.figures.events.days import is_vague
from story.figures.events.glyphs import glyph, target
from story.figures.events.index import KINDS
from story.figures.events.key import VAGUE, answers_key, draw_key, flow, ring_key, vague_key
from story.figures.events.selection import Crowd
from story.figures.events.time_axis import TimeAxis, written
from story.figures.events.timeline_layout import (
    BOLD,
    EDGE,
    LEAST_LANE,
    LEAST_WIDTH,
    LINE,
    TYPE,
    Lane,
    Placed,
    lanes,
)
from story.figures.events.words import counted_said, kind_text
from story.figures.lettering import text_width, wrapped
from story.figures.scene import Align, At, Bar, Line, Path, Scene, Sheet, Text
from story.text import Language

SCALE = 24  # height of the written axis
REPEAT_SCALE = 420  # pixels; a taller plot has its axis below as well
WIDEST_NAME = 104
GLYPH = 24  # room for a kind's mark before its name
BAR = 3
FOOT = 34  # pixels below the marks for columns of counts
LEAST_COLUMN = 2  # pixels; nothing counted is invisible


def draw_lanes(crowd: Crowd, language: Language, sheet: Sheet) -> Scene:
    """Return the scene, for containers at least `LEAST_WIDTH` pixels wide."""
    chosen = crowd.chosen
    longest = max(text_width(kind_text(kind, language), TYPE) * BOLD for kind in KINDS)
    left = GLYPH + 6 + min(longest, WIDEST_NAME)
    drawing = Drawing(sheet, left, 4, (-EDGE, 1 + EDGE))
    width = LEAST_WIDTH - left - 4
    events = chosen.events
    groups = [answers_key(language), ring_key(events, language) + vague_key(events, language)]
    key, top = flow(groups, LEAST_WIDTH - 8, 0)
    scale = top + 6 + SCALE
    found = lanes(chosen, crowd.axis, width, scale, language, FOOT if crowd.counted else 0)
    bottom = found[-1].bottom if found else scale + LEAST_LANE
    draw_key(drawing, key, LEAST_WIDTH - 8)
    pen = _Pen(drawing, crowd.axis, chosen, language)
    pen.axis(width / (1 + 2 * EDGE), scale, bottom)
    if crowd.counted:
        pen.counts(crowd, found)
    for lane in found:
        pen.lane(lane)
    return drawing.scene(bottom + SCALE)


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs: the drawing, its time and words."""

    drawing: Drawing
    time: TimeAxis
    chosen: Chosen
    language: Language

    def axis(self, width: float, top: float, bottom: float) -> None:
        """Write the time above the lanes and below, and rule its years through them."""
        words, fine = written(self.time, width, self.language)
        for tick in self.time.years():
            self.drawing.upright(tick.share, top, bottom, Line("hairline"))
        edges = [(top, top - 19, -1)]
        if bottom - top > REPEAT_SCALE:
            edges.append((bottom, bottom + 5, 1))
        self.drawing.rule(bottom, Line("hairline"))
        for edge, type_top, out in edges:
            for share, said in words:
                lines = tuple(plain([said], "quiet"))
                self.drawing.add(Text(At(share, type_top), lines, pad=1, role="axis"))
            for tick in fine:
                self.drawing.upright(tick.share, edge, edge + 4 * out, Line("quiet"), "axis")

    def lane(self, lane: Lane) -> None:
        """Draw one kind's lane: its name, its bars and marks, its titles."""
        edge = At(self.drawing.across[0], lane.top, -self.drawing.left)
        self.drawing.rule(lane.top, Line("hairline"))
        sign = replace(edge, y=lane.top + 17, dx=edge.dx + 11)
        self.drawing.add(*glyph(lane.kind, "", sign, role="title"))
        name = wrapped(
            kind_text(lane.kind, self.language), (self.drawing.left - GLYPH) / BOLD, TYPE
        )
        at = replace(edge, y=lane.top + 8, dx=edge.dx + GLYPH)
        self.drawing.add(Text(at, tuple(plain(name, bold=True)), pad=1, role="title"))
        for item in lane.placed:
            self.duration(item)
            event, spot = item.event, At(item.share, item.y)
            self.drawing.add(*glyph(event.kind, event.rights_raised, spot, item.size))
            self.title(item)
        for item in lane.placed:
            focus = item.event.id in self.chosen.focus
            self.drawing.add(target(item.event, At(item.share, item.y), self.language, focus=focus))

    def counts(self, crowd: Crowd, found: list[Lane]) -> None:
        """Stand columns on the lanes' floors, as high as the events they count are many."""
        floors = {lane.kind: lane.bottom - 1 for lane in found}
        for column in crowd.columns:
            floor, half = floors[column.kind], column.width * 0.4
            high = max(LEAST_COLUMN, (FOOT - 6) * len(column.events) / crowd.tallest)
            corners = (At(column.share - half, floor - high), At(column.share + half, floor))
            said = (counted_said(column.events, self.language),)
            self.drawing.add(Bar(corners, "quiet", role="range", said=said))

    def duration(self, placed: Placed) -> None:
        """Draw the days an event lasted as a bar; those it may have been on as a dotted line."""
        event = placed.event
        if placed.first < placed.last:
            line = Line("quiet", BAR) if event.end_date else Line("quiet", 1.5, (2, 2))
            ends = (At(placed.first, placed.y), At(placed.last, placed.y))
            self.drawing.add(Path(ends, line, role="range"))
        if is_vague(event):
            at = At(placed.first, placed.y, placed.ends[0].pixels + 2)
            self.drawing.add(Text(at, tuple(plain([VAGUE])), stand="middle", pad=1, row=event.id))

    def title(self, placed: Placed) -> None:
        """Write an event's title beside its mark."""
        if not placed.lines:
            return
        start = placed.title_from
        top = placed.y + placed.drop - LINE * len(placed.lines) / 2 - 2
        row = placed.event.id
        lines = plain(placed.lines, bold=row in self.chosen.focus)
        align: Align = "right" if placed.side == "left" else "left"
        at = At(start.share, top, start.pixels)
        self.drawing.add(Text(at, tuple(lines), align=align, ground=True, pad=1, row=row))
