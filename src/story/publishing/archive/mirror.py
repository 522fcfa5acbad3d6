"""The copy of a storage that is read on this machine: an archive like any other, kept up to date.

`.editions/origin` names the storage it is a copy of. Editions arrive in it as they are published
in a folder, so readers of the copy never see half of one. Nobody edits it: what lies in it is
what was published.
"""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from story.publishing.archive.damage import Damaged
from story.publishing.archive.entry import Entry
from story.publishing.archive.storage import SAY, Storage, StorageFailed
from story.publishing.archive.store import EDITIONS, Archive, Busy
from story.publishing.os_errors import reason


def mirror_of(url: str, cache: Path) -> Path:
    """Return the folder in which a storage is copied to this machine, made where there is none."""
    url = url.rstrip("/")
    folder = cache / "storage" / sha256(url.encode()).hexdigest()[:12]
    origin = folder / EDITIONS / "origin"
    if not origin.exists() or origin.read_bytes() != url.encode():
        origin.parent.mkdir(parents=True, exist_ok=True)
        origin.write_text(url, encoding="utf-8")
    return folder


def fetch(folder: Path, *, damaged: bool = False) -> bool:
    """Bring a copy up to date with its storage; whether an edition came.

    A folder that is no copy is left alone. An entry that cannot be read comes too, so that both
    logs have the same numbers; it is no edition. Raises StorageFailed where the storage cannot be
    read, or its newest edition is not whole: what is whole before that has come then. `damaged`:
    let such editions come as well, by their entries, so that one can be published after them.
    """
    archive = Archive(folder)
    storage = archive.origin
    if storage is None:
        return False
    there = storage.numbers()
    mine = {entry.number for entry in archive.entries()}
    _same_log(archive, storage, max(mine, default=0))
    if not there:
        raise StorageFailed(
            SAY.both("Nothing has been sent to {url} yet; see story send.", url=storage.url)
        )
    # What could not be read is asked for again: somebody may have mended it there.
    found = storage.entries([item for item in there if item not in mine])
    new = {
        number: content
        for number, content in found.items()
        if not archive.has_entry(number, content)
    }
    if not (new or _to_be_mended(archive)):
        return False
    try:
        came = _take(archive, storage, new, damaged=damaged)
    except Busy:
        return False  # somebody else brings it up to date, or publishes
    except StorageFailed:
        raise
    except OSError as refused:
        said = SAY.both(
            "The copy of {url} in {folder} cannot be written ({why}).",
            url=storage.url, folder=folder, why=reason(refused),
        )  # fmt: skip
        raise StorageFailed(said) from refused
    return came


def send(folder: Path, url: str, *, repair: bool = False) -> int:
    """Send a folder's log to a storage; return how many objects were written.

    `repair`: read back what is there, and write again what is damaged. Raises StorageFailed where
    the storage has another log or cannot be written, or the last entries are taken meanwhile, and
    Damaged where the folder's own archive is.
    """
    archive, storage = Archive(folder), Storage(url.rstrip("/"))
    entries, there = archive.entries(), storage.numbers()
    last = entries[-1].number if entries else 0
    beyond = _readable(storage.entries([item for item in there if item > last]))
    _same_log(
        archive,
        storage,
        max((entry.number for entry in entries if entry.number in there), default=0),
    )
    if beyond:
        raise _another_log(storage, min(beyond))
    names = {name for each in entries for name in _names(each)}
    kept = storage.blobs() & names
    if repair:
        kept = {name for name, content in storage.contents(kept) if content is not None}
    for name in sorted(names - kept):
        storage.keep(name, archive.content(name))
    missing = [entry.number for entry in entries if entry.number not in there]
    for number in missing:
        if not storage.publish(number, archive.raw(number)):
            raise _another_log(storage, number)
    return len(names - kept) + len(missing) + (_mended(archive, storage) if repair else 0)


def _mended(archive: Archive, storage: Storage) -> int:
    """Write again the entries of a storage that cannot be read; return how many there were."""
    there = storage.entries([entry.number for entry in archive.entries()])
    broken = there.keys() - _readable(there).keys()
    for number in broken:
        storage.mend(number, archive.raw(number))
    return len(broken)


def _readable(entries: Mapping[int, bytes]) -> dict[int, Entry]:
    found = {}
    for number, content in sorted(entries.items()):
        with suppress(Damaged):
            found[number] = Archive.read_entry(number, content)
    return found


def _same_log(archive: Archive, storage: Storage, number: int) -> None:
    """Raise StorageFailed where the storage's log is not the one that this folder has."""
    if not number:
        return
    there = storage.entries([number])
    if _readable(there) and there[number] != archive.raw(number):
        raise _another_log(storage, number)
    if not there:
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


def _names(entry: Entry) -> set[str]:
    return {*entry.files.values(), *entry.aside.values()}


def _to_be_mended(archive: Archive) -> bool:
    return archive.behind() or archive.damaged()


def _take(archive: Archive, storage: Storage, new: Mapping[int, bytes], *, damaged: bool) -> bool:
    """Take entries and what they name into a copy, oldest first; whether an edition came."""
    entries = _readable(new)
    last = archive.last()
    named = [*entries.values(), *([last] if last else [])]
    wanted = {name for item in named for name in _names(item) if not archive.has(name)}
    lost: set[str] = set()
    with archive.locked():
        for name, content in storage.contents(wanted):
            if content is None:
                lost.add(name)
            else:
                archive.keep(name, content)
        whole = [number for number, entry in entries.items() if not lost & _names(entry)]
        newest = max(entries if damaged else whole, default=0)
        for number, content in sorted(new.items()):
            if number <= newest or number not in entries:
                archive.receive(number, content)
        if _to_be_mended(archive):
            # What is not whole, or not known to this version, is put nowhere.
            with suppress(Damaged):
                archive.bring_in_line(as_published=True)
                archive.settle()
    if lost and not damaged and max(entries, default=0) > newest:
        name = min(lost)
        raise StorageFailed(
            SAY.both(
                "{url} holds a damaged object, blobs/{name}. Send it again: "
                "story send FOLDER {url} --repair.", url=storage.url, name=name,
            )
        )  # fmt: skip
    return bool(whole)
