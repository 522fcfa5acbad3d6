"""The presentation before its slides: our own master and layouts, or a template of the office's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import BadZipFile, ZipFile

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu

from story.publishing.os_errors import reason
from story.surfaces.briefing.choice import Misfit
from story.surfaces.briefing.powerpoint.theme import DRAWING, dress, solid
from story.surfaces.briefing.powerpoint.words import LEAST, PRESENTATION, TAGS
from story.text import Language, Phrases, Text

SAY = Phrases("briefing")
INCH = 914_400  # English Metric Units
WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)  # 16:9 as PowerPoint and Keynote name it
TEMPLATES = (".potx", ".pptx")
AS_TEMPLATE = b"presentationml.template.main"
AS_PRESENTATION = b"presentationml.presentation.main"
LARGEST = 50_000_000  # bytes of a template
Box = tuple[float, float, float, float]
LEFT, WIDE = 0.6, 12.13  # inches
BESIDE, RIGHT = 4.75, 7.98  # where a figure beside a text begins, and its width


@dataclass(frozen=True)
class Part:
    """What a place of a layout is for: PowerPoint's type and number, and how its words look."""

    label: str
    kind: str
    idx: int | None
    size: float = LEAST
    tone: str = "quiet"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"


PARTS = {
    "title": Part("Title", "title", None, 28, "ink", bold=True),
    "kicker": Part("Chapter", "body", 13, tone="accent", bold=True),
    "body": Part("Text", "body", 1, 18, "ink"),
    "heading": Part("What the figure shows", "body", 14, 14, "ink", anchor="b"),
    "chart": Part("Figure", "chart", 15),
    "caption": Part("How to read it", "body", 16),
    "source": Part("Sources", "body", 17, anchor="b"),
    "table": Part("Table", "tbl", 18),
    "column": Part("Second column", "body", 19),
    "logo": Part("Logo", "pic", 20),
    "date": Part("Date", "dt", 10),
    "number": Part("Number", "sldNum", 12, align="r"),
}
FOOT: dict[str, Box] = {
    "source": (LEFT, 6.56, 10.2, 0.42),
    "logo": (11.13, 6.4, 1.6, 0.5),
    "date": (LEFT, 7.06, 5.0, 0.22),
    "number": (11.73, 7.06, 1.0, 0.22),
}
HEAD: dict[str, Box] = {"title": (LEFT, 0.6, WIDE, 0.95), "kicker": (LEFT, 0.32, WIDE, 0.24)}
LOW = 6.06  # inches: where a figure ends and its caption begins
LAYOUTS: dict[str, tuple[str, dict[str, Box]]] = {
    "title": ("Title slide", {
        "title": (LEFT, 1.5, WIDE, 1.6), "body": (LEFT, 3.25, 10.4, 1.5),
        "caption": (LEFT, 4.9, 10.4, 1.5), **FOOT,
    }),
    "beside": ("Finding, figure beside the text", {
        **HEAD, "body": (LEFT, 1.72, 3.8, 4.7), "heading": (BESIDE, 1.66, RIGHT, 0.5),
        "chart": (BESIDE, 2.24, RIGHT, LOW - 2.24), "caption": (BESIDE, 6.1, RIGHT, 0.42), **FOOT,
    }),
    "below": ("Finding, figure below the text", {
        **HEAD, "body": (LEFT, 1.66, WIDE, 1.2), "heading": (LEFT, 2.92, WIDE, 0.28),
        "chart": (LEFT, 3.28, WIDE, LOW - 3.28), "caption": (LEFT, 6.1, WIDE, 0.42), **FOOT,
    }),
    "statement": ("What it comes to", {
        "title": (LEFT, 1.0, WIDE, 2.3), "kicker": HEAD["kicker"], "body": (LEFT, 3.6, 11.0, 2.8),
        **FOOT,
    }),
    "table": ("Table", {**HEAD, "table": (LEFT, 1.7, WIDE, 4.7), **FOOT}),
    "sources": ("Sources", {
        **HEAD, "body": (LEFT, 1.7, 5.84, 5.2), "column": (6.89, 1.7, 5.84, 5.2),
        "number": FOOT["number"],
    }),
}  # fmt: skip
# Where a layout says more than the master: the title of a statement stands above its middle.
LARGER = {"title": 44, "statement": 36}
NAMESPACES = (
    f'xmlns:a="{DRAWING}" xmlns:p="{PRESENTATION}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def opened(template: Path | None, language: Language, title: str, edition: str) -> Any:
    """Return a presentation without slides: a template's, or our own.

    Raises Misfit for what is no template.
    """
    made = _own(language) if template is None else _theirs(template)
    about = made.core_properties
    about.title, about.language, about.author = title, TAGS[language], title
    about.keywords = about.version = edition
    about.created = about.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    about.last_modified_by, about.comments = "", ""
    return made


def finished(made: Any) -> bytes:
    """Return the file, its master of notes listed where there is one: Keynote asks for that."""
    root, part = made.part._element, made.part
    if root.find(f"{{{PRESENTATION}}}notesMasterIdLst") is None and len(made.slides):
        link = part.relate_to(part.notes_master_part, RELATIONSHIP_TYPE.NOTES_MASTER)
        listed = f'<p:notesMasterIdLst {NAMESPACES}><p:notesMasterId r:id="{link}"/>'
        listed += "</p:notesMasterIdLst>"
        root.find(f"{{{PRESENTATION}}}sldMasterIdLst").addnext(parse_xml(listed))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _own(language: Language) -> Any:
    """Return our own: 16:9, theme fonts with Hangul, the layouts of LAYOUTS and no more."""
    made = Presentation()
    size = made.part._element.find(f"{{{PRESENTATION}}}sldSz")
    size.attrib.pop("type", None)
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    master = made.slide_master
    for layout in list(made.slide_layouts)[len(LAYOUTS) :]:
        made.slide_layouts.remove(layout)
    _filled(master, {**HEAD, "body": (LEFT, 1.72, WIDE, 4.7), **FOOT}, language, master=True)
    for layout, (kind, (name, places)) in zip(made.slide_layouts, LAYOUTS.items(), strict=True):
        layout._element.set("type", {"title": "title", "table": "tbl"}.get(kind, "cust"))
        layout._element.set("userDrawn", "1")
        layout.name = SAY.gettext(name, language)
        _filled(layout, places, language, size=LARGER.get(kind, 0))
    _dress(master)
    dress(master.part.part_related_by(RELATIONSHIP_TYPE.THEME), language)
    return made


def _filled(
    holder: Any, places: Mapping[str, Box], language: Language, *, size: float = 0,
    master: bool = False,
) -> None:  # fmt: skip
    """Give a master or a layout its places, each with what it is for written in it."""
    tree = holder.shapes._spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for name, box in places.items():
        part = PARTS[name]
        if master and part.idx is not None and name not in ("body", "date", "number"):
            continue
        larger = size if name == "title" else 0
        tree.append(_place(len(tree), part, box, language, larger, master=master))


def _place(
    number: int, part: Part, box: Box, language: Language, size: float, *, master: bool
) -> Any:
    kind = "ctrTitle" if size == LARGER["title"] else part.kind
    idx = "" if part.idx is None else f' idx="{part.idx}"'
    prompt = (
        ' hasCustomPrompt="1"'
        if part.kind in ("body", "chart", "tbl", "pic") and not master
        else ""
    )
    x, y, width, height = (round(side * INCH) for side in box)
    anchor = "b" if size else part.anchor
    said = escape(SAY.gettext(part.label, language))
    words = f'<a:r><a:rPr lang="{TAGS[language]}"/><a:t>{said}</a:t></a:r>'
    if part.kind == "sldNum":
        words = (
            f'<a:fld id="{NUMBER}" type="slidenum"><a:rPr lang="{TAGS[language]}"/>'
            "<a:t>‹#›</a:t></a:fld>"
        )
    style = ""
    if part.kind != "title" or size:
        look = f'sz="{round((size or part.size) * 100)}" b="{int(part.bold)}"'
        style = (
            f'<a:lvl1pPr marL="0" indent="0" algn="{part.align}"><a:buNone/>'
            f"<a:defRPr {look}>{solid(part.tone)}</a:defRPr></a:lvl1pPr>"
        )
    return parse_xml(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number + 1}" name="{said}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{idx}{prompt}/></p:nvPr>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/>'
        f"</a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p>{words}</a:p></p:txBody></p:sp>"
    )


