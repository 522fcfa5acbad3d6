"""A sketch as SVG: real text, small, and coloured by name, so that one picture serves both themes.

An element for a page takes its colours from the page (`palette_css`); a document is a file
of its own, in one theme.
"""

import base64
import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import pairwise

from story.figures.scene import Run
from story.figures.style import DARK, LIGHT, SANS, TOKENS, Palette, colour_of
from story.render.sketch import (
    LINE_HEIGHT,
    Disc,
    Lettering,
    Outline,
    Point,
    Sketch,
    Stroke,
)

TYPE_SIZE = 12  # of the root; only other sizes are written
ANCHOR = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
# In type sizes: from the upper edge of letters to the foot they stand on, and to their lower edge.
ASCENT, DEPTH = 1.08, 1.42
RIM = 'stroke-width="3" stroke-linejoin="round" paint-order="stroke"'  # around letters
TENTHS = 10
HATCH = 8 * math.sqrt(2)  # pixels after which hatching repeats
Colour = Callable[[str], str]


def element(drawn: Sketch, label: str, *, kind: str = "", marks: bool = True) -> str:
    """Return a sketch as an <svg> for a page that has `palette_css()`.

    `label` describes it and `kind` is added to its class. With `marks`, each mark carries its
    row's id.
    """
    classes = f"picture {kind}".strip()
    lead = f'<svg aria-label="{escape(label)}" class="{classes}" role="img"'
    return _written(drawn, lead, "", _property, marks=marks)


def document(drawn: Sketch, title: str, summary: str, palette: Palette) -> str:
    """Return a sketch as a file in the colours of `palette`.

    `title` and `summary` are what it says to those who do not see it.
    """
    lead = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title" '
        'aria-describedby="summary"'
    )
    about = f'<title id="title">{escape(title)}</title><desc id="summary">{escape(summary)}</desc>'
    return _written(drawn, lead, about, lambda token: colour_of(token, palette), marks=False)


def image(document: str, alt: str) -> str:
    """Return an SVG document as an <img> that holds all of it; `alt` describes it.

    Streamlit takes SVG elements out of HTML that it is given, but not pictures.
    """
    coded = base64.b64encode(document.encode()).decode()
    return f'<img class="sketch" src="data:image/svg+xml;base64,{coded}" alt="{escape(alt)}">'


def _property(token: str) -> str:
    """Return a token as the page's custom property; raises KeyError for a name that is none."""
    colour_of(token, LIGHT)
    return f"var(--{token})"


def palette_css() -> str:
    """Return the custom properties that pictures take their colours from, light and dark.

    The reader's own choice stands in `data-theme` of the root; without one, the system decides.
    """
    light, dark = _declared(LIGHT), _declared(DARK)
    return (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        ":root[data-theme=light]{color-scheme:light}"
    )


def _declared(palette: Palette) -> str:
    return "".join(f"--{token}:{colour_of(token, palette).lower()};" for token in TOKENS)


def _written(drawn: Sketch, lead: str, about: str, colour: Colour, *, marks: bool) -> str:
    writer = _Writer(colour, marks)
    strokes = "".join(map(writer.stroke, _joined(drawn.strokes, marks=marks)))
    width, height = f"{drawn.width:g}", f"{drawn.height:g}"
    paper = f'<path fill="{colour("paper")}" d="M0 0h{width}v{height}h-{width}z"/>'
    defs = f"<defs>{''.join(writer.defs.values())}</defs>" if writer.defs else ""
    return (
        f'{lead} viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{escape(SANS)}" font-size="{TYPE_SIZE}">{about}{defs}'
        f"{paper}{strokes}</svg>"
    )


@dataclass(frozen=True)
class _Path:
    """Outlines that are painted alike, together."""

    first: Outline
    rest: tuple[tuple[Point, ...], ...] = ()


def _joined(strokes: Sequence[Stroke], *, marks: bool) -> Iterator[_Path | Disc | Lettering]:
    """Join outlines alike that follow one another, and leave out what nobody needs."""
    waiting: _Path | None = None
    for stroke in strokes:
        if isinstance(stroke, Outline):
            outline = stroke if marks else replace(stroke, id="")
            if waiting and not outline.id and _paint_of(outline) == _paint_of(waiting.first):
                waiting = replace(waiting, rest=(*waiting.rest, outline.points))
                continue
        if waiting:
            yield waiting
            waiting = None
        if isinstance(stroke, Outline):
            waiting = _Path(outline)
        elif not isinstance(stroke, Disc) or stroke.seen or (marks and stroke.id):
            yield stroke
    if waiting:
        yield waiting


