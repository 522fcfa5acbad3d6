"""The story, resolved for a language: chapters whose every number comes from the data."""

from story.telling.narrative.passage import (
    ClaimMark,
    FactSpan,
    Passage,
    QuoteSpan,
    Segment,
    SourceMark,
    Words,
    plain,
)
from story.telling.narrative.story import (
    Answer,
    Ask,
    Chapter,
    Number,
    Request,
    Step,
    Story,
    StoryFigure,
)
from story.telling.narrative.telling import BrokenStory, tell

__all__ = [
    "Answer", "Ask", "BrokenStory", "Chapter", "ClaimMark", "FactSpan",
    "Number", "Passage", "QuoteSpan",
    "Request", "Segment", "SourceMark", "Step", "Story", "StoryFigure", "Words", "plain", "tell",
]  # fmt: skip
