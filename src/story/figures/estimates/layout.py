"""Where everything stands in the chart of estimates: strips from top to bottom, in pixels.

The plot's width is its container's and not known here, so what has a fixed place across the
page is given for the narrowest container a sheet must serve.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from story.figures.drawing import KEY_LINE, key_places
from story.figures.estimates.eras import made_in, origin_said
from story.figures.estimates.rows import Rows, drawable, moment
from story.figures.lettering import evened, held_together, text_width, wrapped
from story.figures.marks import bounds, printed_value
from story.figures.people_axis import axis_for
from story.figures.scene import Sheet
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.model import Estimate, Event, Source
from story.text import Language, Phrases, date, number, period

SAY = Phrases("estimates")
LABEL = 13  # type size of a row's name
LINE, SMALL_LINE, TITLE_LINE = 17, 16, 22  # line heights
TITLE = {True: 15, False: 16}  # type size of a field's word, by `sheet.narrow`
HEAD_AIR = 9  # above a field's head
FIELD_GAP = 8  # between two fields
GUTTER = 18  # room for an origin's symbol before a label
WIDEST_LABEL = 310

StripKind = Literal["counted", "field", "end", "reference", "scale", "row", "event", "foot"]
COUNTED = {
    "kwanliso": "People held in North Korea’s political prison camps, as published",
    "christians-only": "Christians held in North Korea in any custody, as published",
    "wider": "All people held in North Korea, as published",
}


@dataclass(frozen=True)
class Strip:
    """One strip of the chart: what it says in plain lines and, for a row, which.

    A field's head has a title, its word with the time of its rows, of which the first `strong`
    letters are the word; its `origins`, each with its words and where these begin, in pixels across
    and down; and its lines as a caution. `parted`: the
    method of the rows above it was another.
    """

    kind: StripKind
    lines: tuple[str, ...] = ()
    record: Estimate | Event | None = None
    title: tuple[str, ...] = ()
    strong: int = 0
    origins: tuple[tuple[str, str, float, float], ...] = ()
    parted: bool = False
    flag: tuple[str, ...] = ()
    top: float = 0
    height: float = 0

    @property
    def key_height(self) -> float:
        """How high the signs of its origins stand."""
        return max((y for *_, y in self.origins), default=-KEY_LINE) + KEY_LINE


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
        return Measures(sheet, left=26, right=14)  # signs stand beside the axis
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
    fields = rows.fields
    headed = len(fields) > 1 or any(len({row.origin_id for row in part}) > 1 for part in fields)
    counted = SAY.gettext(COUNTED[rows.scope], language)
    yield Strip("counted", tuple(evened(counted, measures.text_width, LABEL)))
    yield Strip("scale")
    if not headed and (flag := _flag(rows, measures, language)):
        yield Strip("reference", flag=flag)
    events = list(rows.events)
    for part in fields:
        if headed:
            yield _head(dataset, rows, part, measures, language)
        yield from _rows(dataset, rows, part, events, measures, language)
        if headed:
            yield Strip("end")
    yield Strip("scale")
    yield from _foot(dataset, rows, measures, language)


def _rows(
    dataset: Dataset, rows: Rows, part: Sequence[Estimate], events: list[Event],
    measures: Measures, language: Language,
) -> Iterator[Strip]:  # fmt: skip
    """Yield a field's rows, and between them the events of their time, which are taken out."""
    for row in part:
        # Daily NK's rows stand for themselves: no summit parts them.
        while events and row in rows.main and events[0].start_date < moment(row):
            yield _event(events.pop(0), measures, language)
        yield _row(dataset, row, measures, language)
    if part[-1:] == rows.main[-1:]:
        yield from (_event(event, measures, language) for event in events)
        events.clear()


def _foot(dataset: Dataset, rows: Rows, measures: Measures, language: Language) -> Iterator[Strip]:
    if any(second_hand(dataset, row) for row in rows.drawn):
        said = SAY.gettext("* Known only through other accounts", language)
        yield Strip("foot", tuple(wrapped(said, measures.text_width, SMALL)))


