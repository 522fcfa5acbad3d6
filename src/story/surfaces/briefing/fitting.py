"""How large words may stand in a box, reckoned before anything sets them; inches and points."""

from collections.abc import Iterable, Sequence

from story.figures.lettering import text_width, wrapped

POINTS = 72  # in an inch
LEADING = 1.22  # a line's height, in type sizes
FLAT = 330  # pixels; a plot no higher stands below its text, across the slide
PLOT = 720  # pixels; the narrowest container the wide layout serves


def lines_of(said: str, width: float, size: float) -> int:
    """Return how many lines words take in `width` inches at `size` points."""
    return len(wrapped(said, width * POINTS, size * 1.04))


def height_of(said: Iterable[str], width: float, size: float, gap: float) -> float:
    """Return the height in inches of paragraphs `gap` points apart."""
    heights = [lines_of(item, width, size) * size * LEADING + gap for item in said]
    return sum(heights) / POINTS


def fitting(
    said: Sequence[str], width: float, height: float, sizes: Iterable[float], gap: float = 8
) -> float:
    """Return the largest of `sizes`, given from the largest, at which paragraphs fit a box."""
    size = 0.0
    for size in sizes:
        if height_of(said, width, size, gap) <= height:
            return size
    return size


def width_of(said: str, size: float) -> float:
    """Return the width of one line in inches at `size` points."""
    return text_width(said, size) / POINTS
