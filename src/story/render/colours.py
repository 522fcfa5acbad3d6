"""Colours by name: one picture serves both themes, because each light colour has a dark one."""

from collections.abc import Mapping
from functools import cache

from story.figures.style import DARK, LIGHT, Palette


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


def name_of(colour: str) -> str:
    """Return the name of a light colour, given as `RRGGBB`; raises ValueError for any other."""
    name = _names().get(colour.lower())
    if not name:
        raise ValueError(f"#{colour} is not a colour of the palette")
    return name


@cache
def _names() -> Mapping[str, str]:
    # The first name wins: the accent is also the colour of KINU 2025, in both themes.
    found: dict[str, str] = {}
    for name, colour in named_colours(LIGHT).items():
        found.setdefault(colour[1:].lower(), name)
    return found


def _declared(palette: Palette) -> str:
    return "".join(f"--{name}:{colour.lower()};" for name, colour in named_colours(palette).items())
