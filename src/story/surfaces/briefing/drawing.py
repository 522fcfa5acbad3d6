"""A sketch as SVG, for a page that shows a figure as a picture and has no browser to draw it."""

import base64
from collections.abc import Iterator
from html import escape

from story.figures.style import SANS
from story.surfaces.briefing.sketch import (
    LINE_HEIGHT,
    Disc,
    Lettering,
    Outline,
    Run,
    Sketch,
)

ANCHOR = {"left": "start", "center": "middle", "right": "end"}
ASCENT = 0.8  # of the type size, from the top of a line to its foot
HATCH = 6  # pixels from one stroke to the next


def image(drawn: Sketch, alt: str) -> str:
    """Return a sketch as an <img> that holds all of it; `alt` describes it.

    Streamlit takes SVG elements out of HTML that it is given, but not pictures.
    """
    coded = base64.b64encode(svg(drawn).encode()).decode()
    return f'<img class="sketch" src="data:image/svg+xml;base64,{coded}" alt="{escape(alt)}">'


def svg(drawn: Sketch) -> str:
    """Return a sketch as an SVG document."""
    strokes = "".join(one for stroke in drawn.strokes for one in _written(stroke))
    size = f'width="{drawn.width:.0f}" height="{drawn.height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {drawn.width:.0f} {drawn.height:.0f}" font-family="{escape(SANS)}">'
        f"{strokes}</svg>"
    )


def _written(stroke: Outline | Disc | Lettering) -> Iterator[str]:
    match stroke:
        case Outline():
            yield from _outline(stroke)
        case Disc():
            place = f'cx="{stroke.x:.1f}" cy="{stroke.y:.1f}" r="{stroke.radius:.1f}"'
            yield f"<circle {place}{_paint(stroke.fill, stroke.line, stroke.width)}/>"
        case Lettering():
            yield from _lettering(stroke)


def _outline(stroke: Outline) -> Iterator[str]:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in stroke.points)
    path += "Z" if stroke.closed else ""
    dash = ' stroke-dasharray="3 3"' if stroke.dashed else ""
    if stroke.hatched:
        yield _hatch(stroke)
    fill = "" if stroke.hatched else stroke.fill
    yield f'<path d="{path}"{_paint(fill, stroke.line, stroke.width)}{dash}/>'


def _hatch(stroke: Outline) -> str:
    """Return strokes from below left to above right within an upright box."""
    xs, ys = [x for x, _ in stroke.points], [y for _, y in stroke.points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    parts = []
    start = left - (bottom - top)
    while start < right:
        # On this stroke x - start equals bottom - y.
        first, last = max(start, left), min(start + bottom - top, right)
        parts.append(
            f"M{first:.1f} {bottom - first + start:.1f}L{last:.1f} {bottom - last + start:.1f}"
        )
        start += HATCH
    return f'<path d="{"".join(parts)}" fill="none" stroke="#{stroke.fill}"/>'


def _paint(fill: str, line: str, width: float) -> str:
    painted = f' fill="#{fill}"' if fill else ' fill="none"'
    return painted + (f' stroke="#{line}" stroke-width="{width:.3g}"' if line else "")


def _lettering(stroke: Lettering) -> Iterator[str]:
    high = stroke.height
    top = stroke.y - {"top": 0, "middle": high / 2, "bottom": high}[stroke.down]
    if stroke.ground:
        wide = stroke.width
        left = stroke.x - {"left": 0, "center": wide / 2, "right": wide}[stroke.across]
        yield (
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" '
            f'fill="#{stroke.ground}"/>'
        )
    for number, line in enumerate(stroke.lines):
        foot = top + stroke.size * (number * LINE_HEIGHT + ASCENT + (LINE_HEIGHT - 1) / 2)
        runs = "".join(map(_run, line))
        yield (
            f'<text x="{stroke.x:.1f}" y="{foot:.1f}" font-size="{stroke.size:.3g}" '
            f'text-anchor="{ANCHOR[stroke.across]}">{runs}</text>'
        )


def _run(one: Run) -> str:
    style = (' font-weight="700"' if one.bold else "") + (
        ' font-style="italic"' if one.italic else ""
    )
    return f'<tspan fill="#{one.colour}"{style}>{escape(one.text)}</tspan>'
