"""Where the parts of a slide stand: by the names of our layouts, or in whatever a template has."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.util import Emu

from story.surfaces.briefing.powerpoint.template import INCH, LAYOUTS, PARTS, Box
from story.surfaces.briefing.powerpoint.theme import DRAWING
from story.surfaces.briefing.powerpoint.words import PRESENTATION, text_box
from story.text import Language, Phrases

SAY = Phrases("briefing")
ASIDE = ("dt", "ftr", "sldNum")  # what stands around the content
TITLES = ("title", "ctrTitle")
SHARE, GAP = 0.32, 0.03  # of a content's width: the text beside a figure, and what parts the two
STRIP, READING = 0.45, 0.45  # inches kept for the sources, and for how to read a figure


@dataclass(frozen=True)
class Place:
    """A place of a layout: its box in inches, and the number of its placeholder, if it is one."""

    box: Box
    idx: int | None = None


@dataclass(frozen=True)
class Frame:
    """A layout with the places of its parts, named as in PARTS; a template may lack some.

    `own` says that it is one of our layouts.
    """

    layout: Any
    places: Mapping[str, Place]
    own: bool = False


class Frames:
    """The frames of a presentation, one a kind of slide in LAYOUTS."""

    def __init__(self, made: Any) -> None:
        self.made = made
        self.found: dict[str, Frame] = {}

    def of(self, kind: str) -> Frame:
        """Return the frame for a kind of slide."""
        if kind not in self.found:
            self.found[kind] = self._named(kind) or self._fitting(kind)
        return self.found[kind]

    def _named(self, kind: str) -> Frame | None:
        """Return a layout of our own, which an office may have dressed anew."""
        called = SAY.both(LAYOUTS[kind][0])
        parts = {part.idx: name for name, part in PARTS.items()}
        for layout in self.made.slide_layouts:
            places = {
                "title" if _kind(shape) in TITLES else parts.get(_idx(shape), ""): Place(
                    _box(shape), _idx(shape)
                )
                for shape in layout.placeholders
            }
            asked = set(LAYOUTS[kind][1]) - {"logo", "date", "number", "kicker"}
            if layout.name in (called.en, called.ko) and asked <= set(places):
                return Frame(layout, places, own=True)
        return None

    def _fitting(self, kind: str) -> Frame:
        """Return the layout of a template that serves a kind of slide best."""
        wanted = {"title": 1, "beside": 2, "sources": 2}.get(kind, 1)

        def fit(layout: Any) -> tuple[bool, bool, bool, float]:
            contents = _contents(layout)
            opening = any(_kind(shape) == "ctrTitle" for shape in layout.placeholders)
            titled = any(_kind(shape) in TITLES for shape in layout.placeholders)
            level = len(contents) < 2 or abs(contents[0].top - contents[1].top) < INCH / 4
            area = max((shape.width * shape.height for shape in contents), default=0)
            return titled, opening is (kind == "title"), len(contents) == wanted and level, area

        layout = max(self.made.slide_layouts, key=fit)
        return Frame(layout, self._places(layout, kind))

    def _places(self, layout: Any, kind: str) -> dict[str, Place]:
        """Return the parts of a foreign layout, placed within what it keeps for content."""
        wide, high = self.made.slide_width / INCH, self.made.slide_height / INCH
        held = {_kind(shape): Place(_box(shape), _idx(shape)) for shape in layout.placeholders}
        margin = Place((0.06 * wide, 0.06 * high, 0.88 * wide, 0.12 * high))
        title = held.get("ctrTitle") or held.get("title") or margin
        around = (("date", "dt"), ("kicker", "ftr"), ("number", "sldNum"))
        places = {name: held[other] for name, other in around if other in held}
        contents = [Place(_box(shape), _idx(shape)) for shape in _contents(layout)]
        left, below, across, deep = title.box
        area = (left, below + deep + 0.1, across, 0.9 * high - below - deep - 0.1)
        if contents:
            left = min(place.box[0] for place in contents)
            top = min(place.box[1] for place in contents)
            right = max(place.box[0] + place.box[2] for place in contents)
            bottom = max(place.box[1] + place.box[3] for place in contents)
            area = (left, top, right - left, bottom - top)
        numbers = [*(place.idx for place in contents), None, None]
        return {"title": title, **places, **_within(area, kind, numbers, high)}


def _within(area: Box, kind: str, numbers: list[int | None], high: float) -> dict[str, Place]:
    """Return the parts of a kind of slide within the room that a layout keeps for content.

    `numbers` are those of its placeholders from the left; `high` is the height of the slide.
    """
    left, top, across, deep = area
    low = deep - STRIP - 0.08
    source = Place((left, top + deep - STRIP, across, STRIP))
    half = (across - 0.4) / 2
    text, under = across * SHARE, low * 0.26
    aside = (left + text + across * GAP, top, across * (1 - SHARE - GAP), low)
    match kind:
        case "title":
            spare = (left, top + deep + 0.1, across, max(0.4, 0.93 * high - top - deep - 0.1))
            return {"body": Place(area, numbers[0]), "caption": Place(spare)}
        case "sources":
            return {
                "body": Place((left, top, half, deep), numbers[0]),
                "column": Place((left + half + 0.4, top, half, deep), numbers[1]),
            }
        case "table":
            return {"table": Place((left, top, across, low)), "source": source}
        case "beside":
            body = Place((left, top, text, low), numbers[0])
            return {"body": body, "source": source, **_figure(aside, 0.5, numbers[1])}
        case "below":
            body = Place((left, top, across, under), numbers[0])
            room = (left, top + under + 0.05, across, low - under - 0.05)
            return {"body": body, "source": source, **_figure(room, 0.28, None)}
    return {"body": Place((left, top, across, low), numbers[0]), "source": source}


def _figure(box: Box, heading: float, idx: int | None) -> dict[str, Place]:
    left, top, width, height = box
    return {
        "heading": Place((left, top, width, heading)),
        "chart": Place((left, top + heading + 0.08, width, height - heading - READING - 0.14), idx),
        "caption": Place((left, top + height - READING, width, READING)),
    }


def _kind(shape: Any) -> str:
    return str(shape._element.ph.get("type", "obj"))


def _idx(shape: Any) -> int:
    return int(shape.placeholder_format.idx)


def _contents(layout: Any) -> list[Any]:
    """Return the placeholders for content, from the left."""
    found = [item for item in layout.placeholders if _kind(item) not in (*ASIDE, *TITLES, "pic")]
    return sorted(found, key=lambda shape: (shape.left, shape.top))


def _box(shape: Any) -> Box:
    left, top, width, height = (
        side / INCH for side in (shape.left, shape.top, shape.width, shape.height)
    )
    return left, top, width, height


class Page:
    """A slide with its parts by name; `lift` are the inches by which its content stands higher."""

    def __init__(self, made: Any, frame: Frame) -> None:
        self.frame, self.own = frame, frame.own
        self.slide = made.slides.add_slide(frame.layout)
        self.shapes = self.slide.shapes
        self.written: set[int] = set()
        self.lift = 0.0

    def box(self, part: str) -> Box:
        """Return the place of a part, in inches."""
        return self.frame.places[part].box

    def has(self, part: str) -> bool:
        """Whether there is a place for a part."""
        return part in self.frame.places

    def words(self, part: str, language: Language, box: Box | None = None) -> Any:
        """Return the part's text, ready to be written; `box` where it stands elsewhere."""
        place = self.frame.places[part]
        name = SAY.gettext(PARTS[part].label, language)
        holder = self._holder(place) or self._copied(place)
        if holder is None:
            return text_box(self.shapes, box or place.box, name).text_frame
        self.written.add(holder.shape_id)
        holder.name = name
        if box or place.box != _box(holder):
            holder.left, holder.top, holder.width, holder.height = (
                Emu(round(side * INCH)) for side in box or place.box
            )
        return holder.text_frame

    def number(self) -> None:
        """Let the slide say its number, which PowerPoint keeps right when slides move."""
        place = self.frame.places.get("number")
        if place is not None:
            self._copied(place, bare=False)

    def stand_in(self, part: str, made: Any) -> None:
        """Let a chart or a table stand in the placeholder of its part."""
        holder = self._holder(self.frame.places[part])
        if holder is not None:
            properties = made._element.find(f".//{{{PRESENTATION}}}nvPr")
            properties.insert(0, deepcopy(holder._element.ph))
            holder._element.getparent().remove(holder._element)

    def close(self) -> None:
        """Take away the placeholders that nothing was put into."""
        for holder in list(self.slide.placeholders):
            empty = holder.has_text_frame and not holder.text_frame.text.strip()
            if empty and holder.shape_id not in self.written:
                holder._element.getparent().remove(holder._element)

    def _holder(self, place: Place) -> Any | None:
        held = (item for item in self.slide.placeholders if _idx(item) == place.idx)
        return next(held, None)

    def _copied(self, place: Place, *, bare: bool = True) -> Any | None:
        """Take a date, footer or number over from the layout: PowerPoint adds them when asked."""
        held = (item for item in self.frame.layout.placeholders if _idx(item) == place.idx)
        element = next((deepcopy(item._element) for item in held), None)
        if element is None:
            return None
        for child in list(element.find(f"{{{PRESENTATION}}}spPr")):
            child.getparent().remove(child)
        for child in list(element.txBody.find(f"{{{DRAWING}}}lstStyle")):
            child.getparent().remove(child)
        if bare:
            for child in element.txBody.xpath("a:p[position() > 1] | a:p[1]/*"):
                child.getparent().remove(child)
        number = 1 + max(int(item) for item in self.shapes._spTree.xpath(".//p:cNvPr/@id"))
        element.nvSpPr.cNvPr.set("id", str(number))
        self.shapes._spTree.append(element)
        return next(item for item in self.slide.placeholders if item.shape_id == number)
