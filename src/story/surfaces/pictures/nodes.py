"""A small tree of SVG elements, and how it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from story.surfaces.pictures import paths


@dataclass
class Node:
    """One element; a path keeps its `steps` until it is written, so that it can be moved."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)
    steps: Sequence[paths.Step] = ()


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges, in pixels; y counts down."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box", slack: float = 1) -> bool:
        """Whether `other` lies inside, `slack` pixels allowed."""
        return (
            other.left >= self.left - slack
            and other.top >= self.top - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def moved(self, dx: float, dy: float) -> "Box":
        """Return the box moved."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


def around(points: Sequence[tuple[float, float]]) -> Box:
    """Return the box around points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def written(node: "Node | str") -> str:
    """Write an element with what it holds."""
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = dict(node.attributes)
    if node.steps:
        attributes["d"] = paths.written(node.steps)
    said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    inside = "".join(map(written, node.children))
    return f"<{node.tag}{said}>{inside}</{node.tag}>" if inside else f"<{node.tag}{said}/>"