def _paint_of(outline: Outline) -> Outline:
    return replace(outline, points=())


@dataclass
class _Writer:
    """Writes strokes; `defs` gathers what they refer to, by name."""

    colour: Colour
    marks: bool
    defs: dict[str, str] = field(default_factory=dict)

    def stroke(self, stroke: _Path | Disc | Lettering) -> str:
        match stroke:
            case _Path():
                return self.path(stroke)
            case Disc():
                return self.disc(stroke)
        return self.lettering(stroke)

    def path(self, path: _Path) -> str:
        outline = path.first
        paint = self.paint(self.fill(outline), outline.line, outline.width)
        dash = f' stroke-dasharray="{outline.dash}"' if outline.dash and outline.line else ""
        rings = [outline.points, *path.rest]
        if outline.closed and path.rest:
            # All one way round, so that where two overlap neither cuts a hole into the other.
            rings = [ring if _clockwise(ring) else ring[::-1] for ring in rings]
        steps = _steps(rings, closed=outline.closed, curved=outline.curved)
        return f'<path{paint}{dash}{self.named(outline.id)} d="{steps}"/>'

    def disc(self, disc: Disc) -> str:
        paint = self.paint(self.plain(disc.fill), disc.line, disc.width)
        place = f'cx="{_short(disc.x)}" cy="{_short(disc.y)}" r="{disc.radius:.3g}"'
        return f"<circle{paint}{self.named(disc.id)} {place}/>"

    def lettering(self, words: Lettering) -> str:
        if not words.text.strip():
            return ""
        high = words.size * (DEPTH + (len(words.lines) - 1) * LINE_HEIGHT)
        up = {"top": 0, "middle": high / 2, "bottom": high, "base": words.size * ASCENT}
        top = words.y - up[words.down]
        ground = self.ground(words, top, high) if words.ground else ""
        common = _commonest(words)
        look = self.type(common, None) + ANCHOR[words.across]
        look += f' font-size="{words.size:.3g}"' if words.size != TYPE_SIZE else ""
        if words.halo:
            look += f' stroke="{self.colour(words.halo)}" {RIM}'
        feet = [
            top + words.size * (ASCENT + number * LINE_HEIGHT) for number in range(len(words.lines))
        ]
        said = ["".join(self.run(run, common) for run in _spaced(line)) for line in words.lines]
        x = f'x="{_short(words.x)}"'
        if len(said) == 1:
            return f'{ground}<text {x} y="{_short(feet[0])}"{look}>{said[0]}</text>'
        # Lines are heard and copied as words, not run together.
        lines = " ".join(
            f'<tspan {x} y="{_short(foot)}">{line}</tspan>'
            for foot, line in zip(feet, said, strict=True)
        )
        return f"{ground}<text{look}>{lines}</text>"

    def ground(self, words: Lettering, top: float, high: float) -> str:
        wide, pad = words.width, words.pad
        left = words.x - {"left": 0, "center": wide / 2, "right": wide}[words.across]
        sizes = (
            f'x="{_short(left - pad)}" y="{_short(top - pad)}" '
            f'width="{_short(wide + 2 * pad)}" height="{_short(high + 2 * pad)}"'
        )
        return f'<rect {sizes} fill="{self.colour(words.ground)}"/>'

    def run(self, run: Run, common: Run) -> str:
        said = escape(run.text, quote=False).replace("  ", "\u00a0 ")
        look = self.type(run, common)
        return f"<tspan{look}>{said}</tspan>" if look else said

    def type(self, run: Run, common: Run | None) -> str:
        """Return how words look, where that differs from what is `common` in their lines."""
        bold, italic = (common.bold, common.italic) if common else (False, False)
        look = (
            f' fill="{self.colour(run.token)}"' if not common or run.token != common.token else ""
        )
        if run.bold != bold:
            look += f' font-weight="{"bold" if run.bold else "normal"}"'
        if run.italic != italic:
            look += f' font-style="{"italic" if run.italic else "normal"}"'
        return look

    def fill(self, outline: Outline) -> str:
        if outline.hatch:
            return self.hatching(outline)
        return self.fading(outline) if outline.fade else self.plain(outline.fill)

    def plain(self, colour: str) -> str:
        return self.colour(colour) if colour else "none"

    def paint(self, fill: str, line: str, width: float) -> str:
        painted = f' fill="{fill}"'
        if not line:
            return painted
        thick = f' stroke-width="{width:.3g}"' if width != 1 else ""
        return f'{painted} stroke="{self.colour(line)}"{thick}'

    def hatching(self, outline: Outline) -> str:
        """Return the paint of strokes from below left to above right."""
        size, half = f"{HATCH:.4g}", HATCH / 4
        strokes = (
            f"M{-half:.3g} {half:.3g}L{half:.3g} {-half:.3g}M0 {size}L{size} 0"
            f"M{3 * half:.3g} {5 * half:.3g}L{5 * half:.3g} {3 * half:.3g}"
        )
        return self.kept(
            "pattern",
            f'width="{size}" height="{size}" patternUnits="userSpaceOnUse"',
            f'<path fill="none" stroke="{self.colour(outline.fill)}" '
            f'stroke-width="{outline.hatch:.3g}" d="{strokes}"/>',
        )

    def fading(self, outline: Outline) -> str:
        """Return the paint of an open end: from the mark's colour into what it is on, or out."""
        ends = [self.colour(outline.on), self.colour(outline.fill)]
        ends = ends if outline.fade == "left" else ends[::-1]
        stops = (f'<stop offset="{at}" stop-color="{end}"/>' for at, end in enumerate(ends))
        return self.kept("linearGradient", "", "".join(stops))

    def kept(self, tag: str, given: str, inside: str) -> str:
        """Keep a definition under a name made from what it is; return the reference to it."""
        said = f"{given}>{inside}</{tag}>"
        name = "p" + hashlib.sha256(f"{tag}{said}".encode()).hexdigest()[:8]
        self.defs[name] = f'<{tag} id="{name}"{" " if given else ""}{said}'
        return f"url(#{name})"

    def named(self, record: str) -> str:
        return f' data-id="{escape(record)}"' if record and self.marks else ""


