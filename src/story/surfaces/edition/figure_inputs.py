"""What a figure reads of the tables: so that it is made again only where that has changed."""

import hashlib
from dataclasses import fields
from typing import Any, TypeVar, cast

from story.tables import Dataset
from story.tables.model import TABLES, Record, Source
from story.tables.rows import write

R = TypeVar("R", bound=Record)
NAMES = frozenset(kind.table for kind in TABLES)
Cells = dict[str, dict[str, str]]  # of sources: their id, a field's name, its value


class Watched(Dataset):
    """A dataset that remembers which of its tables have been read.

    Of the sources, which nearly every figure looks something up in, it remembers the cells.
    """

    def __init__(self, dataset: Dataset) -> None:
        object.__setattr__(self, "_whole", dataset)
        object.__setattr__(self, "_read", set())
        object.__setattr__(self, "_cells", {})
        for field in fields(dataset):
            object.__setattr__(self, field.name, getattr(dataset, field.name))

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - as object's own
        if name in NAMES:
            object.__getattribute__(self, "_read").add(name)
        return object.__getattribute__(self, name)

    def find(self, kind: type[R], record_id: str) -> R:
        """Return the record of `kind` with this id; raises KeyError where there is none."""
        whole: Dataset = self._whole
        found = whole.find(kind, record_id)
        if isinstance(found, Source):
            cells: Cells = self._cells
            return cast(R, _Noted(found, cells.setdefault(found.id, {})))
        self._read.add(kind.table)
        return found

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables gone through so far, or looked up in."""
        return frozenset(self._read)

    @property
    def cells(self) -> Cells:
        """The cells read so far of sources that were looked up."""
        found: Cells = self._cells
        return found


class _Noted:
    """A source that writes down each field that is read of it, and what it holds."""

    model_fields = Source.model_fields

    def __init__(self, source: Source, cells: dict[str, str]) -> None:
        self._source = source
        self._cells = cells

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as object's own
        if name not in self.model_fields:
            # What a property or a method reads is read of this, and so written down.
            found = getattr(Source, name)
            return found.__get__(self) if hasattr(found, "__get__") else found
        value = getattr(self._source, name)
        self._cells[name] = str(value)
        return value


def unchanged(dataset: Dataset, cells: Cells) -> bool:
    """Whether sources hold in `dataset` what they held when `cells` were read."""
    there = {source.id: source for source in dataset.sources if source.id in cells}
    return len(there) == len(cells) and all(
        str(getattr(there[row], name)) == value
        for row, held in cells.items()
        for name, value in held.items()
    )


def fingerprints(dataset: Dataset) -> dict[str, str]:
    """Return a fingerprint of each table's content."""
    return {
        kind.table: hashlib.sha256(write(kind, dataset.all(kind)).encode()).hexdigest()[:16]
        for kind in TABLES
    }
