"""Where the editions of a data folder are kept: each as immutable files, with why it came about.

    .editions/
      blobs/<sha-256>        the bytes of one file of one edition, never changed
      entries/000042.json    one edition: when, who, why, what changed, and the hash of each file
      standing               the number of the entry that the folder's own files were brought to
      staging/               what is being written
      lock                   held by the one who publishes
      origin                 only in the copy of a storage: its address

An edition is published by one step: its entry appears under the next number. Until then readers
have all of the edition before, afterwards all of the new one, and the log cannot disagree, because
the entries are the log. The folder's own CSV files follow; as long as they have not (`standing`
is less than the last entry), readers are given the blobs.
"""

from story.publishing.archive import disk
from story.publishing.archive.backup import Backup, back_up, open_backup, restore
from story.publishing.archive.damage import Damage, Damaged
from story.publishing.archive.entry import Answer, Entry, Kind
from story.publishing.archive.inspecting import inspect, set_aside
from story.publishing.archive.mending import edited, mend
from story.publishing.archive.mirror import fetch, mirror_of, send
from story.publishing.archive.storage import Storage, StorageFailed, is_address
from story.publishing.archive.store import EDITIONS, Archive, Busy, digest, name_of

__all__ = [
    "EDITIONS", "Answer", "Archive", "Backup", "Busy", "Damage", "Damaged", "Entry", "Kind",
    "Storage", "StorageFailed", "back_up", "digest", "disk", "edited", "fetch", "inspect",
    "is_address", "mend", "mirror_of", "name_of", "open_backup", "restore", "send", "set_aside",
]  # fmt: skip
