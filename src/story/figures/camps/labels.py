"""The words on the map of the camps: which there are, and where they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import shapely

from story.figures.camps.geography import Place, coasts, land, places
from story.figures.camps.ground import CREDIT, SCALE_KM, Outline, outline_of, scale_start
from story.figures.camps.label_places import AIR, Box, Label, Placed, Sheet, dot, set_labels
from story.figures.camps.marks import Mark, reach
from story.figures.camps.names import camp_place, camp_title
from story.figures.camps.sheet import EDGE, Inset, Spot, View
from story.figures.lettering import text_width
from story.text import Language, Phrases, joined

SAY = Phrases("camps")
CAMP_SIZE, NAME_SIZE = 13, 12
INSET = "inset"  # the key of the label that stands for the camps in the inset
CITY_DOT = 2.0  # pixels from middle to edge


@dataclass(frozen=True)
class Words:
    """Every label with its place, the dots of the cities named, and lines to far labels."""

    placed: tuple[Placed, ...]
    dots: tuple[Outline, ...]
    leaders: tuple[Outline, ...]


def labels_for(
    view: View,
    all_spots: Sequence[Spot],
    marks: Sequence[Mark],
    edges: Sequence[Outline],
    language: Language,
) -> Words:
    """Place the words of the map and of its inset.

    `marks` are those of `all_spots`, in order; `edges` more lines that words had better not cross.
    """
    pairs = list(zip(all_spots, marks, strict=True))
    inner = [(s, m) for s, m in pairs if view.inset and view.inset.shows(s.x, s.y)]
    outer = [pair for pair in pairs if pair not in inner]
    needed = [_camp_label(spot, mark, language) for spot, mark in outer]
    if view.inset:
        pointer = _inset_pointer(view.inset, [spot for spot, _ in inner], view.px_per_km, language)
        needed.insert(0, pointer)
    shown = [mark for _, mark in outer]
    taken = tuple(_taken(view, shown))
    avoided = shapely.union_all([coasts(), shapely.MultiLineString(list(edges))])
    sheet = Sheet(view.frame, view.px_per_km, taken, _suiting(shown), _crossing(avoided))
    placed = _placed(needed, _names(view, language), sheet)
    if view.inset:
        placed = [*placed, *_inset_labels(view, view.inset, inner, edges, language)]
    return Words(
        tuple(placed),
        tuple(
            outline_of(dot(item.label, view.px_per_km))
            for item in placed
            if item.label.kind == "city"
        ),
        tuple(_leader(entry) for entry in placed if entry.led and entry.label.kind == "camp"),
    )


def _placed(needed: Sequence[Label], wished: Sequence[Label], sheet: Sheet) -> list[Placed]:
    """Place the labels; where not all of the camps' find room, by number alone."""
    try:
        return set_labels(needed, wished, sheet)
    except ValueError:
        return set_labels([replace(item, plain="") for item in needed], wished, sheet)


def _camp_label(spot: Spot, mark: Mark, language: Language) -> Label:
    return Label(
        key=mark.ids[0],
        kind="camp",
        x=mark.x,
        y=mark.y,
        strong=camp_title(spot.camp, language),
        plain=camp_place(spot.camp, language),
        size=CAMP_SIZE,
        radius=reach(mark.symbol) + (5 if mark.focus else 0),
        quiet=mark.faint or not (spot.state.listed or mark.focus),
    )


def _inset_pointer(
    inset: Inset, inner: Sequence[Spot], px_per_km: float, language: Language
) -> Label:
    """Return the words beside the inset's outline on the map, which stand in for its camps."""
    numbers = list(dict.fromkeys(item.camp.number for item in inner if item.camp.number))
    ground = inset.outline
    return Label(
        key=INSET,
        kind="camp",
        x=(ground.left + ground.right) / 2,
        y=(ground.bottom + ground.top) / 2,
        strong=SAY.gettext("Camps {numbers}", language, numbers=joined(numbers, language)),
        plain=SAY.gettext("(inset)", language),
        size=CAMP_SIZE,
        radius=(ground.top - ground.bottom) / 2 * px_per_km,
    )


def _suiting(marks: Sequence[Mark]) -> Callable[[Label, Box], bool]:
    """Keep a camp's name nearer to its own mark than to any other."""
    at = {mark.ids[0]: (mark.x, mark.y) for mark in marks}

    def suits(label: Label, box: Box) -> bool:
        if label.key not in at:
            return _on_its_ground(label, box)
        own = box.distance(*at[label.key])
        return all(own < box.distance(*point) for key, point in at.items() if key != label.key)

    return suits


