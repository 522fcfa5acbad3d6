"""A figure composed for a picture of fixed size, for feeds and slides: nothing is cut off.

What a page shows in full is here said in few words that can be read small: estimates with their
ranges, answers with "no" and "unknown", camps by name beside their places. A figure that has no
composition of its own stands as it is, as large as its place admits.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import cos, pi, sin, sqrt
from typing import Any

from story.figures.drawing import plain
from story.figures.figure import Figure
from story.figures.lettering import evened, held_together, text_width, wrapped
from story.figures.scene import Align, Stand, Text
from story.figures.style import ORIGIN_SYMBOLS
from story.render.sketch import Disc, Lettering, Outline, Sketch, Stroke, placed, sketch
from story.tables.values import VALUES
from story.text import Language, Phrases, joined, number

SAY = Phrases("cards")
EDGE = 56  # pixels beside everything
TITLE_SIZES = (52, 46, 41, 36)
MOST = 8  # rows of estimates
LEAST_WIDTH = 660  # pixels of a plot that is laid out anew
IN_LINES = 550  # pixels of one that stands in lines, its words made larger so
WIDE = 900  # pixels; words beside a picture are larger from here on
LARGER = 1.36  # how much such a plot grows at the least: its words have 12 pixels and more
ANSWERS = "events.rights_raised"


@dataclass(frozen=True)
class Size:
    """A picture's size in pixels, and where its foot begins."""

    width: float
    height: float

    @property
    def foot(self) -> float:
        """Where the rule above the foot lies."""
        return self.height - 60


CARD = Size(1200, 630)
SLIDE = Size(1280, 720)


@dataclass(frozen=True)
class Box:
    """Where a figure may stand, in pixels from the top left."""

    left: float
    top: float
    width: float
    height: float


def composed(
    figure: Figure, title: str, foot: tuple[str, str], language: Language, size: Size = CARD
) -> Sketch:
    """Return a figure composed for `size` under `title`; `foot` is said at its left and right."""
    head, below = _head(title, size)
    box = Box(EDGE, below, size.width - 2 * EDGE, size.foot - 14 - below)
    make = COMPOSED.get(figure.name, _whole)
    strokes = (*head, *make(figure, box, language), *_foot(foot, size))
    return Sketch(size.width, size.height, strokes)


def within(figure: Figure, width: float, height: float, language: Language) -> Sketch:
    """Return a figure composed for a place of that many pixels beside words that title it."""
    if make := COMPOSED.get(figure.name):
        strokes = tuple(make(replace(figure, title=""), Box(0, 0, width, height), language))
        return Sketch(width, height, strokes)
    # As narrow as makes its words large enough, at its own height.
    drawn = sketch(figure.scene, min(figure.scene.sheet.width, width / LARGER))
    scale = min(width / drawn.width, height / drawn.height)
    strokes = tuple(placed(drawn.strokes, 0, 0, scale))
    return Sketch(drawn.width * scale, drawn.height * scale, strokes)


def _head(title: str, size: Size) -> tuple[list[Stroke], float]:
    """Return the title, as large as two lines admit, and where it ends."""
    room = size.width - 2 * EDGE
    found = [(item, evened(title, room, item * 1.02)) for item in TITLE_SIZES]
    type_size, lines = next((entry for entry in found if len(entry[1]) <= 2), found[-1])
    words = _words(lines, EDGE, 32, type_size, "ink", bold=True)
    return [words], 32 + words.height + 14


def _foot(said: tuple[str, str], size: Size) -> Iterator[Stroke]:
    rule = ((EDGE, size.foot), (size.width - EDGE, size.foot))
    yield Outline(rule, False, "", "hairline", 2)
    yield _words([said[0]], EDGE, size.foot + 13, 22, "ink", bold=True)
    yield _words([said[1]], size.width - EDGE, size.foot + 13, 22, "quiet", across="right")


