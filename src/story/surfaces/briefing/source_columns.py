"""The sources of a briefing, in columns over as many slides as they take; inches and points."""

from collections.abc import Iterator, Sequence

from story.surfaces.briefing.deck import Cited
from story.surfaces.briefing.fitting import height_of

COLUMNS, GAP, ROOM = 2, 0.45, 5.3
SIZE, BETWEEN = 12, 3


def columns(
    listed: Sequence[Cited], width: float, room: float = ROOM
) -> Iterator[list[list[Cited]]]:
    """Yield the columns of each slide of sources, `room` high, all of them about as full."""
    column = (width - GAP * (COLUMNS - 1)) / COLUMNS
    slides = -(-len(_broken(listed, column, room)) // COLUMNS)
    # The least height that takes no more slides, so that the last one is not nearly empty.
    while room > 1 and len(_broken(listed, column, room - 0.1)) <= slides * COLUMNS:
        room -= 0.1
    found = _broken(listed, column, room)
    for at in range(0, len(found), COLUMNS):
        yield found[at : at + COLUMNS]


def title_of(cited: Cited) -> str:
    """Return a source's title, in quotation marks unless it is our description."""
    return cited.full.title if cited.full.described else f"“{cited.full.title}”"


def _broken(listed: Sequence[Cited], width: float, room: float) -> list[list[Cited]]:
    found: list[list[Cited]] = [[]]
    for item in listed:
        if found[-1] and _height([*found[-1], item], width) > room:
            found.append([])
        found[-1].append(item)
    return found


def _height(some: Sequence[Cited], width: float) -> float:
    return height_of(
        (f"{item.number}  {item.short} {title_of(item)}" for item in some), width, SIZE, BETWEEN
    )
