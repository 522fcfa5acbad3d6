"""Which tables a figure reads: so that a changed table draws again only what depends on it."""

import hashlib
from dataclasses import fields
from typing import Any, TypeVar

from story.model import TABLES, Record
from story.tables import Dataset, write

R = TypeVar("R", bound=Record)
NAMES = frozenset(kind.table for kind in TABLES)


class Watched(Dataset):
    """A dataset that remembers which of its tables have been read."""

    def __init__(self, dataset: Dataset) -> None:
        object.__setattr__(self, "_whole", dataset)
        object.__setattr__(self, "_read", set())
        for one in fields(dataset):
            object.__setattr__(self, one.name, getattr(dataset, one.name))

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - as object's own
        if name in NAMES:
            object.__getattribute__(self, "_read").add(name)
        return object.__getattribute__(self, name)

    def find(self, kind: type[R], record_id: str) -> R:
        """Return the record of `kind` with this id; raises KeyError where there is none."""
        self._read.add(kind.table)
        whole: Dataset = self._whole
        return whole.find(kind, record_id)

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables read so far."""
        return frozenset(self._read)


def fingerprints(dataset: Dataset) -> dict[str, str]:
    """Return a fingerprint of each table's content."""
    return {
        kind.table: hashlib.sha256(write(kind, dataset.all(kind)).encode()).hexdigest()[:16]
        for kind in TABLES
    }
