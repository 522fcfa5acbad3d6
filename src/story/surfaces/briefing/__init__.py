"""Briefings: the story taken into a room, as slides, an office's presentation or a handout."""

from story.surfaces.briefing.choice import LENGTHS, Choice, Misfit, chosen
from story.surfaces.briefing.deck import Deck, Slide, deck

__all__ = ["LENGTHS", "Choice", "Deck", "Misfit", "Slide", "chosen", "deck"]