def _spaced(line: Sequence[Run]) -> Iterator[Run]:
    """Hold the spaces between two looks: not every reader of SVG keeps them."""
    for number, run in enumerate(line):
        text = f"\u00a0{run.text[1:]}" if number and run.text.startswith(" ") else run.text
        last = number == len(line) - 1
        text = f"{text[:-1]}\u00a0" if not last and text.endswith(" ") else text
        yield replace(run, text=text)


def _commonest(words: Lettering) -> Run:
    """Return the look of most of the letters."""
    letters: dict[Run, int] = {}
    for line in words.lines:
        for run in line:
            look = replace(run, text="")
            letters[look] = letters.get(look, 0) + len(run.text)
    return max(letters, key=lambda look: letters[look])


def _clockwise(ring: Sequence[Point]) -> bool:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) >= 0


def _steps(rings: Sequence[Sequence[Point]], *, closed: bool, curved: bool) -> str:
    """Write outlines as path data in steps, all counted from the very first point.

    So equal outlines are written alike wherever they stand, and no rounding adds up.
    """
    x0, y0 = rings[0][0]
    parts = [f"M{_short(x0)} {_short(y0)}"]
    here = start = (0, 0)
    for number, ring in enumerate(rings):
        places = [(round((x - x0) * TENTHS), round((y - y0) * TENTHS)) for x, y in ring]
        if number:
            parts.append("m" + _pair(here, places[0]))
            here = start = places[0]
        if curved:
            parts += _bends(places)
            here = places[-1]
        else:
            for place in places[1:]:
                parts.append(_line(here, place))
                here = place
        if closed:
            parts.append("z")
            here = start
    return _compact(parts)


def _line(here: tuple[int, int], there: tuple[int, int]) -> str:
    if here[1] == there[1]:
        return f"h{_tenths(there[0] - here[0])}" if here != there else ""
    if here[0] == there[0]:
        return f"v{_tenths(there[1] - here[1])}"
    return "l" + _pair(here, there)


def _bends(places: Sequence[tuple[int, int]]) -> Iterator[str]:
    for at in range(1, len(places), 3):
        here, three = places[at - 1], places[at : at + 3]
        yield "c" + " ".join(_pair(here, there) for there in three).replace(" -", "-")


def _pair(here: tuple[int, int], there: tuple[int, int]) -> str:
    x, y = _tenths(there[0] - here[0]), _tenths(there[1] - here[1])
    return x + (y if y.startswith("-") else f" {y}")


def _compact(parts: Sequence[str]) -> str:
    """Leave out a letter that the step before has."""
    said, last = "", ""
    for part in filter(None, parts):
        if part[0] == last and last in "lhv":
            said += part[1:] if part[1] == "-" else f" {part[1:]}"
        else:
            said += part
        last = part[0]
    return said


def _short(value: float) -> str:
    """Write a length to a tenth of a pixel: `12`, `3.5`, `.5`."""
    return _tenths(round(value * TENTHS))


def _tenths(tenths: int) -> str:
    said = f"{tenths / TENTHS:g}"
    return said.replace("0.", ".", 1) if said.startswith(("0.", "-0.")) else said
