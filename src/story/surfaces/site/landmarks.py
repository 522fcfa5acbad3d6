"""The frame's landmarks: what tells a reader who does not see the page where its parts are."""

from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlencode

from story.surfaces.pages import Page
from story.surfaces.site.component import mount
from story.text import Language, Phrases

SAY = Phrases("landmarks")


def mark(
    language: Language, *, menu: str, pages: Sequence[Page], current: Page,
    languages: Mapping[Language, str], kept: Mapping[str, str] | None,
) -> None:  # fmt: skip
    """Name the container `menu` as navigation with its current page, and lead past it.

    `pages`: those the menu links to. `languages`: the word by which each language is offered, to
    be marked as in that language. `kept`: the choices that the menu's links keep.
    """
    entries = [{"path": page.path, "current": page == current} for page in pages]
    data: dict[str, object] = {
        "menu": menu,
        "pages": [{"path": "", "current": False}, *entries],
        "query": f"?{urlencode(kept)}" if kept else "",
        "label": SAY.gettext("Pages and language", language),
        "skip": SAY.gettext("Skip to the content", language),
        "languages": [{"tag": str(item), "word": word} for item, word in languages.items()],
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
        "Upload": SAY.gettext("Upload", language),
        "5MB per file • CSV, TXT, TSV, XLSX": SAY.gettext(
            "5MB per file • CSV, TXT, TSV, XLSX", language
        ),
        "File must be 5.0MB or smaller.": SAY.gettext("File must be 5.0MB or smaller.", language),
        "— start": SAY.gettext("— start", language),
        "— end": SAY.gettext("— end", language),
    }
    return {theirs: ours for theirs, ours in said.items() if theirs != ours}
