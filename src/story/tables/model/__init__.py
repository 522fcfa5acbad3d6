"""One frozen class a CSV row: the contract from which readers, checks and documents are made.

A column is a field; its type says what a cell may hold, its description what it means. Blank
cells are `None` for numbers, `""` for text and dates, `()` for lists: unknown or not applicable,
never zero.
"""

from story.tables.model.camps import Camp, CampList, CampPopulation, CampStatus, Imagery
from story.tables.model.claims import Claim, ClaimSource
from story.tables.model.column import Cell, Column, Form, columns, identifying
from story.tables.model.estimates import Bound, Estimate, Use
from story.tables.model.events import Event, EventCode, RightsCode
from story.tables.model.glossary import Term
from story.tables.model.printings import Sum, in_force, sums
from story.tables.model.record import Record
from story.tables.model.series import Observation, Series
from story.tables.model.sources import Origin, OriginId, Source

TABLES: tuple[type[Record], ...] = (
    Source, Origin, Estimate, Camp, CampList, CampStatus, CampPopulation, Imagery,
    Event, EventCode, Claim, ClaimSource, Series, Observation, Term,
)  # fmt: skip

__all__ = [
    "TABLES", "Bound", "Camp", "CampList", "CampPopulation", "CampStatus", "Cell", "Claim",
    "ClaimSource", "Column", "Estimate", "Event", "EventCode", "Form", "Imagery", "Observation",
    "Origin", "OriginId", "Record", "RightsCode", "Series", "Source", "Sum", "Term", "Use",
    "columns", "identifying", "in_force", "sums",
]  # fmt: skip
