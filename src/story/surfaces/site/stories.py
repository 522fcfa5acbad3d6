"""The story, told once per edition and language and shared by all readers."""

import streamlit as st

from story.narrative import Story, tell
from story.surfaces.site.visit import Visit
from story.text import Language


def story_for(visit: Visit) -> Story:
    """Return the story of this visit's edition, in its language."""
    return _told(visit.dataset.edition, visit.language, visit)


@st.cache_resource(max_entries=8, show_spinner=False)
def _told(edition: str, language: Language, _visit: Visit) -> Story:
    return tell(_visit.dataset, language)
