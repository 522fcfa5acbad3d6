"""A figure on a page: finding, plot, notes, sources, table and download, always in one order."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Any

import streamlit as st

from story.citation import cite
from story.figures import figure_function
from story.figures.figure import Figure
from story.figures.style import PUBLISHED, Look
from story.reference import figure_reference
from story.surfaces.briefing.served import can_draw
from story.surfaces.matter import sources_counted, table_rows
from story.surfaces.site import citing, kitchen, walk, words
from story.surfaces.site.visit import Visit
from story.text import Phrases

SAY = Phrases("site")
PICTURE = Phrases("briefing")
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
UP_FRONT = 2  # cautions shown without asking
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


@st.cache_resource(max_entries=400, show_spinner=False)
def _drawn(name: str, edition: str, look: str, choices: str, _make: Callable[[], Figure]) -> Figure:
    """Draw once per edition, language, look and choices: a figure is immutable and shared."""
    return _make()


@dataclass(frozen=True)
class Drawn(Figure):
    """A figure as this visit sees it; `published` draws it anew, light and wide, for a picture."""

    published: Callable[[], Figure] = field(kw_only=True)


def draw(name: str, visit: Visit, **choices: object) -> Drawn:
    """Return the figure `name` for this visit; `choices` are its function's keyword arguments."""

    def make(look: Look) -> Figure:
        return figure_function(name)(visit.dataset, visit.language, look, **choices)

    drawn = _drawn(
        name, visit.dataset.edition, f"{visit.language} {visit.look}", repr(choices),
        lambda: make(visit.look),
    )  # fmt: skip
    parts = {one.name: getattr(drawn, one.name) for one in fields(Figure)}
    return Drawn(**parts, published=lambda: make(PUBLISHED))


def show(
    figure: Drawn,
    visit: Visit,
    *,
    key: str = "",
    level: int = 2,
    anchor: str = "",
    on_select: Callable[[str], None] | None = None,
    changing: bool = False,
) -> None:
    """Show a figure with all that belongs to it.

    `key` tells two figures of one name apart, `level` is the heading's, `anchor` the passage of
    the page a link to the figure leads to, `on_select` gets the id of a record whose mark the
    reader clicks, `changing` says that the figure gives way to another as the reader scrolls.
    """
    key = key or figure.name
    language = visit.language
    words.put(
        "finding",
        language,
        level=level,
        title=figure.title,
        annotation=figure.annotation,
        reading=figure.reading,
    )
    _plot(figure, visit, key, on_select)
    walk.mount(figure, language, plot_key=f"plot-{key}", on_select=on_select)
    words.put(
        "apparatus",
        language,
        notes=figure.notes,
        # In the story the text itself carries the cautions that matter at this point.
        up_front=0 if figure.annotation else UP_FRONT,
        summary=figure.summary,
        sources=[cite(visit.dataset, language, one) for one in figure.sources],
        sources_word=sources_counted(len(figure.sources), language),
        title=figure.title,
        headings=list(figure.headings.values()),
        rows=table_rows(figure),
    )
    _download(figure, visit, key, changing=changing)
    name = f"{figure.name} {anchor}"
    cited = figure_reference(
        visit.dataset, language, citing.site(), name.strip(), figure.title, citing.view(anchor)
    )
    citing.cite_this(cited, language, key)


def _plot(figure: Figure, visit: Visit, key: str, on_select: Callable[[str], None] | None) -> None:
    common: dict[str, Any] = {
        "theme": None,
        "config": {**CONFIG, "locale": str(visit.language)},
        "alt": figure.summary,
    }
    if on_select is None:
        st.plotly_chart(figure.plot, key=f"plot-{key}", **common)
        return

    def selected() -> None:
        points = st.session_state[f"plot-{key}"]["selection"]["points"]
        given = points[0].get("customdata") if points else None
        if given:
            on_select(str(given[0] if isinstance(given, list) else given))

    st.plotly_chart(
        figure.plot, key=f"plot-{key}", on_select=selected, selection_mode="points", **common
    )


def _download(figure: Drawn, visit: Visit, key: str, *, changing: bool) -> None:
    """Offer the figure's table and, where this server can draw them, its pictures."""
    language, edition = visit.language, visit.dataset.edition
    with st.container(horizontal=True, key=f"files-{key}"):
        st.download_button(
            SAY.gettext("Download this table (CSV)", language),
            # Whole: a button that has to fetch its file is disabled meanwhile and loses focus. But
            # the file of a figure that has given way is gone before the browser has looked at it.
            data=(lambda: figure.csv) if changing else figure.csv,
            file_name=f"{figure.name}-{edition}.csv",
            mime="text/csv",
            key=f"csv-{key}",
            on_click="ignore",
            type="tertiary",
        )
        for form, mime in PICTURES.items() if can_draw() else ():
            st.download_button(
                PICTURE.gettext("Picture ({form})", language, form=form.upper()),
                data=partial(_pictured, form, figure, visit),
                file_name=f"{figure.name}-{edition}-{language}.{form}",
                mime=mime,
                key=f"csv-{form}-{key}",
                on_click="ignore",
                type="tertiary",
            )


def _pictured(form: str, figure: Drawn, visit: Visit) -> bytes:
    """Draw the figure with its title, sources and edition; made when asked for, and kept."""
    told = replace(
        figure.published(),
        title=figure.title,
        annotation=figure.annotation,
        summary=figure.summary,
    )
    return kitchen.figure_picture(form, told, visit.dataset, visit.language)