NUMBER = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def _dress(master: Any) -> None:
    """Set the master's type: findings in bold serif from the top left, text without bullets."""
    background = master._element.find(f".//{{{PRESENTATION}}}bg")
    background.getparent().replace(
        background,
        parse_xml(f"<p:bg {NAMESPACES}><p:bgPr>{solid('paper')}<a:effectLst/></p:bgPr></p:bg>"),
    )
    styles = master._element.find(f".//{{{PRESENTATION}}}txStyles")
    for name, part in (("titleStyle", PARTS["title"]), ("bodyStyle", PARTS["body"])):
        for level in styles.find(f"{{{PRESENTATION}}}{name}"):
            for attribute, value in (("algn", "l"), ("marL", "0"), ("indent", "0"),
                                     # Hangul breaks between words, as newspapers set it.
                                     ("eaLnBrk", "0"), ("latinLnBrk", "0")):  # fmt: skip
                level.set(attribute, value)
            for bullet in [item for item in level if etree.QName(item).localname[:2] == "bu"]:
                level.remove(bullet)
            font = level.find(f"{{{DRAWING}}}defRPr")
            font.addprevious(etree.Element(f"{{{DRAWING}}}buNone"))
            font.set("sz", str(round(part.size * 100)))
            font.set("b", str(int(part.bold)))


