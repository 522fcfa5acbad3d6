"""How fresh the tables are, in words: for readers and staff alike."""

import datetime
import os
from functools import cache

from story.publishing.freshness import Freshness, freshness
from story.publishing.history import history
from story.surfaces.cache import Memory
from story.surfaces.open_editions import editions
from story.surfaces.site.visit import Visit
from story.text import Language, Phrases, date, number

SAY = Phrases("changelog")


def freshness_of(here: Visit) -> tuple[Freshness, ...]:
    """Return how fresh each table of this visit's edition is today."""
    folder, day = editions().folder, today()
    log = history(folder)
    # The log only grows; an edition that is brought back is the same and yet refreshed anew.
    key = (folder, here.dataset.edition, log[0].number if log else 0, day)
    return _kept().get(key, lambda: freshness(here.dataset, log, day))


@cache
def _kept() -> Memory[tuple[Freshness, ...]]:
    return Memory(8)


def today() -> datetime.date:
    """Return the day in UTC, or the one that `STORY_TODAY` names: a test can be repeated.

    Raises ValueError where it names none.
    """
    named = os.environ.get("STORY_TODAY")
    return (
        datetime.date.fromisoformat(named) if named else datetime.datetime.now(datetime.UTC).date()
    )


def rows_of(here: Visit) -> list[dict[str, object]]:
    """Return one row a table: its name, size, days and interval in words, and if it is overdue."""
    language = here.language
    return [
        {
            "table": item.kind.called.within(language),
            "file": f"{item.kind.table}.csv",
            "rows": number(item.rows, language),
            "refreshed": _day(item.refreshed, language),
            "checked": _day(item.checked, language),
            "interval": _interval(item, language),
            "overdue": SAY.gettext("Overdue", language) if item.overdue else "",
        }
        for item in freshness_of(here)
    ]


def in_words(here: Visit, *tables: str) -> list[tuple[str, str]]:
    """Return a line on each of these tables, and what to add where it is overdue."""
    language = here.language
    found = [item for item in freshness_of(here) if item.kind.table in tables]
    return [(_line(entry, language), _late(entry, language)) for entry in found]


def _line(item: Freshness, language: Language) -> str:
    parts = [item.kind.called.within(language)]
    if item.refreshed:
        day = _day(item.refreshed, language)
        parts.append(SAY.gettext("last refreshed on {date}", language, date=day))
    if item.checked:
        day = _day(item.checked, language)
        parts.append(SAY.gettext("newest source read on {date}", language, date=day))
    return f"{parts[0]}: {', '.join(parts[1:])}." if parts[1:] else ""


def _late(item: Freshness, language: Language) -> str:
    if not item.overdue:
        return ""
    return SAY.gettext(
        "Overdue: somebody should look for news every {days} days.", language,
        days=number(item.kind.interval, language),
    )  # fmt: skip


def _day(day: object, language: Language) -> str:
    return date(str(day), language) if day else "–"


def _interval(item: Freshness, language: Language) -> str:
    if not item.kind.interval:
        return SAY.gettext("when needed", language)
    return SAY.gettext("{days} days", language, days=number(item.kind.interval, language))
