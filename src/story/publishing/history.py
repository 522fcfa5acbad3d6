"""The log of a folder's editions, as its readers are told of it."""

from collections.abc import Iterable
from pathlib import Path

from story.publishing.archive import Archive, Entry

__all__ = ["Entry", "history", "issued"]


def history(folder: Path) -> tuple[Entry, ...]:
    """Return the editions of a data folder, newest first; empty where none has been recorded."""
    return Archive(folder).entries()[::-1]


def issued(entries: Iterable[Entry], edition: str) -> str:
    """Return the ISO date on which an edition was first published, blank where no log knows it."""
    return min(
        (item.at.date().isoformat() for item in entries if item.edition == edition), default=""
    )
