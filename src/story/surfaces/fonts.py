"""Streamlit's own fonts with the letters this site can use: a fifth of their bytes.

The text of the site is English and Korean, and these fonts hold no Hangul; Cyrillic, Greek and
Vietnamese make up most of them. The icons are those that Streamlit itself or our pages name.
"""

import hashlib
import io
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

# Basic Latin to Latin Extended-A, with what romanised Korean needs, marks, signs and arrows.
LETTERS = (
    *range(0x20, 0x180), *range(0x1A0, 0x1B1), *range(0x2B0, 0x2DE), *range(0x300, 0x330),
    *range(0x2000, 0x2070), *range(0x20A0, 0x20C1), 0x2116, 0x2122, *range(0x2190, 0x2200),
    0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0xFFFD,
)  # fmt: skip
TEXT = re.compile(r"Source(Sans|Serif|Code)\w*-(Upright|Italic|Roman)")
# Small capitals, swashes and the like are set nowhere here, and double the letters.
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "lnum", "tnum", "pnum", "sups"]
OPTICAL = "opsz"  # the axis of sizes
ICONS = "MaterialSymbols"
NAMED = re.compile(rb"material/([a-z_0-9]+)")
OURS = Path(__file__).parent


def reducible(file: Path) -> bool:
    """Whether a file is a font that this module makes smaller."""
    return file.suffix == ".woff2" and bool(TEXT.match(file.name) or file.name.startswith(ICONS))


@cache
def recipe() -> str:
    """Return a name for what `reduced` does: fonts made another way are not the same."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]


def reduced(file: Path) -> bytes:
    """Return a font as WOFF2 with the letters, or the icons, that can be met."""
    # Once for each release of Streamlit, not at every start.
    from fontTools import subset
    from fontTools.varLib.instancer import instantiateVariableFont

    features = FEATURES if TEXT.match(file.name) else ["*"]
    options = subset.Options(flavor="woff2", layout_features=features, notdef_outline=True)
    font = subset.load_font(str(file), options)
    subsetter = subset.Subsetter(options)
    if file.name.startswith(ICONS):
        # An icon is the ligature of its name's letters: the name keeps the icon.
        names = sorted(_icons(file.parents[1] / "js"))
        known = set(font.getGlyphOrder())
        subsetter.options.glyph_names = False
        letters = {ord(item) for name in names for item in name}
        subsetter.populate(glyphs=[entry for entry in names if entry in known], unicodes=letters)
        options.layout_closure = False
    else:
        subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    if "fvar" in font and OPTICAL in {axis.axisTag for axis in font["fvar"].axes}:
        # A cut for every size doubles the letters; the one for reading serves headings as well.
        instantiateVariableFont(font, {OPTICAL: None}, inplace=True)
    made = io.BytesIO()
    subset.save_font(font, made, options)
    return made.getvalue()


@cache
def _icons(scripts: Path) -> frozenset[str]:
    """Return the names of the icons that Streamlit's scripts and our own pages name."""
    files: Iterable[Path] = (*scripts.glob("*.js"), *OURS.rglob("*.py"), *OURS.rglob("*.html"))
    return frozenset(name.decode() for file in files for name in NAMED.findall(file.read_bytes()))
