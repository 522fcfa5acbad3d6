"""The page of changes: every edition with what changed and why, and how fresh each table is."""

import json
from typing import Any

from story.publishing.history import history
from story.surfaces.corrections import told
from story.surfaces.downloads.edition_build import press
from story.surfaces.edition.figure_changes import DID
from story.surfaces.links import SiteLinks
from story.surfaces.open_editions import editions
from story.surfaces.publications import listed
from story.surfaces.site import words
from story.surfaces.site.freshness import rows_of
from story.surfaces.site.visit import Visit, visit
from story.text import Language, Phrases

SAY = Phrases("changelog")
MOST = 100  # editions shown; the newest


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    words.head(language, "changes")
    entries = history(editions().folder)
    did = _did(language)
    words.put(
        "parts/corrections",
        language,
        links=SiteLinks(language),
        **told(editions().folder, language),
    )
    words.section(language, SAY.gettext("Every change", language))
    words.put(
        "site/feed_line",
        language,
        unrecorded=_unrecorded(here) if not entries or _ahead(here) else "",
        edition=here.dataset.edition,
    )
    if entries:
        words.put("parts/publications", language, entries=listed(entries[:MOST], did, language))
    words.section(
        language,
        SAY.gettext("How fresh the tables are", language),
        SAY.gettext(
            "When the rows of each table last changed, when a source of theirs was last read, "
            "and how often somebody should look for news.",
            language,
        ),
    )
    words.put("site/freshness", language, rows=rows_of(here))


def _did(language: Language) -> dict[int, Any]:
    """Return what each publication did, by its number, from the edition as it is printed.

    Until it is printed nothing is offered that is not there yet.
    """
    if not press().ready():
        return {}
    file = press().folder / "shells" / f"{DID}.{language}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {int(number): did for number, did in found.items()}


def _ahead(here: Visit) -> bool:
    """Whether readers are given an edition that the log does not end with."""
    entries = history(editions().folder)
    return entries[0].edition != here.dataset.edition


def _unrecorded(here: Visit) -> str:
    if history(editions().folder):
        return SAY.gettext(
            "The files were edited since; what changed is recorded with the next publication.",
            here.language,
        )
    return SAY.gettext(
        "This is the first edition; nothing has been changed since it appeared.", here.language
    )
