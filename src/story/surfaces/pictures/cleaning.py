"""Plotly's SVG made fit to stand in a page: small, without scripts, ids or styles of its own.

What Plotly writes is one element a mark in a dozen nested groups, with every default spelt out.
Here the groups are folded into the marks, colours become the page's own, bars that together
are a fade become one gradient, and what is not seen is left out. The drawing stays the same.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from story.figures.style import SANS
from story.surfaces.pictures import paths
from story.surfaces.pictures.colours import css_colour, is_mixed, mixed_with_paper
from story.surfaces.pictures.nodes import Box, Node, around, written
from story.surfaces.pictures.reading import (
    REFERENCE,
    clips_of,
    kinds_of,
    move_of,
    number_of,
    patterns_of,
    records_of,
    style_of,
    tag_of,
)

TYPE_SIZE = "12"  # of the root; only other sizes are written
SEVERAL = 10  # bars of a fade; a range has one


def cleaned(raw: str, plot: Any) -> str:  # noqa: ANN401 - Plotly has no types
    """Return Plotly's SVG of `plot` as an element for a page that names our colours.

    Raises ValueError for anything in it that is not known here, rather than lose it.
    """
    root = fromstring(raw)
    records = records_of(root, plot)
    cleaner = _Cleaner(clips_of(root), patterns_of(root), plot.layout.annotations, records)
    found = [node for child in root for node in cleaner.nodes(child, _Place())]
    width, height = root.get("width"), root.get("height")
    attributes = {
        "class": "picture", "role": "img", "viewBox": f"0 0 {width} {height}",
        "width": str(width), "height": str(height), "font-family": SANS, "font-size": TYPE_SIZE,
    }  # fmt: skip
    defs = [Node("defs", {}, list(cleaner.defs.values()))] if cleaner.defs else []
    return written(Node("svg", attributes, [*defs, *_merged(found)]))


@dataclass(frozen=True)
class _Place:
    """How far an element is moved, and how the annotation it belongs to is anchored."""

    dx: float = 0
    dy: float = 0
    anchor: str = ""
    pad: float = 0


@dataclass
class _Cleaner:
    """Cleans one picture; `defs` gathers what its marks refer to."""

    clips: Mapping[str, Box]
    patterns: Mapping[str, Element]
    annotations: Sequence[Any]
    records: Mapping[Element, str]
    defs: dict[str, Node] = field(default_factory=dict)

    def nodes(self, element: Element, place: _Place) -> list[Node]:
        tag = tag_of(element)
        if tag == "defs":
            return []
        make = {"g": self.group, "path": self.path, "rect": self.rect, "text": self.text}.get(tag)
        if not make:
            raise ValueError(f"Plotly has drawn a <{tag}>, which is not known here")
        move, turned = move_of(element)
        if not turned:
            moved = replace(place, dx=place.dx + move[0], dy=place.dy + move[1])
            return self.identified(element, make(element, moved))
        inside = make(element, replace(place, dx=0, dy=0))
        lead = f"translate({paths.short(place.dx)} {paths.short(place.dy)})"
        whole = f"{lead} {element.get('transform')}"
        return [Node("g", {"transform": whole}, list(inside))] if inside else []

    def identified(self, element: Element, found: list[Node]) -> list[Node]:
        """Give a mark the id of its record."""
        record = self.records.get(element)
        if record and found:
            found[0].attributes["data-id"] = record
        return found

    def group(self, element: Element, place: _Place) -> list[Node]:
        kinds = kinds_of(element)
        if "annotation" in kinds:
            given = self.annotations[int(element.get("data-index") or 0)]
            pad = 1 if given.borderpad is None else given.borderpad
            place = replace(place, anchor=given.xanchor or "", pad=pad + 1)
        if "bars" in kinds and (fade := self.fade(element, place)):
            return [fade]
        found = [node for child in element for node in self.nodes(child, place)]
        return self.clipped(element, place, found)

    def clipped(self, element: Element, place: _Place, found: list[Node]) -> list[Node]:
        """Keep an element's clipping only where something would reach beyond it."""
        named = REFERENCE.fullmatch(element.get("clip-path") or "")
        if not named or not found:
            return found
        box = self.clips[named[1]].moved(place.dx, place.dy)
        if all(_lies_in(node, box) for node in found):
            return found
        rect = Node("rect", _sizes(box))
        return [Node("g", {"clip-path": self.kept(Node("clipPath", {}, [rect]))}, list(found))]

    def path(self, element: Element, place: _Place) -> list[Node]:
        attributes = self.paint(element)
        if not attributes and element in self.records:
            attributes = {"fill": "none"}  # drawn as a shape, and unseen here only to be found
        if not attributes or not element.get("d"):
            return []
        steps = paths.moved(paths.parsed(element.get("d") or ""), place.dx, place.dy)
        rule = element.get("fill-rule")
        if rule and attributes["fill"] != "none" and sum(one == "M" for one, _ in steps) > 1:
            attributes["fill-rule"] = rule
        return self.clipped(element, place, [Node("path", attributes, steps=steps)])

    def rect(self, element: Element, place: _Place) -> list[Node]:
        left, top = number_of(element, "x"), number_of(element, "y")
        right, bottom = left + number_of(element, "width"), top + number_of(element, "height")
        attributes = self.paint(element) if right > left and bottom > top else {}
        sizes = _sizes(Box(left, top, right, bottom).moved(place.dx, place.dy))
        return [Node("rect", sizes | attributes)] if attributes else []

    def text(self, element: Element, place: _Place) -> list[Node]:
        if not "".join(element.itertext()).strip():
            return []
        attributes = self.type(element)
        shift, anchor = _anchored(element, place)
        if anchor != "start":
            attributes["text-anchor"] = anchor
        place = replace(place, dx=place.dx + shift)
        lines = [one for one in element if "line" in kinds_of(one)]
        if not lines:
            return [Node("text", _spot(element, place) | attributes, list(self.inline(element)))]
        return [Node("text", attributes, list(self.lines(lines, place)))]

    def lines(self, lines: Sequence[Element], place: _Place) -> Iterator[Node | str]:
        for number, one in enumerate(lines):
            if number:
                yield " "  # lines are heard and copied as words, not run together
            down = {"dy": one.get("dy") or ""} if number else {}
            yield Node("tspan", _spot(one, place) | down | self.type(one), list(self.inline(one)))

    def inline(self, element: Element) -> Iterator[Node | str]:
        if element.text:
            yield _spaced(element.text)
        for child in element:
            inside = list(self.inline(child))
            attributes = self.type(child)
            yield from [Node("tspan", attributes, inside)] if attributes else inside
            if child.tail:
                yield _spaced(child.tail)

    def type(self, element: Element) -> dict[str, str]:
        """Return how an element's letters look, where that is not the root's way."""
        style = style_of(element)
        size = style.get("font-size", TYPE_SIZE).removesuffix("px")
        found = {"font-size": size} if size != TYPE_SIZE else {}
        for name in ("font-weight", "font-style"):
            if style.get(name, "normal") != "normal":
                found[name] = style[name]
        return found | ({"fill": css_colour(style["fill"])} if "fill" in style else {})

    def paint(self, element: Element) -> dict[str, str]:
        """Return fill and stroke as attributes; none where nothing would be seen."""
        style = style_of(element)
        fill, stroke = _seen(style, "fill"), _seen(style, "stroke")
        width = style.get("stroke-width", "1").removesuffix("px")
        if float(width) == 0:
            stroke = "none"
        if fill == stroke == "none":
            return {}
        found = {"fill": self.colour(fill)}
        if stroke != "none":
            found["stroke"] = self.colour(stroke)
            found |= {"stroke-width": f"{float(width):.3g}"} if float(width) != 1 else {}
            dash = style.get("stroke-dasharray", "").replace("px", "").replace(",", "")
            found |= {"stroke-dasharray": dash} if dash else {}
        for name in ("fill-opacity", "stroke-opacity", "opacity"):
            if style.get(name, "1") not in ("1", "0"):
                found[name] = style[name]
        return found

    def colour(self, given: str) -> str:
        if named := REFERENCE.fullmatch(given):
            return self.pattern(self.patterns[named[1]])
        return given if given == "none" else css_colour(given)

    def fade(self, element: Element, place: _Place) -> Node | None:
        """Return the bars of a fade as one, filled with a gradient from paper to colour."""
        bars = [one for one in element.iter() if tag_of(one) == "path"]
        fills = [style_of(one)["fill"] for one in bars]
        if len(bars) < SEVERAL or not all(map(is_mixed, fills[:-1])):
            return None
        boxes = [around(list(paths.points(paths.parsed(one.get("d") or "")))) for one in bars]
        first, last = boxes[0], boxes[-1]
        name = mixed_with_paper(fills[len(fills) // 2])
        full = "1" if last.right == first.right else "0"
        stops = {str(1 - int(full)): "paper", full: name}
        gradient = Node("linearGradient", {}, [
            Node("stop", {"offset": at, "stop-color": f"var(--{colour})"})
            for at, colour in sorted(stops.items())
        ])  # fmt: skip
        sizes = _sizes(first.moved(place.dx, place.dy))
        record = next((self.records[one] for one in element.iter() if one in self.records), "")
        named = {"data-id": record} if record else {}
        return Node("rect", sizes | {"fill": self.kept(gradient)} | named)

    def pattern(self, source: Element) -> str:
        inside = [node for child in source for node in self.nodes(child, _Place())]
        sizes = {key: f"{number_of(source, key):.4g}" for key in ("width", "height")}
        kept = ("patternUnits", "patternTransform")
        given = {key: value for key, value in source.attrib.items() if key in kept and value}
        return self.kept(Node("pattern", sizes | given, list(inside)))

    def kept(self, node: Node) -> str:
        """Keep a definition under a name made from what it is; return the reference to it."""
        name = "p" + hashlib.sha256(written(node).encode()).hexdigest()[:8]
        self.defs.setdefault(name, replace(node, attributes={"id": name, **node.attributes}))
        return f"url(#{name})"


def _spaced(text: str) -> str:
    """Hold spaces that Plotly keeps as they are and that a page would fold into one."""
    return text.replace("  ", "\u00a0 ")


def _seen(style: Mapping[str, str], what: str) -> str:
    """Return the colour of `fill` or `stroke`, `none` where it is not seen."""
    return "none" if style.get(f"{what}-opacity") == "0" else style.get(what, "none")


def _sizes(box: Box) -> dict[str, str]:
    values = {"x": box.left, "y": box.top, "width": box.right - box.left,
              "height": box.bottom - box.top}  # fmt: skip
    return {name: paths.short(value) for name, value in values.items()}


def _spot(element: Element, place: _Place) -> dict[str, str]:
    x, y = number_of(element, "x") + place.dx, number_of(element, "y") + place.dy
    return {"x": paths.short(x), "y": paths.short(y)}


def _anchored(element: Element, place: _Place) -> tuple[float, str]:
    """Return by how much a text moves, and its anchor.

    Plotly centres an annotation in the box it measured. Anchored at the side that it belongs to,
    it stays in line also where the reader's letters are wider.
    """
    anchor = element.get("text-anchor") or "start"
    if anchor != "middle" or place.anchor not in ("left", "right"):
        return 0, anchor
    half = number_of(element, "x") - place.pad
    return (-half, "start") if place.anchor == "left" else (half, "end")


def _lies_in(node: Node | str, box: Box) -> bool:
    if isinstance(node, str) or node.tag in ("text", "tspan"):
        return True
    if node.steps:
        return box.holds(around(list(paths.points(node.steps))))
    if node.tag == "rect":
        x, y, width, height = (float(node.attributes[one]) for one in ("x", "y", "width", "height"))
        return box.holds(Box(x, y, x + width, y + height))
    return all(_lies_in(one, box) for one in node.children)


def _merged(found: Sequence[Node]) -> list[Node | str]:
    """Join strokes alike that follow one another into one path."""
    merged: list[Node | str] = []
    for node in found:
        last = merged[-1] if merged else None
        if (
            isinstance(last, Node)
            and node.steps
            and last.steps
            and node.attributes == last.attributes
            and node.attributes["fill"] == "none"
        ):
            merged[-1] = replace(last, steps=[*last.steps, *node.steps])
        else:
            merged.append(node)
    return merged
