"""A scene in the making: marks are gathered from top to bottom, then become one scene."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from story.figures.lettering import text_width, wrapped
from story.figures.scene import (
    Align,
    At,
    Line,
    Mark,
    Path,
    Role,
    Run,
    Scene,
    Sheet,
    Stand,
    Text,
    TextLine,
    Token,
)
from story.figures.style import SMALL

AIR = 10  # between a mark and what is written beside it
HEAD_LINE, HEAD_AIR = 17, 10  # pixels: a line of what is shown, and the air under it
KEY_LINE, KEY_SIGN, KEY_GAP = 19, 22, 14  # pixels: a row, the room of a sign, between two entries


@dataclass(frozen=True)
class Drawing:
    """A scene in the making: its sheet, its margins in pixels, its scales, and the marks so far.

    Places down are pixels from the top unless `down` names a scale.
    """

    sheet: Sheet
    left: float
    right: float
    across: tuple[float, float]
    down: tuple[float, float] | None = None
    top: float = 0
    bottom: float = 0
    fit: Literal["stretch", "left", "center"] = "stretch"
    marks: list[Mark] = field(default_factory=list)

    @property
    def axis_width(self) -> float:
        """The length of the scale across in the narrowest container, in pixels."""
        return self.sheet.least - self.left - self.right

    def scene(self, height: float) -> Scene:
        """Return the scene, `height` pixels high."""
        high = round(height)
        # Words lie above everything, as Plotly can only have it.
        marks = sorted(self.marks, key=lambda mark: isinstance(mark, Text))
        return Scene(
            self.sheet, high, self.across, self.down or (0, high), tuple(marks),
            self.left, self.right, self.top, self.bottom, self.fit,
        )  # fmt: skip

    def add(self, *marks: Mark) -> None:
        """Lay marks over those that are there."""
        self.marks.extend(marks)

    def text(
        self, lines: Iterable[TextLine], top: float, *, indent: float = 0, size: float = SMALL,
        role: Role = "label", row: str = "", on: Token = "paper",
    ) -> None:  # fmt: skip
        """Write lines from the picture's left edge, `indent` pixels in, `on` what lies there."""
        at = At(self.across[0], top - 2, indent - self.left)
        self.add(Text(at, tuple(lines), size, ground=True, pad=1, role=role, row=row, on=on))

    def at(
        self, at: At, lines: Iterable[TextLine], align: Align = "center", stand: Stand = "middle",
        *, size: float = SMALL, role: Role = "label", row: str = "", ground: bool = True,
        on: Token = "paper", halo: bool = False,
    ) -> None:  # fmt: skip
        """Write lines at a place of the scales."""
        said = Text(at, tuple(lines), size, align, stand, ground, 2, on, role=role, row=row)
        self.add(replace(said, halo=halo))

    def rule(self, y: float, line: Line, *, role: Role = "frame") -> None:
        """Rule a line from the picture's left edge to the end of the scale."""
        first, last = self.across
        self.add(Path((At(first, y, -self.left), At(last, y)), line, role=role))

    def upright(self, x: float, top: float, bottom: float, line: Line, role: Role = "grid") -> None:
        """Rule a line down the picture at `x`."""
        self.add(Path((At(x, top), At(x, bottom)), line, role=role))

    def fits_right(self, x: float, said: str, size: float = SMALL) -> bool:
        """Tell whether words have room at the right of a mark that ends at `x`."""
        first, last = self.across
        place = (x - first) / (last - first) * self.axis_width
        return place + AIR + text_width(said, size) * 1.05 <= self.axis_width + self.right - 4

    def meets_right(self, x: float, said: str, line: float) -> bool:
        """Tell whether words at the right of a mark that ends at `x` would lie on a line."""
        unit = self.axis_width / (self.across[1] - self.across[0])
        return 0 < (line - x) * unit < AIR + text_width(said, SMALL) * 1.05

    def fits_left(self, x: float, said: str) -> bool:
        """Tell whether words have room on the scale at the left of a mark that begins at `x`."""
        unit = self.axis_width / (self.across[1] - self.across[0])
        return (x - self.across[0]) * unit >= AIR + text_width(said, SMALL) * 1.05 + 4


def headed(scene: Scene, said: str) -> Scene:
    """Return a scene with a line over it that says what is shown, wrapped to the sheet."""
    lines = wrapped(said, scene.sheet.least, SMALL)
    high = HEAD_LINE * len(lines) + HEAD_AIR
    at = At(scene.across[0], scene.down[0], -scene.left, -scene.top - high)
    head = Text(at, tuple(plain(lines, bold=True)), stand="top", pad=1, role="title")
    return replace(
        scene, height=scene.height + high, top=scene.top + high, marks=(*scene.marks, head)
    )


def plain(lines: Iterable[str], token: str = "ink", **style: bool) -> list[TextLine]:
    """Return lines of plain words in one style."""
    return [(Run(line, token, **style),) for line in lines]


def two_inks(
    lines: Iterable[str],
    strong: int,
    token: str = "ink",
    *,
    bold: bool = False,
) -> list[TextLine]:
    """Set the first `strong` letters of a text in one token and what follows in quiet."""
    said: list[TextLine] = []
    for line in lines:
        name, rest = line[:strong], line[strong:]
        strong = max(0, strong - len(line) - 1)
        runs = (Run(name, token, bold=bold), Run(rest, "quiet"))
        said.append(tuple(run for run in runs if run.text))
    return said


def draw_key(
    drawing: Drawing,
    entries: Sequence[tuple[str, Callable[[At], Mark | Sequence[Mark]]]],
    top: float,
) -> None:
    """Name the signs that are drawn, from `top` pixels down, in as many lines as they take.

    Each entry's sign, of one or more marks, is drawn around the place it is given.
    """
    above = drawing.down[0] if drawing.down else 0
    places = key_places(drawing.sheet.least, [said for said, _ in entries])
    for (said, sign), (x, y) in zip(entries, places, strict=True):
        edge = At(drawing.across[0], above, x - drawing.left, top + y - drawing.top)
        made = sign(replace(edge, dx=edge.dx + 10))
        marks = [made] if isinstance(made, Mark) else made
        drawing.add(*(replace(mark, role="key") for mark in marks))
        words = replace(edge, dx=edge.dx + KEY_SIGN)
        drawing.at(words, plain([said], "quiet"), "left", role="key", ground=False)


def key_height(sheet: Sheet, words: Sequence[str]) -> float:
    """Return how high a key of these words is, in pixels."""
    return max((y for _, y in key_places(sheet.least, words)), default=-KEY_LINE / 2) + KEY_LINE / 2


def key_places(room: float, words: Sequence[str]) -> list[tuple[float, float]]:
    """Return where each entry of a key begins, from the left, and the middle of its line.

    No line is longer than `room` pixels.
    """
    places: list[tuple[float, float]] = []
    x, y = 0.0, KEY_LINE / 2
    for said in words:
        width = KEY_SIGN + text_width(said, SMALL)
        if x and x + width > room - 8:
            x, y = 0.0, y + KEY_LINE
        places.append((x, y))
        x += width + KEY_GAP
    return places


def empty(sheet: Sheet, said: str) -> Scene:
    """Return a scene that says that nothing is recorded, and draws nothing."""
    drawing = Drawing(sheet, 8, 8, (0, 1), (0, 1), 8, 8)
    lines = wrapped(said, 240 if sheet.narrow else 600, SMALL + 1)
    drawing.at(At(0.5, 0.5), plain(lines, "quiet"), size=SMALL + 1, role="note", ground=False)
    return drawing.scene(120)
