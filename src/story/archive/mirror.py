"""The copy of a storage that is read on this machine: an archive like any other, kept up to date.

`.editions/origin` names the storage it is a copy of. Editions arrive in it as they are published
in a folder, so readers of the copy never see half of one. Nobody edits it: what lies in it is
what was published.
"""

from collections.abc import Iterable
from hashlib import sha256
from itertools import count, takewhile
from pathlib import Path

from story.archive.entry import Entry, read_entry
from story.archive.storage import SAY, Storage, StorageFailed
from story.archive.store import EDITIONS, Archive, Busy


def mirror_of(url: str, cache: Path) -> Path:
    """Return the folder in which a storage is copied to this machine, made where there is none."""
    url = url.rstrip("/")
    folder = cache / "storage" / sha256(url.encode()).hexdigest()[:12]
    origin = folder / EDITIONS / "origin"
    if not origin.exists():
        origin.parent.mkdir(parents=True, exist_ok=True)
        origin.write_text(url, encoding="utf-8")
    return folder


def fetch(folder: Path) -> bool:
    """Bring a copy up to date with its storage; whether an edition came.

    A folder that is no copy is left alone. Raises StorageFailed where the storage cannot be
    read, or holds what does not match its name; the copy then stays as it was.
    """
    archive = Archive(folder)
    storage = archive.origin
    if storage is None:
        return False
    last = archive.state()[0]
    _same_log(archive, storage, last)
    found: dict[int, bytes] = {}
    if storage.entries([last + 1]):
        found = storage.entries(range(last + 1, storage.last() + 1))
    elif not last:
        storage.last()  # says that there is no bucket, where that is so
        raise StorageFailed(
            SAY.both("Nothing has been sent to {url} yet; see story send.", url=storage.url)
        )
    # Where a number is missing the log ends: what is beyond cannot be judged.
    whole = takewhile(found.__contains__, count(last + 1))
    entries = [read_entry(found[one]) for one in whole]
    if not (entries or archive.behind() or archive.damaged()):
        return False
    try:
        _take(archive, storage, entries)
    except Busy:
        return False  # somebody else brings it up to date, or publishes
    except StorageFailed:
        raise
    except OSError as refused:
        said = SAY.both(
            "The copy of {url} in {folder} cannot be written ({why}).",
            url=storage.url, folder=folder, why=refused.strerror or str(refused),
        )  # fmt: skip
        raise StorageFailed(said) from refused
    return bool(entries)


def send(folder: Path, url: str, *, repair: bool = False) -> int:
    """Send a folder's log to a storage; return how many objects were written.

    `repair`: read back what is there, and write again what is damaged. Raises StorageFailed where
    the storage has another log or cannot be written, or the last entries are taken meanwhile.
    """
    archive, storage = Archive(folder), Storage(url.rstrip("/"))
    entries, there = archive.entries(), storage.last()
    _same_log(archive, storage, min(there, len(entries)))
    if there > len(entries):
        raise _another_log(storage, there)
    names = {name for one in entries for name in _names(one)}
    kept = storage.blobs() & names
    if repair:
        kept = {name for name, content in storage.contents(kept) if content is not None}
    for name in sorted(names - kept):
        storage.keep(name, archive.content(name))
    for one in entries[there:]:
        if not storage.publish(one.number, one.json()):
            raise _another_log(storage, one.number)
    return len(names - kept) + len(entries) - there


def _same_log(archive: Archive, storage: Storage, number: int) -> None:
    """Raise StorageFailed where the storage's log is not the one that this folder has."""
    if number and storage.entries([number]).get(number) != archive.entry(number).json():
        raise _another_log(storage, number)


def _another_log(storage: Storage, number: int) -> StorageFailed:
    return StorageFailed(
        SAY.both(
            "{url} has another log than this folder, from number {number} on. Nothing was "
            "overwritten. Publish with story refresh --data {url}, which begins with what is "
            "there.",
            url=storage.url, number=number,
        )
    )  # fmt: skip


def _names(entry: Entry) -> Iterable[str]:
    return {*entry.files.values(), *entry.aside.values()}


def _take(archive: Archive, storage: Storage, entries: list[Entry]) -> None:
    """Take entries and what they name into a copy, oldest first."""
    wanted = {name for one in entries for name in _names(one) if not archive.has(name)}
    with archive.locked():
        for name, content in storage.contents(wanted):
            if content is None:
                raise StorageFailed(
                    SAY.both(
                        "{url} holds a damaged object, blobs/{name}. Send it again: "
                        "story send FOLDER {url} --repair.", url=storage.url, name=name,
                    )
                )  # fmt: skip
            archive.keep(name, content)
        for one in entries:
            archive.receive(one)
        if archive.behind() or archive.damaged():
            archive.bring_in_line(as_published=True)
            archive.settle()
