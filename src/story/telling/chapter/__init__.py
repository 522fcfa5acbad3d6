"""Chapters: Markdown files in both languages, read into values. Nothing is filled in here."""

from story.telling.chapter.inline import BROKEN, ClaimOf, Fact, Sources, Tag, Token, tokens, words
from story.telling.chapter.manuscript import (
    Answer,
    Ask,
    Condition,
    FigureCall,
    Manuscript,
    Number,
    Prose,
    Request,
    Step,
)
from story.telling.chapter.reader import CHAPTERS, counts, read_folder, read_manuscript

__all__ = [
    "BROKEN", "CHAPTERS", "Answer", "Ask", "ClaimOf", "Condition", "Fact", "FigureCall",
    "Manuscript", "Number", "Prose", "Request", "Sources", "Step", "Tag", "Token", "counts",
    "read_folder",
    "read_manuscript", "tokens", "words",
]  # fmt: skip
