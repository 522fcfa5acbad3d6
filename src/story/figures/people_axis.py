"""The axis on which numbers of people held are compared: the same in every figure."""

from collections.abc import Iterable

from story.figures.drawing import Drawing, plain
from story.figures.marks import Printed, bounds
from story.figures.scene import At, Line
from story.text import Language, number

AXIS_END = 250_000
TICK = 50_000
FADE_SHARE = 0.13  # of the axis; the length of an open end carries no meaning


def axis_for(rows: Iterable[Printed]) -> tuple[int, int]:
    """Return the axis: as far as is usual, or as far as the rows need."""
    highest = max((bounds(row)[1] for row in rows), default=0)
    return 0, max(AXIS_END, -(-highest // TICK) * TICK)


def draw_scale(
    drawing: Drawing, top: float, bottom: float, labels: Iterable[float], language: Language
) -> None:
    """Rule the grid from `top` to `bottom` and write its numbers at each height in `labels`."""
    heights = tuple(labels)
    for value in range(0, round(drawing.across[1]) + 1, TICK):
        drawing.upright(value, top, bottom, Line("hairline" if value else "quiet"))
        if drawing.sheet.narrow and value % (2 * TICK):
            continue
        for y in heights:
            said = plain([number(value, language)], "quiet")
            drawing.at(At(value, y), said, role="axis")
