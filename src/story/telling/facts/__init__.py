"""The facts prose may state: named in the chapters, found in the tables, each with its source."""

from story.telling.facts.conditions import holds
from story.telling.facts.lookup import find_records, name_of, sources_of
from story.telling.facts.resolving import Facts, meaning
from story.telling.facts.values import Fact, FactError, Quote, SourceRef

__all__ = [
    "Fact", "FactError", "Facts", "Quote", "SourceRef", "find_records", "holds",
    "meaning", "name_of", "sources_of",
]  # fmt: skip