def _words(
    lines: Sequence[str], x: float, y: float, size: float, token: str, *, bold: bool = False,
    across: Align = "left", down: Stand = "top",
) -> Lettering:  # fmt: skip
    runs = tuple(plain(lines, token, bold=bold))
    return Lettering(x, y, runs, size, across, down)


# A figure as it stands


def _whole(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    yield from _fitted(sketch(figure.scene), box)


def _fitted(drawn: Sketch, box: Box) -> Iterator[Stroke]:
    scale = min(box.width / drawn.width, box.height / drawn.height)
    left = box.left + (box.width - drawn.width * scale) / 2
    yield from placed(drawn.strokes, left, box.top + (box.height - drawn.height * scale) / 2, scale)


def _laid_out(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    """Lay a plot out anew for its place, so that its least words can be read from afar."""
    narrowest = min(LEAST_WIDTH, box.width / LARGER)
    yield from _fitted(sketch(figure.scene, narrowest, narrowest * box.height / box.width), box)


def _in_lines(
    figure: Figure, box: Box, language: Language, *, closer: float = 1
) -> Iterator[Stroke]:
    """Lay out anew what stands in lines, which cannot be nearer than `closer` times as drawn."""
    scene = figure.scene
    margins = scene.top + scene.bottom
    high = margins + (scene.height - margins) * closer
    wide = max(IN_LINES, box.width * high / box.height)
    yield from _fitted(sketch(scene, wide, high), box)


# Estimates


def _ranges(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    rows = [row for row in figure.table.to_dict("records") if _numbers(row)]
    if not rows:
        yield from _whole(figure, box, language)
        return
    chosen = _telling(rows)
    if len(chosen) < len(rows):
        said = SAY.gettext(
            "{shown} of {all} published figures: of each origin the one most repeated, or the "
            "newest.", language, shown=len(chosen), all=len(rows),
        )  # fmt: skip
        yield _words([said], box.left, box.top + box.height - 26, 19, "quiet")
        box = Box(box.left, box.top, box.width, box.height - 36)
    labels = 0.4 * box.width
    values = max(text_width(str(row["value"]), 23) for row in chosen) * 1.06 + 18
    axis = _Axis(
        box.left + labels, box.width - labels - values, max(_ends(row)[1] for row in chosen) * 1.02
    )
    groups = [str(row.get("group") or "") for row in chosen]
    headed = [at for at, said in enumerate(groups) if said and said not in groups[:at]]
    pitch = min(66, (box.height - 34 - 32 * len(headed)) / len(chosen))
    high = pitch * len(chosen) + 32 * len(headed)
    top = box.top + (box.height - 34 - high) / 2
    yield from _scale(axis, top, top + high, language)
    alone = len({str(row.get("camp")) for row in chosen}) == 1
    said_of = {at: _label(row, alone=alone) for at, row in enumerate(chosen)}
    size = _label_size(list(said_of.values()), labels - 24, pitch)
    y = top
    for at, row in enumerate(chosen):
        if at in headed:
            yield replace(_words([groups[at]], box.left, y + 16, 19, "quiet", down="middle"),
                          ground="paper")  # fmt: skip
            y += 32
        lines = evened(said_of[at], labels - 24, size)
        yield _words(lines, box.left, y + pitch / 2, size, "ink", down="middle")
        yield from _range(row, axis, y + pitch / 2)
        y += pitch


def _label_size(labels: Sequence[str], room: float, pitch: float) -> float:
    """Return the largest type in which every label takes no more than its row."""
    for size in (23, 21, 19, 17):
        most = max(len(evened(label, room, size)) for label in labels)
        if most == 1 or most * size * 1.3 <= pitch - 2:
            return size
    return 16


@dataclass(frozen=True)
class _Axis:
    left: float
    width: float
    top: float

    def x(self, value: float) -> float:
        return self.left + value / self.top * self.width


def _scale(axis: _Axis, top: float, bottom: float, language: Language) -> Iterator[Stroke]:
    most = min(5.0, axis.width / (text_width(number(int(axis.top), language), 19) * 1.4))
    step = next(s for s in (1_000, 5_000, 10_000, 50_000, 100_000, 10**9) if axis.top / s <= most)
    for value in range(0, int(axis.top) + 1, step):
        x = axis.x(value)
        yield Outline(((x, top), (x, bottom)), False, "", "hairline", 2)
        yield _words([number(value, language)], x, bottom + 4, 19, "quiet", across="center")


def _range(row: Mapping[Any, Any], axis: _Axis, y: float) -> Iterator[Stroke]:
    """Draw what was printed, with its words beside it."""
    low, high = (axis.x(end) for end in _ends(row))
    origin = str(row.get("origin_id"))
    colour = f"origin-{origin}" if origin in ORIGIN_SYMBOLS else "ink"
    last = high
    match str(row["bound"]):
        case "range":
            yield _bar(low, high, y, colour)
        case "about" | "exactly":
            opened = ORIGIN_SYMBOLS.get(origin, "").endswith("-open")
            yield Disc(high, y, 9, "" if opened else colour, colour if opened else "", 3.5)
            last += 9
        case bound:
            fade = 0.12 * axis.width
            upper = bound == "up-to"
            ends = (max(axis.left, high - fade), high) if upper else (low, low + fade)
            yield _bar(*ends, y, colour, fade="left" if upper else "right")
            stop = high if upper else low
            yield Outline(((stop, y - 14), (stop, y + 14)), False, "", colour, 3)
            last = ends[1]
    yield _words([str(row["value"])], last + 12, y, 23, "ink", bold=True, down="middle")


def _bar(low: float, high: float, y: float, colour: str, fade: str = "") -> Outline:
    high = max(high, low + 3)
    corners = ((low, y - 9), (high, y - 9), (high, y + 9), (low, y + 9))
    return Outline(corners, True, colour, "", 0, fade=fade)


def _telling(rows: Sequence[Mapping[Any, Any]]) -> list[Mapping[Any, Any]]:
    """Choose the rows that a card has room for, in their order.

    Of each origin, or of each camp, a range before other figures, then what is most repeated, then
    the newest; what room is left goes to the newest of the rest. The article's own stays.
    """
    if len(rows) <= MOST:
        return list(rows)
    repeated = Counter(str(row.get("derived_from")) for row in rows)

    def weight(at: int) -> tuple[bool, int, str]:
        row = rows[at]
        id_ = str(row.get("estimate_id") or row.get("population_id"))
        return (str(row["bound"]) == "range", repeated[id_], str(row.get("published")))

    best: dict[object, int] = {}
    for at, row in enumerate(rows):
        group = row.get("origin_id")
        if group not in best or weight(at) > weight(best[group]):
            best[group] = at
    own = [at for at, row in enumerate(rows) if row.get("drawn_as") == "reference-line"]
    chosen = [*own, *sorted(best.values(), key=weight, reverse=True)]
    rest = sorted(range(len(rows)), key=lambda at: str(rows[at].get("published")), reverse=True)
    kept = list(dict.fromkeys([*chosen, *rest]))[:MOST]
    return [rows[at] for at in sorted(kept)]


def _label(row: Mapping[Any, Any], *, alone: bool) -> str:
    """Return a row's label; `alone`: every row is of one camp, which the title names."""
    if "publisher" not in row:
        return str(row["label"])
    said = f"{row['publisher']}, {row['period_text']}"
    return said if alone else f"{row['camp']}: {said}"


def _ends(row: Mapping[Any, Any]) -> tuple[float, float]:
    """Return the least and the greatest number printed."""
    return min(_numbers(row)), max(_numbers(row))


def _numbers(row: Mapping[Any, Any]) -> list[float]:
    found = [str(row.get(name)) for name in ("low", "point", "high")]
    return [float(item) for item in found if item not in ("nan", "<NA>", "None", "")]


# The opening


def _register(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    """Draw the register full and, as many pixels a person, the field of the estimates empty.

    The rows of the table: what is counted, then the estimates, then the article's own.
    """
    count, *estimates, own = figure.table.to_dict("records")
    small, large = (19.0, 30.0) if box.width > WIDE else (16.0, 22.0)
    wide, left = 0.2 * box.width, box.left + 0.26 * box.width
    heads = [evened(str(row["group"]), room, small)
             for row, room in ((count, wide * 1.2), (own, box.width * 0.73))]  # fmt: skip
    line = small * 1.3
    top = box.top + len(heads[1]) * line + 8
    high, across = box.top + box.height - top - 4, 0.39 * box.width
    room = box.left + box.width - left - across - 30
    widest = max(text_width(str(row["value"]), large) for row in estimates) * 1.08
    large *= min(1, room / widest)
    most = max(_ends(row)[1] for row in estimates)
    people = across * high / most  # pixels
    yield _words(heads[0], box.left, box.top, small, "quiet")
    yield _words(heads[1], left, box.top, small, "quiet")
    first = max(top, box.top + len(heads[0]) * line + 8)
    down = _ends(count)[1] * people / wide
    filled = ((box.left, first), (box.left + wide, first), (box.left + wide, first + down),
              (box.left, first + down))  # fmt: skip
    yield Outline(filled, True, "quiet", "", 0)
    yield _words([str(count["value"])], box.left, first + down + 8, large, "ink", bold=True)
    when = [str(count["describes"])]
    yield _words(when, box.left, first + down + 10 + large * 1.3, small, "quiet")
    frame = ((left + across, top), (left, top), (left, top + high))
    yield Outline(frame, False, "", "quiet", 1.5)
    words = (mark for mark in figure.scene.marks if isinstance(mark, Text) and not mark.row)
    for said in [mark for mark in words if mark.lines[0][0].italic]:
        inner = across * sqrt(min(map(min, map(_ends, estimates))) / most)
        told = tuple(plain(evened(said.text, inner - 28, small), italic=True))
        yield Lettering(left + 14, top + 14, told, small, "left", "top")
    floor = box.top + box.height
    for row in reversed(estimates):
        ends = dict.fromkeys(_ends(row))
        sides = [sqrt(end / most) for end in _ends(row)]
        colour = f"origin-{row['origin_id']}"
        broken = len(ends) == 1
        if not broken:
            yield from _band(row, sides, (left, top, across, high))
        for end in ends:
            corner = (left + across * sqrt(end / most), top + high * sqrt(end / most))
            edge = ((corner[0], top), corner, (left, corner[1]))
            token = "ink" if end == _ends(own)[1] else colour
            yield Outline(edge, False, "", token, 3, dash="8 6" if broken else "")
        lines = evened(str(row["label"]), room, small)
        if _ends(own)[1] == _ends(row)[1]:
            lines += evened(f"{own['label']}: {held_together(str(own['value']))}", room, small)
        taken = large * 1.3 + len(lines) * line
        y = min(top + high * sides[1] - large * 0.6, floor - taken)
        x = left + across + 30
        joined_to = ((left + across * sides[1], min(y + large * 0.6, top + high * sides[1])),
                     (x - 6, y + large * 0.6))  # fmt: skip
        yield Outline(joined_to, False, "", colour, 1.5)
        yield _words([str(row["value"])], x, y, large, "ink", bold=True)
        yield _words(lines, x, y + large * 1.25, small, "quiet")
        floor = y - 6


def _band(
    row: Mapping[Any, Any], sides: Sequence[float], field: tuple[float, float, float, float]
) -> Iterator[Stroke]:
    """Fill the room between the two edges of a range, open towards the field's own corner."""
    left, top, across, high = field
    (x0, y0), (x1, y1) = ((left + across * side, top + high * side) for side in sides)
    corners = ((x0, top), (x1, top), (x1, y1), (left, y1), (left, y0), (x0, y0))
    yield Outline(corners, True, f"wash-{row['origin_id']}", "", 0)


# The lineage


def _descent(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    """Draw the family's line alone, under the words that the figure has largest."""
    scene = figure.scene
    head = max((mark for mark in scene.marks if isinstance(mark, Text)), key=lambda text: text.size)
    size = 30 if figure.title else 44
    said = evened(head.text, box.width, size)
    yield _words(said, box.left, box.top, size, "ink", bold=True)
    top = box.top + len(said) * size * 1.3 + 4
    counted = next(mark for mark in scene.of("key") if isinstance(mark, Text))
    lines = evened(counted.text, box.width, 19)
    yield _words(lines, box.left, top, 19, "quiet")
    top += len(lines) * 19 * 1.3 + 8
    large = {mark.row for mark in scene.of("range", "point") if mark.focus}
    rows = {str(row["estimate_id"]): row for row in figure.table.to_dict("records")}
    line = [rows[row] for row in scene.rows() if row in large][-MOST:]
    labels = max(text_width(str(row["label"]), 23) for row in line) * 1.06 + 24
    labels = min(labels, 0.46 * box.width)
    values = max(text_width(str(row["value"]), 27) for row in line) * 1.06 + 18
    most = max(_ends(row)[1] for row in line)
    axis = _Axis(box.left + labels, box.width - labels - values, most * 1.02)
    pitch = min(84, (box.top + box.height - top) / len(line))
    type_size = _label_size([str(row["label"]) for row in line], labels - 24, pitch)
    lost = [mark.text for mark in scene.of("note") if isinstance(mark, Text)]
    for at, row in enumerate(line):
        y = top + pitch * (at + 0.5)
        if at:
            for stroke, ends in _threads(line[at - 1], row, axis, y - pitch, y):
                yield stroke
                if ends and lost:
                    x, stop = ends
                    told = evened(lost.pop(0), x - axis.left - 16, 19)
                    yield _words(told, x - 14, stop, 19, "ink", bold=True, across="right",
                                 down="middle")  # fmt: skip
        lines = evened(str(row["label"]), labels - 24, type_size)
        yield _words(lines, box.left, y, type_size, "ink", down="middle")
        yield from _range(row, axis, y)


def _threads(
    parent: Mapping[Any, Any], row: Mapping[Any, Any], axis: _Axis, top: float, bottom: float
) -> Iterator[tuple[Stroke, tuple[float, float] | None]]:
    """Lead each bound from a figure to the next; one that is left out ends on the way, where."""
    for end in ("low", "high"):
        if str(parent[end]) in ("<NA>", "nan", "None"):
            continue
        x, gone = axis.x(float(parent[end])), str(row[end]) in ("<NA>", "nan", "None")
        last = x if gone else axis.x(float(row[end]))
        stop = (top + 9 + bottom) / 2 if gone else bottom - 9
        ends = ((x, top + 9), (last, stop))
        colour = f"origin-{row['origin_id']}"
        yield Outline(ends, False, "", colour, 3, dash="5 4" if gone else ""), None
        if gone:
            yield Outline(((x - 9, stop), (x + 9, stop)), False, "", "ink", 3), (x, stop)


# The meetings


def _meetings(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    """Draw the meetings that a timeline enlarges side by side; of others count the answers."""
    rows = [row for row in figure.table.to_dict("records") if row["drawn_as"] == "enlarged"]
    if not rows:
        yield from _answers(figure, box, language)
        return
    column = box.width / max(len(rows), 2)
    room = column - 40
    places = [evened(str(row["place"]), room, 31) for row in rows]
    question = evened(figure.headings["answer_text"], room, 21)
    most = max(map(len, places))
    high = 96 + 41 * most + 27 * len(question) + 96
    top = box.top + max(0, (box.height - high) / 2)
    for at, (row, place) in enumerate(zip(rows, places, strict=True)):
        x = box.left + column * at
        yield Outline(((x, top), (x + room, top)), False, "", "ink", 3)
        yield _words(evened(str(row["date_text"]), room, 23), x, top + 18, 23, "quiet")
        yield _words(place, x, top + 56, 31, "ink", bold=True)
        y = top + 76 + 41 * most
        yield _words(question, x, y, 21, "quiet")
        y += 27 * len(question) + 44
        yield from _square(x + 3, y, 56, str(row["rights_raised"]))
        said = evened(str(row["answer_text"]), room - 76, 31)
        yield _words(said, x + 76, y, 31, "ink", bold=True, down="middle")


# Answers


def _answers(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    """Draw a square for each event, by answer; no answer is left out, however rare."""
    counted = Counter(str(item) for item in figure.table["rights_raised"])
    answers = [code for code in VALUES[ANSWERS] if counted[code]]
    if not answers:
        yield from _whole(figure, box, language)
        return
    said = wrapped(figure.title, box.width, 25) if figure.title else []
    if said:
        yield _words(said, box.left, box.top, 25, "quiet")
    top = box.top + len(said) * 25 * 1.3 + 12
    pitch = min(78, (box.top + box.height - top) / len(answers))
    words = {code: VALUES[ANSWERS][code].within(language) for code in answers}
    left = box.left + max(text_width(word, 27) for word in words.values()) + 30
    room = box.left + box.width - left - 70
    step = min(38, room / max(counted.values()))
    for at, code in enumerate(answers):
        y = top + pitch * (at + 0.5)
        yield _words([words[code]], box.left, y, 27, "ink", down="middle")
        for place in range(counted[code]):
            yield from _square(left + step * place, y, step * 0.78, code)
        end = left + step * counted[code] + 12
        yield _words([number(counted[code], language)], end, y, 27, "ink", bold=True, down="middle")


def _square(x: float, y: float, size: float, code: str) -> Iterator[Stroke]:
    """Draw a square as the figures of events do: full, half, struck out, broken or bare."""
    top, bottom, right = y - size / 2, y + size / 2, x + size
    corners = ((x, top), (right, top), (right, bottom), (x, bottom))
    line = max(1.2, size / 14)
    match code:
        case "yes":
            yield Outline(corners, True, "accent", "accent", line)
        case "partly":
            middle = x + size / 2
            yield Outline(corners, True, "wash-accent", "accent", line)
            half = ((x, top), (middle, top), (middle, bottom), (x, bottom))
            yield Outline(half, True, "accent", "", 0)
        case "no":
            yield Outline(corners, True, "paper", "accent", line)
            yield Outline(((x, bottom), (right, top)), False, "", "accent", line)
        case "unknown":
            dash = f"{line * 2:.3g} {line * 2:.3g}"
            yield Outline(corners, True, "paper", "accent", line, dash=dash)
        case _:
            yield Outline(corners, True, "paper", "quiet", line)


# The map


def _mapped(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    """Draw the map without its small words, and beside it every camp that it marks, by name."""
    scene = figure.scene
    bare = [mark for mark in scene.marks if mark.role != "key" and not isinstance(mark, Text)]
    names = 0.44 * box.width
    picture = Box(box.left + names, box.top, box.width - names, box.height)
    yield from _fitted(sketch(replace(scene, marks=tuple(bare))), picture)
    title = evened(figure.title, names - 30, 23) if figure.title else []
    if title:
        yield _words(title, box.left, box.top, 23, "quiet")
    top = box.top + len(title) * 23 * 1.3 + 16
    rows = [row for row in figure.table.to_dict("records") if row["drawn"] == "yes"]
    states = list(dict.fromkeys((str(row["state"]), str(row["state_text"])) for row in rows))
    said = [joined([str(r["camp"]) for r in rows if r["state"] == state], language)
            for state, _ in states]  # fmt: skip
    room = box.top + box.height - top
    size = next((item for item in (23, 21, 19) if _listed(said, names, item) <= room), 17)
    for (state, text), named in zip(states, said, strict=True):
        lines = wrapped(named, names - 66, size)
        yield from _sign(box.left + 12, top + 0.7 * size, state)
        listed = state.startswith("listed")
        yield _words(lines, box.left + 36, top, size, "ink", bold=listed)
        top += len(lines) * size * 1.3
        yield _words([text], box.left + 36, top, max(16, 0.82 * size), "quiet")
        top += 1.75 * size


def _listed(said: Sequence[str], names: float, size: float) -> float:
    """Return the height of camps by state, each with a line that says the state."""
    return sum(len(wrapped(item, names - 66, size)) * size * 1.3 + 1.75 * size for item in said)


def _sign(x: float, y: float, state: str) -> Iterator[Stroke]:
    """Draw the sign of a camp's state as the map does."""
    if state == "listed":
        yield Disc(x, y, 9, "ink", "ink", 2.4)
        return
    if state in ("disputed", "listed-disputed"):
        yield Disc(x, y, 9, "ink" if state.startswith("listed") else "paper", "", 0)
        yield Outline(_arc(x, y, 9, 24), True, "", "ink", 2.4, dash="4 4")
        return
    yield Disc(x, y, 9, "paper", "ink", 2)
    if "inferred" in state:
        yield Outline(_arc(x, y, 9, 12, half=True), True, "ink", "", 0)


def _arc(x: float, y: float, r: float, steps: int, *, half: bool = False) -> tuple[Any, ...]:
    first, last = (pi / 2, 3 * pi / 2) if half else (0, 2 * pi)
    turns = [first + (last - first) * at / steps for at in range(steps + 1)]
    return tuple((x + r * cos(turn), y - r * sin(turn)) for turn in turns)


# Lists of camps


def _compared(figure: Figure, box: Box, language: Language) -> Iterator[Stroke]:
    """Draw a column a list and a row a camp: a full mark where the list names it."""
    rows = figure.table.to_dict("records")
    lists = list(dict.fromkeys((row["list_id"], str(row["list"])) for row in rows))
    camps = list(dict.fromkeys((row["camp_id"], str(row["camp"])) for row in rows))
    on = {(row["list_id"], row["camp_id"]) for row in rows if row["on_list"] == "yes"}
    names = max(text_width(name, 21) for _, name in camps) * 1.06 + 24
    column = (box.width - names) / len(lists)
    heads = [evened(name, column - 16, 19) for _, name in lists]
    # The number of camps stands below each list's name.
    head = (max(map(len, heads)) + 1) * 19 * 1.3 + 12
    pitch = min(46, (box.height - head) / len(camps))
    for at, ((list_id, _), lines) in enumerate(zip(lists, heads, strict=True)):
        x = box.left + names + column * (at + 0.5)
        count = sum(list_id == entry for entry, _ in on)
        said = (*plain(lines, "quiet"), *plain([number(count, language)], bold=True))
        yield Lettering(x, box.top, said, 19, "center", "top")
    for row, (camp_id, name) in enumerate(camps):
        y = box.top + head + pitch * (row + 0.5)
        edge = ((box.left, y - pitch / 2), (box.left + box.width, y - pitch / 2))
        yield Outline(edge, False, "", "hairline", 1.5)
        everywhere = all((list_id, camp_id) in on for list_id, _ in lists)
        token = "quiet" if everywhere else "ink"
        yield _words([name], box.left, y, 21, token, bold=not everywhere, down="middle")
        for at, (list_id, _) in enumerate(lists):
            x = box.left + names + column * (at + 0.5)
            if (list_id, camp_id) in on:
                yield from _sign(x, y, "listed")
            else:
                yield Outline(_arc(x, y, 9, 24), True, "", "ink", 2.4, dash="4 4")


COMPOSED: Mapping[str, Callable[[Figure, Box, Language], Iterator[Stroke]]] = {
    "opening": _register,
    "estimates": _ranges,
    "lineage": _descent,
    "camp_populations": _ranges,
    "statements": _answers,
    "timeline": _meetings,
    "camps": _mapped,
    "camp_lists": _compared,
    "un_record": partial(_in_lines, closer=0.57),
    "arrivals": _laid_out,
    "families": _laid_out,
    "press_and_contact": partial(_in_lines, closer=0.8),
}
