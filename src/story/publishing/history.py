"""The log of a folder's editions, as its readers are told of it."""

from pathlib import Path

from story.publishing.archive import Archive, Entry

__all__ = ["Entry", "history"]


def history(folder: Path) -> tuple[Entry, ...]:
    """Return the editions of a data folder, newest first; empty where none has been recorded."""
    return Archive(folder).entries()[::-1]
