"""The points of a plot, walkable by keyboard and spoken one by one."""

import re
from collections.abc import Callable, Hashable, Sequence
from functools import cache

import streamlit as st

from story.figures import FIGURES
from story.figures.figure import Figure
from story.figures.points import Point
from story.surfaces.cache import Memory
from story.surfaces.html import asset
from story.surfaces.site import component
from story.text import Language, Phrases

SAY = Phrases("walk")


def mount(
    figure: Figure,
    marks: Sequence[Point],
    language: Language,
    *,
    plot_key: str,
    kept_as: Hashable,
    on_select: Callable[[str], None] | None = None,
    card: str = "",
) -> None:
    """Put the list of a figure's marks below its plot; nothing where none is drawn.

    `plot_key` is the key of the plot's element; `kept_as` names the figure and its edition;
    `on_select` gets the id of the record a reader chooses with Enter, as it would by a click on
    the mark, and `card` is what the id of its card begins with, which is shown beside the mark.
    """
    if not marks:
        return
    key = f"walk-{plot_key}"

    def chosen() -> None:
        record = st.session_state[key].get("chosen")
        if on_select and record in {mark.id for mark in marks}:
            on_select(record)

    data = _kept().get(
        (kept_as, plot_key, card),
        lambda: _data(figure, marks, language, plot_key, card),
    )
    component.mount(
        "walk", data, script=asset("panel.js") + asset("walk.js"), isolated=False, key=key,
        on_chosen_change=chosen,
    )  # fmt: skip


@cache
def _kept() -> Memory[dict[str, object]]:
    return Memory(400)


def _data(
    figure: Figure, marks: Sequence[Point], language: Language, plot_key: str, card: str
) -> dict[str, object]:
    return {
        "plot": css_class(plot_key),
        "points": [{"id": mark.id, "text": mark.text} for mark in marks],
        "card": card,
        "label": _label(figure, len(marks), language, selects=bool(card)),
        "close": SAY.gettext("Close", language),
    }


def _label(figure: Figure, count: int, language: Language, *, selects: bool) -> str:
    name = FIGURES[figure.name].called.within(language)
    if selects:
        return SAY.ngettext(
            "{name}: {count} point. Enter shows it in full.",
            "{name}: {count} points. Use the arrow keys; Enter shows one in full.",
            count,
            language,
            name=name,
        )
    return SAY.ngettext(
        "{name}: {count} point.",
        "{name}: {count} points. Use the arrow keys.",
        count,
        language,
        name=name,
    )


def css_class(key: str) -> str:
    """Return the class Streamlit gives to the element with this key."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)
