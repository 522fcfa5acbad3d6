"""One file with everything of a data folder, which proves itself: written, read back, restored.

A backup is a zip file: the log, every blob, the folder's own files, and `manifest.json`, which
names the SHA-256 of each. It is checked whole before anything is taken from it, whoever made it.
"""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from story.publishing.archive import disk
from story.publishing.archive.damage import SAY, Damaged
from story.publishing.archive.entry import HASH, NAME, Entry, entry_name, number_in
from story.publishing.archive.inspecting import inspect
from story.publishing.archive.store import EDITIONS, Archive, digest, name_of
from story.text import Text

MANIFEST = "manifest.json"
FORM = 1  # of the manifest
LARGEST = 4 << 30  # bytes of everything in a backup
MEMBER = 64 << 20  # bytes of one file in it; the largest so far has 110,000
LOSING = ("blob", "entry", "missing-entry", "edition", "place")
DOCUMENTS = frozenset({"README.md", "LICENSE.md", "datapackage.json"})
KEPT = re.compile(rf"{re.escape(EDITIONS)}/(entries|blobs)/([^/]+)")


@dataclass(frozen=True)
class Backup:
    """A backup that was checked: its members by path, read from the file when they are asked for.

    `made`: when it was made, as it says. `log`: its entries, oldest first.
    """

    path: Path
    made: str
    members: Mapping[str, str]
    log: tuple[Entry, ...]

    @property
    def lost(self) -> int:
        """How many files of its editions it has not, since they were known to be lost."""
        names = {kept for item in self.log for kept in (*item.files.values(), *item.aside.values())}
        return len(names - {*_blobs(self)})

    def read(self, name: str) -> bytes:
        """Return the bytes of a member; raises Damaged where the file has changed since."""
        with _opened(self.path) as packed:
            return _member(packed, name, self.members[name])

    def see_that_it_is_of(self, archive: Archive) -> None:
        """Raise Damaged where a folder has published something else under the same number."""
        theirs = {item.number: item for item in self.log}
        for entry in archive.entries():
            other = theirs.get(entry.number)
            if other and other.edition != entry.edition and archive.is_whole(entry):
                raise Damaged(
                    SAY.both(
                        "The folder has another log than {file}, from number {number} on: nothing "
                        "was touched. Restore it into a folder that does not exist yet.",
                        file=self.path.name, number=entry.number,
                    )
                )  # fmt: skip

    def edited(self, archive: Archive) -> dict[int, bytes]:
        """Return the entries that say something else in the archive: they were edited there."""
        here = {entry.number for entry in archive.entries()}
        found = self.entries([item.number for item in self.log if item.number in here])
        return {
            number: each for number, each in found.items() if not archive.has_entry(number, each)
        }

    def entries(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return those of the entries with these numbers that are in it."""
        paths = {number: f"{EDITIONS}/entries/{entry_name(number)}" for number in numbers}
        return {item: self.read(path) for item, path in paths.items() if path in self.members}

    def contents(self, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield blobs by name, None for one that is not in it."""
        for name in names:
            path = f"{EDITIONS}/blobs/{name}"
            yield name, self.read(path) if path in self.members else None


def back_up(folder: Path, target: Path) -> Backup:
    """Write everything of a data folder into one file and read it back; return what it holds.

    The file appears whole or not at all. Raises Damaged where the archive is damaged: a backup of
    that would pass for one of all; and where a file of this name is there that is no backup, or
    holds an edition or an entry that this one would not. Raises OSError where the file cannot be
    written.
    """
    archive = Archive(folder)
    unknown = [item for item in inspect(folder) if item.kind in LOSING and not item.known]
    if unknown:
        raise Damaged(
            SAY.both(
                "{why} Nothing was backed up: story doctor says what mends it.",
                why=unknown[0].message,
            )
        )  # fmt: skip
    staged = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with _held(archive):
            _pack(archive, staged)
        made = open_backup(staged)
        _prove(archive, made)
        _see_that_nothing_is_replaced(target, made)
        os.replace(staged, target)
        disk.sync(target.absolute().parent)
    finally:
        staged.unlink(missing_ok=True)
    return Backup(target, made.made, made.members, made.log)


def open_backup(path: Path) -> Backup:
    """Read a backup and check every byte of it; raises Damaged where anything is amiss.

    Its members are those of a data folder and no others, within it, each as the manifest says, and
    the log has every file it names. Raises OSError where the file cannot be opened.
    """
    with _opened(path) as packed:
        found = packed.infolist()
        names = [item.filename for item in found]
        sizes = [entry.file_size for entry in found]
        if len({*names}) != len(names) or sum(sizes) > LARGEST or max(sizes, default=0) > MEMBER:
            raise _no_backup(path, SAY.both("a file is in it twice, or it is too large"))
        made, members, lost = _manifest(path, packed)
        strange = sorted({*names} - {MANIFEST} ^ members.keys())
        strange += [member for member in members if not _belongs(member)]
        if strange:
            why = SAY.both("it should not hold, or lacks, {name}", name=ascii(strange[0]))
            raise _no_backup(path, why)
        for name, kept in members.items():
            _member(packed, name, kept)
        log = tuple(_log(packed, members))
        for each in log:
            _see_that_it_is_whole(path, packed, each, members, lost)
    return Backup(path, made, members, log)


def restore(backup: Backup, folder: Path) -> tuple[Text, ...]:
    """Bring a data folder to what a backup holds; return what was done, in words.

    A folder that does not exist, or is empty, appears whole at one instant. In one that has a log,
    what is damaged is mended and what is missing is added, oldest first, each step as a
    publication: interrupted, it shows a whole edition, and can be repeated. Raises Damaged, before
    anything is touched, where the folder has another log, or publications that the backup has not;
    Busy where somebody publishes; OSError where the folder cannot be written.
    """
    if not folder.exists() or not any(folder.iterdir()):
        _appear(backup, folder)
        return (SAY.both("{folder} was restored.", folder=folder),)
    archive = Archive(folder)
    backup.see_that_it_is_of(archive)
    _see_that_nothing_is_taken_away(backup, archive)
    with archive.locked():
        return tuple(_put_back(backup, archive))


def _put_back(backup: Backup, archive: Archive) -> Iterator[Text]:
    """Put back what is damaged or missing, and say so: blobs first, then entries, oldest first."""
    lacking = [name for name in _blobs(backup) if not archive.has(name)]
    for name in lacking:
        archive.keep(name, backup.read(f"{EDITIONS}/blobs/{name}"))
    if lacking:
        yield SAY.both("{count} files of editions were put back.", count=len(lacking))
    for number, content in sorted(backup.entries([item.number for item in backup.log]).items()):
        if not archive.has_entry(number, content):
            archive.receive(number, content)
            yield SAY.both("Number {number} of the log was put back.", number=number)
    for name in archive.missing():
        yield SAY.both("{file} was put back.", file=name)
    with suppress(Damaged):
        archive.bring_in_line()
    for name in sorted(DOCUMENTS & backup.members.keys()):
        if not (archive.folder / name).exists():
            disk.write(archive.folder / name, backup.read(name))
            yield SAY.both("{file} was put back.", file=name)


def _see_that_nothing_is_replaced(target: Path, made: Backup) -> None:
    """Raise Damaged where a file of this name holds what the new backup does not."""
    if not target.exists():
        return
    try:
        there = open_backup(target)
    except Damaged as why:
        raise Damaged(
            SAY.both(
                "{file} is there already, and is no backup that this one could replace. Nothing "
                "was written: give another name.", file=target.name,
            )
        ) from why  # fmt: skip
    kept = {item for item in there.members.items() if KEPT.fullmatch(item[0])}
    only_there = kept - {*made.members.items()}
    if only_there:
        raise Damaged(
            SAY.both(
                "{file} is there already, and holds what this backup would not, such as {name}. "
                "Nothing was written: give another name, and see what story doctor --mend --from "
                "{file} puts back.",
                file=target.name, name=min(only_there)[0].removeprefix(f"{EDITIONS}/"),
            )
        )  # fmt: skip


@contextmanager
def _held(archive: Archive) -> Iterator[None]:
    """Hold the lock of an archive, if there is one and it can be written."""
    if not archive.place.exists() or not os.access(archive.place, os.W_OK):
        yield
        return
    with archive.locked():
        yield


def _pack(archive: Archive, staged: Path) -> None:
    members = dict(_of_folder(archive))
    for number in archive.numbers():
        members[f"{EDITIONS}/entries/{entry_name(number)}"] = archive.raw(number)
    names = {
        kept
        for entry in archive.entries()
        for kept in (*entry.files.values(), *entry.aside.values())
    }
    hashes = {name: digest(content) for name, content in members.items()}
    lost: list[str] = []
    with zipfile.ZipFile(staged, "x", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
        for name in sorted(names):
            # One at a time: a log of years does not fit into memory.
            try:
                packed.writestr(f"{EDITIONS}/blobs/{name}", archive.content(name))
                hashes[f"{EDITIONS}/blobs/{name}"] = name
            except Damaged:
                lost.append(name)  # somebody knows, or there would be no backup
        said = {
            "story": FORM,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "lost": lost,
            "members": dict(sorted(hashes.items())),
        }
        packed.writestr(MANIFEST, json.dumps(said, indent=1))
    staged.chmod(0o600)  # the log names who published
    with staged.open("rb") as file:
        os.fsync(file.fileno())


def _of_folder(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Yield the folder's own files, and where they stand."""
    places = (*archive.folder.glob("*.csv"), *archive.folder.glob("geo/*"))
    for path in sorted((*places, *(archive.folder / item for item in DOCUMENTS))):
        name = path.relative_to(archive.folder).as_posix()
        if path.is_file() and _belongs(name):
            yield name, disk.read(path)
    standing = archive.standing()
    if standing:
        yield f"{EDITIONS}/standing", str(standing).encode()


def _prove(archive: Archive, made: Backup) -> None:
    """Raise Damaged where a backup has not every entry of the archive it was made from."""
    numbers = {entry.number for entry in archive.entries()}
    lacking = numbers - {item.number for item in made.log}
    if lacking:
        why = SAY.both("it lacks number {number} of the log", number=min(lacking))
        raise _no_backup(made.path, why)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as broken:
        raise _no_backup(path, SAY.both("it cannot be unpacked")) from broken
    except (RuntimeError, ValueError, KeyError) as broken:
        if isinstance(broken, Damaged):
            raise
        raise _no_backup(path, SAY.both("it cannot be unpacked")) from broken


def _member(packed: zipfile.ZipFile, name: str, kept: str) -> bytes:
    try:
        content = packed.read(name)
    except Exception as broken:  # zlib.error, BadZipFile, a password …
        why = SAY.both("{name} in it cannot be unpacked", name=name)
        raise _no_backup(Path(str(packed.filename)), why) from broken
    if digest(content) != kept:
        why = SAY.both("{name} in it is not what it was", name=name)
        raise _no_backup(Path(str(packed.filename)), why)
    return content


def _manifest(path: Path, packed: zipfile.ZipFile) -> tuple[str, dict[str, str], set[str]]:
    try:
        said = json.loads(packed.read(MANIFEST))
        members = {str(name): str(kept) for name, kept in said["members"].items()}
        form, made = said["story"], datetime.fromisoformat(said["made"]).isoformat()
        lost = {str(item) for item in said["lost"]}
    except KeyError:
        raise _no_backup(path, SAY.both("it has no manifest")) from None
    except Exception as broken:
        raise _no_backup(path, SAY.both("its manifest cannot be read")) from broken
    if form != FORM:
        raise _no_backup(path, SAY.both("a newer version of the program made it"))
    return made, members, lost


def _belongs(name: str) -> bool:
    """Whether a path is one that a data folder may have."""
    kept = KEPT.fullmatch(name)
    if kept:
        return bool(HASH.fullmatch(kept[2]) if kept[1] == "blobs" else number_in(kept[2]))
    return bool(NAME.fullmatch(name)) or name in DOCUMENTS or name == f"{EDITIONS}/standing"


def _log(packed: zipfile.ZipFile, members: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the entries of a backup; raises Damaged where one cannot be read."""
    for name, kept in sorted(members.items()):
        found = KEPT.fullmatch(name)
        if found and found[1] == "entries":
            yield Archive.read_entry(number_in(found[2]), _member(packed, name, kept))


def _see_that_it_is_whole(
    path: Path, packed: zipfile.ZipFile, entry: Entry, members: Mapping[str, str], lost: set[str]
) -> None:
    """Raise Damaged where a backup has not the files of an edition, and does not say so."""
    names = {*entry.files.values(), *entry.aside.values()}
    lacking = {item for item in names if f"{EDITIONS}/blobs/{item}" not in members}
    if lacking - lost:
        why = SAY.both("it lacks files of number {number}", number=entry.number)
        raise _no_backup(path, why)
    if lacking & {*entry.files.values()}:
        return
    contents = {
        name: _member(packed, f"{EDITIONS}/blobs/{kept}", kept)
        for name, kept in entry.files.items()
    }
    if name_of(contents) != entry.edition:
        why = SAY.both("number {number} in it is not the edition it says", number=entry.number)
        raise _no_backup(path, why)


def _blobs(backup: Backup) -> list[str]:
    found = (KEPT.fullmatch(member) for member in backup.members)
    return [item[2] for item in found if item and item[1] == "blobs"]


def _appear(backup: Backup, folder: Path) -> None:
    """Write a folder beside, and let it appear under its name at one instant."""
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    staged = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    try:
        for name in backup.members:
            place = staged / name
            place.parent.mkdir(parents=True, exist_ok=True)
            disk.write(place, backup.read(name), 0o444 if KEPT.fullmatch(name) else 0o666)
        for item in (*staged.rglob("*"), staged):
            if item.is_dir():
                disk.sync(item)
        staged.chmod(0o755)
        os.replace(staged, folder)  # an empty folder may be there
        disk.sync(folder.absolute().parent)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _see_that_nothing_is_taken_away(backup: Backup, archive: Archive) -> None:
    numbers = {item.number for item in backup.log}
    for entry in archive.entries():
        if entry.number not in numbers:
            raise Damaged(
                SAY.both(
                    "The folder has number {number} in its log (edition {edition}), and the backup "
                    "has not: nothing was restored, so that it is not lost. What is damaged "
                    "is mended by story doctor --mend --from {file}; an earlier edition is brought "
                    "back by story undo --to.",
                    number=entry.number, edition=entry.edition, file=backup.path.name,
                )
            )  # fmt: skip


def _no_backup(path: Path, why: Text) -> Damaged:
    return Damaged(SAY.both("{file} is no whole backup: {why}.", file=path.name, why=why))
