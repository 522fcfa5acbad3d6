"""The points of a plot, walkable by keyboard and spoken one by one."""

import re
from collections.abc import Callable, Sequence

import streamlit as st

from story.figures.figure import Figure
from story.figures.points import Point, called
from story.surfaces.site.component import component
from story.text import Language, Phrases

SAY = Phrases("walk")


def mount(
    figure: Figure,
    found: Sequence[Point],
    language: Language,
    *,
    plot_key: str,
    on_select: Callable[[str], None] | None = None,
) -> None:
    """Put the list of a figure's points below its plot; nothing where no mark is drawn.

    `found`: what is said of the marks. `plot_key` is the key of the plot's element; `on_select`
    gets the id of the record a reader chooses with Enter, as it would by a click on the mark.
    """
    if not found:
        return
    key = f"walk-{plot_key}"

    def chosen() -> None:
        record = st.session_state[key].get("chosen")
        if on_select and record in {one.id for one in found}:
            on_select(record)

    component("walk", isolated=False)(
        key=key,
        data={
            "plot": _css_class(plot_key),
            "points": [{"id": one.id, "text": one.text} for one in found],
            "selects": on_select is not None,
            "label": _label(figure, len(found), language, selects=on_select is not None),
            "hint": SAY.ngettext(
                "{count} point: go to it with the Tab key",
                "{count} points: go through them with the Tab and arrow keys",
                len(found),
                language,
            ),
            "chosen": SAY.gettext("Shown below in full.", language),
        },
        on_chosen_change=chosen,
    )


def _label(figure: Figure, count: int, language: Language, *, selects: bool) -> str:
    name = called(figure, language)
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


def _css_class(key: str) -> str:
    """Return the class Streamlit gives to the element with this key."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)
