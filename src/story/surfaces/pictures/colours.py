"""Colours by name: one picture serves both themes, because each light colour has a dark one."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from story.figures.style import DARK, LIGHT, Palette

RGB = re.compile(r"rgba?\((\d+), ?(\d+), ?(\d+)(?:, ?([\d.]+))?\)|#([0-9a-fA-F]{6})")
Channels = tuple[int, int, int]
CLOSE = 1  # channels differ by at most so much where a mixture was rounded


def named_colours(palette: Palette) -> dict[str, str]:
    """Return the palette's colours as hex, each by the name of its CSS property."""
    plain = ("paper", "ink", "quiet", "hairline", "accent", "land", "neighbour", "sea")
    return {
        **{name: getattr(palette, name) for name in plain},
        **{f"from-{origin}": colour for origin, colour in palette.origins.items()},
    }


def palette_css() -> str:
    """Return the custom properties that pictures take their colours from, light and dark.

    The reader's own choice stands in `data-theme` of the root; without one, the system decides.
    """
    light, dark = _declared(LIGHT), _declared(DARK)
    return (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        ":root[data-theme=light]{color-scheme:light}"
    )


def standalone(svg: str, *, dark: bool = False) -> str:
    """Return a picture as a file of its own, its colours written out."""
    colours = named_colours(DARK if dark else LIGHT)
    filled = re.sub(r"var\(--([\w-]+)\)", lambda found: colours[found[1]], svg)
    return filled.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def css_colour(written: str) -> str:
    """Return a light colour as a reference to the palette; raises ValueError for any other."""
    name = _names().get(_channels(written))
    if not name:
        raise ValueError(f"{written} is not a colour of the palette")
    return f"var(--{name})"


def mixed_with_paper(written: str) -> str:
    """Return the name of the origin whose colour is mixed with paper here.

    Raises ValueError where there is none.
    """
    found = list(_mixtures(_channels(written)))
    if not found:
        raise ValueError(f"{written} is not a colour mixed with paper")
    # Near the paper several fit; the one with the least colour is the one drawn.
    return min(found)[1]


def is_mixed(written: str) -> bool:
    """Whether a colour is in no palette."""
    return bool(RGB.fullmatch(written)) and _channels(written) not in _names()


def _mixtures(channels: Channels) -> Iterator[tuple[float, str]]:
    for colour, name in _names().items():
        if name.startswith("from-") or name == "accent":
            share = _share(channels, colour)
            if share is not None:
                yield share, name


def _share(channels: Channels, colour: Channels) -> float | None:
    paper = _channels(LIGHT.paper)
    widest = max(range(3), key=lambda one: abs(colour[one] - paper[one]))
    share = (channels[widest] - paper[widest]) / (colour[widest] - paper[widest])
    if not 0 < share < 1:
        return None
    mixed = [p + (c - p) * share for c, p in zip(colour, paper, strict=True)]
    return share if all(abs(a - b) <= CLOSE for a, b in zip(mixed, channels, strict=True)) else None


def _channels(written: str) -> Channels:
    found = RGB.fullmatch(written)
    if not found:
        raise ValueError(f"{written} is not a colour")
    if found[5]:
        return (int(found[5][:2], 16), int(found[5][2:4], 16), int(found[5][4:], 16))
    return (int(found[1]), int(found[2]), int(found[3]))


@cache
def _names() -> Mapping[Channels, str]:
    # The first name wins: the accent is also the colour of KINU 2025, in both themes.
    found: dict[Channels, str] = {}
    for name, colour in named_colours(LIGHT).items():
        found.setdefault(_channels(colour), name)
    return found


def _declared(palette: Palette) -> str:
    return "".join(f"--{name}:{colour.lower()};" for name, colour in named_colours(palette).items())