def _theirs(template: Path) -> Any:
    """Return an office's template without the slides it may hold."""
    if template.suffix.lower() not in TEMPLATES:
        raise _no_template(template, SAY.both("its name ends in none of .potx and .pptx"))
    try:
        if template.stat().st_size > LARGEST:
            raise _no_template(template, SAY.both("it is larger than 50 MB"))
        packed = template.read_bytes()
    except OSError as refused:
        raise _no_template(template, reason(refused)) from refused
    try:
        made = Presentation(BytesIO(_as_presentation(packed)))
        _emptied(made)
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, PythonPptxError) as broken:
        raise _no_template(template, SAY.both("PowerPoint cannot have written it")) from broken
    if not any(layout.placeholders for layout in made.slide_layouts):
        raise _no_template(template, SAY.both("it has no layout with places to fill"))
    return made


def _emptied(made: Any) -> None:
    """Take the slides away, and what names them: sections and shows of some of them."""
    root = made.part._element
    for listed in list(root.sldIdLst if root.sldIdLst is not None else ()):
        made.part.drop_rel(listed.rId)
        listed.getparent().remove(listed)
    sections = ".//*[local-name()='ext'][*[local-name()='sectionLst']]"
    for naming in root.xpath(f"{sections} | p:custShowLst"):
        naming.getparent().remove(naming)


def _as_presentation(template: bytes) -> bytes:
    """Return a template as a presentation: the two differ in what one part is said to be."""
    with ZipFile(BytesIO(template)) as packed:
        kinds = packed.read("[Content_Types].xml")
        if AS_TEMPLATE not in kinds:
            return template
        written = BytesIO()
        with ZipFile(written, "w") as repacked:
            for item in packed.infolist():
                content = packed.read(item)
                if item.filename == "[Content_Types].xml":
                    content = content.replace(AS_TEMPLATE, AS_PRESENTATION)
                repacked.writestr(item, content)
    return written.getvalue()


def _no_template(template: Path, why: Text | str) -> Misfit:
    return Misfit(
        SAY.both(
            "{path} cannot be used as a template: {reason}. Name a .potx or .pptx file that "
            "PowerPoint saved, or leave --template out.",
            path=str(template), reason=why,
        )
    )  # fmt: skip
