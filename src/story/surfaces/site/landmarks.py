"""The frame's landmarks: what tells a reader who does not see the page where its parts are."""

from collections.abc import Mapping
from functools import cache

from story.surfaces.contents import PAGES, Page
from story.surfaces.site.component import mount
from story.text import Language, Phrases

SAY = Phrases("landmarks")


def mark(
    language: Language, *, menu: str, current: Page, languages: Mapping[Language, str]
) -> None:
    """Name the container `menu` as navigation with its current page, and lead past it.

    `languages`: the word by which each language is offered, to be marked as in that language.
    """
    entries = [{"path": one.path, "current": one == current} for one in PAGES]
    data: dict[str, object] = {
        "menu": menu,
        "pages": [{"path": "", "current": False}, *entries],
        "query": f"?lang={language}" if language is not Language.EN else "",
        "label": SAY.gettext("Pages and language", language),
        "skip": SAY.gettext("Skip to the content", language),
        "languages": [{"tag": str(one), "word": word} for one, word in languages.items()],
        "words": _streamlits(language),
    }
    mount("landmarks", data, isolated=False, key="landmarks")


@cache
def _streamlits(language: Language) -> dict[str, str]:
    """Return what Streamlit says in English of itself, and how this page says it.

    Its widgets take no words for these. One that begins with a dash follows a name of our own.
    """
    said = {
        "Open": SAY.gettext("Open", language),
        "Dismiss": SAY.gettext("Dismiss", language),
        "Clear value": SAY.gettext("Clear value", language),
        "Choose an option": SAY.gettext("Choose an option", language),
        "No results": SAY.gettext("No results", language),
        "Press Enter to apply": SAY.gettext("Press Enter to apply", language),
        "— start": SAY.gettext("— start", language),
        "— end": SAY.gettext("— end", language),
    }
    return {theirs: ours for theirs, ours in said.items() if theirs != ours}
