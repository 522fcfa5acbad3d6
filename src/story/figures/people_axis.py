"""The axis on which numbers of people held are compared: the same in every figure."""

from collections.abc import Iterable

from story.figures.drawing import Drawing
from story.figures.marks import Printed, bounds
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
    palette = drawing.look.palette
    heights = tuple(labels)
    for value in range(0, round(drawing.axis[1]) + 1, TICK):
        colour = palette.quiet if value == 0 else palette.hairline
        drawing.upright(value, top, bottom, color=colour)
        if drawing.look.narrow and value % (2 * TICK):
            continue
        for y in heights:
            drawing.at(value, y, number(value, language), palette.quiet)
