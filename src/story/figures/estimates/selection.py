"""More published figures than can be looked over: which of them are drawn.

Up to `most` all are, and nothing here changes anything. Beyond, they are cut, in order of time,
into stretches of as many figures each, and of each stretch the lowest and the highest are drawn:
what is left out never reaches beyond what is drawn of its time. Each origin's first figure is
drawn as well, and whatever is in focus.
"""

from collections.abc import Collection, Sequence

from story.figures.marks import bounds
from story.tables.model import Estimate

MOST = 100  # figures drawn one by one; half as many again as the table held in 2026
FEWER = 24  # of a panel beside them, and of those without a date


def seen(rows: Sequence[Estimate], most: int, focus: Collection[str] = ()) -> tuple[Estimate, ...]:
    """Return the rows drawn, in the order given, which is that of time."""
    if len(rows) <= most:
        return tuple(rows)
    first = {row.origin_id: row.estimate_id for row in reversed(rows)}
    kept = {*first.values(), *focus}
    each = -(-len(rows) // (most // 2))
    for start in range(0, len(rows), each):
        stretch = rows[start : start + each]
        kept |= {lowest(stretch).estimate_id, highest(stretch).estimate_id}
    return tuple(row for row in rows if row.estimate_id in kept)


def lowest(rows: Sequence[Estimate]) -> Estimate:
    """Return the row with the lowest number printed as such, not as the end of an “up to”."""
    floors = [row for row in rows if row.bound != "up-to"] or rows
    return min(floors, key=lambda row: bounds(row)[0])


def highest(rows: Sequence[Estimate]) -> Estimate:
    """Return the row with the highest number printed as such, not as an “at least”."""
    ceilings = [row for row in rows if row.bound not in ("at-least", "more-than")] or rows
    return max(ceilings, key=lambda row: bounds(row)[1])
