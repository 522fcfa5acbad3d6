"""An empty presentation in our dress: 16:9, theme fonts with Hangul, three layouts, no more."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from story.figures.style import LIGHT
from story.surfaces.briefing.powerpoint.words import DRAWING, TAGS, colour
from story.text import Language

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, 12.733
KICKER, TITLE, BODY, FOOT = 0.34, 0.6, 1.72, 6.74  # the tops of the parts of a slide
KEPT = {"Title Slide": "title", "Title and Content": "finding", "Title Only": "table"}
# Fonts every Office has: a serif for findings, a sans for the rest, and Hangul for both. Korean
# text has its numerals and Latin letters from the font of its Hangul, as it is set in Korea.
HANGUL = "Malgun Gothic"
FONTS = {
    Language.EN: {"major": "Georgia", "minor": "Calibri"},
    Language.KO: {"major": HANGUL, "minor": HANGUL},
}
PLACES = {
    "title": {0: (LEFT, 2.0, 12.1, 1.1), 1: (LEFT, 3.2, 9.6, 1.3)},
    "finding": {0: (LEFT, TITLE, 12.1, 0.95), 1: (LEFT, BODY, 4.0, 4.6)},
    "table": {0: (LEFT, TITLE, 12.1, 0.95)},
}


def blank(language: Language, title: str, edition: str) -> Any:
    """Return an empty presentation; its layouts are named `title`, `finding` and `table`."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(made.slide_layouts):
        if layout.name in KEPT:
            layout.name = KEPT[layout.name]
            _placed(layout, PLACES[layout.name])
        else:
            made.slide_layouts.remove(layout)
    master = made.slide_master
    _placed(master, {0: (LEFT, TITLE, 12.1, 0.95), 1: (LEFT, BODY, 12.1, 4.6)})
    background = master.background.fill
    background.solid()
    background.fore_color.rgb = colour("paper")
    _dress(master)
    _theme(master, language)
    about = made.core_properties
    about.title, about.language, about.author = title, TAGS[language], title
    about.keywords = about.version = edition
    about.created = about.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    about.last_modified_by, about.comments = "", ""
    return made


def layout(presentation: Any, name: str) -> Any:
    """Return a layout by name."""
    return next(item for item in presentation.slide_layouts if item.name == name)


def _placed(holder: Any, places: Mapping[int, tuple[float, ...]]) -> None:
    """Set the placeholders where they belong and take those away that we do not use."""
    for placeholder in list(holder.placeholders):
        place = places.get(placeholder.placeholder_format.idx)
        if place is None:
            placeholder._element.getparent().remove(placeholder._element)
            continue
        placeholder.left, placeholder.top, placeholder.width, placeholder.height = (
            Inches(part) for part in place
        )
        _bare(placeholder)
        frame = placeholder.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = True


def _bare(holder: Any) -> None:
    """Take away a layout's own type, so that the master's holds."""
    for style in holder._element.txBody.findall(f"{{{DRAWING}}}lstStyle"):
        for level in list(style):
            style.remove(level)


def _dress(master: Any) -> None:
    """Set the master's type: findings in bold serif from the top left, text without bullets."""
    styles = master._element.find(f".//{{{_presentation()}}}txStyles")
    for name, size, bold in (("titleStyle", 28, "1"), ("bodyStyle", 18, "0")):
        style = styles.find(f"{{{_presentation()}}}{name}")
        for level in style:
            level.set("algn", "l")
            level.set("marL", "0")
            level.set("indent", "0")
            # Hangul breaks between words, as newspapers set it, not between syllables.
            level.set("eaLnBrk", "0")
            level.set("latinLnBrk", "0")
            for bullet in level.findall(f"{{{DRAWING}}}buChar") + level.findall(
                f"{{{DRAWING}}}buFont"
            ):
                level.remove(bullet)
            font = level.find(f"{{{DRAWING}}}defRPr")
            if not level.findall(f"{{{DRAWING}}}buNone"):
                font.addprevious(etree.Element(f"{{{DRAWING}}}buNone"))
            font.set("sz", str(size * 100))
            font.set("b", bold)
    for placeholder in master.placeholders:
        body = placeholder._element.txBody.find(f"{{{DRAWING}}}bodyPr")
        body.set("anchor", "t")
        for child in list(body):
            body.remove(child)
        etree.SubElement(body, f"{{{DRAWING}}}normAutofit")


def _presentation() -> str:
    return "http://schemas.openxmlformats.org/presentationml/2006/main"


def _theme(master: Any, language: Language) -> None:
    """Write our fonts and colours into the theme, so that a user's new slides have them too."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    theme.set("name", "Story")
    for kind, latin in FONTS[language].items():
        fonts = theme.find(f".//{{{DRAWING}}}{kind}Font")
        fonts.find(f"{{{DRAWING}}}latin").set("typeface", latin)
        fonts.find(f"{{{DRAWING}}}ea").set("typeface", HANGUL)
        for script in fonts.findall(f"{{{DRAWING}}}font"):
            if script.get("script") == "Hang":
                script.set("typeface", HANGUL)
    scheme = theme.find(f".//{{{DRAWING}}}clrScheme")
    scheme.set("name", "Story")
    accents = [LIGHT.accent, *(LIGHT.origins[name] for name in ACCENTS)]
    ours = {
        "dk1": LIGHT.ink, "lt1": LIGHT.paper, "dk2": LIGHT.accent, "lt2": LIGHT.land,
        **{f"accent{n}": accent for n, accent in enumerate(accents, start=1)},
        "hlink": LIGHT.accent, "folHlink": LIGHT.quiet,
    }  # fmt: skip
    for name, value in ours.items():
        slot = scheme.find(f"{{{DRAWING}}}{name}")
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{{{DRAWING}}}srgbClr").set("val", value.removeprefix("#"))
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


ACCENTS = ("kinu-2013", "seoul-intelligence", "testimony", "nis-2014", "daily-nk")
