"""Make the letters that pictures are drawn in: one family, with every Hangul syllable.

From Noto Sans CJK KR (Debian's fonts-noto-cjk) and, for slanted Latin, Streamlit's Source Sans.
Both are under the SIL Open Font License, which asks that changed fonts carry another name.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import streamlit
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib.instancer import instantiateVariableFont

NOTO = Path("/usr/share/fonts/opentype/noto")
SOURCE = Path(streamlit.__file__).parent / "static/static/media"
OUT = Path(__file__).parents[1] / "src/story/render/fonts"
FAMILY = "Story Sans"
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
LATIN = (
    *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x2DE), *range(0x300, 0x330),
    *range(0x2010, 0x2070), *range(0x20A0, 0x20C1), *range(0x2100, 0x2150), *range(0x2190, 0x2300),
    0xFFFD,
)  # fmt: skip
KOREAN = (
    *range(0x2460, 0x2500), *range(0x25A0, 0x2640), *range(0x3000, 0x3040), *range(0x3040, 0x3100),
    *range(0x3130, 0x3190), *range(0x3200, 0x3400), *range(0xAC00, 0xD7A4), *range(0xFF00, 0xFFE7),
)  # fmt: skip


def main() -> None:
    """Write a file for each cut."""
    OUT.mkdir(parents=True, exist_ok=True)
    for cut, letters in (("Regular", (*LATIN, *KOREAN, *hanja())), ("Bold", (*LATIN, *KOREAN))):
        fonts = TTCollection(NOTO / f"NotoSansCJK-{cut}.ttc").fonts
        font = next(one for one in fonts if one["name"].getDebugName(1).endswith("CJK KR"))
        write(font, letters, cut, ".otf")
    font = TTFont(next(SOURCE.glob("SourceSansVF-Italic*.woff2")), lazy=False)
    instantiateVariableFont(font, {"wght": 400}, inplace=True)
    write(font, LATIN, "Italic", ".ttf")


def hanja() -> Iterator[int]:
    """Yield the Chinese characters of KS X 1001, all that a Korean newsroom writes."""
    for code in range(0x4E00, 0xA000):
        try:
            chr(code).encode("euc_kr")
        except UnicodeEncodeError:
            continue
        yield code


def write(font: Any, letters: tuple[int, ...], cut: str, ending: str) -> None:  # noqa: ANN401
    """Write the letters of a font as a cut of our family."""
    font.flavor = None
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    names = {1: FAMILY, 2: cut, 3: f"{FAMILY} {cut}", 4: f"{FAMILY} {cut}",
             6: f"StorySans-{cut}"}  # fmt: skip
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
        elif record.nameID in names:
            font["name"].setName(
                names[record.nameID], record.nameID, record.platformID, record.platEncID,
                record.langID,
            )  # fmt: skip
    if "CFF " in font:
        held = font["CFF "].cff
        held.fontNames = [names[6]]
        held[0].FamilyName, held[0].FullName = FAMILY, names[4]
    font.save(OUT / f"{cut.lower()}{ending}")


if __name__ == "__main__":
    main()
