"""Words on a slide: runs with their language, links, descriptions, and sizes that fit."""

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from story.surfaces.briefing.powerpoint.theme import DRAWING, solid
from story.text import Language

TAGS = {Language.EN: "en-GB", Language.KO: "ko-KR"}
LEAST = 12  # points: no word of a presentation is smaller
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"


def fill(tone: str) -> Any:
    """Return a fill of one of the theme's colours as an element."""
    return parse_xml(solid(tone).replace(">", f' xmlns:a="{DRAWING}">', 1))


def text_box(shapes: Any, box: Sequence[float], name: str, *, anchor: str = "top") -> Any:
    """Add a text box without insets; `box` is left, top, width and height in inches."""
    made = shapes.add_textbox(*(Inches(item) for item in box))
    made.name = name
    ready(made.text_frame, anchor=anchor)
    return made


def ready(frame: Any, *, anchor: str = "top", wrap: bool = True) -> None:
    """Take a frame's insets away and keep its words from moving its edges."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.word_wrap = wrap
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE,
                             "bottom": MSO_ANCHOR.BOTTOM}[anchor]  # fmt: skip


def run(
    paragraph: Any,
    said: str,
    language: Language,
    *,
    size: float = 0,
    tone: str = "",
    bold: bool | None = None,
    italic: bool | None = None,
    link: str = "",
    raised: bool = False,
) -> Any:
    """Add words in a language; `size` in points, 0 for that of the place they stand in."""
    made = paragraph.add_run()
    made.text = printable(said)
    font = made.font
    font.size = Pt(size) if size else None
    font.bold, font.italic = bold, italic
    if link:
        made.hyperlink.address = link
    elif tone:
        made._r.get_or_add_rPr().insert(0, fill(tone))
    properties = made._r.get_or_add_rPr()
    properties.set("lang", TAGS[language])
    properties.set("altLang", TAGS[Language.EN if language is Language.KO else Language.KO])
    if raised:
        properties.set("baseline", "30000")
    return made


def paragraphs(frame: Any) -> Iterator[Any]:
    """Yield the frame's first paragraph, then new ones."""
    yield frame.paragraphs[0]
    while True:
        yield frame.add_paragraph()


def describe(shape: Any, said: str) -> None:
    """Give a shape its alternative text."""
    shape._element._nvXxPr.cNvPr.set("descr", printable(said))


def decorate(shape: Any) -> None:
    """Mark a shape as one that a screen reader passes over: what holds it is described."""
    element = shape._element._nvXxPr.cNvPr
    listed = etree.SubElement(element, f"{{{DRAWING}}}extLst")
    item = etree.SubElement(listed, f"{{{DRAWING}}}ext")
    item.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(item, f"{{{DECORATIVE}}}decorative", nsmap={"adec": DECORATIVE}).set(
        "val", "1"
    )


def printable(said: str) -> str:
    """Return words without what XML 1.0 does not hold, and without PowerPoint's own codes."""
    return "".join(item if item.isprintable() else " " for item in said)
