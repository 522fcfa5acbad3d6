"""A sketch as native shapes, in one group: lines and areas can be picked up and recoloured."""

from typing import Any

from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from story.surfaces.briefing.powerpoint.words import colour, decorate, ready, run
from story.surfaces.briefing.sketch import Disc, Lettering, Outline, Sketch
from story.text import Language

INCH = 914_400  # English Metric Units
ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


def draw(
    shapes: Any, drawn: Sketch, left: float, top: float, width: float, language: Language  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Draw a sketch `width` inches wide and return the group that holds its shapes."""
    group = shapes.add_group_shape()
    pen = _Pen(group.shapes, Inches(left), Inches(top), width * INCH / drawn.width, language)
    for stroke in drawn.strokes:
        match stroke:
            case Outline():
                pen.outline(stroke)
            case Disc():
                pen.disc(stroke)
            case Lettering():
                pen.lettering(stroke)
    return group


class _Pen:
    def __init__(
        self, shapes: Any, left: int, top: int, scale: float, language: Language  # noqa: ANN401
    ) -> None:
        self.shapes = shapes
        self.left, self.top, self.scale = left, top, scale
        self.language = language

    def outline(self, stroke: Outline) -> None:
        """Draw a line or an area; one too small to have an extent is left out."""
        points = [self._place(x, y) for x, y in stroke.points]
        if len(set(points)) < 2:
            return
        builder = self.shapes.build_freeform(*points[0])
        builder.add_line_segments(points[1:], close=stroke.closed)
        made = builder.convert_to_shape()
        made.name = "Area" if stroke.fill else "Line"
        self._dress(made, stroke.fill, stroke.line, stroke.width, dashed=stroke.dashed)
        if stroke.hatched:
            made.fill.patterned()
            made.fill.pattern = MSO_PATTERN_TYPE.LIGHT_UPWARD_DIAGONAL
            made.fill.fore_color.rgb = colour(stroke.fill)
            made.fill.back_color.rgb = colour("paper")

    def disc(self, stroke: Disc) -> None:
        """Draw a circle."""
        x, y = self._place(stroke.x - stroke.radius, stroke.y - stroke.radius)
        side = Emu(round(2 * stroke.radius * self.scale))
        made = self.shapes.add_shape(MSO_SHAPE.OVAL, x, y, side, side)
        made.name = "Mark"
        self._dress(made, stroke.fill, stroke.line, stroke.width)

    def lettering(self, stroke: Lettering) -> None:
        """Write lines of words, one paragraph a line."""
        wide, high = stroke.width, stroke.height
        x = stroke.x - {"left": 0, "center": wide / 2, "right": wide}[stroke.across]
        y = stroke.y - {"top": 0, "middle": high / 2, "bottom": high}[stroke.down]
        made = self.shapes.add_textbox(
            *self._place(x, y), Emu(round(wide * self.scale)), Emu(round(high * self.scale))
        )
        made.name = "Words"
        decorate(made)
        ready(made.text_frame, wrap=False)
        if stroke.ground:
            made.fill.solid()
            made.fill.fore_color.rgb = colour(stroke.ground)
        size = round(stroke.size * self.scale / INCH * 72 * 2) / 2
        for number, line in enumerate(stroke.lines):
            frame = made.text_frame
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            paragraph.alignment = ALIGN[stroke.across]
            paragraph.line_spacing = Pt(size * 1.24)
            for one in line:
                run(paragraph, one.text, self.language, size=size, tone=one.colour,
                    bold=one.bold, italic=one.italic)  # fmt: skip

    def _place(self, x: float, y: float) -> tuple[int, int]:
        return (
            Emu(self.left + round(x * self.scale)),
            Emu(self.top + round(y * self.scale)),
        )

    def _dress(
        self, made: Any, fill: str, line: str, width: float, *, dashed: bool = False  # noqa: ANN401
    ) -> None:
        decorate(made)
        _plain(made)
        if fill:
            made.fill.solid()
            made.fill.fore_color.rgb = colour(fill)
        else:
            made.fill.background()
        if line:
            made.line.color.rgb = colour(line)
            made.line.width = Emu(round(width * self.scale))
            if dashed:
                made.line.dash_style = MSO_LINE_DASH_STYLE.SQUARE_DOT
        else:
            made.line.fill.background()


def _plain(made: Any) -> None:  # noqa: ANN401
    """Take away the theme's shape style, whose shadow and blue are not ours."""
    style = made._element.find(
        "{http://schemas.openxmlformats.org/presentationml/2006/main}style"
    )
    if style is not None:
        made._element.remove(style)


