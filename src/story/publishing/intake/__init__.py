"""Files as they really arrive: read with certainty, or refused with what to do about it."""

from story.publishing.intake.arrival import (
    USUAL,
    Arrival,
    Intake,
    Limits,
    Located,
    Note,
    Place,
    Row,
    Upload,
)
from story.publishing.intake.decoding import ENCODINGS
from story.publishing.intake.doubts import Answers, Doubt, doubts, settled
from story.publishing.intake.edition import PROPERTY, edition_heading, edition_in
from story.publishing.intake.grid import Grid, Raw
from story.publishing.intake.taking import take

__all__ = [
    "ENCODINGS", "PROPERTY", "USUAL", "Answers", "Arrival", "Doubt", "Grid", "Intake", "Limits",
    "Located", "Note", "Place", "Raw", "Row", "Upload", "doubts", "edition_heading", "edition_in",
    "settled", "take",
]  # fmt: skip
