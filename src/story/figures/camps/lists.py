"""Three lists of camps side by side: the same small map three times, and what differs named.

A camp on the list is a full mark, one that another of the lists has a broken ring; a camp that all
lists have is small and quiet, so that the eye goes to what differs. The same camps stand below each
map in the same order. Marks that would lie on each other are moved apart. Nothing says how many
people are held.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise, product
from math import cos, dist, pi, sin
from typing import cast

import pandas as pd

from story.figures.camps.geography import Window, area, grounds, project
from story.figures.camps.marks import Mark as Placed
from story.figures.camps.marks import spread
from story.figures.camps.names import camp_name, camp_title, number_of
from story.figures.camps.words import counted
from story.figures.drawing import Drawing, draw_key, key_height, plain
from story.figures.figure import Figure, sources_of
from story.figures.lettering import evened, held_together, text_width, wrapped
from story.figures.scene import (
    PAGE,
    Align,
    Area,
    At,
    Line,
    Mark,
    Path,
    Scene,
    Sheet,
    Symbol,
    Text,
    TextLine,
)
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.citation import row_citation
from story.tables.model import Camp, CampList
from story.text import Language, Phrases, date, joined

SAY = Phrases("camps")
LISTS = ("un-coi-2014", "kinu-2025", "daily-nk-2025")
EDGE, GAP = 4, 14  # pixels beside the maps and between two of them
PHONE_MAP = 126  # pixels; how wide one is on a phone, its words beside it
LINE = 16
RADIUS = {True: 5.5, False: 7.0}  # pixels of a mark, by `sheet.narrow`
COMMON = 0.62  # of its size, for a camp that every list names
SIGNS = 52  # pixels the row of all camps is high below a list's count
KILOMETRES = Window(-400, 4_000, 800, 5_000, 2)  # ground that holds the whole country


@dataclass(frozen=True)
class Compared:
    """The lists, and every camp that one of them names, in the order of the camps."""

    lists: tuple[CampList, ...]
    camps: tuple[Camp, ...]

    def everywhere(self, camp: Camp) -> bool:
        """Whether every list names the camp."""
        return all(camp.id in chosen.camp_ids for chosen in self.lists)


def camp_lists(
    dataset: Dataset, language: Language, sheet: Sheet = PAGE, *, lists: Sequence[str] = LISTS
) -> Figure:
    """Draw which camps each of some lists names, one small map a list.

    `lists`: rows of `camp_lists`. Raises ValueError for one that is not in the data, or that does
    not name its camps.
    """
    compared = _compared(dataset, lists)
    table = _table(dataset, compared, language)
    return Figure(
        name="camp_lists",
        scene=_draw(compared, language, sheet),
        table=table,
        headings={
            "list": SAY.gettext("List", language),
            "camp": SAY.gettext("Camp", language),
            "on_list_text": SAY.gettext("On the list", language),
            "source": SAY.gettext("Source", language),
        },
        title=_title(compared, language),
        reading=SAY.gettext(
            "Full: on the list. Broken ring: on another of these lists. Small: on all of them.",
            language,
        ),
        summary=" ".join(_named(chosen, compared, language) for chosen in compared.lists),
        sources=sources_of(table),
        notes=(
            SAY.gettext(
                "A camp that is not on a list is not thereby closed, and a closed camp does not "
                "mean that those held were freed.",
                language,
            ),
        ),
    )


def _compared(dataset: Dataset, lists: Sequence[str]) -> Compared:
    known = {row.list_id: row for row in dataset.camp_lists if row.complete == "yes"}
    for name in lists:
        if name not in known:
            raise ValueError(f"no list that names its camps is called {name!r}")
    chosen = tuple(known[name] for name in lists)
    named = {camp_id for row in chosen for camp_id in row.camp_ids}
    camps = sorted((camp for camp in dataset.camps if camp.id in named), key=number_of)
    return Compared(chosen, tuple(camps))


def _draw(compared: Compared, language: Language, sheet: Sheet) -> Scene:
    """Draw the maps in a row, each under its list's name; on a phone beside it, in a column."""
    drawing = Drawing(sheet, 0, 0, (0, sheet.least), fit="left" if sheet.narrow else "center")
    count = len(compared.lists)
    across = sheet.least - 2 * EDGE
    wide = PHONE_MAP if sheet.narrow else (across - GAP * (count - 1)) / count
    room = across + EDGE - wide - GAP if sheet.narrow else wide
    start = _draw_key(drawing, compared, language) + 8
    heads = [_head(chosen, language, room) for chosen in compared.lists]
    feet = [_foot(chosen, compared, language, room) for chosen in compared.lists]
    rings, high = _country(wide)
    below = start + max(map(len, heads)) * LINE + 10
    places = [
        (float(EDGE), start + number * (high + GAP))
        if sheet.narrow
        else (EDGE + number * (wide + GAP), below)
        for number in range(count)
    ]
    # The ground of all of them first: no ground lies over a mark.
    for left, top in places:
        for ring in rings:
            drawing.add(Area(tuple(At(left + x, top + y) for x, y in ring), "land", Line("quiet")))
    for chosen, head, foot, (left, top) in zip(compared.lists, heads, feet, places, strict=True):
        _draw_camps(drawing, compared, chosen, language, (left, top, wide))
        beside = left + wide + GAP if sheet.narrow else left
        drawing.text(head, top + 8 if sheet.narrow else start, indent=beside, role="title")
        y = top + 10 + len(head) * LINE if sheet.narrow else top + high + 8
        _draw_row(drawing, compared, chosen, language, (beside, y, room))
        drawing.add(Text(At(beside, y + SIGNS), tuple(foot), pad=1, role="note"))
    bottom = places[-1][1] + high
    rest = 18 + max(map(len, feet)) * LINE + SIGNS
    if sheet.narrow:
        said = (len(heads[-1]) + len(feet[-1])) * LINE + 14 + SIGNS
        return drawing.scene(max(bottom, places[-1][1] + said) + 8)
    return drawing.scene(bottom + rest)


