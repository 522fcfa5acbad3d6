"""Files as they really arrive: read with certainty, or refused with what to do about it."""

from story.intake.arrival import USUAL, Arrival, Intake, Limits, Located, Note, Place, Row, Upload
from story.intake.decoding import ENCODINGS
from story.intake.doubts import Answers, Doubt, doubts, settled
from story.intake.edition import PROPERTY, edition_heading, edition_in
from story.intake.grid import Grid, Raw
from story.intake.taking import take

__all__ = [
    "ENCODINGS", "PROPERTY", "USUAL", "Answers", "Arrival", "Doubt", "Grid", "Intake", "Limits",
    "Located", "Note", "Place", "Raw", "Row", "Upload", "doubts", "edition_heading", "edition_in",
    "settled", "take",
]  # fmt: skip
