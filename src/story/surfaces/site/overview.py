"""The Overview page: the story from its opening through its chapters, then the ways on."""

import streamlit as st

from story.surfaces.page_content import opening_lines, strip
from story.surfaces.pages import PAGES
from story.surfaces.site import chapters, words
from story.surfaces.site.visit import Visit, story_for, visit
from story.telling.narrative import Story, plain
from story.text import Phrases, date

SAY = Phrases("site")


def show() -> None:
    """Show the page."""
    here = visit()
    story = story_for(here)
    _opening(story, here)
    _contents(story, here)
    for chapter in story.chapters:
        chapters.show(chapter, story, here)
    _onwards(here)
    words.put_kept("know_overview", here.language, here.dataset.edition, lambda: _newest(here))


def _opening(story: Story, here: Visit) -> None:
    opening, language = story.opening, here.language
    edition = here.dataset.edition
    words.put_kept(
        "opening",
        language,
        edition,
        lambda: {"lines": opening_lines(opening), "standfirst": plain(opening.standfirst)},
    )
    chapters.figure(opening.figure, "", here, level=2, key="opening")
    words.put_kept("strip", language, edition, lambda: {"parts": strip(here.dataset, language)})
    said = chapters.told(opening, story, here)
    st.html(said.prose)
    st.html(said.end)


def _newest(here: Visit) -> dict[str, object]:
    newest = max(source.published for source in here.dataset.sources)
    return {"date": date(newest, here.language)}


def _contents(story: Story, here: Visit) -> None:
    def listed() -> dict[str, object]:
        named = [
            {"slug": chapter.slug, "title": plain(chapter.title)} for chapter in story.chapters
        ]
        return {"chapters": named}

    words.put_kept("chapter_list", story.language, here.dataset.edition, listed)


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
