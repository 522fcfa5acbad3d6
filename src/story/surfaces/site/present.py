"""Present mode: the site's own pages on a wall, one step at a time, without what is around them.

`present=yes` in any link opens it; on the first page and on a chapter's, `at` names the step that
is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

import streamlit as st

from story.render.sketch import sketch
from story.render.svg import document, image
from story.surfaces.briefing.fitting import FLAT, PLOT
from story.surfaces.briefing.wording import first_words, foot, point_of
from story.surfaces.cache import Memory
from story.surfaces.html import asset
from story.surfaces.page_content import sources_counted
from story.surfaces.pages import BRIEFING, CHAPTERS, Page
from story.surfaces.site import address, briefing, figure_block, words
from story.surfaces.site.component import mount
from story.surfaces.site.visit import Visit, story_for, visit
from story.telling.narrative import Chapter, Passage, StoryFigure, plain
from story.text import Language, Phrases

SAY = Phrases("briefing")
KEY = "present-keys"


@dataclass(frozen=True)
class Place:
    """One thing on the wall: a step, or a chapter that has none."""

    id: str
    kicker: str
    title: str
    paragraphs: tuple[Passage, ...]
    figure: StoryFigure
    closing: str


def asked() -> bool:
    """Whether the address asks for present mode."""
    return st.query_params.get("present") == "yes"


def ways(language: Language) -> dict[str, str]:
    """Return the links into present mode and out of it, with the choices of this view."""
    choices = address.chosen()
    return {
        "into": f"?{urlencode([*choices, ('present', 'yes')])}",
        "out": f"?{urlencode(choices)}",
        "label": SAY.gettext("Present this page: full screen, one step at a time", language),
    }


def show(entry: Page, page: st.Page) -> None:
    """Show a page in present mode."""
    st.html(f"<style>{asset('present.css')}</style>")
    here = visit()
    with st.container(key="present"):
        if entry is BRIEFING:
            _deck(here)
        elif entry.path and entry not in CHAPTERS:
            page.run()
            _keys(here, at=-1, count=0)
        else:
            _story(here, entry.path)


@st.fragment
def _story(here: Visit, chapter: str) -> None:
    """Show one place of a chapter, or of the whole story where it names none.

    Only this part runs when the presenter goes on.
    """
    places = list(_places(here, chapter))
    at = _at([place.id for place in places])
    place = places[at]
    drawn = figure_block.draw(place.figure.name, here, **place.figure.choices)
    # A plot wider than high stands below the words, another beside them.
    tall = drawn.plot.height > FLAT
    with st.container(horizontal=tall, key="present-row" if tall else "present-stack"):
        with st.container(key="present-text"):
            words.put(
                "briefing/present_words",
                here.language,
                place=place,
                paragraphs=[plain(paragraph) for paragraph in place.paragraphs],
                note=plain(place.figure.annotation),
            )
        with st.container(key="present-figure"):
            st.html(
                _pictures().get((drawn.key, place.figure.alt), lambda: _picture(drawn, place, here))
            )
    words.put(
        "briefing/present_foot",
        here.language,
        reading=drawn.figure.reading,
        sources=sources_counted(len(drawn.figure.sources), here.language),
        edition=SAY.gettext("Edition {edition}", here.language, edition=here.dataset.edition),
    )
    _keys(here, at=at, count=len(places))


@st.fragment
def _deck(here: Visit) -> None:
    """Show one slide of the deck that the address names."""
    told = briefing.deck_asked(here)
    slides = [slide for slide in told.slides if slide.kind != "sources"]
    at = _at([slide.id for slide in slides])
    slide = slides[at]
    row = slide.figure is not None
    tongue = str(told.language)
    words.put("briefing/present_title", here.language, slide=slide, tongue=tongue)
    with st.container(horizontal=row, key="present-row" if row else "present-stack"):
        with st.container(key="present-text"):
            words.put(
                "briefing/present_slide",
                here.language,
                slide=slide,
                tongue=tongue,
                points=[point_of(told, point) for point in slide.points],
                lines=(told.subtitle, *first_words(told)) if slide.kind == "title" else (),
                rows=[
                    [[point_of(told, item) for item in cell] for cell in row] for row in slide.rows
                ],
            )
        if slide.figure:
            with st.container(key="present-figure"):
                st.html(briefing.picture(slide, told, here))
    words.put("briefing/present_foot", here.language, reading="", sources="", edition=" · ".join(
        said for said, _ in foot(told, slide)))  # fmt: skip
    _keys(here, at=at, count=len(slides))


@cache
def _pictures() -> Memory[words.Html]:
    return Memory(100)


def _picture(drawn: figure_block.Drawn, place: Place, here: Visit) -> words.Html:
    """Return the figure drawn without a script, for the wall."""
    figure = drawn.function(here.dataset, here.language, here.sheet)
    picture = document(sketch(figure.scene, PLOT), place.title, place.figure.alt, here.palette)
    return words.Html(image(picture, place.figure.alt))


def _places(here: Visit, name: str) -> Iterator[Place]:
    language = here.language
    story = story_for(here)
    for chapter in (story.chapter(name),) if name else (story.opening, *story.chapters):
        kicker = ""
        if chapter.number:
            kicker = SAY.gettext(
                "Chapter {number}: {title}", language,
                number=chapter.number, title=plain(chapter.title),
            )  # fmt: skip
        for step in chapter.steps:
            last = step == chapter.steps[-1]
            yield Place(
                step.id, kicker, plain(step.title), step.paragraphs, step.figure,
                plain(chapter.so_what) if last else "",
            )  # fmt: skip
        if not chapter.steps:
            yield _whole(chapter)


def _whole(chapter: Chapter) -> Place:
    return Place(
        str(chapter.number), "", plain(chapter.title), chapter.paragraphs[:1], chapter.figure,
        plain(chapter.so_what),
    )  # fmt: skip


def _at(ids: list[str]) -> int:
    """Return where the presenter is: what the keys last asked for, else what the address says."""
    named = st.query_params.get("at", "")
    at = ids.index(named) if named in ids else 0
    go = st.session_state.get(KEY, {}).get("go")
    if isinstance(go, dict) and go.get("turn") != st.session_state.get("present-turn"):
        st.session_state["present-turn"] = go.get("turn")
        to = int(go.get("to", 0)) if str(go.get("to", "")).lstrip("-").isdecimal() else at
        at = max(0, min(to, len(ids) - 1))
        st.query_params["at"] = ids[at]
    return at


def _keys(here: Visit, *, at: int, count: int) -> None:
    language = here.language
    mount(
        "present",
        {
            "at": at,
            "count": count,
            "out": ways(language)["out"],
            "words": {
                "before": SAY.gettext("Step before", language),
                "after": SAY.gettext("Step after", language),
                "full": SAY.gettext("Full screen", language),
                "leave": SAY.gettext("Leave", language),
            },
        },
        isolated=False,
        key=KEY,
        on_go_change=_gone,
    )


def _gone() -> None:
    """Nothing to do: the rerun reads the state."""
