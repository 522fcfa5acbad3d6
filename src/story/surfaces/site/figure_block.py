"""A figure on a page: finding, plot, notes, sources, table and download, always in one order."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cache, partial
from threading import BoundedSemaphore
from typing import Any

import streamlit as st

from story.figures import figure_function
from story.figures.figure import Figure
from story.figures.points import Point, points
from story.figures.scene import PAGE, PHONE, Sheet
from story.render.plotly import Plot
from story.render.sketch import sketch
from story.render.svg import element
from story.surfaces.cache import Memory
from story.surfaces.downloads.queue import Crowded
from story.surfaces.edition.assembling import NAMED
from story.surfaces.edition.figure_cache import WIDTHS
from story.surfaces.html import asset
from story.surfaces.page_content import first_sentence, table_rows
from story.surfaces.site import citing, component, point_walk, words
from story.surfaces.site.visit import Visit
from story.tables import Dataset
from story.tables.citation import cite
from story.telling.reference import Reference, figure_reference
from story.text import Language, Phrases

SAY = Phrases("site")
PICTURE = Phrases("briefing")
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
WAITING = 6  # who may wait for a picture; a crowd is told at once to come back
SECONDS = 10
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


@dataclass(frozen=True, eq=False)
class Drawn:
    """A figure as it is sent: the plot and the words around it, written once for all readers.

    `marks`: what is said of each mark. `function` draws it anew on another sheet, for a picture.
    """

    figure: Figure
    plot: Plot
    marks: tuple[Point, ...]
    key: Hashable
    function: Callable[[Dataset, Language, Sheet], Figure]


@cache
def _drawn() -> Memory[Drawn]:
    # Two languages, four looks, the states the story shows and what readers choose.
    return Memory(400)


def draw(name: str, visit: Visit, **choices: object) -> Drawn:
    """Return the figure `name` for this visit; `choices` are its function's keyword arguments."""
    key = (name, visit.dataset.edition, visit.language, visit.sheet, visit.dark, repr(choices))
    function = partial(figure_function(name), **choices)

    def make() -> Drawn:
        figure = function(visit.dataset, visit.language, visit.sheet)
        marks, plot = points(figure, visit.language), Plot(figure.scene, visit.palette)
        # The scene's marks weigh many times what is sent of it.
        return Drawn(
            replace(figure, scene=replace(figure.scene, marks=())), plot, marks, key, function
        )

    return _drawn().get(key, make)


def show(
    drawn: Drawn,
    visit: Visit,
    *,
    on_select: Callable[[str], None] | None = None,
    card: str = "",
) -> None:
    """Show a figure with all that belongs to it.

    `on_select` gets the id of a record whose mark the reader clicks; `card` is what the id of the
    card begins with that the page then shows.
    """
    figure = drawn.figure
    key = figure.name
    language = visit.language
    with st.container():
        words.put_kept("site/finding", language, drawn.key, lambda: {"title": figure.title})
        _plot(drawn, visit, key, on_select)
        point_walk.mount(
            figure,
            drawn.marks,
            language,
            plot_key=f"plot-{key}",
            kept_as=drawn.key,
            on_select=on_select,
            card=card,
        )
        words.put_kept("site/apparatus", language, drawn.key, lambda: _around(figure, visit))
        _download(drawn, visit, key)

    def cited() -> Reference:
        view = citing.view()
        return figure_reference(visit.dataset, language, citing.site(), key, figure.title, view)

    citing.cite_this("figure", language, key, cited)


def _around(figure: Figure, visit: Visit) -> dict[str, object]:
    """Return what stands under a plot, for its template."""
    language = visit.language
    return {
        "caption": figure.reading,
        "caution": first_sentence(figure.notes[0]) if figure.notes else "",
        "reading": figure.reading,
        "notes": figure.notes,
        "summary": figure.summary,
        "sources": [cite(visit.dataset, language, source) for source in figure.sources],
        "title": figure.title,
        "headings": list(figure.headings.values()),
        "rows": table_rows(figure),
    }


