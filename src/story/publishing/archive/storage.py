"""An archive on object storage or a shared folder: the same blobs and entries, by fsspec.

An edition is published there as it is in a folder: its entry is created under the next number,
last of all, and only where there is none. Whoever comes second is refused by the storage itself.
That takes nothing but a conditional write (S3's `If-None-Match: *`).
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from story.publishing.archive.entry import HASH, entry_name, number_in
from story.text import Phrases, Text

SAY = Phrases("storage")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://")
AT_ONCE = 64  # objects fetched together
# A replica that asks a storage which does not answer must notice before it matters.
LIMITS = {"connect_timeout": 3, "read_timeout": 10, "retries": {"max_attempts": 2}}


class StorageFailed(OSError):  # noqa: N818 - it says what happened
    """The storage did not do what was asked; `why` says it to people."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


def is_address(given: str) -> bool:
    """Return whether this names a storage, such as `s3://bucket/prefix`, and not a folder."""
    return bool(ADDRESS.match(given))


@dataclass(frozen=True)
class Storage:
    """The archive at an address; every method raises StorageFailed where it cannot answer."""

    url: str

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers for which there is an entry, whatever is in it."""
        return tuple(sorted(filter(None, map(number_in, self._names("entries")))))

    def entries(self, numbers: Collection[int]) -> dict[int, bytes]:
        """Return those of the entries with these numbers that are there."""
        found = self._read({f"entries/{entry_name(item)}": item for item in numbers})
        return {number: content for number, content in found.items() if content is not None}

    def blobs(self) -> set[str]:
        """Return the names of the blobs."""
        return {name for name in self._names("blobs") if HASH.fullmatch(name)}

    def contents(self, names: Collection[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield blobs by name, None for one that is missing or does not match its name."""
        left = sorted(names)
        while left:
            some, left = left[:AT_ONCE], left[AT_ONCE:]
            for name, content in self._read({f"blobs/{item}": item for item in some}).items():
                whole = content is not None and sha256(content).hexdigest() == name
                yield name, content if whole else None

    def keep(self, name: str, content: bytes) -> None:
        """Write a blob."""
        with self._asked():
            self._write(f"blobs/{name}", content)

    def publish(self, number: int, entry: bytes) -> bool:
        """Create an entry; False where the number was taken by somebody else."""
        path = f"entries/{entry_name(number)}"
        with self._asked():
            try:
                self._write(path, entry, new=True)
            except FileExistsError:
                # An answer that was lost is asked for again, and then the entry is our own.
                return self.entries([number]).get(number) == entry
        return True

    def mend(self, number: int, entry: bytes) -> None:
        """Write an entry again, in place of what cannot be read."""
        with self._asked():
            self._write(f"entries/{entry_name(number)}", entry)

    def _names(self, folder: str) -> set[str]:
        with self._asked():
            try:
                found = self._system.ls(f"{self._root}/{folder}", detail=False, refresh=True)
            except FileNotFoundError as none:
                if not _absent(none):
                    raise
                return set()
        return {item.rstrip("/").rsplit("/", 1)[-1] for item in found}

    def _read(self, keys: Mapping[str, Any]) -> dict[Any, bytes | None]:
        paths = {f"{self._root}/{path}": key for path, key in keys.items()}
        with self._asked():
            found = self._system.cat(list(paths), on_error="return") if paths else {}
            for content in found.values():
                if isinstance(content, Exception) and not _absent(content):
                    raise content
        return {
            key: content if isinstance(content := found.get(path), bytes) else None
            for path, key in paths.items()
        }

    def _write(self, path: str, content: bytes, *, new: bool = False) -> None:
        if self._shared:
            _write_file(Path(self._root) / path, content, new=new)
        else:
            mode = "create" if new else "overwrite"
            self._system.pipe_file(f"{self._root}/{path}", content, mode=mode)

    @property
    def _shared(self) -> bool:
        """Whether this is a folder, which has no conditional write but names."""
        return self.url.startswith(("file://", "local://"))

    @cached_property
    def _found(self) -> tuple[Any, str]:
        # Takes half a second to load, which a folder need not wait for.
        from fsspec.core import url_to_fs

        with self._asked():
            options = {"config_kwargs": LIMITS} if self.url.startswith("s3") else {}
            system, root = url_to_fs(
                self.url, use_listings_cache=False, skip_instance_cache=True, **options
            )
            if options:
                system.retries = 2  # beside botocore's own: five would take as long as the outage
            return system, root.rstrip("/")

    @property
    def _system(self) -> Any:  # noqa: ANN401 - fsspec has no types
        return self._found[0]

    @property
    def _root(self) -> str:
        return self._found[1]

    @contextmanager
    def _asked(self) -> Iterator[None]:
        try:
            yield
        except StorageFailed:
            raise
        except Exception as error:
            raise StorageFailed(_said(self.url, error)) from error


def _absent(error: Exception) -> bool:
    """Whether an object is not there, and that is all."""
    if not isinstance(error, FileNotFoundError):
        return False
    answer = getattr(error.__cause__, "response", {})
    return str(answer.get("Error", {}).get("Code", "")) != "NoSuchBucket"


def _said(url: str, error: Exception) -> Text:
    """Return what went wrong, and what to do, in words for whoever looks after the storage."""
    name = type(error).__name__
    if isinstance(error, FileNotFoundError):
        return SAY.both("There is no such bucket: {url}. Correct the address.", url=url)
    if name in ("NoCredentialsError", "PartialCredentialsError"):
        return SAY.both(
            "There are no credentials for {url}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
            url=url,
        )
    if isinstance(error, PermissionError):
        return SAY.both(
            "{url} refuses these credentials. They need the rights to list, read and, to publish, "
            "write objects.", url=url,
        )  # fmt: skip
    if isinstance(error, (ValueError, ImportError)):
        return SAY.both("{url} is no address of a storage ({why}).", url=url, why=str(error))
    return SAY.both(
        "{url} cannot be reached ({why}). Look at the network and at AWS_ENDPOINT_URL.",
        url=url, why=name,
    )  # fmt: skip


def _write_file(path: Path, content: bytes, *, new: bool) -> None:
    """Write a file that appears whole; raises FileExistsError where there is one and `new`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as staged:
        staged.write(content)
        os.fchmod(staged.fileno(), 0o644)
        os.fsync(staged.fileno())
    try:
        if new:
            os.link(staged.name, path)
        else:
            os.replace(staged.name, path)
    finally:
        Path(staged.name).unlink(missing_ok=True)
