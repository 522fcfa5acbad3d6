"""The figures: each a pure function from the dataset, a language and choices to a Figure."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from story.figures.figure import Figure

NAMES = (
    "opening",
    "estimates",
    "lineage",
    "camps",
    "camp_populations",
    "timeline",
    "statements",
    "arrivals",
    "press_and_contact",
    "families",
    "un_record",
    "envoy",
)


def figure_function(name: str) -> Callable[..., "Figure"]:
    """Return the function that makes a figure; raises KeyError for a name that is none.

    A figure's module is imported when it is first drawn: a reader of one page does not wait for
    the map's geometry.
    """
    if name not in NAMES:
        raise KeyError(f"no figure is called {name!r}; there are {', '.join(NAMES)}")
    found: Callable[..., Figure] = getattr(import_module(f"story.figures.{name}"), name)
    return found
