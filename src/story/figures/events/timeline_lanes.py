"""The timeline on a wide page: time runs to the right, each kind of event in its own lane."""

from dataclasses import dataclass

import plotly.graph_objects as go

from story.figures.events.choice import Chosen
from story.figures.events.days import is_vague
from story.figures.events.glyphs import Spot, mark_shapes
from story.figures.events.index import KINDS
from story.figures.events.key import VAGUE, answers_key, draw_key, flow, ring_key, vague_key
from story.figures.events.selection import Crowd
from story.figures.events.strokes import Strokes, add_points
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
from story.figures.style import Look, blank_plot
from story.text import Language

SCALE = 24  # height of the written axis
REPEAT_SCALE = 420  # pixels; a taller plot has its axis below as well
WIDEST_NAME = 104
GLYPH = 24  # room for a kind's mark before its name
BAR = 3
FOOT = 34  # pixels below the marks for columns of counts
LEAST_COLUMN = 2  # pixels; nothing counted is invisible


def draw_lanes(crowd: Crowd, language: Language, look: Look) -> go.Figure:
    """Return the plot, for containers at least `LEAST_WIDTH` pixels wide."""
    chosen = crowd.chosen
    left = (
        GLYPH
        + 6
        + min(
            max(text_width(kind_text(kind, language), TYPE) * BOLD for kind in KINDS), WIDEST_NAME
        )
    )
    width = LEAST_WIDTH - left - 4
    axis = crowd.axis
    events = chosen.events
    groups = [answers_key(language), ring_key(events, language) + vague_key(events, language)]
    key, top = flow(groups, LEAST_WIDTH - 8, 0)
    scale = top + 6 + SCALE
    found = lanes(chosen, axis, width, scale, language, FOOT if crowd.counted else 0)
    bottom = found[-1].bottom if found else scale + LEAST_LANE
    height = round(bottom + SCALE)
    plot = blank_plot(look, height)
    plot.update_layout(
        margin={"l": left, "r": 4, "t": 0, "b": 0},
        xaxis={"range": [-EDGE, 1 + EDGE], "visible": False, "fixedrange": True},
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
    )
    strokes = Strokes()
    draw_key(strokes, key, look, left, LEAST_WIDTH - 8)
    pen = _Pen(plot, strokes, axis, chosen, language, look, left)
    pen.axis(width / (1 + 2 * EDGE), scale, bottom)
    for lane in found:
        pen.lane(lane)
    if crowd.counted:
        pen.counts(crowd, found)
    strokes.lay(plot)
    return plot


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs: the plot, its measures and words."""

    plot: go.Figure
    strokes: Strokes
    time: TimeAxis
    chosen: Chosen
    language: Language
    look: Look
    left: float

    def axis(self, width: float, top: float, bottom: float) -> None:
        """Write the time above the lanes and below, and rule its years through them."""
        quiet, hairline = self.look.palette.quiet, self.look.palette.hairline
        words, fine = written(self.time, width, self.language)
        for tick in self.time.years():
            self.strokes.upright(tick.share, top, bottom, hairline)
        edges = [(top, top - 19, -1)]
        if bottom - top > REPEAT_SCALE:
            edges.append((bottom, bottom + 5, 1))
        self.strokes.level(bottom, self.left, hairline)
        for edge, type_top, out in edges:
            for share, said in words:
                self.strokes.write([said], Spot(share, type_top), quiet)
            for tick in fine:
                self.strokes.upright(tick.share, edge, edge + 4 * out, quiet)

    def lane(self, lane: Lane) -> None:
        """Draw one kind's lane: its name, its bars and marks, its titles."""
        palette = self.look.palette
        self.strokes.level(lane.top, self.left, palette.hairline)
        spot = Spot(0, lane.top + 17, "paper", 11 - self.left)
        self.strokes.add(mark_shapes(lane.kind, "", spot, self.look))
        name = wrapped(kind_text(lane.kind, self.language), (self.left - GLYPH) / BOLD, TYPE)
        spot = Spot(0, lane.top + 8, "paper", GLYPH - self.left)
        self.strokes.write(name, spot, palette.ink, bold=True)
        for item in lane.placed:
            self.duration(item)
            event, spot = item.event, Spot(item.share, item.y)
            self.strokes.add(
                mark_shapes(event.kind, event.rights_raised, spot, self.look, item.size)
            )
            self.title(item)
        add_points(
            self.plot,
            [entry.event for entry in lane.placed],
            [each.share for each in lane.placed],
            [one.y for one in lane.placed],
            self.language,
        )

    def counts(self, crowd: Crowd, found: list[Lane]) -> None:
        """Stand columns on the lanes' floors, as high as the events they count are many."""
        floors = {lane.kind: lane.bottom - 1 for lane in found}
        counted, most = crowd.columns, crowd.tallest
        self.plot.add_trace(
            go.Bar(
                x=[item.share for item in counted],
                y=[-max(LEAST_COLUMN, (FOOT - 6) * len(entry.events) / most) for entry in counted],
                base=[floors[each.kind] for each in counted],
                width=[one.width * 0.8 for one in counted],
                marker={"color": self.look.palette.quiet, "line": {"width": 0}},
                hovertext=[counted_said(one.events, self.language) for one in counted],
                hoverinfo="text",
                showlegend=False,
            )
        )

    def duration(self, placed: Placed) -> None:
        """Draw the days an event lasted as a bar; those it may have been on as a dotted line."""
        palette = self.look.palette
        bar = {"width": BAR} if placed.event.end_date else {"width": 1.5, "dash": "2px,2px"}
        if placed.first < placed.last:
            self.strokes.line(
                (placed.first, placed.last), (placed.y, placed.y), palette.quiet, **bar
            )
        if is_vague(placed.event):
            spot = Spot(placed.first, placed.y, right=placed.ends[0].pixels + 2)
            self.strokes.write([VAGUE], spot, palette.ink, anchor="middle")

    def title(self, placed: Placed) -> None:
        """Write an event's title beside its mark."""
        if not placed.lines:
            return
        start = placed.title_from
        self.strokes.write(
            placed.lines,
            Spot(
                start.share,
                placed.y + placed.drop - LINE * len(placed.lines) / 2 - 2,
                right=start.pixels,
            ),
            self.look.palette.ink,
            bold=placed.event.id in self.chosen.focus,
            align="right" if placed.side == "left" else "left",
            paper=self.look.palette.paper,
        )