def _draw_key(drawing: Drawing, compared: Compared, language: Language) -> float:
    """Say what is listed and what the signs mean, and return how high that is."""
    said = SAY.gettext("North Korea’s political prison camps, list by list", language)
    lines = evened(said, drawing.sheet.least / 1.08, SMALL + 1)
    drawing.text(plain(lines, bold=True), 2, size=SMALL + 1, role="key")
    top = 4 + len(lines) * LINE

    def sign(at: At, *, common: bool, listed: bool) -> tuple[Mark, ...]:
        middle = At(at.x + at.dx, at.y + at.dy)
        return tuple(_bead(middle, 5.0, common=common, listed=listed))

    entries = [
        (SAY.gettext(said, language), partial(sign, common=common, listed=listed))
        for said, common, listed in (
            ("On this list", False, True), ("Only on another list", False, False),
            ("On every list", True, True),
        )
    ]  # fmt: skip
    draw_key(drawing, entries, top)
    return top + key_height(drawing.sheet, [said for said, _ in entries])


def _head(chosen: CampList, language: Language, wide: float) -> list[TextLine]:
    name, comma, when = chosen.within("label", language).rpartition(", ")
    said = f"{name}{comma}{held_together(when)}" if comma else when
    return plain(wrapped(said, wide / 1.08, SMALL), bold=True)


def _foot(chosen: CampList, compared: Compared, language: Language, wide: float) -> list[TextLine]:
    """Return how many camps a list has, and in what it differs from the first list."""
    count = counted(len(chosen.camp_ids), language)
    first = compared.lists[0]
    out = [camp for camp in compared.camps if camp.id in first.camp_ids]
    out = [camp for camp in out if camp.id not in chosen.camp_ids]
    new = [camp for camp in compared.camps if camp.id in chosen.camp_ids]
    new = [camp for camp in new if camp.id not in first.camp_ids]
    said = {"count": f"{count[:1].upper()}{count[1:]}", "out": _names(out, compared, language),
            "new": _names(new, compared, language)}  # fmt: skip
    if out and new:
        words = SAY.gettext("{count}: without {out}, with {new}", language, **said)
    elif out or new:
        phrase = "{count}: without {out}" if out else "{count}: with {new}"
        words = SAY.gettext(phrase, language, **said)
    else:
        words = said["count"]
    lines = plain(wrapped(words, wide / 1.08, SMALL), bold=bool(out or new))
    unplaced = [camp for camp in compared.camps if camp.lat is None and camp.id in chosen.camp_ids]
    if unplaced:
        none = SAY.gettext(
            "{camps}: no published place", language, camps=_names(unplaced, compared, language)
        )
        lines += plain(wrapped(none, wide, SMALL), "quiet", italic=True)
    return lines


def _names(camps: Sequence[Camp], compared: Compared, language: Language) -> str:
    said = [_short(camp, compared, language) for camp in camps]
    if language is Language.KO:
        said = [f"{name.removesuffix('호')}호" if name[-1:] in "호0123456789" else name
                for name in said]  # fmt: skip
    return joined([held_together(name) for name in said], language)


