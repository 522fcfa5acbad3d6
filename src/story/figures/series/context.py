"""What series by date share: the axis of values at the left, and the words under an axis."""

from collections.abc import Iterable
from typing import Literal

from story.figures.drawing import Drawing, plain
from story.figures.scene import At, Line, Path, Stand, Text
from story.text import Language, number

TYPE = 12
FOOT = TYPE * 1.08  # from the upper edge of words to the line they stand on


def add_values(drawing: Drawing, steps: Iterable[float], language: Language) -> None:
    """Rule a line across at each value but 0, and write the value at its left."""
    first, last = drawing.across
    for value in steps:
        if value:
            line = Line("hairline")
            drawing.add(Path((At(first, value), At(last, value)), line, role="grid"))
        drawing.add(written(At(first, value, -1), number(value, language), "right"))


def written(at: At, said: str, align: Literal["right", "center"]) -> Text:
    """Return a word of an axis: right of its place in height, or centred under its top."""
    stand: Stand = "middle" if align == "right" else "top"
    return Text(at, tuple(plain([said], "quiet")), TYPE, align, stand, role="axis")
