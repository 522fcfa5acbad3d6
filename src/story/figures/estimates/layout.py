"""Where everything stands in the chart of estimates: strips from top to bottom, in pixels.

The plot's width is its container's and not known here, so what has a fixed place across the
page is given for the narrowest container a sheet must serve.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from story.figures.estimates.rows import Rows, drawable, moment
from story.figures.lettering import held_together, text_width, wrapped
from story.figures.marks import printed_value
from story.figures.scene import Sheet
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.model import Estimate, Event, Origin, Source
from story.text import Language, Phrases, date, number

SAY = Phrases("estimates")
LABEL = 13  # type size of a row's name
LINE, SMALL_LINE = 17, 16  # line heights
GUTTER = 18  # room for an origin's symbol before a label
WIDEST_LABEL = 310

StripKind = Literal["key", "reference", "scale", "row", "break", "panel", "event"]


@dataclass(frozen=True)
class Strip:
    """One strip of the chart: what it says in plain lines and, for a row, which.

    `indent` is for entries of the key, several of which may share a line.
    """

    kind: StripKind
    lines: tuple[str, ...] = ()
    record: Estimate | Event | Origin | None = None
    indent: float = 0
    shares_line: bool = False
    top: float = 0
    height: float = 0


@dataclass(frozen=True)
class Measures:
    """The chart's measures in pixels: margins beside the axis, and the axis at its shortest."""

    sheet: Sheet
    left: float
    right: float

    @property
    def axis_width(self) -> float:
        """The least width of the axis."""
        return self.sheet.least - self.left - self.right

    @property
    def text_width(self) -> float:
        """The least width of a line of text across the whole chart."""
        return self.sheet.least - 8


def measures_for(dataset: Dataset, rows: Rows, sheet: Sheet, language: Language) -> Measures:
    """Return the measures: labels beside the marks, or above them if narrow.

    The labels' column has room for any row of the scope, so that the axis stays where it is
    while a reader steps from one choice of rows to the next.
    """
    if sheet.narrow:
        return Measures(sheet, left=14, right=14)
    widest = dataset.once(_widest, rows.scope, language)
    return Measures(sheet, left=min(widest, WIDEST_LABEL) + GUTTER + 28, right=64)


def _widest(dataset: Dataset, scope: str, language: Language) -> float:
    labels = {row.within("label", language) for row in drawable(dataset, scope)}
    return max(text_width(label, LABEL) for label in labels)


def strips_for(dataset: Dataset, rows: Rows, measures: Measures, language: Language) -> list[Strip]:
    """Lay the chart out from top to bottom; the last strip's end is the chart's height."""
    placed: list[Strip] = []
    top = 2.0
    for strip in _in_order(dataset, rows, measures, language):
        height = _height(strip, measures)
        placed.append(replace(strip, top=top, height=height))
        top += height
    return placed


def _in_order(
    dataset: Dataset, rows: Rows, measures: Measures, language: Language
) -> Iterator[Strip]:
    yield from _key(dataset, rows, measures, language)
    if rows.op_ed and rows.op_ed not in rows.main:
        yield Strip("reference", (reference_text(rows.op_ed, language),), rows.op_ed)
    yield Strip("scale")
    events = list(rows.events)
    for row in rows.main:
        while events and events[0].start_date < moment(row):
            yield _event(events.pop(0), measures, language)
        if row.id == rows.broken:
            yield _method_break(rows, measures, language)
        yield _row(dataset, row, measures, language)
    for event in events:
        yield _event(event, measures, language)
    if rows.daily_nk:
        yield _panel(rows, measures, language)
        for row in rows.daily_nk:
            yield _row(dataset, row, measures, language)
    yield Strip("scale")


def reference_text(op_ed: Estimate, language: Language) -> str:
    """Name the reference line: `The TIME op-ed, March 2019: up to 120,000`."""
    return f"{op_ed.within('label', language)}: {printed_value(op_ed, language)}"


def _key(dataset: Dataset, rows: Rows, measures: Measures, language: Language) -> Iterator[Strip]:
    """Name the origins drawn, one a line on a phone, else as many a line as fit."""
    used = {row.origin_id for row in rows.drawn}
    origins = [origin for origin in dataset.origins if origin.origin_id in used]
    indent = 0.0
    for origin, following in zip_longest(origins, origins[1:]):
        said = origin.within("label", language)
        after = indent + _key_width(said)
        room = measures.text_width - after
        shares = following and _key_width(following.within("label", language)) <= room
        lines = wrapped(said, measures.text_width - GUTTER, SMALL)
        yield Strip("key", tuple(lines), origin, indent, bool(shares) and not measures.sheet.narrow)
        indent = after if shares and not measures.sheet.narrow else 0
    if any(second_hand(dataset, row) for row in rows.drawn):
        said = SAY.gettext("* Known only through other accounts", language)
        yield Strip("key", (f"{said}",))


def _key_width(said: str) -> float:
    return GUTTER + text_width(said, SMALL) + 22


def second_hand(dataset: Dataset, row: Estimate) -> bool:
    """Tell whether the publication is known only through others' accounts of it."""
    return dataset.find(Source, row.source_id).read_as == "reported"


def label_of(dataset: Dataset, row: Estimate, language: Language) -> tuple[str, str]:
    """Return a row's name and its date, which carries a star where it is known second-hand."""
    name, comma, when = row.within("label", language).rpartition(", ")
    star = "*" if second_hand(dataset, row) else ""
    if not comma:
        return when + star, ""
    return name, when + star


def _row(dataset: Dataset, row: Estimate, measures: Measures, language: Language) -> Strip:
    room = (measures.text_width if measures.sheet.narrow else measures.left - 16) - GUTTER
    name, when = label_of(dataset, row, language)
    said = f"{name}, {held_together(when)}" if when else name
    return Strip("row", tuple(wrapped(said, room, LABEL)), row)


def _event(event: Event, measures: Measures, language: Language) -> Strip:
    said = f"{date(event.start_date, language)} · {event.within('title', language)}"
    return Strip("event", tuple(wrapped(said, measures.text_width, SMALL)), event)


def _method_break(rows: Rows, measures: Measures, language: Language) -> Strip:
    said = SAY.gettext(
        "From {year} the method changes: housing read from satellite images, beside testimony. "
        "Part of the fall is this change.",
        language,
        year=date(rows.method_year, language),
    )
    return Strip("break", tuple(wrapped(said, measures.text_width, SMALL)))


def _panel(rows: Rows, measures: Measures, language: Language) -> Strip:
    counted = {row.camps_counted for row in rows.daily_nk}
    camps = ", ".join(number(count, language) for count in sorted(filter(None, counted)))
    said = SAY.gettext(
        "Daily NK, a series of its own: unnamed people inside, {camps} camps. "
        "It cannot be checked from outside.",
        language,
        camps=camps,
    )
    return Strip("panel", tuple(wrapped(said, measures.text_width, SMALL)))


def _height(strip: Strip, measures: Measures) -> float:
    lines = len(strip.lines)
    match strip.kind:
        case "row" if measures.sheet.narrow:
            return lines * LINE + 30
        case "row":
            return lines * LINE + 7
        case "break" | "panel":
            return lines * SMALL_LINE + 28
        case "event":
            return lines * SMALL_LINE + 8
        case "scale":
            return 26
        case "reference":
            return 22
        case _:
            return 0 if strip.shares_line else lines * SMALL_LINE + 4
