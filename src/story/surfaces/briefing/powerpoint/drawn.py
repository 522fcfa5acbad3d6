"""A sketch as native shapes, in one group: lines and areas can be picked up and recoloured.

The shapes are written as DrawingML here: python-pptx measures a group again at every shape and
an outline again at every corner, which takes seconds for a map.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml

from story.figures.scene import Run
from story.render.sketch import LINE_HEIGHT, Disc, Lettering, Outline, Sketch
from story.surfaces.briefing.powerpoint.theme import DRAWING, colour, solid
from story.surfaces.briefing.powerpoint.words import DECORATIVE, PRESENTATION, TAGS, printable
from story.text import Language

INCH = 914_400  # English Metric Units
NAMESPACES = f'xmlns:p="{PRESENTATION}" xmlns:a="{DRAWING}"'
BASE = 0.98  # from the upper edge of a line of words to its foot, in type sizes
ALIGN = {"left": "l", "center": "ctr", "right": "r"}
# What a screen reader passes over: the group that holds the shapes is described.
DECORATION = (
    f'<a:extLst xmlns:a="{DRAWING}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    f'<adec:decorative xmlns:adec="{DECORATIVE}" val="1"/></a:ext></a:extLst>'
)
Box = tuple[int, int, int, int]


def draw(
    shapes: Any, drawn: Sketch, left: float, top: float, width: float, language: Language
) -> Any:
    """Draw a sketch `width` inches wide and return the group that holds its shapes."""
    group = shapes.add_group_shape()
    scale = width * INCH / drawn.width
    pen = _Pen(round(left * INCH), round(top * INCH), scale, language)
    first = 1 + max(int(item) for item in shapes._spTree.xpath("//@id") if item.isdecimal())
    written = (pen.stroke(stroke, first + at) for at, stroke in enumerate(drawn.strokes))
    holder = parse_xml(f"<p:grpSp {NAMESPACES}>{''.join(written)}</p:grpSp>")
    for made in list(holder):
        group._element.append(made)
    group._element.recalculate_extents()
    return group


class _Pen:
    def __init__(self, left: int, top: int, scale: float, language: Language) -> None:
        self.left, self.top, self.scale = left, top, scale
        self.language = language
        self.named: Counter[str] = Counter()

    def name(self, row: str, kind: str) -> str:
        """Return a shape's name: PowerPoint's morph knows one again by two exclamation marks."""
        self.named[row] += 1
        again = f" {self.named[row]}" if self.named[row] > 1 else ""
        return f"!!{row}{again}" if row else kind

    def stroke(self, stroke: Outline | Disc | Lettering, number: int) -> str:
        match stroke:
            case Outline():
                return self.outline(stroke, number)
            case Disc():
                return self.disc(stroke, number) if stroke.seen else ""
        return self.lettering(stroke, number)

    def outline(self, stroke: Outline, number: int) -> str:
        """Write a line or an area; one without any extent is left out."""
        points = [self.place(x, y) for x, y in stroke.points]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        if box[2] == box[3] == 0:
            return ""
        steps = [f'<a:pt x="{x - box[0]}" y="{y - box[1]}"/>' for x, y in points]
        path = f"<a:moveTo>{steps[0]}</a:moveTo>"
        if stroke.curved:
            threes = ("".join(steps[at : at + 3]) for at in range(1, len(steps), 3))
            path += "".join(f"<a:cubicBezTo>{three}</a:cubicBezTo>" for three in threes)
        else:
            path += "".join(f"<a:lnTo>{step}</a:lnTo>" for step in steps[1:])
        path += "<a:close/>" if stroke.closed else ""
        geometry = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="l" t="t" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{box[2]}" h="{box[3]}">{path}</a:path></a:pathLst></a:custGeom>'
        )
        name = self.name(stroke.id, "Area" if stroke.fill else "Line")
        return _shape(number, name, box, geometry + self.paint(stroke))

    def disc(self, stroke: Disc, number: int) -> str:
        """Write a circle."""
        x, y = self.place(stroke.x - stroke.radius, stroke.y - stroke.radius)
        side = round(2 * stroke.radius * self.scale)
        geometry = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
        name = self.name(stroke.id, "Mark")
        return _shape(number, name, (x, y, side, side), geometry + self.paint(stroke))

    def lettering(self, stroke: Lettering, number: int) -> str:
        """Write lines of words, one paragraph a line."""
        wide, high = stroke.width, stroke.height
        x = stroke.x - {"left": 0, "center": wide / 2, "right": wide}[stroke.across]
        up = {"top": 0, "middle": high / 2, "bottom": high, "base": stroke.size * BASE}
        y = stroke.y - up[stroke.down]
        box = (*self.place(x, y), round(wide * self.scale), round(high * self.scale))
        size = round(stroke.size * self.scale / INCH * 72 * 2) * 50
        lines = "".join(self.line(line, size, ALIGN[stroke.across]) for line in stroke.lines)
        ground = solid(stroke.ground) if stroke.ground else "<a:noFill/>"
        look = f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ground}'
        body = '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr>'
        text = f"<p:txBody>{body}<a:lstStyle/>{lines}</p:txBody>"
        return _shape(number, "Words", box, look, text)

    def line(self, runs: Sequence[Run], size: int, align: str) -> str:
        said = "".join(self.run(run, size) for run in runs)
        spacing = f'<a:lnSpc><a:spcPts val="{round(size * LINE_HEIGHT * 0.95)}"/></a:lnSpc>'
        return f'<a:p><a:pPr algn="{align}">{spacing}</a:pPr>{said}</a:p>'

    def run(self, run: Run, size: int) -> str:
        look = f'sz="{size}" b="{int(run.bold)}" i="{int(run.italic)}"'
        return (
            f'<a:r><a:rPr lang="{TAGS[self.language]}" {look}>{solid(run.token)}</a:rPr>'
            f"<a:t>{escape(printable(run.text))}</a:t></a:r>"
        )

    def paint(self, stroke: Outline | Disc) -> str:
        fill = solid(stroke.fill) if stroke.fill else "<a:noFill/>"
        if isinstance(stroke, Outline) and stroke.hatch:
            fill = (
                f'<a:pattFill prst="ltUpDiag"><a:fgClr>{colour(stroke.fill)}</a:fgClr>'
                f"<a:bgClr>{colour('paper')}</a:bgClr></a:pattFill>"
            )
        elif isinstance(stroke, Outline) and stroke.fade:
            fill = _fading(stroke)
        if not stroke.line:
            return f"{fill}<a:ln><a:noFill/></a:ln>"
        dashed = isinstance(stroke, Outline) and stroke.dash
        dash = '<a:prstDash val="sysDash"/>' if dashed else ""
        width = round(stroke.width * self.scale)
        return f'{fill}<a:ln w="{width}">{solid(stroke.line)}{dash}</a:ln>'

    def place(self, x: float, y: float) -> tuple[int, int]:
        return self.left + round(x * self.scale), self.top + round(y * self.scale)


def _shape(number: int, name: str, box: Box, look: str, text: str = "") -> str:
    x, y, width, height = box
    kind = ' txBox="1"' if text else ""
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id={quoteattr(str(number))} name={quoteattr(name)}>{DECORATION}"
        f"</p:cNvPr><p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{look}</p:spPr>'
        f"{text}</p:sp>"
    )


def _fading(stroke: Outline) -> str:
    """Return the fill of an open end, from what it is on into colour."""
    ends = [stroke.on, stroke.fill]
    first, last = map(colour, ends if stroke.fade == "left" else ends[::-1])
    return (
        f'<a:gradFill><a:gsLst><a:gs pos="0">{first}</a:gs><a:gs pos="100000">{last}</a:gs>'
        '</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'
    )
