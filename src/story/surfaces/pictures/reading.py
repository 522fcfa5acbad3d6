"""What Plotly's SVG says of an element: its style, its transform, its clips and patterns."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from story.surfaces.pictures.nodes import Box

REFERENCE = re.compile(r"url\(['\"]?#([^'\")]+)['\"]?\)")
MOVE = re.compile(r"(\w+)\(([^)]*)\)")


def tag_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def kinds_of(element: Element) -> list[str]:
    """Return an element's classes."""
    return (element.get("class") or "").split()


def style_of(element: Element) -> dict[str, str]:
    """Return an element's style, and the attributes that stand for one."""
    found = {key: value for key, value in element.attrib.items() if key in ("stroke", "fill")}
    found |= {
        key: value
        for key, value in element.attrib.items()
        if key in ("stroke-width", "fill-opacity", "opacity")
    }
    for one in (element.get("style") or "").split(";"):
        name, _, value = one.partition(":")
        if value:
            found[name.strip()] = value.strip()
    return found


def number_of(element: Element, name: str) -> float:
    """Return an attribute that is a length in pixels, 0 where it is not there."""
    return float((element.get(name) or "0").removesuffix("px"))


def move_of(element: Element) -> tuple[tuple[float, float], bool]:
    """Return how far an element is moved, and whether its transform does more than move."""
    dx = dy = 0.0
    for name, given in MOVE.findall(element.get("transform") or ""):
        values = [float(one) for one in re.split(r"[ ,]+", given.strip())]
        if name == "translate":
            dx += values[0]
            dy += values[1] if len(values) > 1 else 0
        elif not (name == "rotate" and values[0] == 0) and not (name == "scale" and values == [1]):
            return (0.0, 0.0), True
    return (dx, dy), False


def clips_of(root: Element) -> dict[str, Box]:
    """Return the rectangles that parts of a picture are clipped to, by their ids."""
    found = {}
    for one in root.iter():
        if tag_of(one) == "clipPath":
            (rect,) = one
            left, top = number_of(rect, "x"), number_of(rect, "y")
            right, bottom = left + number_of(rect, "width"), top + number_of(rect, "height")
            found[one.get("id") or ""] = Box(left, top, right, bottom)
    return found


def records_of(root: Element, plot: Any) -> dict[Element, str]:  # noqa: ANN401 - no types
    """Return the record id of each mark, as the plot's traces carry them in `customdata`.

    A scatter's group has the trace's `uid` in its class; bars follow the order of their traces.
    """
    groups = [one for one in root.iter() if "trace" in kinds_of(one)]
    bars = iter([one for one in groups if "bars" in kinds_of(one)])
    by_uid = {kind: one for one in groups for kind in kinds_of(one)}
    found: dict[Element, str] = {}
    for number, trace in enumerate(plot.data):
        group = next(bars, None) if trace.type == "bar" else by_uid.get(f"trace{uid_of(number)}")
        if group is None or trace.customdata is None:
            continue
        marks = [one for one in group.iter() if "point" in kinds_of(one)]
        for mark, given in zip(marks, trace.customdata, strict=False):
            found[mark] = str(given if isinstance(given, str) else given[0])
    return found


def uid_of(number: int) -> str:
    """Return the name under which a trace is drawn, by its number in the plot."""
    return f"t{number:05}"


def patterns_of(root: Element) -> Mapping[str, Element]:
    """Return the hatchings of a picture, by their ids."""
    return {one.get("id") or "": one for one in root.iter() if tag_of(one) == "pattern"}
