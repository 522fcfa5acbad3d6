"""SVG as PNG, in our own letters: no font of the machine is asked, and no browser.

`fonts/` holds one family with every Hangul syllable (made by `scripts/make_fonts.py`).
"""

from functools import cache
from html import escape
from pathlib import Path

from story.figures.style import SANS
from story.text import Text

FONTS = Path(__file__).parent / "fonts"
FILES = ("regular.otf", "bold.otf", "italic.ttf")
FAMILY = "Story Sans"


class MissingFont(Exception):  # noqa: N818 - it says what is missing
    """A file of letters is not there; `said` is the message in both languages."""

    def __init__(self, file: Path) -> None:
        self.said = Text(
            f"Pictures need the letters of {file}, which is missing. Install the project anew; "
            "scripts/make_fonts.py makes the file.",
            f"그림에 쓰는 글꼴 파일 {file}이(가) 없다. 프로젝트를 다시 설치하거나 "
            "scripts/make_fonts.py로 만든다.",
        )
        super().__init__(self.said.en)


@cache
def letters() -> tuple[str, ...]:
    """Return the paths of the fonts; raises MissingFont, at start rather than in a picture."""
    for name in FILES:
        if not (FONTS / name).is_file():
            raise MissingFont(FONTS / name)
    return tuple(str(FONTS / name) for name in FILES)


def png(document: str, *, scale: float = 1) -> bytes:
    """Return an SVG document as PNG, `scale` times as many pixels wide as it says."""
    # It takes a moment to load, which most readers need not wait for.
    from resvg_py import svg_to_bytes

    drawn: bytes = svg_to_bytes(
        svg_string=document.replace(escape(SANS), FAMILY),
        zoom=scale,
        skip_system_fonts=True,
        font_files=list(letters()),
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return drawn