def _on_its_ground(label: Label, box: Box) -> bool:
    """Keep the names of seas off the land, those of countries in them, of rivers off the border."""
    ground = shapely.box(box.left, box.bottom, box.right, box.top)
    if label.kind == "country":
        return bool(land(label.key).contains(ground))
    if label.kind in ("sea", "river"):
        off = land() if label.kind == "sea" else coasts()
        return not off.intersects(ground)
    return True


def _crossing(avoided: shapely.Geometry) -> Callable[[Box], bool]:
    shapely.prepare(avoided)
    return lambda box: bool(
        avoided.intersects(shapely.box(box.left, box.bottom, box.right, box.top))
    )


def _names(view: View, language: Language) -> list[Label]:
    """Return what may be named, the most useful first."""
    order = ("country", "city", "sea", "river")
    # A phone has room for what orients, and no more.
    kinds, least = (order[:3], 2) if view.sheet.narrow else (order, 3)
    wished = [place for place in places() if place.rank <= least and place.kind in kinds]
    wished.sort(key=lambda entry: (entry.rank, order.index(entry.kind)))
    return [_name(item, (item.x, item.y), language) for item in wished]


def _name(place: Place, at: tuple[float, float], language: Language) -> Label:
    said = place.name.within(language)
    return Label(
        key=place.name.en,
        kind=place.kind,  # type: ignore[arg-type]
        x=at[0],
        y=at[1],
        strong="",
        plain=said.upper() if place.kind == "country" else said.replace(" (", "\n("),
        size=NAME_SIZE,
        radius=CITY_DOT if place.kind == "city" else 0,
        quiet=True,
    )


def _inset_labels(
    view: View,
    inset: Inset,
    inner: Sequence[tuple[Spot, Mark]],
    edges: Sequence[Outline],
    language: Language,
) -> list[Placed]:
    box, edge = inset.box, view.km(EDGE)
    title = Box(box.left, box.top - view.km(25), box.left + view.km(150), box.top)
    scale = Box(box.left, box.bottom, box.left + view.km(60) + edge, box.bottom + view.km(44))
    taken = [title, scale, *(_ground_of(mark, view) for _, mark in inner)]
    if view.sheet.narrow:
        left = box.right - view.km(text_width(CREDIT, NAME_SIZE)) - 2 * edge
        taken.append(Box(left, box.bottom, box.right, box.bottom + 2 * edge))
    towns = [
        _name(place, inset.place(place.x, place.y), language)
        for place in places()
        if place.kind == "city" and inset.shows(place.x, place.y)
    ]
    suits = _suiting([mark for _, mark in inner])
    crosses = _crossing(shapely.MultiLineString(list(edges)))
    sheet = Sheet(box.grown(-view.km(AIR)), view.px_per_km, tuple(taken), suits, crosses)
    return _placed([_camp_label(*item, language) for item in inner], towns, sheet)


def _taken(view: View, marks: Sequence[Mark]) -> list[Box]:
    """Return the ground on which no word may stand."""
    boxes = [_ground_of(mark, view) for mark in marks]
    if not view.sheet.narrow:
        boxes.append(view.key_box.grown(view.km(6)))
    x, y = scale_start(view)
    credit = view.km(text_width(CREDIT, NAME_SIZE))
    long = SCALE_KM if view.sheet.narrow else max(credit, SCALE_KM)
    boxes.append(Box(x - view.km(4), view.frame.bottom, x + long, y + view.km(24)))
    if view.sheet.narrow and not view.inset:
        right, up = view.frame.right, view.km(EDGE + 12)
        left = right - credit - view.km(EDGE)
        boxes.append(Box(left, view.frame.bottom, right, view.frame.bottom + up))
    if view.inset:
        boxes += [view.inset.box.grown(view.km(4)), view.inset.outline]
    return boxes


def _ground_of(mark: Mark, view: View) -> Box:
    by = view.km(reach(mark.symbol) + (5 if mark.focus else 0))
    return Box(mark.x, mark.y, mark.x, mark.y).grown(by)


def _leader(placed: Placed) -> Outline:
    box, label = placed.box, placed.label
    x = min(max(label.x, box.left), box.right)
    y = min(max(label.y, box.bottom), box.top)
    return [(label.x, label.y), (x, y)]
