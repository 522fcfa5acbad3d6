"""The tokens of our palette, written as colours of the presentation's theme.

Nothing in a presentation names a colour of its own: with another theme, or a template of the
office's, everything follows.
"""

from typing import Any

from lxml import etree

from story.figures.style import LIGHT, colour_of
from story.text import Language

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
# Slots of the theme by token, and what makes one colour of another: a change and its thousandths.
SLOTS: dict[str, tuple[str, dict[str, int]]] = {
    "ink": ("tx1", {}),
    "paper": ("bg1", {}),
    "quiet": ("tx2", {}),
    "accent": ("accent1", {}),
    "origin-kinu-2013": ("accent2", {}),
    "origin-seoul-intelligence": ("accent3", {}),
    "origin-testimony": ("accent4", {}),
    "origin-nis-2014": ("accent5", {}),
    "origin-kinu-2025": ("accent1", {}),
    "origin-daily-nk": ("accent6", {}),
    "origin-other": ("tx2", {"lumMod": 80_000, "lumOff": 18_000}),
    "land": ("bg2", {}),
    "neighbour": ("bg2", {"lumMod": 97_000}),
    "hairline": ("bg2", {"lumMod": 90_000}),
    "sea": ("accent1", {"satMod": 25_000, "lumMod": 12_000, "lumOff": 88_000}),
}
WASHED = {"lumMod": 16_000, "lumOff": 84_000}  # a colour where only its edge tells
# The same colours in the order of the theme's own list.
SCHEME = {
    "dk1": LIGHT.ink, "lt1": LIGHT.paper, "dk2": LIGHT.quiet, "lt2": LIGHT.land,
    "accent1": LIGHT.accent,
    **{slot: colour_of(name, LIGHT) for name, (slot, _) in SLOTS.items()
       if name.startswith("origin-") and slot.startswith("accent")},
    "hlink": LIGHT.accent, "folHlink": LIGHT.quiet,
}  # fmt: skip
# Fonts every Office has: a serif for findings, a sans for the rest, and Hangul for both. Korean
# text has its numerals and Latin letters from the font of its Hangul, as it is set in Korea.
HANGUL = "Malgun Gothic"
FONTS = {
    Language.EN: {"major": "Georgia", "minor": "Calibri"},
    Language.KO: {"major": HANGUL, "minor": HANGUL},
}


def colour(name: str) -> str:
    """Return a colour of SLOTS as DrawingML."""
    washed = name.startswith("wash-")
    plain = name.removeprefix("wash-")
    slot, changes = SLOTS[plain if plain in SLOTS else f"origin-{plain}"]
    changes = WASHED if washed else changes
    made = "".join(f'<a:{change} val="{value}"/>' for change, value in changes.items())
    return f'<a:schemeClr val="{slot}">{made}</a:schemeClr>'


def solid(name: str) -> str:
    """Return a fill of one colour of SLOTS, or no fill for a blank name."""
    return f"<a:solidFill>{colour(name)}</a:solidFill>" if name else "<a:noFill/>"


def line(name: str, width: float, dash: str = "") -> str:
    """Return a line `width` points wide in a colour of SLOTS, or none for a blank name."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(width * 12700)}" cap="flat">{solid(name)}{dashed}</a:ln>'


def dress(part: Any, language: Language) -> None:
    """Write our fonts and colours into a theme, so that a user's new slides have them too."""
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
    for name, value in SCHEME.items():
        slot = scheme.find(f"{{{DRAWING}}}{name}")
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{{{DRAWING}}}srgbClr").set("val", value.removeprefix("#"))
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