def _plot(drawn: Drawn, visit: Visit, key: str, on_select: Callable[[str], None] | None) -> None:
    if visit.sheet is PHONE:
        svg = _phones().get(drawn.key, lambda: _picture(drawn, visit))
        data = {"svg": svg, "plot": point_walk.css_class(f"plot-{key}")}
        script = asset("panel.js") + asset("picture.js")
        component.mount("picture", data, script=script, isolated=False, key=f"plot-{key}")
        return
    common: dict[str, Any] = {
        "theme": None,
        "config": {**CONFIG, "locale": str(visit.language)},
        "alt": drawn.figure.summary,
    }
    if on_select is None:
        st.plotly_chart(drawn.plot, key=f"plot-{key}", **common)
        return

    def selected() -> None:
        points = st.session_state[f"plot-{key}"]["selection"]["points"]
        given = points[0].get("customdata") if points else None
        if given:
            on_select(str(given[0] if isinstance(given, list) else given))

    st.plotly_chart(
        drawn.plot, key=f"plot-{key}", on_select=selected, selection_mode="points", **common
    )


@cache
def _phones() -> Memory[str]:
    return Memory(200)


def _picture(drawn: Drawn, visit: Visit) -> str:
    """Return the figure as phones and tablets are given it: nothing has to be drawn there."""
    pictures = []
    for sheet, kind in ((PHONE, "narrow"), (PAGE, "wide")):
        figure = drawn.function(visit.dataset, visit.language, sheet)
        svg = element(sketch(figure.scene, WIDTHS[sheet]), figure.summary, kind=kind)
        # What is defined in the picture that is not shown is not there for the other.
        pictures.append(NAMED.sub(rf"\1{kind}-\2", svg))
    return "".join(pictures)


def _download(drawn: Drawn, visit: Visit, key: str) -> None:
    """Offer the figure's table and its pictures."""
    figure, language, edition = drawn.figure, visit.language, visit.dataset.edition
    with st.container(horizontal=True, key=f"files-{key}"):
        st.download_button(
            SAY.gettext("Download this table (CSV)", language),
            # Whole: a button that has to fetch its file is disabled meanwhile and loses focus. But
            # a table too long to be shown is too long to be held for each reader.
            data=(lambda: figure.csv) if figure.whole else figure.csv,
            file_name=f"{figure.name}-{edition}.csv",
            mime="text/csv",
            key=f"csv-{key}",
            on_click="ignore",
            type="tertiary",
        )
        for form, mime in PICTURES.items():
            st.download_button(
                PICTURE.gettext("Picture ({form})", language, form=form.upper()),
                data=partial(_pictured, form, drawn, visit),
                file_name=f"{figure.name}-{edition}-{language}.{form}",
                mime=mime,
                key=f"csv-{form}-{key}",
                on_click="ignore",
                type="tertiary",
            )


def _pictured(form: str, drawn: Drawn, visit: Visit) -> bytes:
    """Draw the figure with its title, sources and edition; made when asked for, and kept.

    Raises Crowded where too many wait for pictures.
    """
    from story.surfaces.briefing.export import picture

    def make() -> bytes:
        published = drawn.function(visit.dataset, visit.language, PAGE)
        said = drawn.figure
        words = {name: getattr(said, name) for name in ("title", "annotation", "summary")}
        return picture(form, replace(published, **words), visit.dataset, visit.language)

    pictures, waiting = _pictures()
    if not waiting.acquire(blocking=False):
        raise Crowded(SECONDS)
    try:
        return pictures.get((form, drawn.key), make)
    finally:
        waiting.release()


@cache
def _pictures() -> tuple[Memory[bytes], BoundedSemaphore]:
    """Return the pictures last asked for, and room for those who wait for one."""
    return Memory(24), BoundedSemaphore(WAITING)