def _draw_row(
    drawing: Drawing, compared: Compared, chosen: CampList, language: Language,
    place: tuple[float, float, float],
) -> None:  # fmt: skip
    """Draw all camps in a row, the same under each map, a list's own full."""
    left, top, wide = place
    pitch = min(32.0, wide / len(compared.camps))
    for number, camp in enumerate(compared.camps):
        common, listed = compared.everywhere(camp), camp.id in chosen.camp_ids
        at = At(left + pitch * (number + 0.5), top + 8)
        drawing.add(*_bead(at, 5.0, common=common, listed=listed))
        said = _short(camp, compared, language).removesuffix("호").rpartition(" ")
        lines = [said[2], *([said[0]] if said[0] else [])]
        if language is Language.KO:  # the word before the number, as it is read
            lines.reverse()
        token = "ink" if listed and not common else "quiet"
        words = plain(lines, token, bold=listed and not common)
        if max(text_width(line, SMALL) for line in lines) <= pitch * 1.15:
            at = replace(at, y=top + 15)
            drawing.at(at, words, "center", "top", size=SMALL, role="key", ground=False)


def _draw_camps(
    drawing: Drawing, compared: Compared, chosen: CampList, language: Language,
    place: tuple[float, float, float],
) -> None:  # fmt: skip
    """Draw a list's marks and their names on the map that stands at a place."""
    left, top, wide = place
    rings, _ = _country(wide)
    radius = RADIUS[drawing.sheet.narrow]
    marks = []
    for camp in compared.camps:
        if camp.lat is not None and camp.lon is not None:
            x, y = _on_map(*project(camp.lat, camp.lon), wide)
            marks.append(Placed("closed", left + x, -(top + y), (camp.id,)))
    # Apart by their own size: `spread` keeps them as far as the large map's marks need.
    marks = spread(marks, 7.5 / (radius + 0.5))
    named = {camp.id: camp for camp in compared.camps}
    sizes = {
        camp.id: radius * (COMMON if compared.everywhere(camp) else 1) for camp in compared.camps
    }
    taken = [_box(mark.x, -mark.y, sizes[mark.ids[0]]) for mark in marks]
    coast = [
        (left + x0 + (x1 - x0) * step / 8, top + y0 + (y1 - y0) * step / 8)
        for ring in rings
        for (x0, y0), (x1, y1) in pairwise(ring)
        for step in range(8)
    ]
    middles = [(round(mark.x, 1), round(-mark.y, 1)) for mark in marks]
    # The longest names first: they have the least choice.
    marks.sort(key=lambda mark: -len(_short(named[mark.ids[0]], compared, language)))
    for mark in marks:
        camp = named[mark.ids[0]]
        at = At(round(mark.x, 1), round(-mark.y, 1))
        listed = camp.id in chosen.camp_ids
        common = compared.everywhere(camp)
        row, told = _id(chosen, camp), _on_list_text(listed, language)
        for sign in _bead(at, radius, common=common, listed=listed):
            about = (camp_name(camp, language), told) if isinstance(sign, Symbol) else ()
            focus = listed and not common
            drawing.add(replace(sign, row=row, role="point", focus=focus, said=about))
        said = _short(camp, compared, language)
        spot, align = _label_place(at, said, sizes[camp.id], taken, coast, middles, left)
        strong = listed and not common
        words = plain([said], "ink" if strong else "quiet", bold=strong)
        drawing.at(spot, words, align, row=_id(chosen, camp), ground=False, on="land", halo=True)


def _bead(at: At, radius: float, *, common: bool, listed: bool) -> Iterator[Mark]:
    """Yield a camp's sign: full, small and quiet where all lists have it, or a broken ring."""
    size = radius * 2 * (COMMON if common else 1)
    fill = "quiet" if common else "ink" if listed else "paper"
    yield Symbol(at, "circle", size, fill, role="key")
    if not listed:
        turns = [2 * pi * step / 24 for step in range(25)]
        ring = (At(at.x + radius * cos(turn), at.y + radius * sin(turn)) for turn in turns)
        yield Path(tuple(ring), Line("ink", 1.5, (3, 2.5)), role="key")


Box = tuple[float, float, float, float]


def _box(x: float, y: float, radius: float) -> Box:
    return x - radius, y - radius, x + radius, y + radius


