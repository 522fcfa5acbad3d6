"""The Overview page: the story from its opening through its chapters, then the ways on."""

import streamlit as st

from story.narrative import Story, plain
from story.surfaces.contents import PAGES
from story.surfaces.matter import opening_lines, strip
from story.surfaces.site import chapters, words
from story.surfaces.site.stories import story_for
from story.surfaces.site.telling import Teller
from story.surfaces.site.visit import Visit, visit
from story.text import Phrases, date

SAY = Phrases("site")


def show() -> None:
    """Show the page."""
    here = visit()
    story = story_for(here)
    _opening(story, here)
    _contents(story)
    for chapter in story.chapters:
        chapters.show(chapter, story, here)
    _onwards(here)
    newest = max(one.published for one in here.dataset.sources)
    words.put("know_overview", here.language, date=date(newest, here.language))
    chapters.draw_ahead(story, here)


def _opening(story: Story, here: Visit) -> None:
    opening, teller = story.opening, Teller(here, 0)
    language = here.language
    words.put(
        "opening",
        language,
        lines=opening_lines(opening),
        standfirst=plain(opening.standfirst),
    )
    chapters.figure(opening.figure, "", teller, level=2, key="opening")
    words.put("strip", language, parts=strip(here.dataset, language))
    words.put("prose", language, paragraphs=teller.passages(opening.paragraphs))
    chapters.end(opening, teller)


def _contents(story: Story) -> None:
    listed = [{"slug": one.slug, "title": plain(one.title)} for one in story.chapters]
    words.put("chapter_list", story.language, chapters=listed)


def _onwards(here: Visit) -> None:
    language = here.language
    words.section(
        language,
        SAY.gettext("Explore", language),
        SAY.gettext(
            "Each page holds what the story could only touch on: choose, search, and take the "
            "tables with you.",
            language,
        ),
    )
    kept = {"lang": str(language)} if language != "en" else None
    for page in PAGES[1:]:
        title, about = page.title.within(language), page.description.within(language)
        st.page_link(str(page.file), label=f"**{title}**: {about}", query_params=kept)
