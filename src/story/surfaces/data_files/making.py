"""The making of the files: once for an edition, then kept on disk within a bound."""

from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from story.places import cache_folder
from story.surfaces.code import code
from story.surfaces.disk_cache import DiskCache
from story.surfaces.links import own_page
from story.surfaces.pages import TITLE
from story.tables import Dataset
from story.text import Language

if TYPE_CHECKING:
    from story.surfaces.data_files.forms import DataFile

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CSV = "text/csv"
ROOM = 60_000_000  # bytes kept on disk: the files of a dozen editions
MAKING = Lock()  # one at a time: many who ask for the same file wait for one making of it


@dataclass(frozen=True)
class Given:
    """What decides a file: the tables, the edition's ISO date or blank, its pages' address.

    `base` is where the static edition is found, ending in a slash, blank where it has no host.
    """

    dataset: Dataset
    issued: str = ""
    base: str = ""

    def pages(self, table: str, language: Language) -> str:
        """Return the address under which the pages of a table's rows stand; blank without one."""
        return f"{self.base}{language}/{own_page(table, '')}" if self.base else ""

    @property
    def said(self) -> dict[str, str]:
        """What a file with room for it says of itself."""
        return {
            "edition": self.dataset.edition,
            "issued": self.issued,
            "title": TITLE.en,
            "title_ko": TITLE.ko,
            "licence": LICENCE,
            "address": self.base,
        }


def made(file: "DataFile", given: Given) -> bytes:
    """Return a file's bytes as they are kept, or made and kept now."""
    key = _key(file, given)
    found = _disk().find(key)
    if found is None:
        with MAKING:
            found = _disk().get(key, lambda: file.make(given))
    return found


def known_size(file: "DataFile", given: Given) -> int | None:
    """Return a file's bytes where it has been made, else None: nobody waits for it to be made."""
    return _disk().size(_key(file, given))


def _key(file: "DataFile", given: Given) -> str:
    return "\n".join((file.name, given.dataset.edition, given.issued, given.base, code()))


@cache
def _disk() -> DiskCache:
    return DiskCache(cache_folder() / "data-files", ROOM)
