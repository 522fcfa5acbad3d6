"""What a scene holds, for the tests of every figure."""

from typing import Any

import orjson
import plotly.io

from story.figures.lettering import text_width
from story.figures.scene import PAGE, PHONE, At, Bar, Mark, Path, Scene, Symbol, Text
from story.figures.style import LIGHT, Palette
from story.render.plotly import Plot

SHEETS = (PAGE, PHONE)
Box = tuple[float, float, float, float]  # left, top, right and bottom


def texts(scene: Scene, *roles: str) -> list[Text]:
    """Return the words of a scene, those of some roles only where any is named."""
    found = [mark for mark in scene.marks if isinstance(mark, Text)]
    return [text for text in found if not roles or text.role in roles]


def said(scene: Scene) -> str:
    """Return all words of a scene, a line each, with common spaces."""
    return "\n".join(text.text.replace("\u00a0", " ") for text in texts(scene))


def drawn(scene: Scene) -> list[Mark]:
    """Return the marks that stand for a row, without words."""
    return [mark for mark in scene.marks if mark.row and not isinstance(mark, Text)]


def marks_of(scene: Scene, row: str) -> list[Mark]:
    """Return the marks that stand for one row, without words."""
    return [mark for mark in drawn(scene) if mark.row == row]


def places(mark: Mark) -> tuple[At, ...]:
    """Return the corners, ends or middle of a mark that stands on the scales."""
    match mark:
        case Bar():
            return mark.corners
        case Path():
            return mark.points
        case Symbol() | Text():
            return (mark.at,)
    raise ValueError(f"{type(mark).__name__} has too many places")


def box_of(text: Text, scene: Scene, width: float, line: float = 1.25) -> Box:
    """Return what words cover in a picture of this width; `line` is a line's height in sizes."""
    x, y = scene.at(text.at, width)
    wide = max(text_width("".join(run.text for run in part), text.size) for part in text.lines)
    high = len(text.lines) * text.size * line
    x -= {"left": 0, "center": wide / 2, "right": wide}[text.align]
    y -= {"top": 0, "middle": high / 2, "bottom": high}[text.stand]
    return x, y, x + wide, y + high


def meet(box: Box, other: Box) -> bool:
    """Tell whether two boxes share any ground."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def written(scene: Scene, palette: Palette = LIGHT) -> tuple[str, dict[str, Any]]:
    """Return what is sent to Plotly, as it is sent and as what it means."""
    sent = plotly.io.to_json(Plot(scene, palette), validate=False)
    return sent, orjson.loads(sent)
