"""Colours and type, light and dark; colour means origin and nothing else.

Contrasts against the paper: text at least 4.5:1, marks at least 3:1 (held by a test).
"""

from dataclasses import dataclass

SANS = (
    "'Source Sans', 'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', "
    "'Malgun Gothic', sans-serif"
)
SERIF = "'Source Serif', 'Noto Serif KR', 'Noto Serif CJK KR', AppleMyungjo, Batang, serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as hex."""

    paper: str
    ink: str
    quiet: str
    hairline: str
    accent: str
    origins: dict[str, str]
    land: str
    neighbour: str
    sea: str


LIGHT = Palette(
    paper="#FBFAF6",
    ink="#1D1B19",
    quiet="#675F57",
    hairline="#DED8CC",
    accent="#0A4A5E",
    origins={
        "seoul-intelligence": "#5A6B8C",
        "testimony": "#A9612A",
        "kinu-2013": "#0E7C77",
        "nis-2014": "#77599B",
        "kinu-2025": "#0A4A5E",
        "daily-nk": "#76741E",
        "other": "#857F76",
    },
    land="#F1EDE2",
    neighbour="#E9E5DA",
    sea="#E3E9EA",
)
DARK = Palette(
    paper="#15171B",
    ink="#ECE7DE",
    quiet="#A8A196",
    hairline="#34373D",
    accent="#7FCBE4",
    origins={
        "seoul-intelligence": "#9FB2D6",
        "testimony": "#E0A06A",
        "kinu-2013": "#4CC3BB",
        "nis-2014": "#BDA3E0",
        "kinu-2025": "#7FCBE4",
        "daily-nk": "#C9C65A",
        "other": "#A8A29A",
    },
    land="#24272D",
    neighbour="#1D2025",
    sea="#101820",
)
ORIGIN_SYMBOLS = {
    "seoul-intelligence": "circle",
    "testimony": "square",
    "kinu-2013": "diamond",
    "nis-2014": "triangle-up",
    "kinu-2025": "diamond-wide",
    "daily-nk": "circle-open",
    "other": "circle",
}


TOKENS = (
    "paper", "ink", "quiet", "hairline", "accent", "land", "neighbour", "sea",
    "wash-accent",
    *(f"{part}-{origin}" for part in ("origin", "wash") for origin in ORIGIN_SYMBOLS),
)  # fmt: skip
WASH = 0.16  # the share of a colour in its wash, which fills what only its edge tells
SMALL = 12  # type size of everything but a row's name, in pixels


def colour_of(token: str, palette: Palette) -> str:
    """Return a token's colour in a theme, as `#RRGGBB`; raises KeyError for a name that is none."""
    part, _, origin = token.partition("-")
    if origin in palette.origins:
        colour = palette.origins[origin]
        return mixed(colour, palette.paper, WASH) if part == "wash" else colour
    if token == "wash-accent":
        return mixed(palette.accent, palette.paper, WASH)
    if token not in TOKENS:
        raise KeyError(f"no colour is called {token!r}; there are {', '.join(TOKENS)}")
    found: str = getattr(palette, token)
    return found


def mixed(colour: str, paper: str, share: float) -> str:
    """Return `share` of a hex colour on paper, opaque."""
    pairs = [(int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(c * share + p * (1 - share)):02x}" for c, p in pairs)
