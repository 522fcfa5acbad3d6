"""The dataset: every table of one edition as records."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar, TypeVarTuple, cast

from story.tables import model
from story.tables.model import TABLES, Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Given = TypeVarTuple("Given")


@dataclass(frozen=True)
class Dataset:
    """Every table of one edition, validated, immutable and shared by all readers.

    `edition` is the first twelve hex digits of the SHA-256 over all tables and the map's files.
    """

    edition: str
    folder: Path
    sources: tuple[model.Source, ...]
    origins: tuple[model.Origin, ...]
    estimates: tuple[model.Estimate, ...]
    camps: tuple[model.Camp, ...]
    camp_lists: tuple[model.CampList, ...]
    camp_status: tuple[model.CampStatus, ...]
    camp_populations: tuple[model.CampPopulation, ...]
    imagery: tuple[model.Imagery, ...]
    events: tuple[model.Event, ...]
    event_codes: tuple[model.EventCode, ...]
    claims: tuple[model.Claim, ...]
    claim_sources: tuple[model.ClaimSource, ...]
    series: tuple[model.Series, ...]
    observations: tuple[model.Observation, ...]
    glossary: tuple[model.Term, ...]

    @cached_property
    def _index(self) -> Mapping[tuple[type[Record], str], Record]:
        return {(kind, item.id): item for kind in TABLES for item in self.all(kind)}

    @cached_property
    def _found(self) -> dict[Hashable, object]:
        return {}

    def once(self, find: Callable[["Dataset", *Given], T], *given: *Given) -> T:
        """Return what `find` makes of these tables and what is given, made once.

        The tables never change. `find` is a function of a module, not one made for the call.
        """
        key = (find, *given)
        if key not in self._found:
            self._found[key] = find(self, *given)
        return cast(T, self._found[key])

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of one table, in the file's order."""
        found: tuple[R, ...] = getattr(self, kind.table)
        return found

    def find(self, kind: type[R], record_id: str) -> R:
        """Return the record of `kind` with this id; raises KeyError where there is none."""
        return cast(R, self._index[kind, record_id])