def reference_text(op_ed: Estimate, language: Language) -> str:
    """Name the reference line: `The TIME op-ed, March 2019: up to 120,000`."""
    value = held_together(printed_value(op_ed, language))
    return f"{op_ed.within('label', language)}: {value}"


def _flag(
    rows: Rows, measures: Measures, language: Language, *, short: bool = False
) -> tuple[str, ...]:
    """Name the op-ed's line in lines that fit at its right; none where its row is drawn."""
    op_ed = rows.op_ed
    if not op_ed or op_ed in rows.main:
        return ()
    said = SAY.gettext("The TIME op-ed", language) if short else reference_text(op_ed, language)
    end = bounds(op_ed)[1] / axis_for(rows.drawn)[1] * measures.axis_width
    return tuple(evened(said, measures.axis_width + measures.right - end - 16, SMALL))


def _head(
    dataset: Dataset, rows: Rows, part: Sequence[Estimate], measures: Measures, language: Language
) -> Strip:
    """Return the head of a field: what its rows rest on, in a word, and what its signs mean."""
    used: list[str] = [row.origin_id for row in part]
    title = made_in(used, satellites=rows.after_change(part[-1]), language=language)
    years = sorted({moment(row)[:4] for row in part})
    when = held_together(period(years[0], years[-1], language))
    caution = _caution(rows, part, language)
    room = measures.text_width if measures.sheet.narrow else measures.left - 24
    return Strip(
        "field", tuple(evened(caution, room, SMALL)) if caution else (),
        title=tuple(wrapped(f"{title} {when}".strip(), room, TITLE[measures.sheet.narrow])),
        strong=len(title), origins=_key(dataset, used, room, language),
        parted=part[0].id == rows.broken,
        flag=_flag(rows, measures, language, short=part is not rows.fields[0]),
    )  # fmt: skip


def _key(
    dataset: Dataset, used: Sequence[str], room: float, language: Language
) -> tuple[tuple[str, str, float, float], ...]:
    """Return the origins of a field that has several, each with its words and their place."""
    found = [origin for origin in dataset.origins if origin.id in used]
    if len(found) < 2:
        return ()
    words = [origin_said(origin, language) for origin in found]
    places = key_places(room, words)
    return tuple(
        (origin.id, said, x, y - KEY_LINE / 2)
        for origin, said, (x, y) in zip(found, words, places, strict=True)
    )


def _caution(rows: Rows, part: Sequence[Estimate], language: Language) -> str:
    """Return what changes how a field is read, blank where nothing does."""
    if part[0].id == rows.broken:
        return SAY.gettext(
            "Below the broken line, housing is read from images, beside testimony. Part of the "
            "fall is this change of method.",
            language,
        )
    if part[0].use != "daily-nk":
        return ""
    counted = {row.camps_counted for row in part}
    camps = ", ".join(number(count, language) for count in sorted(filter(None, counted)))
    return SAY.gettext(
        "Daily NK’s own series, {camps} camps. It cannot be checked from outside.",
        language,
        camps=camps,
    )


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


def _height(strip: Strip, measures: Measures) -> float:
    lines, flag = len(strip.lines), len(strip.flag) * SMALL_LINE
    narrow = measures.sheet.narrow
    match strip.kind:
        case "row":
            return lines * LINE + (27 if narrow else 7)
        case "field":
            said = len(strip.title) * TITLE_LINE + lines * SMALL_LINE + strip.key_height
            return HEAD_AIR + (said + flag if narrow else max(said, flag)) + 4
        case "event":
            return lines * SMALL_LINE + 8
        case "counted":
            return lines * LINE + 4
        case "scale":
            return 26
        case "end":
            return FIELD_GAP + 6
        case "reference":
            return flag + 6
    return lines * SMALL_LINE + 6
