"""What one visit to a page knows: the edition, the language, and how figures are drawn."""

from dataclasses import dataclass
from functools import cache

import streamlit as st

from story.figures.scene import PAGE, PHONE, Sheet
from story.figures.style import DARK, LIGHT, Palette
from story.surfaces.cache import Memory
from story.surfaces.open_editions import editions, kept_edition
from story.surfaces.pages import EDITION
from story.surfaces.site import viewport
from story.tables import Dataset
from story.telling.narrative import Story, tell
from story.text import Language


@dataclass(frozen=True)
class Visit:
    """The edition read, the language, what figures are drawn for, and in which theme."""

    dataset: Dataset
    language: Language
    sheet: Sheet
    dark: bool

    @property
    def palette(self) -> Palette:
        """The theme's colours."""
        return DARK if self.dark else LIGHT


def language() -> Language:
    """Return the language of the address, English where it names none or an unknown one."""
    named = st.session_state.get("lang") or st.query_params.get("lang", "")
    return Language(named) if named in set(Language) else Language.EN


def named_edition() -> str:
    """Return the id of the edition the address names; blank for none, and for what is no id."""
    named = str(st.query_params.get("edition", ""))
    return named if EDITION.fullmatch(named) else ""


def edition() -> Dataset:
    """Return the edition the address names, as a briefing's link does, else the newest good one.

    Raises BrokenData where no edition of the data is good.
    """
    named = named_edition()
    newest = editions().current()
    return (kept_edition(named) if named and named != newest.edition else None) or newest


def visit() -> Visit:
    """Return this visit; raises BrokenData where no edition of the data is good."""
    return Visit(
        dataset=edition(),
        language=language(),
        sheet=PHONE if viewport.room() == "phone" else PAGE,
        dark=st.context.theme.type == "dark",
    )


def story_for(here: Visit) -> Story:
    """Return the story of a visit’s edition in its language, told once for all readers."""
    key = (here.dataset.edition, here.language)
    return _stories().get(key, lambda: tell(here.dataset, here.language))


@cache
def _stories() -> Memory[Story]:
    return Memory(8)