def _label_place(
    at: At,
    said: str,
    radius: float,
    taken: list[Box],
    coast: Sequence[tuple[float, float]],
    marks: Sequence[tuple[float, float]],
    edge: float,
) -> tuple[At, Align]:
    """Return where a mark's name is free of marks, names and the coast, and take the place.

    `marks` are the middles of all marks: a name stands nearest to its own.
    """
    wide, high = text_width(said, SMALL) * 1.08, SMALL * 1.2
    places: list[tuple[float, float, Align]] = []
    for off in (radius + 2.5, radius + 4, radius + 7):
        places += [
            (off, 0, "left"), (-off, 0, "right"), (0, -off - high / 2, "center"),
            (0, off + high / 2, "center"), (off, high * 0.8, "left"), (-off, high * 0.8, "right"),
            (off, -high * 0.8, "left"), (-off, -high * 0.8, "right"),
        ]  # fmt: skip
    for dy, align in product((high * 1.5, -high * 1.5), ("left", "right")):
        places.append((0, dy, cast(Align, align)))

    def box(place: tuple[float, float, Align]) -> Box:
        dx, dy, align = place
        left = at.x + dx - {"left": 0, "center": wide / 2, "right": wide}[align]
        return left, at.y + dy - high / 2, left + wide, at.y + dy + high / 2

    def free(place: tuple[float, float, Align]) -> bool:
        found = box(place)
        return found[0] >= edge and not any(
            found[0] < other[2] and other[0] < found[2] and found[1] < other[3]
            and other[1] < found[3]
            for other in taken
        )  # fmt: skip

    def crossed(place: tuple[float, float, Align]) -> int:
        left, top, right, bottom = box(place)
        return sum(left - 2 < x < right + 2 and top < y < bottom for x, y in coast)

    def strays(place: tuple[float, float, Align]) -> bool:
        left, top, right, bottom = box(place)
        middle = (left + right) / 2, (top + bottom) / 2
        return min(marks, key=lambda mark: dist(mark, middle)) != (at.x, at.y)

    # The first of those beside their own mark that cross least of the coast.
    chosen = min(
        filter(free, places), key=lambda place: (strays(place), crossed(place)), default=places[0]
    )
    taken.append(box(chosen))
    dx, dy, align = chosen
    # Words keep two pixels to their place.
    shift = {"left": -2, "center": 0, "right": 2}[align]
    return At(at.x + dx + shift, at.y + dy), align


@cache
def _outline() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the country's outlines in kilometres."""
    north = next(item for item in grounds("countries") if item.name.en == "North Korea")
    return tuple(tuple(ring) for ring in area(north, KILOMETRES))


@cache
def _ends() -> tuple[float, float, float, float]:
    xs, ys = zip(*(point for ring in _outline() for point in ring), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _on_map(x: float, y: float, wide: float) -> tuple[float, float]:
    """Return a place on a map `wide` pixels wide, in pixels from its top left."""
    left, _, right, top = _ends()
    scale = wide / (right - left)
    return (x - left) * scale, (top - y) * scale


def _country(wide: float) -> tuple[list[list[tuple[float, float]]], float]:
    """Return the country's outlines on a map `wide` pixels wide, and how high it is."""
    left, bottom, right, top = _ends()
    rings = [[_on_map(x, y, wide) for x, y in ring] for ring in _outline()]
    return rings, (top - bottom) * wide / (right - left)


def _short(camp: Camp, compared: Compared, language: Language) -> str:
    """Return a camp's number, with the word that tells it from another of the same number."""
    alone = sum(other.number == camp.number for other in compared.camps) == 1
    if alone and camp.number:
        return camp.number
    return camp_title(camp, language).replace("Camp ", "").lower()


def _id(chosen: CampList, camp: Camp) -> str:
    return f"{chosen.list_id}/{camp.id}"


def _on_list_text(listed: bool, language: Language) -> str:
    return SAY.gettext("On this list" if listed else "Not on this list", language)


def _title(compared: Compared, language: Language) -> str:
    first, second = compared.lists[0], compared.lists[1]
    same = len(first.camp_ids) == len(second.camp_ids)
    if same and set(first.camp_ids) != set(second.camp_ids):
        count = counted(len(first.camp_ids), language)
        said = SAY.gettext("{count} on two lists, but not the same ones", language, count=count)
        return said[:1].upper() + said[1:]
    return SAY.gettext("The lists do not name the same camps", language)


def _named(chosen: CampList, compared: Compared, language: Language) -> str:
    named = [camp for camp in compared.camps if camp.id in chosen.camp_ids]
    return SAY.gettext(
        "{list}, as of {date}: {camps}.", language, list=chosen.within("label", language),
        date=date(chosen.as_of, language),
        camps=joined([_short(camp, compared, language) for camp in named], language),
    )  # fmt: skip


def _table(dataset: Dataset, compared: Compared, language: Language) -> pd.DataFrame:
    """Return one row a list and camp: `entry_id`, `list_id`, `camp_id`, `on_list`."""
    rows = []
    for chosen in compared.lists:
        for camp in compared.camps:
            listed = camp.id in chosen.camp_ids
            rows.append(
                {
                    "entry_id": _id(chosen, camp),
                    "list_id": chosen.list_id,
                    "list": chosen.within("label", language),
                    "as_of": chosen.as_of,
                    "camp_id": camp.id,
                    "camp": camp_name(camp, language),
                    "on_list": "yes" if listed else "no",
                    "on_list_text": _on_list_text(listed, language),
                    "source": row_citation(dataset, language, chosen),
                    "source_id": chosen.source_id,
                    "via_source_id": chosen.via_source_id,
                }
            )
    return pd.DataFrame.from_records(rows)
