"""The sources of a briefing, in columns over as many slides as they take; inches and points."""

from collections.abc import Iterator, Sequence

from story.surfaces.briefing.deck import Cited
from story.surfaces.briefing.fitting import height_of

COLUMNS, GAP, ROOM = 2, 0.45, 5.3
SIZE = 12


def columns(listed: Sequence[Cited], width: float) -> Iterator[list[list[Cited]]]:
    """Yield the columns of each slide of sources."""
    column = column_width(width)
    found: list[list[Cited]] = [[]]
    for item in listed:
        if found[-1] and _height([*found[-1], item], column) > ROOM:
            found.append([])
        found[-1].append(item)
    for at in range(0, len(found), COLUMNS):
        yield found[at : at + COLUMNS]


def column_width(width: float) -> float:
    """Return the width of a column where all of them have `width`."""
    return (width - GAP * (COLUMNS - 1)) / COLUMNS


def title_of(cited: Cited) -> str:
    """Return a source's title, in quotation marks unless it is our description."""
    return cited.full.title if cited.full.described else f"“{cited.full.title}”"


def _height(some: Sequence[Cited], width: float) -> float:
    return height_of(
        (f"{item.number}  {item.short} {title_of(item)}" for item in some), width, SIZE, 3
    )
