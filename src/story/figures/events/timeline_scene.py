"""The timeline: the meetings of Trump and Kim large, and below them every event at its time.

Each kind has a lane. Time is to scale, cut into stretches as wide as a sign, and the events of a
stretch stand on one another: a stack is as high as its events are many. Of more than can be seen
a column has that height.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from story.figures.drawing import Drawing, plain
from story.figures.events.answer_signs import PITCH, answers_key, sign, target
from story.figures.events.choice import MOST, Chosen
from story.figures.events.index import ANSWERS, KINDS, Events
from story.figures.events.meetings import Meeting
from story.figures.events.time_axis import TimeAxis, axis_for
from story.figures.events.words import answer_text, counted_said, kind_text
from story.figures.lettering import evened, text_width, wrapped
from story.figures.scene import Align, Area, At, Bar, Line, Path, Scene, Sheet, Text
from story.figures.style import SMALL
from story.tables.model import Event
from story.text import Language, Phrases, number

SAY = Phrases("timeline")
TALLEST = 20  # signs in a stack; of more, columns
COLUMN = 60  # pixels of the tallest column
LEAST_COLUMN = 2  # pixels; nothing counted is invisible
BOLD = 1.08
LINE = 16  # pixels from one line of words to the next
HEAD, FOOT = 21, 6  # pixels above and below the stacks of a lane; above stands its name
SCALE = 22  # pixels of the written axis
PLACE = 16  # type size of where a meeting was
LARGE = 22  # pixels; the sign of a meeting
GUTTER = 18  # pixels between two meetings side by side
TITLE_FROM = 6  # pixels from the line down to a sign to the title beside it


class Titled(NamedTuple):
    """An event in focus, where it stands, and its title in lines beside the line down to it."""

    event: Event
    x: float
    lines: list[str]
    align: Align


@dataclass(frozen=True)
class Lane:
    """One kind from `top` to its floor `bottom`: titles in rows, then stacks of events by place."""

    kind: str
    titles: tuple[Titled, ...]
    stacks: tuple[tuple[float, Events], ...]
    top: float
    bottom: float


def is_crowded(events: Events, axis: TimeAxis) -> bool:
    """Tell whether there are more events than can be seen one by one."""
    return len(events) > MOST or max(map(len, _stacks(events, axis).values()), default=0) > TALLEST


def timeline_axis(chosen: Chosen, sheet: Sheet) -> TimeAxis:
    """Return the time of a sheet."""
    return axis_for(chosen.span, sheet.least, PITCH)


def draw_timeline(
    chosen: Chosen, meetings: Sequence[Meeting], language: Language, sheet: Sheet
) -> Scene:
    """Return the scene of the events chosen, with the meetings enlarged above them."""
    axis = timeline_axis(chosen, sheet)
    drawing = Drawing(sheet, 0, 0, (axis.first, axis.last))
    crowded = is_crowded(chosen.events, axis)
    pen = _Pen(drawing, axis, chosen, language, frozenset(each.event.id for each in meetings))
    panel = pen.meetings(meetings) if meetings else 0.0
    top = panel
    if not crowded and chosen.events:
        top = answers_key(drawing, chosen.events.answers, panel, language) + 8
    if sheet.narrow:
        pen.words(top)
        top += SCALE
    unit = PITCH
    if crowded:
        most = max(map(len, _stacks(chosen.events, axis).values()))
        unit = COLUMN / most
    lanes = list(pen.lanes(top, unit))
    bottom = lanes[-1].bottom if lanes else top + HEAD
    pen.grid(top, bottom)
    for lane in lanes:
        pen.lane(lane, unit, crowded=crowded)
    pen.words(bottom)
    return drawing.scene(bottom + SCALE)


def _stacks(events: Events, axis: TimeAxis) -> dict[int, Events]:
    """Return the events by kind and stretch, numbered kind by kind."""
    kinds = events.of.kind[events.rows]
    return events.by(kinds * (axis.last + 1) + axis.stretches(events)) if len(events) else {}


def _frame(at: At) -> Area:
    """Frame a sign that is enlarged above."""
    half = PITCH / 2 + 0.5
    corners = ((-half, -half), (half, -half), (half, half), (-half, half))
    points = tuple(replace(at, dx=at.dx + x, dy=at.dy + y) for x, y in corners)
    return Area(points, line=Line("ink", 1.5), role="frame")


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs: the drawing, its time, its events and the language."""

    drawing: Drawing
    axis: TimeAxis
    chosen: Chosen
    language: Language
    enlarged: frozenset[str]  # the ids of the meetings above the lanes

    # The meetings

    def meetings(self, meetings: Sequence[Meeting]) -> float:
        """Set the meetings side by side, or on a phone below one another; return the bottom."""
        if self.drawing.sheet.narrow:
            y = 0.0
            for meeting in meetings:
                y = self._column([meeting], y) + 6
            return y + 10
        return self._column(meetings, 0) + 16

    def _column(self, meetings: Sequence[Meeting], top: float) -> float:
        """Draw meetings whose parts stand at the same heights; return where the last part ends."""
        narrow = self.drawing.sheet.narrow
        share = 1 / max(len(meetings), 1 if narrow else 2)
        room = self.drawing.sheet.least * share - (0 if narrow else GUTTER)
        lefts = [place * share for place in range(len(meetings))]
        for left in lefts:
            self._rule(left, left + share, top, Line("ink", 2))
        y = top + 8
        heads = [wrapped(meeting.date, room, SMALL) for meeting in meetings]
        y = self._lines(lefts, heads, y, "quiet")
        places = [evened(meeting.place, room / BOLD, PLACE) for meeting in meetings]
        y = self._lines(lefts, places, y, "ink", bold=True, size=PLACE) + 8
        question = SAY.gettext("Was human rights raised?", self.language)
        y = self._lines(lefts, [wrapped(question, room, SMALL)] * len(lefts), y, "quiet", bold=True)
        y += LARGE / 2 + 6
        for left, meeting in zip(lefts, meetings, strict=True):
            at = At(self._x(left + 0.6 * LARGE / self.drawing.sheet.least), y)
            event = meeting.event
            self.drawing.add(*sign(event.rights_raised, at, LARGE))
            self.drawing.add(target(event, at, self.language))
            words = plain([answer_text(event, self.language)], bold=True)
            self.drawing.at(replace(at, dx=LARGE / 2 + 8), words, "left", size=PLACE)
        y += LARGE / 2 + 10
        names = [part.name for part in meetings[0].parts]
        for number_, name in enumerate(names):
            self._lines(lefts, [[name]] * len(lefts), y, "quiet", bold=True)
            said = [meeting.parts[number_].lines(room) for meeting in meetings]
            y = self._lines(lefts, said, y + LINE, "ink") + 7
        return y

    def _lines(
        self, lefts: Sequence[float], said: Sequence[Sequence[str]], top: float, token: str,
        *, bold: bool = False, size: float = SMALL,
    ) -> float:  # fmt: skip
        """Write lines at several places from one height down; return where the longest ends."""
        pitch = LINE + (size - SMALL)
        for left, lines in zip(lefts, said, strict=True):
            if lines:
                at = At(self._x(left), top)
                self.drawing.add(Text(at, tuple(plain(lines, token, bold=bold)), size, pad=1))
        return top + max(map(len, said)) * pitch

    def _rule(self, first: float, last: float, y: float, line: Line) -> None:
        gap = 0 if self.drawing.sheet.narrow else GUTTER / self.drawing.sheet.least
        ends = (At(self._x(first), y), At(self._x(last - gap), y))
        self.drawing.add(Path(ends, line, role="frame"))

    def _x(self, share: float) -> float:
        return self.axis.first + share * (self.axis.last - self.axis.first)

    # The lanes

    def lanes(self, top: float, unit: float) -> Iterator[Lane]:
        """Yield the lanes from `top` down, each event `unit` pixels high."""
        kinds: defaultdict[str, list[tuple[float, Events]]] = defaultdict(list)
        for key, events in _stacks(self.chosen.events, self.axis).items():
            of_kind, stretch = divmod(key, self.axis.last + 1)
            kinds[KINDS[of_kind]].append((self.axis.place(stretch), events))
        for kind in KINDS:
            if kind not in kinds:
                continue
            titles = self._titles(kinds[kind])
            high = max(len(events) for _, events in kinds[kind]) * unit
            words = sum(len(titled.lines) for titled in titles) * LINE
            bottom = top + HEAD + words + (4 if words else 0) + high + FOOT
            yield Lane(kind, titles, tuple(kinds[kind]), top, bottom)
            top = bottom

    def _titles(self, stacks: Sequence[tuple[float, Events]]) -> tuple[Titled, ...]:
        """Set the titles of the focus, so that no line down runs through a title below it."""
        titles = []
        for x, events in stacks:
            pixels = self.axis.share(x) * self.drawing.sheet.least
            right = pixels < self.drawing.sheet.least / 2
            room = self.drawing.sheet.least - pixels if right else pixels
            for event in events:
                if event.id in self.chosen.focus:
                    title = event.within("title", self.language)
                    lines = evened(title, (room - TITLE_FROM - 2) / BOLD, SMALL)
                    titles.append(Titled(event, x, lines, "left" if right else "right"))
        rightwards = [titled for titled in titles if titled.align == "left"]
        leftwards = [titled for titled in titles if titled.align == "right"]
        return (*rightwards, *reversed(leftwards))

    def lane(self, lane: Lane, unit: float, *, crowded: bool) -> None:
        """Draw one kind's lane: its name, the titles of the focus, its stacks."""
        drawing, floor = self.drawing, lane.bottom - FOOT / 2
        drawing.rule(lane.bottom, Line("hairline"))
        called = kind_text(lane.kind, self.language)
        edge = At(drawing.across[0], lane.top + 4)
        drawing.add(Text(edge, tuple(plain([called], bold=True)), role="title", pad=1, ground=True))
        if lane.kind == "summit":
            self._summits_said(edge, text_width(called, SMALL) * BOLD + 10, crowded=crowded)
        y = lane.top + HEAD
        for titled in lane.titles:
            drawing.upright(titled.x, y + 2, floor, Line("ink"), "join")
            at = At(titled.x, y, TITLE_FROM if titled.align == "left" else -TITLE_FROM)
            lines = tuple(plain(titled.lines, bold=True))
            drawing.add(Text(at, lines, align=titled.align, ground=True, pad=1,
                             row=titled.event.id))  # fmt: skip
            y += LINE * len(titled.lines)
        for x, events in lane.stacks:
            drawn = self._drawn(events, crowded=crowded)
            if crowded:
                self._column_of(x, events, floor, unit)
            for level, event in enumerate(drawn):
                above = len(events) if crowded else 0
                at = At(x, floor - unit * above - PITCH * (level + 0.5))
                focus = event.id in self.chosen.focus
                apart = focus if self.chosen.focus else None
                drawing.add(*sign(event.rights_raised, at, focus=apart))
                if event.id in self.enlarged:
                    drawing.add(_frame(at))
                drawing.add(target(event, at, self.language, focus=focus))

    def _summits_said(self, edge: At, out: float, *, crowded: bool) -> None:
        """Say beside the lane's name what holds of the leaders' talks."""
        private = SAY.gettext("private talks", self.language)
        said = [(out, private)]
        if self.enlarged and not crowded:
            out += text_width(private, SMALL) + 18
            self.drawing.add(replace(_frame(replace(edge, dx=out, dy=9)), role="key"))
            said.append((out + 10, SAY.gettext("enlarged above", self.language)))
        for dx, words in said:
            at = replace(edge, dx=dx)
            self.drawing.add(
                Text(at, tuple(plain([words], "quiet")), role="key", pad=1, ground=True)
            )

    def _drawn(self, events: Events, *, crowded: bool) -> list[Event]:
        """Return a stack from the floor up: by answer, the focus on top, where it has its title."""
        focus = self.chosen.focus
        shown = [event for event in events if not crowded or event.id in focus]
        return sorted(shown, key=lambda e: (e.id in focus, ANSWERS.index(e.rights_raised)))

    def _column_of(self, x: float, events: Events, floor: float, unit: float) -> None:
        half = self.axis.every * 0.4
        high = max(LEAST_COLUMN, len(events) * unit)
        corners = (At(x - half, floor - high), At(x + half, floor))
        said = (counted_said(events, self.language),)
        self.drawing.add(Bar(corners, "quiet", role="range", said=said))
        if high == COLUMN and not self.chosen.focus:
            words = plain([number(len(events), self.language)], "quiet")
            self.drawing.at(At(x, floor - high), words, stand="bottom")

    # The axis

    def words(self, top: float) -> None:
        """Write the time from `top` down."""
        for month, said in self.axis.words(self.drawing.sheet.least, self.language):
            lines = tuple(plain([said], "quiet"))
            self.drawing.add(Text(At(month, top + 4), lines, pad=1, role="axis"))

    def grid(self, top: float, bottom: float) -> None:
        """Rule the time that is written through the lanes."""
        self.drawing.rule(top, Line("hairline"))
        for month, _ in self.axis.words(self.drawing.sheet.least, self.language):
            self.drawing.upright(month, top, bottom + 5, Line("hairline"))
